"""What people say they do, and why, in their own words: clauses of the first person, and the reasons they give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, base_verb, sentences, trim, words
from wbcoach.grounding import check_quote
from wbcoach.vocabulary.pasts import root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Item

_WHO = re.compile(r"\b(?:I|[Ww]e)(?:['’](?:ve|m|re))?\s+")
# "The clients I look after", "did I pay": whose act it is, or whether it is one, isn't said.
_NOT_SAID = re.compile(
    r"(?:^|[.,;:]\s*|\b(?:is|are|was|and|but)\s+)(?:the|all|every|any)\s+[\w'’-]+\s*$|\b(?:do|did|does|can|could|should|shall|will|would|may|must|how|why|am|have)\s*$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\b(?:when(?:ever)?|if|after|before|until|while|once|as\s+soon\s+as|(?:every|each|any)\s*time)\s+\Z",
    re.IGNORECASE,
)
# Words between the subject and its act; a denied act is conduct as well ("I never open it").
_BETWEEN = frozenset(
    """always usually often sometimes never just then still only also now mostly normally simply probably quickly first
    have had end ended up tend tended started start to don't didn't do did not can't cannot couldn't""".split()
)
# What somebody is, has, feels, thinks or wants is no conduct that could be watched.
_NO_ACT = frozenset(
    """be am is are was were been have has had want need like love hate prefer think know believe feel hope wish mean guess
    suppose expect understand remember forget see hear find get got seem own agree doubt wonder care mind would will could
    should might may can must say said say ask lose lost die live belong worry sit spend lack
    fear enjoy appreciate recommend suggest""".split()
)
_STOP = re.compile(
    r"[.;:?!](?=\W|$)|[()]|\s[–—-]\s|,\s+(?:and|but|so|because|which|since|then)\b|\b(?:because|so\s+that|since|although|though|but)\b|,",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bbecause\b(?!\s+of\s+it\b)|\bso\s+that\b|\bin\s+case\b|\bout\s+of\s+(?:fear|habit|caution|spite)\b|\bto\s+be\s+(?:safe|sure|certain|on\s+the\s+safe\s+side)\b"
    r"|\bjust\s+to\b|\bfor\s+fear\b|\botherwise\b|\bin\s+order\s+to\b|\bthat['’]s\s+why\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;?!](?=\W|$)|\s[–—]\s")
_DANGLING = frozenset("on about after of for with to at in from by over".split())
_RELATIVE = re.compile(
    r"\b(?:on|about|after|of|for|with|to|at|in)\s+(?:have|has|had|is|are|was|were)\b", re.IGNORECASE
)
_FEWEST, _MOST = 3, 24


@dataclass(frozen=True)
class Told:
    """A clause of an item, verbatim: `span` is its place in the item's text."""

    item: Item
    span: Span

    @property
    def words(self) -> str:
        """The clause as it was said."""
        return self.span.of(self.item.text)


def acts_of(item: Item) -> list[Told]:
    """List what the person says they do or did, or was seen to do where somebody watched (usability tests, visits)."""
    if not item.is_voice:
        return []
    spans = list(_acts(item.text))
    if not spans and item.kind == "behavioral":
        spans = [span for span in sentences(item.text) if _long_enough(item.text, span)][:1]
    return [Told(item, span) for span in spans if _holds(item, span)]


def reasons_of(item: Item) -> list[Told]:
    """List the reasons that the person gives, each from the word that gives it to where it ends."""
    if not item.is_voice:
        return []
    text = item.text
    found = []
    for sentence in sentences(text):
        match = _REASON.search(text, sentence.start, sentence.end)
        if match is None:
            continue
        stop = _ENDS.search(text, match.end(), sentence.end)
        start = match.start() + (len(match[0]) - len(match[0].lstrip(", ")))
        span = trim(text, Span(start, stop.start() if stop else sentence.end), ",")
        if _long_enough(text, span) and _holds(item, span):
            found.append(Told(item, span))
    return found


def _acts(text: str) -> Iterator[Span]:
    for sentence in sentences(text):
        if sentence.of(text).rstrip("\"”')").endswith("?"):
            continue
        reach = sentence.start
        for match in _WHO.finditer(text, sentence.start, sentence.end):
            if match.start() < reach or _NOT_SAID.search(text, sentence.start, match.start()):
                continue
            verb = next((w for w in words(text, match.end(), sentence.end) if w.low not in _BETWEEN), None)
            if verb is None or not acts_out(verb.low):
                continue
            end = clause_end(text, verb.end, sentence.end)
            if _JOINED.search(text, sentence.start, match.start()):
                # "When I come in I have to look": the moment ends where the speaker is named anew.
                end = next((other.start() for other in _WHO.finditer(text, verb.end, end)), end)
            span = trim(text, Span(match.start(), end), ",")
            last = words(text, span.start, span.end)[-1].low
            if _long_enough(text, span) and last not in _DANGLING and not _RELATIVE.search(span.of(text)):
                reach = span.end
                yield span


def clause_end(text: str, start: int, end: int) -> int:
    """Give where a clause that goes on at `start` ends: at a comma, a reason, a turn or a full stop."""
    stop = _STOP.search(text, start, end)
    return stop.start() if stop else end


def acts_out(verb: str) -> bool:
    """Say whether a verb, in lower case, tells conduct that could be watched."""
    plain = root(verb)
    if verb in _NO_ACT or plain in _NO_ACT:
        return False
    return base_verb(verb) or base_verb(plain) or base_verb(plain + "e") or verb.endswith("ed")


def _long_enough(text: str, span: Span) -> bool:
    return _FEWEST <= len(words(text, span.start, span.end)) <= _MOST


def _holds(item: Item, span: Span) -> bool:
    return check_quote(span.of(item.text), item.text, speaker="customer").holds
