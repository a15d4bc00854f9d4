"""Define is about what is true today; a wish or a forecast can't be observed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "T03"
LENS = "template"
SEVERITY = "blocker"
MESSAGE = "This states a wish, a plan or a forecast, not a hardship that people have today."
QUESTION = "What are people doing today, in the way things are, that you would not want to do yourself?"
LOOK_FOR = "No present hardship: a wish, a forecast, a proposal to build something, or a bare need with nothing that goes wrong today."
BAD = [
    Example(
        "In a few years, commuters will want seats that remember them. Customers need a way to travel in comfort."
    ),
    Example("Museum visitors would love a livelier gift shop when the tour is over."),
    Example("We should introduce a points card for loyal cyclists."),
    Example("Translators need a way to see the source text."),
    Example("As a tenant, I want to see the heating schedule."),
]
GOOD = [
    Example(
        "Today, bus riders can only pay with exact coins when they board before six in the morning. Customers need a way to get to an early shift with the money they have.",
        (
            ("ops_log", "June 2026: 318 of 2,900 early boardings refused for want of coins."),
            ("interview", "I keep a jar by the door, and when it is empty I walk."),
        ),
    ),
    Example(
        "As a carer on nights, I want to know who is on call when a pump alarms, so that I stop ringing five people in turn.",
        (
            ("interview", "Five numbers, one answers, and the pump is still going."),
            ("call_log", "May 2026: a median of 4 calls per alarm (n = 96)."),
        ),
    ),
]

_FUTURE = re.compile(
    r"\b(?:in\s+(?:the\s+)?(?:near\s+)?future|in\s+(?:a\s+few|the\s+coming|\w+)\s+years|by\s+20[3-9]\d|soon|tomorrow'?s?|one\s+day|some\s?day|(?:will|shall|'ll|’ll|are\s+going\s+to|is\s+going\s+to)\s+(?:\w+\s+)?(?:want|need|expect|love|demand|prefer|look\s+for|require|ask\s+for|be\s+able))\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:would\s+(?:really\s+|all\s+)?(?:love|adore|like|enjoy|kill\s+for|be\s+thrilled|jump\s+at|appreciate|be\s+(?:happy|delighted|glad|great|nice|good|useful|helpful)|benefit|welcome|prefer)|(?:it\s+)?(?:would|could)\s+be\s+(?:great|nice|good|useful|helpful|cool|better|even\s+nicer)|wish(?:es)?\s+(?:for|to|they|that)|dreams?\s+of|hopes?\s+(?:for|to)|are\s+(?:excited|interested)|deserves?)\b",
    re.IGNORECASE,
)
_OPPORTUNITY = re.compile(
    r"\b(?:there\s+is\s+(?:a\s+|an\s+)?(?:huge\s+|big\s+|great\s+)?(?:opportunity|potential|market)|opportunity\s+to|growing\s+(?:market|demand|interest|trend))\b",
    re.IGNORECASE,
)


_ASIDE = 5
_HARD = re.compile(
    r"\b(?:not|never|no|without|lost?|wait\w*|wrong|late|again|stuck|fail\w*|missing|miss|hard|difficult|cannot|can['’]?t|hours?|costs?|pain|problem|struggl\w+|wast\w+|unable|only)\b|n['’]t\b",
    re.IGNORECASE,
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a proposal, a wish or a forecast with no hardship beside it, or a need with nothing wrong today."""
    del evidence
    slots = statement.slots
    if statement.is_story:
        if not statement.hardship_named:
            yield Hit(None, 0.62 if statement.format == "jtbd" else 0.7)
        return
    if slots.hardship in ("must", "cannot", "suffers", "expletive"):
        start = slots.problem.start if slots.problem else 0
        forecast = _FUTURE.search(statement.text, max(0, start - 60), start + 20)
        if (
            forecast
            and slots.hardship != "expletive"
            and not re.search(r"\b(?:from|when)\s+\d|\b20\d\d\b", statement.text)
        ):
            yield Hit(None, 0.55)
        return
    if slots.proposal is not None:
        yield Hit(None, 0.9)
        return
    for pattern, sure in ((_FUTURE, 0.8), (_WISH, 0.8), (_OPPORTUNITY, 0.7)):
        match = pattern.search(statement.text)
        if match and not statement.quoted(Span(match.start(), match.end())):
            yield Hit(None, sure)
            return
    if slots.need is not None and slots.problem is None and slots.hardship is None:
        alone = len(statement.sentences) == 1
        rest = len(statement.words()) - len(statement.words(statement.need_sentence))
        bare = not _HARD.search(statement.text) and rest <= _ASIDE
        if re.search(
            r"\binstead\s+of\b|\bso\s+(?:that\s+)?they\s+(?:do\s+not|don['’]t|no\s+longer|never)\b",
            statement.text,
            re.IGNORECASE,
        ):
            alone = bare = False  # what goes wrong today is named after all
        yield Hit(None, 0.75 if alone else (0.62 if bare else 0.5))
    elif slots.hardship is None and slots.problem is None:
        yield Hit(None, 0.45)
