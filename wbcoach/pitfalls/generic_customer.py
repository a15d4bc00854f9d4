"""A customer who is nobody in particular can't be recruited, counted or pictured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.lexicon import GENERIC_PEOPLE, names_people
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "N01"
LENS = "need"
SEVERITY = "major"
MESSAGE = "The customer could be anybody."
QUESTION = "Which of them, and what do these do that other users do not?"
LOOK_FOR = "The customer is 'users', 'customers' or 'people' with nothing that narrows it; not the template's own 'Customers need a way to'."
BAD = [
    Example(
        "Today, users have to re-type an address when a parcel goes to a second home. Customers need a way to send things where they will be."
    ),
    Example(
        "Currently, people must phone three offices when a bin is missed. They need a way to know whose bin it is."
    ),
    Example("As a customer, I want to compare two mattresses, because I cannot lie on either of them."),
]
GOOD = [
    Example(
        "Today, users of the night bus who change in the city have to guess the platform when a stop is closed for works. Customers need a way to be on the right side of the road in time.",
        (
            ("interview", "I cross twice, and the second time I watch it leave."),
            ("ops_log", "May 2026: 22 closures, none announced at the stop."),
        ),
    ),
    Example(
        "Today, triage nurses have to open each photograph when a skin clinic is overbooked. Customers need a way to see the urgent ones first.",
        (
            ("interview", "It is the last one that frightens me."),
            ("clinic_log", "June 2026: 6 of 140 urgent photographs waited two days."),
        ),
    ),
]

_UNNARROWING = frozenset(
    "the our their your all most many some several various different modern busy everyday ordinary average regular typical today's everyone's every any each existing current new valued loyal normal real end potential"
    " smart other more these those online digital business general countless numerous few as of".split()
)
_COLLECTIVES = frozenset(
    "businesses companies organisations organizations consumers employees stakeholders individuals".split()
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look at the head of the customer and at what, if anything, narrows it."""
    del evidence
    customer = statement.slots.customer
    if customer is None:
        return
    low = [word.low for word in statement.words(customer)]
    narrowing = [word for word in low if word not in _UNNARROWING]
    if len(narrowing) != 1 or low[-1] != narrowing[0]:
        return
    head = narrowing[0]
    if head in {"they", "others", "persona", "personas"}:
        return
    if head in GENERIC_PEOPLE:
        yield Hit(customer, 0.9)
    elif head in _COLLECTIVES:
        yield Hit(customer, 0.65)
    elif names_people(head):
        yield Hit(customer, 0.4)
