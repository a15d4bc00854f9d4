"""A journey map: phases by what one actor does, thinks and feels in them, every cell in verbatim words or empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wbcoach.define.journey_cast import Asked, Cast, cast
from wbcoach.define.journey_edit import EditedPhase, usual
from wbcoach.define.journey_placing import Piece, in_told_order, pieces_of, told_order
from wbcoach.define.journey_shapes import Ask, Cell, Column, Journey, Order, Phase, PlacedPain
from wbcoach.define.journey_tie import tied
from wbcoach.define.pains import find_pains
from wbcoach.define.quoting import private, quoted
from wbcoach.define.stages import TITLES
from wbcoach.define.voices import FEWEST, most_first, voice_of

if TYPE_CHECKING:
    import datetime as dt

    from wbcoach.define.cues import Tone
    from wbcoach.define.material import Material
    from wbcoach.define.shapes import Pains

COLUMNS: Final[tuple[Column, ...]] = ("does", "thinks", "feels", "evidence")
_QUESTIONS: Final[dict[Column, str]] = {
    "does": "The last time, {}: what did you do, step by step?",
    "thinks": "The last time, {}: what did you want to know, and what did you take for granted?",
    "feels": "The last time, {}: what was it like for you?",
    "evidence": "Where is that part recorded ({}), and out of how many?",
}
_PARTS: Final[dict[str, str]] = {
    "ready": "before it began",
    "moment": "when it happened",
    "finding-out": "when you wanted to know what was the matter",
    "handling": "when you dealt with it",
    "waiting": "while you waited",
    "afterwards": "afterwards",
}
_WITHOUT: Final[dict[Column, str]] = {
    "does": "nobody says what they do",
    "thinks": "nobody says what they think",
    "feels": "nobody says what they feel",
    "evidence": "nothing was recorded",
}


def find_journey(
    material: Material,
    as_of: dt.date,
    asked: Asked | None = None,
    edits: Sequence[EditedPhase] | None = None,
    statement: str | None = None,
    pains: Pains | None = None,
) -> Journey:
    """Map the journey of one actor in one scenario; the same feedback and edits give the same map.

    Args:
        material: what was read.
        as_of: the day that the pains' recency is counted from.
        asked: actor and scenario; what isn't asked for is the best attested.
        edits: the author's phases, in their order; None for the usual arc, in the order in which it is told.
        statement: a draft whose moment is tied to a phase.
        pains: of the same material and day, where they are known already.

    Raises:
        InputError: nobody fits the actor, or nothing tells of the scenario.
    """
    pains = pains or find_pains(material, as_of)
    chosen = cast(material, pains, asked or Asked())
    wanted = list(edits) if edits is not None else usual()
    edited = wanted != usual()
    pieces = [piece for item in chosen.items for piece in pieces_of(item, wanted)]
    told = told_order(pieces)
    names = [one.phase for one in wanted]
    order = names if edited else in_told_order(names, told)
    by_name = {one.phase: one for one in wanted}
    on_map = [piece for piece in pieces if piece.phase in by_name]
    phases = [_phase(by_name[name], on_map, chosen, material, pains) for name in order]
    placed = {piece.item.id for piece in pieces}
    return Journey(
        as_of=as_of.isoformat(),
        filters=dict(material.filters),
        actor=chosen.actor,
        scenario=chosen.scenario,
        phases=phases,
        order=_order(order, told),
        order_by="author" if edited else "usual" if order == names else "told",
        pains=_pains(pains, on_map),
        statement=tied(statement, on_map, phases) if statement is not None else None,
        thin=_thin(phases, chosen),
        removed=sorted({piece.item.id for piece in pieces if piece.phase not in by_name}),
        untold=sorted(item.id for item in chosen.items if item.id not in placed and not private(item.text)),
        personal_data=sum(private(item.text) for item in chosen.items),
        voices=pains.voices,
        generation=material.generation,
    )


def _phase(
    wanted: EditedPhase, on_map: Sequence[Piece], chosen: Cast, material: Material, pains: Pains
) -> Phase:
    mine = [piece for piece in on_map if piece.phase == wanted.phase]
    told_of = {piece.item.id for piece in mine}
    speaking = [item for item in chosen.items if item.id in told_of and voice_of(item)]
    moment = next((piece for piece in mine if piece.moment), None)
    place = {item.id: at for at, item in enumerate(material.items)}
    tones: Counter[Tone] = Counter(material.tone(place[item.id]) for item in speaking)
    cells = {column: _cell(column, wanted, mine, chosen, material) for column in COLUMNS}
    every = [*pains.pains, *pains.leads]
    return Phase(
        phase=wanted.phase,
        name=wanted.name,
        named_by="wbcoach" if TITLES.get(wanted.phase) == wanted.name else "author",  # type: ignore[call-overload]
        told_as=quoted(moment.item, moment.told.span) if moment else None,
        does=cells["does"],
        thinks=cells["thinks"],
        feels=cells["feels"],
        evidence=cells["evidence"],
        voices=len({voice_of(item) for item in speaking}),
        ids=sorted(told_of),
        tones={tone: tones[tone] for tone in ("well", "mixed", "badly", "open")},
        pains=[one.rank for one in every if told_of.intersection(one.ids)],
    )


def _cell(
    column: Column, wanted: EditedPhase, mine: Sequence[Piece], chosen: Cast, material: Material
) -> Cell:
    """Fill a cell with what was said; records come before what is told of a moment."""
    found = [piece for piece in mine if piece.column == column]
    found.sort(key=lambda piece: (bool(voice_of(piece.item)), piece.item.id, piece.told.span.start))
    if found:
        return Cell(quotes=[quoted(piece.item, piece.told.span) for piece in found], ask=None)
    there = sorted({piece.item.id for piece in mine if voice_of(piece.item)})
    if column == "evidence":
        sources = {
            item.source
            for item in material.items
            if not item.is_voice and item.product == chosen.scenario.product
        }
        who = sorted(sources) or ["whoever keeps the records"]
    else:
        who = list(chosen.actor.segments)
    usual_name = TITLES.get(wanted.phase) == wanted.name  # type: ignore[call-overload]
    part = _PARTS[wanted.phase] if usual_name else f"in the part “{wanted.name}”"
    return Cell(quotes=[], ask=Ask(question=_QUESTIONS[column].format(part), who=who, ids=there))


def _order(order: Sequence[str], told: dict[tuple[str, str], dict[str, str]]) -> list[Order]:
    return [
        Order(
            earlier=earlier,
            later=later,
            voices=len(told.get((earlier, later), {})),
            against=len(told.get((later, earlier), {})),
            ids=sorted({*told.get((earlier, later), {}).values(), *told.get((later, earlier), {}).values()}),
        )
        for at, earlier in enumerate(order)
        for later in order[at + 1 :]
        if (earlier, later) in told or (later, earlier) in told
    ]


def _pains(pains: Pains, on_map: Sequence[Piece]) -> list[PlacedPain]:
    placed = []
    for pain in (*pains.pains, *pains.leads):
        of_it = set(pain.ids)
        mine = {(piece.phase, piece.item.id) for piece in on_map if piece.item.id in of_it}
        if mine:
            phases = most_first(phase for phase, _ in mine)
            placed.append(
                PlacedPain(
                    rank=pain.rank, name=pain.name, phases=phases, ids=sorted({name for _, name in mine})
                )
            )
    return placed


def _thin(phases: Sequence[Phase], chosen: Cast) -> list[str]:
    """Say where the map rests on little."""
    found = []
    if chosen.actor.voices < FEWEST:
        found.append(f"{chosen.actor.voices} of “{chosen.actor.name}” speak: a lead, not a pattern")
    found += [f"“{phase.name}”: nobody tells of it" for phase in phases if not phase.ids]
    found += [f"“{phase.name}”: one voice alone" for phase in phases if phase.voices == 1]
    for column in COLUMNS:
        if not any(getattr(phase, column).quotes for phase in phases):
            found.append(_WITHOUT[column])
    return found
