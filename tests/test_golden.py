"""The golden set is sound and in step with the catalogue, and the score functions count as they say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

import wbcoach
from eval import neutral
from eval.__main__ import main
from eval.agreement import agreement
from eval.golden import CODES, FOLDER, Case, GoldenFile, files, load
from eval.report import miss_lines, score_table
from eval.score import Outcome, PitfallFigures, Tally, by_pitfall, confusion, interval, judge
from eval.train.drafts import drafts
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


def outcome(labelled: Case, shown: str, verdict: str | None) -> Outcome:
    return Outcome(labelled, frozenset(shown.split()), verdict)


@pytest.fixture
def five() -> list[Outcome]:
    return [
        outcome(case("A", "S01 T06", "N01", "D01", "rethink"), "S01 N01 D01", "rethink"),
        outcome(case("B", "N01", "", "S01"), "T02", "revise"),
        outcome(case("C", "", "D01", "", "ready"), "D01", "ready"),
        outcome(case("D", "", "", "P02", "ready"), "P02", "rethink"),
        outcome(case("E", "D01", "", ""), "", None),
    ]


@pytest.mark.parametrize("code", list(catalogue()))
def test_every_pitfall_has_a_note_and_a_golden_file_that_needs_it(code: str) -> None:
    known = catalogue()[code]
    golden = dict(files())[known.note]
    assert (GUIDANCE / f"{known.note}.md").is_file()
    assert golden.pitfall == code
    assert golden.cases
    assert all(code in one.musts for one in golden.cases)


def test_every_golden_file_belongs_to_a_pitfall_or_holds_the_clean() -> None:
    content = dict(files())
    assert set(content) - UNFILED == {known.note for known in catalogue().values()}
    assert all(content[name].pitfall is None for name in UNFILED)
    assert not any(one.musts for one in content["clean"].cases)


def test_a_statement_stands_in_the_file_of_one_of_its_musts() -> None:
    for golden in (content for _, content in files() if content.pitfall):
        for one in golden.cases:
            assert golden.pitfall in one.musts, one.id


def test_the_set_loads_with_both_splits_and_says_that_it_is_synthetic() -> None:
    cases = load()
    assert {one.split for one in cases} == {"tuned", "held"}
    assert len(CODES) == 40
    for path in FOLDER.glob("*.yaml"):
        assert path.read_text("utf-8").startswith("# Synthetic: ")


def test_evidence_has_a_stance_towards_each_statement_and_the_coach_is_not_told_it() -> None:
    content = dict(files())
    labelled = [told for one in content["evidence"].cases for told in one.evidence]
    counted = Counter(told.stance for told in labelled)
    assert counted["contradicts"] >= 60
    assert counted["supports"] >= 70
    assert None not in counted
    assert {tuple(told.told()) for told in labelled} == {("id", "source", "date", "text")}


def test_the_halves_of_the_evidence_file_share_no_domain_and_heads_learn_from_neither() -> None:
    cases = dict(files())["evidence"].cases
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
    with pytest.raises(ValueError, match="stand twice"):
        load(tmp_path)


def test_the_counts_of_a_small_set_are_those_counted_by_hand(five: list[Outcome]) -> None:
    assert Tally.of(five, CATALOGUE) == Tally(
        statements=5,
        shown=6,
        right=3,
        musts_here=3,
        found_here=1,
        musts=4,
        found=1,
        forbidden=2,
        clean=2,
        kept_clean=1,
        verdicts=3,
        accused=1,
    )


def test_the_figures_of_a_small_set_follow_from_its_counts(five: list[Outcome]) -> None:
    tally = Tally.of(five, CATALOGUE)
    assert tally.precision == 3 / 6
    assert tally.recall_here == 1 / 3
    assert tally.recall == 1 / 4
    assert tally.cleanness == 1 / 2
    assert tally.verdict_accuracy == 3 / 5


def test_a_figure_with_nothing_to_divide_by_is_no_figure() -> None:
    silent = [outcome(case("A", "S01"), "", "revise")]
    assert Tally.of(silent, CATALOGUE).precision is None
    assert Tally.of(silent, CATALOGUE).cleanness is None
    assert interval(silent, CATALOGUE, lambda tally: tally.precision) is None
    assert Tally.of([], CATALOGUE) == Tally()


def test_each_pitfall_is_counted_on_its_own(five: list[Outcome]) -> None:
    assert by_pitfall(five, CATALOGUE) == {
        "S01": PitfallFigures(musts=1, found=1, shown=1, right=1, near=1, alarms=0),
        "N01": PitfallFigures(musts=1, found=0, shown=1, right=1, near=0, alarms=0),
        "D01": PitfallFigures(musts=1, found=0, shown=2, right=1, near=1, alarms=1),
    }


def test_verdicts_are_counted_against_labels_and_none_is_told(five: list[Outcome]) -> None:
    assert confusion(five) == Counter(
        {
            ("rethink", "rethink"): 1,
            ("revise", "revise"): 1,
            ("ready", "ready"): 1,
            ("ready", "rethink"): 1,
            ("revise", "none"): 1,
        }
    )


def test_the_interval_is_the_same_each_time_and_holds_the_figure(five: list[Outcome]) -> None:
    many = five * 10
    first = interval(many, CATALOGUE, lambda tally: tally.precision)
    assert first == interval(many, CATALOGUE, lambda tally: tally.precision)
    assert first is not None
    low, high = first
    assert 0.3 < low < 0.5 < high < 0.7


def test_the_interval_narrows_with_more_statements(five: list[Outcome]) -> None:
    def width(outcomes: list[Outcome]) -> float:
        between = interval(outcomes, CATALOGUE, lambda tally: tally.precision)
        assert between is not None
        return between[1] - between[0]

    assert width(five * 40) < width(five * 4) / 2


def test_the_table_shows_groups_side_by_side_and_no_texts(five: list[Outcome]) -> None:
    table = score_table({"tuned": five, "held": five[:2]}, CATALOGUE)
    assert "tuned (5)" in table
    assert "held (2)" in table
    precision = next(line for line in table.splitlines() if line.startswith("strict precision"))
    assert precision.split()[2] == ".500"
    assert "Deckhands" not in table


def test_misses_name_what_was_missed_false_and_forbidden(five: list[Outcome]) -> None:
    told = miss_lines(five, CATALOGUE)
    assert "B      missed: N01; false: T02" in told
    assert "D      forbidden: P02; verdict: rethink, labelled ready" in told
    assert "T06" not in told


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
    alone, with_evidence = judge([bare, linked])
    assert "D01" in alone.shown
    assert "D01" not in with_evidence.shown


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
    monkeypatch.setattr("eval.run.load", lambda _folder: [case("TUNED", "S01"), held])
    monkeypatch.setattr("eval.run.neutral_table", lambda _local: "")
    assert main(["run", "--offline", "--no-baseline", "--show-misses"]) == 0
    shown = capsys.readouterr()
    assert "TUNED" in shown.out
    assert "HELD" not in shown.out
    assert main(["run", "--offline", "--no-baseline", "--use-up-held"]) == 0
    shown = capsys.readouterr()
    assert "HELD" in shown.out
    assert "used the held set up" in shown.err
