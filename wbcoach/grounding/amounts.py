"""Amounts told without a plain figure: "dozens", "twice", "two-thirds", "daily", "last quarter"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wbcoach.figures import FRACTION, PERIOD, Figure, figures, share_of
from wbcoach.grammar import Span, sentences, words
from wbcoach.grounding.wording import OF_THE_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNIT = r"(?:minute|hour|shift|day|night|morning|afternoon|evening|week|weekend|fortnight|month|quarter|season|year)"
_UNITS = {
    "daily": "day",
    "annual": "year",
    "annually": "year",
    **{f"{unit}ly": unit for unit in "hour night week fortnight month quarter year".split()},
}
_FOLDS = "two three four five six seven eight nine ten".split()
_TIMES = {"twice": 2, "doubl": 2, "thrice": 3, "tripl": 3, "trebl": 3, "quadrupl": 4}
_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
    " seventeenth eighteenth nineteenth twentieth"
).split()
_AMOUNT = re.compile(
    r"(?P<crowd>\b(?:dozens|hundreds|thousands|millions|billions|countless|scores(?=\s+of\b))\b"
    r"|\b(?:couple|handful|dozens)\s+of\b|\b(?:several|many|few|some)\s+(?:dozen|hundred|thousand|million)\b)"
    r"|(?P<multiple>\b(?:twice|thrice)\b|\b(?:doubl|tripl|trebl|quadrupl)(?:es?|ed|ing)\b(?!-)"
    rf"|\b(?:{'|'.join(_FOLDS)}|hundred|many|\d+)-?fold\b)"
    r"|(?P<alternate>\bevery\s+(?:second|other)\b(?!\s+(?:way|answer|option|choice|idea|thing|solution|road)\b))"
    rf"|(?P<part>(?:{FRACTION})(?!-|\s+part(?:y|ies)\b))"
    rf"|(?P<ordinal>\b(?:(?:twenty|thirty)-)?(?:{'|'.join(_ORDINALS)})\b|\b\d+(?:st|nd|rd|th)\b)(?![\s-]part(?:y|ies)\b)"
    rf"|(?P<rate>\b(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b|\b(?:per|every|each)\s+{_UNIT}\b"
    rf"|(?:\b(?:{_UNIT}s?|times|once|twice|euros?|dollars?|pounds?)|[\d%€£$])\s+an?\s+{_UNIT}\b)"
    r"|(?P<stretch>\b(?:fortnights?|decades?|centur(?:y|ies)|midnight|midday|noon)\b"
    r"|\b(?:los(?:es?|t|ing)|spen[dt]s?|spending|wast(?:es?|ed|ing)|tak(?:es?|ing)|took|costs?|for|wait(?:s|ed|ing)?)"
    r"\s+(?:(?:them|him|her|up)\s+)?(?:seconds|minutes|hours|days|weeks|months|years|decades|ages)\b)",
    re.IGNORECASE,
)
_ONE_OF_TWO = re.compile(
    r"\b(?:first|second|other|which|each|either|this|that|one|its|missing|latter|former)\s+\Z", re.IGNORECASE
)
_SAME_THING = re.compile(
    r"\bsame\s+(?:thing|words?|hardship|problem|need|wish|idea|point)\s+(?:(?:is|are|was)\s+(?:said|told|named|asked)\s+)?\Z",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:how\s+(?:many|much|often|long)|what\s+share)\b", re.IGNORECASE)
_TO_YOU = re.compile(r"\byou\b.*\?\W*\Z", re.IGNORECASE | re.DOTALL)
_AHEAD = re.compile(r"(?:this|last)\s+(?:week|month)", re.IGNORECASE)
_THIS_WORD = re.compile(r"this\s+(?:\w+\s+)?term", re.IGNORECASE)
_MONTHS = {
    form: month[:3]
    for month in (
        "january february march april may june july august september october november december sept".split()
    )
    for form in (month, month[:3])
}
_LEADING = frozenset("in during since from by between of for until early late mid".split())


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in words; texts that have a `key` in common tell the same one.

    `part` is the value of a fraction, `words` are those of a month, a quarter or another period.
    """

    span: Span
    key: str
    part: Figure | None = None
    words: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def amounts(text: str) -> tuple[Amount, ...]:
    """List what a text claims of how many, how often and since when, beyond its figures."""
    return tuple(_amounts(text))


def _amounts(text: str) -> Iterator[Amount]:
    for sentence in sentences(text):
        told = sentence.of(text)
        asked = bool(_ASKED.search(told))
        for match in _AMOUNT.finditer(text, sentence.start, sentence.end):
            kind = match.lastgroup or ""
            if not (asked and kind == "rate") and not _of_the_text(text, match, kind):
                yield _amount(match, kind)
        ahead = bool(_TO_YOU.search(told))
        for match in PERIOD.finditer(text, sentence.start, sentence.end):
            if not _THIS_WORD.match(match[0]) and not (ahead and _AHEAD.match(match[0])):
                span = Span(match.start(), match.end())
                yield Amount(span, "", words=_dated(match[0]))


def _of_the_text(text: str, match: re.Match[str], kind: str) -> bool:
    """Say whether an amount is one of the draft's own parts: "the second half", "a third hardship"."""
    before = text[max(0, match.start() - 40) : match.start()]
    if kind == "multiple":
        return bool(_SAME_THING.search(before))
    if kind not in ("part", "ordinal"):
        return False
    return bool(OF_THE_TEXT.match(text, match.end())) or (
        match[0].lower() == "half" and bool(_ONE_OF_TWO.search(before))
    )


def _amount(match: re.Match[str], kind: str) -> Amount:
    told = " ".join(match[0].lower().split())
    span = Span(match.start(), match.end())
    if kind == "multiple":
        return Amount(span, f"x{_times(told)}")
    if kind == "part":
        return Amount(span, f"part {told}", Figure(span, share_of(told), "percent"))
    if kind == "ordinal":
        return Amount(span, _nth(told))
    if kind == "rate":
        return Amount(span, f"a {_UNITS.get(told) or told.rsplit(' ', 1)[-1]}")
    if kind == "stretch":
        return Amount(span, told.rsplit(" ", 1)[-1].removesuffix("s"))
    return Amount(span, told)


def _nth(told: str) -> str:
    number = told[:-2] if told[0].isdigit() else told
    return f"no. {_ORDINALS.index(number) + 3 if number in _ORDINALS else number}"


def _times(told: str) -> str:
    stem = next((times for root, times in _TIMES.items() if told.startswith(root)), None)
    number = told.removesuffix("fold").rstrip("-")
    return str(stem or (_FOLDS.index(number) + 2 if number in _FOLDS else number))


@lru_cache(maxsize=256)
def keys_of(source: str) -> frozenset[str]:
    """Give the keys of all amounts of a source, with those that its figures and plain words bear out."""
    found = {amount.key for amount in amounts(source)} | {
        f"x{figure.value:g}"
        for figure in figures(source)
        if figure.unit == "count"
        and (figure.thing.lower().startswith(" times") or figure.span.of(source)[-1:] in "x×")
    }
    found |= {
        f"a {match[1].lower()}" for match in re.finditer(rf"\ban?\s+({_UNIT})\b", source, re.IGNORECASE)
    }
    told = {word.low for word in words(source)}
    found |= {_nth(word) for word in told if word in _ORDINALS}
    return frozenset(found) | {word.removesuffix("s") for word in told}


def dates_of(source: str) -> set[frozenset[str]]:
    """Give the words of each sentence of a source, as those of a period are given."""
    return {_dated(sentence.of(source)) for sentence in sentences(source)}


def _dated(told: str) -> frozenset[str]:
    """Give the words of a period in lower case, without a preposition, months by their first three letters."""
    low = [word.low.rstrip(".") for word in words(told.replace("-", " ").replace("/", " "))]
    return frozenset(_MONTHS.get(word, word) for word in low) - _LEADING
