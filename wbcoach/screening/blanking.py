"""Spaces over parts of a text; offsets and lines stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wbcoach.grammar import Span


def blank(text: str) -> str:
    """Give as many spaces, with the ends of lines kept."""
    return "".join(char if char in "\r\n" else " " for char in text)


def without(text: str, parts: Iterable[Span]) -> str:
    """Put spaces over the parts of a text."""
    for part in parts:
        text = text[: part.start] + blank(part.of(text)) + text[part.end :]
    return text
