"""What one may do about a finding: take the suggestion, keep the question, silence it, ask the model."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from wbcoach.coach.gather import today
from wbcoach.faces.lsp import edits
from wbcoach.faces.lsp.hover import findings_at
from wbcoach.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.critique import Finding
    from wbcoach.faces.lsp.project import Project
    from wbcoach.faces.lsp.sheet import Part, Sheet
    from wbcoach.grammar import Span

_WORDS = 60
_FIX = types.CodeActionKind.QuickFix
_REWRITE = types.CodeActionKind.RefactorRewrite
_OTHER = types.CodeActionKind.Empty


def last_day(project: Project) -> dt.date | None:
    """Give the last day of a silence that begins today; None: it has none."""
    days = project.options.ignore_days
    return today(project.settings) + dt.timedelta(days=days) if days else None


def workspace_edit(
    sheet: Sheet, changes: Sequence[types.TextEdit], *, versioned: bool
) -> types.WorkspaceEdit:
    """Address edits to the document as it is now; a client that knows versions refuses them on another text."""
    if not versioned:
        return types.WorkspaceEdit(changes={sheet.uri: list(changes)})
    named = types.OptionalVersionedTextDocumentIdentifier(sheet.uri, sheet.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(named, list(changes))])


def actions(
    sheet: Sheet, area: Span, context: types.CodeActionContext, *, versioned: bool = False
) -> list[types.CodeAction]:
    """Give what may be done about the findings that a range touches, and about their statement."""
    found: list[types.CodeAction] = []
    for part in sheet.parts:
        if part.draft.span.start <= area.end and area.start <= part.draft.span.end:
            for finding in findings_at(part, area):
                found += _on_finding(sheet, part, finding, context, versioned=versioned)
            found += _on_statement(sheet, part, versioned=versioned)
    return wanted(found, context)


def wanted(found: Sequence[types.CodeAction], context: types.CodeActionContext) -> list[types.CodeAction]:
    """Leave those of the kinds that a client asks for."""
    kinds = context.only
    return [one for one in found if kinds is None or any(_is_a(one.kind, kind) for kind in kinds)]


def _is_a(kind: types.CodeActionKind | str | None, other: types.CodeActionKind | str) -> bool:
    mine, asked = (str(getattr(one, "value", one) or "") for one in (kind, other))
    return not asked or mine == asked or mine.startswith(f"{asked}.")


def _on_finding(
    sheet: Sheet, part: Part, finding: Finding, context: types.CodeActionContext, *, versioned: bool
) -> Iterator[types.CodeAction]:
    marks = [one for one in context.diagnostics if one.code == finding.code] or None
    project = sheet.project

    def edit(title: str, changes: Sequence[types.TextEdit], *, preferred: bool = False) -> types.CodeAction:
        whole = workspace_edit(sheet, changes, versioned=versioned)
        return types.CodeAction(title, _FIX, marks, is_preferred=preferred or None, edit=whole)

    if changes := edits.suggested(sheet, part, finding):
        words = one_line(finding.suggestion or "")
        yield edit(f"{finding.code}: write “{_cut(words)}”", changes, preferred=True)
    yield edit(f"{finding.code}: keep the question as a comment", edits.asked(sheet, part, finding))
    until = last_day(project)
    day = f" until {until.isoformat()}" if until else ""
    silence = edits.ignored(sheet, part, finding, project.options.ignore_reason, until)
    yield edit(f"{finding.code}: ignore for this statement{day}", silence)
    line = sheet.text.position(part.draft.span.start).line
    command = types.Command(
        f"{finding.code}: ignore in the baseline file{day}",
        "wbcoach.ignoreInBaseline",
        arguments=[{"uri": sheet.uri, "line": line, "code": finding.code}],
    )
    yield types.CodeAction(command.title, _FIX, marks, command=command)


def _on_statement(sheet: Sheet, part: Part, *, versioned: bool) -> Iterator[types.CodeAction]:
    rewrite = part.critique.rewrite
    if rewrite is not None:
        left_out = f" (left out: {_cut(one_line(rewrite.left_out))})" if rewrite.left_out else ""
        edit = workspace_edit(sheet, edits.rewritten(sheet, part), versioned=versioned)
        yield types.CodeAction(f"Write it as “{_cut(one_line(rewrite.text))}”{left_out}", _REWRITE, edit=edit)
    if sheet.project.settings.model:
        line = sheet.text.position(part.draft.span.start).line
        arguments: list[Any] = [{"uri": sheet.uri, "line": line}]
        command = types.Command("Critique with the model", "wbcoach.critiqueWithModel", arguments=arguments)
        yield types.CodeAction(command.title, _OTHER, command=command)


def _cut(words: str) -> str:
    return words if len(words) <= _WORDS else words[:_WORDS].rsplit(" ", 1)[0] + " ..."
