"""A persona document checked line by line, as text and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.faces.pages.layout import count, labelled, quoted, quoted_markdown, some
from wbcoach.plain import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.critique import Searched
    from wbcoach.define.checking import CheckedLine, PersonaCheck

_ROOM = 20


def text(check: PersonaCheck, width: int, *, everything: bool = False) -> str:
    """Lay a check out for a terminal of `width` cells, in the order of the document."""
    return "\n".join(_lines(check, width, everything=everything)) + "\n"


def _lines(check: PersonaCheck, width: int, *, everything: bool) -> Iterator[str]:
    yield from labelled("", f"{check.path}: {summary(check)}", width, 0, 0)
    yield ""
    for line in check.lines:
        yield from labelled(f"{line.line:>4} {line.verdict}", _said(line), width, 0, _ROOM)
        for words in _reasons(line):
            yield from labelled("", words, width, 0, _ROOM)
        for label, quotes in (("", line.evidence), ("against: ", line.against)):
            shown, rest = some(quotes, everything=everything)
            for one in shown:
                yield from labelled("", label + quoted(one), width, 0, _ROOM)
            if rest:
                yield from labelled("", f"and {rest} more: --all", width, 0, _ROOM)
    yield ""
    yield from labelled("", f"Searched: {searched(check.searched)}.", width, 0, 0)


def _said(line: CheckedLine) -> str:
    return f"{line.label}: {line.text}" if line.label else line.text


def _reasons(line: CheckedLine) -> Iterator[str]:
    if line.verdict == "no claim":
        return
    if not line.invented or line.verdict == "contradicted":
        yield line.why
    for one in line.invented:
        yield f"{one.code} “{one.words}”: {one.why}"


def summary(check: PersonaCheck) -> str:
    """Count the lines by verdict."""
    told = ", ".join(f"{number} {verdict}" for verdict, number in check.counts.items() if number)
    return f"{count(len(check.lines), 'line')}, {told}"


def searched(held: Searched) -> str:
    """Say how much was looked through, and what was left out."""
    left = [
        f"{number:,} {what}"
        for number, what in (
            (held.set_aside, "set aside"),
            (held.not_english, "not English"),
            (held.duplicates, "duplicates"),
        )
        if number
    ]
    return f"{count(held.items, 'item')} in the index" + (f", {', '.join(left)} left out" if left else "")


def markdown(check: PersonaCheck, *, everything: bool = False) -> str:
    """Write a check as Markdown, a section a verdict, the worst first."""
    return "\n".join(_markdown(check, everything=everything)) + "\n"


def _markdown(check: PersonaCheck, *, everything: bool) -> Iterator[str]:
    yield f"**{escaped(check.path)}**: {summary(check)}"
    for verdict, number in check.counts.items():
        if not number or verdict == "no claim":
            continue
        yield ""
        yield f"### {verdict.capitalize()}"
        yield ""
        for line in check.lines:
            if line.verdict != verdict:
                continue
            yield f"- {line.line}: {escaped(_said(line))}"
            yield from (f"  - {escaped(words)}" for words in _reasons(line))
            for label, quotes in (("", line.evidence), ("against: ", line.against)):
                shown, rest = some(quotes, everything=everything)
                yield from (f"  - {label}{quoted_markdown(one)}" for one in shown)
                if rest:
                    yield f"  - and {rest} more with `--all`"
    yield ""
    yield f"Searched: {searched(check.searched)}."
