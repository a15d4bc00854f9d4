"""A batch's output in another format, made of its lines when they are whole; the lines stay what counts."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from wbcoach.batch.answers import read_answers
from wbcoach.errors import InputError, SettingsError, StoreError, WbcoachError
from wbcoach.faces.cli import streams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Answers = Callable[[], Iterable[Mapping[str, Any]]]
    Writer = Callable[[Answers, BinaryIO], None]


def _csv(answers: Answers, to: BinaryIO, delimiter: str = ",") -> None:
    from wbcoach.render.tables import write_csv

    write_csv(answers, to, delimiter)


def _workbook(answers: Answers, to: BinaryIO) -> None:
    from wbcoach.render.tables import write_workbook

    write_workbook(answers, to)


def _markdown(answers: Answers, to: BinaryIO) -> None:
    from wbcoach.render.backlog_list import markdown

    to.writelines(piece.encode("utf-8", "backslashreplace") for piece in markdown(answers))


# What an output can be turned into, by suffix; each writes all of it and raises InputError where it can't.
WRITERS: Final[dict[str, Writer]] = {
    "csv": _csv,
    "tsv": partial(_csv, delimiter="\t"),
    "xlsx": _workbook,
    "md": _markdown,
}
_LINES = "jsonl"


@dataclass(frozen=True)
class Target:
    """Where a batch writes to: its lines, and at the end another file where one is asked for."""

    ledger: Path
    other: Path | None = None
    kind: str = ""

    @classmethod
    def of(cls, output: str, kind: str = "") -> Target:
        """Read -o and --format: OUT.csv stands beside its lines in OUT.jsonl.

        Raises:
            InputError: no file is named.
            SettingsError: there is no such format.
        """
        if output in {"", "-"}:
            raise InputError(
                "The rows are kept in a file, so that nothing is lost.", "Name one, such as -o out.jsonl."
            )
        path = Path(output)
        if kind and kind not in {_LINES, *WRITERS}:
            known = ", ".join((_LINES, *WRITERS))
            raise SettingsError(f"There is no format {kind!r} for a batch.", f"Choose one of {known}.")
        kind = kind or path.suffix.lower().removeprefix(".")
        if kind not in WRITERS:
            return cls(path)
        if path.suffix.lower() == f".{_LINES}":
            return cls(path, path.with_suffix(f".{kind}"), kind)
        return cls(path.with_suffix(f".{_LINES}"), path, kind)

    def refuse_foreign(self, *, restart: bool) -> None:
        """See that the other file is one of ours, as far as that can be known, before a row is paid for.

        Raises:
            InputError: it is there, and its lines are not; or there is no such folder.
        """
        if self.other is None:
            return
        if self.other.is_dir() or (self.other.exists() and not self.ledger.exists() and not restart):
            message = f"{self.other} is there, and {self.ledger} is not: it may be another's."
            raise InputError(message, "Nothing was written. Name another file with -o, or move it away.")

    def write(self) -> None:
        """Write the other file, if there is one.

        Raises:
            WbcoachError: it can't be written; the lines are kept.
        """
        if self.other is not None:
            convert(self.ledger, self.other, self.kind)
            streams.say(f"wbcoach: {self.other} is written; its lines are kept in {self.ledger}.")


def convert(ledger: Path, to: Path, kind: str) -> None:
    """Turn a batch's lines into another file, whole or not at all.

    Raises:
        InputError: the lines are no output of a batch, or have no place in that format.
        StoreError: the file can't be written.
    """
    try:
        handle, made = tempfile.mkstemp(prefix=f".{to.name}.", dir=to.parent)
    except OSError as error:
        raise _unwritten(to, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            WRITERS[kind](partial(read_answers, ledger), file)
        mask = os.umask(0)
        os.umask(mask)
        Path(made).chmod(0o666 & ~mask)
        Path(made).replace(to)
    except OSError as error:
        raise _unwritten(to, error) from error
    finally:
        with suppress(OSError):
            Path(made).unlink()


def _unwritten(to: Path, error: OSError) -> WbcoachError:
    return StoreError(f"{to} can't be written: {error.strerror}.", "Mend that, or name another file with -o.")
