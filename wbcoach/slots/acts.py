"""A hardship told as a plain act, with no modal and no verb of suffering: "porters walk back for keys"."""

from __future__ import annotations

import re

from wbcoach.grammar import Span, Word, base_verb, gerund_verb, trim, words
from wbcoach.lexicon import names_people
from wbcoach.slots.clauses import clause, subordinate
from wbcoach.slots.markers import FRONT, OPENER
from wbcoach.slots.shape import Slots
from wbcoach.slots.situations import without_when
from wbcoach.slots.subjects import FINITE, subject_start


def plain_act(text: str, region: Span) -> Slots | None:
    """Find a clause whose subject is people and whose verb is a plain act: "porters walk back for keys"."""
    beside = _after_aside(text, region)
    if beside is not None:
        return beside
    found = words(text, region.start, region.end)
    start = subject_start(text, region.start, region.end)
    opener = OPENER.match(text, region.start, region.end)
    start = min(start, opener.end() if opener else region.start) if not FRONT.match(text, start) else start
    index = next((i for i, word in enumerate(found) if word.start >= start), len(found))
    seen_people = False
    people_at: int | None = None
    for position in range(index, min(len(found) - 1, index + 25)):
        word = found[position]
        if (
            seen_people
            and (_can_be_verb(word.low) or _goes_on_doing(found, position))
            and not subordinate(text, region.start, word.start)
        ):
            return clause(text, region, word.start, word.start, "plain")
        if people_at is not None and _verb_after_place(found, people_at, position):
            return clause(text, region, word.start, word.start, "plain")
        seen_people = names_people(word.low) or (seen_people and word.low in {"and", "or"})
        if seen_people and people_at is None:
            people_at = position
        if word.low in {"they", "who"}:
            seen_people = word.low == "they"
        elif word.low == "we":
            seen_people = position == index and found[position + 1].low not in _OBSERVES
    return None


_PLACES = frozenset("on in at of from with for under behind across near inside along".split())

_OBJECT_STARTS = frozenset(
    "the a an their his her its every each all over past to for up out off down through around by two three four five six no one".split()
)

_BEFORE_NOUNS = frozenset(
    "the a an their his her its our every each this that to of and or on in at from with for no who that which".split()
)


def _verb_after_place(found: list[Word], people: int, position: int) -> bool:
    """Say whether "inspectors on the airport line shout over ..." has its verb here."""
    if not people + 2 < position <= people + 8 or position + 1 >= len(found):
        return False
    between = found[people + 1 : position]
    return (
        between[0].low in _PLACES
        and _can_be_verb(found[position].low)
        and found[position + 1].low in _OBJECT_STARTS
        and between[-1].low not in _BEFORE_NOUNS
        and not {"who", "that", "which"} & {word.low for word in between}
    )


_ASIDE_FRONT = re.compile(
    r"(?P<who>[^,.;:]{3,120}),\s+(?=(?:when(?:ever)?|if|while|once|after|before|on|upon|at|during|in)\b)[^.;]{3,160}?,\s+(?P<verb>[\w-]+)\s+\w",
    re.IGNORECASE,
)


def _after_aside(text: str, region: Span) -> Slots | None:
    """Read "Cooks, when they are sent to a new school, hunt for the keys"."""
    opener = OPENER.match(text, region.start, region.end)
    match = _ASIDE_FRONT.match(text, opener.end() if opener else region.start, region.end)
    if not match or not (_can_be_verb(match["verb"].lower())):
        return None
    who = words(match["who"])
    if not any(names_people(word.low) for word in who[-6:]) or any(word.low in FINITE for word in who):
        return None
    told = clause(
        text, Span(match.start("verb"), region.end), match.start("verb"), match.start("verb"), "plain"
    )
    aside = trim(text, Span(match.end("who") + 1, match.start("verb")), " ,")
    customer = trim(text, Span(match.start("who"), match.end("who")))
    return Slots(customer, told.problem, without_when(text, aside), because=told.because, hardship="plain")


# What a team does to learn of a problem isn't the problem.
_OBSERVES = frozenset(
    "put set read let cut hit know think believe see hear find want need hope wish ask call visit watch plan build are have had do did "
    "can should could must will would want intend aim suggest propose recommend expect assume feel say note notice learn love run".split()
)


def _goes_on_doing(found: list[Word], position: int) -> bool:
    """Say whether "are (still) digging" stands here."""
    if found[position].low not in {"are", "is", "keep", "keeps", "'re"}:
        return False
    return any(gerund_verb(word.low) for word in found[position + 1 : position + 3])


def _can_be_verb(word: str) -> bool:
    return base_verb(word) or (
        word.endswith("s") and (base_verb(word[:-1]) or base_verb(word.removesuffix("es")))
    )
