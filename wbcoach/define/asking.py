"""What is missing behind a clause, why that matters, and the question that would get it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from wbcoach.critique import Shape
from wbcoach.define.voices import FEWEST
from wbcoach.pitfalls import pitfall

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wbcoach.critique import SlotName
    from wbcoach.evidence import Kind

What = Literal["clause", "against", "behavioral", "qualitative", "subjective", "base", "voices", "recent"]
_LONGEST = 90
_NO_CLAUSE: dict[SlotName, str] = {"customer": "T01", "situation": "T02", "problem": "T03", "need": "T04"}
_QUESTIONS: dict[SlotName, dict[Kind, str]] = {
    "customer": {
        "behavioral": "In which record can people like “{words}” be counted, and out of how many customers?",
        "qualitative": "Which people like “{words}” have you talked to, and what did they tell of the last time?",
        "subjective": "How do people like “{words}” rate this, on which scale, and how many of them answered?",
    },
    "problem": {
        "behavioral": "Where is “{words}” recorded when it happens, and out of how many chances?",
        "qualitative": "Who told you of the last time that they had to “{words}”, and what happened?",
        "subjective": "How hard do people find it to “{words}”, on which scale, and how many answered?",
    },
    "situation": {
        "behavioral": "How often does it come to “{words}”, over which period, and in which record?",
        "qualitative": "What happened right before and after, the last time that it came to “{words}”?",
        "subjective": "How do people rate that moment, “{words}”, and how do they rate others?",
    },
    "need": {
        "behavioral": "What do people do today instead, for want of a way to “{words}”, and where can that be counted?",
        "qualitative": "Who said in their own words what they want to get done where you write “{words}”?",
        "subjective": "How important is it to people to “{words}”, how satisfied are they, and how many answered?",
    },
}
_WHY: dict[Kind, str] = {
    "behavioral": "nothing shows what people did",
    "qualitative": "nobody tells it in their own words",
    "subjective": "nothing says how people rate it",
}

_OTHERWISE: dict[SlotName, str] = {
    "customer": "What is different about those of “{words}” who say otherwise?",
    "problem": "Who doesn't have to “{words}”, and what is different for them?",
    "situation": "When does it go well, though it comes to “{words}”?",
    "need": "Who has a way to “{words}” already, and why don't the others?",
}
# Stories tell who and when it is, counts how often; what is wanted is heard before it is rated.
_FIRST: dict[SlotName, tuple[Kind, ...]] = {
    "customer": ("qualitative", "behavioral", "subjective"),
    "problem": ("behavioral", "qualitative", "subjective"),
    "situation": ("behavioral", "qualitative", "subjective"),
    "need": ("qualitative", "subjective", "behavioral"),
}


class Lack(Shape):
    """Something that isn't there, why it matters, and the question that would get it."""

    what: What
    why: str
    question: str


def lacks(
    clause: SlotName,
    words: str | None,
    kinds: Mapping[Kind, tuple[int, int]],
    *,
    people: int,
    backing: int,
    stale: int,
    against: int,
) -> tuple[Lack, ...]:
    """List what is missing behind a clause, the first to ask for first.

    Args:
        clause: its name.
        words: its words, None where the statement has no such clause.
        kinds: for each kind of data, how many items back the clause and how many of those have a base.
        people: how many distinct people speak for it.
        backing: how many items back it.
        stale: how many of those are stale.
        against: how many items speak against it.
    """
    if words is None:
        known = pitfall(_NO_CLAUSE[clause])
        return (Lack(what="clause", why=f"the statement names no {clause}", question=known.question),)
    said = " ".join(words.split())
    said = said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + " ..."
    return tuple(_lacks(clause, said, kinds, people, backing, stale, against))


def _lacks(
    clause: SlotName,
    said: str,
    kinds: Mapping[Kind, tuple[int, int]],
    people: int,
    backing: int,
    stale: int,
    against: int,
) -> Iterator[Lack]:
    if against:
        yield Lack(
            what="against",
            why=f"{_count(against, 'item')} against it",
            question=_OTHERWISE[clause].format(words=said),
        )
    for kind in _FIRST[clause]:
        if not kinds[kind][0]:
            question = _QUESTIONS[clause][kind].format(words=said)
            yield Lack(what=kind, why=_WHY[kind], question=question)
    if kinds["behavioral"][0] and not kinds["behavioral"][1]:
        yield Lack(
            what="base",
            why="what is recorded has no base",
            question=f"Out of how many, and over which period, was “{said}” recorded?",
        )
    if 0 < people < FEWEST:
        yield Lack(
            what="voices",
            why=f"{_count(people, 'person', 'people')} so far: a lead, not a pattern",
            question=f"Who else, outside of those you have heard, could tell you of “{said}”?",
        )
    if backing and stale == backing:
        yield Lack(
            what="recent",
            why="all of it is stale",
            question=f"Does “{said}” still hold today, and who saw it last?",
        )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
