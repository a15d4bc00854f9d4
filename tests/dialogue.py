"""Dialogues with the real program on a terminal of 80 columns."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from program import COMMAND, world

if TYPE_CHECKING:
    from collections.abc import Iterator

pexpect = pytest.importorskip("pexpect")

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")
PASTE, PASTED = "\x1b[200~", "\x1b[201~"


@contextmanager
def typing(*arguments: str, **env: str) -> Iterator[Any]:
    """Start `wbcoach` with these arguments in the current folder; it is stopped at the end of the block."""
    run = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], *arguments],
        env=world(TERM="xterm-256color", PROMPT_TOOLKIT_NO_CPR="1", **env),
        dimensions=(40, 80),
        encoding="utf-8",
        timeout=60,
        cwd=str(Path.cwd()),
    )
    try:
        yield run
    finally:
        run.close(force=True)


def prompted(run: Any) -> None:
    """Wait for the prompt."""
    run.expect(r"you>[^\n]*?\x1b\[\?25h")


def say(run: Any, line: str, end: str = "\r") -> str:
    """Type a line at the prompt; give what the coach says until the next prompt, on one line."""
    run.send(line + end)
    run.expect_exact("coach>")
    prompted(run)
    return " ".join(ESCAPES.sub("", run.before).split())


def leave(run: Any) -> int:
    """Leave by /quit; give the exit code."""
    run.send("/quit\r")
    run.expect(pexpect.EOF)
    run.wait()
    return int(run.exitstatus)
