"""A screen before a pattern: it is tried only at the words, or in texts with the words, that a match needs.

Python's `re` tries every alternative of a pattern at every letter, to learn that most rules find nothing in
most texts. Here each word of a text knows the patterns that may begin with it or need it, so the work of a
pattern grows with the words that could matter to it.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from wbcoach.vocabulary.kept import conditions_of
from wbcoach.vocabulary.necessary import parse
from wbcoach.vocabulary.pruning import pruned
from wbcoach.vocabulary.reading import enter, read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from wbcoach.vocabulary.necessary import Known
    from wbcoach.vocabulary.reading import Reading

Key = TypeVar("Key")
# In a pattern: what is written in capitals and names none, and capitals.
_CAPITALS = re.compile(r"(\\.|\(\?P[<=>])|[A-Z]")
_FLAGS_WITHIN = re.compile(r"\(\?-?[aiLmsux]+[-:)]")
# What is short is searched as fast as it is read; what is long is not kept.
_WORTH_READING, _TOO_LONG = 60, 20_000
_WORTH_PRUNING = 1_200
# Forms that are tried in less time take time to make: what is asked a few times is sooner done with the pattern as it is.
_FEW_TIMES = 30


_NOTHING: Iterator[Any] = iter(())
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
        found = conditions_of(pattern, flags)
        self._times = 0
        self.number = len(EVERY)
        EVERY.append(self)
        enter(self.number, found)

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
        if (
            endpos is None
            and _WORTH_READING <= len(text) <= _TOO_LONG
            and self.number not in read(text).possible
        ):
            return None
        return next(self.finditer(text, pos, endpos), None)

    def match(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """Give the match at a place."""
        end = len(text) if endpos is None else endpos
        of_text = _reading(text, end)
        if (
            of_text is not None
            and pos not in of_text.places.get(self.number, ())
            and self.number not in of_text.needing
        ):
            return None
        return self.compiled.match(text, pos, end)

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[re.Match[str]]:
        """Give all matches."""
        end = len(text) if endpos is None else endpos
        of_text = _reading(text, end)
        if of_text is None:
            return self.compiled.finditer(text, pos, end)
        if self.number not in of_text.possible:
            return _NOTHING
        self._times += 1
        if self.number in of_text.needing:
            if self._times < _FEW_TIMES or not self.folds:
                return self.compiled.finditer(text, pos, end)
            return self._anywhere(of_text.low, text, pos, end)
        places = of_text.places[self.number]
        if places[-1] < pos:
            return _NOTHING
        return self._at(places, of_text, text, pos, end)

    def places(self, text: str) -> Collection[int] | None:
        """Give the places where a match may begin; None where it may anywhere."""
        of_text = _reading(text, len(text))
        if of_text is None or self.number in of_text.needing:
            return None
        return of_text.places.get(self.number, ())

    def _anywhere(self, low: str, text: str, pos: int, end: int) -> Iterator[re.Match[str]]:
        for there in self.tried_as.finditer(low, pos, end):
            if found := self.compiled.match(text, there.start(), end):
                yield found

    def _at(
        self, places: list[int], of_text: Reading, text: str, pos: int, end: int
    ) -> Iterator[re.Match[str]]:
        """Try the pattern where it may open; at a common word only those of its alternatives that begin with it."""
        often = self._times >= _FEW_TIMES
        common, folds = of_text.common, often and self.folds
        tried = of_text.low if folds else text
        for place in places:
            if place >= end:
                return
            if place < pos:
                continue
            pattern = self.tried_as if often else self.compiled
            if often and self._by_word is not None and place in common:
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


def _reading(text: str, end: int) -> Reading | None:
    """Give what was read of a text; None where that is no help."""
    size = len(text)
    if not _WORTH_READING <= size <= _TOO_LONG or (end < size and _cuts(text, end)):
        return None
    return read(text)


def _cuts(text: str, end: int) -> bool:
    """Say whether a text that ends there ends within a word, which is another word then."""
    return end > 0 and not text[end].isspace() and text[end - 1 : end + 1].replace("_", "x").isalnum()


class Family(Generic[Key]):
    """Patterns that are asked of the same texts, each with its name: a text tells at once which of them it may match."""

    def __init__(self, named: Iterable[tuple[Key, Screened]]) -> None:
        """Keep the patterns in their order; names may repeat."""
        self._named = tuple(named)
        self._numbers = frozenset(one.number for _, one in self._named)

    def concerned(self, text: str) -> Sequence[tuple[Key, Screened]]:
        """Give those that may match a text or a part of it, in their order."""
        if not _WORTH_READING <= len(text) <= _TOO_LONG:
            return self._named
        possible = read(text).possible
        if self._numbers.isdisjoint(possible):
            return ()
        return [(name, one) for name, one in self._named if one.number in possible]


def screened(pattern: str, flags: int = 0) -> Screened:
    """Compile a pattern behind a screen, as `re.compile` does without."""
    return Screened(pattern, flags)
