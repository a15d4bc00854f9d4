"""So wide a scope has no sample, no measure and no finish line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, base_verb, content
from wbcoach.lexicon import ABSTRACTIONS, BROAD_VERBS, GENERIC_PEOPLE, QUALITIES, UNIVERSAL, names_people
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.grammar import Word
    from wbcoach.statement import Statement

CODE = "S03"
LENS = "scope"
SEVERITY = "major"
MESSAGE = "This is too wide for any team to act on."
QUESTION = "Which of these people, in which week, would you watch first?"
LOOK_FOR = "Everybody, a whole trade or a whole system, or an abstraction (communication, productivity) in place of one act in one moment."
BAD = [
    Example(
        "Today, everyone in education has to cope with scattered information when a term begins. Customers need a way to stay informed."
    ),
    Example(
        "Today, all companies have to manage their data when they grow. Customers need a way to improve productivity."
    ),
    Example(
        "Today, organisations have to deal with communication challenges when people work apart. Customers need a way to collaborate."
    ),
]
GOOD = [
    Example(
        "Today, any adult who takes a child across a border has to carry a signed letter when the other parent stays behind. Customers need a way to show consent at the gate.",
        (
            ("interview", "We stood aside for an hour, with a crying boy, for a signature."),
            ("border_log", "July 2026: 410 of 9,000 families were held for the letter."),
        ),
    ),
    Example(
        "Today, dispatchers at all 22 depots have to read out the bay list by radio when a ramp fails. Customers need a way to send each lorry to a bay that works.",
        (
            ("ops_log", "May 2026: 37 ramp failures, a median of 26 minutes each."),
            ("interview", "Half of them write down the wrong bay."),
        ),
    ),
]

_NARROW = re.compile(
    r"\b(?:who|whose|that|which|taking|with|without|at|from|working|living|using|aged|\w+ing)\b|\d",
    re.IGNORECASE,
)
_EVERYWHERE = re.compile(
    r"\b(?:in|across|throughout|around)\s+(?:the\s+)?(?:whole\s+|entire\s+)?(?:[\w-]+\s+){0,2}?(?:industry|world|country|sector|education|healthcare|health\s+care|business|society|company|organi[sz]ation|economy|market|globe|planet|public\s+sector|retail|finance|government|agriculture|logistics|globe)\b|\bworld-?wide\b|\bglobally\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:the\s+)?(?:whole|entire|end-to-end|complete)\s+(?:[\w-]+\s+){0,2}?(?:journey|process|system|experience|lifecycle|life\s+cycle|supply\s+chain|business|company|organi[sz]ation|workflow|platform|value\s+chain)\b|\ball\s+(?:aspects|parts|areas)\s+of\b|\beverything\b",
    re.IGNORECASE,
)
_UNIVERSALS = re.compile(
    r"\b(?:every\s+(?:single\s+)?(?:person|citizen|human\s+being|company|business|organi[sz]ation|industry|sector|part|aspect|kind|step|stage|device|stakeholder|employee|customer|user|team|field|size|area|branch|corner|country)|the\s+world\s+over|anything|anywhere|in\s+all\s+(?:its|their)\s+\w+|of\s+any\s+kind|from\s+(?:cradle|nursery|birth|first)\s+(?:\w+\s+){0,3}?to\s+\w+|society|on\s+all\s+continents|(?:the\s+)?complete\s+[\w-]+\s+(?:[\w-]+\s+){0,2}?system|everyone|everybody|everything|everywhere|any\s+(?:kind|sort|type|size|device|age|industry|\w+)\s+(?:of|in|from|can)|all\s+(?!(?:\d|the\s+(?:time|way|same)|day|night|of\s+(?:them|it|these)|about|over|right|but|too|the\s+\d)\b)(?:the\s+)?\w+s|(?:human|man)kind|humanity|all\s+[a-z]+\s+[a-z]+s\b|the\s+(?:whole|entire)\s+(?:of\s+)?(?:the\s+)?\w+|across\s+the\s+(?:whole|entire)|worldwide|globally|end\s+to\s+end|end-to-end)\b",
    re.IGNORECASE,
)
_ALL_OF_US = re.compile(
    r"(?:the\s+whole\s+of\s+the|the\s+entire|all\s+(?:of\s+)?(?:human|man)kind|every\s+human|everyone\s+(?:on|in)|humanity)",
    re.IGNORECASE,
)
_SPARE = frozenset(
    "their his her our its the a an all more better complex fragmented scattered different various growing many".split()
)
_BROAD_ORGS = frozenset(
    "businesses companies organisations organizations enterprises firms firm company organisation organization business enterprise teams".split()
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Weigh how wide the customer is and how abstract the act; two signs of width make a finding."""
    del evidence
    slots = statement.slots
    region = slots.problem or slots.need
    customer = slots.customer
    wide = _wide_customer(statement, customer) if customer else 0.0
    vague = max((_vague_act(statement, span) for span in (slots.problem, slots.need) if span), default=0.0)
    whole = next(
        (
            m
            for span in (slots.problem, slots.need)
            if span
            for m in [_WHOLE.search(statement.text, span.start, span.end)]
            if m
        ),
        None,
    )
    sure = 0.0
    everywhere = [
        m for m in _UNIVERSALS.finditer(statement.text) if not statement.quoted(Span(m.start(), m.end()))
    ]
    if (len(everywhere) >= 2 or any(_ALL_OF_US.match(m[0]) for m in everywhere)) and not wide:
        yield Hit(customer or region or statement.whole, 0.62)
        return
    if wide >= 0.6 or (wide and vague):
        sure = 0.65 + 0.1 * bool(vague)
    elif vague and whole:
        sure = 0.65
    elif vague >= 0.6 or whole:
        sure = 0.5
    if sure:
        start = customer if wide and customer else (region or statement.whole)
        end = region if region and vague else start
        yield Hit(
            Span(min(start.start, end.start), max(start.end, end.end))
            if wide and slots.problem and vague
            else (start if wide else (region or start)),
            sure,
        )


def _wide_customer(statement: Statement, customer: Span) -> float:
    text = customer.of(statement.text)
    found = statement.words(customer)
    low = [word.low for word in found]
    universal = bool(set(low[:3]) & UNIVERSAL) and not re.search(
        r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b", text
    )
    everywhere = bool(_EVERYWHERE.search(text))
    if universal and everywhere:
        return 0.7
    narrow = bool(_NARROW.search(text))
    if universal and not narrow:
        return 0.6 if len(low) <= 3 else 0.4
    if everywhere and not narrow and any(word in GENERIC_PEOPLE or word in _BROAD_ORGS for word in low):
        return 0.6
    if low and low[-1] in _BROAD_ORGS and len(low) == 1:
        return 0.3
    return 0.0


def _vague_act(statement: Statement, span: Span) -> float:
    found = [word for word in statement.words(span) if word.low not in _SPARE]
    text = " ".join(word.low for word in found[:6])
    broad = next((verb for verb in BROAD_VERBS if text == verb or text.startswith(verb + " ")), None)
    rest = [
        word for word in content(found) if word.low not in QUALITIES and word.low not in (broad or "").split()
    ]
    things = [word for word in _objects(found) if word.low in ABSTRACTIONS]
    concrete = [
        word
        for word in rest
        if word.low not in ABSTRACTIONS and not base_verb(word.low) and not names_people(word.low)
    ]
    if broad and things and len(concrete) <= 1:
        return 0.6
    if broad and not rest:
        return 0.6
    return 0.0


def _objects(found: list[Word]) -> list[Word]:
    return found[1:7]
