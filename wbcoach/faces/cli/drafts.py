"""Find the drafts that a command line names: a text, files, folders, stdin."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wbcoach.coach.gather import today
from wbcoach.coach.silence import Ignore, ignores_by_statement, inline_ignores, lapsed, without_ignores
from wbcoach.critique import Location
from wbcoach.errors import InputError
from wbcoach.faces.cli import streams
from wbcoach.faces.reading import statements_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.settings import Settings

_DOCUMENTS = frozenset({".md", ".markdown", ".mdown", ".txt", ".text", ".wb"})
_ROWS = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".json"})
_ENDING = re.compile(
    r"\.(?:md|markdown|mdown|txt|text|wb|csv|tsv|jsonl?|ndjson|docx?|pdf|html?|rst|org)$", re.IGNORECASE
)
_ROOTED = re.compile(r"(?:~|\.{1,2}|[a-z]:)?[/\\]", re.IGNORECASE)
_WORDS_OF_A_NAME = 6
_MARKDOWN = re.compile(r"^(?:#{1,6}\s|```|~~~|---\s*$)", re.MULTILINE)
_WHERE = 'A statement stands under a heading such as "Problem statement", opens with "Today, ...", or in a fenced `wb` block.'


class NoStatementError(InputError):
    """A file or a folder holds no statement."""


@dataclass(frozen=True)
class Draft:
    """One statement to critique, with its place and what its document ignores."""

    text: str
    location: Location | None = None
    ignores: tuple[Ignore, ...] = ()


@dataclass(frozen=True)
class Drafts:
    """What was found; `many` says that the result is a list, `unread` counts documents of a folder that are no text."""

    found: tuple[Draft, ...]
    many: bool = False
    unread: int = 0


def find(arguments: Sequence[str], settings: Settings, *, skip_empty: bool = False) -> Drafts:
    """Find the drafts that the arguments name; `skip_empty` passes over files and folders that hold none.

    Raises:
        InputError: nothing is given, a file is missing, or a file holds no statement.
    """
    if not arguments:
        if sys.stdin is None or sys.stdin.isatty():
            raise InputError(
                "No draft is given.",
                'Give one in quotes, a file, or - for stdin: wbcoach critique "Today, ..."',
            )
        arguments = ("-",)
    if len(arguments) == 1 and arguments[0] == "-":
        return _from_stdin(settings)
    if len(arguments) == 1 and not _is_path(arguments[0]):
        return Drafts((_bare(streams.clean(arguments[0]), settings),))
    drafts: list[Draft] = []
    unread = 0
    for argument in arguments:
        if not _is_path(argument):
            raise InputError(
                f"There is no file {argument!r}.",
                "Put a draft of several words in quotes; give several drafts as files.",
            )
        path = Path(argument)
        try:
            some, lost = _from_folder(path, settings) if path.is_dir() else _from_file(path, settings)
        except NoStatementError:
            if not skip_empty:
                raise
            continue
        drafts += some
        unread += lost
    return Drafts(tuple(drafts), many=True, unread=unread)


def _is_path(argument: str) -> bool:
    """Say whether an argument names a file; one that looks like a path and isn't there is an error."""
    try:
        there = bool(argument) and Path(argument).exists()
    except (OSError, ValueError):
        there = False
    if there:
        return True
    if _looks_like_a_path(argument.strip()):
        raise InputError(f"There is no file {argument!r}.", "Check the path, or put a draft in quotes.")
    return False


def _looks_like_a_path(text: str) -> bool:
    """Tell a path from a draft: one word with a slash, or an ending on few words or behind a root."""
    words = text.split()
    ending = bool(_ENDING.search(text)) and "\n" not in text and ". " not in text
    if len(words) == 1:
        return ending or "/" in text or "\\" in text
    return ending and (len(words) <= _WORDS_OF_A_NAME or bool(_ROOTED.match(text)))


def _bare(text: str, settings: Settings) -> Draft:
    """Take a text as it is for one draft, without the comments that are meant for us."""
    _tell_lapsed(text, settings)
    return Draft(without_ignores(text), ignores=tuple(inline_ignores(text, today(settings))))


def _from_stdin(settings: Settings) -> Drafts:
    text = streams.read_stdin()
    if not text.strip():
        raise InputError("stdin is empty.", "Pipe in a draft or a document.")
    if _MARKDOWN.search(text):
        found = _in_document(text, "-", settings)
        if found:
            return Drafts(tuple(found), many=True)
    return Drafts((_bare(text.strip("\r\n"), settings),))


def _from_file(path: Path, settings: Settings) -> tuple[list[Draft], int]:
    drafts = _in_file(path, settings, whole=True)
    if not drafts:
        rows = path.suffix.lower() in _ROWS
        hint = "For statements in rows: wbcoach batch FILE -o OUT.jsonl" if rows else _WHERE
        raise NoStatementError(f"{path} holds no statement.", hint)
    return drafts, 0


def _from_folder(folder: Path, settings: Settings) -> tuple[list[Draft], int]:
    """Read every document below; one that is no text is told, counted and passed over."""
    drafts: list[Draft] = []
    files, unread = 0, 0
    for path in _documents(folder):
        files += 1
        try:
            drafts += _in_file(path, settings, whole=path.suffix.lower() in {".txt", ".text", ".wb"})
        except InputError as error:
            streams.warn(error)
            unread += 1
    if not drafts:
        raise NoStatementError(f"{folder} holds no statement in any of {files} documents.", _WHERE)
    return drafts, unread


def _documents(folder: Path) -> Iterator[Path]:
    from wbcoach.library.readers import feedback_files

    return (path for path in feedback_files(folder) if path.suffix.lower() in _DOCUMENTS and path.is_file())


def _in_file(path: Path, settings: Settings, *, whole: bool) -> list[Draft]:
    from wbcoach.library.decoding import read_text

    text, warning = read_text(path)
    if warning:
        streams.say(f"wbcoach: {path} {warning}")
    return _in_document(text, str(path), settings, suffix=path.suffix, whole=whole)


def _in_document(
    text: str, path: str, settings: Settings, *, suffix: str = "", whole: bool = False
) -> list[Draft]:
    _tell_lapsed(text, settings)
    drafts = statements_in(text, suffix, short=whole)
    held = ignores_by_statement(text, [draft.span for draft in drafts], today(settings))
    return [
        Draft(draft.text, Location(path=path, line=draft.line, column=draft.column), ignores)
        for draft, ignores in zip(drafts, held, strict=True)
    ]


def _tell_lapsed(text: str, settings: Settings) -> None:
    for words in lapsed(text, today(settings)):
        streams.say(f"wbcoach: {words}")
