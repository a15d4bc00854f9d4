"""How far an act reaches, how often it is done and how it is felt: what a line of a persona and an item on the same act may say contrary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.grammar import Span, sentences, words
from wbcoach.numerals import NUMBER_WORDS, value_of
from wbcoach.vocabulary.reversals import NOT_THERE, roots

if TYPE_CHECKING:
    from wbcoach.evidence import Item

_PERIODS: Final = {"hour": "hour", "day": "day", "morning": "day", "evening": "day", "night": "day", "afternoon": "day"} | {
    one: one for one in ("week", "fortnight", "month", "quarter", "year")
}  # fmt: skip
_WEEKDAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_EVERY: Final = re.compile(
    rf"\b(?:always|every\s+(?:single\s+)?time|each\s+time|whatever|no\s+matter|without\s+exception|every(?:thing|one|body)|all\s+(?:of\s+)?(?:the|my|their|our|these|those)"
    rf"|(?:each|every|any)\s+(?:single\s+|one\s+of\s+)?(?!(?:{'|'.join(_PERIODS)}|{_WEEKDAY}|other|few|now|so|more|body|one|thing)\b)\w+)\b",
    re.IGNORECASE,
)
_MOSTLY: Final = re.compile(
    r"\b(?:often|usually|mostly|regularly|frequently|most\s+(?:of\s+the\s+)?time)\b", re.IGNORECASE
)
_SELDOM: Final = re.compile(
    r"\b(?:rarely|seldom|hardly\s+ever|scarcely\s+ever|once\s+in\s+a\s+(?:while|blue\s+moon))\b",
    re.IGNORECASE,
)
_SOMETIMES: Final = re.compile(
    r"\b(?:sometimes|now\s+and\s+then|now\s+and\s+again|occasionally|from\s+time\s+to\s+time|some\s+of\s+(?:the|my|them|their)"
    r"|unless|except|(?<!the\s)only(?!\s+(?:just|one|two|\d|so|ever)))\b",
    re.IGNORECASE,
)
_IF: Final = re.compile(r"\bif\b(?P<when>[^.;,]{3,60})", re.IGNORECASE)
_OFTEN: Final = re.compile(
    rf"\b(?:(?P<times>{NUMBER_WORDS}|\d{{1,3}})\s+times|(?P<twice>once|twice|thrice))(?:\s+(?:an?|each|every|per)\s+(?P<per>{'|'.join(_PERIODS)}))?\b"
    rf"|\b(?:every|each)\s+(?P<period>{'|'.join(_PERIODS)})\b|\b(?P<adverb>hourly|daily|weekly|fortnightly|monthly|quarterly|yearly|annually)\b"
    rf"|\b(?:every\s+|on\s+)(?P<weekday>{_WEEKDAY})s?\b",
    re.IGNORECASE,
)
_TWICE: Final = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_ADVERBS: Final = {"daily": "day", "annually": "year", "hourly": "hour", "weekly": "week", "monthly": "month"} | {
    "fortnightly": "fortnight", "quarterly": "quarter", "yearly": "year",
}  # fmt: skip
_GLAD: Final = re.compile(r"\b(?:like[sd]?\s+(?:to|\w+ing|it|the)|lov(?:e|es|ed|ing)|enjoy(?:s|ed|ing)?|fond\s+of|look(?:s|ing)?\s+forward)\b", re.IGNORECASE)  # fmt: skip
_LOATH: Final = re.compile(
    r"\b(?:hat(?:e|es|ed|ing)|dread(?:s|ed|ing)?|dislik(?:e|es|ed|ing)|loath(?:e|es|ed|ing)|detest(?:s|ed)?|resent(?:s|ed)?|(?:can['’]?t|cannot)\s+(?:stand|bear)|(?:do|does)(?:n['’]t|\s+not)\s+(?:like|enjoy))\b",
    re.IGNORECASE,
)
_SHARED: Final = 2


def reaches_otherwise(line: str, item: Item) -> bool:
    """Say whether a line and the sentence of an item on the same act differ in how far or how often it is done, or in how it is felt."""
    own = roots(words(line))
    for sentence in sentences(item.text):
        told = sentence.of(item.text)
        shared = own & roots(words(item.text, sentence.start, sentence.end))
        if shared and _feels_otherwise(line, told):
            return True
        if len(shared) >= _SHARED and (
            _wider(line, told) or _wider(told, line) or _as_often(line, told) is False
        ):
            return True
    return bool(own & roots(words(item.text))) and _feels_otherwise(line, item.text)


def _wider(one: str, other: str) -> bool:
    """Say whether one text has an act done each time or mostly where the other has it done in some cases, or hardly ever."""
    if _EVERY.search(one) and not NOT_THERE.search(one, 0, _start(_EVERY, one)):
        return bool(
            _SOMETIMES.search(other) or _SELDOM.search(other) or _on_a_condition(other, one)
        ) and not (_EVERY.search(other) or _SOMETIMES.search(one))
    return bool(_MOSTLY.search(one)) and bool(_SELDOM.search(other))


def _start(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else 0


def _on_a_condition(text: str, line: str) -> bool:
    """Say whether an act is told under a condition that the line doesn't name."""
    match = _IF.search(text)
    if match is None:
        return False
    condition = roots(words(text, *match.span("when")))
    return bool(condition) and 2 * len(condition & roots(words(line))) <= len(condition)


def _as_often(line: str, told: str) -> bool | None:
    """Compare how often; None where one of the two doesn't say, or they count in other ways."""
    mine, theirs = _frequencies(line), _frequencies(told)
    kinds = {kind for kind, _ in mine} & {kind for kind, _ in theirs}
    if not kinds:
        return None
    return any(one in theirs for one in mine if one[0] in kinds)


def _frequencies(text: str) -> set[tuple[str, str]]:
    found = set()
    for match in _OFTEN.finditer(text):
        if match["times"] or (match["twice"] and match["twice"].lower() != "once") or match["per"]:
            counted = _TWICE.get((match["twice"] or "").lower()) or value_of(match["times"] or "1")
            per = _PERIODS[match["per"].lower()] if match["per"] else ""
            found.add(("times" + per, f"{counted:g}"))
        period = match["period"] or match["adverb"]
        if period:
            found.add(("period", _PERIODS.get(period.lower()) or _ADVERBS[period.lower()]))
        if match["weekday"]:
            found.add(("weekday", match["weekday"].lower()))
    return found


def _feels_otherwise(line: str, told: str) -> bool:
    """Say whether one is glad of the act that the other is loath to do; what the feeling is of has to be shared."""
    return any(_felt(line, mine) & _felt(told, theirs) for mine, theirs in ((_GLAD, _LOATH), (_LOATH, _GLAD)))


def _felt(text: str, feeling: re.Pattern[str]) -> frozenset[str]:
    """Give the roots of the sentence that a feeling stands in, the feeling's own words aside."""
    match = feeling.search(text)
    if match is None or (
        feeling is _GLAD and NOT_THERE.search(text, max(0, match.start() - 12), match.start())
    ):
        return frozenset()
    sentence = next((one for one in sentences(text) if one.covers(Span(*match.span()))), Span(0, len(text)))
    before, after = words(text, sentence.start, match.start()), words(text, match.end(), sentence.end)
    return roots((*before, *after))


def felt_alike(line: str, told: str) -> bool:
    """Say whether a text tells the feeling that a line tells, gladness or dislike, of something that both name."""
    return any(_felt(line, one) & _felt(told, one) for one in (_GLAD, _LOATH))
