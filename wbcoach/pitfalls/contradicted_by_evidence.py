"""To hear in the review that the feedback says the opposite is the worst way to learn it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.pitfall import Example, Hit
from wbcoach.stance import Claim, counted_well
from wbcoach.vocabulary.reversals import turned_round

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier, Found
    from wbcoach.statement import Statement

CODE = "D06"
LENS = "data"
SEVERITY = "blocker"
MESSAGE = "Feedback on the same thing says the opposite, and the statement is silent on it."
QUESTION = "These items seem to say the opposite; what would make both true?"
ASKED = "These items seem to say the opposite of “{words}”; what would make both true?"
LOOK_FOR = "Items about the same people and the same thing that say it is otherwise (opposite outcome, number or negation), not set against the claim in the draft; another segment, another product or an older time narrows a claim and does not contradict it."
BAD = [
    Example(
        "Today, campers have to carry water from the village when the tap at the site fails. Customers need a way to cook on arrival.",
        (
            ("site_log", "Summer 2026: the tap ran on 98% of the days campers arrived."),
            ("interview", "Water at the tap was no problem, we never carried any."),
        ),
    ),
    Example(
        "Today, borrowers cannot renew a book when the branch is shut. Customers need a way to keep a book over a holiday.",
        (("web_log", "July 2026: 640 of 655 renewals made while branches were shut succeeded."),),
    ),
]
GOOD = [
    Example(
        "Today, campers have to carry water from the village when the tap at the site fails. Customers need a way to cook on arrival.",
        (
            ("site_log", "Summer 2026: the tap was dry on 41 of 92 days."),
            ("interview", "Two kilometres with a canister, every evening."),
        ),
    ),
    Example(
        "Today, borrowers without a card number cannot renew a book when the branch is shut, though 640 of 655 others could. Customers need a way to keep a book over a holiday.",
        (
            ("web_log", "July 2026: 640 of 655 renewals with a card number succeeded; 0 of 48 without."),
            ("interview", "My number is on the card and the card is in the car."),
        ),
    ),
]

_SAID = re.compile(
    r"\b(?:although|though|even\s+though|despite|while\s+(?:most|others|some)|others\s+(?:can|do|say|report)|on\s+the\s+other\s+hand|contrary\s+to|except|unlike)\b",
    re.IGNORECASE,
)
_LATER = 30  # days by which support has to be newer to outweigh what speaks against


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Set what contradicts against what supports: linked items first, then what a search found."""
    claim = Claim(statement)
    against = [found for found in evidence.contradicting if found.linked and not found.unlike]
    support = [found for found in evidence.supporting if found.linked]
    span = statement.slots.problem or statement.slots.customer
    if against:
        sure = 0.75 if _outweighs(claim, against, support) else 0.45
        if _SAID.search(statement.text):
            sure = min(sure, 0.5)
        yield Hit(span, sure, evidence=tuple(found.item.id for found in against))
        return
    found = [one for one in evidence.contradicting if not one.linked]
    if len(found) > 1:
        yield Hit(span, 0.5, evidence=tuple(one.item.id for one in found[:3]))


def _outweighs(claim: Claim, against: list[Found], support: list[Found]) -> bool:
    """Say whether what speaks against can't be put aside as older or as a single voice among many."""
    days = [found.item.day for found in support if found.item.day]
    theirs = [found.item.day for found in against if found.item.day]
    if days and theirs and (max(days) - max(theirs)).days > _LATER:
        return False
    counted = any(counted_well(claim, found.item) or _on_record(claim, found) for found in against)
    if len(against) == 1:  # one item against any support is too little for a blocker
        return counted and not support
    return counted or len(against) >= len(support)


def _on_record(claim: Claim, found: Found) -> bool:
    """Say whether a record with figures denies what the statement tells."""
    return (
        found.item.kind == "behavioral"
        and bool(figures(found.item.text))
        and turned_round(found.item.text, claim.denials)
    )
