"""Searches are marked by the formula, and the study of them runs for real."""

from __future__ import annotations

import gc
import math
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from eval.inspecting import run_study
from eval.report import study_table
from eval.results import CaseResult, Marked
from eval.scorers.retrieval import marks, ndcg, recall
from eval.tasks.retrieval import ALONE, Questions, questions, ranked, retrieval

if TYPE_CHECKING:
    from pathlib import Path

    from wbcoach.library.embed import Embedder


class TestRankings:
    def test_ndcg_by_hand(self) -> None:
        # gains 3 and 1: found at places 2 and 4 of the ranking, best at 1 and 2
        got = 3 / math.log2(3) + 1 / math.log2(5)
        best = 3 / math.log2(2) + 1 / math.log2(3)
        assert ndcg(["x", "a", "y", "b"], {"a": 2, "b": 1}) == pytest.approx(got / best)

    def test_the_best_order_has_1_and_grades_tell_orders_apart(self) -> None:
        grades = {"a": 2, "b": 1}
        assert ndcg(["a", "b", "x"], grades) == pytest.approx(1.0)
        assert 0 < ndcg(["b", "a", "x"], grades) < 1
        assert recall(["b", "a", "x"], grades) == 1.0

    def test_nothing_found_and_what_stands_below_the_tenth_has_0(self) -> None:
        late = [*"qrstuvwxyz", "a"]
        assert ndcg([], {"a": 2}) == 0.0
        assert ndcg(late, {"a": 2}) == recall(late, {"a": 2}) == 0.0
        assert recall(late[1:], {"a": 2}) == 1.0

    def test_more_than_ten_answers_can_still_be_ranked_perfectly(self) -> None:
        grades = dict.fromkeys("abcdefghijkl", 2)
        assert ndcg(list(grades), grades) == pytest.approx(1.0)
        assert recall(list(grades), grades) == pytest.approx(10 / 12)

    def test_an_id_that_stands_twice_gains_once(self) -> None:
        assert ndcg(["a", "a"], {"a": 2}) == pytest.approx(1.0)
        assert ndcg(["a", "a", "b"], {"a": 2, "b": 2}) == pytest.approx(1.0)

    def test_a_query_that_nothing_answers_is_refused(self) -> None:
        for measure in (ndcg, recall):
            with pytest.raises(ValueError, match="no grade is above 0"):
                measure(["a"], {"a": 0})

    def test_the_whys_name_what_was_missed_and_where_the_rest_stood(self) -> None:
        given = marks(["x", "a"], {"a": 2, "b": 1})
        assert given["ndcg"].why == "a at 2; missed b"
        assert given["recall"].why == "missed b"
        assert given["recall"].value == 0.5


class TestQuestions:
    def test_an_answer_that_is_no_document_is_refused(self) -> None:
        with pytest.raises(ValidationError, match=r"no documents: \['B'\]"):
            Questions.model_validate(
                {"documents": {"A": "x"}, "queries": [{"ask": "x", "answers": {"B": 2}}]}
            )

    # inspect-ai leaves streams of its own open; they are collected here, so that no later test is blamed
    @pytest.mark.filterwarnings("ignore:Exception ignored in. <function MemoryObject")
    def test_three_questions_for_real(self, embedder: Embedder, tmp_path: Path) -> None:
        whole = questions()
        three = whole.model_copy(update={"queries": whole.queries[:3]})
        results = run_study(retrieval(embedder, three), tmp_path)
        gc.collect()
        assert [one.id for one in results] == ["query-01", "query-02", "query-03"]
        assert not any(one.error for one in results)
        for one in results:
            assert one.marks.keys() == {"ndcg", "recall", ALONE}
            assert 0 < one.marks["ndcg"].value <= 1
        assert results[0].marks["recall"].why == "missed R02"

    def test_without_an_embedder_there_are_words_alone(self) -> None:
        whole = questions()
        [given] = ranked(whole.model_copy(update={"queries": whole.queries[-1:]}), None)
        assert given.keys() == {ALONE}
        assert given[ALONE].value == 1.0


def test_a_table_tells_splits_apart_and_lists_no_held_case() -> None:
    def result(name: str, split: str, mark: Marked) -> CaseResult:
        return CaseResult.model_validate(
            {"id": name, "task": "evidence", "split": split, "marks": {"found": mark}}
        )

    told = study_table(
        [
            result("E1", "tuned", Marked(value=0.0, why="missed a", weight=1)),
            result("E2", "held", Marked(value=0.5, why="missed b", weight=4)),
        ]
    )
    lines = [line.split() for line in told.splitlines()]
    assert ["evidence.found", "held", ".500", "[.500,", ".500]", "1"] in lines
    assert ["evidence.found", "tuned", ".000", "[.000,", ".793]", "1"] in lines
    assert "missed a" in told
    assert "missed b" not in told
