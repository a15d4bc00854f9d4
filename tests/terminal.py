"""A terminal with a screen, for programs that draw on it: keys go in, and what stands on the screen comes out."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

WIDE, HIGH = 150, 30
PATIENCE_S = 30.0


class Terminal:
    """A program on a screen of `WIDE` columns and `HIGH` lines."""

    def __init__(self, command: Sequence[str], env: dict[str, str], folder: Path) -> None:
        self._run = pexpect.spawn(
            command[0], list(command[1:]), env=env, cwd=str(folder), dimensions=(HIGH, WIDE)
        )
        self._screen = pyte.Screen(WIDE, HIGH)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """What stands on the screen, line by line, without what is blank at the ends."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, keys: str) -> None:
        """Type keys, as characters."""
        self._run.send(keys)

    def until(self, true: Callable[[str], object], what: str) -> str:
        """Read on until something is true of the screen; give the screen."""
        ends = time.monotonic() + PATIENCE_S
        while not true(self.text):
            assert time.monotonic() < ends, f"waited in vain for {what}; the screen:\n{self.text}"
            try:
                self._stream.feed(self._run.read_nonblocking(1 << 16, timeout=0.1))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                pytest.fail(f"the program ended before {what}; the screen:\n{self.text}")
        return self.text

    def sees(self, words: str) -> str:
        """Wait for words on one line of the screen."""
        return self.until(lambda text: words in text, repr(words))

    def loses(self, words: str) -> str:
        """Wait until words stand nowhere on the screen."""
        return self.until(lambda text: words not in text, f"{words!r} to go")

    def close(self) -> None:
        """End the program, if it hasn't ended."""
        self._run.close(force=True)


@contextmanager
def terminal(command: Sequence[str], env: dict[str, str], folder: Path) -> Iterator[Terminal]:
    """Run a program on a terminal until the block ends."""
    one = Terminal(command, env, folder)
    try:
        yield one
    finally:
        one.close()
