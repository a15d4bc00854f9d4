"""Two runs side by side, case by case: which figures moved, how surely, and which cases moved them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from eval.costs import Took, took
from eval.figures import by_task, cluster, scorers
from eval.stats import Interval, mcnemar, paired_difference
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.results import CaseResult, RunResult

_SAME: Final = 1e-9


@dataclass(frozen=True)
class FigureChange:
    """One scorer over the cases of one split that both runs have; a figure without anything to judge is None.

    `better` and `worse` count cases, by their mean over epochs. `p` is McNemar's, only for yes or no.
    """

    split: str
    name: str
    a: float | None
    b: float | None
    between: Interval | None
    better: int
    worse: int
    p: float | None

    @property
    def difference(self) -> float | None:
        """How far b is above a."""
        return None if self.a is None or self.b is None else self.b - self.a


@dataclass(frozen=True)
class CaseChange:
    """One case that one scorer marks differently: means over epochs, None where it had no mark.

    The whys of held cases are left out, since whoever reads those and then changes a rule has used the cases up.
    """

    split: str
    task: str
    id: str
    name: str
    a: float | None
    b: float | None
    why_a: str
    why_b: str


@dataclass(frozen=True)
class Comparison:
    """What changed from a to b; `pairs` counts the results that are compared.

    `moved` are cases that one of the two had no mark for: neither better nor worse. `relabelled` are cases whose
    labels differ, so that a changed mark would say nothing of the critic; they are not compared. `took_a` and
    `took_b` are what the compared results took.
    """

    a: str
    b: str
    pairs: int
    figures: tuple[FigureChange, ...]
    better: tuple[CaseChange, ...]
    worse: tuple[CaseChange, ...]
    moved: tuple[CaseChange, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    relabelled: tuple[str, ...]
    took_a: Took
    took_b: Took


def compare(a: RunResult, b: RunResult) -> Comparison:
    """Pair two runs by task, case id and epoch; a case that was filed anew counts where b files it.

    What ended in an error in one of them is not compared, but listed.
    """
    mine, theirs = ({one.key: one for one in run.cases if one.error is None} for run in (a, b))
    both = [key for key in mine if key in theirs]
    anew = {key for key in both if mine[key].labels != theirs[key].labels}
    both = [key for key in both if key not in anew]
    one_side, other_side = [mine[key] for key in both], [theirs[key] for key in both]
    changes = _case_changes(one_side, other_side)
    return Comparison(
        a=a.critic,
        b=b.critic,
        pairs=len(both),
        figures=tuple(_figure_changes(one_side, other_side, changes)),
        better=tuple(one for one in changes if one.a is not None and one.b is not None and one.b > one.a),
        worse=tuple(one for one in changes if one.a is not None and one.b is not None and one.b < one.a),
        moved=tuple(one for one in changes if one.a is None or one.b is None),
        only_a=tuple(sorted(_name(mine[key]) for key in mine if key not in theirs)),
        only_b=tuple(sorted(_name(theirs[key]) for key in theirs if key not in mine)),
        relabelled=tuple(sorted(_name(mine[key]) for key in anew)),
        took_a=took(one_side),
        took_b=took(other_side),
    )


def meet(a: RunResult, b: RunResult) -> None:
    """See whether two runs have an answered case in common.

    Raises:
        InputError: they have none, so that a comparison would say nothing.
    """
    mine, theirs = (list(dict.fromkeys(one.id for one in run.cases if one.error is None)) for run in (a, b))
    if not {one.key for one in a.cases if one.error is None} & {
        one.key for one in b.cases if one.error is None
    }:
        raise InputError(
            "The two runs have no answered case in common, so there is nothing to compare.",
            f"Compare runs on the same statements: a has {_first(mine)}, b has {_first(theirs)}.",
        )


def _first(ids: Sequence[str]) -> str:
    return f"{len(ids)} ({', '.join(ids[:3])}{', ...' if len(ids) > 3 else ''})" if ids else "none"


def _name(one: CaseResult) -> str:
    return f"{one.id} ({one.task}{f', epoch {one.epoch}' if one.epoch > 1 else ''})"


def _figure_changes(
    a: Sequence[CaseResult], b: Sequence[CaseResult], changes: Sequence[CaseChange]
) -> list[FigureChange]:
    found = []
    for task, split in ((task, split) for task in by_task(a) for split in ("held", "tuned")):
        here = [pair for pair in zip(a, b, strict=True) if (pair[1].task, pair[1].split) == (task, split)]
        before, after = ([pair[side] for pair in here] for side in (0, 1))
        ids = sorted({one.id for one in before})
        for name in scorers([*before, *after]):
            rows = cluster(before, name, ids), cluster(after, name, ids)
            values = [float(sums.sum() / weights.sum()) if weights.any() else None for sums, weights in rows]
            told = [
                (one.a, one.b)
                for one in changes
                if (one.split, one.name) == (split, name) and one.a is not None and one.b is not None
            ]
            better = sum(one < other for one, other in told)
            worse = len(told) - better
            p = mcnemar(better, worse) if _is_yes_or_no([*before, *after], name) else None
            found.append(
                FigureChange(split, name, values[0], values[1], paired_difference(*rows), better, worse, p)
            )
    return found


def _is_yes_or_no(cases: Sequence[CaseResult], name: str) -> bool:
    marks = [one.figures[name] for one in cases if name in one.figures]
    return all(mark.value in {0.0, 1.0} and mark.weight == 1.0 for mark in marks)


def _case_changes(a: Sequence[CaseResult], b: Sequence[CaseResult]) -> list[CaseChange]:
    """List changes by split, scorer and id. With several epochs the means are compared, so McNemar's is a sign test."""
    pairs: dict[tuple[str, str], list[tuple[CaseResult, CaseResult]]] = defaultdict(list)
    for one, other in zip(a, b, strict=True):
        pairs[one.task, one.id].append((one, other))
    changes = []
    for (task, name), epochs in pairs.items():
        before, after = ([pair[side] for pair in epochs] for side in (0, 1))
        for scorer in scorers([*before, *after]):
            was, now = _mean(before, scorer), _mean(after, scorer)
            same = was == now or (was is not None and now is not None and abs(was - now) < _SAME)
            if not same:
                split = after[0].split
                held = "held" in {before[0].split, split}
                whys = ["", ""] if held else [_whys(before, scorer), _whys(after, scorer)]
                changes.append(CaseChange(split, task, name, scorer, was, now, *whys))
    return sorted(changes, key=lambda one: (one.split, one.name, one.id, one.task))


def _mean(cases: Sequence[CaseResult], name: str) -> float | None:
    values = [one.figures[name].value for one in cases if name in one.figures]
    return sum(values) / len(values) if values else None


def _whys(cases: Sequence[CaseResult], name: str) -> str:
    return " / ".join(dict.fromkeys(one.figures[name].why for one in cases if name in one.figures))
