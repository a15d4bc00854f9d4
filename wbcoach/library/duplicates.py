"""The same words twice, exactly or nearly: found by shared shingles, so never by comparing all pairs.

Nearly the same means that only typography, a typo or a filler word differs. Other numbers, a "not"
more or less, or another content word make another statement, however alike the rest.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from wbcoach.evidence import Item

_JOINS = re.compile(r"(?<=\w)[-'’‐‑](?=\w)")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_FILLERS = frozenset(
    "a an the and so very really just please pls hi hello hey dear thanks thank you also well oh honestly i think".split()
)
_NEGATIONS = frozenset(
    "not no never none nobody nothing nor without cannot cant wont dont doesnt didnt isnt arent wasnt werent couldnt wouldnt "
    "shouldnt hasnt havent hadnt aint hardly barely neither".split()
)
_NEAR_WORDS: Final = 6  # shorter texts must agree word for word
_OWN_WORDS: Final = 8  # nobody writes this many of the same words by chance
CANDIDATES: Final = 40  # looked at per shared piece: a much-used template must not make this quadratic
_SKETCH = 4
_LIKELY = 80.0
_TYPO_LETTERS = 5
_MOST_DIFFERENCES = 0.15


@dataclass(frozen=True)
class Print:
    """What two texts are compared by; `sketch[0]` stands for the whole, the rest for pieces of it."""

    words: tuple[str, ...]
    joined: str
    numbers: tuple[str, ...]
    negations: int
    sketch: tuple[int, ...]


def print_of(text: str) -> Print:
    """Take the fingerprint of a text."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = tuple(_WORD.findall(_JOINS.sub("", folded))) or tuple(folded.split())
    joined = " ".join(words)
    whole = hashlib.blake2b(joined.encode("utf-8", "replace"), digest_size=7).digest()
    numbers = tuple(_NUMBER.findall(folded))
    negations = sum(word in _NEGATIONS for word in words)
    pieces = _pieces(words, zlib.crc32(f"{negations}{numbers}".encode()))
    return Print(words, joined, numbers, negations, (int.from_bytes(whole, "big"), *pieces))


def _pieces(words: Sequence[str], salt: int) -> list[int]:
    """Hash pairs of words, and keep the lowest few; what must be equal anyway is part of each hash."""
    if len(words) < _NEAR_WORDS:
        return []
    told = [word for word in words if word not in _FILLERS]
    return sorted(
        {zlib.crc32(f"{one} {two}{salt}".encode("utf-8", "replace")) for one, two in pairwise(told)}
    )[:_SKETCH]


def alike(one: Print, two: Print) -> bool:
    """Say whether two texts say the same in the same words, up to typography, typos and fillers."""
    if one.joined == two.joined:
        return True
    if one.numbers != two.numbers or one.negations != two.negations:
        return False
    shorter, longer = sorted((len(one.words), len(two.words)))
    if shorter < _NEAR_WORDS or shorter * 4 < longer * 3:
        return False
    if fuzz.ratio(one.joined, two.joined, score_cutoff=_LIKELY) == 0.0:
        return False
    return _small_differences(one.words, two.words)


def _small_differences(one: Sequence[str], two: Sequence[str]) -> bool:
    """Say whether the words that tell something are the same but for a few typos."""
    mine, others = ([word for word in words if word not in _FILLERS] for words in (one, two))
    if len(mine) != len(others):
        return False
    differing = [pair for pair in zip(mine, others, strict=True) if pair[0] != pair[1]]
    return len(differing) <= max(1, _MOST_DIFFERENCES * len(mine)) and all(starmap(_same_word, differing))


def _same_word(one: str, two: str) -> bool:
    long = min(len(one), len(two)) >= _TYPO_LETTERS and not (one + two).isdecimal()
    return long and OSA.distance(one, two, score_cutoff=1) <= 1


def may_be_one(one: Item, two: Item, words: int) -> bool:
    """Say whether items of the same words count as one voice.

    They don't across products, nor across known customers where the words are so few that two people
    may well have chosen them.
    """
    if one.product and two.product and one.product.casefold() != two.product.casefold():
        return False
    told_apart = bool(one.customer and two.customer and one.customer != two.customer)
    return not told_apart or words >= _OWN_WORDS


def duplicates_of(items: Iterable[Item]) -> dict[str, str]:
    """Map the id of each duplicate to the id of the item that stands for it: the earliest dated one."""
    founders: dict[int, list[tuple[Item, Print]]] = {}
    groups: dict[str, list[Item]] = {}
    for item in items:
        mine = print_of(item.text)
        near = {id(entry): entry for piece in mine.sketch for entry in founders.get(piece, ())[-CANDIDATES:]}
        founder = next(
            (
                other
                for other, its in near.values()
                if alike(mine, its) and may_be_one(item, other, len(mine.words))
            ),
            None,
        )
        groups.setdefault((founder or item).id, []).append(item)
        if founder is None:
            for piece in mine.sketch:
                founders.setdefault(piece, []).append((item, mine))
    found: dict[str, str] = {}
    for group in groups.values():
        first = min(group, key=lambda item: item.date or "9999")
        found.update((item.id, first.id) for item in group if item is not first)
    return found
