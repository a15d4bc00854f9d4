"""The moment decides how often it hurts, how badly, and which step of the journey is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "T02"
LENS = "template"
SEVERITY = "major"
MESSAGE = "The moment when it happens is missing, or says nothing."
QUESTION = "Take me to the last time it happened: what had just occurred, and where were they?"
ASKED = "You write “{words}”: what had just occurred the last time, and where were they?"
ABOUT = "problem"
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
    r"|(?:they\s+)?(?:need|want|wish|have|like|feel\s+like|try)(?:s|ing)?(?:\s+(?:to|it|so))?(?:\s+do\s+(?:so|it|this|that))?|(?:(?:it|this|that)\s+is\s+)?(?:needed|necessary|required|called\s+for|asked\s+for)|possible|applicable|relevant|appropriate|doing\s+(?:so|this|it|their\s+(?:work|jobs?))"
    r"|(?:they\s+)?(?:do|are\s+doing)\s+(?:it|this|that|so|their\s+(?:job|jobs|work))|(?:something|anything|things|life|the\s+world|stuff)\s+(?:happens?|changes?|goes?|go|comes?|occurs?|gets?|arises?)(?:\s+[\w-]+){0,4}|work(?:ing)?|at\s+work|times|the\s+day|their\s+(?:daily\s+)?(?:work|lives|life|job|jobs))\W*\Z",
    re.IGNORECASE,
)
# Doing what one does, with nothing that marks the occasion: "when operating vehicles", "when they do research".
_ROUTINE = re.compile(
    r"(?:(?:when(?:ever)?|while|if|as|during)\s+)?(?:(?:they|users|customers|people|we|you|one)\s+(?:are\s+)?)?"
    r"(?:(?:us|utilis|utiliz|operat|handl|employ|access|work|manag|perform|conduct|carry|undertak|execut|run|process|engag|deal|consum|browse|interact|do)(?:ing|e|es|s|ning)?(?:\s+(?:with|in|on|out))?)\s+"
    r"(?:(?:the|our|this|their|its|any|some)\s+)?(?:[\w-]+\s+)?[\w-]+\W*\Z",
    re.IGNORECASE,
)
_SOME_USE = re.compile(r"\b(?:us(?:ing|e|es)|utili[sz]\w+|operat\w+|access\w*|employ\w+)\b", re.IGNORECASE)
_BARE_OBJECT = re.compile(
    r"[\w-]+\s+(?:with\s+|in\s+|on\s+|out\s+)?(?!late|short|low|out|over|alone|abroad|nights?)[\w-]+\W*\Z"
)
_OCCURS = re.compile(
    r"(?:(?:when(?:ever)?|while|if|as)\s+)?(?:there\s+(?:is|are)\s+(?:an?\s+|some\s+|any\s+)?(?:[\w-]+\s+)?(?:need|work|season|activity|business|demand|task|occasion|reason|opportunity|project|job|day|time|shift|event|something)\w*"
    r"|(?:[\w-]+\s+){0,2}(?:activity|activities|work|business|need|needs|tasks?|things|stuff|situations?|circumstances|events?|issues?|problems?|operations?|occasion|processes|interactions?)\s+(?:occurs?|arises?|takes?\s+place|happens?|comes?\s+up|goes?\s+on|requires?|demands?|allows?|permits?|call\s+for\s+it|go\s+sideways|go\s+wrong))\W*\Z",
    re.IGNORECASE,
)
_ALWAYS = re.compile(
    r"(?:at\s+(?:various|different|all|certain)\s+(?:times|points)|in\s+(?:general|everyday\s+life|daily\s+life|their\s+(?:daily|everyday)\s+\w+)|on\s+(?:occasion|a\s+regular\s+basis|a\s+daily\s+basis|the\s+job)|from\s+time\s+to\s+time|(?:every\s+)?now\s+and\s+(?:then|again)|during\s+(?:the|their)\s+(?:day|work|working\s+day|workday|course\s+of\s+\w+))\W*\Z",
    re.IGNORECASE,
)


_TIME = re.compile(
    r"\b(?:\w+days?|nights?|mornings?|evenings?|weeks?|months?|seasons?|shifts?|winters?|summers?|autumns?|springs?|minutes?|hours?|years?|terms?|after|still)\b",
    re.IGNORECASE,
)
_EVENTS = r"arrivals?|departures?|handovers?|admissions?|discharges?|deliver(?:y|ies)|renewals?|inspections?|audits?|visits?|outages?|emergenc(?:y|ies)|storms?|harvests?|rush|peaks?|seasons?|deadlines?|exams?|meetings?|weekends?|nights?|evenings?|mornings?|afternoons?|days|dawn|dusk|noon|midnight|lunch|bedtime|closing|opening|launches|launch|releases?|premieres?|migrations?|upgrades?|rounds?|shifts?|match(?:es)?|games?|races?|fixtures?|festivals?|holidays?|trips?|journeys?|flights?|landings?|take-?off|surgery|operations?|births?|funerals?|weddings?|elections?|strikes?|lockdowns?|fires?|floods?|drills?|interviews?|hearings?|trials?|lessons?|classes|lectures?|seminars?|rehearsals?|performances?|concerts?|shows|auctions?|sales?|promotions?|recalls?|returns?|transfers?|moves?|relocations?|removals?|breakdowns?|incidents?|crash(?:es)?|accidents?|deaths?|divorces?|retirement|pregnanc(?:y|ies)|leave|onboarding|induction|training|probation|closures?|shutdowns?|stock-?takes?|intakes?|ramadan|christmas|easter|eid|diwali|term|semester|rain|snow|frost|fog|calls?|checks?|changeovers?|start-?up|set-?up|payday|quarter-end|month-end|year-end|tax\s+time|half-term|half-time"
_MOMENT = re.compile(
    rf"(?i)\b(?:when(?:ever)?|while|whilst|during|until|till|each\s+time|every\s+(?:time|day|week|month|year|morning|evening|night|(?-i:[A-Z])\w+)|as\s+soon\s+as|by\s+the\s+time|once\s+(?:the|a|an|they|\w+s)|on\s+the\s+way|at\s+the\s+(?:door|counter|gate|till|kerb|border|checkpoint|start|end|moment\s+of)|only\s+(?:at|on|in|after|when)|(?:the\s+)?(?:end|start)\s+of\s+(?-i:[A-Z])\w+"
    rf"|(?:on|upon|at|in|after|before|over|through)\s+(?:(?:the|a|an|each|every|their|his|her|its)\s+)?(?:[\w-]+\s+){{0,2}}?(?:{_EVENTS})\b|(?:on|upon|after|before)\s+\w+ing)\b",
)


_GAP = re.compile(r"\s*\[")


def _elsewhere(statement: Statement) -> bool:
    """Say whether a moment is named somewhere, outside the need, where no slot was read."""
    need = statement.slots.need
    return any(
        (need is None or not need.covers(Span(m.start(), m.end())))
        and not _GAP.match(statement.text, m.end())
        for m in _MOMENT.finditer(statement.text)
    )


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a missing "when", or one that would be true of any moment."""
    slots = statement.slots
    situation = slots.situation
    if situation is None or _in_need(statement, situation):
        sure = _missing(statement)
        if sure < _SHOWN and not evidence.linked and _only_told(statement):
            sure = 0.62
        yield Hit(None, sure)
    elif _says_nothing(situation.of(statement.text)):
        yield Hit(situation, 0.4 if statement.is_story else 0.7)


def _only_told(statement: Statement) -> bool:
    """Say whether a need, a cause or a fact is all there is: no act that a moment could belong to, and no moment."""
    slots = statement.slots
    if statement.is_story or slots.hardship is not None or _elsewhere(statement):
        return False
    beside = len(statement.words()) - len(statement.words(slots.need) if slots.need else ())
    return beside <= _BESIDE and _TIME.search(statement.text) is None


def _in_need(statement: Statement, situation: Span) -> bool:
    """Say whether the only moment is that of the need, in a sentence of its own."""
    slots = statement.slots
    if slots.need is None or slots.hardship is None or statement.is_story:
        return False
    first = statement.sentences[0]
    return slots.need.covers(situation) and slots.need.start > first.end


def _missing(statement: Statement) -> float:
    """Weigh a missing moment: sure beside a plain hardship, doubtful in stories, needs and loose prose."""
    slots = statement.slots
    if statement.is_story or (slots.hardship is None and slots.proposal is None):
        return 0.5
    if _elsewhere(statement):
        return 0.5
    if slots.proposal is not None:
        return 0.65
    if slots.hardship == "plain":
        return (
            0.62
            if slots.need is not None and len(statement.sentences) > 1 and _plainly_put(statement)
            else 0.5
        )
    return 0.85 if statement.format != "free" else 0.65


def _plainly_put(statement: Statement) -> bool:
    """Say whether a plain act follows its subject at the head of a sentence, with no circumstance in front."""
    slots = statement.slots
    if slots.customer is None or slots.problem is None:
        return False
    start = slots.customer.start
    if slots.customer.of(statement.text).lower() in {"they", "we", "he", "she"}:
        return False
    heads = any(start == one.start for one in statement.sentences) or (slots.opened and start < _OPENING)
    return heads and slots.problem.start - slots.customer.end <= _NEAR


_OPENING, _NEAR = 25, 20
_SHOWN, _BESIDE = 0.6, 30


def _says_nothing(situation: str) -> bool:
    """Say whether a moment would be true at any time."""
    if _EMPTY.match(situation) or _OCCURS.match(situation) or _ALWAYS.match(situation):
        return True
    if not _ROUTINE.match(situation):
        return False
    return _SOME_USE.search(situation) is not None or _BARE_OBJECT.search(situation) is not None
