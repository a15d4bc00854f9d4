"""Each clause of an item in its phase of a journey, and the order in which one person tells them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wbcoach.define.acts import Told, acts_of
from wbcoach.define.clauses import feelings_of, moments_of, thoughts_of
from wbcoach.define.quoting import private, quote
from wbcoach.define.stages import stage_of
from wbcoach.define.voices import FEWEST, voice_of
from wbcoach.grammar import Span, content, sentences, words
from wbcoach.vocabulary.reversals import roots

if TYPE_CHECKING:
    from wbcoach.define.journey_edit import EditedPhase
    from wbcoach.define.journey_shapes import Column
    from wbcoach.evidence import Item

_LATER: Final = re.compile(r"(?:right\s+)?(?:before|until|till|unless)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A clause in its phase; `moment` says that it names when something happens."""

    told: Told
    column: Column
    phase: str
    moment: bool = False

    @property
    def item(self) -> Item:
        """The item that it is of."""
        return self.told.item


def pieces_of(item: Item, phases: Sequence[EditedPhase]) -> list[Piece]:
    """Place what an item tells; one that tells no act, thought or feeling is evidence as a whole.

    What has no cue of its own and stands beside nothing that has one is not placed; neither is personal data.
    """
    if private(item.text):
        return []
    found = list(_clauses(item)) if voice_of(item) else []
    own = {one.phase: roots(content(words(" ".join(one.words)))) for one in phases if one.words}
    placed: list[tuple[Column, Told, str | None, bool]] = [
        (column, told, _phase(item.text, told.span, own, moment=moment), moment)
        for column, told, moment in found
    ]
    pieces = [
        Piece(told, column, phase, moment)
        for at, (column, told, stage, moment) in enumerate(placed)
        if (phase := stage or _beside(placed, at) or _whole(item, own))
    ]
    if not any(one.column != "evidence" for one in pieces):
        said, phase = quote(item), _whole(item, own)
        if said is not None and phase is not None:
            pieces = [one for one in pieces if not one.moment]
            column: Column = "thinks" if voice_of(item) and said.quote.rstrip().endswith("?") else "evidence"
            pieces.append(Piece(Told(item, Span(said.start, said.end)), column, phase))
    return pieces


def _clauses(item: Item) -> Iterator[tuple[Column, Told, bool]]:
    """Give the clauses in the order of the text: a thought that names a feeling is a feeling, an act that is one a thought."""
    feels, acts = feelings_of(item), acts_of(item)
    thinks = [one for one in thoughts_of(item) if not _covered(one, feels)]
    does = [one for one in acts if not _covered(one, thinks)]
    moments = [one for one in moments_of(item) if not _covered(one, [*feels, *thinks])]
    every: list[tuple[Column, Told, bool]] = [("feels", one, False) for one in feels]
    every += [("thinks", one, False) for one in thinks]
    every += [("does", one, False) for one in does]
    every += [("evidence", one, True) for one in moments]
    return iter(sorted(every, key=lambda one: (one[1].span.start, one[1].span.end, one[0])))


def _covered(one: Told, others: Iterable[Told]) -> bool:
    return any(one.span.overlaps(other.span) for other in others)


def _phase(
    text: str, span: Span, own: dict[str, set[str]] | dict[str, frozenset[str]], *, moment: bool
) -> str | None:
    if mine := _added(span.of(text), own):
        return mine
    if moment:
        return "waiting" if re.match(r"until|till", span.of(text), re.IGNORECASE) else "moment"
    return stage_of(text, span.start, span.end)


def _added(said: str, own: dict[str, set[str]] | dict[str, frozenset[str]]) -> str | None:
    told = roots(words(said))
    return next((phase for phase, wanted in own.items() if wanted & told), None)


def _beside(placed: Sequence[tuple[Column, Told, str | None, bool]], at: int) -> str | None:
    """Give the phase of the clause before one that has no cue of its own, else of the one after it; moments don't count."""
    around = [*reversed(placed[:at]), *placed[at + 1 :]]
    return next((stage for _, _, stage, moment in around if stage and not moment), None)


def _whole(item: Item, own: dict[str, set[str]] | dict[str, frozenset[str]]) -> str | None:
    return _added(item.text, own) or stage_of(item.text, 0, len(item.text))


def told_order(pieces: Iterable[Piece]) -> dict[tuple[str, str], dict[str, str]]:
    """Give for each two phases the voices that tell the first before the second, each with the item.

    "After", "when" and "once" come before what their sentence tells, "before" and "until" behind it.
    """
    by_item: dict[str, list[Piece]] = {}
    for piece in pieces:
        if voice_of(piece.item):
            by_item.setdefault(piece.item.id, []).append(piece)
    found: dict[tuple[str, str], dict[str, str]] = {}
    for name, mine in sorted(by_item.items()):
        told = list(dict.fromkeys(piece.phase for piece in sorted(mine, key=_when)))
        voice = voice_of(mine[0].item) or name
        for at, earlier in enumerate(told):
            for later in told[at + 1 :]:
                found.setdefault((earlier, later), {}).setdefault(voice, name)
    return found


def _when(piece: Piece) -> tuple[int, int, int]:
    text, span = piece.item.text, piece.told.span
    at = next((number for number, one in enumerate(sentences(text)) if one.start <= span.start < one.end), 0)
    rank = 1 if not piece.moment else 2 if _LATER.match(span.of(text)) else 0
    return at, rank, span.start


def in_told_order(phases: Sequence[str], told: dict[tuple[str, str], dict[str, str]]) -> list[str]:
    """Turn neighbours round where at least three voices, and more than tell it so, tell them the other way round."""
    order = list(phases)
    for _ in order:
        for at in range(len(order) - 1):
            here, there = (order[at], order[at + 1]), (order[at + 1], order[at])
            if len(told.get(there, ())) >= FEWEST and len(told.get(there, ())) > len(told.get(here, ())):
                order[at], order[at + 1] = there
    return order
