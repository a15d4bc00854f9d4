"""What a server answers with, besides critiques: matches, pages, jobs, its health, and problems (RFC 9457)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from wbcoach.critique import Lens, Severity

PROBLEM_TYPE = "urn:wbcoach:problem:"
JobState = Literal["queued", "running", "waiting", "done", "cancelled", "failed"]


class Told(BaseModel):
    """An answer; a later version may have more keys, so unknown ones are passed over."""

    model_config = ConfigDict(frozen=True)


class Fault(Told):
    """What is wrong with one part of a request; `where` is its path, such as "body.evidence.0.text"."""

    where: str
    message: str


class Problem(Told):
    """An error as RFC 9457 has it, with `code` and `hint` as wbcoach has them everywhere."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:wbcoach:problem:bad_input",
                    "title": "Bad input",
                    "status": 422,
                    "detail": "Evidence id 'I-7' stands for two different texts.",
                    "instance": "/v1/critique",
                    "code": "bad_input",
                    "hint": "Give each piece of evidence an id of its own.",
                    "request_id": "5f0c2a",
                    "errors": [],
                }
            ]
        }
    )

    type: Annotated[str, Field(description="a name for this kind of problem")]
    title: str
    status: int
    detail: str
    instance: Annotated[str, Field(description="the path that was asked")]
    code: str
    hint: Annotated[str, Field(description="what to do next")] = ""
    request_id: str = ""
    errors: tuple[Fault, ...] = ()


class Health(Told):
    """The server is alive."""

    status: Literal["ok"] = "ok"
    version: str


class Ready(Told):
    """The server can do its work; `index` names the generation that is searched, or is null where there is none."""

    status: Literal["ready"] = "ready"
    version: str
    index: str | None
    meaning: Annotated[bool, Field(description="whether meaning is searched, or words alone")]
    model: str | None


class FeedbackMatch(Told):
    """An item that was found; `similarity` (0..1) says how well it fits, `score` only orders."""

    rank: Annotated[int, Field(ge=1)]
    score: float
    similarity: float | None
    id: str
    text: str
    source: str
    date: str
    product: str
    customer_segment: str
    rating: float | None
    kind: Literal["behavioral", "qualitative", "subjective"]
    sha256: str


class SearchResult(Told):
    """What a search found, best first."""

    matches: tuple[FeedbackMatch, ...]
    generation: str
    meaning: Annotated[bool, Field(description="whether meaning was searched, or words alone")]


class Started(Told):
    """A draft to go on from: the template with gaps for the author, and below it the customers' words."""

    rank: int
    name: Annotated[str, Field(description="the pain point, in the customers' words")]
    statement: Annotated[str, Field(description="the statement alone, with gaps in brackets")]
    document: Annotated[str, Field(description="the whole draft, Markdown")]


class PitfallBrief(Told):
    """One pitfall of the catalogue."""

    code: str
    name: str
    lens: Lens
    severity: Severity
    message: str


class PitfallExample(Told):
    """A statement, with the evidence that came with it: (source, text) or (source, text, date)."""

    text: str
    evidence: tuple[tuple[str, ...], ...] = ()


class Measured(Told):
    """How far to trust a finding, counted on labelled statements that no rule was written against.

    `right` of `shown` were right, `found` of `musts` were found, `alarms` of `near` misses raised an alarm.
    """

    shown: int
    right: int
    musts: int
    found: int
    near: int
    alarms: int


class PitfallPage(PitfallBrief):
    """The page of a pitfall (`wbcoach explain`), in parts."""

    why: str
    question: str
    bad: Annotated[tuple[PitfallExample, ...], Field(description="examples that have it")]
    good: Annotated[tuple[PitfallExample, ...], Field(description="near misses that are fine")]
    measured: Measured | None
    note: Annotated[str, Field(description="the guidance note, Markdown")]


class StepTold(Told):
    """A step of a streamed critique that has ended, and what it brought."""

    name: str
    told: str


class Job(Told):
    """A batch that was accepted; it is `waiting` while a trouble, given as `problem`, holds it up, and then goes on."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "20261127T154500123456-9f1c2ab34d5e6f70",
                    "state": "running",
                    "rows": 250,
                    "done": 120,
                    "errors": 1,
                    "created": "2026-11-27T15:45:00Z",
                    "ended": None,
                    "problem": None,
                }
            ]
        }
    )

    id: str
    state: JobState
    rows: int
    done: Annotated[int, Field(description="rows whose answers are on the disk")]
    errors: Annotated[int, Field(description="error rows among them")]
    created: str
    ended: str | None = None
    problem: Problem | None = None
