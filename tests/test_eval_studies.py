"""Studies are filed by the split of each case, blessed, compared and gated like any other figure."""

from __future__ import annotations

import multiprocessing
import signal
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from runs import result, run_of

from eval import baseline, studies
from eval.__main__ import main
from eval.adversarial import gaming, hostile, numbers, obeying
from eval.baseline import Baseline, bless, fail_under, no_regression
from eval.changes import as_text
from eval.compare import compare
from eval.costs import cost_table, took
from eval.figures import figures
from eval.golden import load
from eval.inspecting import run_study
from eval.page import page
from eval.report import study_table
from eval.results import CaseResult, Marked, RunResult, save
from eval.results import load as load_run
from eval.run import Results, _beside, _studied
from eval.tasks.study import Study
from wbcoach.grounding import unsupported_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from eval.golden import Case
    from eval.marks import Mark
    from wbcoach.coach import Coach


def study_of(task: str, values: list[float], split: str = "tuned", name: str = "kept") -> list[CaseResult]:
    return [
        CaseResult.model_validate(
            {"id": f"{task}-{n}", "task": task, "split": split, "marks": {name: {"value": value}}}
        )
        for n, value in enumerate(values)
    ]


def claims(coach: Coach) -> list[tuple[str, dict[str, Mark]]]:
    return numbers.run(coach)[::6]


class TestSplits:
    def test_a_study_files_each_case_under_its_own_split(self, tmp_path: Path) -> None:
        some = {one.id: one.split for one in hostile.load().plants[-2:] + hostile.load().plants[:2]}

        def two(coach: Coach) -> list[tuple[str, dict[str, Mark]]]:
            whole = hostile.load()
            chosen = whole.model_copy(update={"plants": tuple(one for one in whole.plants if one.id in some)})
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(hostile, "load", lambda: chosen)
                return hostile.run(coach)

        splits = {f"hostile-{name}": split for name, split in some.items()}
        found = run_study(studies.made("hostile", two, splits), tmp_path)
        assert {one.id: one.split for one in found} == splits

    def test_planted_orders_and_gamed_drafts_are_held_where_their_files_say_so(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            hostile, "run", lambda _coach: [(f"hostile-{one.id}", {}) for one in hostile.load().plants]
        )
        planted = [f"obeying-{one.id}-{place}" for one in hostile.load().plants for place in obeying.PLACES]
        monkeypatch.setattr(obeying, "sampled", lambda _coach: [(name, {}) for name in planted])
        monkeypatch.setattr(gaming, "run", lambda _coach: [(f"gaming-{one.id}", {}) for one in gaming.load()])
        by_name: dict[str, Study] = {}
        for one in studies.studies():
            by_name[one.name] = one
            if one.name == "gaming":
                break
        for name, loaded in (
            ("hostile", hostile.load().plants),
            ("obeying", [one for one in hostile.load().plants for _ in obeying.PLACES]),
            ("gaming", gaming.load()),
        ):
            study = by_name[name]
            given = Counter(study.split_of(case) for case in study.cases)
            assert given == Counter(one.split for one in loaded)
            assert given["held"] >= 20
        assert {by_name["quotes"].split_of(case) for case in by_name["quotes"].cases} == {"tuned"}

    def test_tables_and_figures_keep_the_splits_apart(self) -> None:
        cases = [*study_of("hostile", [1.0, 0.0], "held"), *study_of("gaming", [1.0, 1.0, 1.0])]
        told = study_table(cases, {"hostile.kept": 0.85}).splitlines()
        assert told[1].split() == ["hostile.kept", "held", ".500", "[.000,", "1.000]", "2", ">=", ".850"]
        assert told[2].split()[:3] == ["gaming.kept", "tuned", "1.000"]
        assert not any("hostile-" in line for line in told)


class TestNames:
    def test_marks_of_the_same_name_in_two_tasks_are_two_figures(self) -> None:
        cases = [result("A", {"recall": 1.0}), *study_of("retrieval", [0.5], name="recall")]
        assert {name: one.value for name, one in figures(cases).items()} == {
            "recall": 1.0,
            "retrieval.recall": 0.5,
        }

    def test_no_interval_hangs_on_which_studies_were_run(self) -> None:
        main_task = [result(f"C{n}", {"recall": n % 3 / 2}) for n in range(20)]
        beside = study_of("quotes", [1.0, 0.0] * 30)
        assert figures([*main_task, *beside])["recall"] == figures(main_task)["recall"]

    def test_the_labels_of_a_study_s_case_tell_that_it_was_labelled_anew(self) -> None:
        plain = result("A", musts=("S01",))
        assert plain.model_copy(update={"labelled": ("E1 supports",)}).labels != plain.labels


class TestGates:
    def test_a_floor_takes_a_figure_of_a_study_whatever_its_split(self) -> None:
        run = run_of(result("A", {"recall": 1.0}, split="held"), *study_of("quotes", [1.0] * 9 + [0.0]))
        assert fail_under(run, {"quotes.kept": 0.9, "recall": 0.9}) == []
        (told,) = fail_under(run, {"quotes.kept": 1.0})
        assert told.startswith("tuned quotes.kept is 0.900 [0.")
        assert told.endswith("over 10 cases, and has to be at least 1.000")

    def test_held_cases_of_a_study_decide_where_there_are_any(self) -> None:
        run = run_of(*study_of("hostile", [0.0], "held"), *study_of("plain", [1.0]))
        tuned = [
            one.model_copy(update={"id": f"t{one.id}", "split": "tuned"})
            for one in study_of("hostile", [1.0] * 9)
        ]
        both = run.model_copy(update={"cases": (*run.cases, *tuned)})
        (told,) = fail_under(both, {"hostile.kept": 0.5})
        assert told.startswith("held hostile.kept is 0.000")

    def test_a_floor_of_a_study_that_was_not_run_does_not_pass(self) -> None:
        (told,) = fail_under(run_of(result("A")), {"quotes.kept": 1.0})
        assert "the run has no study 'quotes', see --studies" in told

    def test_a_blessed_study_is_kept_with_its_interval_and_a_fall_is_told(self, tmp_path: Path) -> None:
        def run(wrong: int) -> RunResult:
            values = [float(n >= wrong) for n in range(40)]
            return run_of(result("A", {"recall": 1.0}, split="held"), *study_of("quotes", values))

        blessed = bless(run(1), "with studies", {"quotes.kept": 0.5}, tmp_path / "b.json")
        kept = blessed.figures["tuned"]["quotes.kept"]
        assert (kept.value, kept.cases) == (39 / 40, 40)
        assert kept.low < kept.value < kept.high
        assert Baseline.read(tmp_path / "b.json").as_run().cases[1].figures == {
            "quotes.kept": Marked(value=0.0)
        }
        assert no_regression(run(1), blessed) == []
        floor, fell = no_regression(run(30), blessed)
        assert floor.startswith("tuned quotes.kept is 0.250")
        assert fell.startswith("tuned quotes.kept fell from 0.975 to 0.250")

    def test_a_study_that_is_missing_and_one_that_was_never_blessed_are_told_once(
        self, tmp_path: Path
    ) -> None:
        main_task = result("A", {"recall": 1.0}, split="held")
        blessed = bless(
            run_of(main_task, *study_of("quotes", [1.0] * 5)), "x", {"quotes.kept": 1.0}, tmp_path / "b.json"
        )
        assert no_regression(run_of(main_task), blessed) == [
            "in the baseline and not in this run, see --studies: quotes"
        ]
        new = run_of(main_task, *study_of("quotes", [1.0] * 5), *study_of("chat", [0.0]))
        assert no_regression(new, blessed) == ["not in the baseline, so bless again: chat"]


@contextmanager
def here(cases: Sequence[Case]) -> Iterator[Callable[[], Results]]:
    """Run the studies in this process, where what a test puts in place of something is seen."""
    done = _studied(cases)
    yield lambda: done


def test_the_process_of_the_studies_ends_with_a_run_that_fails() -> None:
    children: list[BaseProcess] = []

    def fails() -> None:
        with _beside(load()):
            children.extend(multiprocessing.active_children())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    (child,) = children
    child.join(20)
    assert child.exitcode == -signal.SIGTERM


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let the door run six statements and one study, on a baseline of its own."""
    some = [one for one in load() if one.split == "tuned" and one.evidence][:6]

    def one_study(*_: object) -> Iterator[Study]:
        yield studies.made("numbers", claims)

    monkeypatch.setattr("eval.run.load", lambda: some)
    monkeypatch.setattr(baseline, "load", lambda: some)
    monkeypatch.setattr("eval.run.contaminated", lambda _cases: {})
    monkeypatch.setattr("eval.run.neutral_table", lambda _local: "")
    monkeypatch.setattr("eval.run._critics", lambda _asked, _local: ["rules alone"])
    monkeypatch.setattr(studies, "studies", one_study)
    monkeypatch.setattr("eval.run._beside", here)
    monkeypatch.setattr(baseline, "BASELINE", tmp_path / "baseline.json")
    monkeypatch.setattr("eval.__main__._FLOORS", {"numbers.refused": 0.1, "quotes.rejected": 1.0})
    monkeypatch.chdir(tmp_path)
    return tmp_path / "run.json"


RUN = ["run", "--offline", "--no-baseline", "--studies"]


# inspect-ai leaves streams of its own open
@pytest.mark.filterwarnings("ignore:Exception ignored in. <function MemoryObject")
def test_the_door_blesses_studies_and_fails_once_one_of_them_is_broken(
    few: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*RUN, "--out", str(few), "--fail-under", "numbers.refused=1"]) == 0
    assert "numbers.refused            tuned  1.000 [" in capsys.readouterr().out
    assert main(["bless", str(few), "--reason", "first"]) == 0
    assert Baseline.read().floors == {"numbers.refused": 0.1}, "no floor of a study that isn't there"
    assert main([*RUN, "--no-regression"]) == 0
    capsys.readouterr()

    def every_second(text: str, records: list[str]) -> list[str]:
        return unsupported_numbers(text, records) if len(text) % 2 else []

    monkeypatch.setattr(numbers, "unsupported_numbers", every_second)
    assert main([*RUN, "--no-regression"]) == 1
    told = capsys.readouterr().err
    assert "gate: tuned numbers.refused fell from 1.000 to 0." in told
    assert "numbers-made-up" in told
    assert main([*RUN, "--fail-under", "numbers.refused=1"]) == 1
    assert "gate: tuned numbers.refused is 0." in capsys.readouterr().err


class TestCosts:
    def priced(self, name: str, usd: float | None, ms: float, **more: object) -> CaseResult:
        told = {"tokens": 130, "tokens_in": 100, "tokens_out": 30, "cost_usd": usd, "latency_ms": ms}
        return result(name, {"verdict": 1.0}, **(told | more))

    def test_tokens_and_money_are_sums_and_times_are_of_one_answer(self) -> None:
        some = [self.priced(f"C{n}", 0.25, float(n)) for n in range(101)]
        failed = result("X", error="timed out", tokens=9)
        told = took([*some, failed, *study_of("quotes", [1.0])])
        assert (told.answers, told.tokens_in, told.tokens_out) == (101, 10100, 3030)
        assert (told.usd, told.median_ms, told.p95_ms) == (25.25, 50.0, 95.0)
        line = cost_table({"model": some}).splitlines()[-1]
        assert line.split() == ["model", "101", "10,100", "3,030", "$25.2500", "50.0", "ms", "95.0", "ms"]

    def test_a_price_that_is_not_known_makes_the_sum_unknown(self) -> None:
        some = [self.priced("A", 0.25, 1.0), self.priced("B", None, 1.0)]
        assert took(some).usd is None
        assert cost_table({"model": some}).splitlines()[-1].split()[4] == "-"

    def test_what_used_no_tokens_cost_nothing_and_without_a_clock_there_is_no_time(self) -> None:
        told = took([result("A")])
        assert (told.usd, told.median_ms, told.p95_ms) == (0.0, None, None)

    def test_a_comparison_says_how_tokens_cost_and_time_changed(self) -> None:
        a = run_of(self.priced("A", 0.5, 10.0), self.priced("ONLY", 9.0, 900.0))
        b = run_of(self.priced("A", 0.25, 40.0, tokens_in=60))
        told = {line.split("  ")[0]: line.split()[-3:] for line in as_text(compare(a, b)).splitlines()}
        assert told["tokens in"] == ["100", "60", "-40"]
        assert told["cost"] == ["$0.5000", "$0.2500", "-0.2500"]
        assert told["median"] == ["ms", "+30.0", "ms"]
        dear = run_of(self.priced("A", None, 40.0))
        told = {line.split("  ")[0]: line.split()[1:] for line in as_text(compare(a, dear)).splitlines()}
        assert told["cost"] == ["$0.5000", "-", "-"]
        assert "-0.2500" in page(b, {}, a)

    def test_a_run_keeps_them_on_disk(self, tmp_path: Path) -> None:
        run = run_of(self.priced("A", 0.5, 10.0))
        save(run, tmp_path / "run.json")
        assert took(load_run(tmp_path / "run.json").cases) == took(run.cases)


class TestPage:
    def test_studies_have_a_section_with_intervals_beside_what_they_should_reach(self) -> None:
        run = run_of(
            result("A", {"recall": 1.0}),
            *study_of("quotes", [1.0] * 9 + [0.0], name="rejected"),
            *study_of("hostile", [0.0, 1.0], "held", name="unmoved"),
        )
        source = page(run)
        start = source.index('<section id="studies"')
        section = source[start : source.index("</section>", start)]
        assert "quotes.rejected" in section
        assert "0.900" in section
        assert "[0.700, 1.000]" in section
        assert section.count('class="goal"') == section.count("<svg") == 2
        assert "held" in section
        assert "quotes.rejected" not in source[source.index('<section id="overall"') : start]

    def test_a_run_without_studies_says_so(self) -> None:
        assert "No studies were run" in page(run_of(result("A", {"recall": 1.0})))
