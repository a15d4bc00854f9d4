"""A symptom can be moved without helping anybody: tickets fall when the phone number is hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.traces import DESK, FLOODED, LEAVING, LESSEN, RISING, TOIL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "S05"
LENS = "scope"
SEVERITY = "major"
MESSAGE = "This tells the trace that trouble leaves (tickets, complaints, drop-off), not what the customer goes through."
QUESTION = "Before the ticket was written or the page was left, what had just happened to that person?"
ASKED = "Behind “{words}”: what had just happened to one of these people?"
LOOK_FOR = "The hardship is a trace in the firm's own books (tickets, calls, complaints, reviews, drop-off, churn, no-shows), with no word of what the customer was going through; not a trace given as evidence beside a real hardship."
BAD = [
    Example(
        "Today, helpdesk staff at the water company have to answer 900 calls a month about estimated bills when the readings are late. Customers need a way to ask less."
    ),
    Example(
        "At the moment a third of the applicants drop off at the second page of the allotment form. They need a way to reach the last page."
    ),
    Example("Complaints about the night bus have doubled since spring. Passengers need a way to get home."),
    Example("How might we bring down the number of abandoned baskets in the seed shop?"),
]
GOOD = [
    Example(
        "Today, allotment applicants have to guess a plot number they were never sent when the form asks for it on page two. Customers need a way to apply from the gate of the plot they saw.",
        (
            ("web_analytics", "May 2026: 118 of 354 applicants left the form on page two."),
            ("interview", "A number? There is a number? It has a fence and nettles."),
        ),
    ),
    Example(
        "Today, helpdesk clerks at the water company have to open four systems one after the other when a caller asks about an estimated bill. Customers need a way to answer while the caller is on the line.",
        (
            ("observation", "11 of 14 calls in June 2026 went on hold for the third system."),
            ("interview", "I talk about the weather till it loads."),
        ),
    ),
]

_ABOUT = re.compile(r"\b(?:about|regarding|asking|over|because|when|from\s+\w+\s+who)\b", re.IGNORECASE)
_MUCH = re.compile(
    r"\d|hundreds|thousands|dozens|scores|flood|spike|wave|stream|backlog|avalanche|mountain|surge|rising|growing|increasing|high|record|endless|countless|volume",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b(?:at|after|on|before|half-?way|within|during|in)\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:because|as\s+they|so\s+they|which\s+asks|asks?\s+for|have\s+to|has\s+to|must|cannot|can['’]t|unable|do(?:es)?(?:n['’]t|\s+not)\s+(?:know|find|understand|have|see))\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s+\Z", re.IGNORECASE)
# The first letters of words without which no pattern of `traces` can match.
_WORDS = frozenset(
    "tick comp call drop chur boun aban canc refu retu revi rati no-s nosh esca char requ e-ma emai enqu inqu quer nps csat"
    " sati conv usag rete atte turn enga feed leav givi give stop exit unin unsu mess ques case chat cont fini come drif"
    " attr abse erro sign resp log ment star nega bad one- noth neve fail disen dise warr hotl help".split()
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find traces told as the hardship, where no hardship of the customer is told beside them."""
    del evidence
    if not any(word.low[:4] in _WORDS for word in statement.words()):
        return
    for span, sure in (*_toil(statement), *_moving(statement)):
        if statement.quoted(span) or (statement.slots.way and statement.in_need(span)):
            continue
        yield Hit(span, sure)
        return


def _toil(statement: Statement) -> Iterator[tuple[Span, float]]:
    """See a desk whose hardship is the number of tickets it answers."""
    problem, customer = statement.slots.problem, statement.slots.customer
    if problem is None or customer is None or statement.slots.hardship not in {"must", "plain", "suffers"}:
        return
    text = statement.text
    match = TOIL.match(text, problem.start, problem.end)
    if not match:
        return
    desk = DESK.search(text, customer.start, customer.end) is not None
    much = _MUCH.search(match["much"]) is not None
    topic = _ABOUT.search(text, match.end(), min(len(text), problem.end + 40)) is not None
    if desk and (much or topic):
        yield problem, 0.75 if much else 0.62
    elif desk or (much and topic):
        yield problem, 0.5


def _moving(statement: Statement) -> Iterator[tuple[Span, float]]:
    """See traces that rise, fall or speak, and people who leave without a word of why."""
    text, slots = statement.text, statement.slots
    if statement.is_story:
        region = slots.need or slots.problem
        match = LESSEN.search(text, region.start, region.end) if region else None
        if match and not slots.because and not slots.situation:
            yield Span(match.start(), match.end()), 0.65
        return
    for sentence in statement.sentences[:6]:
        need = statement.need_sentence
        if need is not None and need.start <= sentence.start:
            continue
        for pattern in (LEAVING, RISING, FLOODED):
            match = pattern.search(text, sentence.start, sentence.end)
            if not match:
                continue
            span = Span(match.start(), match.end())
            told = _told(statement, span)
            sure = 0.65
            if pattern is LEAVING:
                act = match["act"].lower()
                vague = not act.startswith(
                    ("drop", "churn", "bounc", "abandon", "uninstall", "unsub", "disengag", "drift")
                )
                sure = 0.6 if vague else 0.7
                if _CAUSE.search(text, match.end(), sentence.end):
                    told = True
            yield span, 0.4 if told else sure


def _told(statement: Statement, span: Span) -> bool:
    """Say whether a hardship of somebody is told besides the trace."""
    slots = statement.slots
    if slots.because is not None and not _SINCE.search(statement.text, 0, slots.because.start):
        return True
    if (
        slots.problem is not None
        and slots.hardship in {"must", "cannot", "suffers", "expletive"}
        and not slots.problem.overlaps(span)
    ):
        return True
    for sentence in statement.sentences:
        if sentence.overlaps(span) or (
            statement.need_sentence and sentence.overlaps(statement.need_sentence)
        ):
            continue
        if _CAUSE.search(statement.text, sentence.start, sentence.end):
            return True
    return False
