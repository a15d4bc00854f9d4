"""A reviewer will ask "so what?", and a hardship that costs nobody anything isn't worth a team's year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.stakes import COST, SLIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "S09"
LENS = "scope"
SEVERITY = "minor"
MESSAGE = "Neither the statement nor its evidence shows what this costs anybody."
QUESTION = "What does it cost them when it happens, in their own units?"
ASKED = "What does “{words}” cost them each time, in their own units?"
ABOUT = "problem"
LOOK_FOR = "Nothing in the statement or its evidence shows a cost, loss, delay, risk or worry; advisory only, and never a reason to invent a number."
BAD = [
    Example(
        "Today, museum cashiers have to choose a ribbon colour when a school group buys tickets. Customers need a way to hand the tickets over.",
        (("observation", "9 of 9 cashiers at the north desk picked blue (May 2026)."),),
    ),
    Example(
        "Today, choir librarians have to confirm by e-mail when a score is lent to a soloist. Customers need a way to lend a score at the rehearsal.",
        (("interview", "I press the link, it says thank you, and that is that."),),
    ),
    Example(
        "Today, rowing coaches have to type the name of the club into the boat sheet when a crew goes out. Customers need a way to fill the sheet from the jetty.",
        (("field_visit", "Watched six coaches in June 2026; all typed it in full."),),
    ),
]
GOOD = [
    Example(
        "Today, choir librarians have to confirm by e-mail when a score is lent to a soloist. Customers need a way to lend a score at the rehearsal.",
        (
            (
                "loan_log",
                "May 2026: 8 of 31 loans lapsed while the mail lay unread, and the soloist sang from a photocopy.",
            ),
        ),
    ),
    Example(
        "Today, rowing coaches have to shout the name of each rower across the water when a crew goes out in fog. Customers need a way to know who is on the river.",
        (
            ("interview", "One empty boat came back last autumn. I shouted myself hoarse."),
            ("club_log", "2026: 14 of 90 outings in fog had a wrong crew list."),
        ),
    ),
]

_TWICE = re.compile(r"\b(?:twice|double|both|over\s+again)\b", re.IGNORECASE)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look for a cost in the text and in what is linked; speak up aloud only where the act is slight too."""
    if not evidence.linked or COST.search(statement.text):
        return
    if any(
        COST.search(found.item.text) or _TWICE.search(found.item.text) or _part_of_all(found.item.text)
        for found in evidence
    ):
        return
    problem = statement.slots.problem
    slight = problem is not None and SLIGHT.match(statement.text, problem.start, problem.end)
    template = statement.slots.hardship == "must" and statement.slots.way
    yield Hit(problem, 0.62 if slight and template else 0.4)


def _part_of_all(text: str) -> bool:
    """Say whether some of those observed met a thing and others did not: a difference that may be the cost."""
    return any(
        one.unit == "percent" or (one.top is not None and one.base is not None and one.top < one.base)
        for one in figures(text)
    )
