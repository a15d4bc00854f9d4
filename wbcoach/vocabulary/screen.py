"""A screen before a pattern: it is tried only at the words, or in texts with the words, that a match needs.

Python's `re` tries every alternative of a pattern at every letter, to learn that most rules find nothing in
most texts. Here a text is cut into words once for all patterns, and each word knows the patterns that may
begin with it or need it; so the work of a pattern grows with the words that could matter to it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from wbcoach.vocabulary.condition import COMMON, Necessary
from wbcoach.vocabulary.necessary import LONGEST, conditions, parse
from wbcoach.vocabulary.pruning import pruned

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from wbcoach.vocabulary.necessary import Known

Key = TypeVar("Key")
# Letters other than capitals that `re` takes for a plain letter where case is ignored.
_LOOSE_LETTERS = str.maketrans({"İ": "i", "ı": "i", "ſ": "s", "K": "k"})
_ZEROS = str.maketrans(dict.fromkeys("123456789", "0"))
# In a pattern: what is written in capitals and names none, and capitals.
_CAPITALS = re.compile(r"(\\.|\(\?P[<=>])|[A-Z]")
_FLAGS_WITHIN = re.compile(r"\(\?-?[aiLmsux]+[-:)]")
_DIGIT = re.compile(r"\d")
# What is short is searched as fast as it is read; what is long is not kept.
_WORTH_READING, _TOO_LONG = 60, 20_000
_REMEMBERED = 20_000
_WORTH_PRUNING = 1_200


class _Reading(NamedTuple):
    """For each pattern the places where it may open; the patterns of which a needed word is there; common words by place.

    Of pattern `n`, `~n` stands for its guard. `low` is the text in the lower case that `re` compares by.
    """

    places: dict[int, list[int]]
    needing: set[int]
    common: dict[int, str]
    low: str


_NOTHING: Iterator[Any] = iter(())
_BEGINNING = re.compile(rf"(\w{{1,{LONGEST}}})\w*")
_ASCII_BEGINNING = re.compile(rf"([a-z0-9_]{{1,{LONGEST}}}+)[a-z0-9_]*+")  # the same, in less time


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
EVERY: list[Screened] = []


class Screened:
    """A compiled pattern behind its screen; what it finds is what the pattern finds."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """Enter a pattern in the lexicon.

        Raises:
            ValueError: a match needs no word.
        """
        self.pattern, self.flags = pattern, flags
        self._by_word = _ByWord(self) if _WORTH_PRUNING <= len(pattern) <= _TOO_LONG else None
        found = conditions(pattern, flags)
        self._number = len(EVERY)
        self._needs = bool(found.needed)
        EVERY.append(self)
        _OPENING.enter(self._number, Necessary(found.opening.words - found.guarded, found.opening.stems))
        _GUARDED.enter(self._number, Necessary(found.guarded))
        _NEEDED.enter(self._number, found.needed)
        _NEEDED.enter(~self._number, found.guard)
        _SIGNS.update(found.needed.signs, found.guard.signs)
        _CONCERNS.clear()
        _read.cache_clear()
        _read_low.cache_clear()

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself, compiled where it is first tried."""
        return re.compile(self.pattern, self.flags)

    @cached_property
    def folds(self) -> bool:
        """Say whether the pattern finds in a text in lower case what it finds in the text, case being no matter to it."""
        plain = all(char.isascii() or char.lower() == char.upper() for char in self.pattern)
        return bool(self.flags & re.IGNORECASE) and plain and not _FLAGS_WITHIN.search(self.pattern)

    @cached_property
    def tried_as(self) -> re.Pattern[str]:
        """What is tried: where case is no matter, the pattern for lower case, which `re` matches in half the time."""
        if not self.folds:
            return self.compiled
        low = _CAPITALS.sub(lambda found: found[1] or found[0].lower(), self.pattern)
        return re.compile(low, self.flags & ~re.IGNORECASE)

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """Give the first match."""
        end = len(text) if endpos is None else endpos
        read = self._reading(text, end)
        if read is None:
            return self.compiled.search(text, pos, end)
        if self._needs and self._number in read.needing:
            if not self.folds:
                return self.compiled.search(text, pos, end)
            there = self.tried_as.search(read.low, pos, end)
            return there and self.compiled.match(text, there.start(), end)
        places = read.places.get(self._number)
        if places is None or places[-1] < pos:
            return None
        return next(self._at(places, read, text, pos, end), None)

    def match(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """Give the match at a place."""
        end = len(text) if endpos is None else endpos
        read = self._reading(text, end)
        if (
            read is not None
            and pos not in read.places.get(self._number, ())
            and self._number not in read.needing
        ):
            return None
        return self.compiled.match(text, pos, end)

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[re.Match[str]]:
        """Give all matches."""
        end = len(text) if endpos is None else endpos
        read = self._reading(text, end)
        if read is None:
            return self.compiled.finditer(text, pos, end)
        if self._needs and self._number in read.needing:
            if not self.folds:
                return self.compiled.finditer(text, pos, end)
            return self._anywhere(read.low, text, pos, end)
        places = read.places.get(self._number)
        if places is None or places[-1] < pos:
            return _NOTHING
        return self._at(places, read, text, pos, end)

    def places(self, text: str) -> Collection[int] | None:
        """Give the places where a match may begin; None where it may anywhere."""
        read = self._reading(text, len(text))
        if read is None or self._number in read.needing:
            return None
        return read.places.get(self._number, ())

    def may_match(self, read: _Reading) -> bool:
        """Say whether a text that was read has the words of a match."""
        return self._number in read.places or self._number in read.needing

    def _reading(self, text: str, end: int) -> _Reading | None:
        """Give what was read of a text; None where that is no help."""
        size = len(text)
        if not _WORTH_READING <= size <= _TOO_LONG:
            return None
        if end < size and not text[end].isspace() and _cuts(text, end):
            return None
        return _read(text)

    def _anywhere(self, low: str, text: str, pos: int, end: int) -> Iterator[re.Match[str]]:
        for there in self.tried_as.finditer(low, pos, end):
            if found := self.compiled.match(text, there.start(), end):
                yield found

    def _at(
        self, places: list[int], read: _Reading, text: str, pos: int, end: int
    ) -> Iterator[re.Match[str]]:
        """Try the pattern where it may open; at a common word only those of its alternatives that begin with it."""
        common, folds = read.common, self.folds
        tried = read.low if folds else text
        for place in places:
            if place >= end:
                return
            if place < pos:
                continue
            pattern = self.tried_as
            if self._by_word is not None and place in common:
                less = self._by_word[common[place]]
                if less is None:
                    continue
                pattern = less
            found = pattern.match(tried, place, end)
            if found and folds:
                found = self.compiled.match(text, place, end)
            if found:
                yield found
                pos = found.end()


class _ByWord(dict[str, "re.Pattern[str] | None"]):
    """What of a pattern can match, by the common word it is tried at."""

    def __init__(self, whole: Screened) -> None:
        super().__init__()
        self._whole = whole
        self._known: Known = {}

    @cached_property
    def _parsed(self) -> Any:
        return parse(self._whole.tried_as.pattern, self._whole.tried_as.flags)

    def __missing__(self, word: str) -> re.Pattern[str] | None:
        self[word] = found = pruned(self._parsed, word, self._whole.tried_as, self._known)
        return found


def _cuts(text: str, end: int) -> bool:
    """Say whether a text that ends there ends within a word, which is another word then."""
    return end > 0 and text[end - 1 : end + 1].replace("_", "x").isalnum()


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
def _read(text: str) -> _Reading:
    return _read_low(in_lower_case(text))


@lru_cache(maxsize=128)
def _read_low(low: str) -> _Reading:
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
    return _Reading(places, needing, common, low)


def in_lower_case(text: str) -> str:
    """Put a text in the lower case that `re` compares by, letter by letter."""
    return text.lower() if text.isascii() else text.translate(_LOOSE_LETTERS).lower()


def _with_zeros(low: str) -> str:
    return low.translate(_ZEROS) if low.isascii() else _DIGIT.sub("0", low)


def folded(text: str) -> str:
    """Put a text in lower case, with 0 for each digit."""
    return _with_zeros(in_lower_case(text))


def concerned(patterns: Iterable[tuple[Key, Screened]], text: str) -> Iterator[tuple[Key, Screened]]:
    """Give those of several patterns that a text may match, with their names; the text is read once for all."""
    read = _read(text) if _WORTH_READING <= len(text) <= _TOO_LONG else None
    return ((name, pattern) for name, pattern in patterns if read is None or pattern.may_match(read))


def screened(pattern: str, flags: int = 0) -> Screened:
    """Compile a pattern behind a screen, as `re.compile` does without."""
    return Screened(pattern, flags)
