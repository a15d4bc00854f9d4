"""A quotation is verbatim, or there is a reason why it isn't.

Typography and marked ellipses are forgiven; a changed number, a lost "not" or another speaker never is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from wbcoach import lexicon
from wbcoach.figures import figures
from wbcoach.grammar import Span, base_verb, words
from wbcoach.grounding.typography import halves_number, normalise, occurrences, whole_words

Reason = Literal[
    "number differs", "negation differs", "spliced from two places", "other speaker", "not found"
]

_ELLIPSIS = re.compile(r"\s*(?:\[?…\]?|\[\.\.\.\]|\.\.\.)\s*")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|without|cannot|neither|nor|hardly|barely|scarcely|seldom|rarely)\b|n't\b"
    r"|\b(?:do|does|did|is|was|are|were|ca|could|would|should|has|have|had)nt\b",
    re.IGNORECASE,
)
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
_NEARLY = 0.6
_RUN, _GAP = 2, 3  # words: the shortest run of a splice, and what an omission may leave out


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

    Args:
        quote: the words, with or without quotation marks; "..." marks what was left out.
        source: the whole text of the feedback item.
        speaker: who is said to have spoken, where the source names speakers ("customer: ...").

    Returns:
        Where it stands, or the reason why it is rejected.
    """
    bare = quote.strip().strip("\"“”'‘’«»").strip()
    parts = [part for part in _ELLIPSIS.split(bare) if part.strip()]
    if not parts:
        return Quoted(None, "not found")
    reasons: list[Reason] = []
    for first in occurrences(parts[0], source):
        spans = _rest_of(parts[1:], source, first)
        if spans is None:
            continue
        reason = next((why for span in spans if (why := _cut_off(source, span))), None)
        whole = Span(spans[0].start, spans[-1].end)
        if reason is None and _jumps_negation(source, spans):
            reason = "negation differs"
        if reason is None and (_crosses_speakers(source, whole) or not _said_by(source, whole, speaker)):
            reason = "other speaker"
        if reason is None:
            return Quoted(whole)
        reasons.append(reason)
    return Quoted(None, reasons[0] if reasons else _why_not(bare, source))


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
    return any(_NEGATION.search(word.low) for word in near)


def _jumps_negation(source: str, spans: list[Span]) -> bool:
    """Say whether an ellipsis leaves out a "not" of what it joins; sentences left out whole may hold one."""
    for left, right in pairwise(spans):
        end = _SENTENCE_BREAK.search(source, left.end - 1, right.start)
        gap = source[left.end : end.start() if end else right.start]
        if end:  # what stands before the second passage was looked at with its own clause
            gap = _CLAUSE_BREAK.split(gap)[0]
        if _NEGATION.search(normalise(gap)[0]):
            return True
    return False


def _first_word(text: str) -> str:
    return next((word.low for word in words(text[:_EDGE])), "")


def _why_not(quote: str, source: str) -> Reason:
    """Say how a quotation that isn't verbatim departs from the nearest passage of its source."""
    wanted = [word.low for word in words(normalise(quote)[0])]
    have = [word.low for word in words(normalise(source)[0])]
    if not wanted or not have:
        return "not found"
    if _spliced(wanted, have):
        return "spliced from two places"
    nearest = _nearest(wanted, have)
    if _likeness(wanted, nearest) >= _NEARLY:
        if _numbers(wanted) != _numbers(nearest):
            return "number differs"
        if len(_NEGATION.findall(" ".join(wanted))) != len(_NEGATION.findall(" ".join(nearest))):
            return "negation differs"
    return "not found"


def _nearest(wanted: list[str], have: list[str]) -> list[str]:
    size = len(wanted)
    windows = (
        have[start : start + size + extra]
        for extra in (0, 1, -1)
        if size + extra > 0
        for start in range(max(1, len(have) - size - extra + 1))
    )
    return max(windows, key=lambda window: _likeness(wanted, window))


def _likeness(left: list[str], right: list[str]) -> float:
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(left, right))


def _numbers(tokens: list[str]) -> list[str]:
    return [token for token in tokens if any(char.isdigit() for char in token)] + [
        token for token in tokens if figures(token) and not any(char.isdigit() for char in token)
    ]


def _spliced(wanted: list[str], have: list[str]) -> bool:
    """Say whether the words fall into two runs that both stand in the source, well apart from each other."""
    joined = f" {' '.join(have)} "
    for cut in range(_RUN, len(wanted) - _RUN + 1):
        left, right = wanted[:cut], wanted[cut:]
        if f" {' '.join(left)} " in joined and f" {' '.join(right)} " in joined:
            gaps = {
                later - (earlier + cut) for earlier in _places(left, have) for later in _places(right, have)
            }
            return not any(0 <= gap <= _GAP for gap in gaps)
    return False


def _places(run: list[str], have: list[str]) -> list[int]:
    return [
        start
        for start in range(len(have) - len(run) + 1)
        if have[start] == run[0] and have[start : start + len(run)] == run
    ]


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
