"""What is vivid beats what is typical: one case told as a pattern misleads."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from wbcoach.figures import SOURCE, figures
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.anecdotes import MAKES_A_RULE, anecdotes
from wbcoach.vocabulary.wishes import hoped_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement
    from wbcoach.vocabulary.anecdotes import Anecdote

CODE = "D05"
LENS = "data"
SEVERITY = "major"
MESSAGE = "One case, or a very small base, is told as a pattern."
QUESTION = "Who did you talk to that has NOT had this?"
LOOK_FOR = "A general claim that rests on one person, one event or a percentage of fewer than ten."
BAD = [
    Example(
        "Today, bakers have to throw out dough when the power dips, as happened to Ines last Tuesday. Customers need a way to save a batch."
    ),
    Example(
        "Today, surfers have to drive home when a beach is closed; a customer told us so in the shop. Customers need a way to know before they load the car."
    ),
    Example(
        "Today, stewards have to search for spare chairs when a hall is overfull: 66.7% of halls ran out (2 of 3 visited in May 2026). Customers need a way to seat everybody."
    ),
]
GOOD = [
    Example(
        "Today, bakers have to throw out dough when the power dips: 14 of 40 bakeries in the outage log of 2026 lost a batch. Customers need a way to save a batch.",
        (
            ("outage_log", "2026: 14 of 40 bakeries lost a batch."),
            ("interview", "On Tuesday I binned the lot."),
        ),
    ),
    Example(
        "Today, surfers have to drive home when a beach is closed; 6 of the 8 we spoke to in May 2026 had done so that month. Customers need a way to know before they load the car.",
    ),
]

_ALL_OF = re.compile(
    r"\(\s*(?:both|all\s+(?:two|three|four)|the\s+(?:only\s+)?(?:one|two|three))\b", re.IGNORECASE
)
_N_IS = re.compile(r"\bn\s*=\s*(\d)\b(?![\d,.])")
_SMALL, _FEW, _NEAR, _ALL = 10, 5, 40, 100
_CLOSE = 0.68
_TINY, _TINY_RULE, _DATA, _SITUATION, _VOICE = 0.7, 0.65, 0.4, 0.5, 0.45


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a rate on a tiny base, one person or event in the text, or a single voice behind a general claim."""
    tiny = _tiny_base(statement, evidence) or _all_of_few(statement)
    if tiny:
        yield tiny
        return
    told = sorted(anecdotes(statement), key=lambda one: -one.sure)
    if told:
        yield Hit(told[0].span, _weigh(statement, evidence, told[0]))
    elif (
        len(evidence.linked) == 1
        and evidence.linked[0].item.is_voice
        and not figures(evidence.linked[0].item.text)
    ):
        yield Hit(None, _VOICE, evidence=(evidence.linked[0].item.id,))


def _weigh(statement: Statement, evidence: Dossier, told: Anecdote) -> float:
    """Lower what illustrates data that stands beside it, and what only sets the moment."""
    if _has_counts(statement):
        return _DATA
    if (
        not told.generalised
        and told.sure < _CLOSE
        and any(_shares(found.item.text) for found in evidence.linked)
    ):
        return _DATA
    slots, text = statement.slots, statement.text
    cased = any(
        slot is not None and slot.covers(told.span) and "," not in text[slot.start : told.span.start]
        for slot in (slots.situation, slots.customer)
    )
    return _SITUATION if cased and not told.generalised else told.sure


def _has_counts(statement: Statement) -> bool:
    """Say whether the text itself counts several cases: a share of a base, or a number that a record or a visit gave."""
    text = statement.text
    for figure in figures(text):
        if hoped_for(statement, figure.span):
            continue
        if figure.unit == "percent" and figure.value < _ALL:
            return True
        if figure.unit == "share" and (figure.base or 0) >= _FEW:
            return True
        if figure.unit == "count" and figure.value > _FEW:
            sentence = statement.sentence_of(figure.span)
            if SOURCE.search(text, sentence.start, sentence.end):
                return True
    return False


def _shares(text: str) -> bool:
    return any(figure.unit == "share" and (figure.base or 0) >= _FEW for figure in figures(text))


def _tiny_base(statement: Statement, evidence: Dossier) -> Hit | None:
    """Find a percentage, or a part such as "half", whose base stands beside it or in the evidence and is tiny."""
    text = statement.text
    numbers = figures(text)
    percents = [figure for figure in numbers if figure.unit == "percent"]
    if not percents:
        return None
    for source, given in [("", text), *((found.item.id, found.item.text) for found in evidence.linked)]:
        for value in _small_shares(given):
            for percent in percents:
                if abs(percent.value - value) <= 1:
                    return Hit(percent.span, _TINY, evidence=(source,) if source else ())
    tiny = _N_IS.search(text) or _ALL_OF.search(text, percents[0].span.end, percents[0].span.end + _NEAR)
    return Hit(percents[0].span, _TINY) if tiny else None


def _small_shares(text: str) -> Iterator[float]:
    """Give the shares of bases below ten that a text tells: "2 of 3", and "3 landlords, 2 left"."""
    numbers = figures(text)
    for figure in numbers:
        if figure.unit == "share" and figure.base and figure.base < _SMALL:
            yield figure.value
    counts = [figure for figure in numbers if figure.unit == "count" and 0 < figure.value < _SMALL]
    for left, right in pairwise(counts):
        if right.value < left.value and right.span.start - left.span.end < _NEAR:
            yield 100 * right.value / left.value


def _all_of_few(statement: Statement) -> Hit | None:
    """Find "2 of 2 that we looked at" with a rule made of it."""
    text = statement.text
    for figure in figures(text):
        if (
            figure.unit != "share"
            or not figure.base
            or figure.base >= _FEW
            or hoped_for(statement, figure.span)
        ):
            continue
        sentence = statement.sentence_of(figure.span)
        if figure.top == figure.base and MAKES_A_RULE.search(text, figure.span.end, sentence.end):
            return Hit(figure.span, _TINY_RULE)
    return None
