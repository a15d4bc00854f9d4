"""Material of others on a line of ours: legible, with no power over a terminal, and none over Markdown."""

from __future__ import annotations

import re

from wbcoach.unseen import JOINERS, without_unseen

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&@])")
_LEADS = re.compile(r"^(\d+)([.)])|^([-+=])")


def legible(text: str) -> str:
    """Put a space in the place of each control character, direction mark and lone surrogate; offsets stay."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in JOINERS else " " for char in text)


def one_line(text: str) -> str:
    """Make a text legible and put it on one line, with single spaces."""
    return " ".join(legible(without_unseen(text, keep=JOINERS)).split())


def escaped(text: str) -> str:
    """Put a text on one line of Markdown, to be read as it is, with no markup of its own."""
    plain = _MARKS.sub(r"\\\1", one_line(text))
    return _LEADS.sub(lambda lead: f"{lead[1]}\\{lead[2]}" if lead[1] else f"\\{lead[3]}", plain)
