"""Put a story or a how-might-we into the template's words, with a gap for each part that it leaves out.

A conversion is a rewrite, so it passes the critic before it is shown: it may repeat what is wrong with the
draft, but for a solution in the need, and bring in no new fault of its own. What the form has no place for is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wbcoach.critique import Provenance, Rewrite
from wbcoach.grammar import Span, base_verb, without_emphasis, words
from wbcoach.grounding import Answered, Suggested, refusals, unfounded
from wbcoach.grounding.suggested import stems_of
from wbcoach.grounding.wording import talk
from wbcoach.pitfalls import find
from wbcoach.statement import Statement
from wbcoach.vocabulary.persons import THIRD

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
# Words by which a story says that it is one.
_WISH = r"\b(?:i|we)(?:['’]d| would)?(?: really| also)? (?:want|need|like|wish)(?: to)?\b"
_SCAFFOLD = re.compile(
    rf"\A(?:[a-z]{{1,8}}-?\d{{1,6}}\s*[:–-]\s|(?:user )?story #?\d{{1,6}}\b|[\s,;:.–—*_-]|(?:as|and|or|but|so|that|when|have to|has to)\b|{_WISH}"
    rf"|(?:hmw|how (?:might|could|can) (?:we|i))\b(?: (?:help|let|enable|allow|give|make))?)+"
    rf"|(?:[\s,;:.–—*_-]|\b(?:and|or|but|so|that|when)\b|{_WISH})+\Z",
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
# A job story and a user story speak of their customer as "I"; the template speaks of them.
_THEIRS = THIRD | {
    **dict.fromkeys(("i am", "i'm", "we are", "we're"), "they are"),
    **dict.fromkeys(("i was", "we were"), "they were"),
    **dict.fromkeys(("i've", "we've"), "they have"),
    **dict.fromkeys(("i'll", "we'll"), "they will"),
    **dict.fromkeys(("i'd", "we'd"), "they would"),
}
_MINE = re.compile(
    r"\b(?:(?:i|we)['’](?:m|re|ve|ll|d)|i\s+(?:am|was)|we\s+(?:are|were)|i|me|my|mine|myself|we|us|our|ours|ourselves)\b(?!['’.])",
    re.IGNORECASE,
)
_ACT_FOLLOWS = re.compile(r"\b(?:to|how\s+(?:might|could|can)\s+(?:we|i))\s+\Z", re.IGNORECASE)


class _Piece(NamedTuple):
    """A part of the converted text; `span` says where in the draft its words stand."""

    text: str
    origin: str
    span: Span | None = None


def conversion(statement: Statement, findings: Sequence[Finding], dossier: Dossier) -> Rewrite | None:
    """Suggest the template's form of a story, a job story or a how-might-we; None where none holds.

    Where the need names a solution, a gap stands in its place. Of a story that says nothing else the gaps
    are left, and what it says instead of filling them.
    """
    if not statement.is_story:
        return None
    for need in dict.fromkeys((statement.slots.need, None)):
        pieces = _pieces(statement, need)
        if made := _checked(statement, pieces, findings, dossier):
            return made
    return None


def _checked(
    statement: Statement, pieces: list[_Piece], findings: Sequence[Finding], dossier: Dossier
) -> Rewrite | None:
    """Make the rewrite of its parts, unless a check refuses it."""
    kept = [piece.span for piece in pieces if piece.span]
    if not all(any(map(str.isalnum, text)) for text, _, span in pieces if span):
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
        Suggested(statement, (), whole, "rewrite", _form_of(statement.text)), shown
    ):
        return None
    provenance = tuple(Provenance(text=piece.text, origin=piece.origin) for piece in pieces)
    return Rewrite(text=text, provenance=provenance, gaps=gaps, left_out=left_out)


def _form_of(text: str) -> Answered:
    """Name what a change of form answers: no finding, but the words by which a story says that it is one may go."""
    opening = _SCAFFOLD.match(text)
    return Answered(
        "T08", "minor", Span(opening.start(), opening.end()) if opening and opening.end() else None
    )


def _pieces(statement: Statement, need: Span | None) -> list[_Piece]:
    slots = statement.slots
    text = without_emphasis(statement.text)
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
    by_author = statement.format != "hmw"
    moment = [
        _Piece(" " if own_when else " when ", "template"),
        *_told(text, when, _WHEN, by_author=by_author),
    ]
    if told_in_act:
        moment = []
    return [
        _Piece(f"Today, {article[1].lower() + ' ' if article and one else ''}", "template"),
        *_told(text, slots.customer, _WHO),
        _Piece(" has to " if one else " have to ", "template"),
        *_told(text, act, _WHAT, by_author=by_author),
        *moment,
        _Piece(". Customers need a way to " if way else ". Customers need ", "template"),
        *_told(text, need, _TO_DO, by_author=by_author),
        _Piece(".", "template"),
    ]


def _told(text: str, span: Span | None, gap: str, *, by_author: bool = False) -> list[_Piece]:
    """Give a part in the draft's words, or a gap; what a story tells of "me" is told of "them"."""
    if span is None:
        return [_Piece(gap, "gap")]
    told = span.of(text)
    start, end = _LEADING.match(told), _TRAILING.search(told)
    at, last = span.start + (start.end() if start else 0), span.start + end.start() if end else span.end
    pieces: list[_Piece] = []
    for mine in _MINE.finditer(text, at, last) if by_author else ():
        pieces += _draft(text, at, mine.start())
        pieces.append(
            _Piece(
                _THEIRS[" ".join(mine[0].lower().replace("’", "'").split())], "template", Span(*mine.span())
            )
        )
        at = mine.end()
    return pieces + _draft(text, at, last)


def _draft(text: str, start: int, end: int) -> list[_Piece]:
    """Give a stretch of the draft on one line, its outer spaces as one."""
    if start >= end:
        return []
    told = text[start:end]
    before, after = " " if told[0].isspace() else "", " " if told.strip() and told[-1].isspace() else ""
    return [_Piece(f"{before}{' '.join(told.split())}{after}", "draft", Span(start, end))]


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
