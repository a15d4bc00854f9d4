"""What a client asks for: a critique, a search, a batch; strict, so that a slip is told and never guessed at."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

MAX_TEXT, MAX_ITEM, MAX_ITEMS, MAX_ROWS = 20_000, 100_000, 1_000, 50_000
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

Stage = Literal["hypothesis", "validated", "growth"]
Depth = Literal["quick", "standard", "deep"]


def _a_day(value: object) -> object:
    """Take a date as it is written in JSON, and nothing that merely could be made into one."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    if value is None or isinstance(value, date):
        return value
    raise ValueError("a day is written as YYYY-MM-DD")


Day = Annotated[date, BeforeValidator(_a_day, json_schema_input_type=date)]
Code = Annotated[str, Field(pattern=r"^[TSNDPL][0-9]{2}$", description="a pitfall's code, such as S01")]
Name = Annotated[str, Field(max_length=300)]


class Asked(BaseModel):
    """A request: of the types that are written down, with no unknown key."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class EvidenceGiven(BaseModel):
    """A piece of feedback that is linked to the draft; other keys may be there and are not read."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    text: Annotated[str, Field(min_length=1, max_length=MAX_ITEM, pattern=r"\S")]
    id: Annotated[Name | None, Field(description="unique among the evidence; without one it is numbered")] = (
        None
    )
    source: Annotated[Name | None, Field(description='the channel, such as "interview"')] = None
    date: Annotated[Name | None, Field(description="when it was said or counted, YYYY-MM-DD")] = None
    product: Name | None = None
    customer: Annotated[Name | None, Field(description="an opaque id that tells voices apart")] = None
    customer_segment: Name | None = None
    rating: float | None = None


class IgnoreGiven(Asked):
    """A finding that the author has silenced, and why."""

    code: Code
    reason: Annotated[str, Field(min_length=1, max_length=2000)]
    until: Annotated[Day | None, Field(description="the last day on which it holds")] = None


class How(Asked):
    """How to critique; what is left out is as the server's settings say."""

    stage: Annotated[Stage | None, Field(description="how much evidence there should be by now")] = None
    as_of: Annotated[Day | None, Field(description="the day that ages are counted from; today")] = None
    depth: Annotated[Depth | None, Field(description="what a model is asked, where one is set")] = None
    offline: Annotated[bool, Field(description="never call a model")] = False
    index: Annotated[bool, Field(description="search the index; else linked evidence alone counts")] = True


class CritiqueRequest(How):
    """One draft, and what is known about it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"text": "Today, nurses have to chart the same vital signs twice."},
                {
                    "text": "Today, engineers have to scroll through the log by hand when a build fails. "
                    "Customers need a way to get an AI summary of the log.",
                    "evidence": [
                        {
                            "id": "I-7",
                            "text": "I scroll for ten minutes until I see which step broke.",
                            "source": "interview",
                            "date": "2026-09-04",
                        }
                    ],
                    "stage": "validated",
                    "as_of": "2026-11-01",
                },
            ]
        }
    )

    # The server refuses a blank draft in words of its own; the document says so in the schema's.
    text: Annotated[
        str,
        Field(
            max_length=MAX_TEXT,
            description="the draft",
            json_schema_extra={"minLength": 1, "pattern": r"\S"},
        ),
    ]
    evidence: Annotated[
        list[EvidenceGiven | Annotated[str, Field(min_length=1, max_length=MAX_ITEM, pattern=r"\S")]] | None,
        Field(max_length=MAX_ITEMS, description="feedback linked to the draft: records, or bare texts"),
    ] = None
    id: Annotated[Name | None, Field(description="kept in the result")] = None
    ignores: Annotated[
        list[IgnoreGiven], Field(max_length=200, description="findings kept out of scores and verdict")
    ] = []


class Where(Asked):
    """What a search is narrowed to."""

    source: Name | None = None
    product: Name | None = None
    segment: Annotated[Name | None, Field(description="a part of the segment's name")] = None
    kind: Literal["behavioral", "qualitative", "subjective"] | None = None
    since: Day | None = None
    until: Day | None = None


class SearchRequest(Asked):
    """A question to the index."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"query": "part payments", "k": 5, "where": {"source": "interview"}}]}
    )

    query: Annotated[str, Field(max_length=MAX_TEXT)]
    k: Annotated[int, Field(ge=1, le=200, description="how many to give")] = 10
    where: Where = Where()
    collection: Annotated[Literal["feedback", "guidance"], Field(description="what is searched")] = "feedback"


class PainsRequest(Where):
    """What pain points are looked for in: all feedback, or what these let through."""

    as_of: Annotated[Day | None, Field(description="the day that ages are counted from; today")] = None


class StartRequest(Asked):
    """The pain point to start a statement from."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"rank": 1, "where": {"source": "interview"}}]})

    rank: Annotated[int, Field(ge=1, description="as /v1/pains numbers pains and leads for the same filters")]
    where: Where = Where()
    as_of: Annotated[Day | None, Field(description="the day that ages are counted from; today")] = None


class BatchRow(BaseModel):
    """A row of a batch; other keys are kept and come back under "input"."""

    model_config = ConfigDict(extra="allow", frozen=True)

    id: Annotated[
        JsonValue, Field(description="a text or a number, unique in the batch; else it is numbered")
    ] = None
    text: Annotated[
        JsonValue, Field(description="the draft; a row that can't be used becomes an error row")
    ] = None
    evidence: Annotated[JsonValue, Field(description="a list, as for a critique")] = None


class BatchRequest(How):
    """Many drafts, each answered by one line of the result, in their order."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rows": [
                        {"id": "1", "text": "Today, nurses have to chart the same vital signs twice."},
                        {
                            "id": "2",
                            "text": "Today, buyers have to call the shop to change an order.",
                            "team": "B",
                        },
                    ],
                    "offline": True,
                }
            ]
        }
    )

    rows: Annotated[list[BatchRow], Field(min_length=1, max_length=MAX_ROWS)]


def plain(asked: BaseModel) -> dict[str, Any]:
    """Give a request as plain values for JSON, without what was left out."""
    return asked.model_dump(mode="json", exclude_unset=True)
