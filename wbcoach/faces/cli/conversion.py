"""A batch's output in another format, made of its lines when they are whole; the lines stay what counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from wbcoach.batch.answer import OF_THE_ROW
from wbcoach.batch.answers import read_answers
from wbcoach.errors import InputError, SettingsError
from wbcoach.faces.cli import streams
from wbcoach.faces.cli.reporting import Asked, replacing, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wbcoach.critique import Critique

    Answers = Callable[[], Iterable[Mapping[str, Any]]]
    Writer = Callable[[Answers, IO[bytes]], None]


def _csv(answers: Answers, to: IO[bytes], delimiter: str = ",") -> None:
    from wbcoach.render.tables import write_csv

    write_csv(answers, to, delimiter)


def _workbook(answers: Answers, to: IO[bytes]) -> None:
    from wbcoach.render.tables import write_workbook

    write_workbook(answers, to)


def _sarif(answers: Answers, to: IO[bytes]) -> None:
    from wbcoach.render.sarif import render

    found, errors = _read(answers)
    to.write(render(found, errors=errors).encode("utf-8", "replace"))


def _junit(answers: Answers, to: IO[bytes]) -> None:
    from wbcoach.render.junit import render

    found, errors = _read(answers)
    to.write(render(found, errors=errors).encode("utf-8", "replace"))


def _read(answers: Answers) -> tuple[list[Critique], list[tuple[str, str]]]:
    """Give the critiques, all at once, and of each error row its id and what is wrong with it."""
    from wbcoach.critique import Critique

    found, errors = [], []
    for one in answers():
        if "error" in one:
            errors.append((str(one["id"]), f"{one['error']['message']} {one['error']['hint']}".strip()))
        else:
            bare = {name: it for name, it in one.items() if name not in OF_THE_ROW}
            found.append(Critique.model_validate(bare))
    return found, errors


# What an output can be turned into, by name; each writes all of it and raises InputError where it can't.
WRITERS: Final[dict[str, Writer]] = {
    "csv": _csv,
    "tsv": partial(_csv, delimiter="\t"),
    "xlsx": _workbook,
    "sarif": _sarif,
    "junit": _junit,
}
# Other ends of a name that build servers use.
ALSO: Final = {"xml": "junit"}
# What `wbcoach report` makes of it.
_REPORTS: Final = ("md", "html")
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
        if kind and kind not in {_LINES, *WRITERS, *_REPORTS}:
            known = ", ".join((_LINES, *WRITERS, *_REPORTS))
            raise SettingsError(f"There is no format {kind!r} for a batch.", f"Choose one of {known}.")
        suffix = path.suffix.lower().removeprefix(".")
        kind = kind or ALSO.get(suffix, suffix)
        if kind not in {*WRITERS, *_REPORTS}:
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
        if self.other is None:
            return
        if self.kind in _REPORTS:
            run(Asked(str(self.ledger), str(self.other), self.kind))
        else:
            convert(self.ledger, self.other, self.kind)
            streams.say(f"wbcoach: {self.other} is written; its lines are kept in {self.ledger}.")


def convert(ledger: Path, to: Path, kind: str) -> None:
    """Turn a batch's lines into another file, whole or not at all.

    Raises:
        InputError: the lines are no output of a batch, or the file can't be written.
    """
    with replacing(to) as file:
        WRITERS[kind](partial(read_answers, ledger), file)
