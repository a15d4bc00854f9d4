"""A quotation is verbatim, or there is a reason why it isn't.

Typography and marked ellipses are forgiven; a changed number, a lost "not" or another speaker never is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from wbcoach import lexicon
from wbcoach.figures import figures
from wbcoach.grammar import Span, base_verb, words
from wbcoach.grounding.departures import NEGATION, Reason, departure, is_spliced_of
from wbcoach.grounding.typography import halves_number, normalise, occurrences, whole_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Quoted", "Reason", "check_quote", "check_quote_among"]

_ELLIPSIS = re.compile(r"\s*(?:\[?…\]?|\[\.\.\.\]|\.\.\.)\s*")
_LATE_NEGATION = lexicon.words(
    "not no never none nobody nothing nowhere neither hardly barely scarcely seldom rarely"
)
_LATE_PHRASE = re.compile(r"\s*(?:at|in|by|under|on)\s+no\b", re.IGNORECASE)
_SENTENCE_BREAK = re.compile(r"[.;!?…](?=\s|$)|\n\s*\n")
_CLAUSE_BREAK = re.compile(
    r"[.,;:!?…()\[\]\"“”–—]|\n\s*\n|\s-\s|\b(?:but|and|because|although|though)\b"
    r"|(?<!not\s)(?<!n['’]t\s)(?<!never\s)\b(?:so|yet|then)\b",
    re.IGNORECASE,
)
# "I do not, and I really mean this, hate it": what is put in between ends no clause.
_PUT_BETWEEN = re.compile(
    r"(?:\b(?:not|never|no|hardly|barely|scarcely|rarely|seldom)|n['’]t)(?:\s+(?:think|believe|feel|find|say))?\s*(?:,[^,.;!?]{1,80},|\([^()]{1,80}\)|[–—-][^–—.;!?]{1,80}[–—-])\s*\Z",
    re.IGNORECASE,
)
# "I can't log in and pay": a plain verb behind "and" or "or" shares what stands before it.
_SHARED = re.compile(r"\b(?:and|or)\s+\Z", re.IGNORECASE)
# A negation reaches over a quotation from as far back as its clause begins; but only one word where the quotation
# opens a clause of its own ("not because ..."), and not at all where it only joins one ("nothing, so ...").
_SUBORDINATE = lexicon.words("because when whenever if since until unless before after as")
_JOINING = lexicon.words("and but so yet while although though whereas")
_CLAUSE = 300
_EDGE = 60
_SPEAKER = re.compile(r"(?:(?P<line>^|\n)|(?<=[.?!\"”’])\s)[ \t]*(?P<who>[^\W\d_][\w -]{0,24}):\s")
_CUSTOMERS = lexicon.words(
    "customer user patient client caller participant respondent interviewee member buyer seller"
)
_STAFF = lexicon.words("agent advisor adviser moderator interviewer support bot helpdesk")
_FIELDS = lexicon.words(
    "note notes ps result results problem issue impact update edit summary subject re date time question answer pros cons title tags"
    " severity steps expected actual comment comments source reason cause context goal task feedback rating score"
)
_OPENS = re.compile(r"(?:^|[.!?…:]\s+|[\"“‘'(\[]|\n\s*)\Z")
_STOPS = " .,;"


@dataclass(frozen=True, slots=True)
class Quoted:
    """The result of a quotation check: where the words stand in the source, or why they don't."""

    span: Span | None
    reason: Reason | None = None

    @property
    def holds(self) -> bool:
        """Say whether the quotation is verbatim."""
        return self.span is not None


def check_quote(quote: str, source: str, *, speaker: str = "") -> Quoted:
    """Check that a quotation is verbatim in its source, and that no edge of it cuts off a number or a "not".

    Forgiven are typography, a comma or full stop at its end, and the case of its first letter where the
    quotation, or the sentence it is taken from, begins with it.

    Args:
        quote: the words, with or without quotation marks; "..." marks what was left out.
        source: the whole text of the feedback item.
        speaker: who is said to have spoken, where the source names speakers ("customer: ...").

    Returns:
        Where it stands, or the reason why it is rejected.
    """
    bare = quote.strip().strip("\"“”„‟'‘’‚«»").strip()
    reasons: list[Reason] = []
    for parts, turned in _wordings(bare):
        for first in occurrences(parts[0], source):
            if turned and parts[0][0].isupper() and not _OPENS.search(source, 0, first.start):
                continue  # a name; only the capital that opens a sentence is let go
            checked = _check(first, parts[1:], source, speaker)
            if checked is None:
                continue
            if checked.span and _answers_question(bare, source, checked.span):
                continue
            if checked.reason is None:
                return checked
            reasons.append(checked.reason)
    return Quoted(None, reasons[0] if reasons else departure(bare, source))


def check_quote_among(quote: str, sources: Sequence[str], *, speaker: str = "") -> Quoted:
    """Check a quotation that may come from any of several items; the reason tells what is wrong with it in the nearest.

    Words that begin in one item and end in another are spliced, however well each half is quoted.
    """
    checked = [check_quote(quote, source, speaker=speaker) for source in sources]
    held = next((one for one in checked if one.holds), None)
    if held or not checked:
        return held or Quoted(None, "not found")
    if is_spliced_of(quote, sources):
        return Quoted(None, "spliced from two places")
    return next((one for one in checked if one.reason != "not found"), checked[0])


def _wordings(bare: str) -> Iterator[tuple[list[str], bool]]:
    """Give the parts between ellipses as written, then without a last stop, each also with the first letter's case turned."""
    seen = []
    for whole in (bare, bare.rstrip(_STOPS)):
        for text in (whole, *([whole[0].swapcase() + whole[1:]] if " " in whole else [])):
            parts = [part for part in _ELLIPSIS.split(text) if part.strip()]
            if parts and parts not in seen:
                seen.append(parts)
                yield parts, text is not whole


def _answers_question(bare: str, source: str, span: Span) -> bool:
    """Say whether a quotation puts a stop of its own where the source asks."""
    return bare[-1:] in ".,;" and source[span.end - 1] not in ".,;" and source[span.end : span.end + 1] == "?"


def _check(first: Span, rest: list[str], source: str, speaker: str) -> Quoted | None:
    """Check a quotation from where its first part stands; None when the other parts don't follow it."""
    spans = _rest_of(rest, source, first)
    if spans is None:
        return None
    whole = Span(spans[0].start, spans[-1].end)
    if _crosses_speakers(source, whole) or not _said_by(source, whole, speaker):
        return Quoted(None, "other speaker")
    reason = next((why for span in spans if (why := _cut_off(source, span))), None)
    if reason is None and _jumps_negation(source, spans):
        reason = "negation differs"
    return Quoted(None if reason else whole, reason)


def _rest_of(parts: list[str], source: str, first: Span) -> list[Span] | None:
    """Find the parts between ellipses one behind the other; None when one isn't there as whole words."""
    spans = [first]
    for part in parts:
        reach = spans[-1].end
        found = next(
            (
                s
                for s in occurrences(part, source[reach:])
                if whole_words(source, Span(s.start + reach, s.end + reach))
            ),
            None,
        )
        if found is None:
            return None
        spans.append(Span(found.start + reach, found.end + reach))
    return spans if whole_words(source, first) else None


def _cut_off(source: str, span: Span) -> Reason | None:
    """Say whether an edge of a verbatim passage leaves out half of a number, or the negation of its clause."""
    if halves_number(source, span):
        return "number differs"
    around = max(0, span.start - _EDGE)
    for figure in figures(source[around : span.end + _EDGE]):
        place = Span(figure.span.start + around, figure.span.end + around)
        if place.overlaps(span) and not span.covers(place):
            return "number differs"
    ends = _CLAUSE_BREAK.match(source, span.end - 1)
    after = "" if ends else _CLAUSE_BREAK.split(source[span.end : span.end + _EDGE])[0]
    late = _first_word(after) in _LATE_NEGATION or _LATE_PHRASE.match(after)
    return "negation differs" if late or _is_negated(source, span) else None


def _is_negated(source: str, span: Span) -> bool:
    """Say whether a negation stands before a passage in the same clause."""
    before = source[max(0, span.start - _CLAUSE) : span.start]
    first = _first_word(span.of(source))
    if first in _JOINING:
        return False
    if first not in _SUBORDINATE and _PUT_BETWEEN.search(before):
        return True
    if base_verb(first):
        before = _SHARED.sub("", before)
    clause = normalise(_CLAUSE_BREAK.split(before)[-1])[0]
    near = words(clause)[-1:] if first in _SUBORDINATE else words(clause)
    return any(NEGATION.search(word.low) for word in near)


def _jumps_negation(source: str, spans: list[Span]) -> bool:
    """Say whether an ellipsis leaves out a "not" of what it joins; sentences left out whole may hold one."""
    for left, right in pairwise(spans):
        end = _SENTENCE_BREAK.search(source, left.end - 1, right.start)
        gap = source[left.end : end.start() if end else right.start]
        if end:  # what stands before the second passage was looked at with its own clause
            gap = _CLAUSE_BREAK.split(gap)[0]
        if NEGATION.search(normalise(gap)[0]):
            return True
    return False


def _first_word(text: str) -> str:
    return next((word.low for word in words(text[:_EDGE])), "")


def _crosses_speakers(source: str, span: Span) -> bool:
    return any(span.start < start < span.end for start, _ in _turns(source)[1:])


def _turns(source: str) -> list[tuple[int, str]]:
    """List where each speaker begins; a word and a colon is no speaker unless it names a role or comes again."""
    labels = [
        (match.start("who"), match["who"].strip(), match["line"] is not None)
        for match in _SPEAKER.finditer(source)
    ]
    dialogue = any(_is_role(who) for _, who, _ in labels) or len({who for _, who, _ in labels}) < len(labels)
    return [
        (start, who.lower())
        for start, who, at_line in labels
        if _is_role(who)
        or (dialogue and at_line and who[0].isupper() and " " not in who and who.lower() not in _FIELDS)
    ]


def _is_role(who: str) -> bool:
    last = who.lower().rsplit(" ", 1)[-1]
    return last in _CUSTOMERS or last in _STAFF or lexicon.names_people(last)


def _said_by(source: str, span: Span, speaker: str) -> bool:
    """Say whether the passage can be the speaker's: any customer but for one whose role is the firm's."""
    who = next((name for start, name in reversed(_turns(source)) if start <= span.start), "")
    wanted = speaker.strip().lower()
    if not wanted or not who or who == wanted:
        return True
    return wanted in _CUSTOMERS and who.rsplit(" ", 1)[-1] not in _STAFF
