"""One piece of personal data and its place, and what stands around it: dates, labels, order numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "email",
    "phone",
    "card",
    "iban",
    "account",
    "id",
    "ip",
    "mac",
    "url",
    "secret",
    "birthdate",
    "address",
    "name",
]

_SEPARATED = r"(?<![\d])(?<!\d[-/.]){}(?![-/.]?\d)"
_DAY = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:(?:19|20)\d\d|\d\d)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
FULL_DATE = (
    rf"(?:{_SEPARATED.format(f'(?:{_DAY})')}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH},?[ -](?:19|20)\d\d(?!\d)"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d(?!\d))"
)
# Digits that count, measure or date something: spans of years, thousands, decimals, times, US postcodes.
_FIGURE = re.compile(
    rf"(?=\d)(?:{_SEPARATED.format(f'(?:{_DAY})')}|{_SEPARATED.format(r'(?:19|20)[0-9]{2} ?[-–/] ?(?:19|20)[0-9]{2}')}"
    r"|(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|(?:\d+\.\d{1,2}|\d{1,2}\.\d+)(?![\d.])|\d{5}-\d{4}(?![\d-]))|(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?![\d:]))"
)
_THING = re.compile(
    r"\b(?:orders?|invoices?|tickets?|cases?|ref(?:erence)?|tracking|parcel|shipment|booking|sku|parts?|serial"
    r"|transaction|build|version|firmware|release|batch|commit|item|po|article|isbn|ean|barcode|hash|error|code)\b\W{0,3}"
    r"(?:(?:id|no|nr|number|numbers|code|is|was)\b\W{0,3}){0,3}\Z",
    re.IGNORECASE,
)
_REACH = 48


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal data at `text[start:end]`, in code points; `value` is that slice, kept out of `repr` and so of logs."""

    kind: Kind
    start: int
    end: int
    value: str = field(repr=False)


def at(kind: Kind, text: str, start: int, end: int) -> Personal:
    """Take the slice `text[start:end]` as personal data."""
    return Personal(kind, start, end, text[start:end])


def before(text: str, start: int, reach: int = _REACH) -> str:
    """Give what stands on the same line before `start`, at most `reach` code points of it."""
    return text[max(0, start - reach) : start].rpartition("\n")[2]


def numbers_a_thing(text: str, start: int) -> bool:
    """Say whether a label before `start` makes the number that of an order, an invoice or another thing."""
    return bool(_THING.search(before(text, start)))


def without_figures(text: str) -> str:
    """Blank dates, times, amounts and year ranges with as many underscores, so that offsets stay."""
    return _FIGURE.sub(lambda match: "_" * len(match[0]), text)


def mentions(text: str, *words: str) -> bool:
    """Say whether one of the lower-case words stands in a text: cheap, so that costly patterns are asked seldom."""
    return any(map(text.lower().__contains__, words))


def digits(text: str) -> str:
    """Keep the digits alone."""
    return "".join(character for character in text if character.isdigit())
