"""Editing a line on a terminal: history, completion of commands and codes, pastes of several lines, one key for progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.output import ColorDepth

from wbcoach.conversation.names import COMMANDS, FORMATS
from wbcoach.faces.cli import streams

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding.key_processor import KeyPressEvent

_ABOUT_CODES = frozenset({"/why", "/waive"})


class Commands(Completer):
    """Completes slash commands, and behind them the codes that are open, or formats."""

    def __init__(self) -> None:
        """Begin without codes; `codes` is set before each line."""
        self.codes: tuple[str, ...] = ()

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Give what the words before the cursor may become."""
        del complete_event
        before = document.text_before_cursor
        if not before.startswith("/"):
            return
        command, space, rest = before.partition(" ")
        if not space:
            words, typed = tuple(f"/{name}" for name in COMMANDS), command
        else:
            words = self.codes if command in _ABOUT_CODES else FORMATS if command == "/export" else ()
            typed = rest
        yield from (Completion(word, -len(typed)) for word in words if word.lower().startswith(typed.lower()))


class Typed:
    """Lines typed on a terminal; Ctrl-D leaves, Ctrl-C empties the line, F2 shows progress, Alt-Enter breaks a line."""

    def __init__(self, history: Path) -> None:
        """Keep what is typed in `history`, for its owner alone."""
        self._commands = Commands()
        self._session: PromptSession[str] = PromptSession(
            "you> ",
            history=_history(history),
            completer=self._commands,
            complete_while_typing=False,
            key_bindings=_keys(),
            color_depth=ColorDepth.DEPTH_1_BIT if _plain() else None,
        )

    def read(self, codes: tuple[str, ...]) -> str | None:
        """Give the next line; None at the end. `codes` are open, and can be completed."""
        self._commands.codes = codes
        try:
            return self._session.prompt()
        except KeyboardInterrupt:
            streams.say("Ctrl-D or /quit leaves; all of it is kept.")
            return ""
        except EOFError:
            return None


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("f2")
    def _progress(event: KeyPressEvent) -> None:
        event.current_buffer.text = "/progress"
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys


def _history(path: Path) -> History:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


def _plain() -> bool:
    from rich.console import Console

    console = Console()
    return console.no_color or console.is_dumb_terminal
