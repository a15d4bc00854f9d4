"""The main task: critique labelled statements, each with its own evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample

from eval import golden
from eval.replay import Calls
from eval.scorers import agreement, holds
from eval.tasks.critics import critic_solver
from eval.tasks.scoring import scorers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eval.golden import Case
    from eval.tasks.scoring import Judges

JUDGES: Final[Mapping[str, Judges]] = {
    "precision": agreement.precision,
    "recall": agreement.recall,
    "forbidden": agreement.forbidden,
    "clean": agreement.clean,
    "people": agreement.people,
    "spans": agreement.spans,
    "verdict": agreement.verdict,
    "dims": agreement.dims,
    "quotes": holds.quotes,
    "numbers": holds.numbers,
    "sources": holds.sources,
}


@task
def findings(
    critic: str = "rules and heads", split: str = "", recordings: str = "", *, replay: bool = False
) -> Task:
    """Critique golden statements of one split, or of both, and hold findings, verdict and scores against the labels."""
    return findings_of(
        [case for case in golden.load() if split in ("", case.split)], critic, Calls("", recordings, replay)
    )


def findings_of(cases: Iterable[Case], critic: str, calls: Calls = Calls()) -> Task:  # noqa: B008  it is frozen
    """Make the task of these cases."""
    return Task(
        name="findings",
        dataset=MemoryDataset([_sample(case) for case in cases], name="golden"),
        solver=critic_solver(critic, calls),
        scorer=scorers(JUDGES),
        metadata={"critic": critic},
    )


def _sample(case: Case) -> Sample:
    return Sample(
        id=case.id,
        input=case.text,
        target=" ".join(sorted(case.musts)) or "clean",
        metadata={"case": case.model_dump(mode="json")},
    )
