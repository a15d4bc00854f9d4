"""What a clause says of people: what they are like, love, will never do, or cannot be trusted with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wbcoach.grammar import Word
from wbcoach.vocabulary.conduct import (
    ALWAYS,
    BEFALLS,
    DOERS,
    HABITUAL,
    LEANINGS,
    MINDED,
    TASTES,
    UPSETS,
    UPSETTERS,
    WILLED,
)
from wbcoach.vocabulary.predicate_words import (
    ABLE,
    ADVERBS,
    ATTITUDES,
    CHORES,
    COMPARED,
    COPULAS,
    HAVE,
    LIKINGS,
    NEGATED,
    NEVER,
    SPECIFIC,
    TAKEN,
    WEAK_NOUNS,
)
from wbcoach.vocabulary.traits import (
    ABILITY,
    BLAME,
    CHARACTER,
    DEGREE,
    HABITS,
    KINDS,
    LASTING,
    MATTERS,
    SKILLED,
    STATES,
    TEMPERS,
    TOWARDS,
    TRAIT_NOUNS,
    WANTING,
)

Claim = Literal["character", "blame", "state", "temper", "failing", "conduct", "leaning", "taste", "habit"]


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is said, from the verb at index `at` to the character `end`."""

    at: int
    end: int
    claim: Claim


def predicate(text: str, found: list[Word], at: int) -> Predicate | None:
    """Read what the word at index `at` begins to say of its subject; None if it says nothing of the kind."""
    word = found[at].low
    if word in COPULAS:
        return _is(text, found, at)
    if word in HAVE:
        return _has(text, found, at)
    if word in NEGATED:
        habit = HABITS.match(text, found[at].start) if word == "would" else None
        return Predicate(at, habit.end(), "habit") if habit else _will(text, found, at)
    if word in {"refuse", "refuses", "tend", "tends"}:
        following = found[at + 1].low if at + 1 < len(found) else ""
        whole = (
            {"to"}
            if word.startswith("tend")
            else {"to", "all", "everything", "anything", "any", "change", "help", "new"}
        )
        return Predicate(at, found[at + 1].end, "conduct") if following in whole else None
    if word == "with":
        wanting = WANTING.match(text, found[at].end)
        return Predicate(at, wanting.end(), "character") if wanting else None
    habit = HABITS.match(text, found[at].start)
    if habit:
        return Predicate(at, habit.end(), "habit")
    if (
        at + 1 < len(found)
        and (found[at + 1].low in COMPARED or _more_freely(found, at))
        and word not in CHORES
        and not word.endswith(("ing", "ed", "ly"))
    ):
        return Predicate(at, found[at + 1].end, "habit")
    if word in TASTES:
        following = found[at + 1].low if at + 1 < len(found) else ""
        if word in {"lie", "lies"} and following in {
            "on",
            "in",
            "down",
            "flat",
            "at",
            "near",
            "under",
            "awake",
            "idle",
            "about",
        }:
            return None
        if following in SPECIFIC:
            return Predicate(at, found[at + 1].end, "state")
        near = at + 1 < len(found) and not text[found[at].end : found[at + 1].start].strip()
        end = found[at + 1].end if near else found[at].end
        broad = word in LIKINGS and following.endswith("ing")
        return Predicate(at, end, "leaning" if word in LEANINGS or broad else "taste")
    return None


def _more_freely(found: list[Word], at: int) -> bool:
    return found[at + 1].low in {"more", "less"} and at + 2 < len(found) and found[at + 2].low.endswith("ly")


def upset(found: list[Word], at: int) -> bool:
    """Say whether the word at index `at` is what computers, forms or crowds do to people."""
    return found[at].low in UPSETS and at > 0 and found[at - 1].low in UPSETTERS


def character_at(text: str, found: list[Word], at: int) -> int:
    """Give where words of character end that begin at index `at` ("lovely but hopeless with remotes"), 0 if none do."""
    lasting = False
    for index in range(at, min(at + 5, len(found))):
        word = found[index].low
        if word in DEGREE:
            lasting = lasting or word in LASTING
            continue
        told = _adjective(text, found, index, lasting=lasting)
        return told.end if told and told.claim in {"character", "blame"} else 0
    return 0


def _is(text: str, found: list[Word], at: int) -> Predicate | None:
    index, negated = at + 1, found[at].low.endswith("n't")
    lasting = at > 0 and found[at - 1].low in LASTING
    while index < len(found) and index <= at + 6:
        kind = KINDS.match(text, found[index].start)
        if kind:
            return Predicate(at, kind.end(), "character")
        word = found[index].low
        if word.endswith("ing") and (lasting or negated):
            return Predicate(at, found[index].end, "conduct") if _willed_ing(word) else None
        if word in DOERS and (index > at + 1 or negated):
            skill = found[index - 1].low in ABLE | LASTING | {"hard", "slow", "fast", "big", "keen", "poor"}
            return (
                Predicate(at, found[index].end, "character")
                if skill or (negated and word in HABITUAL)
                else None
            )
        if (
            word in ABLE | {"hard", "big", "keen"}
            and index + 1 < len(found)
            and found[index + 1].low in DOERS
        ):
            return Predicate(at, found[index + 1].end, "character")
        told = _adjective(text, found, index, lasting=lasting)
        if told and told.claim == "state":
            return (
                Predicate(at, told.end, "state")
                if told.end != found[index].end
                else _tempered(text, found, at, index)
            )
        if told:
            return Predicate(at, told.end, told.claim)
        if word not in DEGREE:
            return None
        lasting = lasting or word in LASTING
        negated = negated or word in {"not", "never"}
        index += 1
    return None


def _tempered(text: str, found: list[Word], at: int, index: int) -> Predicate:
    """Read "lonely." and "quiet and obedient" as a temper, "lonely when ..." as a state."""
    after = found[index + 1].low if index + 1 < len(found) else ""
    if after in {"and", "but"} and index + 2 < len(found) and found[index + 2].low in CHARACTER:
        return Predicate(at, found[index + 2].end, "character")
    ended = not after or after in {"and", "but", "so"} or text[found[index].end] in ".,;!"
    temper = ended and found[index].low in TEMPERS
    return Predicate(at, found[index].end, "temper" if temper else "state")


def _willed_ing(word: str) -> bool:
    root = word[:-3]
    return bool({root, root + "e", root[:-1]} & (WILLED | TASTES))


def _adjective(text: str, found: list[Word], index: int, *, lasting: bool) -> Predicate | None:
    word, end = found[index].low, found[index].end
    pair = f"{word} {found[index + 1].low}" if index + 1 < len(found) else word
    if pair in TRAIT_NOUNS and pair != word:
        return Predicate(index, found[index + 1].end, "character")
    if word in TRAIT_NOUNS:
        return Predicate(index, end, "character") if lasting or word not in WEAK_NOUNS else None
    if word not in CHARACTER and word not in STATES:
        return None
    skilled = SKILLED.match(text, end)
    if skilled:
        if skilled["matter"].lower() in MATTERS or (skilled[0].split()[0].lower() == "at" and word in ABLE):
            return Predicate(index, skilled.end(), "character")
        if word not in CHARACTER or (word in TOWARDS and not lasting):
            return Predicate(index, end, "character" if lasting and word not in CHARACTER else "state")
    if index + 1 < len(found) and found[index + 1].low == "to" and not lasting:
        return Predicate(index, end, "state")
    if word in BLAME and not lasting:
        return Predicate(index, end, "blame")
    return Predicate(index, end, "character" if word in CHARACTER or lasting else "state")


def _has(text: str, found: list[Word], at: int) -> Predicate | None:
    if at + 1 >= len(found) or found[at + 1].low in {"to", "been", "had"}:
        return None
    start = found[at + 1].start
    ability = ABILITY.match(text, start)
    if ability:
        return Predicate(at, ability.end(), "character")
    stop = min(len(text), start + 70)
    for joint in (" and few ", " but few ", " and little ", " but little ", " and no ", " but no "):
        place = text.find(joint, start, stop)
        if place > 0 and "." not in text[start:place]:
            ability = ABILITY.match(text, place + 5)
            if ability:
                return Predicate(at, ability.end(), "character")
    return None


def _will(text: str, found: list[Word], at: int) -> Predicate | None:  # noqa: PLR0912  a ladder of cases
    marks = {
        found[at].low.rsplit("'", 1)[-1] if found[at].low.startswith(("they'", "who'")) else found[at].low
    }
    index = at + 1
    while (
        index < len(found)
        and index <= at + 4
        and (found[index].low in ADVERBS or found[index].low in {"not"} | ALWAYS)
    ):
        marks.add(found[index].low)
        index += 1
    if index >= len(found):
        return None
    verb, end = found[index].low, found[index].end
    negative = bool(marks & {"not", "never"}) or any(mark.endswith("n't") for mark in marks)
    if marks & {"can", "can't", "cannot", "could", "couldn't"}:
        if "cannot" not in marks and not negative:
            return None
        if verb == "be":
            after = text[end : end + 8].strip()
            if after.startswith(("bother", "arsed")):
                return Predicate(at, end, "blame")
            return Predicate(at, end, "conduct") if after.startswith(("trust", "reli", "left")) else None
        if verb == "get" and text[end : end + 12].strip().startswith(
            ("their head", "the hang", "used to", "enough")
        ):
            return Predicate(at, end, "conduct")
        return Predicate(at, end, "failing") if verb in MINDED else None
    if verb in {"have", "has"} and negative:
        told = _has(text, found, index)
        return Predicate(at, told.end, "character") if told else None
    if verb == "be" and "always" in marks:
        told = _is(text, found, index)
        return Predicate(at, told.end, told.claim) if told else None
    if verb in {"take", "takes"} and found[min(index + 1, len(found) - 1)].low not in TAKEN:
        return None
    if verb in BEFALLS or verb not in WILLED:
        return None
    if marks & NEVER or "would" in marks or (negative and marks & {"will", "would", "d"}):
        return Predicate(at, end, "conduct")
    if (
        "only" in marks
        and verb.removesuffix("s") in {"care", "think", "look", "want"}
        and text[end : end + 6].strip().startswith(("about", "of", "for"))
    ):
        return Predicate(at, end, "leaning")
    if "only" in marks:
        return (
            Predicate(at, end, "conduct")
            if verb in ATTITUDES or verb in {"come", "buy", "comes", "buys", "read", "trust"}
            else None
        )
    if negative:
        return Predicate(at, end, "conduct") if verb in ATTITUDES else None
    if marks & {"always", "constantly", "forever", "invariably"}:
        return (
            Predicate(at, end, "conduct")
            if verb.removesuffix("s") not in CHORES and verb not in CHORES
            else None
        )
    return None
