"""The shapes of a Define pack (`wbcoach.define/1`): pains, needs, journey, personas, a statement, open questions."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wbcoach.critique import Evidence, Finding, Scores, Verdict
from wbcoach.define.journey_shapes import Journey
from wbcoach.define.need_shapes import Needs
from wbcoach.define.persona_shapes import PersonasReport
from wbcoach.define.shapes import DraftPart, Pains, Shape


class Judged(Shape):
    """The statement of a pack and what the critic says of it; `parts` is empty where an author wrote it."""

    text: str
    written_by: Literal["wbcoach", "author"]
    pain: int | None
    parts: list[DraftPart]
    verdict: Verdict | None
    scores: Scores | None
    findings: list[Finding]
    question: str | None
    evidence: list[Evidence]


class OpenQuestion(Shape):
    """Something nobody has said yet; `about` is the part of the pack that lacks it, `ids` are items or codes behind it."""

    about: Literal["statement", "pain", "need", "journey", "persona"]
    question: str
    why: str
    ids: list[str]


class Pack(Shape):
    """`wbcoach.define/1`; `thin` says where there is too little to rest anything on."""

    schema_id: Annotated[Literal["wbcoach.define/1"], Field(alias="schema")] = "wbcoach.define/1"
    as_of: str
    pain: int | None
    statement: Judged | None
    questions: list[OpenQuestion]
    thin: list[str]
    pains: Pains
    needs: Needs
    journey: Journey | None
    personas: PersonasReport
