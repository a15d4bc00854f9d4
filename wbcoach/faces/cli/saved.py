"""Saved critiques read one at a time: an object, a list, or the lines of a batch, in constant memory."""

from __future__ import annotations

import codecs
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from pydantic import ValidationError

from wbcoach.batch.answer import OF_THE_ROW
from wbcoach.critique import Critique
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

HINT: Final = "Give what `wbcoach critique --format json` or `wbcoach batch -o` wrote."
_CUT_HINT: Final = "It is not whole: wait until the batch that writes it is done, or save the critique again."
_CHUNK: Final = 1 << 16
# What a value that is cut short fails with stands this near to its end.
_TAIL: Final = 16
_BETWEEN: Final = " \t\r\n,"


@dataclass
class Saved:
    """The critiques of one file, to be walked over once; `errors` counts the error rows that were passed over."""

    path: str
    errors: int = field(default=0, init=False)

    def __iter__(self) -> Iterator[tuple[int, Critique]]:
        """Give each critique with the line (from 1) that it starts on.

        Raises:
            InputError: the file can't be read, holds something else, or no critique.
        """
        found = 0
        for line, one in _objects(self.path):
            if isinstance(one, dict) and "error" in one and "schema" not in one:
                self.errors += 1
                continue
            try:
                record = {name: value for name, value in one.items() if name not in OF_THE_ROW}
                critique = Critique.model_validate(record)
            except (ValidationError, AttributeError):
                raise InputError(f"{self.path}:{line} is no critique.", HINT) from None
            found += 1
            yield line, critique
        if not found:
            raise InputError(f"{self.path} holds no critique.", HINT)


def require(path: str) -> None:
    """See that a file can be opened, before anything is done with others.

    Raises:
        InputError: it can't.
    """
    if path != "-":
        with _opened(path):
            pass


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        if sys.stdin is None:
            raise InputError("stdin is closed.", "Pipe in saved critiques, or name a file.")
        yield sys.stdin.buffer
        return
    try:
        file = Path(path).open("rb")  # noqa: SIM115  closed below
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}.", HINT) from None
    with file:
        yield file


def _texts(path: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with _opened(path) as file:
        try:
            while data := file.read(_CHUNK):
                yield decoder.decode(data)
            yield decoder.decode(b"", final=True)
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path} can't be read: {error}.", HINT) from None


def _objects(path: str) -> Iterator[tuple[int, Any]]:
    """Give the values of a list, or those that stand behind each other, each with its line."""
    decoder = json.JSONDecoder()
    texts = _texts(path)
    rest, line, opened, more = "", 1, 0, True
    while True:
        body = rest.lstrip(_BETWEEN + ("[" if not opened else "") + ("]" if opened == 1 else ""))
        skipped = rest[: len(rest) - len(body)]
        opened = opened or skipped.count("[")
        if opened > 1:
            raise InputError(f"{path}:{line} holds a list in a list.", HINT)
        line, rest = line + skipped.count("\n"), body
        try:
            value, end = decoder.raw_decode(rest)
        except (ValueError, RecursionError) as error:
            if more and _may_be_cut(error, len(rest)):
                # As much again as there is, so that a long value is not tried for each piece of it.
                rest, more = _longer(rest, texts)
                continue
            if not rest:
                return
            cut = _may_be_cut(error, len(rest))
            raise InputError(f"{path}:{line} is no JSON: {error}.", _CUT_HINT if cut else HINT) from None
        yield line, value
        line, rest = line + rest.count("\n", 0, end), rest[end:]


def _longer(rest: str, texts: Iterator[str]) -> tuple[str, bool]:
    parts, size = [rest], 0
    for text in texts:
        parts.append(text)
        size += len(text)
        if size >= max(1, len(rest)):
            return "".join(parts), True
    return "".join(parts), False


def _may_be_cut(error: Exception, size: int) -> bool:
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated string") or error.pos >= size - _TAIL
