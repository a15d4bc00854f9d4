"""The intervals and tests of the harness give known values, agree with scipy and scikit-learn, and count cases once."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError
from runs import result, run_of
from sklearn.metrics import cohen_kappa_score

from eval.figures import (
    Rate,
    confidence_curve,
    confusion,
    figures,
    pitfalls,
    scorers,
    spread,
    unstable,
    verdict_kappa,
)
from eval.results import CaseResult, Marked, load, save
from eval.stats import bootstrap, calibration, cohens_kappa, mcnemar, paired_difference, wilson

SCIPY: Any = pytest.importorskip("scipy.stats")  # says nothing of its types
SHARES = st.floats(0, 1, allow_nan=False)


def scored(values: list[float], weights: list[float] | None = None) -> tuple[Any, Any]:
    counts = np.array(weights or [1.0] * len(values))
    return np.array(values) * counts, counts


@given(st.integers(0, 400), st.integers(1, 400))
def test_wilson_is_what_scipy_gives(part: int, more: int) -> None:
    whole = part + more - 1 or 1
    part = min(part, whole)
    theirs = SCIPY.binomtest(part, whole).proportion_ci(method="wilson")
    assert wilson(part, whole, z=SCIPY.norm.ppf(0.975)) == pytest.approx((theirs.low, theirs.high))


def test_wilsons_interval_holds_the_share_and_is_wide_for_few() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(9, 10)
    assert 0.55 < low < 0.9 < high < 1.0
    assert wilson(900, 1000).low > low


def test_the_bootstrap_is_near_that_of_scipy() -> None:
    values = list(np.random.default_rng(3).beta(4, 2, size=150))
    mine = bootstrap(*scored(values), rounds=9000)
    theirs = SCIPY.bootstrap(
        (values,), np.mean, method="percentile", n_resamples=9000, rng=4
    ).confidence_interval
    assert mine == pytest.approx((theirs.low, theirs.high), abs=0.004)


def test_a_bootstrap_interval_of_a_share_holds_the_truth_about_as_often_as_it_says() -> None:
    dice = np.random.default_rng(5)
    samples = (dice.random((400, 150)) < 0.8).astype(float)
    held = [low <= 0.8 <= high for low, high in (bootstrap(one, np.ones(150)) or (1, 0) for one in samples)]
    assert 0.91 < np.mean(held) < 0.98


@given(st.lists(st.tuples(SHARES, st.integers(1, 5)), min_size=1, max_size=30))
@example([(1.0, 1), (0.9999999999999999, 1)])
@example([(1.0, 1), (0.999, 1)])
def test_an_interval_lies_among_the_values_and_is_the_same_each_time(told: list[tuple[float, int]]) -> None:
    values, weights = map(list, zip(*told, strict=True))
    sums, counts = scored(values, [float(one) for one in weights])
    between = bootstrap(sums, counts, rounds=200)
    assert between == bootstrap(sums, counts, rounds=200)
    assert between is not None
    assert 0 <= between.low <= between.high <= 1
    if min(values) < 1 - 1e-6 and max(values) > 1e-6:
        assert min(values) - 1e-9 <= between.low
        assert between.high <= max(values) + 1e-9


@given(st.lists(st.tuples(SHARES, st.sampled_from([0.0, 1.0, 3.0])), min_size=2, max_size=20))
def test_there_is_an_interval_wherever_something_was_judged(told: list[tuple[float, float]]) -> None:
    sums, counts = scored(*map(list, zip(*told, strict=True)))
    assert (bootstrap(sums, counts, rounds=100) is None) == (not counts.any())


def test_all_right_is_not_taken_for_certain() -> None:
    assert bootstrap(*scored([1.0] * 12)) == wilson(12, 12)
    assert bootstrap(*scored([0.0] * 12)) == wilson(0, 12)
    assert bootstrap(np.zeros(3), np.zeros(3)) is None


def test_the_paired_interval_is_narrower_than_two_apart_and_has_the_sign_of_the_change() -> None:
    dice = np.random.default_rng(6)
    a = (dice.random(200) < 0.6).astype(float)
    b = a.copy()
    b[np.flatnonzero(a == 0)[:20]] = 1
    ones = np.ones(200)
    between = paired_difference((a, ones), (b, ones))
    alone = bootstrap(a, ones)
    assert between is not None
    assert alone is not None
    assert 0 < between.low < 0.1 < between.high
    assert between.high - between.low < alone.high - alone.low
    back = paired_difference((b, ones), (a, ones))
    assert back == pytest.approx((-between.high, -between.low))
    assert paired_difference((a, ones), (a, ones)) == (0, 0)
    assert paired_difference((a, ones), (a, ones * 0)) is None


def test_a_difference_that_most_draws_cannot_tell_has_no_interval() -> None:
    first, last = np.eye(30)[0], np.eye(30)[29]
    assert paired_difference((first * 0.5, first), (last * 0.7, last)) is None


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    [(0, 0, 1.0), (10, 2, 158 / 4096), (2, 10, 158 / 4096), (5, 5, 1.0), (6, 0, 2 / 64), (1, 0, 1.0)],
)
def test_mcnemar_gives_the_values_counted_by_hand(better: int, worse: int, p: float) -> None:
    assert mcnemar(better, worse) == pytest.approx(p)


def tables_of(pairs: list[tuple[int, int]], k: int) -> Any:
    tables = np.zeros((len(pairs), k, k))
    for number, (one, other) in enumerate(pairs):
        tables[number, one, other] = 1
    return tables


def test_kappa_of_a_textbook_table_is_two_fifths() -> None:
    pairs = [(0, 0)] * 20 + [(0, 1)] * 5 + [(1, 0)] * 10 + [(1, 1)] * 15
    kappa = cohens_kappa(tables_of(pairs, 2))
    assert kappa is not None
    assert kappa.value == pytest.approx(0.4)
    assert kappa.agreed == pytest.approx(0.7)
    # Fleiss, Cohen and Everitt's large-sample error of this table is .127.
    assert (kappa.low, kappa.high) == pytest.approx((0.4 - 1.96 * 0.127, 0.4 + 1.96 * 0.127), abs=0.03)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40))
def test_kappa_is_what_scikit_learn_gives(pairs: list[tuple[int, int]]) -> None:
    first, second = zip(*pairs, strict=True)
    kappa = cohens_kappa(tables_of(pairs, 3), rounds=50)
    if len({*first, *second}) == 1:
        assert kappa is None
    elif kappa is not None:
        assert kappa.value == pytest.approx(cohen_kappa_score(first, second, labels=[0, 1, 2]))
        assert kappa.low <= kappa.high


def test_full_agreement_leaves_room_for_doubt() -> None:
    kappa = cohens_kappa(tables_of([(0, 0)] * 5 + [(1, 1)] * 5, 2))
    assert kappa is not None
    assert kappa.value == kappa.high == 1.0
    assert 0.3 < kappa.low < 0.6


def test_calibration_of_a_few_findings_is_that_counted_by_hand() -> None:
    told = calibration([0.9, 0.9, 0.9, 0.9, 0.55, 0.0], [True, True, True, False, True, False])
    assert told is not None
    assert [(one.low, one.high, one.count) for one in told.bins] == [
        (0, 0.1, 1),
        (0.5, 0.6, 1),
        (0.8, 0.9, 4),
    ]
    assert told.bins[2].right == pytest.approx(0.75)
    assert told.bins[2].between == wilson(3, 4)
    assert told.error == pytest.approx((4 * 0.15 + 0.45) / 6)
    assert told.brier == pytest.approx((3 * 0.01 + 0.81 + 0.45**2) / 6)
    assert calibration([], []) is None


@pytest.mark.parametrize(
    ("sure", "edge"), [*((tenth / 10, tenth / 10) for tenth in range(1, 11)), (0.1 + 0.2, 0.3)]
)
def test_a_confidence_on_an_edge_is_in_the_bin_below(sure: float, edge: float) -> None:
    told = calibration([sure], [True])
    assert told is not None
    assert told.bins[0].high == edge


@given(st.lists(st.tuples(SHARES, st.booleans()), min_size=1, max_size=60))
def test_the_bins_hold_every_finding_and_the_error_is_a_share(told: list[tuple[float, bool]]) -> None:
    sure, right = zip(*told, strict=True)
    curve = calibration(sure, right)
    assert curve is not None
    assert sum(one.count for one in curve.bins) == len(told)
    assert 0 <= curve.error <= 1
    assert all(one.low - 1e-9 <= one.confidence <= one.high + 1e-9 for one in curve.bins)


def test_a_figure_counts_by_weight_and_says_on_how_many_cases() -> None:
    heavy = CaseResult(
        id="A", task="findings", split="tuned", marks={"precision": Marked(value=0.25, weight=4)}
    )
    found = figures([heavy, result("B", {"precision": 1.0}), result("C", {"verdict": 1.0})])
    assert found["precision"].value == pytest.approx(2 / 5)
    assert (found["precision"].cases, found["precision"].weight) == (2, 5)
    assert found["verdict"].between == wilson(1, 1)


@given(st.lists(SHARES, min_size=3, max_size=12), st.integers(2, 5))
def test_more_epochs_of_the_same_answers_make_no_interval_narrower(values: list[float], epochs: int) -> None:
    once = [result(f"C{number}", {"recall": value}) for number, value in enumerate(values)]
    often = [one.model_copy(update={"epoch": epoch}) for one in once for epoch in range(1, epochs + 1)]
    first, second = figures(once)["recall"], figures(often)["recall"]
    assert second.value == pytest.approx(first.value)
    assert second.between == pytest.approx(first.between)
    assert second.cases == first.cases


def test_pitfalls_are_counted_by_statement_and_epochs_share_one() -> None:
    labels: dict[str, Any] = {"musts": ("S01",), "listed": ("S01", "N01"), "forbidden": ("P01",)}
    cases = [
        result("A", shown=("S01", "P01"), **labels),
        result("A", shown=("N01",), epoch=2, **labels),
        result("B", shown=("S01",)),
        result("C", error="timed out", **labels),
        result("D", task="retrieval", **labels),
    ]
    found = {one.code: one for one in pitfalls(cases)}
    assert found["S01"].recall == Rate(0.5, 1)
    assert found["S01"].precision == Rate(0.5, 1.5)
    assert found["P01"].alarms == Rate(0.5, 1)
    assert found["P01"].precision.value == 0
    assert found["N01"].recall.value is None


def test_verdicts_are_counted_and_errors_are_not() -> None:
    cases = [
        result("A", verdict="ready", labelled_verdict="ready"),
        result("B", verdict="revise", labelled_verdict="rethink"),
        result("C", labelled_verdict="revise"),
        result("D", labelled_verdict="revise", error="refused"),
        result("E", verdict="ready"),
    ]
    assert confusion(cases) == {("ready", "ready"): 1, ("rethink", "revise"): 1, ("revise", "none"): 1}
    kappa = verdict_kappa(cases)
    assert kappa is not None
    assert kappa.agreed == pytest.approx(1 / 3)


def test_confidence_is_set_against_the_labels() -> None:
    curve = confidence_curve(
        [result("A", listed=("S01",), confidence={"S01": 0.9, "D01": 0.9}), result("B", confidence={})]
    )
    assert curve is not None
    assert curve.bins[0].right == pytest.approx(0.5)
    assert curve.count == 2
    assert confidence_curve([result("B")]) is None


def test_cases_that_differ_between_epochs_are_named_scorer_by_scorer() -> None:
    cases = [
        result("A", {"recall": 1.0, "verdict": 1.0}),
        result("A", {"recall": 0.5, "verdict": 1.0}, epoch=2),
        result("B", {"recall": 1.0}),
        result("B", {}, epoch=2),
        result("C", {"recall": 1.0}),
        result("C", epoch=2, error="timed out"),
        result("D", {"recall": 0.0}),
        result("D", {"recall": 0.0}, epoch=2),
    ]
    assert [(one.id, one.name, one.values) for one in unstable(cases)] == [
        ("A", "recall", (1.0, 0.5)),
        ("B", "recall", (1.0, None)),
    ]
    assert scorers(cases) == ["recall", "verdict"]
    wide = {one.name: one for one in spread(cases)}
    assert wide["recall"].values == pytest.approx((0.75, 0.25))
    assert wide["recall"].width == pytest.approx(0.5)
    assert spread([one for one in cases if one.epoch == 1]) == []


def test_a_run_is_read_as_it_was_written(tmp_path: Path) -> None:
    run = run_of(
        result("A", {"recall": 1 / 3}, shown=("S01",), confidence={"S01": 0.7}, error="été"),
        left_out={"B": "stands in the training data"},
    )
    save(run, tmp_path / "run.json")
    assert load(tmp_path / "run.json") == run
    text = (tmp_path / "run.json").read_text("utf-8")
    assert '"schema": "wbcoach.eval/1"' in text
    assert '"created": "2026-11-27T10:00:00Z"' in text
    assert list(tmp_path.iterdir()) == [tmp_path / "run.json"]


def test_a_run_that_is_not_of_the_shape_is_refused() -> None:
    with pytest.raises(ValidationError, match="stands twice"):
        run_of(result("A"), result("A"))
    with pytest.raises(ValidationError, match="both tuned and held"):
        run_of(result("A"), result("A", split="held", epoch=2))
    for value in (1.1, -0.1, math.nan):
        with pytest.raises(ValidationError):
            Marked(value=value)
