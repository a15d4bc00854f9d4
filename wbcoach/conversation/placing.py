"""Puts an author's words into the slots of a draft as it is written, in a sentence that still reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from wbcoach.conversation.difference import traced
from wbcoach.conversation.talk import Version
from wbcoach.grammar import Span, trim
from wbcoach.slots.markers import BECAUSE, SITUATION
from wbcoach.statement import SLOT_NAMES, Statement
from wbcoach.vocabulary.persons import is_one

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wbcoach.conversation.talk import Talk
    from wbcoach.critique import SlotName

_MUST: Final = re.compile(r"\b(?:have\s+to|has\s+to|had\s+to|must)\s+\Z", re.IGNORECASE)
_HAS: Final = re.compile(r"\s+ha(?:s|ve)\s+to\s+", re.IGNORECASE)
_WAY: Final = re.compile(r"\b(?:to|to\s+be\s+able\s+to)\s+\Z", re.IGNORECASE)
_WANT: Final = re.compile(r"\b(?:i|we)(?:['’]d)?\s+(?:want|need|would\s+like|like)\s+\Z", re.IGNORECASE)
_JOINED: Final = re.compile(r"\bwhen(?:ever)?\s+\Z|,?\s*\Z", re.IGNORECASE)
_NEED: Final = "Customers need a way to"


class _Edit(NamedTuple):
    span: Span
    text: str


def timed(moment: str) -> str:
    """Give a moment with what joins it to a sentence: "when" unless it brings an "after" or "at" of its own."""
    return moment if SITUATION.match(moment) else f"when {moment}"


def placed(
    talk: Talk, statement: Statement, given: Mapping[SlotName, str], *, without_cause: bool = False
) -> Version | None:
    """Put words into a draft, each into its slot, in place of what stands there or where it belongs.

    Args:
        talk: whose draft it is.
        statement: that draft, as it is read.
        given: slot to words that fit it.
        without_cause: what the hardship is put down to goes with the old words.

    Returns:
        The version, its new words traced to the author's last turn; None where a slot has no place in the draft, or
        would not be read there.
    """
    edits = [_edit(statement, name, text, without_cause=without_cause) for name, text in given.items()]
    text = statement.text
    for edit in sorted(
        (one for one in edits if one), key=lambda one: (one.span.start, one.span.end), reverse=True
    ):
        text = f"{text[: edit.span.start]}{edit.text}{text[edit.span.end :]}"
    if not all(edits) or " ".join(text.split()) == " ".join(talk.draft.split()):
        return None
    text = re.sub(r"\A[a-z]", lambda first: first[0].upper(), text)
    again = Statement.parse(text)
    for name, words in given.items():
        span = again.slot(name)
        if span is None or (
            _plain(span.of(text)) not in _plain(words) and _plain(words) not in _plain(span.of(text))
        ):
            return None
    if any(statement.slot(name) and not again.slot(name) for name in SLOT_NAMES):
        return None
    return Version(text=text, turn=talk.now, pieces=traced(talk.drafts[-1].pieces, text, f"turn {talk.now}"))


def _edit(statement: Statement, name: SlotName, words: str, *, without_cause: bool) -> _Edit | None:
    if name == "need":
        return _need(statement, words)
    if statement.is_story or statement.slots.hardship is None or statement.slots.problem is None:
        return None
    if name == "customer":
        return _customer(statement, words)
    if name == "situation":
        return _situation(statement, words)
    return _problem(statement, words, without_cause=without_cause)


def _customer(statement: Statement, words: str) -> _Edit | None:
    text, span = statement.text, statement.slots.customer
    if span is None:
        return None
    verb = _HAS.match(text, span.end)
    if verb:
        return _Edit(Span(span.start, verb.end()), f"{words} {'has' if is_one(words) else 'have'} to ")
    return _Edit(span, words)


def _situation(statement: Statement, words: str) -> _Edit | None:
    text, span, problem = statement.text, statement.slots.situation, statement.slots.problem
    if span is None and problem is not None:
        return _Edit(Span(problem.end, problem.end), f" {timed(words)}")
    if span is None or problem is None or span.start < problem.start:
        return None
    joined = _JOINED.search(text, 0, span.start)
    start = joined.start() if joined else span.start
    return _Edit(
        Span(start, span.end), f"{'' if start and joined and joined[0][:1].isalpha() else ' '}{timed(words)}"
    )


def _problem(statement: Statement, words: str, *, without_cause: bool) -> _Edit | None:
    text, span, who, why = (
        statement.text,
        statement.slots.problem,
        statement.slots.customer,
        statement.slots.because,
    )
    if span is None or who is None:
        return None
    end = span.end
    if without_cause and why is not None and why.end > end and BECAUSE.search(text, end, why.start):
        moment = statement.slots.situation
        kept = f" {timed(moment.of(text))}" if moment and end <= moment.start < why.start else ""
        return _Edit(Span(span.start, why.end), f"{_act(text, span, who, words)}{kept}")
    return _Edit(Span(span.start, end), _act(text, span, who, words))


def _act(text: str, span: Span, who: Span, words: str) -> str:
    if _MUST.search(text[: span.start]):
        return words
    return f"{'has' if is_one(who.of(text)) else 'have'} to {words}"


def _need(statement: Statement, words: str) -> _Edit | None:
    text, span = statement.text, statement.slots.need
    whole = statement.whole
    if span is None:
        end = whole.end
        mark = "" if text[:end].rstrip().endswith((".", "!", "?", "”", '"')) else "."
        return None if statement.is_story else _Edit(Span(end, end), f"{mark} {_NEED} {words}.")
    before = text[: span.start]
    if _WAY.search(before):
        return _Edit(span, words)
    if _WANT.search(before):
        return _Edit(span, f"to {words}")
    sentence = statement.sentence_of(span)
    problem = statement.slots.problem
    if problem is not None and sentence.covers(problem):
        return None
    if problem is None and len(statement.sentences) == 1 and statement.slots.hardship is None:
        return None
    kept = trim(text, sentence)
    return _Edit(kept, f"{_NEED} {words}.")


def _plain(text: str) -> str:
    return re.sub(
        r"\W+", " ", re.sub(r"\A(?:when(?:ever)?|have\s+to|has\s+to|to)\s+", "", text.lower())
    ).strip()
