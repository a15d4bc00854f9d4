"""The heads at work: what the rules saw is weighed with what MiniLM reads, pitfall by pitfall. Imports numpy, so import it late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from wbcoach.critique import Finding
from wbcoach.grammar import Span
from wbcoach.heads.calm import CALM
from wbcoach.heads.layers import piece_features, piece_scores, pooled, probability, whole_features
from wbcoach.heads.signs import place_signs, rule_signs, statement_signs
from wbcoach.pitfall import SHOWN_FROM, Hit
from wbcoach.pitfalls import catalogue, is_silent, to_finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.evidence import Dossier
    from wbcoach.heads.weights import Weights
    from wbcoach.library.pieces import PieceReader
    from wbcoach.statement import Statement

    Array = np.ndarray[Any, np.dtype[np.float32]]
    Places = np.ndarray[Any, np.dtype[np.int64]]

_UNSURE = SHOWN_FROM - 0.05
_TENTATIVE_FROM = 0.2
_DROP = 3.0  # how far a neighbour's score may lie below the best and still belong to the span
_GAP = 2
_LAST = 384  # where the states of the last layer begin


@dataclass(frozen=True)
class Heads:
    """All heads; safe to share between threads."""

    weights: Weights
    reader: PieceReader

    def probabilities(
        self, statement: Statement, dossier: Dossier, seen: Sequence[Finding]
    ) -> tuple[Array, Places, Array]:
        """Weigh every pitfall for one statement.

        Returns:
            Probabilities (codes,), where the word pieces stand (tokens, 2), and their scores (tokens, codes).
        """
        places, states = self.reader.read(statement.text)
        weights = self.weights
        features = piece_features(states, place_signs(statement, places))
        with CALM.one_thread():
            scores = piece_scores(
                features, (weights.shared, weights.shared_bias), (weights.pieces, weights.pieces_bias)
            )
        rules = rule_signs(seen, weights.recipe.codes)
        found = whole_features(pooled(scores), rules, statement_signs(statement, dossier))
        logits = np.einsum("cn,cn->c", found, weights.whole) + weights.whole_bias
        return probability(logits), places, scores

    def nearness(self, one: str, other: str) -> float:
        """Give the cosine of two texts, -1 to 1, as MiniLM embeds them: the mean of the last layer's states."""
        means = [self.reader.read(text)[1][:, _LAST:].mean(axis=0) for text in (one, other)]
        return float(means[0] @ means[1] / (np.linalg.norm(means[0]) * np.linalg.norm(means[1])))

    def weigh(self, statement: Statement, dossier: Dossier, seen: Sequence[Finding]) -> list[Finding]:
        """Confirm, doubt or add findings: a rule's stays shown only where its head agrees, a head's own is `local`.

        A rule that is doubted is kept as tentative, and so is a head's own finding below its threshold.
        """
        probabilities, places, scores = self.probabilities(statement, dossier, seen)
        weighed: list[Finding] = []
        by_code: dict[str, list[Finding]] = {}
        for finding in seen:
            by_code.setdefault(finding.code, []).append(finding)
        for column, code in enumerate(self.weights.recipe.codes):
            chance = float(probabilities[column])
            own = by_code.get(code, [])
            keep = self.weights.recipe.keep_from.get(code, 0.0)
            add = self.weights.recipe.shown_from.get(code)
            weighed += [_agreed(finding, chance, keep, add) for finding in own]
            if own or add is None or chance < _TENTATIVE_FROM or is_silent(statement, code, dossier):
                continue
            span = _span(statement, places, scores[:, column])
            confidence = max(chance, SHOWN_FROM) if chance >= add else min(chance, _UNSURE)
            added = to_finding(catalogue()[code], statement, dossier, Hit(span, round(confidence, 2)))
            weighed.append(added.model_copy(update={"found_by": ("local",)}))
        return weighed


def _agreed(finding: Finding, chance: float, keep: float, add: float | None) -> Finding:
    """Let the head confirm a rule's finding, lift one that was unsure, or put it back among the tentative."""
    if finding.confidence >= SHOWN_FROM:
        if chance >= keep:
            found_by = ("rule", "local") if add is not None and chance >= add else ("rule",)
            return finding.model_copy(update={"found_by": found_by})
        return finding.model_copy(update={"confidence": _UNSURE})
    if add is not None and chance >= add:
        return finding.model_copy(
            update={"confidence": round(max(chance, SHOWN_FROM), 2), "found_by": ("rule", "local")}
        )
    return finding


def _span(statement: Statement, places: Places, scores: Array) -> Span | None:
    """Take the words around the best piece; None where the mark at the start, the text as a whole, is the best."""
    best = int(np.argmax(scores))
    real = places[:, 1] > places[:, 0]
    if not real[best]:
        return None
    floor = scores[best] - _DROP
    first = last = best
    for step in (-1, 1):
        at, missed = best, 0
        while 0 <= at + step < len(scores) and real[at + step] and missed <= _GAP:
            at += step
            if scores[at] >= floor:
                first, last, missed = min(first, at), max(last, at), 0
            else:
                missed += 1
    start, end = int(places[first, 0]), int(places[last, 1])
    words = [word for word in statement.words() if word.start < end and word.end > start]
    if not words:
        return Span(start, end)
    return Span(words[0].start, words[-1].end)
