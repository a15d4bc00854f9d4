"""A model's words before they are shown or told of: on one line, in bounds, and with nothing that somebody planted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.critique import Dropped
from wbcoach.grounding import repeated, strange_links, without_links
from wbcoach.screening import injection
from wbcoach.unseen import without_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.privacy import Masker

_WHAT, _REASON = 200, 400
_PLACEHOLDER = re.compile(r"\[[A-Za-z]+_\d+\]")
_ESCAPE = re.compile(r"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)?|\[[0-?]*[ -/]*[@-~])|\x9b[0-?]*[ -/]*[@-~]")


def named(code: str, words: str) -> str:
    """Name something that is dropped: its code and its words."""
    return f"{printable(code)} “{printable(words)}”" if words else printable(code)


def lost(what: str, reason: str) -> Dropped:
    """Note what was dropped and why, within bounds, and without the links that it may hold."""
    return Dropped(what=without_links(what)[:_WHAT], reason=without_links(reason)[:_REASON])


def printable(words: str) -> str:
    """Put words on one line, without characters that steer a terminal or turn the reading direction."""
    seen = without_unseen(_ESCAPE.sub(" ", words))
    return " ".join("".join(char if char.isprintable() else " " for char in seen).split())


def planted(words: str, instructions: str, sources: Sequence[str]) -> Iterator[str]:
    """Say what in a model's words somebody else may have put there: links, orders, and its own instructions.

    Args:
        words: what the model says, restored.
        instructions: what it was told to do, which it may not recite.
        sources: texts whose addresses of mail and blanks it may say again.
    """
    for link in strange_links(words, sources):
        yield f"link {link!r} is nothing to follow"
    if why := injection(words):
        yield f"{why}, as orders do"
    if run := repeated(words, instructions):
        yield f"repeats its instructions: {run!r}"


def foreign(words: str, masker: Masker, sources: Sequence[str]) -> Iterator[str]:
    """Say which placeholders in a model's words stand for personal data that none of the sources holds."""
    for mark in _PLACEHOLDER.findall(words):
        value = masker.restore(mark)
        if value != mark and not any(value in source for source in sources):
            yield f"{mark} stands for somebody else's data"
