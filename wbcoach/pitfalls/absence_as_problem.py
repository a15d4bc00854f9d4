"""A missing feature is a solution turned inside out; what people do instead stays untold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, each_phrase
from wbcoach.pitfall import Example, Hit
from wbcoach.solutions import is_built
from wbcoach.wares import SOLUTION_NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "S02"
LENS = "scope"
SEVERITY = "major"
MESSAGE = "The hardship named is a missing feature."
QUESTION = "Without it, what do they do instead, step by step?"
LOOK_FOR = "The hardship is only that some product, feature or function does not exist; what people do in its absence is not told."
BAD = [
    Example(
        "Today, sailing schools have to manage without a booking app when the wind drops. Customers need a way to move a lesson."
    ),
    Example(
        "Today, notaries do not have an online calendar when a sale is brought forward. Customers need a way to set a date that both sides can keep."
    ),
    Example(
        "There is no unified dashboard for lift repairs. Building managers need a way to tell tenants how long to wait."
    ),
    Example(
        "Today, florists lack an integration with the wholesaler when roses run short. Customers need a way to promise only what will arrive."
    ),
]
GOOD = [
    Example(
        "Today, night porters have to decide alone when they have no colleague on the floor. Customers need a way to reach somebody who may say yes.",
        (
            ("interview", "There is me and the phone, and the phone rings out."),
            ("incident_report", "4 of 11 incidents in May 2026 waited for the morning."),
        ),
    ),
    Example(
        "Today, mountain guides have to walk back to the hut when there is no signal in the valley. Customers need a way to change a pick-up before the bus leaves.",
        (
            ("interview", "An hour down, an hour up, for one message."),
            ("hut_log", "June 2026: 31 of 77 groups sent somebody back."),
        ),
    ),
]

_ABSENT = re.compile(
    r"\b(?:lack(?:s|ing)?(?:\s+of)?|without|missing|absence\s+of|(?:do|does|did)(?:n['’]t|\s+not)\s+(?:yet\s+)?(?:have|get|offer|provide|support|include|come\s+with)|(?:have|has|had|there\s+(?:is|are)|there['’]s|with|offers?|provides?|get|gets)\s+(?:currently\s+)?(?:no|not\s+any|hardly\s+any)"
    r"|is\s+not\s+available|(?:there\s+(?:is|are))(?:n['’]t|\s+not)\s+(?:an?|any))\b",
    re.IGNORECASE,
)
_BUILT = re.compile(
    r"\b(?:built-in|native|in-app|online|digital|unified|centrali[sz]ed|automated|automatic|mobile|integrated|dedicated|proper|single|real-time|easy\s+way|simple\s+way|efficient\s+way|way\s+to\s+(?:export|import|filter|sort|search|sync|undo|bulk))\b",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"\b(?:signal|network|internet|power|water|electricity|colleague|staff|money|cash|savings|address|papers?|passport|permission|time|space|room|light|heating|transport|car|bank\s+account|smartphone|phone|licen[cs]e)\b",
    re.IGNORECASE,
)
_STOPS = frozenset(
    "when whenever if while during after before because so and but or to for that which who as until".split()
)
_SAID_MISSING = re.compile(
    r"\b(?:there\s+(?:is|are)\s+(?:currently\s+|still\s+)?(?:no|not\s+an?y?)|there['’]s\s+no|(?:the\s+)?(?:lack|absence)\s+of|(?:does|do)(?:n['’]t|\s+not)\s+(?:yet\s+)?(?:provide|offer|support|include|come\s+with))\s+(?:an?\s+|any\s+)?(?P<thing>(?:[\w'’-]+\s+){0,4}?[\w'’-]+)(?=[.,;]|\s+(?:and|so|for|in|when|which|that|to|on|at|with|yet|but)\b|$)"
    r"|(?:^|(?<=[.!?]\s))(?P<first>(?:[\w'’-]+\s+){1,4}?)(?:is|are)\s+missing\b",
    re.IGNORECASE,
)
_REACH = 8


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look in the hardship for an absence whose object is something that would be built."""
    del evidence
    slots = statement.slots
    region = slots.problem
    if statement.is_story:
        return
    for match in _SAID_MISSING.finditer(statement.text):
        span = Span(match.start(), match.end())
        group = "thing" if match["thing"] else "first"
        named = statement.words(Span(match.start(group), match.end(group)))
        if not statement.in_need(span) and not statement.quoted(span) and is_built(named):
            yield Hit(span, 0.7)
            return
    if region is None:
        return
    for match in _ABSENT.finditer(statement.text, region.start, region.end):
        after = statement.words(Span(match.end(), region.end)) if match.end() < region.end else []
        size = next((i for i, word in enumerate(after) if word.low in _STOPS), len(after))
        phrase = after[: min(size, _REACH)]
        if not phrase:
            continue
        thing = " ".join(word.low for word in phrase)
        hard = any(True for _ in each_phrase(phrase, SOLUTION_NOUNS))
        soft = is_built(phrase) or bool(_BUILT.search(thing))
        if _CIRCUMSTANCE.search(thing) and not hard:
            continue
        if hard or soft:
            yield Hit(_whole(statement, region, match.start()), 0.8 if hard else 0.65)
            return


def _whole(statement: Statement, region: Span, at: int) -> Span:
    """Take the whole hardship where the absence is near its start, else from the absence on."""
    near = len(statement.text[region.start : at].split()) <= 4
    return region if near else Span(at, region.end)
