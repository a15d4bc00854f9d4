"""Texts cut into words once for all patterns: which patterns may open at which place, and which words of theirs are there."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from wbcoach.vocabulary.condition import COMMON, Necessary
from wbcoach.vocabulary.necessary import LONGEST

if TYPE_CHECKING:
    from wbcoach.vocabulary.condition import Conditions

# Letters other than capitals that `re` takes for a plain letter where case is ignored.
_LOOSE_LETTERS = str.maketrans({"İ": "i", "ı": "i", "ſ": "s", "K": "k"})
_ZEROS = str.maketrans(dict.fromkeys("123456789", "0"))
_DIGIT = re.compile(r"\d")
_REMEMBERED = 20_000
_BEGINNING = re.compile(rf"(\w{{1,{LONGEST}}})\w*")
_ASCII_BEGINNING = re.compile(rf"([a-z0-9_]{{1,{LONGEST}}}+)[a-z0-9_]*+")  # the same, in less time


class Reading(NamedTuple):
    """For each pattern the places where it may open; the patterns of which a needed word is there; those of either; common words by place.

    Of pattern `n`, `~n` stands for its guard. `low` is the text in the lower case that `re` compares by.
    """

    places: dict[int, list[int]]
    needing: set[int]
    possible: frozenset[int]
    common: dict[int, str]
    low: str


class _Lexicon:
    """Which patterns, by their numbers, a word concerns."""

    def __init__(self) -> None:
        self._words: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, list[int]] = defaultdict(list)

    def enter(self, number: int, keys: Necessary) -> None:
        for word in keys.words | keys.signs:
            self._words[word].append(number)
        for stem in keys.stems:
            for size in range(1, len(stem)):
                self._stems[stem[:size]] += ()  # so that a look-up goes on to the stem
            self._stems[stem].append(number)

    def look_up(self, word: str) -> frozenset[int]:
        found = set(self._words.get(word, ()))
        for size in range(1, len(word) + 1):
            begun = self._stems.get(word[:size])
            if begun is None:
                break
            found.update(begun)
        return frozenset(found)


_OPENING, _GUARDED, _NEEDED = _Lexicon(), _Lexicon(), _Lexicon()
_SIGNS: set[str] = set()


def enter(number: int, found: Conditions) -> None:
    """Enter what a match of a pattern needs under the number of the pattern; what was read before is forgotten."""
    _OPENING.enter(number, Necessary(found.opening.words - found.guarded, found.opening.stems))
    _GUARDED.enter(number, Necessary(found.guarded))
    _NEEDED.enter(number, found.needed)
    _NEEDED.enter(~number, found.guard)
    _SIGNS.update(found.needed.signs, found.guard.signs)
    _CONCERNS.clear()
    read.cache_clear()
    _read_low.cache_clear()


class _Concern(NamedTuple):
    """The patterns that may open with a word, those that may where their guard is there, and those that may need it."""

    opening: tuple[int, ...]
    guarded: frozenset[int]
    needed: frozenset[int]


class _Concerns(dict[str, _Concern]):
    """The patterns that a word concerns, by its first letters."""

    def __missing__(self, word: str) -> _Concern:
        if len(self) >= _REMEMBERED:
            self.clear()
        opening, guarded, needed = (one.look_up(word) for one in (_OPENING, _GUARDED, _NEEDED))
        self[word] = found = _Concern(tuple(opening), guarded - opening, needed)
        return found


_CONCERNS = _Concerns()


@lru_cache(maxsize=128)
def read(text: str) -> Reading:
    """Read a text; one that was read before, in capitals or not, isn't read again."""
    return _read_low(in_lower_case(text))


@lru_cache(maxsize=128)
def _read_low(low: str) -> Reading:
    """Read a text in lower case, so that it and its lower-case form are read once."""
    plain = _with_zeros(low)
    places: dict[int, list[int]] = defaultdict(list)
    common: dict[int, str] = {}
    needing = {number for sign in _SIGNS if sign in plain for number in _CONCERNS[sign].needed}
    concerns = _CONCERNS
    opened: list[tuple[int, str, tuple[int, ...], frozenset[int]]] = []
    beginning = _ASCII_BEGINNING if plain.isascii() else _BEGINNING
    for match in beginning.finditer(plain):
        word = match[1]
        opening, guarded, needed = concerns[word]
        if needed:
            needing |= needed
        if opening or guarded:
            opened.append((match.start(), word, opening, guarded))
    unguarded = frozenset(~number for number in needing if number < 0)
    for start, word, opening, guarded in opened:
        for number in opening:
            places[number].append(start)
        if guarded:
            for number in guarded & unguarded:
                places[number].append(start)
        if word in COMMON:
            common[start] = word
    return Reading(places, needing, frozenset(places) | needing, common, low)


def in_lower_case(text: str) -> str:
    """Put a text in the lower case that `re` compares by, letter by letter."""
    return text.lower() if text.isascii() else text.translate(_LOOSE_LETTERS).lower()


def _with_zeros(low: str) -> str:
    return low.translate(_ZEROS) if low.isascii() else _DIGIT.sub("0", low)


def folded(text: str) -> str:
    """Put a text in lower case, with 0 for each digit."""
    return _with_zeros(in_lower_case(text))
