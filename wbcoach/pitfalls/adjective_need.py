"""Everybody agrees to a quality, and nobody knows when it is met."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, content, each_phrase
from wbcoach.lexicon import LIGHT, QUALITIES, QUALITY_NOUNS
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.grammar import Word
    from wbcoach.statement import Statement

CODE = "N02"
LENS = "need"
SEVERITY = "major"
MESSAGE = "The need is a quality, not something one could see being met."
QUESTION = "How would they know it had got better, without being told?"
LOOK_FOR = "The need is only an adjective or adverb (easier, seamless, better) with no object, outcome or measure to check."
BAD = [
    Example(
        "Today, brides have to email five suppliers when a venue floods. Customers need a way to coordinate seamlessly."
    ),
    Example(
        "Today, cyclists have to carry bikes upstairs when the lift is out. Customers need a smoother journey."
    ),
    Example(
        "Today, choirs have to print new parts when a key changes. Customers need a way to have a better experience."
    ),
    Example(
        "Today, movers have to repack vans when a street is blocked. Customers need a more efficient process."
    ),
]
GOOD = [
    Example(
        "Today, shift leads have to ring round when somebody is ill at dawn. Customers need a way to fill the gap without waking people who are off.",
        (
            ("interview", "I have woken half the team by six."),
            ("rota_log", "May 2026: 44 of 120 gaps took over an hour to fill."),
        ),
    ),
    Example(
        "Today, music teachers have to repeat directions when a pupil practises alone. Customers need a way to hear a wrong note in the same week.",
        (
            ("interview", "A month of the wrong note, beautifully learnt."),
            ("diary_study", "8 of 11 pupils kept a mistake for two lessons (April 2026)."),
        ),
    ),
]

_BOUND = re.compile(
    r"\b(?:before|until|within|without|in\s+the\s+same|in\s+one|while|when|once|by\s+the\s+time|so\s+that|that\s+\w+)\b|\d",
    re.IGNORECASE,
)
_COMPARATIVES = frozenset(
    "cleverer nicer calmer gentler kinder fairer cheaper lighter brighter warmer cooler tighter closer stronger lower higher cleaner quieter softer sharper finer leaner neater greener shorter longer fuller deeper wiser bolder fresher kindlier newer".split()
)
_SPARE = frozenset(
    "talk each other communicate collaborate work interact shop pay buy travel use navigate experience live operate connect engage function onboard go digitally online everyday daily more user customer checkout onboarding support care treatment access".split()
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Count what is left of the need without its qualities and its light words."""
    del evidence
    need = statement.slots.need
    if need is None:
        return
    found = statement.words(need)
    covered: set[int] = set()
    for first, last in each_phrase(found, QUALITIES):
        covered.update(range(first, last))
    if _only_quality(found):
        yield Hit(need, 0.7)
        return
    covered.update(_graded(found))
    before = _quality_of_way(statement)
    if not covered and not before:
        return
    left = content(word for number, word in enumerate(found) if number not in covered)
    bare = [word for word in left if word.low not in LIGHT and word.low not in _SPARE]
    if _BOUND.search(need.of(statement.text)):
        return
    if not bare and covered:
        yield Hit(need, 0.85)
    elif not statement.slots.way and covered and min(covered) <= 1 and len(bare) <= 2:
        yield Hit(need, 0.75)
    elif (len(bare) == 1 and covered) or (not bare and before):
        yield Hit(need, 0.65)
    elif (len(bare) <= 1 and before) or (covered and max(covered) == len(found) - 1):
        yield Hit(need, 0.62 if len(found) <= 4 else 0.5)


_STATES = frozenset("be feel stay become remain get keep".split())
_PREFIXES = frozenset(
    "more some better the greater their full real true improved increased and total a an good of".split()
)


def _only_quality(found: list[Word]) -> bool:
    """See a state or a quality that is all that is asked for: "be resilient", "more visibility"."""
    low = [word.low for word in found if word.low not in _PREFIXES]
    if found and found[0].low in _STATES and len(low) == 2:
        return bool(
            re.fullmatch(r"[a-z-]+(?:y|ful|less|ive|ent|ant|ous|ible|able|al|ic|ed)", low[-1])
        ) and low[-1] not in {"paid", "seen", "heard"}
    return (0 < len(low) <= 2 and " ".join(low) in QUALITY_NOUNS) or (
        len(low) == 1 and low[0] in QUALITY_NOUNS
    )


def _graded(found: list[Word]) -> set[int]:
    """Find comparatives: "comfier", "more pleasant"."""
    marks: set[int] = set()
    for number, word in enumerate(found):
        if re.fullmatch(r"[a-z]+(?:ier|iest)", word.low) and word.low not in {
            "supplier",
            "carrier",
            "earlier",
            "courier",
            "barrier",
            "soldier",
            "pier",
            "tier",
            "cashier",
            "earliest",
        }:
            marks.add(number)
        elif (
            word.low in {"more", "less", "most"}
            and number + 1 < len(found)
            and re.fullmatch(
                r"[a-z]+(?:ant|ent|ive|ful|able|ible|al|ous|ing|ed|y|ic|fair|human)", found[number + 1].low
            )
        ):
            marks.update((number, number + 1))
        elif re.fullmatch(r"[a-z]{3,}er", word.low) and (
            word.low in _COMPARATIVES or {word.low[:-2], word.low[:-1], word.low[:-3]} & QUALITIES
        ):
            marks.add(number)
    return marks


def _quality_of_way(statement: Statement) -> bool:
    """Say whether it is the way itself that is praised: "need an easier way to"."""
    phrase = statement.slots.need_phrase
    need = statement.slots.need
    if phrase is None or need is None or need.start <= phrase.start:
        return False
    lead = statement.words(Span(phrase.start, need.start))
    return any(True for _ in each_phrase(lead, QUALITIES))
