"""Define asks what data informed the statement; without any it is an opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.figures import PERIOD, SOURCE, figures, is_claim
from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D01"
LENS = "data"
SEVERITY = "major"
MESSAGE = "No data stands behind this: none in the text, none linked, none found."
QUESTION = "What did you see or hear that made you write this?"
LOOK_FOR = "No observation, count, quotation or source in the text, and no feedback item that supports it."
BAD = [
    Example(
        "Today, stage managers have to re-tape the floor when a set is swapped. Customers need a way to start on the mark."
    ),
    Example(
        "Today, dog walkers have to carry ten keys when a client moves. Customers need a way to get in on the day."
    ),
    Example(
        "Currently, puppeteers must rewire a light whenever a stage is turned. They need a way to be seen."
    ),
]
GOOD = [
    Example(
        "Today, stage managers have to re-tape the floor when a set is swapped. Customers need a way to start on the mark.",
        (("interview", "Forty minutes on my knees, twice a day."),),
    ),
    Example(
        "Today, dog walkers have to carry ten keys when a client moves, and 9 of the 14 we interviewed in May 2026 had been locked out. Customers need a way to get in on the day.",
    ),
]


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a statement with no data in its words, none linked to it, and none that was found for it."""
    if evidence.linked or evidence.supporting or evidence.contradicting or _has_data(statement):
        return
    yield Hit(None, 0.9 if not evidence.searched or evidence.items else 0.6)


def _has_data(statement: Statement) -> bool:
    text = statement.text
    if any(not _template_quote(statement, quotation) for quotation in statement.quotations):
        return True
    slots = statement.slots
    for figure in figures(text):
        if statement.in_need(figure.span):
            continue  # a wish for 30% is no observation
        in_case = any(
            slot is not None and slot.covers(figure.span)
            for slot in (slots.customer, slots.problem, slots.situation, slots.need)
        )
        if is_claim(text, figure, in_case=in_case) and not (
            slots.customer and slots.customer.covers(figure.span) and figure.unit == "count"
        ):
            return True
    source = SOURCE.search(text)
    return bool(source and PERIOD.search(text)) or bool(
        source and not statement.in_need(Span(source.start(), source.end())) and _told(text)
    )


def _told(text: str) -> bool:
    low = text.lower()
    return any(
        word in low
        for word in ("told us", "said", "we saw", "we heard", "interviewed", "shadowed", "observed", "survey")
    )


def _template_quote(statement: Statement, quotation: Span) -> bool:
    """Short quotations are names of things, not words of customers."""
    return len(statement.words(quotation)) < 4
