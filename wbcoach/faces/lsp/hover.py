"""What one reads on pointing at a finding, or at the id of a piece of feedback."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from wbcoach.coach.gather import named_in
from wbcoach.errors import WbcoachError
from wbcoach.faces.cli.explain import page
from wbcoach.faces.lsp.shown import page_uri
from wbcoach.grammar import Span
from wbcoach.pitfalls import catalogue
from wbcoach.plain import escaped
from wbcoach.render.wording import evidence_lines

if TYPE_CHECKING:
    from wbcoach.critique import Finding
    from wbcoach.evidence import Item
    from wbcoach.faces.lsp.project import Project
    from wbcoach.faces.lsp.sheet import Part, Sheet

_BRACKETS = re.compile(r"\[[^\[\]\n]{1,200}\]")


def hover(sheet: Sheet, offset: int, *, virtual: bool = False) -> types.Hover | None:
    """Say what stands at an offset: the findings on it with feedback for and against, and their pages."""
    part = sheet.part_at(offset)
    found = findings_at(part, Span(offset, offset)) if part else []
    if part is None or not found:
        return None
    told = [_told(part, one, first=number == 0) for number, one in enumerate(found)]
    pages = [page(catalogue()[one.code]) for one in found]
    links = [f"[{one.code}]({page_uri(one.code, virtual=virtual)})" for one in found]
    whole = "\n\n---\n\n".join([*told, *pages, " · ".join(links)])
    areas = [part.span(one) for one in found]
    area = Span(max(one.start for one in areas), min(one.end for one in areas))
    return types.Hover(
        types.MarkupContent(types.MarkupKind.Markdown, whole),
        sheet.text.range(area or areas[0]),
    )


def findings_at(part: Part, area: Span) -> list[Finding]:
    """Give the findings that a range touches, the worst first."""
    touched = [
        one for one in part.findings if (at := part.span(one)).start <= area.end and area.start <= at.end
    ]
    return sorted(touched, key=lambda one: one.weight)


def _told(part: Part, finding: Finding, *, first: bool) -> str:
    lines = [
        f"**{finding.code} {finding.name}** ({finding.severity}): {escaped(finding.message)}",
        f"*{escaped(finding.question)}*",
    ]
    if finding.suggestion:
        lines.append(f"Try: {escaped(finding.suggestion)}")
    if part.whole:
        told = evidence_lines(part.critique, finding, first=first)
        lines.append("\n".join(f"- {label}: {escaped(words)}" for label, words in told))
    return "\n\n".join(line for line in lines if line)


def id_at(sheet: Sheet, offset: int) -> str | None:
    """Give the id in square brackets that an offset stands on, if there is one."""
    start = sheet.text.line_start(offset)
    line = sheet.text.source[start : sheet.text.after_line(offset)]
    for match in _BRACKETS.finditer(line):
        if match.start() <= offset - start <= match.end():
            for name in named_in(match[0]):
                at = line.find(name, match.start(), match.end())
                if at <= offset - start <= at + len(name):
                    return name
    return None


def feedback(project: Project, name: str) -> types.Hover | None:
    """Show a piece of feedback; for another thread than the one that listens."""
    try:
        item = project.item(name)
    except WbcoachError:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, _card(item))) if item else None


def _card(item: Item) -> str:
    about = ", ".join(filter(None, (item.source, item.date, item.kind)))
    return f"**{escaped(item.id)}** ({escaped(about)})\n\n> {escaped(item.text)}"
