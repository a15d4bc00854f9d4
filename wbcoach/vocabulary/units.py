"""Units of time and money: how they are written, and what a figure in them is worth."""

from __future__ import annotations

import re

from wbcoach.numerals import DIGITS, NUMBER_WORDS, value_of

_MINUTES = {
    "ms": 1 / 60000, "millisecond": 1 / 60000, "s": 1 / 60, "sec": 1 / 60, "second": 1 / 60, "min": 1.0, "minute": 1.0,
    "h": 60.0, "hr": 60.0, "hour": 60.0, "day": 1440.0, "night": 1440.0, "week": 10080.0, "month": 43200.0, "year": 525600.0,
}  # fmt: skip
_CURRENCIES = {
    "$": "usd", "dollar": "usd", "€": "eur", "euro": "eur", "£": "gbp", "pound": "gbp", "¥": "jpy", "₹": "inr", "rupee": "inr",
    "cent": "cent", "usd": "usd", "eur": "eur", "gbp": "gbp", "jpy": "jpy", "inr": "inr", "aud": "aud", "cad": "cad", "chf": "chf",
}  # fmt: skip
TIME_UNIT = r"(?:(?<=\d)\s?(?:ms|s|h)|milliseconds?|secs?|seconds|second(?!\s+[a-z]+s\b)|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?|working\s+days?|nights|night(?!\s+[a-z]+s\b))"
CURRENCY = r"(?:[$€£¥₹]|\b(?:eur|usd|gbp|inr|aud|cad|chf|jpy)\b)"
_DURATION = re.compile(
    rf"(?P<low>{DIGITS}|{NUMBER_WORDS})\+?(?:\s*(?:-|–|to|or)\s*(?P<high>{DIGITS}|{NUMBER_WORDS}))?"
    rf"(?P<half>\sand\sa\shalf)?[\s-]?(?P<unit>{TIME_UNIT})\b(?:\D{{0,5}}(?P<rest>\d{{1,2}})\s?m)?",
    re.IGNORECASE,
)


def minutes(word: str) -> tuple[float, float | None]:
    """Give a duration in minutes, with the upper end where it is a range."""
    match = _DURATION.match(word)
    if not match:  # "half an hour"
        return 0.5 * _MINUTES[word.lower().split()[-1]], None
    unit = match["unit"].lower().split()[-1]
    scale = _MINUTES[unit if unit in _MINUTES else unit[:-1]]
    low = (value_of(match["low"]) + (0.5 if match["half"] else 0)) * scale + float(match["rest"] or 0)
    return low, value_of(match["high"]) * scale if match["high"] else None


def since_midnight(word: str) -> float:
    """Give a time of day in minutes since midnight."""
    match = re.match(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]?)", word, re.IGNORECASE)
    if not match:
        return 0.0
    hour = int(match[1])
    if match[3]:
        hour = hour % 12 + 12 * (match[3] in "pP")
    return 60.0 * hour + int(match[2] or 0)


def currency(word: str) -> str:
    """Give the code of the currency that a sum of money names, or ""."""
    low = word.lower()
    return next((code for name, code in _CURRENCIES.items() if name in low), "")
