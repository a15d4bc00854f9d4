"""Feedback files and folders of them, read into items."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from wbcoach.errors import InputError
from wbcoach.library.decoding import read_text
from wbcoach.library.material import Batch, Problem, Read, tell_apart
from wbcoach.library.prose import read_markdown, read_plain
from wbcoach.library.tables import read_csv, read_json, read_json_lines

_Reader = Callable[[str, str], Iterator[Read | Problem]]
TABLES: Final = frozenset({".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json"})
PROSE: Final = frozenset({".md", ".markdown", ".txt", ".text"})
_NOT_READ = frozenset(
    {".xlsx", ".xls", ".ods", ".numbers", ".docx", ".doc", ".odt", ".rtf", ".pdf", ".pptx", ".parquet"}
)
_TOOLS = frozenset({"node_modules", "__pycache__", "__MACOSX"})
_NOT_FEEDBACK = frozenset({"readme", "license", "licence", "changelog", "contributing", "notice"})


def read(path: Path | str, *, text_column: str | None = None) -> Batch:
    """Read a file, or all feedback files in a folder and below, into a batch.

    `text_column` names the column that holds the feedback, or gives its position from 1 where a CSV
    has no header.

    Raises:
        InputError: there is nothing at `path`, it is not text, or it holds no feedback.
    """
    return Batch.of(stream(path, text_column=text_column))


def stream(path: Path | str, *, text_column: str | None = None) -> Iterator[Read | Problem]:
    """Read as `read` does, one entry at a time: at most one file is held in memory.

    Raises:
        InputError: as `read` does, but only when the walk gets there.
    """
    place = Path(path)
    if not place.exists():
        raise InputError(f"{place} does not exist.", "Give a feedback file, or a folder of them.")
    place = place.resolve()
    entries = _folder(place, text_column) if place.is_dir() else _file(place, text_column)
    return _not_empty(tell_apart(entries), place)


def _not_empty(entries: Iterable[Read | Problem], place: Path) -> Iterator[Read | Problem]:
    found = False
    problems: list[Problem] = []
    for entry in entries:
        if isinstance(entry, Problem):
            problems.append(entry)
        found = found or isinstance(entry, Read)
        yield entry
    if not found:
        first = next((problem for problem in problems if problem.row), problems[0] if problems else None)
        why = f" First problem: {first}" if first else ""
        message = f"{place} holds no feedback.{why}"
        raise InputError(
            message, "Give CSV, JSONL, JSON, Markdown or plain text with at least one comment in it."
        )


def _file(path: Path, text_column: str | None) -> Iterator[Read | Problem]:
    text, warning = read_text(path)
    if warning:
        yield Problem(str(path), 0, warning)
    if not text.strip():
        raise InputError(f"{path} holds no feedback.", "The file is empty.")
    yield from _reader_of(path, text, text_column)(text, str(path))


def _reader_of(path: Path, text: str, text_column: str | None) -> _Reader:
    suffix = path.suffix.casefold()
    readers: Mapping[str, _Reader] = {
        ".jsonl": partial(read_json_lines, text_column=text_column),
        ".ndjson": partial(read_json_lines, text_column=text_column),
        ".json": partial(read_json, text_column=text_column),
        ".md": read_markdown,
        ".markdown": read_markdown,
    }
    if suffix in readers:
        return readers[suffix]
    if suffix in TABLES:
        return partial(read_csv, text_column=text_column)
    if suffix not in PROSE and text.lstrip()[:1] in ("{", "["):
        return partial(read_json, text_column=text_column)
    return read_plain


def _folder(folder: Path, text_column: str | None) -> Iterator[Read | Problem]:
    """Read every feedback file below; a file that can't be read is a problem, not the end."""
    for path in feedback_files(folder):
        suffix = path.suffix.casefold()
        if suffix in _NOT_READ:
            yield Problem(str(path), 0, f"is not read ({suffix}); export it as CSV or text.")
        elif path.stem.casefold() in _NOT_FEEDBACK:
            yield Problem(
                str(path), 0, "describes the folder and is not read as feedback; name it to read it."
            )
        elif suffix in TABLES | PROSE:
            try:
                yield from _file(path, text_column)
            except InputError as error:
                yield Problem(str(path), 0, str(error), unread=True)


def feedback_files(folder: Path) -> Iterator[Path]:
    """Walk over the files below, by name, without hidden ones and what belongs to tools."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _TOOLS)
        yield from (Path(root) / name for name in sorted(names) if not name.startswith((".", "~$")))
