"""The golden set is sound and in step with the catalogue, and the score functions count as they say."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

import wbcoach
from eval import neutral
from eval.__main__ import main
from eval.agreement import agreement
from eval.bare import bare_critique, bare_result
from eval.figures import Rate, confusion, figures, pitfalls
from eval.golden import CODES, FOLDER, Case, GoldenFile, files, load
from eval.report import markdown_table, miss_lines, score_table
from eval.results import CaseResult
from eval.scorers.agreement import shown_codes
from eval.tasks.critics import open_coach
from eval.train.drafts import drafts
from wbcoach.errors import InputError
from wbcoach.pitfalls import catalogue

GUIDANCE = Path(wbcoach.__file__).with_name("guidance")
UNFILED = {"clean", "several", "evidence"}
CATALOGUE = ("S01", "N01", "D01")


def case(name: str, musts: str = "", mays: str = "", forbidden: str = "", verdict: str = "revise") -> Case:
    expected = [{"code": code, "level": "must", "kind": "absence"} for code in musts.split()]
    expected += [{"code": code, "level": "may", "kind": "presence", "span": "queue"} for code in mays.split()]
    return Case.model_validate(
        {
            "id": name,
            "author": "house",
            "split": "tuned",
            "domain": "ferries",
            "format": None,
            "text": f"Deckhands queue twice, {name}.",
            "evidence": [],
            "expected": expected,
            "forbidden": forbidden.split(),
            "dims": {"template": 4, "scope": 4, "data": 4, "persona": 4},
            "verdict": verdict,
        }
    )


def outcome(labelled: Case, shown: str, verdict: str | None) -> CaseResult:
    critique = bare_critique(labelled, shown.split())
    return bare_result(labelled, critique.model_copy(update={"verdict": verdict}))


@pytest.fixture
def five() -> list[CaseResult]:
    return [
        outcome(case("A", "S01 T06", "N01", "D01", "rethink"), "S01 N01 D01", "rethink"),
        outcome(case("B", "N01", "", "S01"), "T02", "revise"),
        outcome(case("C", "", "D01", "", "ready"), "D01", "ready"),
        outcome(case("D", "", "", "P02", "ready"), "P02", "rethink"),
        outcome(case("E", "D01", "", ""), "", None),
    ]


@cache
def filed() -> dict[str, GoldenFile]:
    return dict(files())


@pytest.mark.parametrize("code", list(catalogue()))
def test_every_pitfall_has_a_note_and_a_golden_file_that_needs_it(code: str) -> None:
    known = catalogue()[code]
    golden = filed()[known.note]
    assert (GUIDANCE / f"{known.note}.md").is_file()
    assert golden.pitfall == code
    assert golden.cases
    assert all(code in one.musts for one in golden.cases)


def test_every_golden_file_belongs_to_a_pitfall_or_holds_the_clean() -> None:
    content = filed()
    assert set(content) - UNFILED == {known.note for known in catalogue().values()}
    assert all(content[name].pitfall is None for name in UNFILED)
    assert not any(one.musts for one in content["clean"].cases)


def test_a_statement_stands_in_the_file_of_one_of_its_musts() -> None:
    for golden in (content for content in filed().values() if content.pitfall):
        for one in golden.cases:
            assert golden.pitfall in one.musts, one.id


def test_the_set_loads_with_both_splits_and_says_that_it_is_synthetic() -> None:
    cases = load()
    assert {one.split for one in cases} == {"tuned", "held"}
    assert len(CODES) == 40
    for path in FOLDER.glob("*.yaml"):
        assert path.read_text("utf-8").startswith("# Synthetic: ")


def test_evidence_has_a_stance_towards_each_statement_and_the_coach_is_not_told_it() -> None:
    content = filed()
    labelled = [told for one in content["evidence"].cases for told in one.evidence]
    counted = Counter(told.stance for told in labelled)
    assert counted["contradicts"] >= 60
    assert counted["supports"] >= 70
    assert None not in counted
    assert {tuple(told.model_dump()) for told in labelled} == {("id", "source", "date", "text")}


def test_the_halves_of_the_evidence_file_share_no_domain_and_heads_learn_from_neither() -> None:
    cases = filed()["evidence"].cases
    halves = [{one.domain for one in cases if one.split == split} for split in ("tuned", "held")]
    assert all(halves)
    assert not set.intersection(*halves)
    assert not {one.id for one in cases} & {draft.id for draft in drafts()}


def test_no_golden_text_stands_in_an_example_of_a_pitfall() -> None:
    def bare(text: str) -> str:
        return " ".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())

    examples = {
        bare(words): f"{known.code}: {words}"
        for known in catalogue().values()
        for example in (*known.bad, *known.good)
        for words in (example.text, *(told[1] for told in example.evidence))
    }
    texts = [bare(words) for one in load() for words in (one.text, *(told.text for told in one.evidence))]

    def shared(words: str, text: str) -> bool:
        shorter, longer = sorted((words, text), key=len)
        return words == text or (len(shorter.split()) > 7 and shorter in longer)

    assert [told for words, told in examples.items() if any(shared(words, text) for text in texts)] == []


def test_a_span_that_is_not_in_the_text_is_refused() -> None:
    record = case("A", "S01", "N01").model_dump()
    record["expected"][1]["span"] = "passengers"
    with pytest.raises(ValidationError, match="not in the text"):
        Case.model_validate(record)


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("forbidden", ["X99"], "none of the 40 codes"),
        ("forbidden", ["S01"], "expected and forbidden"),
        ("expected", [{"code": "S01", "level": "must", "kind": "presence"}], "presence has a span"),
        ("dims", {"template": 5, "scope": 4, "data": 4, "persona": 4}, "less than or equal to 4"),
        ("mood", "good", "Extra inputs"),
        ("evidence", [{"id": "E", "source": "", "date": "", "text": "x"}] * 2, "stands twice"),
    ],
)
def test_a_case_that_is_not_of_the_shape_is_refused(key: str, value: object, complaint: str) -> None:
    record = case("A", "S01").model_dump() | {key: value}
    with pytest.raises(ValidationError, match=complaint):
        Case.model_validate(record)


def test_a_file_that_does_not_say_it_is_synthetic_is_refused() -> None:
    with pytest.raises(ValidationError, match="synthetic"):
        GoldenFile.model_validate({"pitfall": "S01", "cases": []})


def test_an_id_that_stands_in_two_files_is_refused(tmp_path: Path) -> None:
    record = {"synthetic": True, "cases": [case("A").model_dump()]}
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(record), "utf-8")
    with pytest.raises(InputError, match="stands twice, same id and words as at"):
        load(tmp_path)


def test_the_figures_of_a_small_set_are_those_counted_by_hand(five: list[CaseResult]) -> None:
    found = figures(five)
    assert {name: (one.part, one.weight) for name, one in found.items()} == {
        "precision": (3, 6),
        "recall": (1, 4),
        "forbidden": (1, 3),
        "clean": (1, 2),
        "people": (4, 5),
        "verdict": (3, 6),  # rethink for ready counts double
    }
    assert found["precision"].value == 3 / 6


def test_the_verdict_of_bare_codes_follows_from_them() -> None:
    labelled = case("A", "S01")
    assert bare_critique(labelled, []).verdict == "ready"
    assert bare_critique(labelled, ["S01", "T03"]).verdict == "rethink"
    with pytest.raises(KeyError):
        bare_critique(labelled, ["X99"])


def test_a_figure_with_nothing_to_divide_by_is_no_figure() -> None:
    assert figures([outcome(case("A", "S01"), "", "revise")]).keys() == {"recall", "people", "verdict"}
    assert figures([]) == {}


def test_each_pitfall_is_counted_on_its_own(five: list[CaseResult]) -> None:
    rates = {one.code: (one.recall, one.precision, one.alarms) for one in pitfalls(five)}
    assert rates["S01"] == (Rate(1, 1), Rate(1, 1), Rate(0, 1))
    assert rates["N01"] == (Rate(0, 1), Rate(1, 1), Rate(0, 0))
    assert rates["D01"] == (Rate(0, 1), Rate(1, 2), Rate(1, 1))


def test_verdicts_are_counted_against_labels_and_none_is_told(five: list[CaseResult]) -> None:
    assert confusion(five) == Counter(
        {
            ("rethink", "rethink"): 1,
            ("revise", "revise"): 1,
            ("ready", "ready"): 1,
            ("ready", "rethink"): 1,
            ("revise", "none"): 1,
        }
    )


def times(five: list[CaseResult], number: int) -> list[CaseResult]:
    return [one.model_copy(update={"id": f"{one.id}{n}"}) for n in range(number) for one in five]


def test_the_interval_is_the_same_each_time_and_holds_the_figure(five: list[CaseResult]) -> None:
    many = times(five, 10)
    low, high = figures(many)["precision"].between
    assert (low, high) == figures(many)["precision"].between
    assert 0.3 < low < 0.5 < high < 0.7


def test_the_interval_narrows_with_more_statements(five: list[CaseResult]) -> None:
    def width(cases: list[CaseResult]) -> float:
        low, high = figures(cases)["precision"].between
        return high - low

    assert width(times(five, 40)) < width(times(five, 4)) / 2


def test_the_table_shows_groups_side_by_side_and_no_texts(five: list[CaseResult]) -> None:
    table = score_table({"tuned": five, "held": five[:2]}, CATALOGUE)
    assert "tuned (5)" in table
    assert "held (2)" in table
    precision = next(line for line in table.splitlines() if line.startswith("strict precision"))
    assert precision.split()[2] == ".500"
    assert "Deckhands" not in table
    assert next(line for line in table.splitlines() if line.startswith("D01")).split()[1:4] == [
        "1", ".500", ".000",
    ]  # fmt: skip
    short = markdown_table({"tuned": five})
    assert "| strict precision | .500 [" in short
    assert "| forbidden codes shown | 2 |  |" in short


def test_counts_of_several_epochs_are_means(five: list[CaseResult]) -> None:
    often = [one.model_copy(update={"epoch": epoch}) for one in five for epoch in (1, 2, 3)]
    lines = [
        line for line in score_table({"tuned": often}, CATALOGUE).splitlines() if line.startswith("musts")
    ]
    assert lines[0].split() == ["musts,", "found", "4,", "1"]
    assert "tuned (5)" in score_table({"tuned": often}, CATALOGUE)


def test_misses_name_what_was_missed_false_and_forbidden(five: list[CaseResult]) -> None:
    told = miss_lines(five, dict.fromkeys("ABCDE", "its text"))
    assert "B      missed: N01; false: T02" in told
    assert "D      forbidden: P02; verdict: rethink, labelled ready" in told
    assert "A      missed: T06; forbidden: D01\n       its text" in told


def test_cases_are_judged_with_their_own_evidence() -> None:
    bare = case("A").model_copy(
        update={
            "text": "Today, pool attendants have to count swimmers by eye when the gate is open. "
            "Customers need a way to know how many people are in the water."
        }
    )
    source = {
        "id": "E1",
        "source": "interview",
        "date": "2026-05-01",
        "text": "I count heads by eye all day.",
    }
    linked = Case.model_validate(bare.model_dump() | {"evidence": [source]})
    coach = open_coach("rules alone")
    alone, with_evidence = (
        shown_codes(coach.critique(one.text, [told.model_dump() for told in one.evidence]))
        for one in (bare, linked)
    )
    assert "D01" in alone
    assert "D01" not in with_evidence


def test_two_labellers_are_compared_on_statements_that_both_labelled() -> None:
    told = agreement()
    assert told.startswith("60 held statements")
    assert "kappa" in told


@pytest.mark.parametrize("kind", ["groups", "stories"])
def test_there_are_three_hundred_neutral_texts_of_each_kind(kind: str) -> None:
    assert len(set(neutral.texts(kind))) == 300


def test_held_misses_are_shown_only_at_a_price(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = case("HELD", "S01").model_copy(update={"split": "held"})
    monkeypatch.setattr("eval.run.load", lambda: [case("TUNED", "S01"), held])
    monkeypatch.setattr("eval.run.neutral_table", lambda _local: "")
    assert main(["run", "--offline", "--no-baseline", "--show-misses"]) == 0
    shown = capsys.readouterr()
    assert "TUNED" in shown.out
    assert "HELD" not in shown.out
    assert main(["run", "--offline", "--no-baseline", "--use-up-held"]) == 0
    shown = capsys.readouterr()
    assert "HELD" in shown.out
    assert "used the held set up" in shown.err
