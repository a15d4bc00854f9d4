"""A journey map as a picture: SVG with its text inside, told apart by shape and words and never by colour alone."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, Final

from wbcoach.define.journey import COLUMNS
from wbcoach.faces.pages.journey import heads, tones, whom
from wbcoach.faces.pages.palette import opening, paint
from wbcoach.plain import one_line

if TYPE_CHECKING:
    from wbcoach.define.journey_shapes import Cell, Journey, Phase

_WIDTH, _LEFT, _LINE, _PAD = 190, 80, 16, 10  # pixels: of a phase, of the row names, of a line, around
_LETTERS: Final = 25  # that fit in the width of a phase
_SHOWN: Final = 2
_CUT: Final = 150
_STRIPE: Final = 5  # pixels: of the colour of a row, at the left of a cell


def svg(journey: Journey) -> str:
    """Draw a map; the same map gives the same bytes."""
    phases = journey.phases
    width = _LEFT + _WIDTH * len(phases) + _PAD
    parts: list[str] = []
    y = _PAD + _LINE
    names = [_wrapped(phase.name) for phase in phases]
    for at, (phase, lines) in enumerate(zip(phases, names, strict=True)):
        parts += _arrow(at, y - _LINE, (max(map(len, names)) + 2) * _LINE)
        parts += _lines(
            [*lines, _counted(phase)], _LEFT + at * _WIDTH + 2 * _PAD, y + _PAD // 2, bold=len(lines)
        )
    y += (max(map(len, names), default=1) + 2) * _LINE
    y = _curve(journey, parts, y)
    for column in COLUMNS:
        cells = [_cell(getattr(phase, column)) for phase in phases]
        height = (max(map(len, cells), default=1) + 1) * _LINE
        parts += _lines([column], _PAD, y + _LINE, bold=1)
        for at, (phase, lines) in enumerate(zip(phases, cells, strict=True)):
            x = _LEFT + at * _WIDTH
            empty = not getattr(phase, column).quotes
            dashes = ' stroke-dasharray="4 3"' if empty else ""
            parts.append(
                f'<rect x="{x}" y="{y}" width="{_WIDTH - _PAD}" height="{height}" {paint(stroke="line")}{dashes}/>'
            )
            if not empty:
                parts.append(f'<rect x="{x}" y="{y}" width="{_STRIPE}" height="{height}" {paint(column)}/>')
            parts += _lines(lines, x + _STRIPE + 3, y + _LINE)
        y += height + _PAD
    told = escape(one_line(" ".join((*heads(journey), *map(_told, phases)))))
    return f"{opening(width, y, 'journey', 'Journey map', told, 12)}{''.join(parts)}</svg>\n"


def _told(phase: Phase) -> str:
    """Say in words what is drawn of a phase; what people said is text in the picture itself."""
    cells = [
        f"{column} {len(quotes)} quoted" if (quotes := getattr(phase, column).quotes) else f"{column} empty"
        for column in COLUMNS
    ]
    voices = f"{phase.voices} {'voice' if phase.voices == 1 else 'voices'}"
    return f"{phase.name}: {voices}, {tones(phase) or 'nobody says how it goes'}; {', '.join(cells)}."


def _arrow(at: int, y: int, height: int) -> list[str]:
    left, right, tip = _LEFT + at * _WIDTH, _LEFT + (at + 1) * _WIDTH - _PAD, _PAD
    points = f"{left},{y} {right - tip},{y} {right},{y + height // 2} {right - tip},{y + height} {left},{y + height}"
    return [f'<polygon points="{points}" {paint("head", "line")}/>']


def _counted(phase: Phase) -> str:
    pains = f", pain {', '.join(map(str, phase.pains))}" if phase.pains else ""
    return f"{phase.voices} {'voice' if phase.voices == 1 else 'voices'}{pains}"[:_LETTERS]


def _curve(journey: Journey, parts: list[str], y: int) -> int:
    """Draw how it goes: a mark a phase, higher where more of those heard say that it goes well; none where nobody says."""
    height = 5 * _LINE
    parts += _lines(["how it", "goes"], _PAD, y + 2 * _LINE, bold=2)
    points = []
    for at, phase in enumerate(journey.phases):
        well, badly = phase.tones["well"], phase.tones["badly"]
        told = sum(number for tone, number in phase.tones.items() if tone != "open")
        x = _LEFT + at * _WIDTH + _WIDTH // 2 - _PAD
        if not told:
            parts += _lines(["nobody says"], x - 3 * _PAD, y + 2 * _LINE + 4)
            continue
        level = y + 2 * _LINE - round((well - badly) / told * 1.2 * _LINE)
        points.append(f"{x},{level}")
        mark = "▲" if well > badly else "▼" if badly > well else "●"
        parts.append(f'<text x="{x}" y="{level + 5}" text-anchor="middle" font-size="16">{mark}</text>')
        parts.append(f'<text x="{x + 14}" y="{level + 4}">{escape(tones(phase))}</text>')
    if len(points) > 1:
        parts.insert(
            0, f'<polyline points="{" ".join(points)}" {paint(stroke="none")} stroke-dasharray="2 3"/>'
        )
    return y + height


def _cell(cell: Cell) -> list[str]:
    if cell.ask is not None:
        return _wrapped(f"(empty) Ask {_short(whom(cell))}")
    found = [
        line
        for quote in cell.quotes[:_SHOWN]
        for line in _wrapped(f"“{_short(one_line(quote.quote))}” {quote.id}")
    ]
    more = len(cell.quotes) - _SHOWN
    return [*found, *([f"and {more} more below"] if more > 0 else [])]


def _short(words: str) -> str:
    return words if len(words) <= _CUT else words[:_CUT].rsplit(" ", 1)[0] + " …"


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(one_line(words), _LETTERS, break_on_hyphens=False) or [""]


def _lines(lines: list[str], x: int, y: int, bold: int = 0) -> list[str]:
    return [
        f'<text x="{x}" y="{y + at * _LINE}"{" font-weight=" + chr(34) + "bold" + chr(34) if at < bold else ""}>{escape(line)}</text>'
        for at, line in enumerate(lines)
    ]
