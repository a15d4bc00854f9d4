"""How a quotation that isn't verbatim departs from its source: in a number, a negation, or as two passages in one."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING, Literal

from wbcoach import lexicon
from wbcoach.figures import figures
from wbcoach.grammar import words
from wbcoach.grounding.typography import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Reason = Literal[
    "number differs", "negation differs", "spliced from two places", "other speaker", "not found"
]

NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|without|cannot|neither|nor|hardly|barely|scarcely|seldom|rarely)\b|n't\b"
    r"|\b(?:do|does|did|is|was|are|were|ca|could|would|should|has|have|had)nt\b",
    re.IGNORECASE,
)
_POSITIVE = {"won't": "will", "can't": "can", "cannot": "can", "shan't": "shall"}
_INDEFINITE = lexicon.words("something somebody someone some anything anybody anyone any a an one ever with")
_NEARLY = 0.6
_RUN, _GAP = 2, 3  # words: the shortest run of a splice, and what an omission may leave out


def is_spliced_of(quote: str, sources: Sequence[str]) -> bool:
    """Say whether the words fall into two runs, each of which stands in another of the sources."""
    wanted = [word.low for word in words(normalise(quote)[0])]
    joined = [f" {' '.join(word.low for word in words(normalise(source)[0]))} " for source in sources]
    runs = [
        (f" {' '.join(wanted[:cut])} ", f" {' '.join(wanted[cut:])} ")
        for cut in range(_RUN, len(wanted) - _RUN + 1)
    ]
    return any(
        left in one and right in other for one, other in permutations(joined, 2) for left, right in runs
    )


def departure(quote: str, source: str) -> Reason:
    """Say how a quotation that isn't verbatim departs from the nearest passage of its source."""
    wanted = [word.low for word in words(normalise(quote)[0])]
    have = [word.low for word in words(normalise(source)[0])]
    if not wanted or not have:
        return "not found"
    if _spliced(wanted, have):
        return "spliced from two places"
    if any(_is_turned(wanted, window) for window in _windows(wanted, have)):
        return "negation differs"
    nearest = _nearest(wanted, have)
    if _likeness(wanted, nearest) >= _NEARLY:
        if _numbers(wanted) != _numbers(nearest):
            return "number differs"
        if _negations(wanted) != _negations(nearest):
            return "negation differs"
    return "not found"


def _is_turned(wanted: list[str], window: list[str]) -> bool:
    """Say whether only a negation tells two passages apart."""
    return _negations(wanted) != _negations(window) and _unsaid(wanted) == _unsaid(window)


def _negations(tokens: list[str]) -> int:
    return len(NEGATION.findall(" ".join(tokens)))


def _nearest(wanted: list[str], have: list[str]) -> list[str]:
    return max(_windows(wanted, have), key=lambda window: _likeness(wanted, window))


def _windows(wanted: list[str], have: list[str]) -> Iterator[list[str]]:
    """Give the passages of as many words, of one more and of one less."""
    size = len(wanted)
    for extra in (0, 1, -1):
        if size + extra > 0:
            for start in range(max(1, len(have) - size - extra + 1)):
                yield have[start : start + size + extra]


def _unsaid(tokens: list[str]) -> list[str]:
    """Take negation out of words, and the words that stand in its place: "can't see anything" is "can see"."""
    plain = (_POSITIVE.get(token, token.removesuffix("n't")) for token in tokens)
    return [token for token in plain if token not in _INDEFINITE and not NEGATION.fullmatch(token)]


def _likeness(left: list[str], right: list[str]) -> float:
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(left, right))


def _numbers(tokens: list[str]) -> list[str]:
    return [token for token in tokens if any(char.isdigit() for char in token)] + [
        token for token in tokens if figures(token) and not any(char.isdigit() for char in token)
    ]


def _spliced(wanted: list[str], have: list[str]) -> bool:
    """Say whether the words fall into two runs that both stand in the source, well apart from each other."""
    joined = f" {' '.join(have)} "
    for cut in range(_RUN, len(wanted) - _RUN + 1):
        left, right = wanted[:cut], wanted[cut:]
        if f" {' '.join(left)} " in joined and f" {' '.join(right)} " in joined:
            gaps = {
                later - (earlier + cut) for earlier in _places(left, have) for later in _places(right, have)
            }
            return not any(0 <= gap <= _GAP for gap in gaps)
    return False


def _places(run: list[str], have: list[str]) -> list[int]:
    return [
        start
        for start in range(len(have) - len(run) + 1)
        if have[start] == run[0] and have[start : start + len(run)] == run
    ]
