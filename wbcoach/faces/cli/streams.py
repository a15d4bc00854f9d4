"""stdout, stderr and stdin of the command line: encodings, warnings, progress."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from wbcoach.errors import InputError, StoreError, WbcoachError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.text import Text


class ReaderGoneError(Exception):
    """Whoever read our output closed it; nothing is left to say."""


def prepare() -> None:
    """Let both streams take any character, whatever the terminal's encoding; a closed one takes all and keeps none."""
    sys.stdout = _usable(sys.stdout)
    sys.stderr = _usable(sys.stderr)


def _usable(stream: TextIO | None) -> TextIO:
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    reconfigure: Any = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    return stream


def clean(text: str) -> str:
    """Replace what is no Unicode character: bytes of another encoding in an argument or on stdin."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def printable(text: str) -> str:
    """Leave out control characters and marks that turn the writing round, so that material can't steer the terminal."""
    if text.isprintable():
        return text
    kept = (char if char.isprintable() or char in "\n\t" else " " if char.isspace() else "" for char in text)
    return "".join(kept)


def read_stdin() -> str:
    """Read all of stdin; what is not UTF-8 is told on stderr.

    Raises:
        InputError: it is closed, or holds binary data.
    """
    from wbcoach.library.decoding import decode

    if sys.stdin is None:
        raise InputError("stdin is closed.", "Pipe in a draft, or give one in quotes.")
    text, warning = decode(sys.stdin.buffer.read(), "stdin")
    if warning:
        say(f"wbcoach: stdin {warning}")
    return text


def say(text: str) -> None:
    """Write one line to stderr."""
    sys.stderr.write(printable(text) + "\n")
    sys.stderr.flush()


def warn(error: WbcoachError) -> None:
    """Tell of something that went wrong without ending the run."""
    say(f"wbcoach: {error.message}")
    if error.hint:
        say(f"         {error.hint}")


def write(text: str) -> None:
    """Write a result to stdout.

    Raises:
        ReaderGoneError: the other end of the pipe is closed.
        StoreError: the disk behind it is full.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_the_rest()
        raise ReaderGoneError from None
    except OSError as error:
        _drop_the_rest()
        raise StoreError(
            f"The result can't be written: {error.strerror}.", "Free some space, or write it elsewhere."
        ) from None


def _drop_the_rest() -> None:
    """Point stdout at nothing, so that what is still in its buffer makes no noise at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_styled(text: Text) -> None:
    """Write a laid-out text to stdout; without any escape code unless it is a terminal that takes colour."""
    import io

    from rich.console import Console

    real = Console(file=sys.stdout)
    plain = not sys.stdout.isatty() or real.no_color or real.is_dumb_terminal
    console = Console(
        file=io.StringIO(),
        width=terminal_width(),
        force_terminal=not plain,
        color_system=None if plain else "standard",
        highlight=False,
        soft_wrap=True,
    )
    with console.capture() as captured:
        console.print(text, end="")
    write(captured.get())


def terminal_width() -> int:
    """Give the width to lay text out in: the terminal's, between 60 and 100, and 80 for a pipe."""
    import shutil

    return max(60, min(100, shutil.get_terminal_size((80, 24)).columns)) if sys.stdout.isatty() else 80


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int | None], None]]:
    """Show progress on stderr: a bar on a terminal, a line for each new step elsewhere.

    Yields:
        A function of (step, done, total or None).
    """
    if not sys.stderr.isatty():
        seen: set[str] = set()

        def tell(step: str, done: int, total: int | None) -> None:
            del done, total
            if step not in seen:
                seen.add(step)
                say(f"{title}: {step}")

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int | None) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(f"{title}: {step}", total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show
