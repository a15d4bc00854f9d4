"""stdout, stderr and stdin of the command line: encodings, warnings, progress."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from wbcoach.errors import InputError, WbcoachError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def prepare() -> None:
    """Let both streams take any character, whatever the terminal's encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def clean(text: str) -> str:
    """Replace what is no Unicode character: bytes of another encoding in an argument or on stdin."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def printable(text: str) -> str:
    """Leave out control characters, so that material can't steer the terminal."""
    return "".join(char for char in text if char.isprintable() or char.isspace())


def read_stdin() -> str:
    """Read all of stdin as UTF-8.

    Raises:
        InputError: it holds binary data.
    """
    raw = sys.stdin.buffer.read()
    if b"\0" in raw:
        raise InputError("stdin holds binary data.", "Pipe in text: a draft, or a Markdown document.")
    return raw.decode("utf-8-sig", "replace")


def say(text: str) -> None:
    """Write one line to stderr."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def warn(error: WbcoachError) -> None:
    """Tell of something that went wrong without ending the run."""
    say(f"wbcoach: {error.message}")
    if error.hint:
        say(f"         {error.hint}")


def write(text: str) -> None:
    """Write a result to stdout."""
    sys.stdout.write(text)
    sys.stdout.flush()


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
            task = tasks.setdefault(step, bars.add_task(f"{title}: {step}", total=total))
            bars.update(task, completed=done, total=total)

        yield show
