"""What people will or can't do, read as what they are like; and the form in which every such claim is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from wbcoach.vocabulary import conduct, predicate_words

Claim = Literal[
    "character",
    "blame",
    "state",
    "temper",
    "failing",
    "lapse",
    "shunning",
    "sweep",
    "conduct",
    "leaning",
    "taste",
    "habit",
]


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is said, from the verb at index `at` to the character `end`."""

    at: int
    end: int
    claim: Claim


def cannot(text: str, told: Predicate, verb: str) -> Predicate | None:
    """Judge what people can't do by the verb: "can't be bothered" blames, "can't sit still" is conduct."""
    after = text[told.end : told.end + 12].strip()
    if verb == "be":
        if after.startswith(("bother", "arsed")):
            return replace(told, claim="blame")
        return (
            replace(told, claim="conduct") if after.startswith(("trust", "reli", "left", "expect")) else None
        )
    if verb == "get" and after.startswith(("their head", "the hang", "used to", "enough")):
        return replace(told, claim="conduct")
    if verb in {"take", "sit"} and after.startswith(("in ", "still")):
        return told
    if verb in conduct.MINDED or (verb == "say" and after.startswith("no")):
        return told
    return replace(told, claim="lapse") if verb in conduct.LAPSES else None


def generally(text: str, told: Predicate, verb: str, marks: set[str], *, negative: bool) -> Predicate | None:
    """Judge a verb of will by what makes it general: "never", "only", "always", "don't"."""
    plain = verb.removesuffix("s")
    if "only" in marks:
        if plain in {"care", "think", "look", "want"} and re.match(
            r"\s+(?:about|of|for)\b", text[told.end : told.end + 8]
        ):
            return replace(told, claim="leaning")
        if not (marks & predicate_words.NEVER):
            return (
                told
                if verb in predicate_words.ATTITUDES or plain in {"come", "buy", "read", "trust"}
                else None
            )
    if marks & predicate_words.NEVER or "would" in marks or (negative and marks & {"will", "d"}):
        return told
    if negative:
        return told if verb in predicate_words.ATTITUDES else replace(told, claim="shunning")
    always = marks & {"always", "constantly", "forever", "invariably"}
    return (
        told
        if always and plain not in predicate_words.CHORES and verb not in predicate_words.CHORES
        else None
    )
