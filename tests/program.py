"""The program as its users meet it: started as a process, in a pipe or on a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "wbcoach"]
DRAFT = (
    "Today, engineering managers have to live without a per-team cost dashboard when the monthly invoice "
    "arrives. Customers need a way to see cost per team."
)


class Done(NamedTuple):
    """How a run ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The result, read as JSON."""
        return json.loads(self.out)


def world(**values: str) -> dict[str, str]:
    """The environment of a run: no vectors unless asked for, so that it starts in less than a second."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "WBCOACH_EMBEDDER": "none", **values}


def program(
    *arguments: str | Path | bytes, stdin: str | bytes = b"", env: dict[str, str] | None = None
) -> Done:
    """Run `wbcoach` with these arguments, in the current folder, in pipes."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=world(**(env or {})),
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def on_terminal(*arguments: str, columns: int = 80, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run `wbcoach` on a terminal of that width; give its exit code and all that the terminal received."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    settings = {"TERM": "xterm-256color", **(env or {})}
    clean = {name: value for name, value in world(**settings).items() if name not in {"COLUMNS", "LINES"}}
    with subprocess.Popen(
        [*COMMAND, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=clean
    ) as run:
        os.close(theirs)
        received = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not piece:
                break
            received += piece
        run.wait(timeout=60)
    os.close(ours)
    return run.returncode, received.decode().replace("\r\n", "\n")
