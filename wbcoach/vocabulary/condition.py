"""What a match needs: words, beginnings of words and signs, and how often a text has them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

COMMON = frozenset(
    "a about all also an and any are as at be because been but by can do each every for from get had has have he her "
    "his how i if in is it its more most need needs no not of on one or our out over she so some than that the their "
    "them they this to today up us was way we what when where which who will with without would you your customers".split()
)
_COMMON_SIGNS = frozenset(" ,.;:-'’\n0")
_BEGUN: Counter[str] = Counter(word[:size] for word in COMMON for size in range(len(word) + 1))


@dataclass(frozen=True)
class Necessary:
    """Words and beginnings of words (in lower case, ASCII), and signs, of which each match holds one."""

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Say whether anything is necessary."""
        return bool(self.words or self.stems or self.signs)

    def admits(self, word: str) -> bool:
        """Say whether a word, in lower case and cut to its longest beginning, is one of the words here."""
        return word in self.words or any(word.startswith(stem) for stem in self.stems)

    @cached_property
    def weight(self) -> float:
        """How often, roughly, a text would pass."""
        common = len(self.words & COMMON) + sum(_BEGUN[stem] for stem in self.stems)
        common += len(self.signs & _COMMON_SIGNS)
        return (
            common
            + 0.05 * len(self.signs)
            + 0.01 * len(self.words)
            + sum(3.0 * 0.2 ** len(stem) for stem in self.stems)
        )


@dataclass(frozen=True)
class Conditions:
    """What a match needs: it starts at the first letter of an `opening` word, or the text holds a `needed` one.

    One that starts at a common word holds something of the `guard` besides, but for the words in `bare`.
    """

    opening: Necessary
    needed: Necessary
    bare: frozenset[str] = frozenset()
    guard: Necessary = Necessary()

    @property
    def guarded(self) -> frozenset[str]:
        """The words that a match starts at only in a text with something of the guard."""
        return (self.opening.words & COMMON) - self.bare


NOTHING = Necessary()
