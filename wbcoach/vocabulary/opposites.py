"""Ways to want a thing in which two people can pull apart: more of it or less, sooner or later, longer or shorter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wbcoach.grammar import Span, content, sentences, words
from wbcoach.vocabulary.pasts import root

if TYPE_CHECKING:
    from collections.abc import Iterator

_AXES: Final = (
    ("early", "late"), ("fast quick rapid", "slow"), ("long", "short brief"), ("loud noisy", "quiet silent faint"),
    ("hot warm", "cold cool"), ("strict rigid tight", "lax loose lenient"), ("large big", "small tiny"),
    ("bright", "dark dim"), ("high", "low"), ("often frequent frequently", "rarely seldom rare infrequent infrequently"),
    ("wide broad", "narrow"), ("heavy", "light"), ("dry", "wet damp"), ("detailed", "sketchy terse"), ("thick", "thin"),
)  # fmt: skip
_POLE: Final = {
    word: (axis, 1 if side == 0 else -1)
    for axis, sides in enumerate(_AXES)
    for side, listed in enumerate(sides)
    for word in listed.split()
}
_AMOUNT: Final = -1
_MORE = re.compile(
    r"\b(?:too\s+(?:few|little)|not\s+enough|(?<!no\s)(?<!any\s)more(?!\s+than)|extra|additional)\s+",
    re.IGNORECASE,
)
_LESS = re.compile(r"\b(?:too\s+(?:many|much)|fewer|less(?!\s+than)|far\s+too\s+many)\s+", re.IGNORECASE)
_TOO = re.compile(r"\b(?:too|so)\s+(?P<word>\w+)\b", re.IGNORECASE)
_ER = re.compile(r"\b(?P<word>\w{3,}?)(?:i?er|r)\b", re.IGNORECASE)
_THINGS: Final = 2


@dataclass(frozen=True, slots=True)
class Pull:
    """A wish on an axis, its direction (1 or -1), the roots of what it is about, and the words that say so."""

    axis: int
    way: int
    things: frozenset[str]
    said: str


def pulls(text: str) -> tuple[Pull, ...]:
    """Give the ways in which a statement pulls: "too few alarms" and "more alarms" want more, "too late" wants it earlier."""
    found: list[Pull] = []
    for pattern, way in ((_MORE, 1), (_LESS, -1)):
        for match in pattern.finditer(text):
            after = content(words(text, match.end(), min(len(text), match.end() + 40)))[:_THINGS]
            things = frozenset(root(word.low) for word in after[:1])
            if things:
                found.append(Pull(_AMOUNT, way, things, text[match.start() : after[0].end]))
    for sentence in sentences(text):
        things = frozenset(root(word.low) for word in content(words(text, sentence.start, sentence.end)))
        found.extend(_too(text, sentence, things))
        found.extend(_comparatives(text, sentence, things))
    return tuple(found)


def _too(text: str, sentence: Span, things: frozenset[str]) -> Iterator[Pull]:
    for match in _TOO.finditer(text, sentence.start, sentence.end):
        if pole := _POLE.get(match["word"].lower()):
            yield Pull(pole[0], -pole[1], things - {root(match["word"].lower())}, match[0])


def _comparatives(text: str, sentence: Span, things: frozenset[str]) -> Iterator[Pull]:
    for match in _ER.finditer(text, sentence.start, sentence.end):
        if pole := _pole(match["word"].lower()):
            yield Pull(*pole, things - {root(match[0].lower())}, match[0])


def _pole(start: str) -> tuple[int, int] | None:
    """Find the word of a comparative: "later", "earlier", "bigger"."""
    for word in (start, f"{start}e", f"{start}y", start[:-1] if start[-1:] == start[-2:-1] else start):
        if word in _POLE:
            return _POLE[word]
    return None
