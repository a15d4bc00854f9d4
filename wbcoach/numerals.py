"""Numbers in digits and in words: patterns that find them, and the values they stand for."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {"zero": 0.0, "a": 1.0, "an": 1.0} | {
    word: float(value)
    for numerals, values in ((_ONES, range(1, 10)), (_TEENS, range(10, 20)), (_TENS, range(20, 100, 10)))
    for word, value in zip(numerals, values, strict=True)
}
_GROUPED = {"hundred": 1e2, "dozen": 12.0}
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
_BELOW_HUNDRED = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES)})\b)?|{'|'.join(_TEENS)}|{'|'.join(_ONES)}|zero)"
)
_BELOW_THOUSAND = (
    rf"(?:(?:{_BELOW_HUNDRED}|a)\shundred\b(?:\s(?:and\s)?{_BELOW_HUNDRED}\b)?|{_BELOW_HUNDRED})"
)

VULGAR = "[¼-¾⅐-⅞]"
DIGITS = rf"\d{{1,3}}(?:[, \u00a0\u2009\u202f]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+|\s?{VULGAR})?|{VULGAR}"
NUMBER_WORDS = (
    rf"(?:(?:{_BELOW_THOUSAND}|a)\s(?:thousand|[mb]illion)\b(?:\s(?:and\s)?{_BELOW_THOUSAND}\b)?"
    rf"|(?:{_BELOW_HUNDRED}\s)?dozen|{_BELOW_THOUSAND})"
)
_DIGITS, _VULGAR, _NOT_WHOLE = re.compile(DIGITS), re.compile(VULGAR), re.compile(rf"[,\s]|{VULGAR}")
_LETTERS = re.compile(r"[a-z]+")
_SCALED = re.compile(r"(?<![a-z])(hundred|thousand|k|million|m|billion|bn)\b")


def value_of(number: str) -> float:
    """Read the first number of a text, with the word or letter that scales it; 1 where there is none."""
    low = number.lower()
    digits = _DIGITS.search(low)
    if not digits:
        return _spoken(low)
    scale = _SCALED.search(low, digits.end())
    whole = _NOT_WHOLE.sub("", digits[0])
    value = float(whole or 0) + sum(map(unicodedata.numeric, _VULGAR.findall(digits[0])))
    return value * (_SCALES | _GROUPED)[scale[1]] if scale else value


def _spoken(low: str) -> float:
    """Add up "two hundred and five thousand": groups below a thousand, each with its scale."""
    total = group = 0.0
    known = False
    for word in _LETTERS.findall(low):
        if word in _GROUPED:
            group = (group or 1) * _GROUPED[word]
        elif word in _SCALES:
            total, group = total + (group or 1) * _SCALES[word], 0.0
        else:
            group += _VALUES.get(word, 0.0)
        known = known or word in _GROUPED or word in _SCALES or word in _VALUES
    return total + group if known else 1.0


_ROUGH = {"dozens": 24.0, "hundreds": 200.0, "thousands": 2000.0, "millions": 2e6}
_ANY_NUMBER = re.compile(rf"\b(?:{NUMBER_WORDS})\b|{DIGITS}", re.IGNORECASE)


def told_by(number: str, sources: Iterable[str]) -> bool:
    """Say whether some texts tell a number, in digits or in words; "hundreds" is two of them at least, and fewer than fit the next."""
    values = [value_of(match[0]) for text in sources for match in _ANY_NUMBER.finditer(text)]
    least = _ROUGH.get(number.lower().strip())
    if least is None:
        return _ANY_NUMBER.fullmatch(number.strip()) is not None and value_of(number) in values
    return any(least <= value < least * 50 for value in values)
