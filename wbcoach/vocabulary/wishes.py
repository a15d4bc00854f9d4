"""What an author hopes for: the need, and the "so that" of a story. A figure there is a target, not a measurement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wbcoach.grammar import Span
    from wbcoach.statement import Statement

_SO = re.compile(r"\bso(?:\s+that)?\b", re.IGNORECASE)
_GIVEN = re.compile(r"\b(?:the|our|these|those)\s+$", re.IGNORECASE)


def hoped_for(statement: Statement, span: Span) -> bool:
    """Say whether a span stands in the need, or in what a story gives as its aim.

    "The 1,140 calls" of a how-might-we are there already.
    """
    text, slots = statement.text, statement.slots
    if statement.in_need(span):
        return not (statement.format == "hmw" and _GIVEN.search(text, max(0, span.start - 8), span.start))
    if statement.format not in ("user_story", "jtbd") or slots.need is None:
        return False
    because = slots.because is not None and slots.because.covers(span)
    return not because and bool(_SO.search(text, slots.need.end, max(slots.need.end, span.start)))
