"""A text as a reader sees it: plain letters and digits for dressed-up ones, with the way back to the raw offsets."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple

_ENTITY = r"&#?\w{1,10};|%40"
_CODED = re.compile(_ENTITY)
# What a shadow may change; the rest is copied in runs.
_ODD = re.compile(rf"{_ENTITY}|[^\x00-\x7f]")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_HYPHENS = dict.fromkeys("‐‑‒−", "-")
_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u2060\u2061\u2062\u2063\u2064\ufeff"
) | frozenset(
    map(
        chr,
        [
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2066, 0x2070),
            *range(0xFE00, 0xFE10),
            *range(0xE0000, 0xE0080),
        ],
    )
)
_HIDDEN = re.compile(f"[{''.join(_INVISIBLE)}{''.join(_HYPHENS)}]")


class Shadow(NamedTuple):
    """The plain form of a raw text; `starts` and `ends` give each character's raw place, empty where nothing moved."""

    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Give the raw offsets of a stretch of the plain form that isn't empty."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)


def shadow(raw: str) -> Shadow:
    """Undo full width, other scripts' digits, HTML entities and "%40"; drop what can't be seen.

    Most texts are their own shadow, which is told without walking through them.
    """
    if _is_plain(raw):
        return Shadow(raw)
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    reached = 0
    for match in _ODD.finditer(raw):
        plain += raw[reached : match.start()]
        starts += range(reached, match.start())
        ends += range(reached + 1, match.start() + 1)
        reached = match.end()
        if plain and unicodedata.combining(match[0][0]):
            whole = unicodedata.normalize("NFC", plain[-1] + match[0])
            if len(whole) == 1:
                plain[-1], ends[-1] = whole, reached
                continue
        seen = _seen(match[0])
        plain += seen
        starts += [match.start()] * len(seen)
        ends += [reached] * len(seen)
    plain += raw[reached:]
    starts += range(reached, len(raw))
    ends += range(reached + 1, len(raw) + 1)
    return Shadow("".join(plain), tuple(starts), tuple(ends))


def _is_plain(raw: str) -> bool:
    if ("&" in raw or "%40" in raw) and _CODED.search(raw):
        return False
    return raw.isascii() or not (
        _HIDDEN.search(raw) or _OTHER_DIGIT.search(raw) or not unicodedata.is_normalized("NFKC", raw)
    )


def _seen(piece: str) -> str:
    """Give what a reader sees of one odd character or code."""
    decoded = "@" if piece == "%40" else html.unescape(piece)
    return "".join(map(_plain, decoded))


def _plain(char: str) -> str:
    if char in _INVISIBLE:
        return ""
    if char in _HYPHENS:
        return "-"
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return "".join(
        " " if one.isspace() and one != "\n" else one for one in unicodedata.normalize("NFKC", char)
    )
