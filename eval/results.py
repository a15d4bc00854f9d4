"""A run on disk (`wbcoach.eval/1`): what each scorer said about each case, and what the run cost."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Annotated, Final, Literal, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.disk import write_whole
from eval.golden import Split
from wbcoach.errors import InputError

T = TypeVar("T", bound=BaseModel)

FINDINGS: Final = "findings"
JUDGED: Final = "judged"  # the task whose marks a model gave


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Marked(_Record):
    """A mark as it is written: a value from 0 to 1, why, and what it counts by (findings judged; 1 for yes or no)."""

    value: Annotated[float, Field(ge=0, le=1)]
    why: str = ""
    weight: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 1.0


class CaseResult(_Record):
    """One case in one epoch: its marks by scorer, what was shown, and what the labels say.

    A scorer that doesn't apply leaves no mark. `confidence` is by code; `error` says why there is no answer.
    `labelled` is what a study's case is held against, where that is no code. `tokens` are all, `tokens_in` and
    `tokens_out` those that were sent and received; `cost_usd` is None where the price isn't known.
    """

    id: str
    task: str
    split: Split
    pitfall: str | None = None
    epoch: Annotated[int, Field(ge=1)] = 1
    marks: dict[str, Marked] = Field(default_factory=dict)
    shown: tuple[str, ...] = ()
    musts: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    labelled: tuple[str, ...] = ()
    confidence: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    verdict: str | None = None
    labelled_verdict: str | None = None
    error: str | None = None
    tokens: Annotated[int, Field(ge=0)] = 0
    tokens_in: Annotated[int, Field(ge=0)] = 0
    tokens_out: Annotated[int, Field(ge=0)] = 0
    cost_usd: float | None = None
    latency_ms: float | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        """Task, id and epoch, which name one result of a run."""
        return self.task, self.id, self.epoch

    @property
    def figures(self) -> dict[str, Marked]:
        """The marks by the figure that they go into: `recall` of the findings task, `retrieval.recall` of a study."""
        return {figure_name(self.task, scorer): mark for scorer, mark in self.marks.items()}

    @property
    def labels(self) -> str:
        """A short hash of the labels, which stays the same until somebody labels the case anew."""
        told = [self.labelled_verdict, *map(sorted, (self.musts, self.listed, self.forbidden))]
        told += [sorted(self.labelled)] if self.labelled else []
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:8]


class RunResult(_Record):
    """One run of one critic over many cases; `left_out` says why a case was not put to it.

    `judge` is the model that judged what was proposed and the stamp of its prompt, where one did.
    """

    schema_id: Annotated[Literal["wbcoach.eval/1"], Field(alias="schema")] = "wbcoach.eval/1"
    critic: str
    created: AwareDatetime
    version: str
    model: str | None = None
    seeds: Annotated[int, Field(ge=1)] = 1
    seconds: Annotated[float, Field(ge=0)] = 0.0
    left_out: dict[str, str] = Field(default_factory=dict)
    judge: str | None = None
    cases: tuple[CaseResult, ...] = ()

    def without_judge(self) -> Self:
        """Give the run without the judge's marks: another judge, or another version of it, would move such a figure."""
        return self.model_copy(update={"cases": tuple(one for one in self.cases if one.task != JUDGED)})

    @model_validator(mode="after")
    def _each_result_stands_once(self) -> Self:
        seen: set[tuple[str, str, int]] = set()
        splits: dict[str, str] = {}
        for one in self.cases:
            if one.key in seen:
                raise ValueError(f"{one.task}, {one.id}, epoch {one.epoch} stands twice")
            seen.add(one.key)
            if splits.setdefault(one.id, one.split) != one.split:
                raise ValueError(f"{one.id} is both tuned and held")
        return self


def figure_name(task: str, scorer: str) -> str:
    """Name a scorer's figure: bare for the main task, behind the task's name for a study."""
    return scorer if task == FINDINGS else f"{task}.{scorer}"


def load(path: Path) -> RunResult:
    """Read a run.

    Raises:
        InputError: there is none, or it is no run, or one of another version.
    """
    return read_as(RunResult, path, "run", "`python -m eval run --out FILE` writes one.")


def read_as(shape: type[T], path: Path, what: str, hint: str) -> T:
    """Read a JSON file of a shape that names its schema.

    Raises:
        InputError: it isn't there, is torn, or is of another shape or version; says which.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}.", hint) from None
    try:
        return shape.model_validate_json(content)
    except ValidationError as error:
        raise InputError(
            f"{path} is no {what} that can be used: {_why(shape, content, error)}.", hint
        ) from None


def _why(shape: type[BaseModel], content: bytes, error: ValidationError) -> str:
    try:
        told = json.loads(content)
    except ValueError as torn:
        return f"it is no whole JSON ({torn})"
    mine = shape.model_fields["schema_id"].default
    given = told.get("schema") if isinstance(told, dict) else None
    if given != mine:
        return f"its schema is {str(given)[:80]!r}, and {mine!r} is read here"
    first = error.errors(include_url=False, include_input=False)
    more = f", and {len(first) - 1} more faults" if len(first) > 1 else ""
    return f"{'.'.join(map(str, first[0]['loc'])) or 'the whole'}: {first[0]['msg']}{more}"


def save(run: RunResult, path: Path) -> None:
    """Write a run; a crash leaves the file as it was before.

    Raises:
        OSError: the file can't be written.
    """
    write_whole(path, run.model_dump_json(by_alias=True, indent=1) + "\n")
