"""A weasel word implies a count that nobody made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D02"
LENS = "data"
SEVERITY = "minor"
MESSAGE = "The quantity is vague."
QUESTION = "How many of how many, over what time?"
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

_NOUN = r"(?:[\w'’-]+\s+){0,2}?[\w'’-]+"
_QUANTITY = re.compile(
    rf"\b(?:(?:the\s+)?(?:vast\s+)?majority\s+of\s+(?:the\s+|our\s+)?[\w'’-]+|(?:a\s+(?:lot|number|handful|ton)|lots|loads|heaps|tons|plenty|(?:large|big|good|great)\s+share|huge\s+number|large\s+number|significant\s+(?:number|share|portion)|growing\s+number|good\s+part)\s+of\s+(?:the\s+|our\s+)?[\w'’-]+"
    rf"|(?:far\s+too|too|so|very|how)?\s*(?:many|(?<!the\s)most(?!\s+[\w-]+(?:ed|-after)\b)|few|countless|numerous|several|various|some)\s+(?:of\s+(?:the|our|their)\s+)?(?!of\b|way|kind|sort|thing\b|point\b|recent\b|other\b){_NOUN}?(?=\s|[,.;]|$)"
    r"|(?:very\s+)?(?:often|frequently|regularly|constantly|commonly|usually|typically|rarely|always|occasionally|repeatedly|increasingly|sometimes|invariably|endlessly)|all\s+the\s+time|(?:again\s+and\s+again|over\s+and\s+over(?:\s+again)?|time\s+and\s+again)|more\s+and\s+more(?:\s+[\w'’-]+)?|on\s+a\s+regular\s+basis|every\s+other\s+minute"
    r"|(?:(?:spend|waste|lose|wait|take|takes|spends|wastes|loses|waits|queue|for|taking|wasting|spending|losing|waiting)\s+)(?:for\s+)?(?:(?!all\b|the\b|under\b|over\b|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|half)\b)[\w-]+\s+){0,2}?(?:hours|days|weeks|months|ages|forever|(?:a\s+lot|lots)\s+of\s+time|too\s+much\s+time|too\s+long|a\s+long\s+time|much\s+time)"
    r"|up\s+to\s+(?:\d[\d,.]*|[a-z]+)\s+(?:hours?|days?|weeks?|minutes?|times|percent|%)|(?:thousands|hundreds|dozens|millions|scores|tens)\s+of\s+[\w'’-]+|nearly\s+(?:all|everyone|everybody)|almost\s+(?:all|every\w*|always|never)|hardly\s+(?:any|anyone|ever)|a\s+great\s+deal)\b",
    re.IGNORECASE,
)
_TASK = re.compile(r"\b(?:several|various|some|few|many|most)\b", re.IGNORECASE)
_FALSE = re.compile(
    r"\b(?:at\s+most|most\s+of\s+all|as\s+many|as\s+often|how\s+many|how\s+often|some\s+(?:way|of\s+them|other|one|time)|some(?:one|thing|body)|in\s+some\s+way|so\s+many|usually\s+called|a\s+few|the\s+few|most\s+(?:urgent|recent|likely|important|expensive|common))\b",
    re.IGNORECASE,
)
_WINDOW = 60


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find vague quantities in the claim, but not in quotations, in the need, in the task or beside a figure."""
    del evidence
    text = statement.text
    numbers = [figure for figure in figures(text) if figure.unit in ("percent", "share", "count")]
    first = True
    for match in _QUANTITY.finditer(text):
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
        sure = 0.75
        if _task_count(statement, span, words):
            sure = 0.4
        yield Hit(span, sure if first or sure < 0.6 else 0.7)
        first = first and sure < 0.6


def _task_count(statement: Statement, span: Span, words: str) -> bool:
    """Say whether "several invoices" is part of the work, and not a claim of how many people or how often."""
    slots = statement.slots
    if not _TASK.match(words):
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
