"""A study: cases, how each is answered, and what is marked; and the task that inspect-ai makes of it.

The main task has scorers of its own, one for each figure. Smaller studies share this one: their answers are no
critiques, and their marks differ from case to case.
"""

from __future__ import annotations

import json
import math
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from anyio import to_thread
from inspect_ai import Task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import Score, Scorer, Target, mean, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

from wbcoach.errors import WbcoachError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

    from eval.golden import Split
    from eval.marks import Mark


class CaseError(Exception):
    """Why a case has no answer, with what to do next: inspect-ai keeps the first argument of an error alone."""


@contextmanager
def with_hint() -> Generator[None]:
    """Give errors that tell what to do next as one message.

    Raises:
        CaseError: in place of an error of wbcoach.
    """
    try:
        yield
    except WbcoachError as error:
        raise CaseError(str(error)) from None  # a chain takes inspect-ai seconds to lay out


@dataclass(frozen=True)
class Study:
    """Cases by id, each with the text that is put; `answer` gives a case's marks, and raises where it can't.

    A case that `splits` doesn't name is of `split`. `labels` are what a case is held against, so that a run can tell
    that somebody labelled it anew. Where `at_once` is more than 1, `answer` is called from that many threads.
    """

    name: str
    split: Split
    cases: Mapping[str, str]
    answer: Callable[[str], Mapping[str, Mark]]
    splits: Mapping[str, Split] = field(default_factory=dict)
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    at_once: int = 1

    def split_of(self, name: str) -> Split:
        """Give the split of a case."""
        return self.splits.get(name, self.split)


def task_of(study: Study) -> Task:
    """Make inspect-ai's task of a study."""
    return Task(
        name=study.name,
        dataset=MemoryDataset(
            [
                Sample(id=name, input=text, metadata={"split": study.split_of(name)})
                for name, text in study.cases.items()
            ],
            name=study.name,
        ),
        solver=_answering(study),
        scorer=_marking(),
    )


def _answering(study: Study) -> Solver:
    @solver(name=study.name)
    def made() -> Solver:
        async def solve(state: TaskState, generate: Generate) -> TaskState:
            del generate
            name = str(state.sample_id)
            with with_hint():
                given = (
                    study.answer(name) if study.at_once == 1 else await to_thread.run_sync(study.answer, name)
                )
            marks = {name: asdict(mark) for name, mark in given.items()}
            state.store.set("marks", marks)
            state.output = ModelOutput.from_content("wbcoach", json.dumps(marks, ensure_ascii=False))
            return state

        return solve

    return made()


def _marking() -> Scorer:
    @scorer(name="marks", metrics={"*": [mean()]})
    def made() -> Scorer:
        async def score(state: TaskState, target: Target) -> Score:
            del target
            marks = state.store.get("marks") or {}
            values = {name: float(mark["value"]) for name, mark in marks.items()}
            why = "; ".join(f"{name}: {mark['why']}" for name, mark in marks.items())
            return Score(value=values or math.nan, explanation=why)

        return score

    return made()
