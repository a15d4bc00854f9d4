"""Blame ends the enquiry; often it was the service that was missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, Word
from wbcoach.lexicon import names_people, words
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.faults import BEHAVE, BLAME, FORGET, LABELLED, REFUSES, REPROACH, THING, TOO, WONT
from wbcoach.vocabulary.screen import Family
from wbcoach.vocabulary.traits import ATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement
    from wbcoach.vocabulary.screen import Screened

CODE = "P04"
LENS = "persona"
SEVERITY = "major"
MESSAGE = "The customer is blamed."
QUESTION = "What would a careful, able person have to know to get this right, and where was it shown?"
ASKED = "You write “{words}”: what would a careful, able person have to know here, and where was it shown?"
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

_PRONOUNS = words(
    "they he she who people nobody everyone they're he's she's having being which that we one them kids"
)
_SKIPPED = words(
    "just simply often also still always usually never only even really generally all both will would can could may might do does did have has had so again then too plainly"
)
_CAUSE = re.compile(r"(?:\b(?:because|since|as|for)\s|[;:.—–])\s*(?:[\w'’-]+\s+){0,4}\Z", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not\s+(?:because|that|since|out\s+of)|no\s+(?:sign|evidence|matter)|rather\s+than|assum\w+|suppos\w+|accus\w+|blam(?:e|ed|ing)\b(?!.*\bto\b)|whether|called)\s+(?:[\w'’-]+\s+){0,5}\Z|\b(?:i|we)\s+(?:(?:was|were|am|are|had|have)\s+)?\Z|\b(?:have|has|had|need|needs|forced|obliged|going)\s+to\s+\Z|\bmust\s+\Z|\bso\s+(?:that\s+)?(?:they|he|she|people)\s+\Z",
    re.IGNORECASE,
)
_ORDER = Family(
    (
        (0.8, BLAME),
        (0.75, REPROACH),
        (0.7, LABELLED),
        (0.65, TOO),
        (0.65, BEHAVE),
        (0.7, REFUSES),
        (0.62, WONT),
        (0.4, FORGET),
    )
)
# What others do to the customer is a hardship, not a fault of theirs.
_MILD = re.compile(
    r"(?:ignor|refus|fail|skip|skim|disregard|overlook|throw|cut|turn|leave|never\s|(?:do|does|did|have|has|had)(?:n['’]t|\s+not)\s+(?:read|follow|check|open|listen|look|try|learn|plan))",
    re.IGNORECASE,
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find words of fault with people as their subject, outside quotations and the need."""
    del evidence
    best: Hit | None = None
    for sure, pattern in _ORDER.concerned(statement.text):
        if best is not None and best.confidence >= sure:
            break
        for match in pattern.finditer(statement.text):
            span = Span(match.start(), match.end())
            weight = _weigh(statement, match, pattern, sure)
            if weight and (best is None or weight > best.confidence):
                start = _subject(statement.text, span.start)
                end = span.end if pattern is BEHAVE else _object_end(statement.text, span.end)
                best = Hit(Span(start, end), weight)
    if best:
        yield best


def _weigh(statement: Statement, match: re.Match[str], fault: Screened, sure: float) -> float:
    text, span = statement.text, Span(match.start(), match.end())
    wished = statement.slots.way and statement.in_need(span) and fault is not BEHAVE
    if statement.quoted(span) or wished or THING.search(text[max(0, span.start - 40) : span.start]):
        return 0.0
    clause = text[max(0, span.start - 60) : span.start]
    clause = re.split(r"[.;:]\s", clause)[-1]
    if fault is BEHAVE:
        return sure
    if ATTRIBUTED.search(clause) or _DENIED.search(clause):
        return 0.0
    if fault in (REPROACH, TOO):
        return sure
    if fault is LABELLED:
        return sure if names_people(match["who"]) else 0.0
    if re.match(r"(?:nobody|no\s+one|no-one|none|hardly|if|unless)\b", match[0], re.IGNORECASE):
        because = re.search(r"\b(?:because|since|as)\s+\Z", text[: span.start])
        return min(sure, 0.65) if match[0][:2].lower() in {"if", "un"} or because else 0.4
    who = _who(statement, span.start)
    if who is None:
        return (
            0.0
            if fault is BLAME and re.match(r"(?:are|is|was|were|being)\b", match[0], re.IGNORECASE)
            else min(sure, 0.5)
        )
    lead = text[: who.start].lower().split()[-1:]
    if (
        not who.low.endswith(("s", "men", "people", "folk"))
        and who.low not in _PRONOUNS
        and lead in (["the"], ["this"], ["that"])
    ):
        return min(sure, 0.4)  # one that was seen, seldom the customer
    if who.low == "who" and text[: who.start].rstrip()[-1:] != "," and _MILD.match(match[0]):
        return min(sure, 0.5)
    customer = statement.slots.customer
    ours = who.low in _PRONOUNS or (customer is not None and customer.start <= who.start < customer.end)
    cause = _CAUSE.search(text[: span.start]) is not None
    sentence = next((part for part in statement.sentences if part.start <= who.start < part.end), None)
    first = sentence is not None and len(text[sentence.start : who.start].split()) <= 2
    if fault is FORGET or ours or cause or first:
        return sure
    return min(sure, 0.5 if _MILD.match(match[0]) or fault in (REFUSES, WONT) else sure)


def _who(statement: Statement, at: int) -> Word | None:
    """Find the people whom a fault is laid on: the noun or pronoun before it."""
    before = [word for word in statement.words() if word.end <= at][-8:]
    while before and (before[-1].low in _SKIPPED or before[-1].low.endswith("ly")):
        before.pop()
    if not before:
        return None
    last = before[-1]
    if last.low in _PRONOUNS or names_people(last.low):
        return last
    for word in reversed(before[-5:-1]):  # "crews from the north never listen"
        if names_people(word.low) and not re.search(r"[.,;:]", statement.text[word.end : at]):
            return word
    return None


def _subject(text: str, at: int) -> int:
    """Leave "because they" out: the fault itself is what is named."""
    match = re.search(
        r"\b(?:[\w-]+s)\s+(?:(?:just|simply|often|also|still)\s+)?\Z", text[max(0, at - 40) : at]
    )
    if match is None or match[0].split()[0].lower() in {"as", "this", "is", "was", "has", "does", "always"}:
        return at
    return max(0, at - 40) + match.start()


def _object_end(text: str, at: int) -> int:
    match = re.match(r"(?:\s+(?!when\b|and\b|but\b|so\b|because\b|if\b|while\b)[\w'’-]+){0,4}", text[at:])
    return at + (match.end() if match else 0)
