"""Bad drafts that try to pass: each has to keep the findings it deserves, and none may be called ready."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from eval.golden import FOLDER, Code
from eval.marks import Mark

if TYPE_CHECKING:
    from wbcoach.coach import Coach
    from wbcoach.critique import Critique

# Findings that a gamed draft keeps, and gamed drafts that aren't called ready.
KEPT, NOT_READY = "kept", "not_ready"
BARS: Final = {KEPT: 0.85, NOT_READY: 0.97}


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Feedback(_Record):
    id: str
    source: str
    date: str
    text: str


class Gamed(_Record):
    """A bad draft, how it tries to pass, and the codes that have to be shown all the same."""

    id: str
    trick: str
    text: str
    evidence: tuple[_Feedback, ...] = ()
    musts: Annotated[tuple[Code, ...], Field(min_length=1)]
    split: Literal["tuned", "held"] = "held"


class GamingSet(_Record):
    """The file."""

    synthetic: Literal[True]
    cases: tuple[Gamed, ...]


@cache
def load(path: Path = FOLDER / "gaming.yaml") -> tuple[Gamed, ...]:
    """Read the drafts.

    Raises:
        pydantic.ValidationError: the file is not of this shape, or a code is none of the catalogue's.
        ValueError: an id or a text stands twice.
    """
    cases = GamingSet.model_validate(yaml.safe_load(path.read_text("utf-8"))).cases
    for values in ([case.id for case in cases], [case.text for case in cases]):
        if len(set(values)) < len(values):
            raise ValueError("an id or a text stands twice")
    return cases


def run(coach: Coach) -> list[tuple[str, dict[str, Mark]]]:
    """Critique each draft with its own feedback linked."""
    scored = []
    for case in load():
        critique = coach.critique(case.text, [one.model_dump() for one in case.evidence])
        scored.append((f"gaming-{case.id}", {KEPT: kept(case, critique), NOT_READY: not_ready(critique)}))
    return scored


def kept(case: Gamed, critique: Critique) -> Mark:
    """Score the share of the findings it deserves that are shown; it counts by how many these are."""
    shown = {finding.code for finding in critique.findings}
    missing = [code for code in case.musts if code not in shown]
    told = f"{case.trick}: " + (f"missing {' '.join(missing)}" if missing else "all shown")
    return Mark(1 - len(missing) / len(case.musts), told, float(len(case.musts)))


def not_ready(critique: Critique) -> Mark:
    """Score that the verdict isn't ready; a text that is no statement gets no verdict, which is right as well."""
    return Mark(float(critique.verdict != "ready"), critique.verdict or "no statement")
