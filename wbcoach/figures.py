"""Numbers in text: value, unit, base, and whether one is a measured claim or only defines a case."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from wbcoach.grammar import Span
from wbcoach.numerals import DIGITS, NUMBER_WORDS, VULGAR, value_of
from wbcoach.vocabulary.reading import in_lower_case
from wbcoach.vocabulary.screen import screened
from wbcoach.vocabulary.sources import PERIOD, SOURCE
from wbcoach.vocabulary.units import CURRENCY, TIME_UNIT, currency, minutes, since_midnight

__all__ = [
    "FRACTION",
    "PERIOD",
    "SOURCE",
    "Figure",
    "figures",
    "is_claim",
    "same_value",
    "share_of",
    "values_of",
]

Unit = Literal["percent", "money", "duration", "share", "count", "clock", "year", "label", "age"]

_PARTS = {
    word: 100 / parts
    for parts, word in enumerate("half third quarter fifth sixth seventh eighth ninth tenth".split(), start=2)
}
_HOW_MANY_PARTS = "a one two three four five six seven eight nine".split()
FRACTION = rf"\bhalf\b|\b(?:{'|'.join(_HOW_MANY_PARTS)})[\s-](?:{'|'.join(_PARTS)})s?\b|(?<!\d){VULGAR}"
# Where a figure can start: nothing is tried elsewhere.
_SIGN = re.compile(r"[\d$€£¥₹¼-¾⅐-⅞]")
_NUMBER_WORD = screened(
    r"\b(?=one\b|two\b|three|four|fort|fiv|fif|six|seven|eight|nine|ten\b|eleven|twel|twen|thirt|zero|dozen|half"
    r"|a[\s-](?:hun|tho|mil|bil|doz|hal|thi|qua|fif|six|sev|eig|nin|ten)|eur|usd|gbp|inr|aud|cad|chf|jpy)",
    re.IGNORECASE,
)
# Tried in lower case.
_FIGURE = re.compile(
    rf"(?:(?P<money>{CURRENCY}\s?(?:{DIGITS})(?:\s?(?:k|m|bn|million|thousand|billion)\b)?|(?:{DIGITS})\s?(?:[€£]|\b(?:euros?|dollars?|pounds?|cents?|eur|usd|gbp|rupees?)\b))"
    rf"|(?P<clock>\b\d{{1,2}}(?::\d{{2}}|\.\d{{2}}(?=\s*(?:am|pm)))?\s*(?:am|pm|a\.m\.|p\.m\.|o['’]clock)\b|\b\d{{1,2}}:\d{{2}}\b)"
    rf"|(?P<share>\b(?:{DIGITS}|{NUMBER_WORDS})\s+(?:(?:times\s+)?(?:out\s+)?of|in|times\s+in(?=\s+(?:ten|10|100)\b))\s+(?:(?:the|every|our|all|their|those|these|last)\s+(?:(?:\w+['’]s|last|past|latest)\s+)?)?(?:{DIGITS}|{NUMBER_WORDS})\b"
    rf"|\b(?:{DIGITS}|{NUMBER_WORDS})\s+from\s+(?:the\s+)?(?:{DIGITS}|{NUMBER_WORDS})(?=\s+(?!to\b|until\b|till\b|on\b|am\b|pm\b|o['’]clock)[a-z])|\b(?:{DIGITS}|{NUMBER_WORDS})\s+of\s+last\s+\w+['’]s\s+(?:{DIGITS}|{NUMBER_WORDS})\b)"
    rf"|(?P<percent>(?:{DIGITS}|\b{NUMBER_WORDS})\s?(?:%|per\s?cent\b|percent\b|pp\b|percentage\s+points?\b))"
    rf"|(?P<fraction>(?:{FRACTION})(?=\s+(?:of|the)\b))"
    rf"|(?P<duration>\b(?:{DIGITS}|{NUMBER_WORDS})\+?(?:\s*(?:-|–|to|or)\s*(?:{DIGITS}|{NUMBER_WORDS}))?(?:\sand\sa\shalf)?[\s-]?{TIME_UNIT}\b"
    r"(?:(?<=h|r)\s(?:and\s)?\d{1,2}\s?m(?:in(?:ute)?s?)?\b|(?<=hours)\s(?:and\s)?\d{1,2}\s?m(?:in(?:ute)?s?)?\b)?|\bhalf\san?\s(?:hour|day|year)\b)"
    r"|(?P<year>\b(?:19|20)\d{2}(?:/\d{2})?\b(?!\s*(?:users|customers|tickets|calls|orders|items)))"
    rf"|(?P<count>(?<![\w.,])(?:{DIGITS})(?:\s?(?:k|m|bn|x|×|million|thousand|hundred|billion)\b|\+)?(?![\w%])|\b{NUMBER_WORDS}\b))"
)
_AGE_AFTER = re.compile(
    r"\s*[-–]?\s*(?:years?|yrs?)[\s-]+old|\s*(?:\+|and\s+over|or\s+over|-?year-?olds?)", re.IGNORECASE
)
_AGE_BEFORE = re.compile(
    r"(?:\baged?|\bage\s+of|\bover|\bunder|\bover-|\bunder-|\bturn(?:s|ed|ing)?)\s*$", re.IGNORECASE
)
_OLD = re.compile(r"years?[\s-]+olds?\b", re.IGNORECASE)
_TURNS = re.compile(r"\bturn(?:s|ed|ing)?\s*$", re.IGNORECASE)
_LABEL_BEFORE = re.compile(
    r"(?:\b(?:step|stage|page|level|tier|version|v|round|phase|chapter|line|box|form|room|ward|gate|zone|route|grade|year|section|part|type|class|no\.?|number|rule|article|schedule|bay|dock|platform|track|floor|terminal|window|participant|question|week|day|q)\s?|[#_/]|(?<!\d)-|[A-Z][\w]*\s)$"
)
_PLAIN_BEFORE = re.compile(
    r"(?:^|[.!?:]\s+|\n\s*)(?:\w+ed|\w+ly|Saw|Met|Had|Took|Found|Heard|Lost|Got|The|Our|About|Roughly|Over|Some|Only|Nearly|Almost|Around|And|In|Of|At|But|When|Today|Currently)\s$|\b(?:The|Our|About|Roughly|Over|Some|Only|Nearly|Almost|Around|And|In|Of|At|But|When|Today|Currently|Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Autumn|Winter)\s$"
)
_HOURS = 12
_CLOCK_BEFORE = re.compile(r"\b(?:at|until|till|before|after|past|from|by|since)\s$", re.IGNORECASE)
_CLOCK_AFTER = re.compile(
    r"\s*(?:[.,;:!?)]|$)|\s+(?:on|in|at|and|or|but|because|so|when|as|while|if|that|until|till|to|sharp|for|the|is|are|they|it|we|he|she|with|every|each|o['’]clock|tonight|tomorrow)\b",
    re.IGNORECASE,
)
_AGES_BEFORE = re.compile(r"\b(?:over|under)-$|\bthe\s+(?:over|under)\s$", re.IGNORECASE)
_RANGE_WORDS = re.compile(
    r"(?:\b(?:above|below|under|over|more\s+than|less\s+than|fewer\s+than|at\s+least|at\s+most|exceeds?|between|passes|past|limit\s+(?:of|is)|up\s+to|within|beyond|every|holds?)\s*)$",
    re.IGNORECASE,
)
_RATE_AFTER = re.compile(
    r"(?:\s+(?!when|if|while|that|which|who|and|but|for|before|after|as)[\w%-]+){0,3}?(?:\s+(?:a|an|per|each|every)\s+|\s?/\s?)"
    r"(?:day|week|month|year|annum|quarter|shift|night|person|order|call|case|visit|job|employee|household|site|trip)\b|(?:\s+[\w%-]+){0,2}?\s+per\s+[a-z]+"
    r"|(?:\s+[\w%-]+){0,2}?\s+(?:hourly|daily|nightly|weekly|monthly|quarterly|yearly|annually)\b",
    re.IGNORECASE,
)
_COUNTED_TRACE = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:tickets?|calls?|complaints?|users?|customers?|requests?|people|patients?|reports?|incidents?|errors?|refunds?|returns?|cases?|messages?|e-?mails?|"
    r"cancellations?|drop-?offs?|visits?|views?|downloads?|sign-?ups?|reviews?|enquiries|inquiries|mistakes|failures|accounts?|households?|teams?|companies|firms?|orders?|members?|students?|hours?|times|unread|unanswered|unopened|unresolved|overdue|outstanding|waiting|contacts?|jobs?|forms?|letters?|parcels?|deliveries|bookings?|appointments?|of\s+(?:them|us|these|those))\b",
    re.IGNORECASE,
)
_FEW = 12
_PERCENT = re.compile(r"%|\bper\s?cent|\bpp\b|percentage", re.IGNORECASE)
_ONE_OF_THE = re.compile(r"one\s+of\s+(?:the|my|our|your|their|her|his|its|these|those)\b", re.IGNORECASE)
_OF_MANY = re.compile(
    r"\s+(?:of\s+)?(?:(?:the|all|our|my|their|these|those)\s+)?(?:(?!the\b|a\b)[\w'’-]+\s+){0,2}?(?:them|us|people|(?!this|its|his|class|hours|days|weeks|months)\w+[^su\W]s)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:^|[.;:!?,(–—]\s*|\b(?:about|around|roughly|nearly|almost|over|some|than|as|in|that|and|but|because|since|only|just)\s+)$",
    re.IGNORECASE,
)
ROUNDING, COARSE = 0.02, 0.03  # durations are told in coarse steps


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: `value` in its unit (durations in minutes, times of day in minutes since midnight, shares in percent).

    `base` and `top` are N and n of "n of N", `high` the upper end of a range, `currency` an ISO code or "".
    """

    span: Span
    value: float
    unit: Unit
    base: float | None = None
    top: float | None = None
    thing: str = ""
    high: float | None = None
    currency: str = ""

    @property
    def measures(self) -> bool:
        """Say whether it can be a measurement at all; times of day, years, ages and labels can't."""
        return self.unit in ("percent", "money", "duration", "share", "count")


@lru_cache(maxsize=512)
def figures(text: str) -> tuple[Figure, ...]:
    """List the numbers of a text, in digits and in words, in order."""
    low = in_lower_case(text)
    found: list[Figure] = []
    end = 0
    for place in sorted({one.start() for pattern in (_SIGN, _NUMBER_WORD) for one in pattern.finditer(low)}):
        match = _FIGURE.match(low, place) if place >= end else None
        if match is None:
            continue
        end = match.end()
        unit = match.lastgroup or "count"
        if match[0] != "one" and not (unit == "count" and match[0] == "second"):
            found.append(_figure(text, match, unit))
    return tuple(found)


def _figure(text: str, match: re.Match[str], unit: str) -> Figure:
    span = Span(match.start(), match.end())
    before = text[max(0, span.start - 30) : span.start]
    after = text[span.end : span.end + 60]
    word = match[0]  # in lower case
    if unit == "share":
        top, base = _two(word)
        return Figure(span, 100 * top / base if base else 0.0, "share", base, top, after)
    if unit == "fraction":
        return Figure(span, share_of(word), "percent", thing=after)
    value = value_of(word)
    if _is_age(before, word, after, unit, value):
        return Figure(span, value, "age", thing=after)
    if unit == "count" and _LABEL_BEFORE.search(before) and not _PLAIN_BEFORE.search(before):
        return Figure(span, value, "label", thing=after)
    if (
        unit == "count"
        and 1 <= value <= _HOURS
        and _CLOCK_BEFORE.search(before)
        and _CLOCK_AFTER.match(after)
    ):
        return Figure(span, 60.0 * value, "clock", thing=after)
    if unit == "duration":
        low, high = minutes(word)
        return Figure(span, low, "duration", thing=after, high=high)
    if unit == "clock":
        return Figure(span, since_midnight(word), "clock", thing=after)
    if unit == "money":
        return Figure(span, value, "money", thing=after, currency=currency(word))
    kind: Unit = unit  # type: ignore[assignment]  # the remaining group names are units
    return Figure(span, value, kind, thing=after)


def share_of(fraction: str) -> float:
    """Read a fraction such as "two-thirds", "half" or "¾" in percent."""
    *count, part = re.split(r"[\s-]+", fraction.lower())
    if part.removesuffix("s") not in _PARTS:
        return 100 * value_of(part)
    return (_HOW_MANY_PARTS.index(count[0]) or 1) * _PARTS[part.removesuffix("s")] if count else _PARTS[part]


def _is_age(before: str, word: str, after: str, unit: str, value: float) -> bool:
    if unit not in ("count", "duration"):
        return False
    if _AGE_AFTER.match(after) or _OLD.search(word + after[:6]):
        return True
    if unit == "duration":
        return bool(re.fullmatch(r"\d{2}s", word)) and bool(_AGES_BEFORE.search(before))
    if _TURNS.search(before) and not _CLOCK_AFTER.match(after):
        return False  # "turned 88 families away"
    return bool(_AGE_BEFORE.search(before)) and 10 <= value <= 100 and not _COUNTED_TRACE.match(after)


def _two(word: str) -> tuple[float, float]:
    parts = re.findall(rf"{DIGITS}|\b{NUMBER_WORDS}\b", word, re.IGNORECASE)
    return value_of(parts[0]), value_of(parts[-1])


def is_claim(text: str, figure: Figure, *, in_case: bool) -> bool:
    """Say whether a number claims a measurement.

    Ages, times of day, limits and small counts of the work itself ("in three systems") define the case;
    `in_case` tells that the number stands in the words that name the customer, the act or the moment.
    """
    if not figure.measures:
        return False
    before = text[max(0, figure.span.start - 30) : figure.span.start]
    if figure.unit == "share":
        return not _ONE_OF_THE.match(text, figure.span.start)
    if figure.unit == "percent":
        return bool(_PERCENT.search(figure.span.of(text))) or _fraction_of_many(text, figure)
    rate = bool(_RATE_AFTER.match(figure.thing))
    if _RANGE_WORDS.search(before) and in_case and not rate:
        return (
            figure.unit == "duration"
            and bool(re.search(r"(?:up\s+to|more\s+than|at\s+least|over)\s*$", before, re.IGNORECASE))
            and bool(
                re.search(
                    r"\b(?:wait|spend|queue|lose|tak\w+|waste|hold)\b",
                    text[max(0, figure.span.start - 60) : figure.span.start],
                    re.IGNORECASE,
                )
            )
        )
    if figure.unit == "money":
        return not in_case or rate
    if figure.unit == "duration":
        spent = re.search(
            r"\b(?:spen[dt]s?|wait(?:s|ed|ing)?|los(?:e|es|t|ing)|(?:gap|delay|lag|backlog|turnaround|hold-up)s?\s+of|wast(?:e|es|ed|ing)|tak(?:e|es|ing)|took|queue\w*|cost(?:s|ing)?|average|median|about|around|roughly|up)\s+(?:\w+\s+){0,3}$",
            before,
            re.IGNORECASE,
        )
        single = figure.span.of(text).lower().startswith("one")
        return rate or (bool(spent) and not single)
    if rate:
        return figure.value > _FEW or (bool(_COUNTED_TRACE.match(figure.thing)) and not in_case)
    return bool(_COUNTED_TRACE.match(figure.thing)) and figure.value > _FEW


def _fraction_of_many(text: str, figure: Figure) -> bool:
    """Say whether "half of the florists" tells a share of many, and leads its clause; "half of it" is a part of one thing."""
    lead = text[max(0, figure.span.start - 30) : figure.span.start]
    return bool(_OF_MANY.match(figure.thing)) and bool(_LEADS.search(lead))


def same_value(left: Figure, right: Figure) -> bool:
    """Say whether two figures agree, up to honest rounding and equal units."""
    kinds = {left.unit, right.unit}
    if len(kinds) > 1 and kinds != {"percent", "share"} and not kinds <= {"count", "money"}:
        return False
    if left.high != right.high or (left.currency and right.currency and left.currency != right.currency):
        return False
    if left.top is not None and right.top is not None:
        return (left.top, left.base) == (right.top, right.base)
    if "percent" in kinds:
        whole = left.value == round(left.value) or right.value == round(right.value)
        return abs(left.value - right.value) <= (0.5 if whole else 0.05)
    if kinds == {"duration"}:
        return abs(left.value - right.value) <= COARSE * max(left.value, right.value)
    return left.value == right.value or (left.measures and _rounded(left.value, right.value))


def _rounded(left: float, right: float) -> bool:
    """Say whether one number is the other in fewer digits, and close to it: 11,420 told as 11,400."""
    if not (math.isfinite(left) and math.isfinite(right)) or abs(left - right) > ROUNDING * max(left, right):
        return False
    for exact, told in ((left, right), (right, left)):
        places = math.floor(math.log10(exact)) + 1
        if any(round(exact, digits - places) == told for digits in range(1, places)):
            return True
    return False


def values_of(text: str) -> list[Figure]:
    """List the figures of a text with the parts of each "n of N" as counts of their own."""
    found = list(figures(text))
    parts = [
        Figure(figure.span, value, "count")
        for figure in found
        if figure.unit == "share" and figure.top is not None and figure.base is not None
        for value in (figure.top, figure.base)
    ]
    return found + parts
