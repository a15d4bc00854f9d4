"""A product named in the need closes the choice of solutions before anybody has looked for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.asks import asked
from wbcoach.vocabulary.solutions import asks_for_a_thing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "S01"
LENS = "scope"
SEVERITY = "blocker"
MESSAGE = "The need names a solution."
QUESTION = "Suppose that could not be built: what would they still need to be able to do?"
ASKED = "Suppose “{words}” were out of reach: what would they still need to be able to do?"
LOOK_FOR = "The need asks for a product, feature, technology, screen or document type instead of what the customer wants to get done."
BAD = [
    Example(
        "Today, hikers have to guess the water level when a ford is out of sight. Customers need a way to use a drone to look ahead."
    ),
    Example(
        "Today, bakers have to taste old dough when a label has washed off. Customers need an RFID tag on each tub."
    ),
    Example(
        "Today, landladies have to reread long threads when a guest disputes a bill. Customers need a way to get AI summaries of their threads."
    ),
    Example(
        "Today, coaches have to phone each parent when a pitch is flooded. Customers need a way to send push notifications."
    ),
    Example("We need a loyalty programme for our bakery."),
]
GOOD = [
    Example(
        "Today, ward clerks have to copy bed numbers from the dashboard onto a whiteboard when the day shift starts. Customers need a way to agree on who lies where before the first round.",
        (
            ("field_visit", "Watched nine shift starts; the board was wrong in six."),
            ("interview", "I copy it, somebody moves, I copy it again."),
        ),
    ),
    Example(
        "Today, app developers have to rebuild the app twice when a store rejects an icon. Customers need a way to know that an app will be accepted before they submit it.",
        (
            ("support_ticket", "Rejected for the icon again, third time this month."),
            ("build_log", "Q2 2026: 140 of 610 submissions were rejected for an image."),
        ),
    ),
    Example(
        "Today, couriers have to drive back to the depot when the app has no signal. Customers need a way to prove a delivery without a connection.",
        (
            ("interview", "I sign on my arm and type it in at night."),
            ("ops_log", "May 2026: 96 of 2,000 proofs were entered after the shift."),
        ),
    ),
]


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look in the need, or in what is proposed, for something that would be built and is asked for."""
    del evidence
    weighed = [(asks_for_a_thing(statement, span), span) for span in asked(statement)]
    sure, span = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
    if span is not None and sure:
        yield Hit(_trimmed(statement, span), sure)


def _trimmed(statement: Statement, span: Span) -> Span:
    """Leave off a clause that tells what it is good for."""
    stop = re.search(
        r",?\s+(?:so\s+that|so\s+they|in\s+order\s+to|because)\b", span.of(statement.text), re.IGNORECASE
    )
    return Span(span.start, span.start + stop.start()) if stop and stop.start() else span
