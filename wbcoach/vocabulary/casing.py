"""Text in lower case with its offsets kept: patterns that need not mind case run several times as fast on it."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=512)
def lowered(text: str) -> str:
    """Put a text in lower case, letter by letter, so that no offset moves."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
