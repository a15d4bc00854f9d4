"""Start a statement from a pain point: which there are for a folder, and the draft as it is put into a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types

from wbcoach.coach.gather import today
from wbcoach.define import starting
from wbcoach.define.extras import require_insights
from wbcoach.errors import StoreError
from wbcoach.grammar import Span
from wbcoach.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.define.shapes import Pains
    from wbcoach.faces.lsp.project import Project
    from wbcoach.faces.lsp.sheet import Sheet

COMMAND: Final = "wbcoach.startFromPain"
_OFFERED: Final = 5
_MARKDOWN: Final = ".md"


def pains_of(project: Project) -> Pains:
    """Find the pain points of a folder's index. For another thread than the one that listens.

    Raises:
        SettingsError: the extra `insights` isn't installed.
        StoreError: there is no index, or it can't be read.
        InputError: there is no feedback in it.
    """
    require_insights()  # before the index is opened, which takes its time
    library = project.library
    if library is None:
        raise StoreError("There is no index of feedback.", "Make one: wbcoach index PATH...")
    return project.pain_points.find(library, today(project.settings))


def offered(sheet: Sheet) -> list[dict[str, Any]]:
    """List pain points and leads for a client to choose from, best first."""
    found = pains_of(sheet.project)
    return [
        {
            "rank": one.rank,
            "name": one.name,
            "voices": one.voices,
            "severity": one.severity,
            "direction": one.trend.direction,
            "lead": one in found.leads,
            "quote": one.quotes[0].quote if one.quotes else "",
        }
        for one in (*found.pains, *found.leads)
    ]


def draft(sheet: Sheet, rank: int) -> str:
    """Write the draft to start from, with the line ends of the document; beside Markdown the statement alone.

    Raises:
        InputError: there is no pain of that rank.
    """
    found = pains_of(sheet.project)
    if sheet.suffix == _MARKDOWN:
        words = starting.start(found, rank)
    else:
        words = starting.opening(starting.pain_of(found, rank)) + "\n"
    return words.replace("\n", sheet.text.line_end)


def edit(sheet: Sheet, line: int, words: str) -> types.TextEdit:
    """Put a draft at the start of a 0-based line, apart from what stands there and above; beyond the end at the end."""
    text, end = sheet.text, sheet.text.line_end
    place = text.offset(types.Position(max(0, line), 0))
    before, after = text.source[:place], text.source[place:]
    gap_before = "" if not before.strip() or before.endswith((end * 2, "\n\n")) else end
    if before and not before.endswith(("\n", "\r")):
        gap_before = end * 2
    blank = not after.strip() or text.after_line(place) == place
    return types.TextEdit(text.range(Span(place, place)), gap_before + words + ("" if blank else end))


def fits(sheet: Sheet, area: Span) -> bool:
    """Say whether a statement may be started there: on an empty line, where there is an index."""
    start = sheet.text.line_start(area.start)
    line = sheet.text.source[start : sheet.text.after_line(start)]
    return not line.strip() and sheet.project.awaits_feedback


def actions(sheet: Sheet, area: Span, found: Pains | None) -> Iterator[types.CodeAction]:
    """Offer the first pain points; while they are still being found, the first of them without its name."""
    line = sheet.text.position(area.start).line
    if found is None:
        yield _action(sheet, line, 1, "Start a statement from the first pain point")
        return
    for pain in (*found.pains, *found.leads)[:_OFFERED]:
        voices = f"{pain.voices} voice{'s' if pain.voices != 1 else ''}"
        yield _action(sheet, line, pain.rank, f"Start a statement from “{one_line(pain.name)}” ({voices})")


def _action(sheet: Sheet, line: int, rank: int, title: str) -> types.CodeAction:
    command = types.Command(title, COMMAND, arguments=[{"uri": sheet.uri, "line": line, "rank": rank}])
    return types.CodeAction(title, types.CodeActionKind.Empty, command=command)
