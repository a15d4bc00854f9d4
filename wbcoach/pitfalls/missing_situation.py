"""The moment decides how often it hurts, how badly, and which step of the journey is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.slots.markers import SITUATION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "T02"
LENS = "template"
SEVERITY = "major"
MESSAGE = "The moment when it happens is missing, or says nothing."
QUESTION = "Take me to the last time it happened: what had just occurred, and where were they?"
LOOK_FOR = "No occasion is given for the hardship, or an empty one such as 'when using the product' or 'when needed'."
BAD = [
    Example(
        "Today, school cooks have to count leftover portions twice. Customers need a way to order what will be eaten."
    ),
    Example(
        "Today, translators have to ask for the source file again when using our website. Customers need a way to start from what the client saw."
    ),
    Example(
        "Currently, gallery lenders have to chase condition reports at times. They need a way to know how a work has fared."
    ),
    Example(
        "Beekeepers must re-label every jar when they need to. Customers need a way to sell what they have bottled."
    ),
]
GOOD = [
    Example(
        "Today, crane drivers have to climb down for the load sheet on arrival at a new berth. Customers need a way to know the next lift from the cab.",
        (
            ("interview", "Every berth, down the ladder, up again."),
            ("terminal_log", "May 2026: 212 of 240 berth changes held the crane for over 10 minutes."),
        ),
    ),
    Example(
        "Today, opticians closing on Saturdays have to ring each patient whose lenses came late. Customers need a way to hand lenses over without a second trip.",
        (
            ("interview", "Saturday at five I am on the phone with a queue at the door."),
            ("order_records", "61 of 300 orders in April 2026 arrived after closing."),
        ),
    ),
]

_EMPTY = re.compile(
    r"(?:(?:when(?:ever)?|while|if|as|during)\s+)?(?:(?:they|users|customers|people|he|she|one|you)\s+(?:are\s+|try\s+to\s+|want\s+to\s+)?)?"
    r"(?:(?:they(?:['’]re|\s+are)\s+)?(?:on|in|at|inside)\s+(?:the|our|this)\s+(?:[\w-]+\s+)?(?:app|website|site|platform|product|portal|system|page|store|software)|(?:us(?:ing|e|es)|open(?:ing|s)?|access(?:ing|es)?|visit(?:ing|s)?|work(?:ing|s)?\s+with|interact(?:ing|s)?\s+with|logg?(?:ing|s)?\s+(?:in|on)(?:\s?to)?|navigat(?:ing|es?)|deal(?:ing|s)?\s+with|brows(?:ing|es?)|the\s+use\s+of|(?:daily\s+)?use\s+of)\s+"
    r"(?:(?:the|our|this|their|its|a|an)\s+)?(?:[\w-]+\s+){0,1}?(?:app|application|product|platform|website|site|web\s?page|system|service|tool|software|portal|solution|interface|it|them)"
    r"|(?:they\s+)?(?:need|want|wish|have|like|feel\s+like|try)(?:s|ing)?(?:\s+(?:to|it|so))?(?:\s+do\s+(?:so|it|this|that))?|needed|necessary|required|possible|applicable|relevant|appropriate|doing\s+(?:so|this|it|their\s+(?:work|jobs?))"
    r"|(?:they\s+)?(?:do|are\s+doing)\s+(?:it|this|that|so|their\s+(?:job|jobs|work))|(?:something|anything|things|life|the\s+world|stuff)\s+(?:happens?|changes?|goes?|go|comes?|occurs?|gets?|arises?)(?:\s+[\w-]+){0,4}|work(?:ing)?|at\s+work|times|the\s+day|their\s+(?:daily\s+)?(?:work|lives|life|job|jobs))\W*\Z",
    re.IGNORECASE,
)


_MOMENT = re.compile(
    r"\b(?:when(?:ever)?|while|whilst|during|until|each\s+time|every\s+(?:time|day|week|month|year|morning|evening|night)|as\s+soon\s+as|by\s+the\s+time|once\s+(?:the|a|they)|on\s+the\s+way|at\s+the\s+(?:door|counter|gate|till|start|end|moment\s+of))\b",
    re.IGNORECASE,
)


def _elsewhere(statement: Statement) -> bool:
    """Say whether a moment is named somewhere, outside the need, where no slot was read."""
    if (statement.is_story or statement.format == "pov") and SITUATION.search(statement.text):
        return True
    return any(not statement.in_need(Span(m.start(), m.end())) for m in _MOMENT.finditer(statement.text))


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a missing "when", or one that would be true of any moment."""
    del evidence
    slots = statement.slots
    situation = slots.situation
    if situation is None:
        sure = 0.85 if slots.hardship is not None or slots.proposal is not None else 0.7
        if statement.is_story or statement.format == "free":
            sure = 0.65
        nothing_else = slots.hardship is None and slots.need is None and slots.proposal is None
        if nothing_else or slots.hardship == "plain" or _elsewhere(statement):
            sure = 0.5
        yield Hit(None, sure)
    elif _EMPTY.match(situation.of(statement.text)):
        yield Hit(situation, 0.7)
