"""What a figure measures: its value with subject, period, rate and base."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wbcoach.figures import PERIOD, Figure, figures
from wbcoach.grammar import Span, content, sentences, stem, words
from wbcoach.vocabulary.screen import screened

_CLAUSE = re.compile(r"[;:()]|,\s|\s[–—-]\s|\b(?:and|but|while|whereas|against|which)\b", re.IGNORECASE)
_PER = re.compile(
    r"[^.;,]{0,25}?(?:\b(?:a|an|per|each|every)\s+|/\s?)(?P<unit>minute|hour|shift|day|night|week|month|quarter|year)\b"
    r"|[^.;,]{0,25}?\b(?P<word>hourly|daily|nightly|weekly|monthly|quarterly|yearly|annually|annual)\b",
    re.IGNORECASE,
)
_PER_WORDS = {
    "hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month",
    "quarterly": "quarter", "yearly": "year", "annually": "year", "annual": "year",
}  # fmt: skip
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_QUARTERS = {f"q{number}": MONTHS[3 * number - 3 : 3 * number] for number in range(1, 5)}
_MONTH = screened(rf"\b({'|'.join(MONTHS)})[a-z]*\b", re.IGNORECASE)
_YEAR = screened(r"\b((?:19|20)\d{2})\b")
_QUARTER = screened(r"\b(q[1-4])\b", re.IGNORECASE)
_NOT_SUBJECT = frozenset(
    "about around roughly over under nearly almost average mean median total per cent percent".split()
)
_CHANGE = re.compile(
    r"\b(?:up|down|by|more|fewer|less|rose|risen|rises|fell|fallen|falls|grew|grown|grows|dropped|drops?|increased?|increases|decreased?|climbed|doubled|growth\s+of|rise\s+of)\s+(?:about\s+|around\s+|some\s+|nearly\s+|almost\s+|over\s+)?$",
    re.IGNORECASE,
)
MOST = 24


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure and what it is of: stems of the words around it, its period (months, years), its rate."""

    figure: Figure
    near: frozenset[str]
    about: frozenset[str]
    period: frozenset[str]
    rate: str
    changes: bool = False

    @property
    def thing(self) -> frozenset[str]:
        """The stems of the first words that say what is counted."""
        found = content(words(self.figure.thing[:40]))[:3]
        return frozenset(stem(word.low) for word in found) & self.near


def periods(text: str, part: Span | None = None) -> frozenset[str]:
    """Give the months and years that a text, or a part of it, names, quarters as their months: {"jul", "2026"}."""
    start, end = part or (0, len(text))
    found = {
        match[1].lower() for match in _MONTH.finditer(text, start, end) if _dated(text, match, start, end)
    }
    found |= {match[1] for match in _YEAR.finditer(text, start, end)}
    for match in _QUARTER.finditer(text, start, end):
        found.update(_QUARTERS[match[1].lower()])
    return frozenset(found)


def _dated(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Say whether a month's name stands as a date; "may" and "march" are verbs as well."""
    return match[0][0].isupper() or bool(
        PERIOD.search(text, max(start, match.start() - 10), min(end, match.end() + 6))
    )


@lru_cache(maxsize=512)
def measures(text: str) -> tuple[Measure, ...]:
    """List the measured figures of a text with what each is of."""
    found: list[Measure] = []
    measuring = [figure for figure in figures(text) if figure.measures]
    if not measuring:
        return ()
    for sentence in sentences(text):
        own = [figure for figure in measuring if sentence.covers(figure.span)][: MOST - len(found)]
        if not own:
            continue
        about = _stems(text, sentence)
        when = periods(text, sentence) or periods(text)
        for figure in own:
            clause = _clause(text, sentence, figure.span)
            per = _PER.match(text[figure.span.end : min(sentence.end, figure.span.end + 60)])
            rate = (per["unit"] or _PER_WORDS[per["word"].lower()]).lower() if per else ""
            found.append(
                Measure(
                    figure,
                    _stems(text, clause),
                    about,
                    periods(text, clause) or when,
                    rate,
                    bool(_CHANGE.search(text, max(0, figure.span.start - 24), figure.span.start)),
                )
            )
    return tuple(found)


def _clause(text: str, sentence: Span, at: Span) -> Span:
    start, end = sentence.start, sentence.end
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if match.end() <= at.start:
            start = match.end()
        elif match.start() >= at.end:
            end = match.start()
            break
    return Span(start, end)


def _stems(text: str, part: Span) -> frozenset[str]:
    plain = (
        word
        for word in content(words(text, *part))
        if word.low.isalpha() or not any(map(str.isdigit, word.low))
    )
    return frozenset(stem(word.low) for word in plain if word.low not in _NOT_SUBJECT)
