"""Who says that a thing goes well, beside the pain on that thing: found with it, or near to it, and on it by words or meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wbcoach.define import themes
from wbcoach.define.words import named_terms

if TYPE_CHECKING:
    from wbcoach.define.material import Material, Matrix

AGAINST: Final = 0.02  # who says that it goes well tells it in other words, so may stand further off
# Mean cosine to the two items nearest by meaning, from which praise is on a pain: with a word in common, and without.
_NEAR, _NEARER = 0.24, 0.33
_NEAREST: Final = 2


def parted(material: Material, together: Sequence[Sequence[int]]) -> tuple[list[list[int]], dict[int, int]]:
    """Part groups of items on one thing into those who suffer from it, and by place those who tell that it goes well.

    Of a group in which all goes well nothing is left.
    """
    groups: list[list[int]] = []
    beside: dict[int, int] = {}
    for group in together:
        badly = [at for at in group if material.tone(at) != "well"]
        if badly:
            beside |= {at: len(groups) for at in group if material.tone(at) == "well"}
            groups.append(badly)
    return groups, beside


def nearest_group(
    vectors: Matrix,
    places: Sequence[int],
    groups: Sequence[Sequence[int]],
    products: Sequence[str],
    near: float,
) -> dict[int, int]:
    """Give the nearest group of the same product for each place that has one."""
    found: dict[int, int] = {}
    for product in sorted({products[at] for at in places}):
        mine = [at for at in places if products[at] == product]
        theirs = [number for number, group in enumerate(groups) if products[group[0]] == product]
        fits = themes.nearest(vectors, mine, [groups[number] for number in theirs], near)
        found |= {at: theirs[fit] for at, fit in zip(mine, fits, strict=True) if fit is not None}
    return found


def on_it(material: Material, at: int, group: Sequence[int]) -> bool:
    """Say whether praise is on what a group suffers from; where there are words alone, their nearness has to do."""
    import numpy as np

    if material.made == "words":
        return True
    fits = np.sort(material.vectors[list(group)] @ material.vectors[at])[-_NEAREST:]
    near = float(fits.mean())
    if near >= _NEARER:
        return True
    mine = named_terms(material.items[at].text).keys()
    return near >= _NEAR and any(mine & named_terms(material.items[one].text).keys() for one in group)
