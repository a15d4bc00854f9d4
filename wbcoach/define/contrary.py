"""Who says that a thing goes well, beside the pain on that thing: found with it, or near to it, and on it by words or meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wbcoach.define import themes
from wbcoach.define.praised import praised
from wbcoach.define.words import named_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wbcoach.define.material import Material, Matrix
    from wbcoach.define.words import Tally

AGAINST: Final = 0.02  # who says that it goes well tells it in other words, so may stand further off
# Mean cosine to the two items nearest by meaning, from which praise is on a pain: with a word in common, and without.
_NEAR, _NEARER = 0.24, 0.33
_NEAREST: Final = 2
# The same where somebody in the pain names the very thing or act that is praised.
_NAMED: Final = 0.15
# What one e-fold more mentions weighs beside the cosine to a group's centre: of the praised thing, of what tells which
# one, of any other word; and what the mean cosine to the nearest items weighs. Alike from half to twice of each.
_OF_IT, _WHICH, _OTHER, _CLOSE = 0.3, 0.15, 0.06, 0.5
_LOOKED_AT, _BLOCK = 3, 512


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


def beside(
    material: Material,
    vectors: Matrix,
    places: Sequence[int],
    groups: Sequence[Sequence[int]],
    tallies: Sequence[Tally],
) -> dict[int, int]:
    """Give for each place of praise the group that it speaks against, where one is near enough.

    Praise is short and has few words of its own, so by nearness alone it drifts to whatever is told in its tone. What
    it is of, by its grammar, decides with it: a group of which more people name that than others of the product do.
    """
    items = material.items
    if material.made == "words":  # there the vectors are of nothing but words
        return nearest_group(vectors, places, groups, [item.product for item in items], AGAINST)
    found: dict[int, int] = {}
    for product in sorted({items[at].product for at in places}):
        mine = [at for at in places if items[at].product == product]
        theirs = [number for number, group in enumerate(groups) if items[group[0]].product == product]
        if theirs:
            found |= _beside(
                material,
                vectors,
                mine,
                {one: groups[one] for one in theirs},
                [tallies[one] for one in theirs],
            )
    return found


def _beside(
    material: Material,
    vectors: Matrix,
    places: Sequence[int],
    groups: Mapping[int, Sequence[int]],
    tallies: Sequence[Tally],
) -> dict[int, int]:
    import numpy as np

    numbers = list(groups)
    texts = [material.items[at].text for at in places]
    things = [praised(text) for text in texts]
    centres = np.stack([vectors[list(group)].mean(axis=0) for group in groups.values()])
    central = vectors[list(places)] @ centres.T
    fits = central + _named_more([_weights(*one) for one in zip(texts, things, strict=True)], tallies)
    chosen = np.argsort(-fits, axis=1, kind="stable")[:, :_LOOKED_AT]
    close = np.full(fits.shape, -1.0, np.float32)
    for column, group in enumerate(groups.values()):
        rows = np.flatnonzero((chosen == column).any(axis=1))
        close[rows, column] = _closeness(material.vectors, [places[row] for row in rows.tolist()], group)
    best = (fits + _CLOSE * close).argmax(axis=1).tolist()
    return {
        at: numbers[column]
        for row, (at, column) in enumerate(zip(places, best, strict=True))
        if (central[row, column] >= AGAINST or _names_it(things[row], tallies[column]))
        and _on_it(material, at, float(close[row, column]), things[row], tallies[column])
    }


def on_it(material: Material, at: int, group: Sequence[int], tally: Tally) -> bool:
    """Say whether praise that was found with a group is on what the group suffers from."""
    near = float(_closeness(material.vectors, [at], group)[0])
    return _on_it(material, at, near, praised(material.items[at].text), tally)


def _on_it(material: Material, at: int, near: float, things: Sequence[str], tally: Tally) -> bool:
    if near >= _NEARER or (near >= _NAMED and _names_it(things, tally)):
        return True
    return near >= _NEAR and not tally.counted.keys().isdisjoint(named_terms(material.items[at].text))


def _names_it(things: Sequence[str], tally: Tally) -> bool:
    """Say whether somebody in a group names the very thing or act that is praised."""
    return bool(things) and things[0] in tally.counted


def _weights(text: str, things: Sequence[str]) -> dict[str, float]:
    """Say how much each word of praise tells of what it is of."""
    weights = {term: _OTHER for term in named_terms(text) if " " not in term}
    return weights | {term: _WHICH if order else _OF_IT for order, term in enumerate(things)}


def _named_more(weights: Sequence[Mapping[str, float]], tallies: Sequence[Tally]) -> Matrix:
    """Give by how much more often each group names what each praise names than all groups do (log of the lift), (n, groups)."""
    import numpy as np

    sizes = np.array([tally.texts for tally in tallies])
    known: dict[str, Matrix] = {}
    for term in {term for mine in weights for term in mine}:
        counts = np.array([tally.counted.get(term, 0) for tally in tallies])
        lift = np.log(((counts + 0.5) / (sizes + 1)) / ((counts.sum() + 0.5) / (sizes.sum() + 1)))
        known[term] = np.where(counts > 0, np.maximum(lift, 0), 0).astype(np.float32)
    more = np.zeros((len(weights), len(tallies)), np.float32)
    for row, mine in enumerate(weights):
        for term, weight in mine.items():
            more[row] += weight * known[term]
    return more


def _closeness(vectors: Matrix, places: Sequence[int], group: Sequence[int]) -> Matrix:
    """Give for each place the mean cosine to the items of a group that are nearest to it by meaning."""
    import numpy as np

    members = vectors[list(group)].T
    least = max(0, len(group) - _NEAREST)
    made = [
        np.partition(vectors[list(places[start : start + _BLOCK])] @ members, least, axis=1)[:, least:].mean(
            axis=1
        )
        for start in range(0, len(places), _BLOCK)
    ]
    return np.concatenate(made) if made else np.zeros(0, np.float32)
