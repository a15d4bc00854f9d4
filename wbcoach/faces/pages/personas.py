"""Personas as text and as Markdown: what people do and why, in their words, and what nobody showed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from wbcoach.faces.pages.checked import searched
from wbcoach.faces.pages.layout import count, dates, labelled, people, quoted, quoted_markdown
from wbcoach.plain import escaped, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.critique import Evidence
    from wbcoach.define.persona_shapes import Persona, PersonasReport

_NAMED = 8


def text(report: PersonasReport, width: int) -> str:
    """Lay a report out for a terminal of `width` cells."""
    return "\n".join(_lines(report, width)) + "\n"


def _lines(report: PersonasReport, width: int) -> Iterator[str]:
    if not report.personas:
        yield from labelled("", _none(report), width, 0, 0)
    for number, persona in enumerate(report.personas, 1):
        yield from labelled(f"{number}", f"“{one_line(persona.name.quote)}”", width, 0, 3)
        for label, words in _facts(persona):
            yield from labelled(label, words, width, 3, 12)
        for label, quotes in _parts(persona):
            for place, one in enumerate(quotes):
                yield from labelled(label if place == 0 else "", quoted(one), width, 3, 12)
        for place, words in enumerate(persona.not_seen):
            yield from labelled("not seen" if place == 0 else "", words, width, 3, 12)
        yield ""
    for product, words in _unheard(report):
        yield from labelled("", f"In no persona{product}: {words}.", width, 0, 0)
    yield from labelled("", _counted(report), width, 0, 0)


def _facts(persona: Persona) -> Iterator[tuple[str, str]]:
    about = f"; {one_line(persona.product)}" if persona.product else ""
    yield "who, when", f"{people(persona.voices)}; {dates(persona.recency)}{about}"
    yield "heard in", ", ".join(f"{one_line(name)} {number}" for name, number in persona.sources.items())
    yield "segments", "; ".join(f"{one_line(name)} {number}" for name, number in persona.segments.items())


def _parts(persona: Persona) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    yield "does", persona.does
    yield "because", persona.because
    yield "but", persona.counter


def _unheard(report: PersonasReport) -> Iterator[tuple[str, str]]:
    for product, group in groupby(report.unheard, key=lambda one: one.product):
        missing = list(group)
        named = [f"{one.what} {one_line(one.name)} ({count(one.items, 'item')})" for one in missing[:_NAMED]]
        more = f", and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        yield f" of {one_line(product)}" if product else "", f"{', '.join(named)}{more}"


def _none(report: PersonasReport) -> str:
    return (
        f"Too little for a persona: {count(report.telling, 'item')} of {report.voices_heard:,} tell what somebody does,"
        " and no three people tell alike. Ask people for the last time they did it, and what they did then."
    )


def _counted(report: PersonasReport) -> str:
    refused = f"; {count(len(report.dropped), 'line')} refused by the critic" if report.dropped else ""
    later = f", {report.later:,} dated after {report.as_of}" if report.later else ""
    return (
        f"Made of {count(report.grouped, 'item')} of {report.telling:,} that tell an act, of {report.voices_heard:,} in"
        f" which somebody speaks; compared by {report.method}{refused}. Searched: {searched(report.searched)}{later}."
    )


def markdown(report: PersonasReport) -> str:
    """Write a report as Markdown."""
    return "\n".join(_markdown(report)) + "\n"


def _markdown(report: PersonasReport) -> Iterator[str]:
    if not report.personas:
        yield escaped(_none(report))
        yield ""
    for number, persona in enumerate(report.personas, 1):
        yield f"## {number}. “{escaped(persona.name.quote)}”"
        yield ""
        for label, words in _facts(persona):
            yield f"- {label}: {escaped(words)}"
        for label, quotes in _parts(persona):
            if quotes:
                yield f"- {label}"
                yield from (f"  - {quoted_markdown(one)}" for one in quotes)
        if persona.not_seen:
            yield "- not seen"
            yield from (f"  - {escaped(words)}" for words in persona.not_seen)
        yield ""
    for product, words in _unheard(report):
        yield f"In no persona{escaped(product)}: {escaped(words)}."
        yield ""
    yield escaped(_counted(report))
