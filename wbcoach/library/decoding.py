"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from wbcoach.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"PK\x03\x04", "a spreadsheet, a document or an archive"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
_SAMPLE = 1 << 16
_FEWEST_PAIRS = 8
_MOST_ZEROS = 0.01
_WESTERN = frozenset({"ascii", "latin_1", "iso8859_15", "cp1252", "cp437", "cp850", "cp858", "mac_roman"})
_MULTIBYTE = frozenset(
    {"shift_jis", "cp932", "euc_jp", "iso2022_jp", "gb2312", "gbk", "gb18030", "big5", "cp949", "euc_kr"}
)


def read_text(path: Path) -> tuple[str, str]:
    """Read a text file; give its text and a warning, empty when the encoding is certain.

    Raises:
        InputError: the file can't be read, or is not text.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        message = f"{path} can't be read: {error.strerror}."
        raise InputError(message, "Check the name and its permissions.") from None
    return decode(raw, str(path))


def decode(raw: bytes, name: str) -> tuple[str, str]:
    """Decode the content of the file `name`; give the text and a warning, empty when certain.

    Raises:
        InputError: it is not text.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace"), ""
    if unmarked := utf16_without_mark(raw[:_SAMPLE]):
        return raw.decode(unmarked, errors="replace"), ""
    _refuse_binary(raw[:_SAMPLE], name)
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        encoding = guess(raw[:_SAMPLE])
    text = raw.decode(encoding, errors="replace")
    return text, f"is not UTF-8; read as {encoding}, so check its accents, or save it as UTF-8."


def utf16_without_mark(sample: bytes) -> str:
    """Name the UTF-16 that bytes without a byte order mark are in; empty where they are something else.

    In a text of mostly Latin letters every second byte is zero, and the others aren't.
    """
    pairs = len(sample) // 2
    even, odd = sample[: 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if pairs < _FEWEST_PAIRS or min(even, odd) * 50 > pairs or max(even, odd) * 10 < pairs * 6:
        return ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = sample[: 2 * pairs].decode(encoding, errors="replace")
    return encoding if sum(not (one.isprintable() or one.isspace()) for one in text) * 50 <= pairs else ""


def _refuse_binary(sample: bytes, name: str) -> None:
    hint = "Export it as CSV, JSONL, Markdown or plain text first."
    for magic, what in _FORMATS:
        if sample.startswith(magic):
            raise InputError(f"{name} is {what}, not text.", hint)
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x0b\x1b" for byte in sample)
    if sample.count(0) > len(sample) * _MOST_ZEROS or odd * 20 > len(sample):
        raise InputError(f"{name} is not a text file.", hint)


def is_mostly_utf8(raw: bytes) -> bool:
    """Say whether bytes with a flaw are UTF-8 all the same: more letters beyond ASCII are whole than are broken."""
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    return sum(not one.isascii() for one in text) - broken > broken


def guess(sample: bytes) -> str:
    """Name the older encoding of bytes that are not UTF-8: a well-supported guess, or the most common one in the West."""
    try:
        import charset_normalizer
    except ImportError:  # it comes with other packages, and is not asked for by name
        return "cp1252"
    best = charset_normalizer.from_bytes(sample).best()
    guess = best.encoding if best else "cp1252"
    if guess in _MULTIBYTE:
        return guess
    high = [byte for byte in sample if byte >= 128]
    mostly_high = len(high) * 3 > len(sample)  # a text in another alphabet, not one with some accents
    return guess if mostly_high and guess not in _WESTERN else "cp1252"
