"""The line above a statement: its verdict and the four numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from wbcoach.faces.lsp.memory import Level
from wbcoach.render.wording import score_words

if TYPE_CHECKING:
    from wbcoach.faces.lsp.sheet import Part, Sheet


def lenses(sheet: Sheet) -> list[types.CodeLens]:
    """Give one lens for each statement; what still waits for feedback says so."""
    return [_lens(sheet, part) for part in sheet.parts]


def _lens(sheet: Sheet, part: Part) -> types.CodeLens:
    area = sheet.text.range(part.draft.span)
    command = types.Command(
        title(part), "wbcoach.report", arguments=[{"uri": sheet.uri, "line": area.start.line}]
    )
    return types.CodeLens(types.Range(area.start, area.start), command)


def title(part: Part) -> str:
    """Write the verdict and the numbers on one line."""
    critique = part.critique
    if critique.verdict is None:
        return f"wbcoach: not a problem statement ({', '.join(critique.flags).lower().replace('_', ' ')})"
    parts = [f"wbcoach: {critique.verdict}", *score_words(critique).split("  ")]
    if not part.whole:
        parts.append("feedback not looked at yet")
    elif part.level is Level.MODEL:
        parts.append(f"with {critique.receipt.model}" if critique.receipt.model else "with the model")
    parts += [f"{len(critique.ignored)} ignored"] if critique.ignored else []
    return " · ".join(parts)
