"""Our scorers as inspect-ai's: a mark's value is the score, its why the explanation, its weight what it counts by."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from inspect_ai.scorer import Metric, SampleScore, Score, Scorer, Target, metric, scorer

from eval.tasks.critics import case_of, critique_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from inspect_ai.scorer import Value
    from inspect_ai.solver import TaskState

    from eval.golden import Case
    from eval.marks import Mark
    from wbcoach.critique import Critique

    Judges = Callable[[Case, Critique], Mark | None]


@metric
def weighted() -> Metric:
    """The mean of the values by their weights; what wasn't scored doesn't count."""

    def mean(scores: list[SampleScore]) -> Value:
        pairs = [
            (one.score.as_float(), float((one.score.metadata or {}).get("weight", 1.0))) for one in scores
        ]
        pairs = [(value, weight) for value, weight in pairs if not math.isnan(value)]
        whole = sum(weight for _, weight in pairs)
        return sum(value * weight for value, weight in pairs) / whole if whole else math.nan

    return mean


def scorers(judges: Mapping[str, Judges]) -> list[Scorer]:
    """Make inspect-ai's scorers, one for each of ours."""
    return [_scorer(name, judge) for name, judge in judges.items()]


def _scorer(name: str, judge: Judges) -> Scorer:
    @scorer(name=name, metrics=[weighted()])
    def made() -> Scorer:
        async def score(state: TaskState, target: Target) -> Score:
            del target
            mark = judge(case_of(state), critique_of(state))
            if mark is None:
                return Score.unscored(reason="not_applicable", explanation="doesn't apply to this case")
            return Score(value=mark.value, explanation=mark.why, metadata={"weight": mark.weight})

        return score

    return made()
