"""The ways in which an order is hidden: odd characters, encodings, spellings; undone before looking."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator

_LOOKALIKES = str.maketrans("аеорсухіѕјԁԛԝһκονρτυαι", "aeopcyxisjdqwhkovptuai")
_LEET = str.maketrans("013457@$", "oieastas")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{20,4000}={0,2}")
_HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){14,2000}")
_LEET_MARK = re.compile(r"[a-z][0-9@$]|[0-9@$][a-z]", re.IGNORECASE)
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_SPACED = re.compile(r"(?:(?<=\s)|^)(?:\w[ .*_-]{1,4}){7,}\w(?=\W|$)")
_ORDER_WORD = re.compile(
    r"(ignore|disregard|forget|override|all|previous|prior|above|your|the|instructions?|guidelines?|rules|prompts?)",
    re.IGNORECASE,
)
_MIXED_WORD = re.compile(r"\b(?=\w*[a-z@$])(?=\w*[0-9@$])[\w@$]{5,}", re.IGNORECASE)
_TAGS = range(0xE0020, 0xE007F)
_SPACE = re.compile(r"\s{2,}")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_HIDDEN_LETTERS = 8
_BLOB_LETTERS = 20


def unmask(text: str) -> str:
    """Bring characters to their plain form: full width, invisible, look-alikes, entities, runs of space."""
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Co", "Cn"))
        text = " ".join(_latin(word) for word in text.split(" "))
    return _SPACE.sub(lambda run: "\n" if "\n" in run[0] else " ", text)


def _latin(word: str) -> str:
    """Turn Cyrillic and Greek look-alikes to Latin in a word that mixes them with Latin letters."""
    return word.casefold().translate(_LOOKALIKES) if not word.isascii() and _LATIN.search(word) else word


def disguised(raw: str, shown: str) -> Iterator[tuple[str, str]]:
    """Give the texts hidden in a text, each with the name of its disguise."""
    hidden = "" if raw.isascii() else "".join(chr(ord(char) - 0xE0000) for char in raw if ord(char) in _TAGS)
    if len(hidden) >= _HIDDEN_LETTERS:
        yield hidden, "in invisible characters"
    words = shown.split()
    if max(map(len, words), default=0) >= _BLOB_LETTERS:
        yield from _decoded(shown)
    if shown.count("%") >= _HIDDEN_LETTERS // 2 and _PERCENT.search(shown):
        yield _unquoted(shown), "percent-encoded"
    apart = sum(len(word) == 1 for word in words) + sum(shown.count(mark) for mark in "._*-")
    if apart >= _HIDDEN_LETTERS and _SPACED.search(shown):
        yield _respaced(shown), "letter by letter"
    lower = shown.casefold()
    if "vafgehpgvba" in lower or "cebzcg" in lower:
        yield codecs.decode(shown, "rot13"), "in rot13"
    if "snoitcurtsni" in lower or "tpmorp" in lower:
        yield shown[::-1], "backwards"
    if _LEET_MARK.search(shown) and _MIXED_WORD.search(shown):
        yield (
            _MIXED_WORD.sub(lambda match: match[0].casefold().translate(_LEET), shown),
            "in disguised spelling",
        )


def _decoded(shown: str) -> Iterator[tuple[str, str]]:
    for match in _BASE64.finditer(shown):
        if decoded := _from_base64(match[0]):
            yield decoded, "in base64"
    for match in _HEX.finditer(shown):
        if decoded := _readable(bytes.fromhex(match[0])):
            yield decoded, "in hexadecimal"


def _respaced(text: str) -> str:
    """Join letters written apart, then part the words that such an order is made of."""
    joined = _SPACED.sub(lambda match: re.sub(r"[ .*_-]+", "", match[0]), text)
    return " ".join(_ORDER_WORD.sub(r" \1 ", joined).split())


def _unquoted(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text, errors="replace")


def _from_base64(blob: str) -> str:
    padded = blob.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        raw = base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return _readable(raw)


def _readable(raw: bytes) -> str:
    """Give the bytes as text when nearly all of it is text, else nothing."""
    for encoding in ("utf-8", "utf-16"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        plain = sum(char.isalpha() or char in " .,!?:;'\"-()\n<>[]{}_=/" for char in text)
        if text and plain >= 0.9 * len(text) and " " in text:
            return text
    return ""
