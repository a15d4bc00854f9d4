"""Critiques as workflow commands, which GitHub shows as annotations on the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.plain import one_line
from wbcoach.render import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.critique import Critique, Finding, Location

LEVELS: Final = {"blocker": "error", "major": "warning", "minor": "notice"}


def render(critiques: Sequence[Critique]) -> str:
    """Write a command for each finding, and a last line for people; material in it can start no command."""
    lines = [line for critique in critiques for line in _lines(critique)]
    counts = [
        f"{count} {verdict}"
        for verdict in ("ready", "revise", "rethink", None)
        if (count := sum(one.verdict == verdict for one in critiques))
    ]
    told = ", ".join(counts).replace("None", "not a statement") or "none"
    return "".join(f"{line}\n" for line in (*lines, f"wbcoach: statements: {told}"))


def _lines(critique: Critique) -> Iterator[str]:
    if critique.verdict is None:
        words = "; ".join((*wording.flag_words(critique), wording.unread_hint(critique)))
        yield _command("warning", words, "not a statement", critique.location)
    for finding in critique.worst(len(critique.findings)):
        words = f"{finding.message}\nAsk: {finding.question}"
        title = f"{finding.code} {finding.name} ({finding.severity})"
        yield _command(LEVELS[finding.severity], words, title, finding.location, _end(critique, finding))


def _end(critique: Critique, finding: Finding) -> Location | None:
    if critique.location is None or finding.span is None:
        return None
    return critique.location.behind(critique.statement.text[: finding.span.end])


def _command(level: str, words: str, title: str, start: Location | None, end: Location | None = None) -> str:
    values: dict[str, object] = {}
    if start is not None:
        values = {"file": one_line(start.path), "line": start.line, "col": start.column}
        if end is not None:
            # GitHub takes columns on one line alone.
            values |= {"endLine": end.line} | ({"endColumn": end.column} if end.line == start.line else {})
    values["title"] = one_line(title)
    told = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
    return f"::{level} {told}::{_data(chr(10).join(one_line(line) for line in words.splitlines()))}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
