"""What a head knows besides word pieces: the slot a piece stands in, and what the rules saw. Imports numpy, so import it late."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from wbcoach.figures import figures
from wbcoach.grammar import stems
from wbcoach.pitfall import SHOWN_FROM
from wbcoach.screening import bears

if TYPE_CHECKING:
    from wbcoach.critique import Finding
    from wbcoach.evidence import Dossier, Found
    from wbcoach.grammar import Span
    from wbcoach.statement import Statement

    Array = np.ndarray[Any, np.dtype[np.float32]]

_SLOTS: Final = ("customer", "problem", "situation", "need", "because", "need_subject")
FORMATS: Final = ("template", "user_story", "pov", "jtbd", "hmw", "free")
PLACE_SIGNS: Final = (*_SLOTS, "need_sentence", "quoted", "first_sentence", "whole")
STATEMENT_SIGNS: Final = (
    *(f"has_{name}" for name in ("customer", "problem", "situation", "need", "because", "proposal")),
    "way", "opened", "must", *FORMATS, "log_words", "sentences", "linked", "linked_kinds", "supports", "contradicts", "figures",
)  # fmt: skip


def place_signs(statement: Statement, places: np.ndarray[Any, np.dtype[np.int64]]) -> Array:
    """Give for each word piece which slots it stands in, float32 (tokens, len(PLACE_SIGNS)), 0 or 1."""
    signs = np.zeros((len(places), len(PLACE_SIGNS)), np.float32)
    pieces = places[:, 1] > places[:, 0]

    def mark(column: int, span: Span | None) -> None:
        if span:
            inside = (places[:, 0] < span.end) & (places[:, 1] > span.start) & pieces
            signs[inside, column] = 1.0

    for column, name in enumerate(_SLOTS):
        mark(column, statement.slot(name))
    mark(len(_SLOTS), statement.need_sentence)
    for quotation in statement.quotations:
        mark(len(_SLOTS) + 1, quotation)
    mark(len(_SLOTS) + 2, statement.sentences[0] if statement.sentences else None)
    signs[0, len(_SLOTS) + 3] = 1.0  # the mark at the start stands for the whole text
    return signs


def statement_signs(statement: Statement, dossier: Dossier) -> Array:
    """Give what is known of a statement as a whole, float32 (len(STATEMENT_SIGNS),), each about 0..1."""
    slots = statement.slots
    has = (slots.customer, slots.problem, slots.situation, slots.need, slots.because, slots.proposal)
    values: list[float] = [float(bool(one)) for one in has]
    values += [float(slots.way), float(slots.opened), float(slots.hardship == "must")]
    values += [float(statement.format == name) for name in FORMATS]
    linked = _with_a_say(statement, dossier)
    values += [
        math.log1p(len(statement.words())) / 5,
        min(len(statement.sentences), 6) / 6,
        min(len(linked), 3) / 3,
        min(len({found.item.kind for found in linked}), 2) / 2,
        min(len(dossier.supporting), 4) / 4,
        min(len(dossier.contradicting), 3) / 3,
        min(len(figures(statement.text)), 4) / 4,
    ]
    return np.array(values, np.float32)


def _with_a_say(statement: Statement, dossier: Dossier) -> list[Found]:
    """Give the linked items that share a word with the statement, else all: what is put beside them changes nothing."""
    subject = stems(statement.words())
    bearing = [
        found for found in dossier.linked if found.stance != "related" or bears(found.read.text, subject)
    ]
    return bearing or list(dossier.linked)


def rule_signs(findings: Sequence[Finding], codes: Sequence[str]) -> Array:
    """Give how sure the rules are of each code, float32 (codes, 2): the highest confidence, and whether it is shown."""
    signs = np.zeros((len(codes), 2), np.float32)
    at = {code: row for row, code in enumerate(codes)}
    for finding in findings:
        row = at[finding.code]
        signs[row, 0] = max(signs[row, 0], finding.confidence)
        signs[row, 1] = max(signs[row, 1], float(finding.confidence >= SHOWN_FROM))
    return signs
