"""Where rows come from: a file or stdin as decoded lines, read one after the other, never as a whole."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import select
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from wbcoach.errors import InputError
from wbcoach.library.decoding import decode, guess, is_mostly_utf8, utf16_without_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

LONGEST_LINE = 16_000_000
_SAMPLE = 1 << 16
# Seconds in which a program that writes to a pipe in pieces goes on.
_QUIET_S = 0.5
_DEEPEST = 100
UTF8 = "utf-8-sig"
_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HALVES = re.compile("[\ud800-\udfff]")
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True)
class Source:
    """A backlog, open: its name for messages, and a sample of its start, decoded."""

    name: str
    raw: io.BufferedReader[io.FileIO]
    sample: str
    encoding: str
    counted: bool
    start: bytes = b""

    @classmethod
    def open(cls, place: str) -> Source:
        """Open a file, or stdin for "-".

        Raises:
            InputError: it can't be read, or is not text.
        """
        name, raw, start = open_raw(place)
        try:
            return cls.of(place, name, raw, start)
        except InputError:
            raw.close()
            raise

    @classmethod
    def of(cls, place: str, name: str, raw: io.BufferedReader[io.FileIO], start: bytes) -> Source:
        """Take what `open_raw` opened.

        Raises:
            InputError: it is not text.
        """
        encoding = UTF8
        if start.startswith(_WIDE):
            encoding = "utf-32" if start.startswith(_WIDE[:2]) else "utf-16"
        else:
            encoding = utf16_without_mark(start) or encoding
        sample, _ = decode(start if len(start) < _SAMPLE else start[: start.rfind(b"\n") + 1] or start, name)
        counted = place != "-" and Path(place).is_file()
        return cls(name, raw, sample, encoding, counted, start)

    def in_its_encoding(self, warn: Callable[[str], None]) -> Source:
        """Give the same in the encoding that it is likely in, where that is an older one.

        A file is looked through, of a pipe the start; one that bears UTF-8's mark, or is UTF-8 but for a flaw, stays that.
        """
        if self.encoding != UTF8 or self.start.startswith(codecs.BOM_UTF8):
            return self
        with Path(self.name).open("rb") if self.counted else io.BytesIO(self.start) as file:
            odd = _not_utf8(file, whole=self.counted)
        if not odd or is_mostly_utf8(odd):
            return self
        encoding = guess(odd)
        warn(self._read_as(encoding))
        return replace(self, encoding=encoding)

    def lines(self, warn: Callable[[str], None], newline: str = "\n") -> Generator[str]:
        """Give the lines with their ends; bytes that are not of the encoding are replaced, and that is told once.

        A line over 16 million characters comes in pieces. `newline` is as `open` takes it.
        """
        wide = self.encoding != UTF8
        text = io.TextIOWrapper(self.raw, self.encoding, "replace" if wide else "surrogateescape", newline)
        older, told = "", False
        plain = not self.counted and self.start.isascii()
        number = 0
        with text:
            while line := text.readline(LONGEST_LINE):
                number += 1
                if not line.isascii() and (older or _HALVES.search(line)):
                    whole = line.encode("utf-8", "surrogateescape")
                    if plain and not is_mostly_utf8(whole):
                        # Of a pipe the start alone was looked at, and all was ASCII so far.
                        older = guess(whole)
                        warn(self._read_as(older))
                    line = whole.decode(older or "utf-8", "replace")
                    if not older and not told:
                        warn(
                            f"{self.name}, line {number}: not valid UTF-8; what can't be read is replaced by \N{REPLACEMENT CHARACTER}."
                        )
                        told = True
                plain = plain and line.isascii()
                yield line

    def _read_as(self, encoding: str) -> str:
        return f"{self.name} is not UTF-8; read as {encoding}, so check its accents, or save it as UTF-8."


def open_raw(place: str) -> tuple[str, io.BufferedReader[io.FileIO], bytes]:
    """Open a file, or stdin for "-"; give its name for messages, its bytes, and a look at the first of them.

    Raises:
        InputError: it can't be read.
    """
    name = "stdin" if place == "-" else place
    if place == "-" and sys.stdin is None:
        raise InputError("stdin is closed.", "Pipe in the rows, or name a file.")
    try:
        # stdin gets a reader of its own: a thread may be left waiting in it at the end.
        bare = _Pipe(sys.stdin.fileno(), closefd=False) if place == "-" else io.FileIO(place)
        raw = io.BufferedReader(bare, _SAMPLE)
        return name, raw, raw.peek(_SAMPLE)[:_SAMPLE]
    except (OSError, ValueError) as error:
        message = f"{name} can't be read: {getattr(error, 'strerror', None) or error}."
        raise InputError(message, "Check the name and its permissions.") from None


class _Pipe(io.FileIO):
    """A pipe whose start is read at once, whatever pieces it comes in; the rest as it comes."""

    def __init__(self, handle: int, *, closefd: bool) -> None:
        super().__init__(handle, closefd=closefd)
        self._start: bytearray | None = None

    def readinto(self, buffer: Any, /) -> int | None:
        """Give what was read ahead, then what comes."""
        if self._start is None:
            self._start = self._begin()
        if not self._start:
            return super().readinto(buffer)
        view = memoryview(buffer).cast("B")
        size = min(len(view), len(self._start))
        view[:size] = self._start[:size]
        del self._start[:size]
        return size

    def readall(self) -> bytes:
        """Give all that is left."""
        start, self._start = bytes(self._start or b""), bytearray()
        return start + super().readall()

    def _begin(self) -> bytearray:
        """Read until there is a sample, the end is there, or nothing more comes for a moment."""
        begun = bytearray()
        while len(begun) < _SAMPLE and (not begun or self._has_more()):
            piece = os.read(self.fileno(), _SAMPLE - len(begun))
            if not piece:
                break
            begun += piece
        return begun

    def _has_more(self) -> bool:
        if os.name != "posix":
            return False  # elsewhere a pipe can't be waited for
        return bool(select.select([self.fileno()], [], [], _QUIET_S)[0])


def _not_utf8(file: BinaryIO, *, whole: bool) -> bytes:
    """Give the first stretch of a file that is not UTF-8; empty where all of it is.

    Where it is not the `whole` file, it may end amid a character.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    while block := file.read(_SAMPLE):
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            return block
    try:
        decoder.decode(b"", final=whole)
    except UnicodeDecodeError as error:
        return bytes(error.object)
    return b""


def parse(text: str) -> Any:
    """Read JSON that can be written again: no NaN, no number beyond all bounds, no half characters.

    Raises:
        ValueError: it is not such JSON; the message says where.
    """
    try:
        value = json.loads(text, parse_constant=_no_number, parse_float=_number)
        if _ESCAPED_HALF.search(text):
            whole = (
                json.dumps(value, ensure_ascii=False)
                .encode("utf-16", "surrogatepass")
                .decode("utf-16", "replace")
            )
            value = json.loads(whole)
    except json.JSONDecodeError as error:
        at = f" at character {error.pos + 1}" if error.pos else ""
        raise ValueError(f"{error.msg[0].lower()}{error.msg[1:]}{at}") from None
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if text.count("[") + text.count("{") > _DEEPEST and _is_deep(value):
        raise ValueError("nested too deeply")
    return value


def _is_deep(value: Any) -> bool:
    """Say whether a value is nested so that writing it might fail where reading it just did not."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _number(written: str) -> float:
    number = float(written)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"{written[:20]} is too large a number")
    return number
