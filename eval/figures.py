"""From a run to its figures: by scorer, by pitfall, verdicts, confidence, and what differs between epochs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from eval.results import FINDINGS
from eval.score import VERDICTS
from eval.stats import Array, Calibration, Interval, Kappa, bootstrap, calibration, cohens_kappa, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.results import CaseResult, RunResult

NONE: Final = "none"


@dataclass(frozen=True)
class Figure:
    """One scorer over some cases: its value, the 95% interval by case, and how many cases and findings it rests on."""

    name: str
    value: float
    between: Interval
    cases: int
    weight: float

    @property
    def part(self) -> float:
        """The value times the weight: how many of what was judged were right."""
        return round(self.value * self.weight, 9)


@dataclass(frozen=True)
class Rate:
    """A share with Wilson's interval; counts are means over epochs, so a case counts once."""

    part: float
    whole: float

    @property
    def value(self) -> float | None:
        """The share, None where there is nothing to divide by."""
        return self.part / self.whole if self.whole else None

    @property
    def between(self) -> Interval:
        """Wilson's 95% interval."""
        return wilson(self.part, self.whole)


@dataclass(frozen=True)
class PitfallRates:
    """One code: found of its musts, right of what was shown, false alarms of its near misses."""

    code: str
    recall: Rate
    precision: Rate
    alarms: Rate


@dataclass(frozen=True)
class Unstable:
    """A case that one scorer marks differently from epoch to epoch; None where it had no mark in that epoch."""

    task: str
    id: str
    split: str
    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Spread:
    """One scorer's figure in each epoch, epochs in order."""

    name: str
    values: tuple[float, ...]

    @property
    def width(self) -> float:
        """From the lowest epoch to the highest."""
        return max(self.values) - min(self.values)


def chosen(run: RunResult, split: str | None = None, task: str | None = None) -> list[CaseResult]:
    """Give a run's results, of one split or task where that is named."""
    return [one for one in run.cases if split in {None, one.split} and task in {None, one.task}]


def scorers(cases: Iterable[CaseResult]) -> list[str]:
    """Name the figures that a mark goes into, in the order in which they first got one."""
    return list(dict.fromkeys(name for one in cases for name in one.figures))


def cluster(cases: Sequence[CaseResult], name: str, ids: Sequence[str]) -> tuple[Array, Array]:
    """Add up a figure's value * weight, and its weight, for each of `ids`: two arrays (ids,).

    One id is one statement, in however many epochs it stands: its marks hang together.
    """
    place = {name: number for number, name in enumerate(ids)}
    sums, weights = np.zeros(len(ids)), np.zeros(len(ids))
    for one in cases:
        if (mark := one.figures.get(name)) is not None:
            sums[place[one.id]] += mark.value * mark.weight
            weights[place[one.id]] += mark.weight
    return sums, weights


def figures(cases: Sequence[CaseResult]) -> dict[str, Figure]:
    """Give each scorer's sum(value * weight) / sum(weight) over these cases; one without weight has no figure.

    The cases of each task are drawn by themselves, so that no figure hangs on which other tasks were run.
    """
    found: dict[str, Figure] = {}
    for some in by_task(cases).values():
        ids = sorted({one.id for one in some})
        for name in scorers(some):
            sums, weights = cluster(some, name, ids)
            between = bootstrap(sums, weights)
            if between is not None:
                total = float(weights.sum())
                found[name] = Figure(
                    name, float(sums.sum()) / total, between, int(np.count_nonzero(weights)), total
                )
    return found


def by_task(cases: Iterable[CaseResult]) -> dict[str, list[CaseResult]]:
    """Sort results into tasks: the findings first, then studies in the order in which they stand."""
    found: dict[str, list[CaseResult]] = {}
    for one in cases:
        found.setdefault(one.task, []).append(one)
    return dict(sorted(found.items(), key=lambda task: task[0] != FINDINGS))


def answered(cases: Iterable[CaseResult]) -> list[CaseResult]:
    """Keep the results of the findings task that have an answer."""
    return [one for one in cases if one.task == FINDINGS and one.error is None]


def pitfalls(cases: Sequence[CaseResult]) -> list[PitfallRates]:
    """Count each code that is a must, shown or forbidden somewhere in these cases, by statement; codes in order."""
    some = answered(cases)
    epochs = Counter(one.id for one in some)
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for one in some:
        part = 1 / epochs[one.id]
        shown, musts, listed, forbidden = map(set, (one.shown, one.musts, one.listed, one.forbidden))
        for what, codes in (
            ("musts", musts), ("found", musts & shown), ("shown", shown), ("right", shown & listed),
            ("near", forbidden), ("alarms", forbidden & shown),
        ):  # fmt: skip
            for code in codes:
                counts[code][what] += part
    return [
        PitfallRates(
            code, Rate(many["found"], many["musts"]), Rate(many["right"], many["shown"]),
            Rate(many["alarms"], many["near"]),
        )
        for code, many in sorted(counts.items())
    ]  # fmt: skip


def confusion(cases: Sequence[CaseResult]) -> Counter[tuple[str, str]]:
    """Count by (labelled verdict, given verdict), each epoch by itself; "none" where no verdict was given."""
    labelled = [(one.labelled_verdict, one.verdict or NONE) for one in answered(cases)]
    return Counter((label, given) for label, given in labelled if label is not None)


def verdict_names(counts: Iterable[tuple[str, str]]) -> list[str]:
    """Name the three verdicts, then whatever else was labelled or given."""
    return list(dict.fromkeys([*VERDICTS, *sorted(name for pair in counts for name in pair)]))


def verdict_kappa(cases: Sequence[CaseResult]) -> Kappa | None:
    """Give Cohen's kappa of labelled and given verdicts, its interval by case."""
    some = [one for one in answered(cases) if one.labelled_verdict is not None]
    names = verdict_names(confusion(some))
    place = {one: number for number, one in enumerate(dict.fromkeys(one.id for one in some))}
    tables = np.zeros((len(place), len(names), len(names)))
    for one in some:
        tables[place[one.id], names.index(str(one.labelled_verdict)), names.index(one.verdict or NONE)] += 1
    return cohens_kappa(tables)


def confidence_curve(cases: Sequence[CaseResult]) -> Calibration | None:
    """Set the confidence of each code against whether it is listed, must or may; epochs share their case's weight."""
    some = answered(cases)
    epochs = Counter(one.id for one in some)
    told = [
        (sure, code in one.listed, 1 / epochs[one.id])
        for one in some
        for code, sure in one.confidence.items()
    ]
    if not told:
        return None
    sure, right, weights = zip(*told, strict=True)
    return calibration(sure, right, weights)


def unstable(cases: Sequence[CaseResult]) -> list[Unstable]:
    """List the marks that differ between the epochs of a case, by task, id and scorer.

    An epoch that ended in an error is left out: it says nothing about the critic's steadiness.
    """
    together: dict[tuple[str, str], list[CaseResult]] = defaultdict(list)
    for one in sorted(cases, key=lambda one: one.key):
        if one.error is None:
            together[one.task, one.id].append(one)
    found = []
    for (task, name), epochs in together.items():
        for scorer in sorted(scorers(epochs)):
            marks = [one.figures.get(scorer) for one in epochs]
            values = tuple(mark.value if mark else None for mark in marks)
            if len(set(values)) > 1:
                found.append(Unstable(task, name, epochs[0].split, scorer, values))
    return found


def spread(cases: Sequence[CaseResult]) -> list[Spread]:
    """Give each scorer's figure in each epoch; empty where there is one epoch only."""
    epochs = sorted({one.epoch for one in cases})
    if len(epochs) < 2:
        return []
    each = [figures([one for one in cases if one.epoch == epoch]) for epoch in epochs]
    return [Spread(name, tuple(some[name].value for some in each if name in some)) for name in scorers(cases)]
