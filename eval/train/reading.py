"""Drafts as arrays: word pieces with their signs, labels of pieces and of statements, what the rules saw."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.score import pinned
from wbcoach.coach.gather import gather, linked_items
from wbcoach.coach.judged import judged
from wbcoach.heads.layers import piece_features
from wbcoach.heads.signs import place_signs, rule_signs, statement_signs
from wbcoach.pitfalls import sense
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.train.drafts import Draft
    from wbcoach.library.pieces import PieceReader

    Array = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True)
class Reading:
    """All drafts, read: pieces of all of them one below the other, `starts[i]:starts[i + 1]` those of draft i.

    `marks` (pieces, codes) is 1 where a piece carries a code, `known` (drafts, codes) where a label is yes or no,
    `labels` (drafts, codes) the musts, `good` the musts and mays.
    """

    pieces: Array
    starts: np.ndarray[Any, np.dtype[np.int64]]
    marks: Array
    known: np.ndarray[Any, np.dtype[np.bool_]]
    labels: np.ndarray[Any, np.dtype[np.bool_]]
    good: np.ndarray[Any, np.dtype[np.bool_]]
    judged: np.ndarray[Any, np.dtype[np.bool_]]
    rules: Array
    statements: Array


def read(found: Sequence[Draft], codes: Sequence[str], reader: PieceReader) -> Reading:
    """Read drafts as the critic reads them: parsed, with their evidence linked, by rules and by MiniLM."""
    settings = pinned()
    pieces, marks, rules, statements = [], [], [], []
    for number, draft in enumerate(found, start=1):
        text = judged(draft.text)
        statement = Statement.parse(text)
        dossier = gather(statement, linked_items(list(draft.evidence)), None, settings)
        places, states = reader.read(text)
        pieces.append(piece_features(states, place_signs(statement, places)).astype(np.float16))
        marks.append(_marks(draft, codes, places))
        rules.append(rule_signs(sense(statement, dossier), codes))
        statements.append(statement_signs(statement, dossier))
        if number % 200 == 0 or number == len(found):
            sys.stderr.write(f"read {number} of {len(found)} drafts\n")
    must = np.array([[code in draft.must for code in codes] for draft in found])
    may = np.array([[code in draft.may for code in codes] for draft in found])
    unknown = np.array([[code in draft.unknown for code in codes] for draft in found])
    return Reading(
        pieces=np.concatenate(pieces),
        starts=np.cumsum([0, *map(len, pieces)]),
        marks=np.concatenate(marks),
        known=~may & ~unknown,
        labels=must,
        good=must | may,
        judged=~unknown,
        rules=np.stack(rules),
        statements=np.stack(statements),
    )


def _marks(draft: Draft, codes: Sequence[str], places: np.ndarray[Any, np.dtype[np.int64]]) -> Array:
    """Mark the pieces that carry a must; where words are missing, the mark at the start stands for the text."""
    marks = np.zeros((len(places), len(codes)), np.float32)
    for column, code in enumerate(codes):
        if code not in draft.must:
            continue
        words = draft.must[code]
        if words is None:
            marks[0, column] = 1.0
            continue
        start = draft.text.find(words)
        inside = (places[:, 0] < start + len(words)) & (places[:, 1] > start) & (places[:, 1] > places[:, 0])
        marks[inside, column] = 1.0
    return marks
