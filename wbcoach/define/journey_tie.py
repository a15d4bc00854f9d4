"""The phase that a statement's "when" falls in: by words that people there use as well, else by its own verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wbcoach.coach.judged import judged
from wbcoach.define.journey_shapes import Tied
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
    when = span.of(statement.text) if span is not None else None
    phase, why, ids = (
        (None, "the statement names no moment", []) if when is None else _place(when, pieces, phases)
    )
    told = [one.told_as for one in phases if one.told_as is not None]
    return Tied(
        statement=text,
        when=when,
        phase=phase,
        why=why,
        ids=ids,
        choose=told[:_OFFERED] if phase is None else [],
    )


def _place(when: str, pieces: Sequence[Piece], phases: Sequence[Phase]) -> tuple[str | None, str, list[str]]:
    """Give the phase of a moment or None, why, and the items that tell of it."""
    telling = roots(content(words(when)))
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
        return found, "items there tell of it in the same words", ids
    stage = stage_of(when, 0, len(when))
    if stage in {phase.phase for phase in phases}:
        return stage, "by its own verb; nobody on the map uses its words", []
    return None, "nobody on the map tells of that moment", []


def _roots(piece: Piece) -> frozenset[str]:
    """Give the words of a moment, or of the sentence that a clause stands in."""
    text, span = piece.item.text, piece.told.span
    if piece.moment:
        return frozenset(roots(words(text, span.start, span.end)))
    around = next((one for one in sentences(text) if one.start <= span.start < one.end), span)
    return frozenset(roots(words(text, around.start, around.end)))
