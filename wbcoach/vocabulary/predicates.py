"""What a clause says of people: what they are like, love, will never do, or cannot be trusted with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.lexicon import words
from wbcoach.vocabulary import conduct, predicate_words, traits
from wbcoach.vocabulary.willing import Predicate, cannot, generally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.grammar import Word

_QUALITIES = words("hard slow fast big keen poor heavy careless careful avid")
_NOT_SO = words(
    "interested bothered fussed mature clever bright smart confident ambitious keen curious technical numerate academic practical musical"
)
_ALL = words("every everything anything nothing anyone anybody")


_LEADING = (
    predicate_words.COPULAS
    | predicate_words.HAVE
    | predicate_words.NEGATED
    | conduct.TASTES
    | words("refuse refuses tend tends with")
)
_FOLLOWING = predicate_words.COMPARED | _ALL | words("more less")


def predicates(text: str, found: list[Word]) -> Iterator[tuple[int, Predicate]]:
    """Read what each word of a text begins to say of its subject, by the index of the word; those that say nothing are left out."""
    habits = traits.HABITS.places(text)
    for at, word in enumerate(found):
        if (
            word.low in _LEADING
            or habits is None
            or word.start in habits
            or (at + 1 < len(found) and found[at + 1].low in _FOLLOWING)
        ):
            told = predicate(text, found, at)
            if told:
                yield at, told


def predicate(text: str, found: list[Word], at: int) -> Predicate | None:
    """Read what the word at index `at` begins to say of its subject; None if it says nothing of the kind."""
    word = found[at].low
    if word in predicate_words.COPULAS:
        return _is(text, found, at)
    if word in predicate_words.HAVE:
        return _has(text, found, at)
    if word in predicate_words.NEGATED:
        habit = traits.HABITS.match(text, found[at].start) if word == "would" else None
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
        wanting = traits.WANTING.match(text, found[at].end)
        return Predicate(at, wanting.end(), "character") if wanting else None
    habit = traits.HABITS.match(text, found[at].start)
    if habit:
        return Predicate(at, habit.end(), "habit")
    if (
        at + 1 < len(found)
        and (found[at + 1].low in predicate_words.COMPARED or _more_freely(found, at))
        and word not in predicate_words.CHORES
        and not word.endswith(("ing", "ed", "ly"))
    ):
        return Predicate(at, found[at + 1].end, "habit")
    if (
        at + 1 < len(found)
        and found[at + 1].low in _ALL
        and word not in traits.DEGREE
        and not word.endswith(("ed", "ing", "ly"))
    ):
        return Predicate(at, found[at + 1].end, "sweep")
    if word in conduct.TASTES:
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
        if following in predicate_words.SPECIFIC:
            return Predicate(at, found[at + 1].end, "state")
        near = at + 1 < len(found) and not text[found[at].end : found[at + 1].start].strip()
        end = found[at + 1].end if near else found[at].end
        broad = word in predicate_words.LIKINGS and following.endswith("ing")
        return Predicate(at, end, "leaning" if word in conduct.LEANINGS or broad else "taste")
    return None


def _more_freely(found: list[Word], at: int) -> bool:
    return found[at + 1].low in {"more", "less"} and at + 2 < len(found) and found[at + 2].low.endswith("ly")


def upset(found: list[Word], at: int) -> bool:
    """Say whether the word at index `at` is what computers, forms or crowds do to people."""
    return found[at].low in conduct.UPSETS and at > 0 and found[at - 1].low in conduct.UPSETTERS


def character_at(text: str, found: list[Word], at: int) -> int:
    """Give where words of character end that begin at index `at` ("lovely but hopeless with remotes"), 0 if none do."""
    lasting = False
    for index in range(at, min(at + 5, len(found))):
        word = found[index].low
        if word in traits.DEGREE:
            lasting = lasting or word in traits.LASTING
            continue
        told = _adjective(text, found, index, lasting=lasting)
        return told.end if told and told.claim in {"character", "blame"} else 0
    return 0


def _is(text: str, found: list[Word], at: int) -> Predicate | None:
    index, negated = at + 1, found[at].low.endswith("n't")
    lasting = at > 0 and found[at - 1].low in traits.LASTING
    while index < len(found) and index <= at + 6:
        kind = traits.KINDS.match(text, found[index].start)
        if kind:
            return Predicate(at, kind.end(), "character")
        word = found[index].low
        if word.endswith("ing") and (lasting or negated):
            return Predicate(at, found[index].end, "conduct") if conduct.willed_ing(word) else None
        doer = _doer(found, at, index, negated=negated)
        if doer or (word in conduct.DOERS and (index > at + 1 or negated)):
            return doer
        if negated and word in _NOT_SO:
            return Predicate(at, found[index].end, "character")
        told = _adjective(text, found, index, lasting=lasting)
        if told and told.claim == "state":
            alone = told.end == found[index].end
            return _tempered(text, found, at, index) if alone else Predicate(at, told.end, "state")
        if told:
            return Predicate(at, told.end, told.claim)
        if word not in traits.DEGREE:
            return None
        lasting = lasting or word in traits.LASTING
        negated = negated or word in {"not", "never"}
        index += 1
    return None


def _doer(found: list[Word], at: int, index: int, *, negated: bool) -> Predicate | None:
    """Read "poor communicators", "born liars", "not readers"."""
    word = found[index].low
    if word in conduct.DOERS:
        before = found[index - 1].low if index > at + 1 else ""
        if before in predicate_words.ABLE or before in traits.LASTING or before in _QUALITIES:
            return Predicate(at, found[index].end, "character")
        return Predicate(at, found[index].end, "character") if negated and word in conduct.HABITUAL else None
    following = found[index + 1].low if index + 1 < len(found) else ""
    if (word in predicate_words.ABLE or word in _QUALITIES) and following in conduct.DOERS:
        return Predicate(at, found[index + 1].end, "character")
    return None


def _tempered(text: str, found: list[Word], at: int, index: int) -> Predicate:
    """Read "lonely." and "quiet and obedient" as a temper, "lonely when ..." as a state."""
    after = found[index + 1].low if index + 1 < len(found) else ""
    if after in {"and", "but"} and index + 2 < len(found) and found[index + 2].low in traits.CHARACTER:
        return Predicate(at, found[index + 2].end, "character")
    ended = not after or after in {"and", "but", "so"} or text[found[index].end] in ".,;!"
    temper = ended and found[index].low in traits.TEMPERS
    return Predicate(at, found[index].end, "temper" if temper else "state")


def _adjective(text: str, found: list[Word], index: int, *, lasting: bool) -> Predicate | None:
    word, end = found[index].low, found[index].end
    pair = f"{word} {found[index + 1].low}" if index + 1 < len(found) else word
    if pair in traits.TRAIT_NOUNS and pair != word:
        return Predicate(index, found[index + 1].end, "character")
    if word in traits.TRAIT_NOUNS:
        return (
            Predicate(index, end, "character") if lasting or word not in predicate_words.WEAK_NOUNS else None
        )
    word = traits.positive(word)
    if word not in traits.CHARACTER and word not in traits.STATES:
        return None
    skilled = traits.SKILLED.match(text, end)
    if skilled:
        if skilled["matter"].lower() in traits.MATTERS or (
            skilled[0].split()[0].lower() == "at" and word in predicate_words.ABLE
        ):
            return Predicate(index, skilled.end(), "character")
        if word not in traits.CHARACTER or (word in traits.TOWARDS and not lasting):
            return Predicate(index, end, "character" if lasting and word not in traits.CHARACTER else "state")
    if index + 1 < len(found) and found[index + 1].low == "to" and not lasting:
        return Predicate(index, end, "state")
    if word in traits.BLAME and not lasting:
        return Predicate(index, end, "blame")
    return Predicate(index, end, "character" if word in traits.CHARACTER or lasting else "state")


def _has(text: str, found: list[Word], at: int) -> Predicate | None:
    if at + 1 >= len(found) or found[at + 1].low in {"to", "been", "had"}:
        return None
    start = found[at + 1].start
    ability = traits.ABILITY.match(text, start)
    if ability:
        return Predicate(at, ability.end(), "character")
    stop = min(len(text), start + 70)
    for joint in (" and few ", " but few ", " and little ", " but little ", " and no ", " but no "):
        place = text.find(joint, start, stop)
        if place > 0 and "." not in text[start:place]:
            ability = traits.ABILITY.match(text, place + 5)
            if ability:
                return Predicate(at, ability.end(), "character")
    return None


def _will(text: str, found: list[Word], at: int) -> Predicate | None:
    marks = {
        found[at].low.rsplit("'", 1)[-1] if found[at].low.startswith(("they'", "who'")) else found[at].low
    }
    index = at + 1
    while (
        index < len(found)
        and index <= at + 4
        and (found[index].low in predicate_words.ADVERBS or found[index].low in {"not"} | conduct.ALWAYS)
    ):
        marks.add(found[index].low)
        index += 1
    if index >= len(found):
        return None
    verb, end = found[index].low, found[index].end
    negative = bool(marks & {"not", "never"}) or any(mark.endswith("n't") for mark in marks)
    if marks & {"can", "can't", "cannot", "could", "couldn't"}:
        return cannot(text, Predicate(at, end, "failing"), verb) if negative or "cannot" in marks else None
    if verb in {"have", "has"} and negative:
        told = _has(text, found, index)
        return Predicate(at, told.end, "character") if told else None
    if verb == "be" and "always" in marks:
        told = _is(text, found, index)
        return Predicate(at, told.end, told.claim) if told else None
    if verb in {"take", "takes"} and found[min(index + 1, len(found) - 1)].low not in predicate_words.TAKEN:
        return None
    if verb in conduct.BEFALLS or verb not in conduct.WILLED:
        return None
    return generally(text, Predicate(at, end, "conduct"), verb, marks, negative=negative)
