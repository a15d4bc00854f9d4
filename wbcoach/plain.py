"""Material of others on a line of ours: legible, with no power over a terminal, and none over Markdown."""

from __future__ import annotations

import re
import unicodedata

# Not printable by themselves, but they join letters and emoji into one sign.
_JOINERS = frozenset("\u200c\u200d")
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&@])")
_LEADS = re.compile(r"^(\d+)([.)])|^([-+=])")


def legible(text: str) -> str:
    """Put a space in the place of each control character, direction mark and lone surrogate; offsets stay."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in _JOINERS else " " for char in text)


def one_line(text: str) -> str:
    """Make a text legible and put it on one line, with single spaces."""
    seen = "".join(char for char in text if char in _JOINERS or unicodedata.category(char) != "Cf")
    return " ".join(legible(seen).split())


def escaped(text: str) -> str:
    """Put a text on one line of Markdown, to be read as it is, with no markup of its own."""
    plain = _MARKS.sub(r"\\\1", one_line(text))
    return _LEADS.sub(lambda lead: f"{lead[1]}\\{lead[2]}" if lead[1] else f"\\{lead[3]}", plain)
