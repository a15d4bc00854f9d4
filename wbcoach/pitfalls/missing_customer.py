"""Without somebody who has the problem, nobody can be asked and nothing can be checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.lexicon import names_people
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "T01"
LENS = "template"
SEVERITY = "major"
MESSAGE = "Nobody is named who has this problem."
QUESTION = "Who, exactly, lives with this? Name the people you would ring tomorrow to ask."
LOOK_FOR = "No person or group is named as the one who has the hardship: an impersonal or passive subject, or the author's own firm ('we')."
BAD = [
    Example(
        "Today, invoices have to be signed on paper when they cross a border. Customers need a way to release a shipment the same day."
    ),
    Example("It is difficult to find a free charging point when a road trip is re-routed."),
    Example(
        "Currently, we have to merge two member lists by hand before each election. Customers need a way to vote with one registration."
    ),
    Example("At the moment, permits must be collected in person when a stall changes its pitch."),
]
GOOD = [
    Example(
        "Currently, stallholders are made to collect a permit in person when they change their pitch. They need some way of starting to trade on the morning of the move.",
        (
            ("interview", "I lost the Saturday because the permit desk opens on Monday."),
            ("office_log", "84 of 130 pitch changes in 2026 waited over a weekend."),
        ),
    ),
    Example(
        "Whoever closes the library has to walk all four floors when the alarm panel shows a fault. Customers need a way to know which door is open.",
        (("field_visit", "Followed six closing rounds in May 2026; five took over twenty minutes."),),
    ),
]

_OWN = re.compile(r"(?:we|our\s+(?:team|company|organi[sz]ation|business|firm|product))\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"be\s+(?:\w+ly\s+)?[\w-]+(?:ed|en|wn|ne|nt|ught|id|ut|ld|pt|de|ad|rn|ck)\b", re.IGNORECASE
)
_WHO = re.compile(r"\b(?:who(?:ever|se)?|those|anyone|people)\b", re.IGNORECASE)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a hardship with no holder: no subject, an expletive one, "we", or a thing that is acted upon."""
    del evidence
    slots = statement.slots
    if statement.format == "jtbd":
        return
    customer = slots.customer
    if customer is None:
        if statement.format == "hmw":
            anyone = any(names_people(word.low) for word in statement.words() if word.low != "we")
            yield Hit(None, 0.5 if anyone else 0.65)
        elif slots.proposal is not None or slots.hardship == "expletive":
            yield Hit(None, 0.85)
        elif slots.hardship is not None or slots.need is not None:
            opening = statement.sentences[0] if statement.sentences else statement.whole
            anyone = any(names_people(word.low) for word in statement.words(opening))
            yield Hit(None, 0.65 if slots.opened and not anyone else 0.55)
        return
    if _OWN.match(customer.of(statement.text)):
        yield Hit(customer, 0.8)
        return
    people = any(names_people(word.low) for word in statement.words(customer))
    if people or _WHO.search(customer.of(statement.text)):
        return
    if slots.problem is not None and _PASSIVE.match(slots.problem.of(statement.text)):
        yield Hit(None, 0.85)
    elif customer.of(statement.text).lower() in {"it", "this", "that", "there"}:
        yield Hit(None, 0.7)
