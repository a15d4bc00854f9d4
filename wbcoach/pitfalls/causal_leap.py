"""What happens together need not cause each other, and teams then solve the wrong cause."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span, stems, words
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.casing import lowered
from wbcoach.vocabulary.conclusions import concluded
from wbcoach.vocabulary.effects import CHOICE, MISSED, SHIFT
from wbcoach.vocabulary.leaps import Leap, leaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D08"
LENS = "data"
SEVERITY = "major"
MESSAGE = "A cause is claimed that nothing here shows."
QUESTION = "What else could differ between those to whom it happened and the others?"
ASKED = "You write “{words}”: what else could differ between those to whom it happened and the others?"
LOOK_FOR = "A claim that one thing makes people leave, stop, miss or complain, or makes a figure rise or fall, drawn from two rates, from a sequence in time, from one case or from nothing; not a mechanical cause, nor a reason that customers gave."
BAD = [
    Example(
        "Today, choir members have to park two streets away when the hall is used by a school, which is why they stop coming after Christmas. Customers need a way to be in their seat by seven.",
        (("interview", "I walk ten minutes in the dark, it is fine, but my knees."),),
    ),
    Example(
        "Today, cafe guests have to queue twice when they pay by voucher: 31% of voucher guests never come back against 12% of the others, so the voucher drives them away. Customers need a way to pay once.",
        (("till_records", "May 2026: 31% of 400 voucher guests came once; 12% of 2,100 others."),),
    ),
    Example(
        "Today, readers have to return books to the main desk when the side hatch is shut. Loans fell after we moved the hatch, so the new hatch is causing the drop in loans. Customers need a way to return a book at night."
    ),
    Example(
        "Pupils drop out because the timetable is printed so late; they need to be able to plan a job around school."
    ),
]
GOOD = [
    Example(
        "Today, parcel couriers have to walk back to the van when a parcel does not fit, because the flaps in the new flats are 23 cm wide. Customers need a way to know a flap before they load.",
        (
            ("field_visit", "Measured 40 flaps in May 2026: all 23 cm."),
            ("interview", "Up with it, down with it."),
        ),
    ),
    Example(
        "Today, runners have to give up a place when they move house; 48 of the 61 who gave one up in 2026 named the move as the reason on the form. Customers need a way to pass a place on.",
        (
            ("exit_form", "2026: 61 places given up, 48 for a move."),
            ("interview", "I would have given it to my sister."),
        ),
    ),
    Example(
        "Today, choir members have to stand at the back when they come late, and those who park at the station come late more often (May 2026: 14 of 40 against 6 of 38). Why is not known. Customers need a way to be in their seat by seven.",
        (
            ("door_count", "May 2026: 14 of 40 from the station, 6 of 38 on foot came late."),
            ("interview", "I run from the train, and the train is late too."),
        ),
    ),
]

_GIVEN = re.compile(
    r"\b(?:said|says|told\s+us|tell\s+us|explained|named|gave|cited?|mention(?:ed)?|report(?:ed|s)?|stated|wrote|according\s+to|by\s+their\s+own\s+account|as\s+(?:the|their|a)\s+reason|gave\s+as|randomi[sz]ed|experiment|a/b|control\s+group|trial|cause\s+(?:is\s+)?(?:not\s+known|unknown)|may\s+be|might\s+be|perhaps|possibly|not\s+known|whether)\b"
)
_AFTERWARDS = re.compile(
    r"\b(?:they|customers|users|people|we|as)\s+(?:said|told|were\s+told|explained|reported|gave|named)\b|\b(?:exit|leaving|survey)\s+(?:form|interviews?)\b"
)
_TESTED = re.compile(r"\b(?:experiment|a/b|randomi[sz]ed|control\s+group|reason|because|named|cited)\b")
_AGAINST = re.compile(
    r"\b(?:against|versus|vs\.?|compared|than|while|whereas|but\s+only|overall|of\s+(?:the\s+)?others|instead\s+of|on\s+average|rather\s+than)\b"
)
_SO = re.compile(r"(?:and\s+)?(?:so|clearly|hence|thus|therefore)\b")
_SENTENCES, _LEAPS = 12, 12


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look sentence by sentence for a marker of cause with an act of choice or a change of a figure as effect."""
    low = lowered(statement.text)
    best: Hit | None = None
    told = [found.item.text for found in evidence.linked]
    for sentence in statement.sentences[:_SENTENCES]:
        for leap in islice(leaps(low, sentence), _LEAPS):
            if _excused(statement, leap, low):
                continue
            sure = _weigh(statement, sentence, leap, told)
            if sure and (best is None or sure > best.confidence):
                best = Hit(leap.span, sure)
    for span, cause, effect, claimed in concluded(low, statement.sentences[:_SENTENCES]):
        leap = Leap(span, cause, effect, claimed)
        if not _excused(statement, leap, low) and (best is None or claimed > best.confidence):
            forced = leap.forced(low) or _given(low, statement.sentence_of(span), span)
            best = Hit(span, 0.45 if forced or _shown(told, low, leap) else claimed)
    if best:
        yield best


def _excused(statement: Statement, leap: Leap, low: str) -> bool:
    """Say whether others speak, or it is what is needed that would cause something."""
    span, slots = leap.span, statement.slots
    wished = slots.way and slots.need is not None and slots.need.covers(span) and slots.because is None
    purpose = statement.is_story and _SO.match(low, span.start)  # "so I stop arguing" tells what for
    return bool(wished or purpose or statement.quoted(span) or _GIVEN.search(low, span.start, span.end))


def _weigh(statement: Statement, sentence: Span, leap: Leap, told: list[str]) -> float:
    """Weigh a leap by what it stands on: two rates make it worse, a reason that was given or counted excuses it."""
    low = lowered(statement.text)
    if _compared(statement.text, low, sentence):
        return 0.8
    if not leap.sure:
        return 0.5 if MISSED.search(low, leap.effect.start, leap.effect.end) else 0.0
    if leap.forced(low) or _given(low, sentence, leap.span) or _shown(told, low, leap):
        return 0.45
    return leap.sure


def _compared(text: str, low: str, sentence: Span) -> bool:
    """Say whether two rates are set against each other beside the claim."""
    rates = [
        figure.span
        for figure in figures(text)
        if figure.unit in ("percent", "share") and sentence.start <= figure.span.start < sentence.end
    ]
    return len(rates) >= 2 and _AGAINST.search(low, rates[0].start, rates[-1].end + 30) is not None


def _given(low: str, sentence: Span, span: Span) -> bool:
    """Say whether customers gave the reason: "48 of 61 named the move as the reason"."""
    if _AFTERWARDS.search(low, span.end, sentence.end):
        return True
    return _SO.match(low, span.start) is None and _GIVEN.search(low, sentence.start, span.start) is not None


def _shown(told: list[str], low: str, leap: Leap) -> bool:
    """Say whether the evidence ties the two: a count does, one voice alone doesn't."""
    causes = stems(words(low, leap.cause.start, leap.cause.end))
    causes -= stems(words(low, leap.effect.start, leap.effect.end))
    weight = 0.0
    for text in told:
        item = lowered(text)
        tested = _TESTED.search(item)
        acts = tested or CHOICE.search(item) or SHIFT.search(item) or MISSED.search(item)
        if acts and causes & stems(words(item)):
            counted = any(figure.unit in ("percent", "share", "count") for figure in figures(text))
            weight += 1.0 if counted or tested else 0.5
    return weight >= 1
