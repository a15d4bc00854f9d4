"""Put a story or a how-might-we into the template's words, with a gap for each part that it leaves out.

A conversion is a rewrite, so it passes the critic before it is shown: it may repeat what is wrong with the
draft, but for a solution in the need, and bring in no new fault of its own. What the form has no place for is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wbcoach.critique import Provenance, Rewrite
from wbcoach.grammar import Span, base_verb, words
from wbcoach.grounding import Answered, Suggested, refusals, unfounded
from wbcoach.grounding.suggested import stems_of
from wbcoach.grounding.wording import talk
from wbcoach.pitfalls import find
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.critique import Finding
    from wbcoach.evidence import Dossier

_WHO, _WHAT, _WHEN = "[who, exactly?]", "[what goes wrong today?]", "[in which moment?]"
_TO_DO = "[do what?]"
# A gap stands for what the draft never said: the faults of leaving it out are not new ones.
_GAP_CODES = {
    _WHO: {"T01", "N01"},
    _WHAT: {"T03", "S02", "S03", "D01"},
    _WHEN: {"T02"},
    _TO_DO: {"T04", "T06"},
}
_SOLUTION = "S01"
# A change of form answers no finding: all that the draft says is kept, or said to be left out.
_FORM = Answered("T08", "minor", None)
# Words by which a story says that it is one.
_WISH = r"\b(?:i|we)(?:['’]d| would)?(?: really| also)? (?:want|need|like|wish)(?: to)?\b"
_SCAFFOLD = re.compile(
    rf"\A(?:[\s,;:.–—-]|(?:as|and|or|but|so|that|when|have to|has to)\b|{_WISH}"
    rf"|how (?:might|could|can) (?:we|i)\b(?: (?:help|let|enable|allow|give|make))?)+"
    rf"|(?:[\s,;:.–—-]|\b(?:and|or|but|so|that|when)\b|{_WISH})+\Z",
    re.IGNORECASE,
)
_EDGES = " \t\r\n,;:.!?–—-"
_TRAILING = re.compile(r"(?:[\s,;]+(?:and|or|but|so|who|which|that|have|has))+\Z", re.IGNORECASE)
_LEADING = re.compile(r"(?:have|has|had)\s+to\s+", re.IGNORECASE)
# A moment that brings a word of its own for when it is.
_OWN_WHEN = re.compile(
    r"(?:before|after|during|while|whilst|until|till|once|when|whenever|if|on|at|in|by|as|upon|over|between|every|each)\b",
    re.IGNORECASE,
)
_TELLS_WHEN = re.compile(
    r"\b(?:when(?:ever)?|while|after|before|once|(?:each|every)\s+time)\b", re.IGNORECASE
)
_ACT_FOLLOWS = re.compile(r"\b(?:to|how\s+(?:might|could|can)\s+(?:we|i))\s+\Z", re.IGNORECASE)


class _Piece(NamedTuple):
    """A part of the converted text; `span` says where in the draft its words stand."""

    text: str
    origin: str
    span: Span | None = None


def conversion(statement: Statement, findings: Sequence[Finding], dossier: Dossier) -> Rewrite | None:
    """Suggest the template's form of a story, a job story or a how-might-we; None where none holds.

    Where the need names a solution, a gap stands in its place.
    """
    if not statement.is_story or statement.slots.need is None:
        return None
    for need in (statement.slots.need, None):
        pieces = _pieces(statement, need)
        if made := _checked(statement, pieces, findings, dossier):
            return made
    return None


def _checked(
    statement: Statement, pieces: list[_Piece], findings: Sequence[Finding], dossier: Dossier
) -> Rewrite | None:
    """Make the rewrite of its parts, unless a check refuses it or it says no more than who."""
    customer = statement.slots.customer
    kept = [piece.span for piece in pieces if piece.span]
    if all(customer and customer.overlaps(span) for span in kept) or not all(
        text[0].isalnum() for text, _, span in pieces if span
    ):
        return None
    text = "".join(piece.text for piece in pieces)
    gaps = tuple(piece.text for piece in pieces if piece.origin == "gap")
    known = {finding.code for finding in findings} | {"T03", "T04", "T08"}
    allowed = known.union(*(_GAP_CODES[gap] for gap in gaps)) - {_SOLUTION}
    shown, _ = find(Statement.parse(text), dossier)
    if any(one.severity != "minor" and one.code not in allowed for one in shown):
        return None
    left_out = _left_out(statement.text, kept)
    whole = f"{text} Left out: {left_out}" if left_out else text
    bare = re.sub(r"\[[^\]]*\]", "", text)
    if unfounded(bare, [statement.text]) or refusals(
        Suggested(statement, (), whole, "rewrite", _FORM), shown
    ):
        return None
    provenance = tuple(Provenance(text=piece.text, origin=piece.origin) for piece in pieces)
    return Rewrite(text=text, provenance=provenance, gaps=gaps, left_out=left_out)


def _pieces(statement: Statement, need: Span | None) -> list[_Piece]:
    slots = statement.slots
    text = statement.text
    article = (
        re.search(r"\b(an?|the|one\s+of\s+the)\s+$", text[: slots.customer.start], re.IGNORECASE)
        if slots.customer
        else None
    )
    one = bool(article) and statement.format == "user_story"
    act = slots.problem if slots.problem and _is_an_act(slots.problem.of(text)) else None
    way = need is None or _is_an_act(need.of(text)) or bool(_ACT_FOLLOWS.search(text[: need.start]))
    when = slots.situation
    told_in_act = when is None and act is not None and _TELLS_WHEN.search(act.of(text)) is not None
    own_when = when is not None and _OWN_WHEN.match(when.of(text))
    moment = [_Piece(" " if own_when else " when ", "template"), _piece(text, when, _WHEN)]
    if told_in_act:
        moment = []
    return [
        _Piece(f"Today, {article[1].lower() + ' ' if article and one else ''}", "template"),
        _piece(text, slots.customer, _WHO),
        _Piece(" has to " if one else " have to ", "template"),
        _piece(text, act, _WHAT),
        *moment,
        _Piece(". Customers need a way to " if way else ". Customers need ", "template"),
        _piece(text, need, _TO_DO),
        _Piece(".", "template"),
    ]


def _piece(text: str, span: Span | None, gap: str) -> _Piece:
    if span is None:
        return _Piece(gap, "gap")
    told = span.of(text)
    start, end = _LEADING.match(told), _TRAILING.search(told)
    whole = Span(span.start + (start.end() if start else 0), span.start + end.start() if end else span.end)
    return _Piece(" ".join(whole.of(text).split()), "draft", whole)


def _left_out(text: str, kept: Sequence[Span]) -> str:
    """Give the words of the draft that are in no part of the template, stretch by stretch, without the story's own."""
    stretches, end = [], 0
    for span in sorted(kept, key=lambda one: one.start):
        stretches.append(text[end : span.start])
        end = max(end, span.end)
    stretches.append(text[end:])
    told = (" ".join(_SCAFFOLD.sub("", one).strip(_EDGES).split()) for one in stretches)
    return "; ".join(one for one in told if stems_of(one) - talk())


def _is_an_act(told: str) -> bool:
    """Say whether words fit behind "have to": "I don't miss it" and "a dashboard" don't."""
    first = next((word.low for word in words(told) if not word.low.endswith("ly")), "")
    return base_verb(first)
