"""What a model's words may not carry: links, images and tags to follow or draw, and the words of its own instructions."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}(?:xn--[\w-]{2,40}|[a-z]{2,24}|[A-Z]{2,24})(?![\w-])"
_LINK = re.compile(
    r"!?\[[^\[\]\n]{0,300}\]\([^()\s]{0,2000}\)?"  # Markdown's link and image
    r"|!\[[^\[\]\n]{0,300}\]?"
    r"|[a-zA-Z][a-zA-Z0-9+.-]{0,20}:(?:/{2}|\\{2})\S{0,2000}|(?<![:/\w])/{2}[\w-]+\.\S{1,2000}"
    r"|\b(?:mailto|javascript|vbscript|data|file|tel|sms|blob|ftp|intent):(?=\S)\S{1,2000}"
    r"|\bwww\.\S{1,2000}"
    r"|<[/!?]?[a-zA-Z][^<>]{0,2000}>?|&#?\w{2,12};"
    rf"|[\w.+%'-]{{1,64}}@{_HOST}|(?<![\w@.-]){_HOST}(?:[/:?#]\S{{0,2000}})?",
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_RUN = 8  # fewer words in a row may be anybody's
_NO_LINK = "[link]"


def strange_links(text: str, sources: Sequence[str]) -> list[str]:
    """List the links, images, tags and addresses of a text.

    Addresses of mail, bare names such as "example.org" and blanks such as "<name>" may be said again where a
    source has them letter by letter; what a program would open or draw may not, whoever wrote it first.
    """
    return [
        match[0]
        for match in _LINK.finditer(_plain(text))
        if _opens(match[0]) or not any(match[0] in source for source in sources)
    ]


def without_links(text: str) -> str:
    """Put "[link]" in the place of each, so that what was refused can be told and not followed."""
    plain = _plain(text)
    return _LINK.sub(_NO_LINK, plain) if _LINK.search(plain) else text


def repeated(text: str, instructions: str) -> str:
    """Give the first eight words in a row that a text has from the instructions; an empty string where there are none."""
    return next((" ".join(run) for run in _runs(text) if run in _known(instructions)), "")


def _opens(link: str) -> bool:
    return bool(re.search(r"[/:\\=(!&]", link))


def _plain(text: str) -> str:
    """Undo the letters that only look unlike those of a link."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=8)
def _known(instructions: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_runs(instructions))


def _runs(text: str) -> list[tuple[str, ...]]:
    words = [word.lower().replace("’", "'") for word in _WORD.findall(_plain(text))]
    return [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
