"""Pain points over time as small multiples: SVG of our own, each bar with its number, so that colour carries nothing alone."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from wbcoach.faces.pages.palette import opening, paint
from wbcoach.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.define.shapes import Pain, Pains, Period

_WIDTH, _HEIGHT, _BARS, _ACROSS, _PAD = (
    230,
    130,
    60,
    4,
    16,
)  # pixels: of one picture, of its bars; pictures in a row
_LETTERS: Final = 34
_MOST: Final = 8


def shown(pains: Pains, top: int) -> list[Pain]:
    """Give the pains that are drawn, leads where there is nothing more."""
    return [*(pains.pains or pains.leads)][:top]


def svg(pains: Pains, top: int) -> str:
    """Draw for each pain its share of all voices of each quarter; the same pains give the same bytes.

    All have one scale. A number above a bar is the voices heard, that below the line all voices of the quarter.
    """
    drawn = shown(pains, top)
    highest = max((_share(one) for pain in drawn for one in _periods(pain)), default=0.0) or 1.0
    rows = -(-len(drawn) // _ACROSS)
    width, height = _ACROSS * (_WIDTH + _PAD) + _PAD, max(1, rows) * (_HEIGHT + _PAD) + _PAD
    parts = [
        part
        for at, pain in enumerate(drawn)
        for part in _one(
            pain, _PAD + at % _ACROSS * (_WIDTH + _PAD), _PAD + at // _ACROSS * (_HEIGHT + _PAD), highest
        )
    ]
    told = " ".join(map(_told, drawn)) or "There is no pain to draw."
    title = "Pain points over time: each one's share of all voices by quarter"
    return f"{opening(width, height, 'themes', title, escape(told), 11)}{''.join(parts)}</svg>\n"


def _told(pain: Pain) -> str:
    periods = ", ".join(f"{one.period} {one.voices} of {one.of}" for one in _periods(pain)) or "no dates"
    return one_line(
        f"{pain.rank} {pain.name}: {periods}; {pain.trend.direction or 'too few to tell a trend'}."
    )


def table(pains: Pains, top: int) -> Iterator[str]:
    """Give the same numbers as lines of a Markdown table."""
    drawn = shown(pains, top)
    names = [one.period for one in _periods(drawn[0])] if drawn else []
    if not names:
        return
    yield f"| pain | {' | '.join(names)} | direction |"
    yield f"|{' --- |' * (len(names) + 2)}"
    for pain in drawn:
        cells = " | ".join(f"{one.voices} of {one.of}" for one in _periods(pain))
        yield f"| {pain.rank} | {cells} | {pain.trend.direction or 'not told'} |"


def _periods(pain: Pain) -> Sequence[Period]:
    return pain.trend.periods[-_MOST:]


def _share(one: Period) -> float:
    return one.voices / one.of if one.of else 0.0


def _one(pain: Pain, x: int, y: int, highest: float) -> Iterator[str]:
    name = one_line(f"{pain.rank} {pain.name}")
    name = name if len(name) <= _LETTERS else name[: _LETTERS - 2].rsplit(" ", 1)[0].rstrip(",") + " …"
    yield f'<text x="{x}" y="{y + 12}" font-weight="bold">{escape(name)}</text>'
    yield f'<text x="{x}" y="{y + 26}">{pain.trend.direction or "too few to tell a trend"}</text>'
    periods = _periods(pain)
    if not periods:
        yield f'<text x="{x}" y="{y + 60}">no dates</text>'
        return
    step, foot = _WIDTH // len(periods), y + 44 + _BARS
    yield f'<line x1="{x}" y1="{foot}" x2="{x + _WIDTH}" y2="{foot}" {paint(stroke="line")}/>'
    for at, one in enumerate(periods):
        left, high = x + at * step, round(_share(one) / highest * _BARS)
        fill = paint("bar" if one.voices else "none")
        yield f'<rect x="{left + 2}" y="{foot - max(high, 1)}" width="{step - 6}" height="{max(high, 1)}" {fill}/>'
        middle = left + step // 2 - 1
        yield f'<text x="{middle}" y="{foot - max(high, 1) - 3}" text-anchor="middle">{one.voices}</text>'
        yield f'<text x="{middle}" y="{foot + 12}" text-anchor="middle">{one.of}</text>'
        yield f'<text x="{middle}" y="{foot + 24}" text-anchor="middle" font-size="9">{escape(one.period[2:])}</text>'
