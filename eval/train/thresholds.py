"""From which probability a pitfall is shown: chosen for precision under cross-validation, never on what reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.train.reading import Reading

    Array = np.ndarray[Any, np.dtype[np.float32]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]

PRECISION = 0.90
# An author who is told of a stereotype that isn't there stops listening.
STRICTER = {"P01": 0.95, "P02": 0.95}
FLOOR, CEILING = 0.40, 0.97
_DOUBT = 1.0  # findings that are counted in at the bar, so that three lucky ones prove little


def shown_from(reading: Reading, probabilities: Array, drafts: Mask, codes: Sequence[str]) -> Array:
    """Choose the threshold of each code on some drafts; 2 where there is none."""
    bars = [STRICTER.get(code, PRECISION) for code in codes]
    return choose(probabilities, reading.good, reading.judged, drafts, bars)


def choose(probabilities: Array, good: Mask, judged: Mask, drafts: Mask, bars: Sequence[float]) -> Array:
    """Give for each code the lowest probability above which its bar's share is right; 2 where there is none."""
    chosen = np.full(probabilities.shape[1], 2.0, np.float32)
    for code, bar in enumerate(bars):
        which = drafts & judged[:, code]
        chance, right = probabilities[which, code], good[which, code]
        order = np.argsort(-chance)
        share = (np.cumsum(right[order]) + _DOUBT * bar) / (np.arange(1, len(order) + 1) + _DOUBT)
        enough = np.flatnonzero((share >= bar) & (chance[order] >= FLOOR))
        if len(enough):
            chosen[code] = min(float(chance[order][enough[-1]]), CEILING)
    return chosen


def counts(shown: Mask, reading: Reading, drafts: Mask) -> dict[str, Any]:
    """Count over some drafts, by code and in all: shown, right, musts, found; clean drafts and those kept clean."""
    seen = shown[drafts] & reading.judged[drafts]
    good, musts = reading.good[drafts], reading.labels[drafts] & reading.judged[drafts]
    clean = ~reading.labels[drafts].any(axis=1)
    return {
        "shown": seen.sum(0), "right": (seen & good).sum(0), "musts": musts.sum(0), "found": (seen & musts).sum(0),
        "clean": int(clean.sum()), "kept": int((~(seen & ~good)[clean].any(axis=1)).sum()),
    }  # fmt: skip
