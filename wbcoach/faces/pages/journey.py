"""A journey map as text and as Markdown: a table of phases by columns, then what is thin, placed and tied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.define.journey import COLUMNS
from wbcoach.faces.pages.layout import count, labelled
from wbcoach.plain import escaped, legible, one_line
from wbcoach.render.plain import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.define.journey_shapes import Cell, Journey, Phase
    from wbcoach.define.shapes import Quote

_SHOWN: Final = 3
_WIDE: Final = 96  # below this a column holds too few words to be read
_NAME: Final = 14


def text(journey: Journey, width: int, *, everything: bool = False) -> str:
    """Lay a map out for a terminal: as a table where there is room for its columns, else phase by phase."""
    body = (
        _table(journey, width, everything=everything)
        if width >= _WIDE
        else _stacked(journey, width, everything=everything)
    )
    lines = [line for one in heads(journey) for line in lines_of(one, width)]
    lines += ["", *body, ""]
    for label, words in closing(journey):
        lines += labelled(label, words, width, 0)
    return "\n".join(lines) + "\n"


def heads(journey: Journey) -> Iterator[str]:
    """Say whose journey it is, what it is about, and how both were chosen."""
    actor, scenario = journey.actor, journey.scenario
    segments = "; ".join(f"{name} {number}" for name, number in actor.segments.items())
    yield f"Actor: {actor.name}, {count(actor.voices, 'voice')} ({segments}); {actor.chosen}."
    about = f" of {scenario.product}" if scenario.product else ""
    rank = f", pain {scenario.pain}" if scenario.pain else ""
    yield f"Scenario: {scenario.words}{about}{rank}, {count(len(scenario.ids), 'item')}; {scenario.chosen}."
    if scenario.others:
        others = "; ".join(f"{name} {number}" for name, number in scenario.others.items())
        yield f"Also heard in it, and not on this map: {others}."


def _table(journey: Journey, width: int, *, everything: bool) -> Iterator[str]:
    room = (width - _NAME - 3 * len(COLUMNS)) // len(COLUMNS)
    yield from _row([["phase"], *([str(column)] for column in COLUMNS)], room)
    rule = "-+-".join(["-" * _NAME, *("-" * room for _ in COLUMNS)])
    yield rule
    for phase in journey.phases:
        cells = [
            [
                line
                for part in _cell(getattr(phase, column), everything=everything)
                for line in lines_of(part, room)
            ]
            for column in COLUMNS
        ]
        yield from _row([[line for part in _name(phase) for line in lines_of(part, _NAME)], *cells], room)
        yield rule


def _row(cells: list[list[str]], room: int) -> Iterator[str]:
    for at in range(max(map(len, cells))):
        parts = [
            _padded(cell[at] if at < len(cell) else "", _NAME if number == 0 else room)
            for number, cell in enumerate(cells)
        ]
        yield " | ".join(parts).rstrip()


def _padded(line: str, room: int) -> str:
    from rich.cells import set_cell_size

    return set_cell_size(line, room)


def _stacked(journey: Journey, width: int, *, everything: bool) -> Iterator[str]:
    for number, phase in enumerate(journey.phases, 1):
        if number > 1:
            yield ""
        yield from lines_of(f"{number} {'; '.join(_name(phase))}", width)
        cells = {column: getattr(phase, column) for column in COLUMNS}
        for column, cell in cells.items():
            for at, part in enumerate(_cell(cell, everything=everything) if cell.quotes else ()):
                yield from labelled(column if at == 0 else "", part, width, 2, 10)
        lacking: dict[str, list[str]] = {}
        for column, cell in cells.items():
            if cell.ask is not None:
                lacking.setdefault(whom(cell), []).append(column)
        for at, (who, columns) in enumerate(lacking.items()):
            yield from labelled("empty" if at == 0 else "", f"{', '.join(columns)}: ask {who}", width, 2, 10)


def _name(phase: Phase) -> list[str]:
    found = [phase.name, count(phase.voices, "voice")]
    if mood := tones(phase):
        found.append(mood)
    if phase.pains:
        found.append(f"{'pain' if len(phase.pains) == 1 else 'pains'} {', '.join(map(str, phase.pains))}")
    return found


def tones(phase: Phase) -> str:
    """Say how many of those heard tell that it goes well or badly."""
    return ", ".join(f"{number} {tone}" for tone, number in phase.tones.items() if number and tone != "open")


def _cell(cell: Cell, *, everything: bool) -> list[str]:
    shown = cell.quotes if everything else cell.quotes[:_SHOWN]
    found = [f"“{one_line(quote.quote)}” {quote.id}" for quote in shown]
    if len(cell.quotes) > len(shown):
        found.append(f"and {len(cell.quotes) - len(shown)} more: --all")
    if cell.ask is not None:
        found.append(f"(empty) Ask {whom(cell)}")
    return found


def whom(cell: Cell) -> str:
    """Say whom to ask for what an empty cell lacks."""
    ask = cell.ask
    if ask is None:
        return ""
    told = f"; told of this part: {', '.join(ask.ids)}" if ask.ids else ""
    return f"{' or '.join(one_line(name) for name in ask.who)}{told}"


def closing(journey: Journey) -> Iterator[tuple[str, str]]:
    """Give what stands below the map: the statement's phase, pains, the order, what is thin and what was left out."""
    tied = journey.statement
    if tied is not None:
        name = next((phase.name for phase in journey.phases if phase.phase == tied.phase), None)
        words = (
            f"“{tied.when}” falls in “{name}”"
            if name
            else f"“{tied.when}” falls in no phase"
            if tied.when
            else "no phase"
        )
        yield "When", f"{words}: {tied.why}" + (f" ({', '.join(tied.ids)})" if tied.ids else "")
        for quote in tied.choose:
            yield "Choose", f"“{one_line(quote.quote)}” {quote.id}"
    names = {phase.phase: phase.name for phase in journey.phases}
    for pain in journey.pains:
        placed = ", ".join(f"{names[phase]} {number}" for phase, number in pain.phases.items())
        yield f"Pain {pain.rank}", f"{pain.name}: {placed} ({', '.join(pain.ids)})"
    yield "Order", _ordered(journey, names)
    if journey.thin:
        yield "Thin", "; ".join(journey.thin)
    for label, ids in (("Taken out", journey.removed), ("In no phase", journey.untold)):
        if ids:
            yield label, ", ".join(ids)
    if journey.personal_data:
        yield "Left out", f"{count(journey.personal_data, 'item')} with personal data"
    asked = dict.fromkeys(
        cell.ask.question
        for phase in journey.phases
        for column in COLUMNS
        if (cell := getattr(phase, column)).ask and phase.ids
    )
    yield from (("Ask", question) for question in list(asked)[:_SHOWN])


def _ordered(journey: Journey, names: dict[str, str]) -> str:
    how = {
        "author": "the author's",
        "told": "turned round where three voices or more tell it so",
        "usual": "that of any episode, where nobody tells it otherwise",
    }[journey.order_by]
    told = [
        f"{names[one.earlier]}, then {names[one.later]}: {one.voices} for, {one.against} against ({', '.join(one.ids)})"
        for one in journey.order
        if one.earlier in names and one.later in names
    ]
    return "; ".join([how, *told])


def markdown(journey: Journey, *, everything: bool = False, level: int = 1) -> str:
    """Write a map as Markdown: a table with all sources, in which nothing that customers wrote acts as markup."""
    lines = [f"{'#' * level} Journey", "", *(f"{escaped(one)}  " for one in heads(journey)), ""]
    lines += [f"| phase | {' | '.join(COLUMNS)} |", f"|{' --- |' * (len(COLUMNS) + 1)}"]
    for phase in journey.phases:
        cells = [_cell_markdown(getattr(phase, column), everything=everything) for column in COLUMNS]
        lines.append(
            f"| {'<br>'.join([f'**{escaped(phase.name)}**', *map(escaped, _name(phase)[1:])])} | {' | '.join(cells)} |"
        )
    lines += ["", *(f"- {label}: {escaped(words)}" for label, words in closing(journey))]
    return "\n".join(lines) + "\n"


def _cell_markdown(cell: Cell, *, everything: bool) -> str:
    shown = cell.quotes if everything else cell.quotes[:_SHOWN]
    found = [f"“{escaped(quote.quote)}” {place(quote)}" for quote in shown]
    if len(cell.quotes) > len(shown):
        found.append(f"and {len(cell.quotes) - len(shown)} more with `--all`")
    if cell.ask is not None:
        found.append(f"*empty; ask {escaped(whom(cell))}*")
    return "<br>".join(found)


def place(quote: Quote) -> str:
    """Give the id and the offsets of a quotation for Markdown."""
    return f"`{legible(quote.id).replace('`', '').replace('|', '')}` [{quote.start}:{quote.end}]"
