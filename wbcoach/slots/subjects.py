"""Who a clause is about: step over openers and fronted clauses to the subject of its verb."""

from __future__ import annotations

import re

from wbcoach.grammar import Span, trim, words
from wbcoach.lexicon import names_people
from wbcoach.slots.markers import APOSTROPHE, FRONT, OPENER, SITUATION

_BREAK = re.compile(
    r";\s*|:\s+|\s[–—-]+\s|—\s*|,\s*(?:so|and|but|yet)\s+(?:so\s+)?(?=(?:they|it|customers|what|we|people|users|\w+s|(?:the|our|these|those|most|many|all|other|both)\s+(?:[\w'’-]+\s+){0,3}?[\w'’-]+s)\b[^,]*$)|,\s+(?=they\s*$)"
    r"|\s(?:so|and)\s+(?=(?:they|customers|what)\b)"
    r"|\b(?:is|was|shows?|showed|found|finds?|says?|said|means?|known?|believe|heard|saw|see|report)\s+that\s+",
    re.IGNORECASE,
)


_CLAUSAL_FRONT = re.compile(r"(?:when(?:ever)?|if|while|once|because|since|as|until)\b", re.IGNORECASE)


_DETERMINERS = frozenset("the a an our their all most many some every each".split())


_TRAILING_ADVERB = re.compile(
    rf"[\s,]+(?:often|still|usually|currently|now|always|regularly|sometimes|frequently|typically|generally|also|constantly|routinely|then|today|simply|just|either|all|both|each|\w+ly|will|would|do|may|might|{APOSTROPHE}ll)\s*$",
    re.IGNORECASE,
)


_WISHING = re.compile(
    r"\s+(?:would|will|shall|wants?|needs?|should|could|may|might|love|like|prefer|expect|deserve|hope|wish|are|is|can|do|does|have|has)\b",
    re.IGNORECASE,
)


def subject_start(text: str, start: int, end: int) -> int:
    """Step over openers and fronted clauses, to where the subject of the verb at `end` starts."""
    for match in _BREAK.finditer(text, start, end):
        start = match.end()
    for _ in range(3):
        opener = OPENER.match(text, start, end)
        begin = opener.end() if opener else start
        begin = _after_fronted(text, begin, end)
        if begin == start:
            break
        start = begin
    return start


def _after_fronted(text: str, start: int, end: int) -> int:
    if not (FRONT.match(text, start, end) or SITUATION.match(text, start, end)):
        return start
    commas = [
        m.end() for m in re.finditer(r",\s+(?!like\b|such\b|e\.g|including\b|or\b|and\b)", text[start:end])
    ]
    for offset in commas:
        rest = words(text, start + offset, end)
        if rest and any(names_people(word.low) for word in rest[:8]):
            return start + offset
    if commas:
        return start + commas[-1]
    return _uncommaed(text, start, end)


def _uncommaed(text: str, start: int, end: int) -> int:
    """Part "After each heavy rain the cellar" where no comma does: at the last determiner, or the people."""
    if _CLAUSAL_FRONT.match(text, start, end):
        main = main_clause_start(text, start, end)
        return start if main is None else main
    found = words(text, start, end)
    for position in range(len(found) - 1, 1, -1):
        if found[position].low in _DETERMINERS:
            return found[position].start
    if len(found) > 2 and names_people(found[-1].low):
        return found[-1].start
    return start


FINITE = frozenset("is are was were has have had can could will would may might should does did".split())
_PRONOUNS = frozenset("they he she we you i it".split())


def main_clause_start(text: str, start: int, end: int) -> int | None:
    """Find where the main clause starts after "when the baby naps" with no comma, for a verb at `end`.

    The fronted clause has its own finite verb by then, or a pronoun stands right before the verb.
    """
    if not _CLAUSAL_FRONT.match(text, start, end) or "," in text[start:end]:
        return None
    found = words(text, start, end)
    if len(found) > _LONG_FRONT and found[-1].low in _PRONOUNS:
        return found[-1].start
    low = [word.low for word in found]
    if {"who", "that", "which", "and", "or"} & set(low):
        return None
    verb = next((i for i, word in enumerate(low) if i > 1 and word in FINITE), None)
    if verb is None:
        return None
    for position in range(len(found) - 1, verb + 1, -1):
        if low[position] in _DETERMINERS or low[position] in _PRONOUNS:
            return found[position].start
    return None


_LONG_FRONT = 3


def drop_tail_adverbs(text: str, span: Span) -> Span:
    """Leave out adverbs between a subject and its verb."""
    while span:
        match = _TRAILING_ADVERB.search(text, span.start, span.end)
        if not match or match.start() <= span.start:
            return span
        span = trim(text, Span(span.start, match.start()), ",")
    return span


_RELATIVE_LEFT = re.compile(r"[\s,]+(?:who|that|which)$", re.IGNORECASE)


def without_relative(text: str, span: Span) -> Span:
    """Leave out a relative pronoun that the verb took with it."""
    match = _RELATIVE_LEFT.search(span.of(text))
    return Span(span.start, span.start + match.start()) if match else span


def fronted_for(text: str, customer: Span) -> Span:
    """Read "For night nurses, ..." as naming the customer."""
    match = re.match(r"(?:for|as)\s+(?:an?\s+)?", customer.of(text), re.IGNORECASE)
    if match:
        comma = customer.of(text).find(",")
        end = customer.start + comma if comma > 0 else customer.end
        return trim(text, Span(customer.start + match.end(), end))
    return customer


def wisher(text: str, spans: list[Span]) -> Span | None:
    """Find who wishes for something in a text that tells no hardship: "Hikers would love ..."."""
    for span in spans[:3]:
        start = subject_start(text, span.start, span.end)
        verb = _WISHING.search(text, start, span.end)
        found = words(text, start, verb.start()) if verb else []
        if (
            verb
            and 0 < len(found) <= 12
            and names_people(found[-1].low)
            and found[-1].low not in {"they", "we", "others"}
        ):
            return trim(text, Span(start, verb.start()))
    return None


def stands_in(text: str, customer: Span | None) -> bool:
    """Say whether a customer is missing, or a pronoun for one named elsewhere."""
    return customer is None or customer.of(text).lower() in {"they", "he", "she", "it", "we", "you", "i"}


def is_template_word(text: str, subject: Span) -> bool:
    """Say whether a subject is the template's own word, or one as general."""
    return subject.of(text).lower() in {
        "customers",
        "they",
        "customer",
        "he",
        "she",
        "we",
        "users",
        "people",
        "it",
    }
