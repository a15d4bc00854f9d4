"""Numbers in text: value, unit, base, and whether one is a measured claim or only defines a case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from wbcoach.grammar import Span

Unit = Literal["percent", "money", "duration", "share", "count", "clock", "year", "label", "age"]

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {"zero": 0.0, "a": 1.0, "an": 1.0, "dozen": 12.0} | {
    word: float(value)
    for numerals, values in ((_ONES, range(1, 10)), (_TEENS, range(10, 20)), (_TENS, range(20, 100, 10)))
    for word, value in zip(numerals, values, strict=True)
}
_SCALE = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
_FRACTIONS = {
    "half": 50.0, "a third": 100 / 3, "one third": 100 / 3, "one in three": 100 / 3, "two thirds": 200 / 3,
    "a quarter": 25.0, "one quarter": 25.0, "three quarters": 75.0, "a fifth": 20.0, "two fifths": 40.0,
}  # fmt: skip
_MINUTES = {
    "ms": 1 / 60000, "millisecond": 1 / 60000, "s": 1 / 60, "sec": 1 / 60, "second": 1 / 60, "min": 1.0, "minute": 1.0,
    "h": 60.0, "hr": 60.0, "hour": 60.0, "day": 1440.0, "night": 1440.0, "week": 10080.0, "month": 43200.0, "year": 525600.0,
}  # fmt: skip
_CURRENCIES = {
    "$": "usd", "dollar": "usd", "€": "eur", "euro": "eur", "£": "gbp", "pound": "gbp", "¥": "jpy", "₹": "inr", "rupee": "inr",
}  # fmt: skip
_DIGITS = r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES)})\b)?|{'|'.join(_TEENS)}|{'|'.join(_ONES)}|zero)"
_BELOW_THOUSAND = rf"(?:(?:{_BELOW_HUNDRED}|a)\shundred\b(?:\s(?:and\s)?{_BELOW_HUNDRED}\b)?|{_BELOW_HUNDRED})"
_NUMBER_WORDS = (
    rf"(?:(?:{_BELOW_THOUSAND}|a)\s(?:thousand|[mb]illion)\b(?:\s(?:and\s)?{_BELOW_THOUSAND}\b)?"
    rf"|(?:{_BELOW_HUNDRED}\s)?dozen|{_BELOW_THOUSAND})"
)
_TIME_UNIT = r"(?:ms|milliseconds?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|working\s+days?|nights?)"
_CURRENCY = r"(?:[$€£¥₹]|\b(?:eur|usd|gbp|inr|aud|cad|chf|jpy)\b)"
_FIGURE = re.compile(
    rf"(?P<money>{_CURRENCY}\s?(?:{_DIGITS})(?:\s?(?:k|m|bn|million|thousand|billion)\b)?|(?:{_DIGITS})\s?(?:[€£]|\b(?:euros?|dollars?|pounds?|cents?|eur|usd|gbp|rupees?)\b))"
    rf"|(?P<clock>\b\d{{1,2}}(?::\d{{2}}|\.\d{{2}}(?=\s*(?:am|pm)))?\s*(?:am|pm|a\.m\.|p\.m\.|o['’]clock)\b|\b\d{{1,2}}:\d{{2}}\b)"
    rf"|(?P<share>\b(?:{_DIGITS}|{_NUMBER_WORDS}|a)\s+(?:out\s+of|of|in)\s+(?:(?:the|every|our|all)\s+)?(?:{_DIGITS}|{_NUMBER_WORDS})\b)"
    rf"|(?P<percent>(?:{_DIGITS}|\b{_NUMBER_WORDS})\s?(?:%|per\s?cent\b|percent\b|pp\b|percentage\s+points?\b))"
    rf"|(?P<fraction>\b(?:{'|'.join(sorted(_FRACTIONS, key=len, reverse=True))})\b(?=\s+(?:of|the)\b))"
    rf"|(?P<duration>\b(?:{_DIGITS}|{_NUMBER_WORDS})\+?(?:\s*(?:-|–|to|or)\s*(?:{_DIGITS}|{_NUMBER_WORDS}))?(?:\sand\sa\shalf)?[\s-]?{_TIME_UNIT}\b"
    r"(?:(?<=h|r)\s(?:and\s)?\d{1,2}\s?m(?:in(?:ute)?s?)?\b|(?<=hours)\s(?:and\s)?\d{1,2}\s?m(?:in(?:ute)?s?)?\b)?|\bhalf\san?\s(?:hour|day|year)\b)"
    r"|(?P<year>\b(?:19|20)\d{2}(?:/\d{2})?\b(?!\s*(?:users|customers|tickets|calls|orders|items)))"
    rf"|(?P<count>(?<![\w.,])(?:{_DIGITS})(?:\s?(?:k|m|bn|x|×|million|thousand|hundred|billion)\b|\+)?(?![\w%])|\b{_NUMBER_WORDS}\b)",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"\s*[-–]?\s*(?:years?|yrs?)[\s-]+old|\s*(?:\+|and\s+over|or\s+over|-?year-?olds?)", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"(?:\baged?|\bage\s+of|\bover|\bunder|\bover-|\bunder-|\bturn(?:s|ed|ing)?)\s*$", re.IGNORECASE)
_LABEL_BEFORE = re.compile(
    r"(?:\b(?:step|stage|page|level|tier|version|v|round|phase|chapter|line|box|form|room|ward|gate|zone|route|grade|year|section|part|type|class|no\.?|number|rule|article|schedule|bay|dock|platform|track|floor|terminal|window|participant|question|week|day|q)\s?|[#_/-]|[A-Z][\w]*\s)$"
)
_RANGE_WORDS = re.compile(r"(?:\b(?:above|below|under|over|more\s+than|less\s+than|fewer\s+than|at\s+least|at\s+most|exceeds?|between|passes|past|limit\s+(?:of|is)|up\s+to|within|beyond|every|holds?)\s*)$", re.IGNORECASE)
_RATE_AFTER = re.compile(r"[^.;]{0,40}?\b(?:a|an|per|each|every)\s+(?:day|week|month|year|quarter|shift|night|person|order|call|case|visit)\b", re.IGNORECASE)
_COUNTED_TRACE = re.compile(
    r"\s+(?:[\w-]+\s+){0,3}?(?:tickets?|calls?|complaints?|users?|customers?|requests?|people|patients?|reports?|incidents?|errors?|refunds?|returns?|cases?|messages?|e-?mails?|"
    r"cancellations?|drop-?offs?|visits?|views?|downloads?|sign-?ups?|reviews?|enquiries|inquiries|mistakes|failures|accounts?|households?|teams?|companies|firms?|orders?|members?|students?|hours?|times)\b",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"\b(?:survey(?:ed|s)?|stud(?:y|ies)|interview(?:s|ed|ees?)?|logs?|report(?:s)?\s+(?:from|of|for)|analytics|telemetry|according\s+to|n\s*=|data\s+from|(?:our|the|usage|sales|support|ticket|internal|tracking|crm|helpdesk)\s+data|sessions?|"
    r"panel|diary|diaries|shadow(?:ed|ing)|observ(?:ed|ation|ations)|field\s+visits?|usability|test(?:ed)?\s+with|audit|census|pilot|sampled?|respondents?|participants?|measured|counted|records?\s+(?:show|say|from)|"
    r"(?:ticket|complaint|incident|help-?desk|call)\s+(?:tags?|codes?|log|export|reports?)|dashboard\s+shows|stats|statistics|support\s+tickets|research|review\s+of|source\s*:|nps|csat|benchmark|ledger|timesheets?|we\s+(?:saw|spoke|talked|asked|watched|visited|found))\b"
    r"|\[[A-Z]{2,}[\w-]*\d+\]",
    re.IGNORECASE,
)
PERIOD = re.compile(
    r"\b(?:(?:in|during|since|from|by|between|of|for|until|q[1-4])\s+)?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?\s+(?:19|20)\d{2}\b"
    r"|\b(?:in|during|since|from|by|of|for|until)\s+(?:early\s+|late\s+|mid-?)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:q[1-4]|h[12]|fy)\s*(?:of\s+)?(?:19|20)?\d{2}\b|\bq[1-4]\b|\b(?:last|this|past|previous)\s+(?:\w+\s+)?(?:week|month|quarter|year|spring|summer|autumn|winter|semester|term|season)\b"
    r"|\b(?:in|since|during)\s+(?:19|20)\d{2}\b|\b(?:19|20)\d{2}(?:/\d{2})?\b",
    re.IGNORECASE,
)
ROUNDING = 0.02


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: `value` in its unit (durations in minutes, shares in percent with their `base`)."""

    span: Span
    value: float
    unit: Unit
    base: float | None = None
    top: float | None = None
    thing: str = ""

    @property
    def measures(self) -> bool:
        """Say whether it can be a measurement at all; times of day, years, ages and labels can't."""
        return self.unit in ("percent", "money", "duration", "share", "count")


def figures(text: str) -> list[Figure]:
    """List the numbers of a text, in digits and in words, in order."""
    found = []
    for match in _FIGURE.finditer(text):
        unit = match.lastgroup or "count"
        if match[0].lower() == "one" or (unit == "count" and match[0].lower() == "second"):
            continue
        found.append(_figure(text, match, unit))
    return found


def _figure(text: str, match: re.Match[str], unit: str) -> Figure:
    span = Span(match.start(), match.end())
    before = text[max(0, span.start - 30) : span.start]
    after = text[span.end : span.end + 60]
    word = match[0]
    if unit == "share":
        top, base = _two(word)
        return Figure(span, 100 * top / base if base else 0.0, "share", base, top, after)
    if unit == "fraction":
        return Figure(span, _FRACTIONS[re.sub(r"\s+", " ", word.lower())], "percent", thing=after)
    value = _value(word)
    if unit in ("count", "duration") and (_AGE_AFTER.match(after) or re.search(r"years?[\s-]+olds?\b", word + after[:6], re.IGNORECASE) or (_AGE_BEFORE.search(before) and unit == "count" and 10 <= value <= 100 and not _COUNTED_TRACE.match(after))):  # noqa: PLR2004  human ages
        return Figure(span, value, "age", thing=after)
    if unit == "count" and _LABEL_BEFORE.search(before) and not re.search(r"(?:\b(?:The|Our|About|Roughly|Over|Some|Only|Nearly|Almost|Around|And|In|Of|At|But|When|Today|Currently)\s)$", before):
        return Figure(span, value, "label", thing=after)
    if unit == "duration":
        return Figure(span, _minutes(word, value), "duration", thing=after)
    kind: Unit = unit  # type: ignore[assignment]  # the remaining group names are units
    return Figure(span, value, kind, thing=after)


def _two(word: str) -> tuple[float, float]:
    parts = re.findall(rf"{_DIGITS}|\b(?:{_NUMBER_WORDS}|a)\b", word, re.IGNORECASE)
    return _value(parts[0]), _value(parts[-1])


def _value(word: str) -> float:
    low = word.lower().replace(",", "")
    digits = re.search(r"\d+(?:\.\d+)?", low)
    number = float(digits[0]) if digits else next((_SMALL[w] for w in re.findall(r"[a-z]+", low) if w in _SMALL), 1.0)
    for name, scale in _SCALE.items():
        if re.search(rf"(?<![a-z]){name}\b", low):
            return number * scale
    return number


def _minutes(word: str, value: float) -> float:
    low = word.lower()
    for name, scale in (("ms", 1 / 60000), ("millisec", 1 / 60000), ("sec", 1 / 60), ("min", 1), ("hour", 60), ("hr", 60), ("day", 1440), ("night", 1440), ("week", 10080), ("month", 43200), ("year", 525600)):
        if name in low:
            return value * scale
    return value * (60 if re.search(r"\dh\b|\bh\b", low) else 1 / 60)


def is_claim(text: str, figure: Figure, *, in_case: bool) -> bool:
    """Say whether a number claims a measurement.

    Ages, times of day, limits and small counts of the work itself ("in three systems") define the case;
    `in_case` tells that the number stands in the words that name the customer, the act or the moment.
    """
    if not figure.measures:
        return False
    before = text[max(0, figure.span.start - 30) : figure.span.start]
    if figure.unit in ("percent", "share"):
        return True
    rate = bool(_RATE_AFTER.match(figure.thing))
    if _RANGE_WORDS.search(before) and in_case and not rate:
        return figure.unit == "duration" and bool(re.search(r"(?:up\s+to|more\s+than|at\s+least|over)\s*$", before, re.IGNORECASE)) and bool(re.search(r"\b(?:wait|spend|queue|lose|tak\w+|waste|hold)\b", text[max(0, figure.span.start - 60) : figure.span.start], re.IGNORECASE))
    if figure.unit == "money":
        return not in_case or rate
    if figure.unit == "duration":
        spent = re.search(r"\b(?:spen[dt]s?|wait(?:s|ed|ing)?|los(?:e|es|t|ing)|wast(?:e|es|ed|ing)|tak(?:e|es|ing)|took|queue\w*|cost(?:s|ing)?|for|average|median|about|around|roughly|up)\s+(?:\w+\s+){0,3}$", before, re.IGNORECASE)
        return rate or bool(spent) or not in_case
    if rate:
        return figure.value > 12 or bool(_COUNTED_TRACE.match(figure.thing))  # noqa: PLR2004  a dozen
    return bool(_COUNTED_TRACE.match(figure.thing)) and (figure.value > 12 or not in_case)  # noqa: PLR2004


def same_value(left: Figure, right: Figure) -> bool:
    """Say whether two figures agree, up to honest rounding and equal units."""
    kinds = {left.unit, right.unit}
    if len(kinds) > 1 and kinds != {"percent", "share"} and not kinds <= {"count", "money"}:
        return False
    if left.top is not None and right.top is not None and (left.top, left.base) != (right.top, right.base):
        return abs(left.value - right.value) <= 0.5 and "share" not in kinds  # noqa: PLR2004
    if "percent" in kinds:
        whole = left.value == round(left.value) or right.value == round(right.value)
        return abs(left.value - right.value) <= (0.5 if whole else 0.05)  # noqa: PLR2004  rounding to a unit
    return abs(left.value - right.value) <= ROUNDING * max(abs(left.value), abs(right.value))


def values_of(text: str) -> list[Figure]:
    """List the figures of a text with the parts of each "n of N" as counts of their own."""
    found = figures(text)
    parts = [
        Figure(figure.span, value, "count")
        for figure in found
        if figure.unit == "share" and figure.top is not None and figure.base is not None
        for value in (figure.top, figure.base)
    ]
    return found + parts
