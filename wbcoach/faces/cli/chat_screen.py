"""How a conversation looks in a terminal: wrapped at its width, the question set apart; the same in a pipe, unstyled."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from wbcoach.faces.cli import streams

if TYPE_CHECKING:
    from rich.text import Text

    from wbcoach.conversation.talk import Talk

_COACH, _YOU = "coach> ", "you> "


def show(text: str, *, asks: bool = False, goes_on: bool = False) -> None:
    """Write a coach's turn, or the rest of one, to stdout; its last line is the question where it asks one."""
    streams.write_styled(_laid_out(text, asks=asks, lead=" " * len(_COACH) if goes_on else _COACH))


class Piecewise:
    """Shows a turn as it comes, line by line."""

    def __init__(self) -> None:
        """Begin with nothing shown."""
        self._shown = ""

    def add(self, text: str) -> None:
        """Show further lines."""
        if text:
            show(text, goes_on=bool(self._shown))
            self._shown += f"{text}\n"

    def finish(self, text: str, *, asks: bool) -> None:
        """Show what of the whole turn was not shown yet."""
        if rest := text.removeprefix(self._shown):
            show(rest, asks=asks, goes_on=bool(self._shown))


def transcript(talk: Talk) -> str:
    """Give the last turns of a conversation that is taken up again, as plain text."""
    lines = [f"Taken up after {talk.now} turns; the last of them:"]
    for turn in talk.turns[-2:]:
        lead = _YOU if turn.role == "author" else _COACH
        lines += _wrapped(turn.text, lead, streams.terminal_width())
    return "\n".join(lines) + "\n"


def _laid_out(text: str, *, asks: bool, lead: str) -> Text:
    from rich.text import Text

    width = streams.terminal_width()
    told, _, question = text.rpartition("\n") if asks else (text, "", "")
    laid = Text()
    if told:
        laid.append("\n".join(_wrapped(told, lead, width)) + "\n")
    if question:
        laid.append("\n".join(_wrapped(question, " " * len(_COACH) if told else lead, width)) + "\n", "bold")
    return laid


def _wrapped(text: str, lead: str, width: int) -> list[str]:
    """Wrap each line; all but the first are moved in, so that the turn reads as one block."""
    lines: list[str] = []
    for line in streams.printable(text).split("\n"):
        first = " " * len(lead) if lines else lead
        lines += textwrap.wrap(
            line, width, initial_indent=first, subsequent_indent=" " * len(lead), break_on_hyphens=False
        ) or [first.rstrip()]
    return lines
