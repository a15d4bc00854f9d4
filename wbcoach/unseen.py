"""Characters that nobody sees: zero-width ones, soft hyphens, turns of the reading direction, tags."""

from __future__ import annotations

import unicodedata

# Not seen by themselves, but they join letters and emoji into one sign.
JOINERS = frozenset("\u200c\u200d")


def is_unseen(char: str) -> bool:
    """Say whether a character only formats what others show."""
    return unicodedata.category(char) == "Cf"


def without_unseen(text: str, keep: frozenset[str] = frozenset()) -> str:
    """Leave out the characters that nobody sees, but for those to keep."""
    if text.isascii():
        return text
    return "".join(char for char in text if char in keep or not is_unseen(char))
