"""Critiques as one HTML page that stands by itself: words underlined, each finding a link away, no script, no network."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from wbcoach.plain import legible, one_line
from wbcoach.render import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.critique import Critique, Finding

_STYLE = Path(__file__).with_name("page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(critiques: Sequence[Critique]) -> str:
    """Write the page; all findings are on it, light or dark as the reader's system is."""
    several = len(critiques) > 1
    title = f"Critique of {len(critiques)} statements" if several else "Critique of a problem statement"
    body = "\n".join(line for number, one in enumerate(critiques, 1) for line in _section(one, number))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{_style()}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


@lru_cache(maxsize=1)
def _style() -> str:
    return _STYLE.read_text("utf-8")


def _section(critique: Critique, number: int) -> Iterator[str]:
    found = critique.worst(len(critique.findings))
    verdict = critique.verdict or "not a problem statement"
    place = wording.place(critique.location) if critique.location else critique.id or ""
    yield f'<section aria-labelledby="s{number}">'
    yield f'<h2 id="s{number}"><span class="verdict {critique.verdict or "none"}">{verdict.capitalize()}</span>'
    yield f" {_text(place)}</h2>" if place else "</h2>"
    if words := wording.left_out(critique):
        yield f"<p>({words})</p>"
    if critique.scores:
        scores = critique.scores.model_dump().items()
        told = "".join(f"<div><dt>{name}</dt><dd>{score} of 4</dd></div>" for name, score in scores)
        yield f'<dl class="scores">{told}</dl>'
    yield f"<blockquote>{''.join(_marked(critique, found, number))}</blockquote>"
    if found:
        yield '<ol class="findings">'
        for rank, finding in enumerate(found, 1):
            yield from _finding(critique, finding, f"s{number}-f{rank}", first=rank == 1)
        yield "</ol>"
    yield from _footer(critique, bare=not found)
    yield "</section>"


def _marked(critique: Critique, found: Sequence[Finding], number: int) -> Iterator[str]:
    """Give the statement in pieces, each underlined as gravely as the worst finding that stands on it."""
    text = legible(critique.statement.text)
    spans = [(rank, one) for rank, one in enumerate(found, 1) if one.span]
    edges = sorted({0, len(text), *(e for _, f in spans if f.span for e in (f.span.start, f.span.end))})
    for start, end in pairwise(edges):
        here = [(rank, f) for rank, f in spans if f.span and f.span.start <= start and f.span.end >= end]
        if not here:
            yield escape(text[start:end])
            continue
        ends = "".join(
            f'<sup><a href="#s{number}-f{r}" aria-label="finding {r}: {f.code} {f.name}">{r}</a></sup>'
            for r, f in here
            if f.span and f.span.end == end
        )
        yield f'<mark class="{here[0][1].severity}">{escape(text[start:end])}</mark>{ends}'


def _finding(critique: Critique, finding: Finding, name: str, *, first: bool) -> Iterator[str]:
    yield f'<li id="{name}"><h3>{finding.code} {finding.name}'
    how = f"{finding.severity}, {finding.confidence:.2f} {'+'.join(finding.found_by)}"
    yield f' <span class="weight {finding.severity}">{how}</span></h3>'
    words = f"<q>{_text(finding.span.text)}</q> " if finding.span else ""
    yield f"<p>{words}{_text(finding.message)}</p>"
    yield f'<p class="ask"><b>Ask:</b> {_text(finding.question)}</p>'
    if finding.suggestion:
        yield f"<p><b>Try:</b> {_text(finding.suggestion)}</p>"
    lines = wording.evidence_lines(critique, finding, first=first)
    if lines:
        told = "".join(f"<li><b>{label}:</b> {_text(line)}</li>" for label, line in lines)
        yield f'<ul class="evidence">{told}</ul>'
    yield "</li>"


def _footer(critique: Critique, *, bare: bool) -> Iterator[str]:
    lines: list[tuple[str, str]] = []
    if bare and critique.verdict:
        lines += wording.for_and_against(critique)
    if critique.strengths:
        lines.append(("What is good", "; ".join(critique.strengths) + "."))
    for one in critique.ignored:
        until = f" until {one.until}" if one.until else ""
        lines.append(("Ignored", f"{one.code}{until}: {one.reason or 'no reason given'}"))
    lines += [("Note", words) for words in (*wording.flag_words(critique), *wording.dropped_words(critique))]
    if critique.abstained:
        told = (critique.abstained.why, *critique.abstained.questions, critique.abstained.sample)
        lines.append(("Open", " ".join(filter(None, told))))
    if critique.rewrite:
        lines.append(("In the template", critique.rewrite.text))
        if critique.rewrite.left_out:
            lines.append(("Left out", critique.rewrite.left_out))
    if critique.question:
        lines.append(("Next", critique.question))
    elif critique.verdict is None:
        lines.append(("Hint", wording.unread_hint(critique)))
    lines.append(("Made by", wording.path_taken(critique)))
    told_lines = "".join(f"<li><b>{label}:</b> {_text(words)}</li>" for label, words in lines)
    yield f'<ul class="notes">{told_lines}</ul>'


def _text(words: str) -> str:
    return escape(one_line(words))
