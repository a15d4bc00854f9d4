"""Without somebody who has the problem, nobody can be asked and nothing can be checked."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.lexicon import GENERIC_PEOPLE, names_people
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "T01"
LENS = "template"
SEVERITY = "major"
MESSAGE = "Nobody is named who has this problem."
QUESTION = "Who, exactly, lives with this? Name the people you would ring tomorrow to ask."
ASKED = "You write “{words}”: who, exactly, lives with this, and whom could you ring tomorrow to ask?"
ABOUT = "problem"
LOOK_FOR = "No person or group is named as the one who has the hardship: an impersonal or passive subject, or the author's own firm ('we')."
BAD = [
    Example(
        "Today, invoices have to be signed on paper when they cross a border. Customers need a way to release a shipment the same day."
    ),
    Example("It is difficult to find a free charging point when a road trip is re-routed."),
    Example(
        "Currently, we have to merge two member lists by hand before each election. Customers need a way to vote with one registration."
    ),
    Example("At the moment, permits must be collected in person when a stall changes its pitch."),
]
GOOD = [
    Example(
        "Currently, stallholders are made to collect a permit in person when they change their pitch. They need some way of starting to trade on the morning of the move.",
        (
            ("interview", "I lost the Saturday because the permit desk opens on Monday."),
            ("office_log", "84 of 130 pitch changes in 2026 waited over a weekend."),
        ),
    ),
    Example(
        "Whoever closes the library has to walk all four floors when the alarm panel shows a fault. Customers need a way to know which door is open.",
        (("field_visit", "Followed six closing rounds in May 2026; five took over twenty minutes."),),
    ),
]

_OWN = re.compile(r"(?:we|us|our\s+(?:team|company|organi[sz]ation|business|firm|product))\Z", re.IGNORECASE)
_PASSIVE = re.compile(
    r"be\s+(?:\w+ly\s+)?[\w-]+(?:ed|en|wn|ne|nt|ught|id|ut|ld|pt|de|ad|rn|ck|ft|lt|st|ung)\b", re.IGNORECASE
)
_WHO = re.compile(r"\b(?:who(?:ever|se)?|those|anyone|people)\b", re.IGNORECASE)
# People that no single noun names.
_KIND = screened(
    r"\bthe\s+(?:elderly|old|young|poor|rich|disabled|blind|deaf|homeless|unemployed|handicapped|sick|dying|bereaved|vulnerable|injured|public|self-employed|newly\s+\w+)\b(?!\s+[a-z]+(?:s|er|em)\b)"
    r"|\b(?:natives|generation|gen\s+[xyz]|mum|lad|lads|lass|lot(?=\s+(?:who|have|has|are|is|from|to)\b)|bloke|blokes|loaders?|riggers?|tillers?|drillers?|rollers?|boilermen)\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\b(?:I|[Mm]y|me|i)\b")
_MODIFIES = re.compile(r"\s+[a-z]+", re.IGNORECASE)
_ENDS_GROUP = re.compile(
    r"\s+(?:who|whose|that|which|with|without|in|on|at|of|from|for|to|and|or|have|has|had|are|is|was|were|do|does|can|cannot|must|will|would|need|needs|want|wants|often|still|when|while|if|by|as|under|over|[a-z]+(?:ing|ed|ly))\b",
    re.IGNORECASE,
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a hardship with no holder: no subject, an expletive one, "we", or a thing that is acted upon."""
    del evidence
    slots = statement.slots
    if statement.format in ("jtbd", "user_story"):
        return
    customer = slots.customer
    if customer is None:
        yield from _nobody(statement)
        return
    if _OWN.match(customer.of(statement.text)):
        yield Hit(customer, 0.8)
        return
    if _somebody(statement, customer) or _WHO.search(customer.of(statement.text)):
        return
    if any(names_people(word.low) for word in statement.words(customer)):
        return
    named = _named_elsewhere(statement)
    if slots.problem is not None and _PASSIVE.match(slots.problem.of(statement.text)):
        yield Hit(None, 0.4 if named else 0.85)
    elif customer.of(statement.text).lower() in {"it", "this", "that", "there"}:
        yield Hit(None, 0.4 if named else 0.7)


def _nobody(statement: Statement) -> Iterator[Hit]:
    """Weigh a statement whose hardship has no subject that is a person."""
    slots = statement.slots
    named = _named_elsewhere(statement) or _SPEAKER.search(statement.text) is not None
    if statement.format == "hmw":
        anyone = _somebody(statement, statement.whole, generic=True) or _names(statement)
        yield Hit(None, 0.4 if named or anyone else 0.65)
    elif slots.proposal is not None:
        yield Hit(None, 0.5 if _SPEAKER.search(statement.text) else 0.85)
    elif slots.hardship == "expletive":
        yield Hit(None, 0.5 if named else 0.85)
    elif slots.hardship is not None or slots.need is not None:
        opening = statement.sentences[0] if statement.sentences else statement.whole
        loose = any(
            names_people(word.low)
            for word in statement.words(opening)
            if slots.situation is None or not slots.situation.start <= word.start < slots.situation.end
        )
        yield Hit(None, 0.4 if named else (0.65 if slots.opened and not loose else 0.55))
    elif not named and len(statement.sentences) > 1 and "?" not in statement.text:
        yield Hit(None, 0.5)


def _named_elsewhere(statement: Statement) -> bool:
    """Say whether somebody in particular is named outside the moment and the need, as one who may have the problem."""
    slots = statement.slots
    end = len(statement.text)
    problem = slots.problem if slots.hardship == "expletive" else None
    hidden = sorted(
        (span.start, span.end)
        for span in (slots.situation, slots.need, slots.because, problem)
        if span is not None
    )
    at = 0
    for start, stop in [*hidden, (end, end)]:
        if start > at and _somebody(statement, Span(at, start)):
            return True
        at = max(at, stop)
    return False


def _somebody(statement: Statement, span: Span, *, generic: bool = False) -> bool:
    """Say whether a stretch names people that are more than "customers" and no mere modifier ("team sheet")."""
    text = statement.text
    if _KIND.search(text, span.start, span.end):
        return True
    for word in statement.words(span):
        if (word.low in GENERIC_PEOPLE and not generic) or word.low in _FIRM or not names_people(word.low):
            continue
        following = _MODIFIES.match(text, word.end)
        if following is None or word.low.endswith("s") or _ENDS_GROUP.match(text, word.end):
            return True
    return False


_FIRM = frozenset(
    "we us our team company agency business firm organisation organization department office subject head lead".split()
)


def _names(statement: Statement) -> bool:
    """Say whether a proper name stands inside: "How might we help Freelance Fiona ..."."""
    found = statement.words()
    return any(
        one.text[:1].isupper()
        and two.text[:1].isupper()
        and one.text[1:].islower()
        and two.text[1:].islower()
        for one, two in pairwise(found[2:])
    )
