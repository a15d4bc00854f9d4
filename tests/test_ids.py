"""The ledger of ids: an id stands for the same words for good, and the ledger is in step with the cases."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from eval import calibrate, conversations, suggestions
from eval.__main__ import main
from eval.golden import FOLDER
from eval.ids import NAME, Entry, compare, present, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of some golden files, with a ledger that is in step."""
    for name in ("clean.yaml", "rewrite.yaml", "chat.yaml", "judge_labels.yaml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    assert main(["ids", str(tmp_path)]) == 0
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), "utf-8")


def entry(folder: Path, name: str) -> Entry:
    return next(one for one in read(folder / NAME) if one.id == name)


def test_no_id_of_ours_was_used_again_and_each_case_is_in_the_ledger() -> None:
    told = compare(read(FOLDER / NAME), present())
    assert told.wrong == (), "an id is never used again: give the changed case a new one"
    assert told.new == (), "run `python -m eval ids`, and commit the ledger with the new cases"
    assert told.gone == (), "run `python -m eval ids`, which keeps their ids as retired"


def test_the_ledger_holds_all_sets_sorted_by_id() -> None:
    ledger = read(FOLDER / NAME)
    assert [one.id for one in ledger] == sorted(one.id for one in ledger)
    kinds = {one.kind for one in ledger}
    assert kinds >= {"statement", "draft", "suggestion", "conversation", "judged", "plant", "gaming"}


def test_a_second_run_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / NAME).read_bytes()
    assert main(["ids", str(folder)]) == 0
    assert (folder / NAME).read_bytes() == before
    assert "0 new, 0 retired" in capsys.readouterr().out.splitlines()[-1]


@pytest.mark.parametrize(
    ("file", "pick"),
    [
        ("rewrite.yaml", lambda folder: suggestions.load(folder / "rewrite.yaml")[0].suggestions[1].text),
        (
            "chat.yaml",
            lambda folder: conversations.load(folder / "chat.yaml")[0].turns[1].text,
        ),
    ],
    ids=["a suggestion", "a turn of a conversation"],
)
def test_other_words_under_a_known_id_are_refused_and_nothing_is_written(
    folder: Path, file: str, pick: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(pick)
    before = (folder / NAME).read_bytes()
    content = yaml.safe_load((folder / file).read_text("utf-8"))
    words = pick(folder)
    told = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
    (folder / file).write_text(told, "utf-8")
    assert main(["ids", str(folder)]) == 0, "the same words laid out otherwise are the same case"
    change(folder / file, words[:20], "Whatever it was, " + words[17:20])
    assert main(["ids", str(folder)]) == 2
    error = capsys.readouterr().err
    assert "stands for other words than it did" in error
    assert "give the changed case a new one" in error
    assert (folder / NAME).read_bytes() == before


def test_suggestions_that_change_places_are_refused_since_labels_name_them_by_place(folder: Path) -> None:
    path = folder / "rewrite.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    content["cases"][0]["suggestions"][:2] = reversed(content["cases"][0]["suggestions"][:2])
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    assert main(["ids", str(folder)]) == 2


def test_the_id_of_a_gone_case_is_kept_and_may_not_come_back_for_another(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "chat.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    gone = content["cases"].pop()
    path.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    assert main(["ids", str(folder)]) == 0
    assert "0 new, 1 retired" in capsys.readouterr().out.splitlines()[-1]
    assert entry(folder, gone["id"]).retired

    other = content["cases"][0] | {"id": gone["id"]}
    del content["cases"][0]
    path.write_text(yaml.safe_dump({"synthetic": True, "cases": [*content["cases"], other]}), "utf-8")
    assert main(["ids", str(folder)]) == 2

    path.write_text(yaml.safe_dump({"synthetic": True, "cases": [*content["cases"], gone]}), "utf-8")
    assert main(["ids", str(folder)]) == 0
    assert not entry(folder, gone["id"]).retired, "the same words are the same case"


def test_an_id_of_one_set_may_not_become_a_case_of_another(folder: Path) -> None:
    name = suggestions.load(folder / "rewrite.yaml")[0].id
    cases = [Entry(name, "statement", entry(folder, name).sha)]
    assert compare(read(folder / NAME), cases).wrong == (f"{name} was a draft and is a statement now",)


def test_two_sets_may_not_share_an_id(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft, talk = (
        suggestions.load(folder / "rewrite.yaml")[0].id,
        conversations.load(folder / "chat.yaml")[0].id,
    )
    change(folder / "chat.yaml", talk, draft)
    assert main(["ids", str(folder)]) == 2
    assert f"Two cases have the id {draft}" in capsys.readouterr().err


def test_a_label_before_another_changes_no_id(folder: Path) -> None:
    path = folder / calibrate.LABELS.name
    drafts = suggestions.load(folder / "rewrite.yaml")
    before = {matter.id for matter, _ in calibrate.matters(path, drafts)}
    row = '- {of: RW001, kind: question, text: "Who counts?", label: weak, why: "It skirts the fault."}'
    change(path, "labels:\n", f"labels:\n{row}\n")
    after = {matter.id for matter, _ in calibrate.matters(path, drafts)}
    assert before < after
    assert len(after) == len(before) + 1
    assert main(["ids", str(folder)]) == 0


@pytest.mark.parametrize("line", ["RW001 draft", "RW001 draft abc gone", "A a b\nA a b"])
def test_a_ledger_that_somebody_broke_is_told_by_its_line(
    folder: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / NAME).write_text(f"# Ours\n{line}\n", "utf-8")
    assert main(["ids", str(folder)]) == 2
    assert f"ids.txt, line {2 + line.count(chr(10))}" in capsys.readouterr().err
