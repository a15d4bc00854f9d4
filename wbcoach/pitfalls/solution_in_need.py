"""A product named in the need closes the choice of solutions before anybody has looked for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, base_verb, each_phrase, stem
from wbcoach.lexicon import (
    BUILD_VERBS,
    LIGHT,
    OUTCOMES,
    QUALITIES,
    SOFT_SOLUTIONS,
    SOLUTION_NOUNS,
    names_people,
)
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.grammar import Word
    from wbcoach.statement import Statement

CODE = "S01"
LENS = "scope"
SEVERITY = "blocker"
MESSAGE = "The need names a solution."
QUESTION = "Suppose that could not be built: what would they still need to be able to do?"
LOOK_FOR = "The need asks for a product, feature, technology, screen or document type instead of what the customer wants to get done."
BAD = [
    Example(
        "Today, hikers have to guess the water level when a ford is out of sight. Customers need a way to use a drone to look ahead."
    ),
    Example(
        "Today, bakers have to taste old dough when a label has washed off. Customers need an RFID tag on each tub."
    ),
    Example(
        "Today, landladies have to reread long threads when a guest disputes a bill. Customers need a way to get AI summaries of their threads."
    ),
    Example(
        "Today, coaches have to phone each parent when a pitch is flooded. Customers need a way to send push notifications."
    ),
    Example("We need a loyalty programme for our bakery."),
]
GOOD = [
    Example(
        "Today, ward clerks have to copy bed numbers from the dashboard onto a whiteboard when the day shift starts. Customers need a way to agree on who lies where before the first round.",
        (
            ("field_visit", "Watched nine shift starts; the board was wrong in six."),
            ("interview", "I copy it, somebody moves, I copy it again."),
        ),
    ),
    Example(
        "Today, app developers have to rebuild the app twice when a store rejects an icon. Customers need a way to know that an app will be accepted before they submit it.",
        (
            ("support_ticket", "Rejected for the icon again, third time this month."),
            ("build_log", "Q2 2026: 140 of 610 submissions were rejected for an image."),
        ),
    ),
    Example(
        "Today, couriers have to drive back to the depot when the app has no signal. Customers need a way to prove a delivery without a connection.",
        (
            ("interview", "I sign on my arm and type it in at night."),
            ("ops_log", "May 2026: 96 of 2,000 proofs were entered after the shift."),
        ),
    ),
]

_GIVEN = r"(?:use|using|have|having|get|getting|access|accessing|receive|open|run|install|download|be\s+given|work\s+with|rely\s+on|buy|try|add|build|create|implement|integrate|adopt|switch\s+to|via|through|with|by)"
_WANTED = re.compile(
    rf"\b{_GIVEN}\s+(?:(?:a|an|the|some|more|our|their|one|any|new|its)\s+)?(?:[\w/-]+\s+){{0,4}}$",
    re.IGNORECASE,
)
_HANDED = re.compile(
    r"\b(?:use|have|get|access|receive|be\s+given|build|add|create|work\s+(?:from|with|through|in)|follow|be\s+(?:sent|shown|paired\s+with)|(?:from|through|via|on|by)(?=\s+(?:an?|one|some)\s))\s+(?:an?|the|some|one|more|new|our)?\s*(?:[\w/-]+\s+){0,3}$",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\b(?:without|outside|instead\s+of|rather\s+than|regardless\s+of|no|not|independent\s+of)\s+(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:before|after|whether|that|which|if|when|what|why|how|who)\s+(?:[\w'’-]+\s+){0,4}$", re.IGNORECASE
)
_REMADE = re.compile(
    r"\b(?:rewritten|rebuilt|migrated|refactored|redesigned|containeri[sz]ed|ported|moved)\s+(?:in|to|onto|into|as|with)\s+[A-Z]\w*|\b(?:replaced\s+(?:by|with))\s+(?:an?|the)\b"
)
_AUTO = re.compile(
    r"\b(?:auto(?:matically|mated|mate)?-?\w*|one-click|real-time|AI-\w+|ML-\w+|cloud-based|blockchain-\w+|voice-activated|self-service)\b",
    re.IGNORECASE,
)
_HARD_AUTO = re.compile(
    r"\b(?:AI-\w+|ML-\w+|blockchain-\w+|voice-activated|auto-(?!\w*(?:mobile|bus))\w+|automatically|automated|automate)\b",
    re.IGNORECASE,
)
_REACH = 60


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look in the need, or in what is proposed, for something that would be built and is asked for."""
    del evidence
    asked = statement.slots.proposal or statement.slots.need
    if asked is None:
        return
    found = statement.words(asked)
    if found and names_people(found[0].low):
        return
    sure = max(
        (_sureness(statement, asked, found, i, j) for i, j in each_phrase(found, SOLUTION_NOUNS)), default=0.0
    )
    if sure < 0.6:
        sure = max(
            [sure, *(_soft(statement, asked, found, i) for i, j in each_phrase(found, SOFT_SOLUTIONS))]
        )
    if not sure and _handed_thing(statement, asked, found):
        sure = 0.62
    if _REMADE.search(statement.text, asked.start, asked.end):
        sure = max(sure, 0.65)
    if (
        statement.slots.proposal is not None
        and found
        and (found[0].low in BUILD_VERBS or _starts_with_thing(statement, asked))
    ):
        sure = max(sure, 0.8 if sure else 0.65)
    elif found and found[0].low in BUILD_VERBS and len(found) > 1:
        sure = max(sure, 0.8 if sure >= 0.5 else 0.5)
    if _HARD_AUTO.search(statement.text, asked.start, asked.end):
        sure = max(sure, 0.7)
    elif _AUTO.search(statement.text, asked.start, asked.end):
        sure = max(sure, 0.5)
    if sure:
        yield Hit(_trimmed(statement, asked), sure)


def _handed_thing(statement: Statement, asked: Span, found: list[Word]) -> bool:
    """Say whether all that is needed is "a" thing, and the thing is neither an outcome nor a quality."""
    phrase = re.match(
        r"(?:an?|some)\s+((?:[\w'’-]+\s+){0,3}?[\w'’-]+)(?=\s+(?:that|which|to|for|of|so|with|in|on|at|when|who|where|by|from|because|and)\b|[,.;]|$)",
        asked.of(statement.text),
        re.IGNORECASE,
    )
    if phrase is None or statement.slots.way:
        return False
    words = phrase[1].lower().split()
    graded = any(word in QUALITIES or word in {"more", "less"} or word.endswith("ier") for word in words)
    return (
        words[-1] not in OUTCOMES
        and not graded
        and not names_people(words[-1])
        and words[-1] not in LIGHT
        and not _own_work(statement, found[len(words)])
    )


def _starts_with_thing(statement: Statement, asked: Span) -> bool:
    return bool(re.match(r"(?:an?|the|some|more|new|our)\b", asked.of(statement.text), re.IGNORECASE))


def _trimmed(statement: Statement, asked: Span) -> Span:
    """Leave off a clause that tells what it is good for."""
    stop = re.search(
        r",?\s+(?:so\s+that|so\s+they|in\s+order\s+to|because)\b", asked.of(statement.text), re.IGNORECASE
    )
    return Span(asked.start, asked.start + stop.start()) if stop and stop.start() else asked


def _sureness(statement: Statement, asked: Span, found: list[Word], first: int, last: int) -> float:
    word = found[last - 1]
    before = statement.text[max(asked.start, found[first].start - _REACH) : found[first].start]
    if _own_work(statement, word):
        return 0.0
    if _WITHOUT.search(before):
        return 0.0
    if _ABOUT.search(before):
        return 0.45
    head = last == len(found) or not _continues(statement, word, found[last])
    if not head:
        if names_people(found[last].low) or not _asked_for(_WANTED, before, found):
            return 0.5
        return (
            0.8
            if found[last - 1].low in {"ai", "ml", "blockchain", "gpt", "llm", "chatbot", "app", "dashboard"}
            else 0.65
        )
    return 0.85 if _asked_for(_WANTED, before, found) else 0.65


def _soft(statement: Statement, asked: Span, found: list[Word], at: int) -> float:
    word = found[at]
    before = statement.text[max(asked.start, word.start - _REACH) : word.start]
    head = at + 1 == len(found) or not _continues(statement, word, found[at + 1])
    if _own_work(statement, word) or _WITHOUT.search(before) or not head:
        return 0.0
    return 0.65 if _asked_for(_HANDED, before, found) else 0.0


def _asked_for(pattern: re.Pattern[str], before: str, found: list[Word]) -> bool:
    """Say whether the thing is the object of "use", "get" and the like, or is all that is needed."""
    first = next((word for word in found if not word.low.endswith("ly")), found[0])
    bare = not base_verb(first.low) and len(before.split()) <= 5
    return bare or pattern.search(before) is not None


def _continues(statement: Statement, word: Word, after: Word) -> bool:
    """Say whether the next word goes on the same noun phrase, so that this one only modifies it."""
    gap = statement.text[word.end : after.start]
    joins = {
        "to",
        "of",
        "for",
        "with",
        "that",
        "which",
        "in",
        "on",
        "and",
        "or",
        "so",
        "by",
        "from",
        "at",
        "when",
        "where",
        "before",
        "after",
        "if",
        "as",
        "across",
        "while",
        "because",
        "who",
        "without",
        "during",
        "per",
        "about",
        "into",
        "then",
        "they",
        "is",
        "are",
        "under",
        "over",
        "inside",
        "showing",
        "between",
        "every",
        "each",
    }
    return (
        gap.strip() == ""
        and after.low not in joins
        and not after.low.endswith("ing")
        and not after.low.endswith("ly")
    )


def _own_work(statement: Statement, word: Word) -> bool:
    """Say whether the thing is what the customer works with: it stands in the hardship or the customer too."""
    slots = statement.slots
    root = stem(word.low)
    for slot in (slots.customer, slots.problem, slots.situation):
        if slot is None or (slots.problem is slot and _absent(statement, slot)):
            continue
        if any(stem(other.low) == root for other in statement.words(slot)):
            return True
    return False


def _absent(statement: Statement, slot: Span) -> bool:
    return bool(
        re.search(r"\b(?:without|no|lack|lacks|missing|not\s+have)\b", slot.of(statement.text), re.IGNORECASE)
    )
