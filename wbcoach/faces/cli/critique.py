"""`wbcoach critique`: find the drafts, critique them, print, and choose the exit code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wbcoach.coach import MAX_STATEMENT, Coach
from wbcoach.coach.silence import Ignore, inline_ignores
from wbcoach.critique import SEVERITIES, Critique, Location
from wbcoach.document import find_drafts
from wbcoach.errors import InputError, SettingsError, WbcoachError
from wbcoach.faces.cli import streams
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wbcoach.evidence import Item
    from wbcoach.settings import Settings

FORMATS = ("text", "json", "markdown")
DOCUMENTS = (".md", ".markdown", ".mdown", ".txt", ".wb")
_PATH_LIKE = re.compile(
    r"\S*[/\\]\S*|\S+\.(?:md|markdown|mdown|txt|wb|csv|tsv|jsonl?|docx|pdf|html?|rst|org)", re.IGNORECASE
)
_BAD_INPUT, _FOUND = 2, 1
_SHORT_NOTE = 1200


@dataclass(frozen=True)
class Request:
    """What the command line asked for."""

    drafts: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    output: str = "text"
    everything: bool = False
    offline: bool = False
    index: bool = True


@dataclass(frozen=True)
class Draft:
    """One statement to critique, with its place and what its document ignores."""

    text: str
    location: Location | None = None
    ignores: tuple[Ignore, ...] = ()


def run(request: Request, flags: dict[str, Any]) -> int:
    """Critique and print; give the exit code.

    Raises:
        WbcoachError: bad input or settings, or a store that can't be read.
    """
    check_format(request.output)
    settings = load(flags).settings
    drafts, many = find(request.drafts, settings)
    evidence = read_evidence(request.evidence)
    failures: list[WbcoachError] = []

    def notify(error: WbcoachError) -> None:
        failures.append(error)
        streams.warn(error)

    with Coach.from_settings(settings, offline=request.offline, index=request.index, notify=notify) as coach:
        critiques = [coach.critique(d.text, evidence, location=d.location, ignores=d.ignores) for d in drafts]
    show(critiques if many else critiques[0], request.output, everything=request.everything)
    asked = flags.get("model") is not None and not request.offline
    return exit_code(
        critiques, settings.fail_on, failed=max((e.exit_code for e in failures), default=0) if asked else 0
    )


def check_format(name: str) -> None:
    """Refuse an unknown format.

    Raises:
        SettingsError: it is unknown.
    """
    if name not in FORMATS:
        raise SettingsError(f"There is no format {name!r}.", f"Choose one of {', '.join(FORMATS)}.")


def exit_code(critiques: Sequence[Critique], fail_on: str, *, failed: int = 0) -> int:
    """Choose: a failed model before unreadable text, before findings at or above the bar."""
    if failed:
        return failed
    if any(critique.verdict is None for critique in critiques):
        return _BAD_INPUT
    bar = next((severity for severity in SEVERITIES if severity == fail_on), None)
    return _FOUND if bar and any(critique.reaches(bar) for critique in critiques) else 0


def show(critiques: Critique | list[Critique], output: str, *, everything: bool = False) -> None:
    """Print one critique, or several, to stdout."""
    if output == "json":
        from wbcoach.render import json

        streams.write(json.render(critiques))
        return
    several = critiques if isinstance(critiques, list) else [critiques]
    if output == "markdown":
        from wbcoach.render import markdown

        streams.write("\n".join(markdown.render(one, everything=everything) for one in several))
        return
    from rich.console import Console

    from wbcoach.render import text

    width = streams.terminal_width()
    console = Console(width=width, highlight=False, soft_wrap=True)
    for number, one in enumerate(several):
        if number:
            console.print()
        console.print(text.render(one, width=width, everything=everything), end="")


def read_evidence(paths: Iterable[str]) -> list[Item]:
    """Read the files of linked evidence; rows that can't be read are told on stderr.

    Raises:
        InputError: a file is missing or holds no feedback.
    """
    if not paths:
        return []
    from wbcoach.library.readers import read

    items: list[Item] = []
    for path in paths:
        batch = read(Path(path))
        for problem in batch.problems:
            streams.say(f"wbcoach: {problem}")
        items += batch.items
    return items


def find(arguments: Sequence[str], settings: Settings) -> tuple[list[Draft], bool]:
    """Find the drafts that the arguments name; say whether the result is a list.

    Raises:
        InputError: nothing is given, a file is missing, or a file holds no statement.
    """
    import sys

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
        text = streams.clean(arguments[0])
        return [Draft(text, ignores=_ignores(text, settings))], False
    drafts: list[Draft] = []
    for argument in arguments:
        if not _is_path(argument):
            raise InputError(
                f"There is no file {argument!r}.",
                "Put a draft of several words in quotes; give several drafts as files.",
            )
        drafts += _from_path(Path(argument), settings)
    return drafts, True


def _is_path(argument: str) -> bool:
    """Say whether an argument names a file; one that looks like a path and isn't there is an error."""
    try:
        there = Path(argument).exists()
    except (OSError, ValueError):
        there = False
    if there:
        return True
    if _PATH_LIKE.fullmatch(argument.strip()):
        raise InputError(f"There is no file {argument!r}.", "Check the path, or put a draft in quotes.")
    return False


def _from_stdin(settings: Settings) -> tuple[list[Draft], bool]:
    text = streams.read_stdin()
    if not text.strip():
        raise InputError("stdin is empty.", "Pipe in a draft or a document.")
    found = (
        _in_document(text, "-", settings)
        if re.search(r"^(?:#{1,6}\s|```|---\s*$)", text, re.MULTILINE)
        else []
    )
    if found:
        return found, True
    return [Draft(text.strip("\r\n"), ignores=_ignores(text, settings))], False


def _from_path(path: Path, settings: Settings) -> list[Draft]:
    if path.is_dir():
        files = sorted(
            p
            for p in path.rglob("*")
            if p.suffix.lower() in DOCUMENTS and p.is_file() and not _hidden(p, path)
        )
        drafts = [draft for file in files for draft in _in_file(file, settings)]
        if not drafts:
            raise InputError(f"{path} holds no statement in any of {len(files)} documents.", _WHERE)
        return drafts
    drafts = _in_file(path, settings)
    if not drafts:
        raise InputError(f"{path} holds no statement.", _WHERE)
    return drafts


_WHERE = 'A statement stands under a heading such as "Problem statement", opens with "Today, ...", or in a fenced `wb` block.'


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _in_file(path: Path, settings: Settings) -> list[Draft]:
    from wbcoach.library.decoding import read_text

    text, warning = read_text(path)
    if warning:
        streams.say(f"wbcoach: {warning}")
    found = _in_document(text, str(path), settings)
    if not found and path.suffix.lower() in (".txt", ".wb") and len(text) <= min(_SHORT_NOTE, MAX_STATEMENT):
        body = text.strip()
        if body and not re.search(r"\n\s*\n", body):
            start = text.index(body)
            line = text.count("\n", 0, start) + 1
            return [Draft(body, Location(path=str(path), line=line, column=1), _ignores(text, settings))]
    return found


def _in_document(text: str, path: str, settings: Settings) -> list[Draft]:
    ignores = _ignores(text, settings)
    return [
        Draft(draft.text, Location(path=path, line=draft.line, column=draft.column), ignores)
        for draft in find_drafts(text)
    ]


def _ignores(text: str, settings: Settings) -> tuple[Ignore, ...]:
    from wbcoach.coach.chain import today

    return tuple(inline_ignores(text, today(settings)))
