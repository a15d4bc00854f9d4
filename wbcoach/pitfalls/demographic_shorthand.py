"""Reasoning rarely follows demographic lines; the label invites each reader's own stories."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.groups import TO_THE_POINT, demographic_groups
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "P01"
LENS = "persona"
SEVERITY = "major"
MESSAGE = "A demographic label stands in for what these people do."
QUESTION = (
    "What do these people do or think that others their age do not, and who outside the group does it too?"
)
LOOK_FOR = "Age, gender, income, origin, generation or family status picks the customer out although the task would be the same for others; not where a rule, the body, a life event or discrimination makes it matter."
BAD = [
    Example(
        "Today, millennial homebuyers have to scroll through listings twice when a filter resets. Customers need a way to go on where they stopped."
    ),
    Example(
        "Today, elderly passengers have to ask at the desk when a gate changes. Customers need a way to be at the right gate."
    ),
    Example(
        "Today, working mums have to call back when the practice line is busy. Customers need a way to ask once."
    ),
    Example(
        "Today, wealthy investors have to wait for a paper statement when a fund closes. Customers need a way to decide in time."
    ),
]
GOOD = [
    Example(
        "Today, women returning from maternity leave have to apply for their own shifts again when a ward has changed its rota. Customers need a way to come back to the hours they had agreed.",
        (
            ("case_records", "11 of 14 returns in 2026 began with a new application."),
            ("interview", "I applied for my own job."),
        ),
    ),
    Example(
        "Today, travellers over 75 have to post a doctor's letter when an insurer's age limit applies. Customers need a way to be covered before the fare expires.",
        (
            ("policy_rules", "Cover from 75 on requires a letter, 2026 terms."),
            ("call_records", "May 2026: 210 of 600 calls asked where to send it."),
        ),
    ),
]

_STUDY_LEVEL = re.compile(r"\b(?:women['’]s|men['’]s|girls['’]|boys['’])", re.IGNORECASE)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find a demographic label in the customer, unless the case gives it a reason."""
    customer = statement.slots.customer
    if customer is None:
        return
    for group in demographic_groups(statement.text, customer):
        if _STUDY_LEVEL.match(statement.text, group.start):
            continue
        to_the_point = bool(TO_THE_POINT.search(_case(statement))) or any(
            TO_THE_POINT.search(found.item.text) for found in evidence.linked
        )
        role = _only_a_relation(statement, group)
        yield Hit(_with_head(statement, customer, group), 0.3 if to_the_point else (0.4 if role else 0.7))
        return


def _case(statement: Statement) -> str:
    """Give the words that say why the label might matter: all but the need."""
    end = statement.need_sentence.start if statement.need_sentence else len(statement.text)
    return statement.text[: max(end, 1)]


def _only_a_relation(statement: Statement, group: Span) -> bool:
    """Say whether the label is the role itself ("mothers of twins"): narrowed by what follows."""
    after = statement.text[group.end : group.end + 12]
    words = group.of(statement.text).lower()
    plain = words in {
        "mothers",
        "fathers",
        "mums",
        "dads",
        "moms",
        "girls",
        "boys",
        "women",
        "men",
        "youth",
        "teenagers",
        "teens",
        "retirees",
        "pensioners",
        "migrants",
        "refugees",
        "immigrants",
    }
    return plain and bool(re.match(r"\s+(?:who|of|with|returning|taking|whose|in\s+the)\b", after))


def _with_head(statement: Statement, customer: Span, group: Span) -> Span:
    """Stretch over the noun that the label modifies: "Gen Z shoppers"."""
    end = group.end
    match = re.match(
        r"\s+(?!who\b|have\b|in\b|with\b|and\b|at\b|from\b|that\b|of\b)[\w'’-]+",
        statement.text[end : customer.end],
    )
    return Span(group.start, end + match.end()) if match else group
