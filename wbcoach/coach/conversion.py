"""Put a story or a how-might-we into the template's words, with a gap for each part that it leaves out.

A conversion is a rewrite, so it passes the critic before it is shown: it may repeat what is wrong with
the draft, and bring in no new fault of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.critique import Provenance, Rewrite
from wbcoach.grammar import base_verb, words
from wbcoach.grounding import unfounded
from wbcoach.pitfalls import find
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.critique import Finding
    from wbcoach.evidence import Dossier
    from wbcoach.grammar import Span

_WHO, _WHAT, _WHEN = "[who, exactly?]", "[what goes wrong today?]", "[in which moment?]"
# A gap stands for what the draft never said: the faults of leaving it out are not new ones.
_GAP_CODES = {_WHO: {"T01", "N01"}, _WHAT: {"T03", "S02", "S03", "D01"}, _WHEN: {"T02"}}


def conversion(statement: Statement, findings: Sequence[Finding], dossier: Dossier) -> Rewrite | None:
    """Suggest the template's form of a story, a job story or a how-might-we; None where none holds."""
    if not statement.is_story or statement.slots.need is None:
        return None
    pieces = _pieces(statement, statement.slots.need)
    text = "".join(piece for piece, _ in pieces)
    gaps = tuple(piece for piece, origin in pieces if origin == "gap")
    known = {finding.code for finding in findings} | {"T03", "T04", "T08"}
    allowed = known.union(*(_GAP_CODES[gap] for gap in gaps))
    shown, _ = find(Statement.parse(text), dossier)
    fresh = [one for one in shown if one.severity != "minor" and one.code not in allowed]
    bare = re.sub(r"\[[^\]]*\]", "", text)
    if fresh or unfounded(bare, [statement.text]):
        return None
    provenance = tuple(Provenance(text=piece, origin=origin) for piece, origin in pieces)
    return Rewrite(text=text, provenance=provenance, gaps=gaps)


def _pieces(statement: Statement, need: Span) -> list[tuple[str, str]]:
    slots = statement.slots
    text = statement.text
    article = (
        re.search(r"\b(an?|the|one\s+of\s+the)\s+$", text[: slots.customer.start], re.IGNORECASE)
        if slots.customer
        else None
    )
    one = bool(article) and statement.format == "user_story"
    act = slots.problem if slots.problem and _is_an_act(slots.problem.of(text)) else None
    return [
        (f"Today, {article[1].lower() + ' ' if article and one else ''}", "template"),
        _piece(text, slots.customer, _WHO),
        (" has to " if one else " have to ", "template"),
        _piece(text, act, _WHAT),
        (" when ", "template"),
        _piece(text, slots.situation, _WHEN),
        (". Customers need a way to " if _is_an_act(need.of(text)) else ". Customers need ", "template"),
        _piece(text, need, ""),
        (".", "template"),
    ]


def _piece(text: str, span: Span | None, gap: str) -> tuple[str, str]:
    return (" ".join(span.of(text).split()), "draft") if span else (gap, "gap")


def _is_an_act(told: str) -> bool:
    """Say whether words fit behind "have to": "I don't miss it" and "a dashboard" don't."""
    first = next((word.low for word in words(told) if not word.low.endswith("ly")), "")
    return base_verb(first)
