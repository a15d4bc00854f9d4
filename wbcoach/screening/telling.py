"""Whether feedback tells anything of its subject: something seen, done, said, felt, wished or counted.

"Everything written on the printer is accurate" names a printer and tells nothing of it: what isn't the statement's own
word speaks of what was said, assents to it, or pleads for it. How much is left besides is weighed; the weights were
fitted by `python -m eval train-screen`.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wbcoach.grammar import stem
from wbcoach.screening.disguises import unmask
from wbcoach.screening.pleading import (
    ENGLISH_KINDS,
    ENGLISH_ONLY,
    FIRST_BEYOND_LATIN,
    SMALL,
    WORD,
    folded,
    made_of_a_review,
)
from wbcoach.screening.self_talk import bears, without_self_talk
from wbcoach.vocabulary.assent_words import (
    ABROAD,
    ENGLISH,
    JOINTS,
    NO_MORE,
    NO_MORE_ABROAD,
    NOT_ABROAD,
    OTHER,
    SMALL_ABROAD,
    SMALL_ENGLISH,
    SMALL_OTHER,
    VOUCHES,
)
from wbcoach.vocabulary.praising import BADLY
from wbcoach.vocabulary.review_words import ONESELF, Kinds

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

WEIGHTS: Final = Path(__file__).with_name("telling.json")
LONGEST: Final = 400
_MOST_LEFT: Final = 6
_LEAST_SHARE: Final = 0.2
_FEW_LEFT, _SHARE_LEFT = 2, 0.2
_TELLING_CLAUSE: Final = 0.5
_SHORTEST: Final = 2
_SIGNS_OF_A_WORD: Final = 3  # so many signs of a script without spaces are about a word
_KINDS: Final = tuple(ENGLISH)
_ENGLISH, _ABROAD = Kinds(ENGLISH), Kinds(ABROAD)
_OF_A_REVIEW: Final = frozenset({"reader", "draft", "outcome", "data", "judging", "authority"})
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\ud7ff]")
_COUNTS = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|half|dozens?|twice|thrice)\b"
)
_ASKS = re.compile("[?\u061f]")
_WISH = re.compile(r"\b(?:please|pls)\s+(?!take\b|keep\b|do\b|be\b|just\b)([a-z]+)")
_CLAUSE = re.compile(
    r"[,;:.!?()—–]+|\b(?:that|and|but|because|which|when|while|where|dass|que|che|dat|ze|att)\b"
)
_ONE = re.compile(r"\b(?:i|my|mine|me|we|our|ours|us|he|she|they|his|her|their)\b")
_PAST = re.compile(
    r"\b(?:was|were|had|got|went|came|took|said|told|did|lost|found|made|left|kept|froze|broke|ran|fell)\b"
)
_NOT = re.compile(r"\b(?:not|never|nobody|nothing|no|none|cannot|can['’]t|don['’]t|doesn['’]t|isn['’]t)\b")
Signs = dict[str, float]


def tells_nothing(text: str, subject: AbstractSet[str] = frozenset()) -> bool:
    """Say whether a text has no matter of its own: "Yes, this is true", "The need for a printer is real".

    Args:
        text: a piece of feedback.
        subject: the stems of the statement that it is given for; a text that shares none of them has less to tell.
    """
    if len(text) > LONGEST:
        return False
    return (made_of_a_review(text) and not bears(text, subject)) or _weighs_nothing(text, subject)


def _weighs_nothing(text: str, subject: AbstractSet[str]) -> bool:
    seen = signs(text, subject) if len(text) <= LONGEST else None
    return seen is not None and score(seen) >= float(weights()["bar"])


def is_no_feedback(text: str, subject: AbstractSet[str]) -> bool:
    """Say whether a text that was found for a statement speaks of the critique, or tells nothing of the subject."""
    return without_self_talk(text, subject) != text or _weighs_nothing(text, subject)


def signs(text: str, subject: AbstractSet[str]) -> Signs | None:
    """Count what a text is made of; None where next to nothing of it speaks of what was said."""
    low = folded(unmask(text))
    found = WORD.findall(low)
    english = any(word in ENGLISH_ONLY for word in found)
    beyond_latin = any(char >= FIRST_BEYOND_LATIN for char in low)
    if not beyond_latin and not any(map(_can_speak_of_it, found)):
        return None
    counts = dict.fromkeys((*_KINDS, "of a review", "subject", "left"), 0.0)
    most_left = 0.0
    for clause in _CLAUSE.split(low):
        mine = [kind for word in WORD.findall(clause) for kind in _counted(word, subject, english)]
        for kind in mine:
            counts[kind] += 1
        most_left = max(most_left, mine.count("left") / max(1, len(mine)))
    if beyond_latin:
        _count_wide(low, counts)
    told = sum(counts[kind] for kind in _KINDS)
    whole = told + counts["of a review"] + counts["subject"] + counts["left"]
    if not told or told + counts["of a review"] < _LEAST_SHARE * whole:
        return None
    left = counts["left"]
    if left > max(_FEW_LEFT, _SHARE_LEFT * whole) or most_left >= _TELLING_CLAUSE:
        return None
    if _COUNTS.search(low) or _ASKS.search(low) or _denies(low, english) or _wishes(low):
        return None
    without = VOUCHES.sub(" ", low)
    seen = {f"{kind} at all": float(counts[kind] > 0) for kind in counts if kind != "left"}
    seen |= {f"share of {kind}": counts[kind] / whole for kind in counts}
    seen |= {f"left {number}": float(left >= number) for number in (1, 2, 3)}
    seen |= {f"told {number}": float(told >= number) for number in (2, 4)}
    seen |= {
        "left": min(left, _MOST_LEFT) / _MOST_LEFT,
        "case and assent": float(counts["case"] > 0 and counts["assent"] > 0),
        "case and courtesy": float(counts["case"] > 0 and counts["courtesy"] > 0),
        "nothing but assent": float(counts["assent"] > 0 and not counts["case"] and left < 1),
        "left first": float(bool(found) and _counted(found[0], subject, english) == ("left",)),
        "vouches": float(without != low),
        "oneself": float(bool(_ONE.search(without))),
        "oneself abroad": float(bool(ONESELF.search(low))),
        "past": float(bool(_PAST.search(low))),
        "no more": float(bool(NO_MORE.search(low) or (not english and NO_MORE_ABROAD.search(low)))),
        "badly": float(bool(BADLY.search(low))),
        "loud": float("!" in text),
        "beyond Latin": float(beyond_latin),
        "length": min(len(found), 30) / 30,
    }
    return seen


def _denies(low: str, english: bool) -> bool:  # noqa: FBT001
    """Say whether a text denies how something is: more than that there is more to say."""
    if _NOT.search(NO_MORE.sub(" ", low)):
        return True
    return not english and bool(NOT_ABROAD.search(low)) and not NO_MORE_ABROAD.search(low)


def _wishes(low: str) -> bool:
    """Say whether a text asks for an act that is none of a review: "please add", and not "please accept"."""
    return any(not (ENGLISH_KINDS.of(one[1]) or _ENGLISH.of(one[1])) for one in _WISH.finditer(low))


def _counted(word: str, subject: AbstractSet[str], english: bool) -> tuple[str, ...]:  # noqa: FBT001
    """Say what a word counts as; nothing where it only leads on, or is of a script that is read apart."""
    if len(word) < _SHORTEST or word in SMALL or word in SMALL_ENGLISH:
        return ()
    if stem(word) in subject:
        return ("subject",)
    if word[0] >= FIRST_BEYOND_LATIN:
        return _beyond_latin(word)
    return _in_english(word) if english else _in_latin(word)


@lru_cache(maxsize=8192)
def _can_speak_of_it(word: str) -> bool:
    """Say whether a word of Latin letters is of what was said, of assent or of courtesy in any language."""
    small = len(word) < _SHORTEST or word in SMALL or word in SMALL_ENGLISH
    return not small and bool(_ENGLISH.of(word) or _ABROAD.of(word))


@lru_cache(maxsize=8192)
def _in_english(word: str) -> tuple[str, ...]:
    return tuple(_ENGLISH.of(word)) or _of_a_review(word)


@lru_cache(maxsize=8192)
def _in_latin(word: str) -> tuple[str, ...]:
    if word in SMALL_ABROAD:
        return ()
    return tuple(_ENGLISH.of(word) | _ABROAD.of(word)) or _of_a_review(word)


@lru_cache(maxsize=8192)
def _beyond_latin(word: str) -> tuple[str, ...]:
    if _WIDE.search(word) or word in SMALL_OTHER:
        return ()
    return tuple(kind for kind, pattern in OTHER.items() if pattern.search(word)) or ("left",)


def _of_a_review(word: str) -> tuple[str, ...]:
    return ("of a review",) if ENGLISH_KINDS.of(word) & _OF_A_REVIEW else ("left",)


def _count_wide(low: str, counts: dict[str, float]) -> None:
    """Count the parts of a text in a script that puts no spaces between words."""
    wide = "".join(char if _WIDE.match(char) else " " for char in low)
    for kind, pattern in OTHER.items():
        wide, found = pattern.subn(" ", wide)
        counts[kind] += found
    counts["left"] += sum(char != " " and char not in JOINTS for char in wide) / _SIGNS_OF_A_WORD


def score(seen: Signs) -> float:
    """Weigh what a text is made of; above the bar it tells nothing."""
    known: Signs = weights()["signs"]
    return float(weights()["constant"]) + sum(known.get(name, 0.0) * value for name, value in seen.items())


@cache
def weights() -> dict[str, Any]:
    """Read what was fitted: `signs` and `constant` to weigh with, `bar`, and the SHA-256 of the `data`."""
    kept: dict[str, Any] = json.loads(WEIGHTS.read_text("utf-8"))
    return kept
