"""Labelled suggestions: drafts with a finding, and questions and rewrites that answer it well or badly."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from eval.golden import FOLDER, Code, Evidence, Split, read

FILE: Final = FOLDER / "rewrite.yaml"
Kind = Literal["question", "rewrite"]
CheckName = Literal[
    "keeps_facts",
    "invents_nothing",
    "no_solution",
    "no_group",
    "template",
    "fixes",
    "specific",
    "one_question",
    "cites",
    "uncertainty",
    "voice",
    "short",
]
CHECK_NAMES: Final[tuple[CheckName, ...]] = get_args(CheckName)


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Answered(_Record):
    """The finding that is answered; `span` is None where words are missing or the whole draft is meant."""

    code: Code
    span: str | None


class Labelled(_Record):
    """A suggestion, the checks it fails by its label, and those it nearly fails and yet passes."""

    kind: Kind
    text: str
    fails: list[CheckName]
    near: list[CheckName] = []

    @property
    def good(self) -> bool:
        """Whether it fails no check."""
        return not self.fails

    @model_validator(mode="after")
    def _near_is_a_pass(self) -> Self:
        if both := set(self.fails) & set(self.near):
            raise ValueError(f"failed and nearly failed: {sorted(both)}")
        return self


class Drafted(_Record):
    """A draft, its evidence, one finding on it, and labelled suggestions that answer this finding."""

    id: str
    split: Split
    domain: str
    draft: str
    evidence: list[Evidence]
    finding: Answered
    suggestions: list[Labelled]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.finding.span is not None and self.finding.span not in self.draft:
            raise ValueError(f"{self.id}: not in the draft: {self.finding.span!r}")
        return self


class SuggestionFile(_Record):
    """What the file holds."""

    synthetic: Literal[True]
    cases: list[Drafted]


def load(path: Path = FILE) -> list[Drafted]:
    """Give all drafts with their suggestions, in the order of the file.

    Raises:
        ValueError: an id or a draft stands twice, or the file is not of this shape.
    """
    cases = SuggestionFile.model_validate(read(path)).cases
    for values in ([case.id for case in cases], [case.draft for case in cases]):
        if twice := {value for value in values if values.count(value) > 1}:
            raise ValueError(f"These stand twice: {sorted(twice)}")
    return cases
