"""Text written in codes for bytes or letters: base64, hexadecimal, binary, percent signs, escapes; read back."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9+/_-]{20,}\r?\n?)+={0,2}")
_HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){14,}")
_HEX_APART = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:0x|\\x)?[0-9A-Fa-f]{2}(?:[ :,]|(?=\\x))){13,4000}(?:0x|\\x)?[0-9A-Fa-f]{2}(?![0-9A-Za-z])"
)
_BINARY = re.compile(r"(?<![0-9A-Za-z])(?:[01]{8}[ ,]?){10,4000}(?![0-9A-Za-z])")
_ESCAPED = re.compile(r"(?:\\u\{?([0-9A-Fa-f]{4})\}?)")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_PAIR = re.compile(r"(?:0x|\\x)?([0-9A-Fa-f]{2})")
_BITS = re.compile(r"[01]{8}")
_LONG_WORD = 20
_FEWEST_PERCENT, _FEWEST_ESCAPED = 4, 8
_FEWEST_SIXES = 4  # every second letter of ASCII begins with one


def decoded(shown: str, longest: int) -> Iterator[tuple[str, str]]:
    """Give what is written in a code in a text whose longest word has so many letters, each with the name of the code."""
    if longest >= _LONG_WORD:
        for match in _BASE64.finditer(shown):
            if text := _from_base64(match[0]):
                yield text, "in base64"
        for match in _HEX.finditer(shown):
            if text := _readable(bytes.fromhex(match[0])):
                yield text, "in hexadecimal"
    if "\\u" in shown and shown.count("\\u") >= _FEWEST_ESCAPED:
        yield _ESCAPED.sub(lambda match: chr(int(match[1], 16)), shown), "in escapes"
    if shown.count("%") >= _FEWEST_PERCENT and _PERCENT.search(shown):
        yield _unquoted(shown), "percent-encoded"
    if shown.count("6") >= _FEWEST_SIXES:
        for match in _HEX_APART.finditer(shown):
            if text := _readable(bytes(int(pair, 16) for pair in _PAIR.findall(match[0]))):
                yield text, "in hexadecimal"
    if shown.count("0") >= _LONG_WORD:
        for match in _BINARY.finditer(shown):
            if text := _readable(bytes(int(bits, 2) for bits in _BITS.findall(match[0]))):
                yield text, "in binary"


def _unquoted(text: str) -> str:
    from urllib.parse import unquote

    return unquote(text, errors="replace")


def _from_base64(blob: str) -> str:
    padded = re.sub(r"\s", "", blob).rstrip("=").replace("-", "+").replace("_", "/")
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
