"""Text that gives orders to a machine: found by what it asks and of whom, not by single words.

A rule names its reason and the words without which it can't hold; most feedback has none of them and
costs a set intersection. Ordinary talk about instructions, systems and assistants must pass. A long text
is read to its end in windows, each of which shares more with the last than an order is long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from wbcoach.screening.addressed import ADDRESSED, ROLES
from wbcoach.screening.answers import ANSWERS
from wbcoach.screening.disguises import views
from wbcoach.screening.orders_abroad import foreign_order
from wbcoach.screening.outcomes import OUTCOMES
from wbcoach.screening.overrides import OVERRIDES, SYSTEM
from wbcoach.screening.pretences import PRETENCES

_WORD = re.compile(r"[a-z]+")
_RULES = (*OVERRIDES, *SYSTEM, *ADDRESSED, *ROLES, *OUTCOMES, *ANSWERS, *PRETENCES)
_BY_WORD = {
    word: [number for number, rule in enumerate(_RULES) if word in rule.words]
    for word in frozenset[str]().union(*(rule.words for rule in _RULES))
}
_WINDOW, _SHARED = 8_000, 1_500


def injection(text: str) -> str | None:
    """Say why the text is an order to a machine, or None when it is ordinary.

    All of the text is read, however long; the time grows with its length and no faster.

    >>> injection("The assistant ignored my previous message.") is None
    True
    """
    for view, disguise in views(text):
        if reason := _found(view):
            return f"{reason} ({disguise})" if disguise else reason
    return None


@lru_cache(maxsize=256)
def _found(view: str) -> str | None:
    for start, end in _windows(len(view)):
        piece = view[start:end]
        low = piece.casefold()
        words = frozenset(_WORD.findall(low))
        if "a.i" in low:
            words |= {"ai"}
        concerned = {number for word in words & _BY_WORD.keys() for number in _BY_WORD[word]}
        for number in sorted(concerned):
            if _RULES[number].may_hold(words) and _RULES[number].holds(view, start, end):
                return _RULES[number].reason
        if reason := foreign_order(piece):
            return reason
    return None


def _windows(length: int) -> Iterator[tuple[int, int]]:
    for start in range(0, max(1, length - _SHARED), _WINDOW - _SHARED):
        yield start, min(length, start + _WINDOW)
