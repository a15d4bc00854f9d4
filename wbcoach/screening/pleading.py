"""How much a text pleads with whoever reviews: weighed by what kinds of a review's words it is made of, and which words.

The weights were fitted by `python -m eval train-screen` on planted orders and honest feedback of our own. A customer
speaks of something besides: words that are the statement's own, or no review's, weigh against.
"""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

from wbcoach.grammar import stem, stems, words
from wbcoach.vocabulary.review_words import (
    ABROAD,
    ENGLISH,
    FORM,
    ONESELF,
    OTHER,
    PLEAS,
    PLEAS_ABROAD,
    PLEAS_OTHER,
    TURN,
    Kinds,
)

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

WEIGHTS: Final = Path(__file__).with_name("pleading.json")
BUCKETS: Final = 16384
OF_WORDS: Final = 5.0  # how large the words of a text stand beside its signs, so that both are fitted alike
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\ud7ff]|[^\W_]+|[^\w\s]")
_PARTS = re.compile(r"[.!?\n]+\s?")
_NUMBER = re.compile(r"\d+")
_STEM = 7
FIRST_BEYOND_LATIN = "\u0370"
ENGLISH_KINDS, _ABROAD = Kinds(ENGLISH), Kinds(ABROAD)
_PLEAS, _PLEAS_ABROAD = Kinds(PLEAS), Kinds(PLEAS_ABROAD)
_NAMES: Final = frozenset((*ENGLISH, *PLEAS))
_BEYOND_LATIN: Final = (*OTHER.items(), *PLEAS_OTHER.items())
SMALL: Final = frozenset(
    """the a an of to in on at for and or but is are was were be been it its this that these those with as by from have has had
    i we you he she they my your our his her their me us them do does did so if when then than there here what who which will
    would can could should may might must just only also out up down over very""".split()
)
ENGLISH_ONLY: Final = SMALL - frozenset("a an is in to on me was do so he as at it we of by up".split())
_PEOPLE = re.compile(r"\b(?:i|we|my|our|me|us|he|she|they|nobody|everyone)\b")
_PAST = re.compile(
    r"\b\w{2,20}ed\b|\b(?:was|were|had|got|went|came|took|said|told|did|lost|found|made|left|kept)\b"
)
_YOU = re.compile(r"\b(?:you|your)\b")
_DEICTIC = re.compile(r"\W*(?:this|the|every|any|all|a|most)\b")
_TURN = re.compile(
    r"\b(?:but|yet|still|though|although|because|after|before|until|so|then|when|while|again)\b"
)
_REPORTS = re.compile(
    r"\b(?:says?|shows?|asks?|asked|wants?|wanted|means?|tells?|takes?|took|comes?|gets?|goes|works?|stays?|makes?)\b"
)
_WISH = re.compile(r"\b(?:please|pls|kindly)\s+([a-z]+)")
_NO_MATTER: Final = frozenset({"none", "good"})
# Customers do things and have needs; these kinds don't make their words a reviewer's.
_MATTER_AS_WELL: Final = frozenset({"act", "method"})
_FEWEST, _LEAST_SHARE = 2, 0.2
_PAIRS: Final = tuple(
    tuple(pair.split())
    for pair in (
        "draft outcome,draft data,data act,outcome act,reader outcome,reader draft,judging outcome,judging none,"
        "outcome none,data none,authority draft,authority outcome,draft none,judging draft,judging data,method judging,method act,method none,method draft,method outcome,method data,"
        "maker mercy,mercy outcome,draft mercy,act mercy,maker outcome,draft maker,data exempt,draft exempt,exempt judging,exempt outcome,act maker"
    ).split(",")
)
Signs = dict[str, float]


@dataclass(frozen=True)
class Weights:
    """What was fitted: a weight for each sign and each bucket of words, a constant, from where a text pleads, the data's SHA-256.

    `bar_abroad` is the bar of what is made of other languages' words.
    """

    data: str
    signs: dict[str, float]
    words: tuple[float, ...]
    constant: float
    bar: float
    bar_abroad: float

    def bar_of(self, seen: Signs) -> float:
        """Give the score from where a text of these signs pleads."""
        return self.bar_abroad if seen["abroad"] else self.bar

    def save(self, path: Path) -> None:
        """Write them as JSON; a bucket takes one byte."""
        unit = max(map(abs, self.words)) / 127
        packed = bytes(round(one / unit) + 128 for one in self.words)
        kept = {
            "synthetic": True,
            "data": self.data,
            "constant": round(self.constant, 4),
            "bar": round(self.bar, 4),
            "bar_abroad": round(self.bar_abroad, 4),
            "signs": {name: round(weight, 4) for name, weight in sorted(self.signs.items())},
            "unit": unit,
            "words": base64.b64encode(packed).decode(),
        }
        path.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")

    @classmethod
    def read(cls, path: Path = WEIGHTS) -> Weights:
        """Read what `save` wrote."""
        kept = json.loads(path.read_text("utf-8"))
        words = tuple((byte - 128) * kept["unit"] for byte in base64.b64decode(kept["words"]))
        return cls(kept["data"], kept["signs"], words, kept["constant"], kept["bar"], kept["bar_abroad"])


def pleads(
    text: str, subject: AbstractSet[str], topics: AbstractSet[str], *, told: bool = False, least: float = 0.0
) -> bool:
    """Say whether a text pleads for an end of the review.

    Args:
        text: in plain letters.
        subject: the stems of the statement's own words.
        topics: what of a critique the text names by the phrases of `critique_talk`.
        told: whether these tell by themselves, so that it is enough where the rest of the text doesn't speak against it.
        least: the weight that it has to have besides, in logits.
    """
    seen = signs(text, subject, topics)
    if seen is None:
        return told and not least
    return score(text, seen, _weights()) >= max(least, 0.0 if told else _weights().bar_of(seen))


def made_of_a_review(text: str) -> bool:
    """Say whether a text is of a review's words and no others: "Yes, this is true", "Supports the statement".

    A number is matter, and so is whatever is in another script.
    """
    if any(char.isdigit() or (char >= FIRST_BEYOND_LATIN and char.isalpha()) for char in text):
        return False
    own = [word for word in WORD.findall(folded(text)) if word not in SMALL and len(word) > 1]
    return (
        sum(not ENGLISH_KINDS.of(word) or bool(ENGLISH_KINDS.of(word) & _MATTER_AS_WELL) for word in own)
        < _FEWEST
    )


def may_plead(text: str, topics: AbstractSet[str]) -> bool:
    """Say whether a text, or a sentence of it, can plead at all: enough of its words are of a review."""
    if topics:
        return True
    low = folded(text)
    found = WORD.findall(low)
    if sum(map(_of_a_review, found)) >= _FEWEST:
        for part in _PARTS.split(low):
            own = [word for word in WORD.findall(part) if word not in SMALL]
            if sum(map(_of_a_review, own)) >= _LEAST_SHARE * max(1, len(own)):
                return True
    if sum(map(ENGLISH_ONLY.__contains__, found)) >= _FEWEST:
        return False
    return sum(bool(kind - _NO_MATTER) for kind in _abroad(text, found)) >= _FEWEST


@lru_cache(maxsize=8192)
def _kinds(word: str) -> frozenset[str]:
    return ENGLISH_KINDS.of(word) | _PLEAS.of(word)


@lru_cache(maxsize=8192)
def _kinds_abroad(word: str) -> frozenset[str]:
    return _ABROAD.of(word) | _PLEAS_ABROAD.of(word)


@lru_cache(maxsize=8192)
def _of_a_review(word: str) -> bool:
    return word not in SMALL and bool(_kinds(word) - _NO_MATTER)


def _abroad(text: str, found: list[str]) -> list[frozenset[str]]:
    """Give what words of other languages stand for, those of each kind in another script counted once."""
    kinds = [kind for kind in map(_kinds_abroad, found) if kind]
    if any(char >= FIRST_BEYOND_LATIN for char in text):
        kinds += [frozenset({kind}) for kind, pattern in _BEYOND_LATIN if pattern.search(text)]
    return kinds


@cache
def _weights() -> Weights:
    return Weights.read()


def score(text: str, seen: Signs, weights: Weights) -> float:
    """Weigh the signs and the words of a text; above 0 is more likely a plea than not."""
    found = buckets(text)
    by_words = OF_WORDS * sum(weights.words[one] for one in found) / sqrt(max(1, len(found)))
    known = weights.signs
    return weights.constant + by_words + sum(known.get(name, 0.0) * value for name, value in seen.items())


def signs(text: str, subject: AbstractSet[str], topics: AbstractSet[str]) -> Signs | None:
    """Count what a text is made of; None where too little of it is of a review to plead."""
    low = folded(text)
    found = WORD.findall(low)
    own = [word for word in found if word not in SMALL]
    kinds = [_kinds(word) for word in own]
    english = sum(word in ENGLISH_ONLY for word in found) >= _FEWEST
    abroad = [] if english else _abroad(text, found)
    strange = sum(bool(kind - _NO_MATTER) for kind in abroad)
    told = sum(bool(kind - _NO_MATTER) for kind in kinds)
    share = told / max(1, len(own))
    if not topics and strange < _FEWEST and (told < _FEWEST or share < _LEAST_SHARE):
        return None
    kinds = [
        kind if kind and stem(word) not in subject else frozenset()
        for word, kind in zip(own, kinds, strict=True)
    ]
    told = sum(bool(kind - _NO_MATTER) for kind in kinds)
    share, other = told / max(1, len(own)), len(own) - told
    every, foreign = frozenset[str]().union(*kinds), frozenset[str]().union(*abroad)
    seen = {f"names {topic}": 1.0 for topic in topics} | {f"kind {kind}": 1.0 for kind in every}
    seen |= {f"abroad {kind}": 1.0 for kind in foreign}
    seen |= {f"{one} with {two}": share for one, two in _PAIRS if one in every and two in every}
    seen |= {
        "share": share,
        "other": min(other, 12) / 12,
        f"other {min(other, 4)}": 1.0,
        "told": min(told, 8) / 8,
        "kinds": len(every) / len(_NAMES),
        "topics two": float(len(topics) >= 2),
        "topics three": float(len(topics) >= 3),
        "abroad": float(not english and strange >= _FEWEST),
        "share abroad": strange / max(1, len(found)),
        "kinds abroad": len(foreign) / len(_NAMES),
        "length": min(len(found), 60) / 60,
        "bears": float(not subject.isdisjoint(stems(words(text)))),
        "people": float(bool(_PEOPLE.search(low))),
        "past": float(bool(_PAST.search(low))),
        "you": float(bool(_YOU.search(low))),
        "people abroad": float(not english and bool(ONESELF.search(low))),
        "turn": float(bool(_TURN.search(low))),
        "turn abroad": float(not english and bool(TURN.search(low))),
        "reports": float(bool(_REPORTS.search(low))),
        "digit": float(bool(_NUMBER.search(low))),
        "act first": float(bool(own) and "act" in kinds[0]),
        "wishes": float(any(not _kinds(one[1]) for one in _WISH.finditer(low))),
        "deictic": float(bool(_DEICTIC.match(low))),
    }
    if FORM.search(text):
        seen |= {"form": 1.0, "form of a review": share}
    return seen


def buckets(text: str) -> set[int]:
    """Give the places among the weights of a text's words, of pairs of neighbours, and of what two or three in a row stand for."""
    low = folded(text)
    tokens = [token[:_STEM] for token in _TOKEN.findall(_NUMBER.sub("0", low))]
    shape = ["^", *map(_stands_for, WORD.findall(low)), "$"]
    parts = (
        *tokens,
        *(f"{one} {two}" for one, two in pairwise(tokens)),
        *(f"<{one}> <{two}>" for one, two in pairwise(shape)),
        *(f"<{one}> <{two}> <{three}>" for one, two, three in zip(shape, shape[1:], shape[2:], strict=False)),
    )
    return {crc32(part.encode("utf-8", "surrogatepass")) % BUCKETS for part in parts}


@lru_cache(maxsize=8192)
def _stands_for(word: str) -> str:
    """Give the kinds of a word, a small word itself, and an asterisk for any other."""
    return word if word in SMALL else "|".join(sorted(_kinds(word) - _NO_MATTER)) or "*"


@lru_cache(maxsize=64)
def folded(text: str) -> str:
    """Write small letters without accents."""
    low = text.casefold()
    if low.isascii():
        return low
    return "".join(char for char in unicodedata.normalize("NFD", low) if not unicodedata.combining(char))
