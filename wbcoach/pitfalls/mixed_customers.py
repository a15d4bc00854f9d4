"""One statement can't serve groups whose goals differ, so whoever reads it serves the one they know."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, Word
from wbcoach.lexicon import GENERIC_PEOPLE
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.screen import screened
from wbcoach.vocabulary.sides import KIN, PAYERS, is_role, opposed, singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "S07"
LENS = "scope"
SEVERITY = "major"
MESSAGE = "Groups with different goals share one statement."
QUESTION = "Which of these groups would lose something if another were pleased fully?"
ASKED = "Of “{words}” and those around them, who would lose something if another were pleased fully?"
LOOK_FOR = "Two or more groups with different goals stand as the customer (buyers and sellers), or whoever pays stands in for whoever does the work; not several people with one and the same relation to the need."
BAD = [
    Example(
        "Today, boat owners and the harbour's crane operators have to shout across the quay when a hull is lifted in wind. Customers need a way to stop a lift in time."
    ),
    Example(
        "Examiners, candidates and their schools have to wait for a third marker when two marks lie far apart. They need a way to close a grade before admissions."
    ),
    Example(
        "How might we help grooms and horse owners agree on the feed when a horse is lame?",
    ),
    Example(
        "Today, heads of catering have to put up with late pot washing when a banquet runs over. Customers need a way to lay the next table on time."
    ),
]
GOOD = [
    Example(
        "Today, any parent, grandparent or guardian has to sign in at two desks when a child is collected from the ward at night. Customers need a way to reach the child before it wakes.",
        (
            ("interview", "Two desks, two pens, and he is crying behind the door."),
            ("ward_log", "May 2026: 64 of 80 night visits had two entries for one child."),
        ),
    ),
    Example(
        "Today, bakers and pastry cooks on the night shift have to read the oven card by torch when the strip light is out. Customers need a way to take the bread out on the minute.",
        (
            ("interview", "I count in my head. It is not good bread, the counted bread."),
            ("shift_log", "June 2026: 5 of 26 shifts without the light."),
        ),
    ),
    Example(
        "Today, daughters who look after a parent with dementia have to repeat the list of drugs to each new carer when the agency changes the rota. Customers need a way to leave the house sure that the evening dose is given.",
        (("diary_study", "7 of 9 families told the list to four or more carers (April 2026)."),),
    ),
]

_JOINT = re.compile(
    r"\s*,?\s*\b(?:and\s+(?:also\s+|even\s+)?|or\s+|as\s+well\s+as\s+|along\s+with\s+|together\s+with\s+|plus\s+|but\s+also\s+|versus\s+|vs\.?\s+)|\s*[,;]\s*(?:and\s+|or\s+)?|\s*&\s*|\s*/\s*|\s+\+\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\b(?:each\s+of\s+(?:them|whom)\s+(?:wants?|needs?|has|sees?|looks)|both\s+sides|either\s+side|on\s+(?:the\s+one|one)\s+(?:hand|side)|opposing|conflicting\s+(?:goals|interests|needs)|different\s+(?:goals|interests|needs|reasons|things|aims)|at\s+odds|wants?\s+something\s+else|all\s+(?:parties|sides))\b",
    re.IGNORECASE,
)
_MUTUAL = re.compile(
    r"\b(?:each\s+other|one\s+another|back\s+and\s+forth|between\s+them|argue\s+over|quarrel|haggle|dispute)\b",
    re.IGNORECASE,
)
_WANTS = screened(
    r"\b(?P<who>[a-z-]+)\s+(?:(?:also|only|really|just|all|each|mostly|simply|\w+ly)\s+)?(?:need|want)s?\s+(?!to\s+be\s+(?:told|seen)\b)",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:when(?:ever)?|if|because|since|that|which|what|whether|where|why|how|once|until|as|who)\s+(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
_BEAR = re.compile(
    r"(?:accept|tolerate|put\s+up\s+with|live\s+with|stand\s+by|watch|see|endure|cope\s+with|suffer|stomach|answer\s+for|sit\s+through)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:slow|late|poor|delayed|wrong|missed|sloppy|long|bad|unanswered|manual|incomplete|overdue)\s+(?:[\w-]+\s+){0,3}?\w+",
    re.IGNORECASE,
)
_CUT = frozenset(
    "who that which whose where with without in on at of from for to under over by near across between when while as whom"
    " living working using aged based covering looking taking running waiting returning caring travelling learning".split()
)
_FINITE = frozenset("is are was were has have so because had".split())
_PRONOUNS = frozenset("we i he she it you one they who that those these".split())
_MANY = 3


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See who is joined to whom in the customer, and whether they face each other."""
    del evidence
    slots = statement.slots
    text = statement.text
    for slot in (slots.customer, slots.need_subject):
        if slot is None:
            continue
        roles = _joined(statement, slot)
        if len(roles) > 1:
            sure = _sureness(text, slot, roles)
            yield Hit(Span(slot.start, max(roles[-1].end, slot.start + 1)), sure)
            return
    apart = _apart(statement)
    if apart is not None:
        yield Hit(apart, 0.65)
        return
    customer = slots.customer
    if customer is None:
        return
    if _overseer(statement, customer):
        yield Hit(customer, 0.62)
        return
    other = slots.need_subject
    if other is not None and not other.overlaps(customer):
        sure = _moved(statement, customer, other)
        if sure:
            yield Hit(customer, sure)


def _apart(statement: Statement) -> Span | None:
    """See two groups that are each said to need something of their own."""
    first = None
    for match in _WANTS.finditer(statement.text):
        who = match["who"].lower()
        span = Span(match.start("who"), match.end("who"))
        if who in GENERIC_PEOPLE or who in _PRONOUNS or not is_role(who) or statement.quoted(span):
            continue
        if _UNDER.search(statement.text, max(0, span.start - 50), span.start):
            continue
        if first is None:
            first = match
        elif singular(first["who"].lower()) != singular(who):
            return Span(first.start("who"), span.end)
    return None


def _sureness(text: str, slot: Span, roles: list[Word]) -> float:
    low = [role.low for role in roles]
    told = slot.of(text)
    if all(word in KIN for word in low):
        return 0.4
    faced = any(opposed(one, other) for one, other in combinations(low, 2))
    either = re.search(r"\bor\b", told, re.IGNORECASE) is not None and " and " not in told
    if either:
        return 0.5 if faced else 0.3
    if faced or _SPLIT.search(text):
        return 0.8
    if _MUTUAL.search(text):
        return 0.7
    if len(roles) >= _MANY:
        return 0.45 if len({_ending(word) for word in low}) == 1 or set(low) & KIN else 0.7
    owned = re.search(r"\b(?:and|with)\s+their\s+(?:own\s+)?(?:[\w-]+\s+){0,2}?[\w-]+$", told, re.IGNORECASE)
    if owned and not set(low) & KIN:
        return 0.7
    return 0.45


def _ending(word: str) -> str:
    return singular(word)[-4:]


def _joined(statement: Statement, slot: Span) -> list[Word]:
    """List the heads of the roles that are joined in a noun phrase; none where the joint lies inside one."""
    text = statement.text
    parts: list[list[Word]] = []
    start = slot.start
    for match in _JOINT.finditer(text, slot.start, slot.end):
        if match.start() > start:
            parts.append(statement.words(Span(start, match.start())))
        start = match.end()
    if not parts:
        return []
    parts.append(statement.words(Span(start, slot.end)) if slot.end > start else [])
    roles: list[Word] = []
    for number, part in enumerate(parts):
        if any(word.low in _FINITE for word in part):
            break
        head, whole = _head(part)
        if (
            head is None
            or not is_role(head.low)
            or head.low in {"they", "others", "we", "i", "those", "customers"}
        ):
            break
        if roles and singular(head.low) == singular(roles[0].low):
            continue
        roles.append(head)
        if not whole and number + 1 < len(parts) and is_role(part[-1].low):
            break  # "drivers who collect from farms and dairies": the joint is inside
    return [role for role in roles if role.low not in GENERIC_PEOPLE] if len(roles) > 2 else roles


def _head(part: list[Word]) -> tuple[Word | None, bool]:
    """Give the head of a noun phrase, and whether nothing follows it."""
    size = next((n for n, word in enumerate(part) if n and word.low in _CUT), len(part))
    return (part[size - 1], size == len(part)) if size and part else (None, True)


def _overseer(statement: Statement, customer: Span) -> bool:
    """See a payer who only "accepts" what others do slowly or late."""
    problem = statement.slots.problem
    found = statement.words(customer)
    if problem is None or not found:
        return False
    at = next((n for n, word in enumerate(found) if word.low in _CUT), len(found))
    head = found[at - 1].low if at else found[0].low
    return (
        head in PAYERS
        and _BEAR.match(statement.text, problem.start, problem.end) is not None
        and _WORK.search(statement.text, problem.start, problem.end) is not None
    )


def _moved(statement: Statement, customer: Span, other: Span) -> float:
    """Weigh a need that somebody else has than those who bear the hardship."""
    first, second = (_head(statement.words(span))[0] for span in (customer, other))
    if first is None or second is None:
        return 0.0
    one, two = first.low, second.low
    vague = GENERIC_PEOPLE | _PRONOUNS
    if one in vague or two in vague or not is_role(one) or not is_role(two) or singular(one) == singular(two):
        return 0.0
    named = {singular(word.low) for word in statement.words(customer)}
    if singular(two) in named:
        return 0.0
    return 0.65 if opposed(one, two) else 0.45
