"""Themes: which items tell of one thing, by average linkage within a product; the same items give the same themes.

Chosen on the second and third synthetic corpus of `eval/define`, read off on the bundled one (`eval.bench_define`).
Taking out what a source's texts share in form gains .1 to .15 of agreement; that a rare segment weighs more, .05.
Measured and left out, as themes got less stable or none was found more often: HDBSCAN, Ward, k-means, TF-IDF mixed
in, neighbours' means, a cut by silhouette, consensus of 24 samples (more stable on one corpus, fewer listed themes).
Moving items to the nearest theme afterwards finds more of the third corpus, at .04 of stability.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wbcoach.evidence import Item

    Matrix = NDArray[np.float32]

# Mean cosine, after centring, from which items belong together: by MiniLM's vectors, and by words alone.
NEAR, NEAR_BY_WORDS = 0.03, 0.01
# Weight of who speaks beside what is said: so much for each e-fold of rarity, and at most.
SEGMENT, RARE = 0.165, 0.7
# Items' worth of nothing in the mean of a source, and of a product; in a product of few, more by `FEWEST` / their number.
FEW, MANY, FEWEST = 5, 2, 50
AT_ONCE: Final = 4000  # linkage takes the square of it in memory
_ROUNDS: Final = 3


def prepared(texts: Matrix, segments: Matrix, items: Sequence[Item]) -> Matrix:
    """Take out of what is said what a product and a kind of source share, and join it with who says it: unit vectors (n, d).

    Reviews are alike in form, and so are tickets; without that, what they are about counts. A segment that most
    people are of tells little, a rare one tells more.
    """
    import numpy as np

    from wbcoach.library.closeness import unit_in_place

    products, sources = [item.product for item in items], [item.source for item in items]
    made, who = texts.copy(), segments.copy()
    _take_out(made, products, sources)
    _take_out(who, products, products)
    speaks = [(item.product, item.segment) for item in items]
    many, of_each = Counter(products), Counter(speaks)
    weights = [min(RARE, SEGMENT * log(many[name[0]] / of_each[name])) for name in speaks]
    who *= np.array(weights, np.float32)[:, None]
    made += who
    unit_in_place(made)
    return made


def _take_out(rows: Matrix, products: Sequence[str], sources: Sequence[str]) -> None:
    """Take from rows what their product shares, and by what their source differs from it, as much as the numbers let one trust.

    Of few items little is taken out: all of them may be on one thing.
    """
    sums, counts, place = _sums(rows, products)
    means = sums / counts[:, None]
    differing, times, kinds = _sums(rows, sources, means, place)
    common = sums / (counts + MANY + FEWEST / counts)[:, None]
    formal = differing / (times + FEW)[:, None]
    for start in range(0, len(rows), AT_ONCE):
        block = slice(start, start + AT_ONCE)
        rows[block] -= common[place[block]] + formal[kinds[block]]


def _sums(
    rows: Matrix, names: Sequence[str], less: Matrix | None = None, of: NDArray[np.intp] | None = None
) -> tuple[Matrix, Matrix, NDArray[np.intp]]:
    """Add up the rows of each name, less one row of `less` each; give sums, counts, and the place of each row's name."""
    import numpy as np
    from scipy.sparse import csr_array

    known = {name: at for at, name in enumerate(sorted(set(names)))}
    place = np.array([known[name] for name in names], np.intp)
    sums = np.zeros((len(known), rows.shape[1]), np.float32)
    for start in range(0, len(rows), AT_ONCE):
        block = slice(start, start + AT_ONCE)
        here = rows[block] if less is None or of is None else rows[block] - less[of[block]]
        each = place[block]
        sums += (
            csr_array((np.ones(len(here), np.float32), (each, np.arange(len(here)))), (len(known), len(here)))
            @ here
        )
    return sums, np.bincount(place, minlength=len(known)).astype(np.float32), place


def themes(
    vectors: Matrix, ids: Sequence[str], products: Sequence[str], near: float = NEAR
) -> list[list[int]]:
    """Group items by place, never across products; groups of one are left out. Largest first, then by place.

    Of more than `AT_ONCE` items of a product a sample is linked, chosen by a hash of the id; the rest join the
    theme that they are near enough to, and what is left over is linked by itself.
    """
    found: list[list[int]] = []
    for product in sorted(set(products)):
        left = [at for at, mine in enumerate(products) if mine == product]
        groups: list[list[int]] = []
        for _ in range(_ROUNDS):
            if len(left) < 2:
                break
            sample = sorted(sorted(left, key=lambda at: draw(ids[at]))[:AT_ONCE])
            fresh = _linked(vectors, sample, near)
            rest = sorted(set(left) - set(sample))
            placed = nearest(vectors, rest, [*groups, *fresh], near)
            groups += fresh
            for at, group in zip(rest, placed, strict=True):
                if group is not None:
                    groups[group].append(at)
            taken = {at for group in groups for at in group}
            left = [at for at in rest if at not in taken]
        found += groups
    kept = [sorted(group) for group in found if len(group) > 1]
    return sorted(kept, key=lambda group: (-len(group), group))


def draw(name: str) -> str:
    """Give what items are sorted by to be drawn by their ids, the same ones in each run."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def _linked(vectors: Matrix, places: Sequence[int], near: float) -> list[list[int]]:
    """Link places by the mean cosine between groups, down to `near`."""
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(places) < 2:
        return []
    some = vectors[list(places)].astype("float64")
    apart = np.maximum(1 - some @ some.T, 0)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart, checks=False), "average")
    groups: dict[int, list[int]] = {}
    for at, name in zip(places, fcluster(tree, 1 - near, "distance").tolist(), strict=True):
        groups.setdefault(name, []).append(at)
    return [group for group in groups.values() if len(group) > 1]


def nearest(
    vectors: Matrix, places: Sequence[int], groups: Sequence[Sequence[int]], near: float
) -> list[int | None]:
    """Give for each place the group with the highest mean cosine to it, None where none reaches `near`."""
    import numpy as np

    if not groups or not places:
        return [None] * len(places)
    centres = np.stack([vectors[list(group)].mean(axis=0) for group in groups])
    fits = vectors[list(places)] @ centres.T
    best = fits.argmax(axis=1)
    return [int(group) if fit >= near else None for group, fit in zip(best, fits.max(axis=1), strict=True)]
