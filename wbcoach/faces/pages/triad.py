"""The triad behind a statement as text and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.faces.pages.checked import searched
from wbcoach.faces.pages.layout import count, dates, labelled, people, quoted, quoted_markdown, some
from wbcoach.plain import escaped, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.define.triad import ClauseEvidence, EvidenceReport


def text(report: EvidenceReport, width: int, *, everything: bool = False) -> str:
    """Lay a report out for a terminal of `width` cells."""
    return "\n".join(_lines(report, width, everything=everything)) + "\n"


def _lines(report: EvidenceReport, width: int, *, everything: bool) -> Iterator[str]:
    if report.location:
        yield f"{one_line(report.location.path)}:{report.location.line}"
    yield from labelled("", report.statement.text, width, 0, 0)
    for clause in report.clauses:
        yield ""
        said = f"“{one_line(clause.span.text)}”" if clause.span else "not in the statement"
        yield from labelled(clause.clause, f"{_strength(clause)}: {said}", width, 0, 11)
        if clause.span:
            yield from _clause(clause, width, everything=everything)
        if clause.question:
            yield from labelled("ask", clause.question, width)
    if report.elsewhere:
        yield ""
        yield "linked, and on no clause by its words"
    for one in report.elsewhere:
        yield from labelled(one.stance, quoted(one), width)
    yield ""
    yield from labelled("", _searched(report), width, 0, 0)


def _clause(clause: ClauseEvidence, width: int, *, everything: bool) -> Iterator[str]:
    if any(kind.items for kind in clause.kinds.values()):
        yield from labelled("who, when", f"{people(clause.voices)}; {dates(clause.recency)}", width)
    for name, kind in clause.kinds.items():
        shown, rest = some(kind.evidence, everything=everything)
        if not shown:
            yield from labelled(name, "none", width)
        for number, one in enumerate(shown):
            yield from labelled(name if number == 0 else "", quoted(one), width)
        if rest:
            yield from labelled("", f"and {rest} more: --all", width)
    shown, rest = some(clause.against, everything=everything)
    for number, one in enumerate(shown):
        yield from labelled("against" if number == 0 else "", quoted(one), width)
    if rest:
        yield from labelled("", f"and {rest} more: --all", width)
    for number, one in enumerate(some(clause.related, everything=everything)[0]):
        yield from labelled("related" if number == 0 else "", quoted(one), width)
    if clause.lacks:
        yield from labelled("missing", "; ".join(one.why for one in clause.lacks), width)


def _strength(clause: ClauseEvidence) -> str:
    if clause.span is None:
        return "missing"
    return f"{clause.strength}, contested" if clause.contested else clause.strength


def _searched(report: EvidenceReport) -> str:
    parts = []
    if report.searched:
        parts.append(searched(report.searched))
    if report.linked:
        parts.append(f"{count(report.linked, 'item')} linked")
    if report.repeated:
        parts.append(f"{count(report.repeated, 'linked item')} left out that only repeat another")
    if report.refused:
        parts.append(f"not read as feedback: {', '.join(report.refused)}")
    return f"Searched: {'; '.join(parts)}. Ages counted from {report.as_of}."


def markdown(report: EvidenceReport, *, everything: bool = False) -> str:
    """Write a report as Markdown."""
    return "\n".join(_markdown(report, everything=everything)) + "\n"


def _markdown(report: EvidenceReport, *, everything: bool) -> Iterator[str]:
    if report.location:
        yield f"### {escaped(f'{report.location.path}:{report.location.line}')}"
        yield ""
    yield f"> {escaped(report.statement.text)}"
    for clause in report.clauses:
        yield ""
        said = f" “{escaped(clause.span.text)}”" if clause.span else ""
        yield f"**{clause.clause.capitalize()}**{said}: {_strength(clause)}"
        yield ""
        if any(kind.items for kind in clause.kinds.values()):
            yield f"- {people(clause.voices)}; {dates(clause.recency)}"
        for name, kind in clause.kinds.items() if clause.span else ():
            shown, rest = some(kind.evidence, everything=everything)
            yield f"- {name}: {count(kind.items, 'item') if kind.items else 'none'}"
            yield from (f"  - {quoted_markdown(one)}" for one in shown)
            if rest:
                yield f"  - and {rest} more with `--all`"
        shown, rest = some(clause.against, everything=everything)
        if shown:
            yield f"- against: {count(len(clause.against), 'item')}"
            yield from (f"  - {quoted_markdown(one)}" for one in shown)
        shown, rest = some(clause.related, everything=everything)
        if shown:
            yield "- related, neither for nor against"
            yield from (f"  - {quoted_markdown(one)}" for one in shown)
        if clause.lacks:
            yield f"- missing: {escaped('; '.join(one.why for one in clause.lacks))}"
        if clause.question:
            yield f"- ask: *{escaped(clause.question)}*"
    if report.elsewhere:
        yield ""
        yield "**Linked**, and on no clause by its words"
        yield ""
        yield from (f"- {one.stance}: {quoted_markdown(one)}" for one in report.elsewhere)
    yield ""
    yield escaped(_searched(report))
