"""Whether a piece of feedback tells that things go well or badly: in words, in ratings, and in figures.

A figure speaks with the word it measures: a high share of "completed" is good news, so is a low share of
"failed", a median wait of seconds, and "0 of 40 lost".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span, content, sentences, stem, words
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.figures import Figure

_FAULT = screened(
    r"\b(?:fail(?:ed|s|ure|ures|ing)?|lost|los(?:e|es|s)|miss(?:ed|ing|es)|late|delay(?:ed|s)?|wrong(?:ly)?|errors?|mistakes?|reject(?:ed|ions?)|refus(?:ed|als?)|abandon\w*|g(?:a|i)ve(?:n)?\s+up|complain\w*|stuck|broke\w*|damag\w*"
    r"|unanswered|unread|unpaid|left\s+open|still\s+open|empty|expired|cancel\w*|dropp?ed|drops|without|not|no|never|none|nobody|didn['’]t|could(?:n['’]t|\s+not)|cannot|can['’]t|had\s+to|need(?:ed|s|ing)?|re-?(?:open|sent|done|did|took|keyed|work|do|type|start|enter|book|key)\w*"
    r"|repeat\w*|again|twice|asked\s+for\s+(?:help|none|fewer|less)|short|shorted|outages?|incidents?|skipp?\w*|ignor\w+|overdue|over|more\s+than|longer|above|wait(?:ed|s|ing)|queued|stood|stand(?:s|ing)?|wast\w*|thr(?:ew|own)|bin(?:ned)?\b|withdr(?:ew|awn|awals?)|quit"
    r"|left\s+(?:the|within|without|after|because)|leavers?|churn\w*|turned\s+(?:away|back)|walk(?:ed|s)?|r(?:a|u)ng|phoned|telephoned|guess(?:ed|es)?|unsure|confus\w+|worr\w+|borrow\w+|chas(?:ed|ing)|frozen|froze|blocked|locked|cut|jammed|shut|dry|dirty|contaminated|duplicat\w+|unused|unfilled|vacant"
    r"|charged|overtaxed|overpaid|underpaid|disputed|corrected|raised|reported|unreadable|smudged|worn|torn|cold|clotted|stopped|hit\s+by|affected|difficult|hard|two\s+or\s+more)\b",
    re.IGNORECASE,
)
_SUCCESS = screened(
    r"\b(?:complet(?:ed|e|ion)|succeed(?:ed|s)?|success(?:ful|fully)?|finish(?:ed|es)?|arrived|delivered|answered|replied|open(?:ed|s)|read|used|wore|paid|pass(?:ed|es)|correct(?:ly)?|on\s+time|in\s+time|same\s+day|first\s+(?:try|go|time|attempt)"
    r"|match(?:ed|es)|booked|managed|could(?!n['’]t|\s+not)|can(?!not|['’]t|\s+not)|able|knew|know|understood|agreed|accepted|requested|ready|available|filled|covered|attended|turned\s+up|remote(?:ly)?|online|asked\s+for\s+(?:more|seconds)|satisfied|happy|easy|clear|well|fine|no\s+trouble|without\s+(?:help|trouble|errors?|problems?)"
    r"|reach(?:ed|es)|received|switched\s+on|renewed|updated|sorted|ran\s+through|running|flowing|in\s+service|taken\s+by|caught|kept|free|before\s+(?:departure|arrival|\w+ation)|at\s+once|straight|in\s+place|the\s+same\s+(?:day|afternoon|evening|morning|week|hour)|on\s+or\s+before|were\s+met|rinsed|scanned|submitted|resolved|solved|by\s+themselves|unaided|alone|hit\s+(?:rate\s+)?(?:on|at)|within\s+(?:a|one|two|three|four|five|\d+)\s+\w+|ran\s+on|worked(?!\s+out)|run(?=[.,;]|\Z)|named|eaten|ate|taken\s+up|noticed|confirmed|approved|granted|served|kept\s+(?:up|on))\b",
    re.IGNORECASE,
)
_QUICK = re.compile(
    r"\b(?:median|average|mean|typical(?:ly)?|within|under|less\s+than|delay|lag|takes?|took|waits?|waited|reply|response)\b[^.;]{0,60}\Z",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\b(?:without|never)\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:asked|invited|sent|contacted)\b", re.IGNORECASE)
_LAST = re.compile(r"\s*(?:[.,;]|\Z)")
_NEAR_BY = 4
_OTHERS = re.compile(r"\s+(?:the\s+)?others?\b", re.IGNORECASE)
_BREAK = re.compile(r"[;()]|:(?!\d)|,\s|\.\s|\s[–—]\s|\b(?:but|whereas)\b", re.IGNORECASE)
_HIGH, _LOW, _HARDLY_ANY = 75.0, 12.0, 1.0
_MUCH_SHORTER = 0.3
_REACH, _NEXT = 70, 40
_FEWEST = 5
SLOW = screened(
    r"\b(?:wait\w*|queue\w*|late|slow\w*|delay\w*|long|forever|stuck|hang|hold|fortnight|stand\w*|behind|(?:for|take|takes|taking|keep|keeps|until|waste|wastes|lose|loses|spend|spends|spending)\s+(?:\w+\s+){0,3}(?:days|weeks|weekend|weekends|day|hours|months|minutes))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a statement says, as stems: what happens, when, all that it is about, the hardship's own words, what it denies, and what is needed."""

    acts: frozenset[str] = frozenset()
    moment: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    hardship: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()


NOTHING = Told()


@lru_cache(maxsize=512)
def good_news(text: str, *, claimed: Told = NOTHING, minutes: float = 0.0) -> tuple[str, ...]:
    """Give the figures that tell that things go well; a text in which another figure tells that they go badly gives none.

    Args:
        text: the feedback.
        claimed: what the statement says. A high share of what it says happens is no good news, and hardly any of it is.
        minutes: how long the statement says that it takes; much shorter times are good news. 0: it says nothing of time.
    """
    told = list(_read(text, claimed, minutes))
    return () if any(not well for _, well in told) else tuple(found for found, _ in told)


@lru_cache(maxsize=512)
def bad_news(text: str, *, claimed: Told = NOTHING, minutes: float = 0.0) -> bool:
    """Say whether a figure of the feedback tells that things go badly; the arguments are those of `good_news`."""
    return any(not well for _, well in _read(text, claimed, minutes))


def _read(text: str, claimed: Told, minutes: float) -> Iterator[tuple[str, bool]]:
    numbers = figures(text)
    for sentence in sentences(text):
        own = [figure for figure in numbers if sentence.covers(figure.span)]
        if not own or not _on_subject(text, sentence, claimed):
            continue
        for figure in own:
            well = None
            if figure.unit in ("percent", "share"):
                well = _share_goes_well(text, sentence, figure.span, figure.value, claimed)
            elif figure.unit == "duration" and minutes:
                well = _time_goes_well(text, sentence, figure, minutes)
            if well is not None:
                yield figure.span.of(text), well
        counts = [figure for figure in own if figure.unit == "count"]
        whole_count = max((figure.base or 0 for figure in own), default=0)
        for part in counts:
            if part.value > whole_count * _LOW / 100 > 0 and _FAULT.match(text, part.span.end + 1):
                yield part.span.of(text), False
        for whole, part in pairwise(counts):
            if (
                whole.value > _FEWEST
                and not _ASKED.search(text, whole.span.end, part.span.start)
                and part.value <= whole.value
                and (
                    _SUCCESS.match(text, part.span.end + 1)
                    or (
                        part.value >= whole.value * _HIGH / 100
                        and (claimed.wanted or _LAST.match(text, part.span.end))
                    )
                )
            ):
                well = _share_goes_well(text, sentence, part.span, 100 * part.value / whole.value, claimed)
                if well is not None:
                    yield part.span.of(text), well


def _on_subject(text: str, sentence: Span, claimed: Told) -> bool:
    """Say whether a sentence shares a word with the statement."""
    if not claimed.subject:
        return True
    return any(stem(word.low) in claimed.subject for word in words(text, sentence.start, sentence.end))


def _share_goes_well(text: str, sentence: Span, at: Span, value: float, claimed: Told) -> bool | None:
    """Read the words of the clause that a share stands in: first what follows it, else what leads up to it."""
    clause = _clause(text, sentence, at)
    after = text[at.end : min(clause.end, at.end + _REACH)]
    before = text[max(clause.start, at.start - _REACH) : at.start]
    if not before.strip():  # "Completion of the map step: 97%"
        named = _SUCCESS.match(text, sentence.start, at.start)
        before = named[0] if named else ""
    told = [stem(word.low) for word in content(words(after))]
    faulty = _first_fault(after, claimed.moment) is not None
    if value >= _HIGH and ((not faulty and _as_needed(told, claimed)) or _spared(after, claimed)):
        return True
    if value <= _HARDLY_ANY and (claimed.hardship - claimed.denied) & set(told[1:]):
        return True
    for near in (after, before):
        fault, success = _first_fault(near, claimed.moment), _SUCCESS.search(near)
        if fault is not None and (not success or fault <= success.start() or success.start() > _NEXT):
            return True if value <= _HARDLY_ANY else False if value > _LOW else None
        if success:
            if near is after and (
                _first_fault(near[success.end() :], claimed.moment) is not None
                or _OTHERS.match(near)
                or _tells(near[success.end() :], claimed)
            ):
                return None
            if stem(success[0].lower()) in claimed.acts:
                return False if value > _LOW else None
            return True if value >= _HIGH else False if value <= 100 - _HIGH else None
    if claimed.acts & {stem(word.low) for word in words(after + before) if word.low.endswith(("ed", "ing"))}:
        return True if value <= _HARDLY_ANY else False if value > _LOW else None
    return None


def _as_needed(told: list[str], claimed: Told) -> bool:
    """Say whether people do what the statement says that they need, or have what it says that they lack."""
    return any(one in claimed.wanted for one in told[:_NEAR_BY]) or len(set(told) & claimed.denied) >= 2


def _spared(near: str, claimed: Told) -> bool:
    """Say whether people do without the hardship: "rolled on without lifting"."""
    match = _WITHOUT.search(near)
    return match is not None and any(
        stem(word.low) in claimed.hardship for word in content(words(near[match.end() :]))[:2]
    )


def _tells(rest: str, claimed: Told) -> bool:
    """Say whether what was done is the hardship itself: "slept in the chair"."""
    own = claimed.hardship - claimed.denied
    return any(stem(word.low) in own for word in content(words(rest)))


def _first_fault(near: str, moment: frozenset[str]) -> int | None:
    """Give the place of the first word of fault that isn't the statement's own moment: "renewals while shut succeeded"."""
    return next((m.start() for m in _FAULT.finditer(near) if stem(m[0].lower()) not in moment), None)


def _clause(text: str, sentence: Span, at: Span) -> Span:
    start = max((m.end() for m in _BREAK.finditer(text, sentence.start, at.start)), default=sentence.start)
    stop = _BREAK.search(text, at.end, sentence.end)
    return Span(start, stop.start() if stop else sentence.end)


def _time_goes_well(text: str, sentence: Span, figure: Figure, minutes: float) -> bool | None:
    before = text[max(sentence.start, figure.span.start - _REACH) : figure.span.start]
    if not _QUICK.search(before):
        return None
    return (figure.high or figure.value) <= _MUCH_SHORTER * minutes or None
