"""What a run can't do is told before it starts: gates that name nothing, files that can't be written, faulty golden files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eval.__main__ import main
from eval.baseline import Baseline
from eval.gates import figures_by_task, floors
from eval.golden import load
from eval.results import JUDGED
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUN = ["run", "--offline"]


@pytest.fixture(autouse=True)
def _no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is told here is told before anything is put to a critic."""

    def never(*_given: object, **_more: object) -> None:
        raise AssertionError("it was run")

    monkeypatch.setattr("eval.run.run_findings", never)
    monkeypatch.setattr("eval.run.contaminated", never)


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a run says that is refused with exit code 2."""

    def told(*arguments: object) -> str:
        assert main([*RUN, *map(str, arguments)]) == 2
        return capsys.readouterr().err

    return told


def own(folder: Path, **change: object) -> Path:
    folder.mkdir()
    cases = [case for case in load() if case.split == "tuned" and case.musts][:2]
    written = [{**case.model_dump(mode="json"), "forbidden": [], **change} for case in cases]
    (folder / "ours.yaml").write_text(json.dumps({"synthetic": True, "cases": written}), "utf-8")
    return folder


def test_each_figure_that_a_blessed_run_has_can_be_gated_and_no_other() -> None:
    blessed = Baseline.read()
    for task, names in figures_by_task().items():
        known = {name.rpartition(".")[2] for name in names}
        if task in blessed.scorers:
            assert set(blessed.scorers[task]) <= known
            if task != "suggestions":  # some checks apply to questions alone, some to wordings alone
                assert known == set(blessed.scorers[task])
    assert figures_by_task().keys() == {*blessed.scorers, JUDGED, "chat"}
    assert blessed.floors.keys() <= {name for names in figures_by_task().values() for name in names}


def test_a_figure_that_is_none_is_told_with_what_may_be_meant(refused: Callable[..., str]) -> None:
    told = refused("--fail-under", "precison=.9,recal=.8,xyzzy=1,quotes=1")
    assert "no figure 'precison', perhaps precision" in told
    assert "no figure 'recal', perhaps recall" in told
    assert "no figure 'xyzzy';" in told or "no figure 'xyzzy'." in told
    assert "'quotes'" not in told
    assert "Figures of each run: precision, recall, " in told
    assert "retrieval.ndcg" in told


def test_a_figure_that_this_run_won_t_have_is_told_with_what_is_lacking(refused: Callable[..., str]) -> None:
    assert "quotes.rejected with --studies alone" in refused("--fail-under", "quotes.rejected=1")
    told = refused("--fail-under", "judged.useful=.5,chat.coach: stops=.9")
    assert "judged.useful with --judge alone" in told
    assert "chat.coach: stops with --coach alone" in told


@pytest.mark.parametrize("number", ["nan", "inf", "-.1", "1.01", "90", "", "x", "0.9.1"])
def test_a_floor_is_a_number_from_0_to_1(number: str) -> None:
    with pytest.raises(InputError, match="no figure and number from 0 to 1"):
        floors(f"recall=.5,precision={number}")


def test_floors_are_read_and_all_that_is_wrong_is_told_at_once() -> None:
    assert floors("precision=.9, recall = 0,clean=1") == {"precision": 0.9, "recall": 0.0, "clean": 1.0}
    with pytest.raises(InputError, match=r"'=\.3' is no .*'dims' is no .*recall is named twice"):
        floors("recall=.5,=.3,dims,recall=.6")
    with pytest.raises(InputError, match="'' is no figure"):
        floors("recall=.5,")


def test_what_has_nothing_to_judge_is_told(refused: Callable[..., str], tmp_path: Path) -> None:
    tuned = own(tmp_path / "tuned")
    assert "precision: no held statement" in refused("--golden", tuned, "--fail-under", "precision=.9")
    held = own(tmp_path / "held", split="held")
    told = refused("--golden", held, "--studies", "--fail-under", "clean=1,forbidden=1,stance.accuracy=.5")
    for what in ("clean: no held", "forbidden: no held", "stance.accuracy: no feedback has a stance"):
        assert what in told


def test_what_does_not_go_together_is_told(refused: Callable[..., str], tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    assert "nothing to do" in refused("--record", calls)
    assert "nothing to do" in refused("--replay", calls)
    assert "nothing to do" in refused("--model", "m")
    assert "don't go together" in refused("--judge", "m", "--record", calls, "--replay", calls)
    assert "number from 1" in refused("--epochs", 0)
    told = refused("--markdown", "--out", tmp_path / "run.json", "--fail-under", "recall=.5")
    assert "--out, --fail-under would do nothing" in told


def test_what_can_not_be_written_is_told(refused: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", "utf-8")
    assert "is a folder" in refused("--out", tmp_path)
    assert "No such file" in refused("--out", tmp_path / "none" / "run.json")
    assert "Nothing can be recorded in" in refused("--judge", "m", "--record", file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"], "the trial leaves nothing"


def test_a_folder_without_cases_is_told(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "no golden file" in refused("--golden", tmp_path / "none")
    assert "no golden file" in refused("--golden", tmp_path)
    (tmp_path / "a.yaml").write_text("synthetic: true\ncases: []\n", "utf-8")
    assert "with a case" in refused("--golden", tmp_path)
    (tmp_path / "a.yaml").rename(tmp_path / "gaming.yaml")
    assert "gaming.yaml can't be one" in refused("--golden", tmp_path)


def test_all_faults_of_golden_files_are_told_with_file_and_line(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    row = (
        "author: q, domain: own, format: null, evidence: [], verdict: ready, text: 'Today, {text}.', split: {split},\n"
        "  dims: {{template: {score}, scope: 2, data: 1, persona: 3}}, forbidden: [], expected: {expected}}}\n"
    )
    (tmp_path / "a.yaml").write_text(
        "synthetic: true\ncases:\n"
        "- {id: b-1, "
        + row.format(text="x", split="hold", score=9, expected="[]")
        + "- {id: b-2, "
        + row.format(
            text="y",
            split="held",
            score=1,
            expected="[\n    {code: X01, level: must, kind: absence, span: null}]",
        )
        + "- {id: b-3, "
        + row.format(
            text="z",
            split="held",
            score=1,
            expected="[{code: S01, level: must, kind: presence, span: an app}]",
        ),
        "utf-8",
    )
    (tmp_path / "b.yaml").write_text("synthetic: true\ncases: [\n - a: b\n", "utf-8")
    (tmp_path / "c.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "d.yaml").write_text("", "utf-8")
    told = refused("--golden", tmp_path).splitlines()
    assert told[0].startswith("Faults of golden files: 7")
    starts = ("a.yaml:3: b-1, split: ", "a.yaml:4: b-1, dims.template: ", "a.yaml:7: b-2, expected.code: ",
              "a.yaml:8: b-3: ", "b.yaml:", "c.yaml: it is no UTF-8", "d.yaml:1: ")  # fmt: skip
    for line, start in zip(told[1:8], starts, strict=True):
        assert line.startswith(f"{tmp_path}/{start}")


def test_a_case_that_stands_twice_is_told_by_both_places_and_without_its_words(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    folder = own(tmp_path / "own")
    text = json.loads((folder / "ours.yaml").read_text("utf-8"))["cases"][0]["text"]
    (folder / "zz.yaml").write_text((folder / "ours.yaml").read_text("utf-8"), "utf-8")
    told = refused("--golden", folder)
    assert told.startswith("Faults of golden files: 2")
    assert f"{folder}/zz.yaml:1: " in told
    assert f"same id and words as at {folder}/ours.yaml:1\n" in told
    assert text not in told
