"""A weasel word implies a count that nobody made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.quantities import VAGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D02"
LENS = "data"
SEVERITY = "minor"
MESSAGE = "The quantity is vague."
QUESTION = "How many of how many, over what time?"
ASKED = "“{words}”: how many of how many, over what time?"
LOOK_FOR = "A vague quantity in a claim about how many, how often or how long (most, often, hours); not in a quotation, not part of the task itself."
BAD = [
    Example(
        "Today, most ferry captains have to wait for a pilot when fog comes in. Customers need a way to be first at the quay."
    ),
    Example(
        "Today, kennel owners have to ring the vet all the time when a dog arrives without papers. Customers need a way to admit a dog at night."
    ),
    Example(
        "Today, print shops have to spend hours on proofs when a font is missing. Customers need a way to print what was designed."
    ),
    Example(
        "Increasingly, hosts have to repaint rooms when a guest has smoked. Customers need a way to rent the room again the same day."
    ),
]
GOOD = [
    Example(
        "Today, kennel owners who take in several dogs at once have to ring the vet when one arrives without papers. Customers need a way to admit a dog at night.",
        (
            ("interview", "Four dogs, one set of papers, ten at night."),
            ("kennel_log", "17 of 60 arrivals in May 2026 had none."),
        ),
    ),
    Example(
        "Today, ferry captains have to wait for a pilot when fog comes in: most of them (18 of 24 logged in March 2026) waited over an hour. Customers need a way to be first at the quay.",
        (("ops_log", "March 2026: 18 of 24 fog arrivals waited over an hour."),),
    ),
]

_TASK = re.compile(r"\b(?:several|various|some|few|many|most)\b", re.IGNORECASE)
_FALSE = re.compile(
    r"\b(?:at\s+most|most\s+of\s+all|as\s+many|as\s+often|how\s+many|how\s+often|some\s+(?:way|of\s+them|other|one|time)|some(?:one|thing|body)|in\s+some\s+way|so\s+many|usually\s+called|a\s+few|the\s+few|most\s+(?:urgent|recent|likely|important|expensive|common))\b",
    re.IGNORECASE,
)
_WINDOW, _FEW = 60, 12
_FREQUENCY = re.compile(
    r"most\s+(?:days|weeks|nights|mornings|months|shifts|evenings|times|weekends|years|just|simply|only|still|never|will|would)\b|(?:many|most|some)\s+of\s+(?:them|us|these|those)\b",
    re.IGNORECASE,
)
_DOING = re.compile(r"\s+[a-z]+ing\b", re.IGNORECASE)
_AT_TIMES = frozenset(("sometimes", "occasionally", "at times", "from time to time", "now and then"))


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find vague quantities in the claim, but not in quotations, in the need, in the task or beside a figure."""
    del evidence
    text = statement.text
    numbers = [
        figure
        for figure in figures(text)
        if figure.unit in ("percent", "share") or (figure.unit == "count" and figure.value > _FEW)
    ]
    first = True
    for match in VAGUE.finditer(text):
        words = match[0].lstrip()
        span = Span(match.end() - len(words), match.end())
        if (
            statement.quoted(span)
            or statement.in_need(span)
            or (
                _FALSE.search(text, max(0, span.start - 4), span.end)
                and not words.lower().startswith(("so many", "a few"))
            )
        ):
            continue
        if any(
            abs(figure.span.start - span.end) <= _WINDOW and figure.span.start >= span.end
            for figure in numbers
            if not words.lower().startswith("up to")
        ):
            continue
        sure = 0.5 if _other_fault(statement, span, words) else 0.75
        if _task_count(statement, span, words):
            sure = 0.4
        yield Hit(span, sure if first or sure < 0.6 else 0.7)
        first = first and sure < 0.6


def _other_fault(statement: Statement, span: Span, words: str) -> bool:
    """Say whether a word of frequency tells a trait ("always chasing"), or stands where the moment should ("call sometimes")."""
    text, slots = statement.text, statement.slots
    if words.lower() == "always" and _DOING.match(text, span.end):
        return True
    closes = slots.problem is not None and slots.problem.end <= span.end + 1
    return closes and slots.situation is None and words.lower() in _AT_TIMES


def _task_count(statement: Statement, span: Span, words: str) -> bool:
    """Say whether "several invoices" is part of the work, and not a claim of how many people or how often."""
    slots = statement.slots
    if not _TASK.match(words) or _FREQUENCY.match(words):
        return (
            words.lower() in {"regularly", "sometimes", "usually", "typically", "occasionally"}
            and slots.customer is not None
            and slots.customer.covers(span)
        )
    starts_customer = (
        slots.customer is not None and slots.customer.covers(span) and span.start - slots.customer.start <= 1
    )
    if starts_customer:
        return words.lower().startswith("some")
    if words.lower().startswith(("most", "many")):
        return any(slot is not None and slot.covers(span) for slot in (slots.situation,))
    return True
