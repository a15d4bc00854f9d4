"""Who something is said of: a group, people of whom much is said, or a role, by a noun or a pronoun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wbcoach.grammar import Span, Word
from wbcoach.lexicon import names_people, words
from wbcoach.vocabulary.groups import groups
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

# Nouns for people of whom much is said: not a demographic, but more than a role.
_KIN = words("""
    students kids children teens tourists locals villagers islanders creatives introverts extroverts academics artists generation
    newcomers outsiders youngsters learners apprentices trainees interns graduates freshers undergraduates lot crowd
    bachelors boys girls
""")
_PRONOUNS = words("they he she they're they've they'd they'll he's she's theyre")
_SKIPPED = words("""
    just simply also all still often usually generally always never only really too so basically do don't does will would can may might
    these days today nowadays themselves mostly largely typically naturally ever hardly as rule
""")
_SOME = words(
    "some several few two three four five six seven eight nine ten both one this these those another certain my her his single"
)
CAUSES = words("because since as for so")
MOMENTS = words("when whenever if while until after before once unless where how whether why what which")
# People by place or by health: no shorthand by itself, but groups to be stereotyped.
_OTHERS = screened(
    r"\b(?:(?:rural|urban|suburban|small-town|village|provincial|country|city|northern|southern|island|coastal|big-city|metropolitan|autistic|dyslexic|deaf|blind|disabled|diabetic|obese|overweight|neurodivergent|neurodiverse|religious|religiously\s+\w+|gay|lesbian|left-handed|self-employed|homeless|university-educated|academic)\s+(?P<head>[a-z]+)"
    r"|the\s+(?:mentally\s+ill|disabled|deaf|blind|obese|homeless|sick|religious|self-employed)(?=[\s,]+(?:who|are|can|cannot|don|do|have|never|always|will|won|tend|love|hate|prefer)))\b",
    re.IGNORECASE,
)


_JOINTS = words("who that to stop")
_OWN = words("have has must need needs who")
_PLACED = re.compile(r"\s+(?:from|of|in|on|at|with|over|under)\b[^.,;:]*\Z")


@dataclass(frozen=True, slots=True)
class Bearer:
    """Of what kind the subject is, where its words start, and whether a noun names it."""

    kind: Literal["group", "kin", "role"]
    start: int
    named: bool  # by a noun, not a pronoun


def known_groups(text: str) -> list[Span]:
    """List the groups that a text names, those by place or health too, in its order."""
    found = [group.span for group in groups(text)] + list(_others(text))
    return sorted(found, key=lambda span: span.start)


def _others(text: str) -> Iterator[Span]:
    for match in _OTHERS.finditer(text):
        head = match["head"]
        if head is None or (
            names_people(head) and head.lower().endswith(("s", "folk", "people", "staff", "men", "children"))
        ):
            yield Span(match.start(), match.end())


def bearer(text: str, found: list[Word], at: int, known: list[Span]) -> Bearer | None:
    """Find who the verb at `at` is about, straight before it or before a short phrase of place."""
    if found[at].low in _PRONOUNS:
        return _pronoun(text, found[at], known)
    index = at - 1
    while index >= 0 and (found[index].low in _SKIPPED or found[index].low.endswith("ly")):
        index -= 1
    if index < 0 or re.search(r"[.!?;:]", text[found[index].end : found[at].start]):
        return None
    word = found[index]
    if word.low in _PRONOUNS:
        return _pronoun(text, word, known)
    if found[at].low == "being" and text[: found[at].start].rstrip()[-1:] == ",":
        verb = found[at].start
        if any(group.end < verb and "." not in text[group.end : verb] for group in known):
            return Bearer("group", verb, named=True)
    if word.low in {"and", "but"}:
        return _shared(text, found, index, known)
    if word.low in _JOINTS or found[at].low == "being":
        return _joined(text, found, index, known)
    return _named(text, found, index, known)


def _pronoun(text: str, word: Word, known: list[Span]) -> Bearer:
    return Bearer("group" if _meant(text, word.start, known) else "role", word.start, named=False)


def _joined(text: str, found: list[Word], index: int, known: list[Span]) -> Bearer | None:
    """Read "dads who ...", "teens to stop being ...", "grandmothers being ..."."""
    word = found[index]
    for group in known:
        if group.end <= word.end and len(text[group.end : word.end].split()) <= 3:
            return Bearer("group", word.start if word.low == "who" else group.start, named=True)
    if word.low in {"to", "stop"}:
        return None
    relative = word.low in {"who", "that"}
    index -= relative
    if index < 0 or (relative and text[found[index].end] != ","):
        return None  # "shoppers who love paper" are told apart, not judged
    return _noun(text, found, index)


def _shared(text: str, found: list[Word], index: int, known: list[Span]) -> Bearer | None:
    """Give the subject of a second verb its first one's: "single men ... and don't care"."""
    for back in range(index - 1, max(-1, index - 9), -1):
        word = found[back]
        apart = re.search(r"[.;:]", text[word.end : found[back + 1].start])
        if apart or word.low in CAUSES or word.low in MOMENTS:
            return None
        if word.low in _PRONOUNS:
            return _pronoun(text, word, known)
        for group in known:
            if group.start <= word.start < group.end and back + 1 < index and found[back + 1].low not in _OWN:
                return Bearer("group", group.start, named=True)
    return None


def _named(text: str, found: list[Word], index: int, known: list[Span]) -> Bearer | None:
    word = found[index]
    for group in known:
        between = text[group.end : word.end]
        placed = group.end <= word.start and len(between.split()) <= 5 and _PLACED.match(between)
        if group.start <= word.start < group.end or placed:
            before = text[max(0, group.start - 12) : group.start].lower().split()[-1:]
            return None if before and before[0] in _SOME else Bearer("group", group.start, named=True)
    for back in range(index - 1, max(-1, index - 6), -1):
        if re.search(r"[.,;:]", text[found[back].end : found[back + 1].start]):
            break
        if found[back].low in _KIN and found[back + 1].low in {"on", "from", "of", "in", "at", "with"}:
            return _noun(text, found, back)
    return _noun(text, found, index)


def _noun(text: str, found: list[Word], index: int) -> Bearer | None:
    """Read a bare plural as the subject of a general claim; "the nurses" are some that were seen."""
    word = found[index].low
    kin = word in _KIN
    if not kin and not (names_people(word) and (word.endswith(("s", "men", "people", "folk")))):
        return None
    start = index
    while start and index - start < 3 and text[found[start - 1].end : found[start].start] == " ":
        before = found[start - 1].low
        if before in _SOME or (before == "the" and not kin):
            return None
        if before in CAUSES or before in MOMENTS or before in {"and", "but", "that", "our", "with", "of"}:
            break
        start -= 1
    return Bearer("kin" if kin else "role", found[start].start, named=True)


def _meant(text: str, at: int, known: list[Span]) -> bool:
    """Say whether a pronoun can stand for a group: one named before it, or later in its sentence."""
    stop = text.find(". ", at)
    return any(group.start < at or group.start < (stop if stop > 0 else len(text)) for group in known)
