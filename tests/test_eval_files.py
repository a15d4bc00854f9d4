"""Files that `compare`, `bless` and `report` are given: what is none, torn, older or of other statements is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from runs import result, run_of

from eval import baseline
from eval.__main__ import main
from eval.golden import Case, load
from eval.inspecting import told_plainly
from eval.results import RunResult, save
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

SOME = [case for case in load() if case.split == "tuned"][:3]


@pytest.fixture(autouse=True)
def blessed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(baseline, "BASELINE", tmp_path / "baseline.json")
    monkeypatch.setattr("eval.__main__._FLOORS", {})
    return tmp_path / "baseline.json"


def saved(place: Path, run: RunResult) -> Path:
    save(run, place)
    return place


def of(*names: str) -> RunResult:
    return run_of(*(result(name, {"verdict": 1.0}) for name in names))


def golden(folder: Path, cases: list[Case]) -> Path:
    folder.mkdir()
    written = [case.model_dump(mode="json") for case in cases]
    (folder / "ours.yaml").write_text(json.dumps({"synthetic": True, "cases": written}), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "No such file"),
        ("", "no whole JSON"),
        ('{"schema": "wbcoach.eval/1", "cri', "no whole JSON"),
        ("[]", "its schema is 'None'"),
        ('{"schema": "wbcoach.eval/0"}', "'wbcoach.eval/0', and 'wbcoach.eval/1' is read here"),
        ('{"schema": "wbcoach.baseline/2"}', "'wbcoach.baseline/2', and 'wbcoach.eval/1'"),
        ('{"schema": "wbcoach.eval/1", "critic": "x"}', "created: Field required, and 1 more"),
    ],
)
def test_what_is_no_run_is_told_by_each_task(
    tmp_path: Path, content: str | None, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = saved(tmp_path / "good.json", of("A")), tmp_path / "bad.json"
    if content is not None:
        bad.write_text(content, "utf-8")
    for call in (
        ["compare", str(good), str(bad)],
        ["compare", str(bad), str(good)],
        ["bless", str(bad), "--reason", "x"],
        ["report", str(bad), "--out", str(tmp_path / "page.html")],
    ):
        assert main(call) == 2
        complaint = capsys.readouterr().err
        assert told in complaint
        assert str(bad) in complaint
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        {good.name, *([bad.name] * bad.exists())}
    )


def test_runs_of_other_statements_are_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = saved(tmp_path / "a.json", of("A", "B")), saved(tmp_path / "b.json", of(*"CDEFG"))
    assert main(["compare", str(a), str(b)]) == 2
    told = capsys.readouterr()
    assert "no answered case in common" in told.err
    assert "a has 2 (A, B), b has 5 (C, D, E, ...)" in told.err
    assert told.out == ""
    assert main(["compare", str(a), str(saved(tmp_path / "c.json", of("A", "C")))]) == 0
    assert "only in a: 1: B (findings)" in capsys.readouterr().out


def test_a_run_of_other_statements_is_neither_blessed_nor_reported(
    tmp_path: Path, blessed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = golden(tmp_path / "own", SOME[:2])
    names = [case.id for case in SOME]
    run = saved(tmp_path / "run.json", of("A", "B"))
    page = ["--out", str(tmp_path / "page.html")]
    for call in (["bless", str(run), "--reason", "x"], ["report", str(run), *page]):
        for more in ([], ["--golden", str(folder)]):
            assert main([*call, *more]) == 2
            assert "it has 2 (A, B) that the folder doesn't hold" in capsys.readouterr().err
    assert not blessed.exists()
    assert not (tmp_path / "page.html").exists()

    few, most = saved(tmp_path / "few.json", of(names[0])), saved(tmp_path / "most.json", of(*names))
    for path, told in ((few, f"it lacks 1 ({names[1]})"), (most, f"it has 1 ({names[2]})")):
        assert main(["bless", str(path), "--golden", str(folder), "--reason", "x"]) == 2
        assert told in capsys.readouterr().err
    assert main(["report", str(most), "--golden", str(folder), *page]) == 0, (
        "the folder may have changed since"
    )
    assert main(["bless", str(few), "--golden", str(folder), "--reason", "x"]) == 2
    exact = saved(tmp_path / "exact.json", of(*names[:2]))
    assert main(["bless", str(exact), "--golden", str(folder), "--reason", "x"]) == 0
    assert (folder / "baseline.json").is_file()


def test_a_page_that_can_not_be_written_is_told_and_a_broken_baseline_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = golden(tmp_path / "own", SOME[:2])
    run = saved(tmp_path / "run.json", of(*(case.id for case in SOME[:2])))
    call = ["report", str(run), "--golden", str(folder), "--out"]
    assert main([*call, str(tmp_path / "none" / "page.html")]) == 2
    assert "can't be written: No such file" in capsys.readouterr().err
    (folder / "baseline.json").write_text('{"schema": "wbcoach.baseline/1"}', "utf-8")
    assert main([*call, str(tmp_path / "page.html")]) == 2
    assert "'wbcoach.baseline/1', and 'wbcoach.baseline/2' is read here" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("cases:", "kases:", ["own.yaml:1: cases: it is missing", "own.yaml:3: kases: there is no such field"]),
        ("'2026-05-01'", "2026-05-01", ["own.yaml:11: O-1, evidence.date: this has to be a text; put a date or a number in quotes"]),
        ("span: an app", "span: an orb", ["own.yaml:3: O-1: not in the text: ['an orb']"]),
        ("- id: O-1", "- O-1", None),
    ],
)  # fmt: skip
def test_a_broken_golden_file_is_told_with_its_line_and_what_to_write(
    tmp_path: Path, old: str, new: str, told: list[str] | None
) -> None:
    """Synthetic case."""
    whole = """synthetic: true
cases:
- id: O-1
  author: own
  split: held
  domain: kilns
  format: template
  text: Today, potters have to look when the kiln is taken. Customers need a way to use an app.
  evidence:
  - id: O-1-E1
    date: '2026-05-01'
    source: interview
    text: I look four times.
  expected:
  - {code: S01, level: must, kind: presence, span: an app}
  forbidden: []
  dims: {template: 4, scope: 2, data: 3, persona: 4}
  verdict: rethink
"""
    (tmp_path / "own.yaml").write_text(whole, "utf-8")
    assert [case.id for case in load(tmp_path)] == ["O-1"]
    (tmp_path / "own.yaml").write_text(whole.replace(old, new), "utf-8")
    with pytest.raises(InputError) as refused:
        load(tmp_path)
    lines = str(refused.value).replace(f"{tmp_path}/", "").splitlines()
    if told is None:
        assert any(line.startswith("own.yaml:") and "no YAML" in line for line in lines)
    else:
        assert [line for line in lines if line.startswith("own.yaml:")] == told


def test_why_a_case_has_no_answer_stands_there_as_it_was_written() -> None:
    assert told_plainly('CaseError("It isn\'t there. Run it again.")') == "It isn't there. Run it again."
    assert told_plainly("CaseError('cut off he") == "CaseError('cut off he"
    assert told_plainly("ValueError('x')") == "ValueError('x')"
