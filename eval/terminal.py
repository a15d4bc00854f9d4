"""What a labeller is asked in the terminal, each thing until the answer can be read."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Final, TypeVar

from eval.golden import CODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.evidence import Item

T = TypeVar("T")
VERDICTS: Final = ("ready", "revise", "rethink")
# A waiver in the draft tells what the critic said of it.
_WAIVER: Final = re.compile(r"[ \t]*<!--\s*wbcoach:.*?-->", re.DOTALL | re.IGNORECASE)
_NEXT_CODE: Final = re.compile(r";\s*(?=[A-Za-z]\d\d\b)")


class LeaveError(Exception):
    """The labeller skips this draft, or ends."""

    def __init__(self, *, end: bool) -> None:
        """Keep whether the whole session ends."""
        super().__init__()
        self.end = end


def show(name: str, text: str, evidence: list[Item]) -> None:
    """Print a draft with its evidence, and nothing of what a critic or another labeller says of it."""
    sys.stdout.write(f"\n{name}\n{_WAIVER.sub('', text)}\n")
    for item in evidence:
        sys.stdout.write(f"  [{item.id}] {item.source}, {item.date}: {item.text}\n")


def until(prompt: str, read: Callable[[str], T], ask: Callable[[str], str]) -> T:
    """Ask until the answer can be read.

    Raises:
        LeaveError: the labeller says `skip` or `quit`, or the input is at its end.
    """
    while True:
        try:
            answer = ask(prompt).strip()
        except EOFError:
            raise LeaveError(end=True) from None
        if answer in ("skip", "quit"):
            raise LeaveError(end=answer == "quit")
        try:
            return read(answer)
        except ValueError as error:
            sys.stdout.write(f"{error}. Once more.\n")


def expected(text: str, level: str, answer: str) -> list[dict[str, Any]]:
    """Read codes with the words that carry them, parted by semicolons; words may hold semicolons of their own.

    Raises:
        ValueError: a code is none, or its words don't stand in the draft.
    """
    found = []
    for part in filter(None, map(str.strip, _NEXT_CODE.split(answer.strip().strip(";")))):
        code, _, words = part.partition(" ")
        [code] = codes(code) or [""]
        span = _in(text, words.strip()) if words.strip() else None
        found.append({"code": code, "level": level, "kind": "presence" if span else "absence", "span": span})
    return found


def _in(text: str, words: str) -> str:
    """Give the words as they stand in the draft, wherever its lines break."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    if found is None:
        raise ValueError(f"{words!r} doesn't stand in the draft")
    return found[0]


def codes(answer: str) -> list[str]:
    """Read codes parted by blanks.

    Raises:
        ValueError: one is none of the catalogue's.
    """
    told = answer.upper().split()
    if strange := [code for code in told if code not in CODES]:
        raise ValueError(f"{' '.join(strange)}: no such code")
    return told


def scores(answer: str) -> dict[str, int]:
    """Read the four scores.

    Raises:
        ValueError: they are not four whole numbers from 0 to 4.
    """
    numbers = [int(part) for part in answer.split() if part.isdecimal()]
    if len(numbers) != len(answer.split()) or len(numbers) != 4 or max(numbers) > 4:
        raise ValueError("four whole numbers from 0 to 4 are asked for")
    return dict(zip(("template", "scope", "data", "persona"), numbers, strict=True))


def verdict(answer: str) -> str:
    """Read a verdict.

    Raises:
        ValueError: it is none of the three.
    """
    if answer.lower() not in VERDICTS:
        raise ValueError(f"one of {', '.join(VERDICTS)}")
    return answer.lower()
