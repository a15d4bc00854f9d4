"""From findings to the protocol's diagnostics: ranges, severities, links to pages, feedback beside them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from lsprotocol import types

from wbcoach.faces.cli.explain import GUIDANCE
from wbcoach.pitfalls import catalogue
from wbcoach.plain import one_line
from wbcoach.render.wording import quoted

if TYPE_CHECKING:
    from wbcoach.critique import Evidence, Finding, Severity
    from wbcoach.faces.lsp.sheet import Part, Sheet

SOURCE: Final = "wbcoach"
SCHEME: Final = "wbcoach"
SEVERITIES: Final[dict[Severity, types.DiagnosticSeverity]] = {
    "blocker": types.DiagnosticSeverity.Error,
    "major": types.DiagnosticSeverity.Warning,
    "minor": types.DiagnosticSeverity.Information,
}
_STANCES = {"supports": "Seen", "contradicts": "Against", "related": "Related"}
_START = types.Range(types.Position(0, 0), types.Position(0, 0))


@lru_cache(maxsize=256)
def page_uri(code: str, *, virtual: bool) -> str:
    """Link to the page of a pitfall: one that the client asks this server for, or the guidance note as a file."""
    if virtual:
        return f"{SCHEME}:/explain/{code}.md"
    return (GUIDANCE / f"{catalogue()[code].note}.md").as_uri()


def item_uri(name: str) -> str:
    """Name a piece of feedback that stands in no file, for a client that asks this server for its text."""
    return f"{SCHEME}:/feedback/{quote(name, safe='')}.txt"


def diagnostics(sheet: Sheet, *, related: bool = True, virtual: bool = False) -> list[types.Diagnostic]:
    """Give all diagnostics of a document.

    Args:
        sheet: the document.
        related: the client shows related information.
        virtual: the client can ask for texts that are no files.
    """
    return [
        _diagnostic(sheet, part, finding, related=related, virtual=virtual)
        for part in sheet.parts
        for finding in part.findings
    ]


def _diagnostic(
    sheet: Sheet, part: Part, finding: Finding, *, related: bool, virtual: bool
) -> types.Diagnostic:
    return types.Diagnostic(
        range=sheet.text.range(part.span(finding)),
        message=_message(finding.message, finding.question),
        severity=SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(page_uri(finding.code, virtual=virtual)),
        source=SOURCE,
        related_information=_related(sheet, part, finding, virtual=virtual) if related else None,
    )


# All diagnostics are sent at each keystroke, and but for one statement they are as they were.
@lru_cache(maxsize=4096)
def _message(message: str, question: str) -> str:
    return f"{one_line(message)} Ask: {one_line(question)}"


def _related(
    sheet: Sheet, part: Part, finding: Finding, *, virtual: bool
) -> list[types.DiagnosticRelatedInformation] | None:
    """Point at the feedback that a finding cites: its file and line, else its text, else the statement itself."""
    by_id = {one.id: one for one in part.critique.evidence}
    cited = [by_id[name] for name in finding.evidence if name in by_id]
    return [
        types.DiagnosticRelatedInformation(
            _location(sheet, part, one, virtual=virtual), f"{_STANCES[one.stance]}: {quoted(one)}"
        )
        for one in cited
    ] or None


def _location(sheet: Sheet, part: Part, one: Evidence, *, virtual: bool) -> types.Location:
    place = sheet.project.places.get(one.id)
    if place is not None:
        line = types.Position(place.line, 0)
        return types.Location(place.path.resolve().as_uri(), types.Range(line, line))
    if virtual:
        return types.Location(item_uri(one.id), _START)
    return types.Location(sheet.uri, sheet.text.range(part.draft.span))
