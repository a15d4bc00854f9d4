"""What customers want to get done, in their own words; asks for a thing are unpacked to what it is for, or to a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from wbcoach.grammar import Span, base_verb, sentences, trim, words
from wbcoach.statement import Statement
from wbcoach.vocabulary.asks import asked
from wbcoach.vocabulary.solutions import asks_for_a_thing

Form = Literal["wish", "question", "hindrance", "thing"]

_A_THING: Final = 0.5
_LONGEST: Final = 140
_WE: Final = r"(?:i|we|one|you)"
_BEFORE_AN_ACT: Final[tuple[tuple[Form, re.Pattern[str]], ...]] = (
    (
        "question",
        re.compile(
            rf"\b(?:how|where|when)\s+(?:do|can|could|should|would)\s+{_WE}\s+|\b(?:can|could|may)\s+(?:i|we|one)\s+|\bis\s+there\s+(?:a|any|some)\s+way\s+(?:to|of)\s+|\b(?:anyone|anybody)\s+(?:found|know)\s+a\s+(?:\w+\s+)?way\s+to\s+",
            re.IGNORECASE,
        ),
    ),
    (
        "hindrance",
        re.compile(
            rf"\b{_WE}\s+(?:still\s+|just\s+)?(?:can(?:['’]?t|not)|could(?:n['’]t|\s+not)|am\s+not\s+able\s+to|are\s+not\s+able\s+to|am\s+unable\s+to|are\s+unable\s+to)\s+|\b(?:there['’]?s\s+|is\s+)?no\s+(?:other\s+)?way\s+to\s+|(?:^|[.!?]\s+|\bwhy\s+)can(?:['’]?t|not)\s+(?:{_WE}\s+)?",
            re.IGNORECASE,
        ),
    ),
    (
        "wish",
        re.compile(
            rf"\b{_WE}(?:['’]d)?\s+(?:just\s+|really\s+|only\s+)?(?:need|want|wish|would\s+like|like|would\s+love|love|have\s+to\s+be\s+able)\s+(?:an?\s+(?:\w+\s+)?(?:way|means|chance)\s+)?(?:to\s+be\s+able\s+)?to\s+",
            re.IGNORECASE,
        ),
    ),
)
# Where what somebody wants to do ends and its reason, or another thought, begins.
_STOP: Final = re.compile(
    r"[.!?;:]|,\s+(?:but|because|since|so|and\s+(?:i|we|it|now|then)\b|today|i|we|it|the)\b|\s+(?:because|since\s+(?:it|the|i|we)|but|although)\b|\s[-–—]\s",
    re.IGNORECASE,
)
_FOR_A_SPELL: Final = re.compile(
    r"\s+for\s+(?:[\w-]+\s+){0,2}(?:minutes|hours?|days?|weeks?|months?|years?|ages)\Z", re.IGNORECASE
)
_PURPOSE: Final = re.compile(
    r"\s+so\s+(?:that\s+)?(?:i|we|people|one|you)\s+(?:can|could|may|might)\s+|\s+(?:in\s+order\s+)?to\s+|\s+(?:that|which)\s+(?:can\s+|could\s+|would\s+|will\s+)?",
    re.IGNORECASE,
)
_THING_ASKED: Final = re.compile(
    r"(?:^|[.!?]\s+|\b(?:please|pls|you\s+should|should|could\s+you|can\s+you|(?:i|we)\s+(?:really\s+)?(?:need|want|would\s+like))\s+)(?:please\s+|pls\s+)?(?:add|build|make|create|give\s+us|provide|support|integrate|introduce|implement|need|want)\s+(?!to\b|sure\b|it\b|them\b|that\b|this\b)|\b(?:if|unless)\s+(?:you|we|there)\s+(?:had|have|were|was)\s+(?=an?\b|automatic)",
    re.IGNORECASE,
)

_MAY_ASK: Final = re.compile(
    r"\b(?:need|want|wish|would|could|should|add|build|make|create|give|provide|support|integrate|introduce|implement|please|pls|if|unless|ask|asking|ought|hope|plan|propose|must|answer|solution|fix|idea|request)\w{0,3}\b|['’]d\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Want:
    """One want in a text: the words of it that say what is to get done, or that only name a thing.

    `done` is where what they want to do stands, None where nobody said; `thing` where the asked-for thing stands.
    """

    form: Form
    done: Span | None
    thing: Span | None = None


def wants(text: str) -> list[Want]:
    """List what a text says its speaker wants to get done, in the order it stands there; spans never overlap."""
    found: list[Want] = []
    taken: list[Span] = []
    for sentence in sentences(text):
        for want in (*_things(text, sentence), *_acts(text, sentence)):
            span = want.thing or want.done
            if span is None or any(span.overlaps(other) for other in taken):
                continue
            taken += [one for one in (want.thing, want.done) if one]
            found.append(want)
    return found


def _acts(text: str, sentence: Span) -> list[Want]:
    found = []
    for form, pattern in _BEFORE_AN_ACT:
        match = pattern.search(text, sentence.start, sentence.end)
        if match is None:
            continue
        span = _until_stop(text, match.end(), sentence.end)
        if form == "hindrance" and (spell := _FOR_A_SPELL.search(text, span.start, span.end)):
            span = Span(span.start, spell.start())  # so long they couldn't; that isn't what they want
        told = words(text, span.start, span.end)
        if len(told) >= 2 and (base_verb(told[0].low) or told[0].low.endswith("ly")):
            found.append(Want(form, span))
    return found


def _things(text: str, sentence: Span) -> list[Want]:
    if not _MAY_ASK.search(text, sentence.start, sentence.end):
        return []  # reading it as a statement takes milliseconds
    match = _THING_ASKED.search(text, sentence.start, sentence.end)
    spans = [_until_stop(text, match.end(), sentence.end)] if match else []
    statement = Statement.parse(sentence.of(text))
    spans += [
        Span(sentence.start + ask.start, sentence.start + ask.end)
        for ask in asked(statement)
        if asks_for_a_thing(statement, ask) >= _A_THING
    ]
    for span in spans:
        if not span or not words(text, span.start, span.end):
            continue
        purpose = next(
            (
                one
                for one in _PURPOSE.finditer(text, span.start, span.end)
                if (after := words(text, one.end(), span.end)) and _acts_on(after[0].low)
            ),
            None,
        )
        if purpose is None:
            return [Want("thing", None, span)]
        return [Want("thing", trim(text, Span(purpose.end(), span.end)), Span(span.start, purpose.start()))]
    return []


def _acts_on(word: str) -> bool:
    """Say whether a word is a verb, plain or of the third person."""
    return any(base_verb(form) for form in (word, word.removesuffix("s"), word.removesuffix("es")))


def _until_stop(text: str, start: int, end: int) -> Span:
    stop = _STOP.search(text, start, end)
    return trim(text, Span(start, min(stop.start() if stop else end, start + _LONGEST)), ".!?,;: ")
