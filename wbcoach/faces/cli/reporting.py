"""Reports written: which form a file's name asks for, and a file that is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from wbcoach.errors import InputError, SettingsError
from wbcoach.faces.cli import streams
from wbcoach.settings import load
from wbcoach.survey.answers import rows_of
from wbcoach.survey.making import take

if TYPE_CHECKING:
    from wbcoach.library.embed import Embedder
    from wbcoach.survey.shapes import Survey


@dataclass(frozen=True)
class Asked:
    """What a user asked for: `critiques` is a batch's output; `output` None is stdout; columns None are guessed, empty are none."""

    critiques: str
    output: str | None = None
    form: str | None = None
    dates: str | None = None
    teams: str | None = None
    title: str = ""
    figures: bool = False

    @property
    def source(self) -> Path:
        """The file of the critiques."""
        return Path(self.critiques)


_LEFT: Final = 3
_INTERRUPTED: Final = 130
# A form is asked for, and gives what to write piece by piece: text, or bytes for what is no text.
Form = Callable[[Asked], Iterable[str | bytes]]


def _html(asked: Asked) -> Iterator[str]:
    from wbcoach.render.backlog import page

    yield from page(_survey(asked), None if asked.figures else rows_of(asked.source), asked.title)


def _markdown(asked: Asked) -> Iterator[str]:
    from wbcoach.render.backlog_markdown import document

    yield from document(_survey(asked), None if asked.figures else rows_of(asked.source), asked.title)


def _json(asked: Asked) -> Iterator[str]:
    from wbcoach.render.json import dumps

    yield dumps(_survey(asked).model_dump(mode="json", by_alias=True))


# By the end of a file's name; another form needs an entry here, and one in NAMES for the flag.
FORMS: Final[dict[str, Form]] = {
    ".html": _html,
    ".htm": _html,
    ".md": _markdown,
    ".markdown": _markdown,
    ".json": _json,
}
NAMES: Final = {"html": ".html", "markdown": ".md", "md": ".md", "json": ".json"}


def run(asked: Asked) -> None:
    """Write the report that is asked for, to a file or to stdout.

    Raises:
        InputError: the critiques can't be read, or the file can't be written.
        SettingsError: an unknown form.
    """
    table = _table_of(asked.output, asked.form)
    form = None if table else form_of(asked.output, asked.form)
    refuse_same(asked.output, asked.critiques)
    if form is None:
        _convert(asked, table)
        return
    if asked.output is None:
        for piece in form(asked):
            if isinstance(piece, bytes):
                raise SettingsError("That form is no text, so it can't go to stdout.", "Name a file with -o.")
            streams.write(streams.printable(piece))
        return
    target = Path(asked.output)
    with replacing(target) as file:
        for piece in form(asked):
            # What is no Unicode character can't be written.
            file.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace"))
    streams.say(f"wbcoach: {asked.output} is written, {target.stat().st_size / 1e6:.1f} MB.")


def with_report(report: str, output: str, others: Iterable[str], batch: Callable[[], int]) -> int:
    """Run a batch and report on it when all of its rows are done; give the batch's exit code.

    Args:
        report: the file of the report; whether it can be written as its name asks is known before any row is paid for.
        output: the file that the batch writes.
        others: the files of the run, none of which may be the report.
        batch: runs it, and gives its exit code.

    Raises:
        WbcoachError: what `batch` and `run` raise.
    """
    if not _table_of(report):
        form_of(report)
    refuse_same(report, *others)
    code = batch()
    if code in {_INTERRUPTED, _LEFT}:
        streams.say(f"wbcoach: {report} is not written: that waits for the end of the backlog.")
    else:
        run(Asked(output, report))
    return code


def form_of(output: str | None, name: str | None = None) -> Form:
    """Choose the form: by its name, else by the end of the file's name; Markdown for stdout.

    Raises:
        SettingsError: there is no such form.
    """
    suffix = Path(output).suffix.lower() if output is not None else ".md"
    if name is not None:
        suffix = NAMES.get(name.lower(), "")
    if suffix not in FORMS:
        asked = repr(name) if name is not None else f"the end of {output!r}"
        raise SettingsError(f"No report has the form of {asked}.", f"Give one of {', '.join(NAMES)}, csv, tsv, xlsx, sarif or junit, or a file that ends so.")  # fmt: skip
    return FORMS[suffix]


def _table_of(output: str | None, name: str | None = None) -> str:
    """Name the table or build format that is asked for, as `conversion` knows it; empty for a report."""
    from wbcoach.faces.cli.conversion import ALSO, WRITERS

    kind = name.lower() if name is not None else Path(output or "").suffix.lower().removeprefix(".")
    kind = ALSO.get(kind, kind)
    return kind if kind in WRITERS else ""


def _convert(asked: Asked, kind: str) -> None:
    """Turn the critiques into a table or a build format.

    Raises:
        InputError: no file is named, or it can't be written.
    """
    from wbcoach.faces.cli.conversion import convert

    if asked.output is None:
        raise InputError(f"A file of the form {kind} is not for the terminal.", f"Name one: -o report.{kind}")
    convert(asked.source, Path(asked.output), kind)
    streams.say(f"wbcoach: {asked.output} is written.")


def refuse_same(output: str | None, *others: str) -> None:
    """See that the report is no other file of the run.

    Raises:
        InputError: it is one.
    """
    for other in others:
        if output is not None and Path(output).resolve() == Path(other).resolve():
            raise InputError(f"{output} can't be the report as well.", "Give the report another name.")


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """Write a file beside its place and move it there when it is whole.

    Raises:
        InputError: it can't be written.
    """
    try:
        with tempfile.NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name[:40]}.", delete=False
        ) as file:
            try:
                yield file
                file.flush()
                _as_new(file.fileno())
            except BaseException:
                with suppress(OSError):
                    Path(file.name).unlink()
                raise
        Path(file.name).replace(target)
    except OSError as error:
        raise InputError(f"{target} can't be written: {error.strerror}.", "Check the folder, its permissions and the space left.") from None  # fmt: skip


def _as_new(handle: int) -> None:
    """Give a temporary file, which its owner alone may read, the rights of any new file."""
    mask = os.umask(0)
    os.umask(mask)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, 0o666 & ~mask)


def _survey(asked: Asked) -> Survey:
    with streams.progress("report") as tell:
        survey = take(asked.source, _embedder(), dates=asked.dates, teams=asked.teams, tell=tell)
    for split, what, flag in (
        (survey.times, "dates", "--date-column"),
        (survey.teams, "teams", "--team-column"),
    ):
        if split and split.guessed:
            streams.say(f"wbcoach: {what} are taken from the column {split.column!r} ({flag} names another).")
    if survey.compared_by == "words":
        streams.say(
            "wbcoach: statements are compared by the words they share; `wbcoach assets fetch minilm` compares meanings."
        )
    return survey


def _embedder() -> Embedder | None:
    from wbcoach.coach.opening import search_model

    return search_model(load().settings)
