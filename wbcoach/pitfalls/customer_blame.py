"""Blame ends the enquiry; often it was the service that was missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "P04"
LENS = "persona"
SEVERITY = "major"
MESSAGE = "The customer is blamed."
QUESTION = "What would a careful, able person have to know to get this right, and was it there?"
LOOK_FOR = "The cause given is the customer's fault: laziness, carelessness, refusal, not reading, not understanding what 'should' be clear."
BAD = [
    Example(
        "Today, hikers have to be fetched by helicopter when they are too lazy to check the forecast. Customers need a way to stay safe."
    ),
    Example(
        "Today, parents have to pay a fine when a book is late because they can't be bothered to read the reminder. Customers need a way to keep a book."
    ),
    Example(
        "Today, builders have to redo inspections when they ignore the checklist. Customers need a way to pass the first time."
    ),
    Example(
        "Today, guests have to call the desk when they carelessly leave the card in the room. Customers need a way to get back in."
    ),
]
GOOD = [
    Example(
        "Today, hikers have to turn back when the path is closed, because they do not know which board was updated. Customers need a way to choose a path that is open.",
        (
            ("interview", "Three boards, three dates."),
            ("ranger_log", "May 2026: 63 of 210 parties turned back at the closure."),
        ),
    ),
    Example(
        'Today, parents have to pay a fine when a book is late; "I was careless, and the slip had no date on it," said one of nine we interviewed in May 2026. Customers need a way to keep a book while it is being read.',
    ),
]

_BLAME = re.compile(
    r"\b(?:(?:are|is|being|get|were|was)\s+(?:\w+\s+)?(?:too|so|just|simply|often|always|plain)?\s*(?:laz(?:y|ier)|careless|stubborn|sloppy|irresponsible|ignorant|clueless|incompetent|negligent|inattentive|foolish|stupid|dumb|thoughtless|reckless|unwilling|uncooperative|disorgani[sz]ed|greedy|dishonest|to\s+blame|at\s+fault)"
    r"|too\s+(?:laz(?:y|ier)|careless|stubborn|impatient|proud|stupid|dumb|slow|ignorant|sloppy|cheap|busy\s+complaining|disorgani[sz]ed|lax)\s+to|(?:out\s+of|through|due\s+to|from|because\s+of|thanks\s+to)\s+(?:their\s+(?:own\s+)?|sheer\s+|pure\s+|user\s+|customer\s+)?(?:laziness|carelessness|negligence|stubbornness|ignorance|stupidity|sloppiness|forgetfulness|incompetence|inattention|user\s+error|human\s+error)"
    r"|refus(?:e|es|ing)\s+to|(?:(?:do|does|did)(?:n['’]t|\s+not)|never|won['’]t|will\s+not|can(?:['’]t|not)|could(?:n['’]t|\s+not))\s+(?:even\s+)?(?:be\s+)?(?:bother(?:ed)?\b|care\b(?!\s+for\b)|pay\s+attention|takes?\s+the\s+(?:time|trouble)|make\s+(?:an|the|any)\s+effort|listen\b|read\s+(?:the\s+|any\s+|our\s+)?(?:instructions|manual|e-?mails?|terms|docs|documentation|guide|rules|signs?|small\s+print|notice|labels?|reminders?|messages?|instructions)|follow\s+(?:the\s+|our\s+|any\s+|simple\s+)?(?:instructions|rules|process|procedures?|guidelines|steps|guidance|directions)|think\s+(?:ahead|before|it\s+through)|look\s+after|try\b|plan\s+ahead|check\s+(?:the|their)\b)"
    r"|fail(?:s|ed|ing)?\s+to\s+(?:understand|read|follow|learn|realise|realize|pay\s+attention|plan|grasp|appreciate|notice\s+the\s+obvious|listen|comply|check|bother|prepare|take\s+care)|ignor(?:e|es|ing)\s+(?:the\s+|our\s+|all\s+|every\s+|any\s+|repeated\s+|clear\s+)*(?:instructions?|rules?|warnings?|reminders?|manual|checklist|guidelines?|signs?|advice|emails?|e-mails?|notices?|policy|deadlines?|forms?|labels?|board|queue|paper\s+form|training|procedures?|messages?|labels?)"
    r"|could(?:n['’]t|\s+not)\s+care\s+less|(?:neglect|neglects|neglecting)\s+to|(?:make|makes|making)\s+(?:\w+\s+){0,2}?(?:silly|stupid|careless|sloppy|dumb|obvious|avoidable|needless)\s+(?:\w+\s+)?(?:mistakes?|errors?)|keep(?:s)?\s+(?:botching|bungling|fumbling|messing|breaking|losing|mislaying)|(?:botch|bungle|fumble)(?:s|es|ed)?\s+(?:the|it|their)|nobody\s+(?:takes|bothers|reads|checks|listens)|carelessly|lazily|stubbornly|negligently|(?:not|n['’]t)\s+(?:smart|clever|bright|intelligent|disciplined|organi[sz]ed|careful|diligent)\s+enough|user\s+error|their\s+own\s+fault|(?:only|just)\s+have\s+themselves\s+to\s+blame|should\s+know\s+better|(?:fill|fills|enter|enters|type|types|do|does|complete|use|uses)\s+(?:\w+\s+){0,3}?(?:wrong(?:ly)?|incorrectly|sloppily)\b|misuse|misuses|abuse\s+the|mess(?:es)?\s+(?:it\s+|things\s+)?up|lack(?:s)?\s+(?:of\s+|the\s+|any\s+)?(?:discipline|common\s+sense|care|diligence|effort)|(?:can['’]t|cannot)\s+be\s+trusted|don['’]t\s+get\s+it|with(?:out)?\s+(?:no\s+)?(?:thinking|bothering|any\s+care)\b)",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b(?:lazy|careless|stubborn|sloppy|irresponsible|ignorant|clueless|negligent|inattentive|thoughtless|undisciplined)\s+(?=[a-z]+s\b)",
    re.IGNORECASE,
)
_TOO = re.compile(
    r"\btoo\s+(?!busy|ill|sick|tired|young|old|far|small|late|early|short|tall|weak|frail|poor|many|much|few|long|big|heavy|remote|expensive|close|hot|cold|wet|afraid|scared|embarrassed|shy|ashamed|new|exhausted|overwhelmed|stretched|upset|deep|high|low|slowly|quickly|often|steep|narrow|loud|dark|bright|unwell|injured|disabled|distressed|rushed|hungry|full|crowded|little|hard|difficult|complicated|complex|good|bad|risky|dangerous|fragile)[a-z]+(?:y|ed|ish|ful|less|ant|ent|ic|ine|ive|ial)\s+to\s+[a-z]+",
    re.IGNORECASE,
)
_FORGET = re.compile(
    r"\b(?:(?:keep\s+|always\s+|constantly\s+)?forget(?:s|ting)?\s+(?:to|their|the)|(?:do|does)(?:n['’]t|\s+not)\s+understand\b(?!\s+(?:what|why|which|whether|how\s+much)))",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:app|system|page|site|website|portal|server|printer|machine|browser|scanner|sensor|terminal|software|tool|form|reader|device|update|supplier['’]s\s+\w+|link|button|card|lock|it)\s+(?:will\s+|may\s+|can\s+|would\s+|might\s+|does\s+)?$",
    re.IGNORECASE,
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find words of fault with people as their subject, outside quotations and the need."""
    del evidence
    for pattern, sure in ((_BLAME, 0.8), (_TOO, 0.65), (_NOUN, 0.7), (_FORGET, 0.4)):
        for match in pattern.finditer(statement.text):
            span = Span(match.start(), match.end())
            if (
                statement.quoted(span)
                or (statement.slots.way and statement.in_need(span))
                or _THING.search(statement.text[max(0, span.start - 40) : span.start])
            ):
                continue
            start = _subject(statement.text, span.start)
            yield Hit(Span(start, _object_end(statement.text, span.end)), sure)
            return


def _subject(text: str, at: int) -> int:
    match = re.search(
        r"(?:\b(?:because|since|as)\s+)?\b(?:they|he|she|who|[\w-]+s)\s+(?:(?:just|simply|often|also|still)\s+)?$",
        text[:at],
    )
    return match.start() if match and at - match.start() < 40 else at


def _object_end(text: str, at: int) -> int:
    match = re.match(r"(?:\s+(?!when\b|and\b|but\b|so\b|because\b)[\w'’-]+){0,4}", text[at:])
    return at + (match.end() if match else 0)
