"""The phase that a statement's "when" falls in: by words that people there use as well, else by its own verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wbcoach.coach.judged import judged
from wbcoach.define.journey_shapes import Tied
from wbcoach.define.shapes import Quote
from wbcoach.define.stages import stage_of
from wbcoach.grammar import content, sentences, words
from wbcoach.statement import Statement
from wbcoach.vocabulary.reversals import roots

if TYPE_CHECKING:
    from wbcoach.define.journey_placing import Piece
    from wbcoach.define.journey_shapes import Phase

_SHARED: Final = 2
_OFFERED: Final = 5


def tied(text: str, pieces: Sequence[Piece], phases: Sequence[Phase]) -> Tied:
    """Tie a statement to a phase by its moment; where it names none, offer the moments that customers name."""
    statement = Statement.parse(judged(text))
    span = statement.slot("situation")
    told = [phase.told_as for phase in phases if phase.told_as is not None]
    if span is None:
        return Tied(
            statement=text,
            when=None,
            phase=None,
            why="the statement names no moment",
            ids=[],
            choose=_some(told),
        )
    said = span.of(statement.text)
    telling = roots(content(words(said)))
    shared = [(len(telling & _roots(piece)), piece) for piece in pieces]
    most = max((count for count, _ in shared), default=0)
    if most and most >= min(_SHARED, len(telling)):
        # A moment is what a "when" is told by; then the phase in which most items share its words.
        best = [piece for count, piece in shared if count == most]
        best = [piece for piece in best if piece.moment] or best
        count = {
            phase.phase: len({piece.item.id for piece in best if piece.phase == phase.phase})
            for phase in phases
        }
        found = max(count, key=lambda name: count[name])
        ids = sorted({piece.item.id for piece in best if piece.phase == found})
        return Tied(
            statement=text,
            when=said,
            phase=found,
            why="items there tell of it in the same words",
            ids=ids,
            choose=[],
        )
    stage = stage_of(said, 0, len(said))
    if stage in {phase.phase for phase in phases}:
        return Tied(
            statement=text,
            when=said,
            phase=stage,
            why="by its own verb; nobody on the map uses its words",
            ids=[],
            choose=[],
        )
    return Tied(
        statement=text,
        when=said,
        phase=None,
        why="nobody on the map tells of that moment",
        ids=[],
        choose=_some(told),
    )


def _roots(piece: Piece) -> frozenset[str]:
    """Give the words of a moment, or of the sentence that a clause stands in."""
    text, span = piece.item.text, piece.told.span
    if piece.moment:
        return frozenset(roots(words(text, span.start, span.end)))
    around = next((one for one in sentences(text) if one.start <= span.start < one.end), span)
    return frozenset(roots(words(text, around.start, around.end)))


def _some(told: Sequence[Quote]) -> list[Quote]:
    return list(told[:_OFFERED])
