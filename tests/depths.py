"""What a model may answer in each step of a critique, for tests over real HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from model_server import Json, Reply, Server, refused, said

from wbcoach.coach import Coach

if TYPE_CHECKING:
    from wbcoach.coach.page import StepDone
    from wbcoach.errors import WbcoachError

SOUND = (
    "Today, ward nurses have to ring three wards one by one when a patient is ready to move up from the emergency"
    " department. Customers need a way to know which ward has a free bed before they ring."
)
LEAKY = "Today, ward nurses have to ring three wards when a patient is ready. Customers need a dashboard of free beds."
MENDED = "Today, ward nurses have to ring three wards when a patient is ready. Customers need a way to know which bed is free."
FEEDBACK: list[Json] = [
    {
        "id": "N-1",
        "text": "We ring three wards for every bed, and 11 of 30 calls are in vain.",
        "source": "interview",
    },
    {
        "id": "N-2",
        "text": "The porter asked where the bed was to go.",
        "source": "interview",
        "date": "2026-05-04",
    },
]


def proposal(code: str = "P02", quote: str = "ward nurses", **more: Any) -> Json:
    """A finding as a model proposes it."""
    usual = {
        "why": "It is a verdict on them.",
        "question": "",
        "confidence": 0.9,
        "evidence": [],
        "suggestion": None,
    }
    return {"code": code, "quote": quote, **usual, **more}


def proposing(*findings: Json) -> Reply:
    return said(json.dumps({"findings": findings, "strengths": []}))


def looking(answer: str, quote: str = "", reasoning: str = "Both readings were weighed.") -> Reply:
    return said(json.dumps({"reasoning": reasoning, "answer": answer, "quote": quote}))


def rewording(*parts: tuple[str, str] | str, left_out: str = "") -> Reply:
    """A rewrite of these parts with their origins; a bare text is said to be the draft's."""
    told = [(part, "draft") if isinstance(part, str) else part for part in parts]
    listed = [{"text": text, "origin": origin} for text, origin in told]
    return said(json.dumps({"parts": listed, "left_out": left_out}))


def stepped(
    server: Server,
    *replies: Reply,
    text: str = SOUND,
    errors: list[WbcoachError] | None = None,
    evidence: list[Json] = FEEDBACK,
    **values: Any,
) -> list[StepDone]:
    """Critique a text with these answers in a row; all steps that were taken. No answer may be left over."""
    server.plan = [*replies]
    told: list[WbcoachError] = [] if errors is None else errors
    with Coach.from_settings(server.settings(**values), index=False, notify=told.append) as coach:
        steps = list(coach.stream(text, evidence))
    assert errors is not None or not told
    assert server.plan == []
    return steps


def names(steps: list[StepDone]) -> list[str]:
    return [step.name for step in steps]


def down() -> Reply:
    """A server that fails at once, and goes on failing."""
    return refused(418, "out of order")
