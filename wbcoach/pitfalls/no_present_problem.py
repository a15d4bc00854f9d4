"""Define is about what is true today; a wish or a forecast can't be observed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.slots.troubles import event_told, tells_trouble
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "T03"
LENS = "template"
SEVERITY = "blocker"
MESSAGE = "This states a wish, a plan or a forecast, not a hardship that people have today."
QUESTION = "What are people doing today, in the way things are, that you would not want to do yourself?"
ASKED = "You write “{words}”: what are people doing today that you would not want to do yourself?"
ABOUT = "need"
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

_FUTURE = screened(
    r"\b(?:in\s+(?:the\s+)?(?:near\s+)?future|in\s+(?:a\s+few|the\s+coming|the\s+next\s+\w+|two|three|four|five|ten|\d+)\s+years|over\s+the\s+(?:next|coming)\s+\w+|by\s+20[3-9]\d|tomorrow['’]s|the\s+\w+\s+of\s+tomorrow|(?:next-generation|future)\s+\w+s"
    r"|(?:will|shall|'ll|’ll|are\s+going\s+to|is\s+going\s+to|are\s+(?:about|likely|bound|set)\s+to)\s+(?:\w+\s+)?(?:want|need|expect|love|demand|prefer|look\s+for|require|ask\s+for|be\s+able|be\s+\w+ing|crave|insist|rely|enjoy|value))\b",
    re.IGNORECASE,
)
# A hardship that is yet to come, whatever "today" stands before it.
_FORECAST = re.compile(
    r"\bin\s+(?:the\s+(?:near\s+)?future|a\s+few\s+years|years\s+to\s+come)\b[^.;]{0,60}\bwill\b|\bwill\s+(?:soon\s+)?have\s+to\b[^.;]{0,60}\bin\s+the\s+(?:near\s+)?future\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:would\s+(?:really\s+|all\s+|much\s+|very\s+much\s+|certainly\s+|surely\s+)*(?:love|adore|like|enjoy|kill\s+for|jump\s+at|appreciate|benefit|welcome|prefer|rather(?!\s+not)|be\s+(?:(?:very|so|really|quite|more)\s+)?(?:thrilled|happy|happier|delighted|glad|pleased|excited|grateful|over\s+the\s+moon|great|nice|good|useful|helpful))"
    r"|(?:it\s+)?(?:would|could)\s+be\s+(?:great|nice|good|useful|helpful|cool|better)|it['’]d\s+be\s+(?:great|nice|good|useful|helpful|cool|better|even\s+nicer)|wish(?:es)?\s+(?:for|to|they|that)|dreams?\s+of|hopes?\s+(?:for|to)|are\s+(?:excited|interested|keen|eager|hungry)|deserves?|(?:simply|just|really|only|all)\s+wants?)\b",
    re.IGNORECASE,
)
# What is told is still to come.
_TO_COME = re.compile(
    r"\b(?:will(?!\s+not\b)|(?:is|are)\s+going\s+to|next\s+(?:year|quarter|month|season|spring|summer|autumn|winter)|(?:plans?|intends?|aims?)\s+to|(?:is|are)\s+expected\s+to|(?:in|by)\s+20(?:2[7-9]|3\d))\b",
    re.IGNORECASE,
)
_OPPORTUNITY = re.compile(
    r"\b(?:there\s+is\s+(?:a\s+|an\s+)?(?:huge\s+|big\s+|great\s+)?(?:opportunity|potential|market)|opportunity\s+to|growing\s+(?:market|demand|interest|trend))\b",
    re.IGNORECASE,
)
# People as the object of a plan: "sellers must be moved to the annual plan".
_TASK = re.compile(
    r"be\s+(?:\w+ly\s+)?(?:moved|migrated|converted|upgraded|upsold|persuaded|convinced|encouraged|nudged|incentivi[sz]ed|educated|trained|retained|re-?engaged|reactivated|won\s+back|brought\s+(?:back|in)|steered|guided|pushed|onboarded|signed\s+up|kept\s+on|locked\s+in|monetised|monetized|targeted|cross-sold|made\s+(?:aware|loyal))\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"^\W*(?:in\s+order\s+)?to\s+(?:protect|grow|increase|raise|boost|secure|hit|meet|improve|reduce|cut|lower|drive|win|keep|retain|safeguard|maximi[sz]e|reach|support|defend|stay)\b[^,.]{3,80},",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:from|when)\s+\d|\b20\d\d\b", re.IGNORECASE)
_INSTEAD = re.compile(
    r"\binstead\s+of\b|\bso\s+(?:that\s+)?they\s+(?:do\s+not|don['’]t|no\s+longer|never)\b", re.IGNORECASE
)
_TAIL = re.compile(r";|\b(?:because|since|as\s+in|given\s+that|as\s+(?:they|it|the))\b", re.IGNORECASE)
# What people are said to be like or after, and what firms hold to be so: no hardship.
_DISPOSED = re.compile(
    r"\b(?:likes?|loves?|adores?|enjoys?|prefers?|wants?|cares?|values?|cherish(?:es)?|prizes?|craves?|lives?\s+(?:for|on|by)|thrives?|seeks?|expects?|believes?|dreams?|drives?|fuels?|builds?|breeds?|creates?|leads?\s+to|pays?\s+off|matters?|makes?\s+(?:people|them|everyone|for)|wired|born|by\s+nature|naturally|always|deserves?|learns?|thinks?|social|curious|ambitious|modern|important|essential|key|vital|engagement|loyalty|delight|innovation|progress|excellence|generation)\b",
    re.IGNORECASE,
)
_ASIDE, _CLAUSE = 5, 6


# "They have to [what goes wrong today?]": a gap is no hardship.
_LEFT_OPEN = re.compile(r"\b(?:ha(?:ve|s)\s+to|must|can(?:not|['’]t))\s+\[[^\[\]]{1,80}\?\]", re.IGNORECASE)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a proposal, a wish or a forecast with no hardship beside it, or a need with nothing wrong today."""
    del evidence
    slots = statement.slots
    if statement.is_story:
        if not statement.hardship_named:
            yield Hit(None, 0.62 if statement.format == "jtbd" else 0.7)
        return
    if slots.problem is None and _LEFT_OPEN.search(statement.text):
        yield Hit(None, 0.9)
        return
    if slots.hardship in ("must", "cannot", "suffers", "expletive"):
        yield from _beside_hardship(statement)
        return
    if slots.proposal is not None:
        yield Hit(None, 0.9 if slots.hardship is None or not _told(statement) else 0.5)
        return
    for pattern, sure in ((_FUTURE, 0.8), (_WISH, 0.8), (_OPPORTUNITY, 0.7)):
        match = next(
            (m for m in pattern.finditer(statement.text) if _own(statement, Span(m.start(), m.end()))), None
        )
        if match:
            yield Hit(None, sure if slots.hardship is None else 0.5)
            return
    if slots.hardship is None or slots.need is None:
        to_come = _TO_COME.search(statement.text, 0, slots.need.start if slots.need else len(statement.text))
        if to_come and _foretold(statement, Span(to_come.start(), to_come.end())):
            yield Hit(None, 0.64)
            return
    if slots.need is not None and slots.hardship is None:
        yield _bare_need(statement)
    elif slots.hardship is None and slots.problem is None:
        yield Hit(None, 0.45)


def _beside_hardship(statement: Statement) -> Iterator[Hit]:
    """See a plan in the words of a hardship ("sellers must be moved ..."), or a forecast of one."""
    slots, text = statement.slots, statement.text
    if slots.hardship == "must" and slots.problem is not None and _TASK.match(text, slots.problem.start):
        yield Hit(slots.problem, 0.75 if _PURPOSE.match(text) else 0.55)
        return
    if slots.hardship == "expletive":
        return
    start = slots.problem.start if slots.problem else 0
    if _FUTURE.search(text, max(0, start - 60), start + 20) and not _DATED.search(text):
        yield Hit(None, 0.65 if _FORECAST.search(text, 0, start) else 0.55)


def _own(statement: Statement, span: Span) -> bool:
    """Say whether words are the statement's own claim: not a quotation, and not its need."""
    slots = statement.slots
    if statement.quoted(span):
        return False
    return slots.need is None or not slots.need.covers(span)


def _foretold(statement: Statement, words: Span) -> bool:
    """Say whether the future is told, and no trouble beside it; what people ask themselves today is no forecast."""
    asked = _QUESTION.search(statement.text, max(0, words.start - _REACH), words.start)
    return asked is None and not _told(statement) and not statement.quoted(words)


_QUESTION = re.compile(r"\b(?:which|what|when|who|whether|if|where|how)\b[^.;:,]*$", re.IGNORECASE)
_REACH = 50


def _told(statement: Statement) -> bool:
    """Say whether something that goes wrong is told outside the need."""
    need = statement.slots.need
    end = len(statement.text)
    if need is None:
        return tells_trouble(statement.text, 0, end)
    return tells_trouble(statement.text, 0, need.start) or tells_trouble(statement.text, need.end, end)


def _bare_need(statement: Statement) -> Hit:
    """Weigh a need by what stands beside it: nothing, a cause that is an event, or a clause that tells a trouble."""
    slots, text = statement.slots, statement.text
    need = slots.need or statement.whole
    tail = _TAIL.search(text, need.start, need.end)
    cause = slots.because or (Span(tail.end(), need.end) if tail else None)
    if _INSTEAD.search(text):
        return Hit(None, 0.5)
    if cause is not None:
        telling = tells_trouble(text, cause.start, cause.end) or event_told(text, cause.start, cause.end)
        if telling or _told(statement):
            return Hit(None, 0.4)
        return Hit(None, 0.65 if _DISPOSED.search(text, cause.start, cause.end) else 0.5)
    rest = len(statement.words()) - len(statement.words(statement.need_sentence))
    if slots.need_subject is not None and tells_trouble(
        text, slots.need_subject.start, slots.need_subject.end
    ):
        return Hit(None, 0.4)
    if _told(statement):
        return Hit(None, 0.4 if rest > _ASIDE else 0.55)
    alone = len(statement.sentences) == 1 and rest <= _CLAUSE
    return Hit(None, 0.75 if alone else (0.62 if rest <= _ASIDE else 0.5))
