"""Intervals and tests over marks: numbers in, numbers out, the same each time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Array = NDArray[np.float64]

ROUNDS: Final = 2000
SEED: Final = 20261101
_TAILS: Final = (0.025, 0.975)
_SAME: Final = 1e-9


class Interval(NamedTuple):
    """The bounds of a 95% interval."""

    low: float
    high: float


def wilson(part: float, whole: float, z: float = 1.96) -> Interval:
    """Give Wilson's 95% interval of a share, which holds for small counts; (0, 1) without any.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). Source: E. B. Wilson, "Probable inference, the law of
    succession, and statistical inference", JASA 22 (1927). Counts may be fractions, where epochs share a case.
    """
    if not whole:
        return Interval(0.0, 1.0)
    p = min(1.0, part / whole)  # fractions of epochs may add up to a hair more
    centre = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


@lru_cache(maxsize=4)
def draws(cases: int, rounds: int = ROUNDS, seed: int = SEED) -> Array:
    """Say how often each case is drawn in each round, with replacement: an array (rounds, cases), read-only.

    It is kept, so that all figures over the same cases see the same draws and can be compared.
    """
    dice = np.random.default_rng(seed)
    drawn = dice.multinomial(cases, np.full(cases, 1 / cases), size=rounds).astype(np.float64)
    drawn.setflags(write=False)
    return drawn


def bootstrap(sums: Array, weights: Array, rounds: int = ROUNDS, seed: int = SEED) -> Interval | None:
    """Give the percentile bootstrap 95% interval of sum(sums) / sum(weights), by case.

    `sums` and `weights` have one entry a case: value * weight and weight, added over its epochs and findings, so
    that what belongs to one case is drawn together (Efron and Tibshirani, "An introduction to the bootstrap",
    1993, chapters 8 and 13; for clusters Davison and Hinkley, 1997, section 3.8).

    Where every case says 0, or every case 1, no draw differs and the bootstrap would claim certainty: then it is
    Wilson's, over the number of cases that have a weight. None where most draws have nothing to divide by.
    """
    judged = int(np.count_nonzero(weights))
    if not judged:
        return None
    for all_of_them, share in ((np.zeros_like(weights), 0), (weights, 1)):
        if np.allclose(sums, all_of_them, rtol=0, atol=_SAME):
            return wilson(share * judged, judged)
    drawn = draws(len(sums), rounds, seed)
    return _middle(_ratio(drawn @ sums, drawn @ weights))


def paired_difference(
    a: tuple[Array, Array], b: tuple[Array, Array], rounds: int = ROUNDS, seed: int = SEED
) -> Interval | None:
    """Give the paired bootstrap 95% interval of b's figure less a's.

    Each is (sums, weights) over the same cases in the same order, as for `bootstrap`; a draw takes a case in both,
    so that what is hard for both cancels out (Efron and Tibshirani 1993, chapter 8; for critics of texts,
    Berg-Kirkpatrick et al., "An empirical investigation of statistical significance in NLP", 2012). Where few
    cases changed it is bolder than McNemar's exact test: four changes, all one way, are enough to leave 0 out.
    """
    if not len(a[0]) or not a[1].any() or not b[1].any():
        return None
    drawn = draws(len(a[0]), rounds, seed)
    return _middle(_ratio(drawn @ b[0], drawn @ b[1]) - _ratio(drawn @ a[0], drawn @ a[1]))


def _ratio(part: Array, whole: Array) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(part / whole, dtype=np.float64)


def _middle(values: Array) -> Interval | None:
    defined = values[np.isfinite(values)]
    if len(defined) * 2 < len(values):
        return None
    low, high = np.quantile(defined, _TAILS)
    return Interval(float(low), float(high))


def mcnemar(better: int, worse: int) -> float:
    """Give the exact two-sided p of McNemar's test: of those that changed, each way was as likely.

    The changed follow Binomial(better + worse, 1/2) then. Source: Q. McNemar, Psychometrika 12 (1947); advised for
    two classifiers on one test set by T. Dietterich, Neural Computation 10 (1998).
    """
    from scipy.stats import binomtest  # type: ignore[attr-defined]  # scipy says nothing of its types

    changed = better + worse
    return float(binomtest(better, changed, 0.5).pvalue) if changed else 1.0


class Kappa(NamedTuple):
    """Cohen's kappa and its 95% interval; `agreed` is the plain share of agreement."""

    value: float
    low: float
    high: float
    agreed: float


def cohens_kappa(tables: Array, rounds: int = ROUNDS, seed: int = SEED) -> Kappa | None:
    """Give agreement beyond chance, (observed - expected) / (1 - expected), with a bootstrap interval by case.

    Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20
    (1960). None where there is nothing, or where both always say the same one thing, so that chance explains all.

    Args:
        tables: (cases, k, k) counts; each case's own table of first rater down, second across. Epochs of a case
            are added into its table.
        rounds: how many draws.
        seed: of the draws.
    """
    if not tables.any():
        return None
    whole = tables.sum(axis=0)
    value = float(_kappas(whole[None])[0])
    if not math.isfinite(value):
        return None
    agreed = float(np.trace(whole) / whole.sum())
    if agreed == 1.0:
        # All draws agree as well; the doubt that is left is that of the share itself.
        expected = float((whole.sum(axis=0) * whole.sum(axis=1)).sum() / whole.sum() ** 2)
        low = (wilson(len(tables), len(tables)).low - expected) / (1 - expected)
        return Kappa(value, low, 1.0, agreed)
    drawn = draws(len(tables), rounds, seed) @ tables.reshape(len(tables), -1)
    between = _middle(_kappas(drawn.reshape(-1, *whole.shape)))
    return Kappa(value, *between, agreed) if between else None


def _kappas(tables: Array) -> Array:
    total = tables.sum(axis=(1, 2))
    observed = _ratio(np.trace(tables, axis1=1, axis2=2), total)
    expected = _ratio((tables.sum(axis=1) * tables.sum(axis=2)).sum(axis=1), total**2)
    return _ratio(observed - expected, 1 - expected)


@dataclass(frozen=True)
class Bin:
    """Findings whose confidence is in (low, high]: how many, how sure on average, how often right, Wilson's interval."""

    low: float
    high: float
    count: float
    confidence: float
    right: float
    between: Interval


@dataclass(frozen=True)
class Calibration:
    """How far confidence tells how often a finding is right; empty bins are left out."""

    bins: tuple[Bin, ...]
    error: float
    brier: float
    count: float


def calibration(
    confidence: Sequence[float],
    right: Sequence[bool],
    weights: Sequence[float] | None = None,
    bins: int = 10,
) -> Calibration | None:
    """Give the calibration curve over bins of equal width, the expected calibration error and the Brier score.

    Error: sum over bins of share * |right - mean confidence|. Sources: Naeini et al., "Obtaining well calibrated
    probabilities using Bayesian binning", AAAI 2015; Guo et al., "On calibration of modern neural networks", 2017;
    G. Brier, Monthly Weather Review 78 (1950). The error grows with the number of bins and shrinks with data, so
    compare it only between runs over the same cases. None without findings.

    Args:
        confidence: from 0 to 1, one a finding.
        right: whether that finding was right.
        weights: what each counts by, 1 where it isn't given; 1/n for one of n epochs.
        bins: how many.
    """
    sure, true = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    counts = np.ones_like(sure) if weights is None else np.asarray(weights, dtype=np.float64)
    total = float(counts.sum())
    if not total:
        return None
    # (low, high], with 0 in the first: .9 belongs to what is at most .9. Rounding undoes (0.1 + 0.2) * 10 = 3.0000000000000004.
    place = np.clip(np.ceil(np.round(sure * bins, 9)).astype(int) - 1, 0, bins - 1)
    found = []
    for number in np.unique(place):
        here = place == number
        count = float(counts[here].sum())
        sure_here, right_here = float(counts[here] @ sure[here]), float(counts[here] @ true[here])
        found.append(
            Bin(
                number / bins, (number + 1) / bins, count, sure_here / count, right_here / count,
                wilson(right_here, count),
            )
        )  # fmt: skip
    error = sum(one.count * abs(one.right - one.confidence) for one in found) / total
    brier = float(counts @ (sure - true) ** 2) / total
    return Calibration(tuple(found), error, brier, total)
