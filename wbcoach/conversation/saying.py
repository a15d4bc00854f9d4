"""How a coach's turn is put together: what is told asks nothing, and at most one question stands at the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import quotations

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS = re.compile(r"[“”„«»\"]")
_WIDE = re.compile(r"[？⁇⁈⁉‽؟;]")


def echo(text: str, most: int = 14) -> str:
    """Quote an author's words in a line: at most so many of them, without marks that would ask or quote inside."""
    plain = _MARKS.sub("", " ".join(text.split())).replace("?", "").strip(" .,;:!")
    found = _WIDE.sub("", plain).split()
    return " ".join(found) if len(found) <= most else f"{' '.join(found[:most])} ..."


def untold(text: str) -> str:
    """Turn what is asked outside quotations into a plain sentence, so that a line that tells asks nothing."""
    quoted = quotations(text)
    chars = [
        "." if char in "?？⁇⁈⁉‽؟" and not any(span.start <= at < span.end for span in quoted) else char
        for at, char in enumerate(text)
    ]
    return "".join(chars)


def turn_text(told: Iterable[str], question: str = "") -> str:
    """Put the lines of a turn together; only the question asks."""
    lines = [untold(line) for line in told if line]
    return "\n".join([*lines, question] if question else lines)
