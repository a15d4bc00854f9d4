"""Without the need, each reader fills in a solution of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "T04"
LENS = "template"
SEVERITY = "major"
MESSAGE = 'The second half, "Customers need a way to ...", is missing.'
QUESTION = "If this went away tomorrow, what could they do that they cannot do now?"
ASKED = "If what you tell in “{words}” went away tomorrow, what could they do that they cannot do now?"
ABOUT = "problem"
LOOK_FOR = "The statement tells a hardship but never says what the customer needs to be able to do."
BAD = [
    Example("Today, ferry crews have to recount life jackets when a passenger list changes."),
    Example("Currently, choir leaders must photocopy scores whenever a singer joins late."),
    Example("Allotment holders end up watering dead plots when the rota is a week old."),
    Example("We should build a chatbot for lost luggage."),
]
GOOD = [
    Example(
        "Currently, choir leaders must photocopy scores whenever a singer joins late. What they need is to be able to start the rehearsal with everybody reading.",
        (
            ("interview", "I stand at the copier while forty people wait."),
            ("diary_study", "9 of 14 rehearsals in March 2026 started late for want of scores."),
        ),
    ),
    Example(
        "Allotment holders end up watering dead plots when the rota is a week old, so they need to be able to know whose turn it is before they fill the can.",
        (("field_visit", "Watched 11 watering rounds; 6 plots had been given up."),),
    ),
]


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a hardship, or a proposal, with no need in any of its wordings."""
    del evidence
    slots = statement.slots
    if slots.need is None and (
        slots.hardship is not None or slots.proposal is not None or slots.customer is not None
    ):
        yield Hit(None, 0.9 if slots.hardship != "plain" else 0.75)
    elif slots.need is None:
        asks = statement.text.rstrip().endswith("?")  # somebody's question, not a statement
        yield Hit(None, 0.45 if asks else 0.65)
