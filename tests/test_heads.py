"""The heads: they come with the data they were trained on, confirm, doubt and add, and are not needed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from eval.train.drafts import FOLDER, codes, digest, rows
from eval.train.drafts import drafts as read_drafts
from eval.train.fit import logistic
from eval.train.thresholds import choose
from wbcoach.coach import Coach
from wbcoach.evidence import Dossier
from wbcoach.heads import open_heads
from wbcoach.heads.calm import Calm
from wbcoach.heads.layers import pooled, probability
from wbcoach.heads.signs import PLACE_SIGNS, STATEMENT_SIGNS, place_signs, statement_signs
from wbcoach.heads.weights import load
from wbcoach.pitfall import SHOWN_FROM
from wbcoach.pitfalls import catalogue, sense
from wbcoach.settings import load as load_settings
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from eval.train.drafts import Draft
    from wbcoach.heads.weigh import Heads
    from wbcoach.library.pieces import PieceReader


@lru_cache(maxsize=1)
def drafts() -> list[Draft]:
    return read_drafts()


DRAFT = "Today, ward nurses have to ring three wards when a bed is free. Customers need a way to know of a free bed."


@pytest.fixture(scope="module")
def heads(piece_reader: PieceReader) -> Heads:
    found = open_heads(piece_reader)
    assert found is not None, "the weights in the package don't fit the reader"
    return found


def test_the_training_set_is_large_varied_and_of_its_own_domains() -> None:
    every = [row for _, row in rows()]
    assert len(every) >= 1500
    assert len({row.domain for row in every}) >= 25
    assert {row.register_ for row in every} == {
        "plain",
        "terse",
        "rambling",
        "non_native",
        "corporate",
        "casual",
    }
    assert len({row.format for row in every}) == 8
    assert all(path.name.startswith("synthetic_") for path in FOLDER.glob("*.jsonl"))


def test_every_code_has_positives_and_near_misses_to_learn_from() -> None:
    every = [row for _, row in rows()]
    assert [code for code in codes() if sum(code in row.must for row in every) < 20] == []
    assert [code for code in codes() if sum(code in row.near for row in every) < 10] == []


def test_the_weights_in_the_package_were_trained_on_the_data_beside_it() -> None:
    weights = load()
    assert weights is not None
    assert weights.recipe.data == digest(drafts())
    assert weights.recipe.codes == tuple(catalogue())


def test_no_held_statement_is_in_the_training_set() -> None:
    assert not any(draft.author in ("golden-c", "golden-e", "golden-f") for draft in drafts())


def test_without_a_reader_there_are_no_heads_and_the_rules_stand() -> None:
    assert open_heads(None) is None
    critique = Coach(load_settings().settings).critique(DRAFT)
    assert {finding.found_by for finding in critique.findings} == {("rule",)}


def test_probabilities_are_one_for_each_pitfall(heads: Heads) -> None:
    statement = Statement.parse(DRAFT)
    found, places, scores = heads.probabilities(statement, Dossier(), sense(statement, Dossier()))
    assert found.shape == (40,)
    assert scores.shape == (len(places), 40)
    assert ((found >= 0) & (found <= 1)).all()


def test_what_a_head_adds_is_local_sure_enough_and_points_into_the_text(heads: Heads) -> None:
    texts = [draft.text for draft in drafts() if draft.must][:120]
    local = []
    for text in texts:
        statement = Statement.parse(text)
        for finding in heads.weigh(statement, Dossier(), sense(statement, Dossier())):
            if finding.span is not None:
                assert text[finding.span.start : finding.span.end] == finding.span.text
            if finding.found_by == ("local",) and finding.confidence >= SHOWN_FROM:
                local.append(finding)
    assert len(local) > 8


def test_a_rule_that_its_head_doubts_is_kept_as_tentative(heads: Heads) -> None:
    doubted = confirmed = 0
    for draft in [draft for draft in drafts() if not draft.must][:120]:
        statement = Statement.parse(draft.text)
        seen = sense(statement, Dossier())
        before = {finding.code for finding in seen if finding.confidence >= SHOWN_FROM}
        weighed = heads.weigh(statement, Dossier(), seen)
        after = {finding.code for finding in weighed if finding.confidence >= SHOWN_FROM}
        assert before <= {finding.code for finding in weighed}
        doubted += len(before - after)
        confirmed += len(before & after)
    assert doubted > 0
    assert confirmed > 0


def test_signs_have_their_names_and_stay_in_bounds() -> None:
    statement = Statement.parse(DRAFT)
    places = np.array([[0, 0], [7, 11], [12, 18], [0, 0]])
    signs = place_signs(statement, places)
    assert signs.shape == (4, len(PLACE_SIGNS))
    assert signs[1, PLACE_SIGNS.index("customer")] == 1
    assert signs[0, PLACE_SIGNS.index("whole")] == 1
    assert statement_signs(statement, Dossier()).shape == (len(STATEMENT_SIGNS),)


def test_scores_are_summed_up_by_the_best_pieces_and_the_mark_at_the_start() -> None:
    scores = np.array([[9.0], [1.0], [3.0], [2.0], [9.0]], np.float32)
    assert pooled(scores)[0].tolist() == [3.0, 2.0, 2.0, 9.0]
    assert probability(np.array([-1e9, 0.0, 1e9])).round(3).tolist() == [0.0, 0.5, 1.0]


def test_a_regression_finds_what_can_be_found() -> None:
    dice = np.random.default_rng(7)
    features = dice.normal(size=(400, 5)).astype(np.float32)
    labels = (features[:, :1] > 0).astype(np.float32)
    weights, bias = logistic(features, labels, np.ones_like(labels), 1.0, 100)
    right = (probability(features @ weights + bias) > 0.5) == (labels > 0)
    assert right.mean() > 0.95


def test_a_threshold_keeps_the_precision_that_was_asked_for() -> None:
    chances = np.array([[0.9], [0.8], [0.7], [0.6], [0.5]], np.float32)
    good = np.array([[True], [True], [True], [False], [False]])
    every = np.ones(5, bool)
    assert choose(chances, good, np.ones_like(good), every, [0.9])[0] == pytest.approx(0.7)
    assert choose(chances, ~good, np.ones_like(good), every, [0.9])[0] == 2.0


def test_blas_keeps_to_one_thread_while_anybody_asks_and_gets_its_threads_back() -> None:
    blas = pytest.importorskip("threadpoolctl").ThreadpoolController().select(user_api="blas")
    calm = Calm()

    def threads() -> set[int]:
        return {library["num_threads"] for library in blas.info()}

    with blas.limit(limits=2):
        with calm.one_thread():
            with pytest.raises(KeyError), calm.one_thread():
                raise KeyError
            assert threads() == {1}
        assert threads() == {2}
