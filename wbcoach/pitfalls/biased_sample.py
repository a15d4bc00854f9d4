"""Those who were heard may differ from those who are spoken for, and the missing often have the problem."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, content, stem, words
from wbcoach.lexicon import GENERIC_PEOPLE, names_people
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.insiders import LEFT_OUT, LIMITED, TELLS, specials
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier, Found
    from wbcoach.statement import Statement

CODE = "D10"
LENS = "data"
SEVERITY = "major"
MESSAGE = "Those who were heard are not those who are spoken for."
QUESTION = "Who could not have answered this, and might tell a different story?"
ASKED = "You write “{words}”: who could not have answered this, and might tell a different story?"
LOOK_FOR = "A broad claim that rests on a special group (fans, beta testers, a panel, a forum, those who wrote in, who stayed, who clicked), or feedback of one channel or one segment for a claim about others; fine where the sample is named and the claim stays with it."
BAD = [
    Example(
        "Today, bread shops have to throw away rolls when rain keeps people in, as the regulars of our advisory board confirm. Customers need a way to bake what will be eaten.",
        (("interview", "Board member, four shops: rain means a full bin."),),
    ),
    Example(
        "Today, anglers have to guess the river's height before they leave, say the beta testers of our gauge. Customers need a way to know whether the bank is dry.",
        (("survey", "31 of 40 beta testers check the gauge before leaving."),),
    ),
    Example(
        "Today, choirs have to cancel rehearsals when a hall is double-booked; 80% of those who wrote to us about halls had it happen. Customers need a way to know the hall is theirs.",
        (("email", "Two choirs, one hall, again."),),
    ),
]
GOOD = [
    Example(
        "Today, beta testers of the river gauge have to reset it by hand when the battery is low. Customers need a way to trust a reading at dawn.",
        (("survey", "31 of 40 beta testers had reset it in May 2026."),),
    ),
    Example(
        "Today, bread shops have to throw away rolls when rain keeps people in: 22 of 30 shops drawn by lot, none of them ours, did so in June 2026. Customers need a way to bake what will be eaten.",
        (("field_visit", "June 2026, 30 shops drawn by lot: 22 threw away more than a tray on wet days."),),
    ),
]

_SELF_CHOSEN = re.compile(
    r"forum|community|beta|panel|review|app_?store|play_?store|nps|poll|social|twitter|newsletter|advisory|champion|webinar|fan",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:so|therefore|thus|hence|everywhere|which\s+(?:shows|proves|means))\b", re.IGNORECASE
)
_OF_THE = re.compile(
    r"(?:^|[.;:]\s+)of\s+(?:the|our|those|all)\s+(?:[\d,]+\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE
)
_SPEAKERS = screened(
    r"\b(?:said|say|says|according\s+to|as\s+told\s+by|feedback\s+from|judging\s+from|asked|interviews?\s+with|calls?\s+with)\s+(?:the\s+|our\s+)?(?:[\w-]+\s+){0,3}?(?P<who>[a-z-]+s)\b",
    re.IGNORECASE,
)
_OPINES = re.compile(
    r"(?:\s+\([^()]{1,60}\))?\s+(?:\w+ly\s+|all\s+)?(?:shows?|showed|suggests?|say|says|tell|tells|told|love|loves|adore|adores|praise|swear|swears|confirm|confirms|find|finds|found|report|reports|agree|agrees|like|likes|prefer|want|think|believe|rate|rated|reckon|told)\b",
    re.IGNORECASE,
)
_NEAR, _LEAD = 60, 10
_ENOUGH, _MOST = 5, 0.8


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a special group as the source of a claim about others, then an item that says who was left out, then its channel."""
    text = statement.text
    if LIMITED.search(text):
        return
    for span in specials(text):
        if statement.in_need(span) or statement.quoted(span) or _limited(text, span):
            continue
        sentence = next((s for s in statement.sentences if s.covers(span)), statement.whole)
        own = span.start - sentence.start <= _LEAD or _is_customer(statement, span)
        if own and not _OPINES.match(text, span.end) and not _RULE.search(text, span.end, sentence.end):
            continue
        around = Span(max(sentence.start, span.start - _NEAR), min(sentence.end, span.end + _NEAR))
        if TELLS.search(text, around.start, around.end):
            yield Hit(span, 0.65)
            return
    yield from _others_speak(statement)
    for found in evidence.linked:
        left_out = LEFT_OUT.search(found.item.text)
        if left_out:
            yield Hit(
                statement.slots.customer,
                _left_out(statement, found.item.text, left_out),
                evidence=(found.item.id,),
            )
            return
    yield from _by_metadata(statement, evidence)


def _left_out(statement: Statement, told: str, match: re.Match[str]) -> float:
    """Weigh that an item says who was left out: the very customers, or people it doesn't name."""
    customer = statement.slots.customer or statement.whole
    near = {stem(word.low) for word in content(words(told, max(0, match.start() - _NEAR // 2), match.end()))}
    return 0.66 if near & _stems(statement, customer) else 0.5


def _limited(text: str, span: Span) -> bool:
    """Say whether the claim stays with the group: "of the 900 members who rang, 612 asked"."""
    return bool(_OF_THE.search(text, max(0, span.start - _NEAR), span.start))


def _others_speak(statement: Statement) -> Iterator[Hit]:
    """See that people of another kind than the customer are named as the source."""
    customer = statement.slots.customer
    if customer is None:
        return
    for match in _SPEAKERS.finditer(statement.text):
        head = Span(match.start("who"), match.end("who"))
        if statement.in_need(head) or statement.quoted(head) or not names_people(head.of(statement.text)):
            continue
        if customer.overlaps(head) or _stems(statement, head) & _stems(statement, statement.whole, but=head):
            continue
        yield Hit(Span(match.start(), match.end()), 0.5)
        return


def _is_customer(statement: Statement, span: Span) -> bool:
    """Say whether the special group is itself the customer of the statement."""
    customer = statement.slots.customer
    if customer is None:
        return False
    if customer.overlaps(span):
        return True
    mine = _stems(statement, span)
    return bool(mine & _stems(statement, customer))


def _stems(statement: Statement, span: Span, but: Span | None = None) -> set[str]:
    found = content(statement.words(span))
    return {
        stem(word.low)
        for word in found
        if word.low not in GENERIC_PEOPLE and not (but and but.start <= word.start < but.end)
    }


def _by_metadata(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See that what supports a statement comes from one self-chosen channel, or from one other segment."""
    support = [found for found in evidence.supporting if found.item.is_voice]
    if len(support) < _ENOUGH:
        return
    source, number = Counter(found.item.source for found in support).most_common(1)[0]
    if number >= _MOST * len(support) and _SELF_CHOSEN.search(source):
        yield Hit(
            None, 0.6, f"{number} of {len(support)} supporting items are from {source!r}.", _ids(support)
        )
        return
    named = [found for found in support if found.item.segment]
    if len(named) < _ENOUGH:
        return
    segment, number = Counter(found.item.segment for found in named).most_common(1)[0]
    if number >= _MOST * len(named) and _spoken_for(statement, segment):
        yield Hit(
            None,
            0.6,
            f"{number} of {len(named)} supporting items are from the segment {segment!r}.",
            _ids(named),
        )


def _spoken_for(statement: Statement, segment: str) -> bool:
    """Say whether a statement speaks for more people than a segment: none of its words names it."""
    customer = statement.slots.customer
    told = {stem(word.low) for word in content(words(segment))}
    return customer is not None and not told & {stem(word.low) for word in statement.words(customer)}


def _ids(found: list[Found]) -> tuple[str, ...]:
    return tuple(one.item.id for one in found)
