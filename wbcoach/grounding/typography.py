"""Words found verbatim in a text, whatever its typography, with their exact place.

Only typography is forgiven: curly quotes, dashes, no-break spaces, soft wraps, ligatures, composed or split accents.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.numerals import VULGAR

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAME_MARKS = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("–—‐‑−", "-")
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_FRACTIONS = frozenset(filter(re.compile(VULGAR).match, map(chr, range(0xBC, 0x215F))))
_INNER = "'’ʼ-‐‑"


def normalise(text: str) -> tuple[str, list[int]]:
    """Fold typography; give the folded text and, for each of its characters, the offset in `text`."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char in _DROPPED:
            continue
        if char in _LIGATURES:
            folded += _LIGATURES[char]
            places += [place] * len(_LIGATURES[char])
            continue
        plain = " " if char.isspace() else char.translate(_SAME_MARKS)
        if folded and plain == folded[-1] and plain in " -":
            continue
        if folded and unicodedata.combining(char):
            whole = unicodedata.normalize("NFC", folded[-1] + char)
            if len(whole) == 1:
                folded[-1] = whole
                continue
        folded.append(plain)
        places.append(place)
    return "".join(folded), places


def plain_forms(text: str) -> str:
    """Bring full-width, circled and other dressed-up characters to plain ones; fractions such as "½" stay."""
    if text.isascii():
        return text
    return "".join(
        char if char in _FRACTIONS else unicodedata.normalize("NFKC", char)
        for char in text
        if char not in _DROPPED
    )


def find_verbatim(words_wanted: str, text: str) -> Span | None:
    """Find words in a text, exactly or up to typography; None when they aren't there."""
    return next(occurrences(words_wanted, text), None)


def occurrences(wanted: str, text: str) -> Iterator[Span]:
    """Give every place where the words stand: exact ones, or else those that differ in typography."""
    plain = normalise(wanted)[0].strip()
    if not plain:
        return
    at = text.find(wanted)
    if at >= 0:
        while at >= 0:
            yield Span(at, at + len(wanted))
            at = text.find(wanted, at + 1)
        return
    folded, places = normalise(text)
    at = folded.find(plain)
    while at >= 0:
        last = at + len(plain) - 1
        end = places[last] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        if not (_in_ligature(places, at) or _in_ligature(places, last + 1)):
            yield Span(places[at], end)
        at = folded.find(plain, at + 1)


def _in_ligature(places: list[int], at: int) -> bool:
    return 0 < at < len(places) and places[at] == places[at - 1]


def whole_words(text: str, span: Span) -> bool:
    """Say whether neither end stands inside a word, such as "can't" or "non-working"."""
    return not (_inside_word(text, span.start) or _inside_word(text, span.end))


def _inside_word(text: str, at: int) -> bool:
    before, left, right, after = _around(text, at)
    if left.isalnum():
        return right.isalnum() or (right in _INNER and after.isalnum())
    return left in _INNER and before.isalnum() and right.isalnum()


def halves_number(text: str, span: Span) -> bool:
    """Say whether an end stands inside a number, such as "1.5" or "27%"."""
    return _inside_number(text, span.start) or _inside_number(text, span.end)


def _inside_number(text: str, at: int) -> bool:
    before, left, right, after = _around(text, at)
    if left.isdigit():
        return right == "%" or (right in ".," and after.isdigit())
    return left in ".," and before.isdigit() and right.isdigit()


def _around(text: str, at: int) -> list[str]:
    """Give the two characters on each side of a place, spaces where the text ends."""
    return list(text[max(0, at - 2) : at].rjust(2) + text[at : at + 2].ljust(2))
