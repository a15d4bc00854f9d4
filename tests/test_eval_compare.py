"""Two runs are compared case by case, and a gate says exactly what fell and which cases got worse."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from runs import result, run_of

from eval.baseline import Baseline, bless, fail_under, no_regression
from eval.changes import as_text, show
from eval.compare import compare
from eval.results import CaseResult, Marked, RunResult
from wbcoach.errors import InputError


def many(right: int, split: str = "held", critic: str = "rules", of: int = 60) -> RunResult:
    """Make a run in which the first `right` cases have their verdict right."""
    cases = [
        result(f"C{number:02d}", {"verdict": float(number < right)}, split=split) for number in range(of)
    ]
    return run_of(*cases, critic=critic)


def test_figures_are_compared_over_the_cases_that_both_runs_have() -> None:
    a = run_of(
        result("A", {"verdict": 0.0}),
        result("B", {"verdict": 1.0}),
        result("X", {"verdict": 0.0}),
        critic="one",
    )
    b = run_of(
        result("A", {"verdict": 1.0}),
        result("B", {"verdict": 1.0}),
        result("Y", {"verdict": 0.0}),
        critic="two",
    )
    told = compare(a, b)
    (figure,) = told.figures
    assert (told.pairs, figure.split, figure.name) == (2, "tuned", "verdict")
    assert (figure.a, figure.b, figure.difference) == (0.5, 1.0, 0.5)
    assert (figure.better, figure.worse, figure.p) == (1, 0, 1.0)
    assert (told.only_a, told.only_b) == (("X (findings)",), ("Y (findings)",))


def test_changed_cases_are_told_both_ways_with_both_whys() -> None:
    a = run_of(result("A", {"verdict": 0.0}), result("B", {"verdict": 1.0}), result("C", {"recall": 0.5}))
    worse = result("B").model_copy(update={"marks": {"verdict": Marked(value=0, why="said ready")}})
    told = compare(a, run_of(result("A", {"verdict": 1.0}), worse, result("C")))
    assert [(one.id, one.a, one.b) for one in told.better] == [("A", 0.0, 1.0)]
    assert [(one.id, one.why_a, one.why_b) for one in told.worse] == [("B", "verdict of B", "said ready")]
    assert [(one.id, one.a, one.b) for one in told.moved] == [("C", 0.5, None)]
    assert next(one for one in told.figures if one.name == "recall").b is None


def test_the_whys_of_held_cases_stay_out() -> None:
    told = compare(
        run_of(result("A", {"verdict": 0.0}, split="held")),
        run_of(result("A", {"verdict": 1.0}, split="held")),
    )
    assert (told.better[0].why_a, told.better[0].why_b) == ("", "")
    assert "verdict of A" not in as_text(told)


def test_a_case_that_was_used_up_is_compared_where_it_is_filed_now() -> None:
    a = run_of(result("A", {"verdict": 0.0}, split="held"), result("B", {"verdict": 1.0}, split="held"))
    b = run_of(result("A", {"verdict": 1.0}), result("B", {"verdict": 1.0}, split="held"))
    told = compare(a, b)
    assert {one.split: (one.a, one.b) for one in told.figures} == {"held": (1.0, 1.0), "tuned": (0.0, 1.0)}
    assert [(one.split, one.why_a, one.why_b) for one in told.better] == [("tuned", "", "")]


def test_a_sure_change_has_an_interval_beside_nought_and_a_small_p() -> None:
    (figure,) = compare(many(30), many(42)).figures
    assert figure.between is not None
    assert 0 < figure.between.low < 0.2 < figure.between.high
    assert figure.p == pytest.approx(2 / 2**12)
    (back,) = compare(many(42), many(30)).figures
    assert back.between is not None
    assert back.between.high < 0


def test_epochs_are_paired_and_a_case_counts_once_for_the_test() -> None:
    def run(*values: float) -> RunResult:
        return run_of(
            *(result("A", {"verdict": value}, epoch=number) for number, value in enumerate(values, 1)),
            result("B", {"verdict": 1.0}),
        )

    told = compare(run(0.0, 0.0, 1.0), run(1.0, 1.0, 1.0))
    (better,) = told.better
    assert (better.id, better.b) == ("A", 1.0)
    assert better.a == pytest.approx(1 / 3)
    assert (told.figures[0].better, told.figures[0].p) == (1, 1.0)
    assert compare(run(0.0, 1.0), run(1.0, 0.0)).better == ()
    assert compare(run(1.0, 1.0), run(1.0)).only_a == ("A (findings, epoch 2)",)


def test_the_order_of_epochs_makes_no_change() -> None:
    def run(*values: float) -> RunResult:
        return run_of(
            *(result("A", {"recall": value}, epoch=number) for number, value in enumerate(values, 1))
        )

    told = compare(run(0.1, 0.2, 0.3), run(0.3, 0.2, 0.1))
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    assert (told.better, told.worse) == ((), ())


def test_shares_have_no_p_and_count_by_weight() -> None:
    def run(value: float) -> RunResult:
        marks = {"precision": Marked(value=value, weight=3)}
        return run_of(CaseResult(id="A", task="findings", split="held", marks=marks))

    (figure,) = compare(run(1 / 3), run(2 / 3)).figures
    assert figure.p is None
    assert figure.difference == pytest.approx(1 / 3)


def test_an_error_is_not_taken_for_a_nought() -> None:
    failed = result("A", error="timed out")
    told = compare(run_of(result("A", {"verdict": 1.0})), run_of(failed))
    assert (told.pairs, told.worse, told.only_a) == (0, (), ("A (findings)",))


def test_a_pipe_gets_a_plain_table_and_a_terminal_a_drawn_one(monkeypatch: pytest.MonkeyPatch) -> None:
    told = compare(many(30, "tuned"), many(42, "tuned", critic="[bold]heads"))
    piped = io.StringIO()
    show(told, piped)
    assert piped.getvalue() == as_text(told) + "\n"
    line = next(line for line in piped.getvalue().splitlines() if line.startswith("tuned verdict"))
    assert line.split()[:5] == ["tuned", "verdict", "0.500", "0.700", "+0.200"]
    assert (
        "better: 12\n  tuned verdict C30 (findings): 0.000 -> 1.000\n    verdict of C30" in piped.getvalue()
    )

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", "140")
    drawn = Terminal()
    show(told, drawn)
    assert "tuned verdict" in drawn.getvalue()
    assert "[bold]heads" in drawn.getvalue()
    assert "─" in drawn.getvalue()


@pytest.fixture
def blessed(tmp_path: Path) -> Baseline:
    return bless(many(42), "first figures", {"verdict": 0.6}, tmp_path / "b.json", date(2026, 11, 27))


def test_a_baseline_keeps_figures_and_marks_and_no_words(tmp_path: Path) -> None:
    run = run_of(
        result("A", {"verdict": 1.0, "recall": 1 / 3}, shown=("S01",)),
        result("B", {"verdict": 0.0}, split="held"),
    )
    path = tmp_path / "b.json"
    written = bless(run, " after the heads ", path=path, today=date(2026, 11, 27))
    assert Baseline.read(path) == written
    assert written.reason == "after the heads"
    text = path.read_text("utf-8")
    assert "verdict of" not in text
    assert (
        '  ["A", "findings", "tuned", 1, "f3faf284", [[1.0, 1.0], [0.3333333333333333, 1.0]]]'
        in text.splitlines()[-4]
    )
    assert json.loads(text)["figures"]["held"]["verdict"]["value"] == 0.0
    again = compare(written.as_run(), run)
    assert (again.better, again.worse, again.moved, again.only_a, again.only_b) == ((), (), (), (), ())


def test_what_cannot_be_a_baseline_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    with pytest.raises(ValueError, match="Say why"):
        bless(many(42), "  ", path=path)
    with pytest.raises(ValueError, match=r"ended in an error: 1 \(A\)"):
        bless(run_of(result("A", error="refused")), "why not", path=path)
    with pytest.raises(ValueError, match=r"held verdict is 0.700 .* at least 0.900"):
        bless(many(42), "why not", {"verdict": 0.9}, path=path)
    assert not path.exists()
    path.write_text('{"schema": "wbcoach.eval/1"}')
    with pytest.raises(InputError, match=r"'wbcoach.eval/1', and 'wbcoach.baseline/2' is read here"):
        Baseline.read(path)


def test_the_same_run_passes_and_so_does_a_better_one(blessed: Baseline) -> None:
    assert no_regression(many(42), blessed) == []
    assert no_regression(many(60), blessed) == []


def test_one_case_worse_is_within_chance_and_many_are_a_regression(blessed: Baseline) -> None:
    assert no_regression(many(41), blessed) == []
    (told,) = no_regression(many(36), blessed)
    assert told.startswith("held verdict fell from 0.700 to 0.600, by 0.100 [0.")
    assert told.endswith("cases better: 0, worse: 6 (C36, C37, C38, C39, C40, C41)")


def test_a_broken_floor_is_told_beside_the_fall_and_long_lists_are_cut(blessed: Baseline) -> None:
    floor, fell = no_regression(many(30), blessed)
    assert floor.startswith("held verdict is 0.500 [0.")
    assert floor.endswith("over 60 cases, and has to be at least 0.600")
    assert fell.endswith("worse: 12 (C30, C31, C32, C33, C34, C35, C36, C37, C38, C39 and 2 more)")


def test_leaving_hard_cases_out_does_not_pass(blessed: Baseline) -> None:
    easy = many(42).model_copy(update={"cases": many(42).cases[:42]})
    (told,) = no_regression(easy, blessed)
    assert told.startswith("missing, though in the baseline: 18 (C42 (findings), C43")


def test_an_errored_case_or_another_critic_does_not_pass(blessed: Baseline) -> None:
    run = many(42)
    failed = run.cases[0].model_copy(update={"marks": {}, "error": "timed out"})
    told = no_regression(run.model_copy(update={"cases": (failed, *run.cases[1:])}), blessed)
    assert told[0] == "ended in an error: 1 (C00)"
    assert no_regression(many(42, critic="heads"), blessed) == [
        "the baseline is of 'rules', the run of 'heads'"
    ]


def relabelled(run: RunResult, name: str) -> RunResult:
    cases = (
        one.model_copy(update={"musts": ("S01",), "marks": {"verdict": Marked(value=0)}})
        if one.id == name
        else one
        for one in run.cases
    )
    return run.model_copy(update={"cases": tuple(cases)})


def test_a_case_that_was_labelled_anew_is_not_compared_but_named(blessed: Baseline) -> None:
    now = relabelled(many(42), "C07")
    assert no_regression(now, blessed) == [
        "labelled anew since the baseline, so bless again: 1 (C07 (findings))"
    ]
    told = compare(many(42), now)
    assert (told.pairs, told.worse, told.relabelled) == (59, (), ("C07 (findings)",))
    assert "labelled anew, not compared: 1: C07 (findings)" in as_text(told)


def test_the_order_of_labels_means_nothing() -> None:
    one, other = (result("A", musts=codes, listed=codes) for codes in (("S01", "D01"), ("D01", "S01")))
    assert one.labels == other.labels != result("A", musts=("S01", "D01")).labels


def test_a_scorer_that_no_longer_marks_anything_does_not_pass(blessed: Baseline) -> None:
    bare = many(42)
    bare = bare.model_copy(
        update={"cases": tuple(one.model_copy(update={"marks": {}}) for one in bare.cases)}
    )
    assert no_regression(bare, blessed) == [
        "held verdict has to be at least 0.600, and no case has that mark",
        "held verdict was 0.700, and no case has that mark now",
    ]


def test_floors_look_at_one_split_alone() -> None:
    assert fail_under(many(60, "held"), {"verdict": 1.0}) == []
    assert len(fail_under(many(60, "tuned"), {"verdict": 0.5})) == 1
    assert fail_under(many(60, "tuned"), {"verdict": 0.5}, split="tuned") == []
    assert "at least 0.990" in fail_under(many(59), {"verdict": 0.99})[0]


def test_a_share_that_moves_without_a_worse_case_is_told_as_such_and_only_where_decimals_show_it(
    tmp_path: Path,
) -> None:
    def judged(fewer: int) -> RunResult:
        """Ten findings of each of 100 cases, those of the last ten wrong; of the first ones one right one is gone."""
        marks = [
            Marked(value=float(number < 90), weight=9 if number < fewer else 10) for number in range(100)
        ]
        cases = (result(f"C{number:03d}", split="held") for number in range(100))
        return run_of(
            *(
                one.model_copy(update={"marks": {"precision": mark}})
                for one, mark in zip(cases, marks, strict=True)
            )
        )

    before = bless(judged(0), "the first one", path=tmp_path / "baseline.json")
    assert no_regression(judged(4), before) == []
    (told,) = no_regression(judged(12), before)
    assert "by 0.001 [0." in told
    assert told.endswith(
        "cases better: 0, worse: 0, so what fell is the share: less that is right was judged, or more that is wrong"
    )
