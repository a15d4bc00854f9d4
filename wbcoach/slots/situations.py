"""The moment and the cause: "when", "after", "at month end", "because"."""

from __future__ import annotations

import re

from wbcoach.grammar import Span, trim, words
from wbcoach.slots.markers import BECAUSE, OPENER, SITUATION
from wbcoach.slots.shape import Need
from wbcoach.vocabulary.screen import screened

_ASKING = frozenset(
    "know see check tell ask wonder guess decide remember find sure predict learn determine work understand matter say hear notice".split()
)


_NOT_BEFORE = frozenset("a an the or like such even".split())


def situation_after(text: str, start: int, end: int) -> Span | None:
    """Find a moment between two places, unless it is what somebody asks or knows."""
    for match in SITUATION.finditer(text, start, end):
        before = words(text, start, match.start())
        if not before or before[-1].low in _NOT_BEFORE:
            continue
        asked = before[-1].low in _ASKING or (
            before[-1].low == "out" and before[-2:-1] and before[-2].low in {"find", "work", "figure"}
        )
        if match[0].lower() in {"when", "if"} and asked:
            continue
        if text.count("(", start, match.start()) > text.count(")", start, match.start()):
            continue  # an aside
        return trim(text, Span(match.start(), end))
    return None


def without_when(text: str, situation: Span) -> Span:
    """Leave the template's own "when" out of a situation."""
    match = re.match(r"when\s+", situation.of(text), re.IGNORECASE)
    return Span(situation.start + match.end(), situation.end) if match else situation


def fronted_situation(text: str, region: Span, subject_from: int) -> Span | None:
    """Find a moment that stands before the subject."""
    opener = OPENER.match(text, region.start, subject_from)
    start = opener.end() if opener else region.start
    match = SITUATION.match(text, start, subject_from)
    if not match:
        return None
    return without_when(text, trim(text, Span(start, subject_from), ",;:–—-")) or None


def inner_situation(text: str, customer: Span) -> Span | None:
    """Find a moment inside the words that name the customer."""
    match = SITUATION.search(text, customer.start, customer.end)
    return trim(text, Span(match.start(), customer.end)) if match else None


def any_situation(text: str, spans: list[Span], need: Need | None) -> Span | None:
    """Find a moment anywhere in the first sentences."""
    for span in spans:
        start = need.content.start if need and span.start <= need.start < span.end else span.start
        found = situation_after(text, start, trim(text, span, ".!?").end)
        if found is None and start == span.start and SITUATION.match(text, start, span.end):
            comma = text.find(",", start, span.end)
            found = Span(start, comma) if comma > 0 else None
        if found is not None:
            stop = BECAUSE.search(text, found.start, found.end)
            return without_when(text, trim(text, Span(found.start, stop.start() if stop else found.end), ","))
    return None


_GIVEN_CAUSE = screened(
    r"\b(?:because(?:\s+of)?|since(?=\s+(?:they|the|it|their|he|she|[a-z]+s)\b)|(?<=,\s)since|due\s+to|as\s+(?=they\s+(?:are|have|do|can)))\s*",
    re.IGNORECASE,
)


def find_because(text: str, spans: list[Span]) -> Span | None:
    """Find the cause that is given, up to the end of its clause."""
    for span in spans:
        match = _GIVEN_CAUSE.search(text, span.start, span.end)
        if match:
            start = match.end()
            stop = re.search(r";|:\s|\.\s|,\s+(?:which|and|but|so)\b", text[start : span.end])
            end = start + stop.start() if stop else span.end
            found = trim(text, Span(start, end), '.!?,;"”')
            if found:
                return found
    return None
