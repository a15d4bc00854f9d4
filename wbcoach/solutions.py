"""How surely words ask for something that would be built: the nouns, what governs them, and whose work they are.

A thing that stands in the hardship too is what the customer works with, and no solution.
"""

from __future__ import annotations

import re

from wbcoach.grammar import Span, Word, base_verb, each_phrase, stem
from wbcoach.lexicon import (
    ABSTRACTIONS,
    ARTEFACTS,
    BUILD_VERBS,
    LIGHT,
    OUTCOMES,
    QUALITIES,
    SOFT_SOLUTIONS,
    SOLUTION_NOUNS,
    names_people,
)
from wbcoach.statement import Statement

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
_TECHNICAL = re.compile(
    r"\b(?:geofenced|smart(?=\s+(?!way|about|choice))|digital|electronic|wireless|connected|automatic|interactive|online|virtual|[a-z]+-(?:controlled|activated|enabled|powered|based|syncing|sensing|driven|style)|3-?D|LED|bluetooth|solar|robotic|mobile)\s+(?:[\w-]+\s+)?[\w-]+",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"\b(?:via|by\s+adding|by\s+(?:installing|building|introducing|using|creating)|by\s+means\s+of|with\s+the\s+help\s+of)\s+(?:an?\s+|the\s+|some\s+|more\s+)?[\w-]+",
    re.IGNORECASE,
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
_JOINS = frozenset(
    "to of for with that which in on and or so by from at when where before after if as across while because who without"
    " during per about into then they is are under over inside showing between every each".split()
)
_PREPOSITIONS = frozenset("in for of on at with from over by across to".split())
_BRANDS = frozenset("ai ml blockchain gpt llm chatbot app dashboard".split())


def asks_for_a_thing(statement: Statement, asked: Span) -> float:
    """Weigh what is asked for (0..1): named outright, handed over, remade, automated, or to be built."""
    found = statement.words(asked)
    if not found or names_people(found[0].low):
        return 0.0
    text = statement.text
    sure = max(
        (_sureness(statement, asked, found, i, j) for i, j in each_phrase(found, SOLUTION_NOUNS)), default=0.0
    )
    if sure < 0.6:
        sure = max(
            [sure, *(_soft(statement, asked, found, i) for i, _ in each_phrase(found, SOFT_SOLUTIONS))]
        )
    if not sure and _handed_thing(statement, asked, found):
        sure = 0.62
    if _TECHNICAL.search(text, asked.start, asked.end) and (
        _WANTED.search(text, asked.start, asked.end) or not base_verb(found[0].low)
    ):
        sure = max(sure, 0.65)
    if _CHANNEL.search(text, asked.start, asked.end):
        sure = max(sure, 0.65)
    if _REMADE.search(text, asked.start, asked.end):
        sure = max(sure, 0.65)
    if _HARD_AUTO.search(text, asked.start, asked.end):
        sure = max(sure, 0.7)
    elif _AUTO.search(text, asked.start, asked.end):
        sure = max(sure, 0.5)
    return max(sure, _to_be_built(statement, asked, found, sure))


def is_built(phrase: list[Word]) -> bool:
    """Say whether the head of a noun phrase is something that would be built."""
    size = next((i for i, word in enumerate(phrase) if word.low in _PREPOSITIONS), len(phrase))
    head = phrase[:size]
    return bool(head) and (
        head[-1].low in ARTEFACTS
        or any(
            end == size for nouns in (SOLUTION_NOUNS, SOFT_SOLUTIONS) for _, end in each_phrase(head, nouns)
        )
    )


def _to_be_built(statement: Statement, asked: Span, found: list[Word], sure: float) -> float:
    builds = found[0].low in BUILD_VERBS
    if statement.slots.proposal is not None and (builds or _starts_with_thing(statement, asked)):
        return 0.8 if sure else 0.65
    if builds and len(found) > 1:
        return 0.8 if sure >= 0.5 else 0.5
    return 0.0


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
        and not {words[-1], words[-1] + "s"} & ABSTRACTIONS
        and not graded
        and not names_people(words[-1])
        and words[-1] not in LIGHT
        and not _own_work(statement, found[min(len(words), len(found) - 1)])
    )


def _starts_with_thing(statement: Statement, asked: Span) -> bool:
    return bool(re.match(r"(?:an?|the|some|more|new|our)\b", asked.of(statement.text), re.IGNORECASE))


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
        return 0.8 if found[last - 1].low in _BRANDS else 0.65
    return 0.85 if _asked_for(_WANTED, before, found) else 0.65


def _soft(statement: Statement, asked: Span, found: list[Word], at: int) -> float:
    word = found[at]
    before = statement.text[max(asked.start, word.start - _REACH) : word.start]
    head = at + 1 == len(found) or not _continues(statement, word, found[at + 1])
    if _own_work(statement, word) or _WITHOUT.search(before) or not head:
        return 0.0
    if any(other.low in QUALITIES for other in found[:at]):
        return 0.0  # "hassle-free service" is a quality, not a thing
    return 0.65 if _asked_for(_HANDED, before, found) else 0.0


def _asked_for(pattern: re.Pattern[str], before: str, found: list[Word]) -> bool:
    """Say whether the thing is the object of "use", "get" and the like, or is all that is needed."""
    first = next((word for word in found if not word.low.endswith("ly")), found[0])
    bare = not base_verb(first.low) and len(before.split()) <= 5
    return bare or pattern.search(before) is not None


def _continues(statement: Statement, word: Word, after: Word) -> bool:
    """Say whether the next word goes on the same noun phrase, so that this one only modifies it."""
    gap = statement.text[word.end : after.start]
    return (
        gap.strip() == ""
        and after.low not in _JOINS
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
