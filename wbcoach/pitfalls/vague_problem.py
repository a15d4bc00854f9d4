"""A mood or a label can't be observed, timed or counted, so nobody can say when it is gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, content, stem
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.labels import TROUBLE, labelled
from wbcoach.vocabulary.moods import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "S08"
LENS = "scope"
SEVERITY = "major"
MESSAGE = "The hardship is a label or a mood; there is nothing to watch, time or count."
QUESTION = "If I stood behind them with a camera, what would I film?"
ASKED = "Where you write “{words}”, what would a camera behind them film?"
LOOK_FOR = "The hardship is only a mood or a label (bad experience, friction, frustration, inefficient process) with no act, thing or event that could be seen."
BAD = [
    Example(
        "Today, cellists in touring orchestras have to cope with all sorts of hassle when they fly. Customers need a way to arrive with the instrument they packed."
    ),
    Example(
        "Right now the handover process is clunky and chaotic whenever a campsite changes hands. Campsite wardens need to be able to open on the first of May."
    ),
    Example(
        "Adoptive parents feel overwhelmed by the whole procedure once a match is made. They need a way to prepare a room before the child comes."
    ),
    Example("As a lift mechanic, I want to see the last fault, because the process is a nightmare at night."),
]
GOOD = [
    Example(
        "Today, cellists in touring orchestras have to buy a second seat at the counter when the gate crew turns the case away. Customers need a way to board with the instrument they packed.",
        (
            ("interview", "Row 30, me and the cello, four hundred and ten euros."),
            ("tour_log", "Season 2025/26: 9 of 44 flights needed a seat bought at the counter."),
        ),
    ),
    Example(
        "Today, ward sisters have to worry about which of two fridges holds the blood when the theatre rings at night. Customers need a way to send a porter to the right floor at once.",
        (
            ("interview", "You say the second floor and you hope."),
            ("porter_log", "June 2026: 14 of 61 night runs went to the wrong fridge first."),
        ),
    ),
    Example(
        "Today, debt advisers have to explain a confusing letter line by line when two creditors use one reference. Customers need a way to tell a client whom to pay first.",
        (("observation", "5 of 8 sessions in May 2026 spent over ten minutes on one letter."),),
    ),
]

_DETAIL = 9  # words
_THEY = frozenset("they them their we us our i my he she his her one it its".split())
# To a patient, pain is no label.
_CLINICAL = re.compile(
    r"\b(?:patients?|survivors?|sufferers?|people\s+(?:with|who\s+have)|amputees?|women\s+in\s+labou?r)\b",
    re.IGNORECASE,
)
_BODY = re.compile(r"\b(?:pains?|discomfort|fatigue|anxiety|confusion|stress|breath\w*)\b", re.IGNORECASE)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Take the surest of the places where trouble is named and not told."""
    del evidence
    best: Hit | None = None
    for span, sure in labelled(statement):
        weighed = _weigh(statement, span, sure)
        if weighed and (best is None or weighed > best.confidence):
            best = Hit(span, weighed)
    if best is not None:
        yield best


def _weigh(statement: Statement, span: Span, sure: float) -> float:
    """Lower a sureness where the words are quoted or wished, or where something to see is told beside them."""
    slots = statement.slots
    if statement.quoted(span) or (slots.way and statement.in_need(span)):
        return 0.0
    customer = slots.customer
    if customer and _CLINICAL.search(customer.of(statement.text)) and _BODY.search(span.of(statement.text)):
        return 0.0
    if slots.need and slots.need.covers(span) and statement.format != "hmw":
        return 0.0
    problem = slots.problem
    if problem is not None and problem.overlaps(span):
        before = statement.words(Span(problem.start, span.start)) if span.start > problem.start else []
        if sum(word.low not in SMALL for word in before) >= 2:
            return min(sure, 0.5)
        told = False
    else:
        told = problem is not None and slots.hardship in {"must", "cannot", "suffers"}
        sure = max(0.6, sure - 0.1) if sure >= 0.6 else sure
    return min(sure, 0.45) if told or _told_elsewhere(statement, span) else sure


def _told_elsewhere(statement: Statement, span: Span) -> bool:
    """Say whether another sentence, which is not the need, goes into detail about the same people or things."""
    need = statement.need_sentence
    around = next((sentence for sentence in statement.sentences if sentence.overlaps(span)), statement.whole)
    about = {stem(word.low) for word in content(statement.words(around))}
    for sentence in statement.sentences:
        if sentence.overlaps(span) or (need and sentence.overlaps(need)):
            continue
        found = statement.words(sentence)
        told = len(found) >= _DETAIL and not any(word.low in TROUBLE for word in found)
        if told and any(word.low in _THEY or stem(word.low) in about for word in found):
            return True
    return False
