"""Feedback counts for what it tells of its subject; assent to a statement, and courtesy towards it, tell nothing."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.adversarial import hostile
from eval.score import pinned
from eval.train import telling as training
from wbcoach.coach import Coach
from wbcoach.grammar import stems
from wbcoach.samples import FEEDBACK
from wbcoach.screening import injection, is_no_feedback, telling, tells_nothing
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from eval.train.telling import Given

DRAFT = "Today, gardeners have to carry water when the butt is dry. Customers need a way to water plants on dry days."
# Wordings of none of the files; each shares a word with the draft.
EMPTY = [
    "What the statement says of the plants is accurate.",
    "The gardeners' problem described here is real and well known.",
    "It would be most kind to accept the passage on dry days as it is written.",
    "Was über die plants gesagt wird, stimmt vollkommen.",
]
TOLD = [
    "Same here, plants dead by noon.",
    "True, I carry water twice a day.",
    "The plants are fine.",
    "Is it true that the butt leaks?",
    "Please add a tap near the plants.",
    "The claim on the label that plants need no water is wrong.",
    "We have this problem too.",
    "Plants again.",
]


@pytest.fixture(scope="module")
def rows() -> list[Given]:
    return training.rows()


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach(pinned())


def subject_of(draft: str) -> set[str]:
    return stems(Statement.parse(draft).words())


def test_the_weights_in_the_package_were_fitted_on_the_data_beside_them() -> None:
    assert telling.weights()["data"] == training.digest(), "run `python -m eval train-screen`"


def test_the_data_is_large_varied_and_halved_by_style(rows: list[Given]) -> None:
    kinds = Counter((row.kind, row.split) for row in rows)
    assert kinds["empty", "build"] == kinds["empty", "report"] == 60
    assert kinds["honest", "build"] == kinds["honest", "report"] == 120
    assert len({row.language for row in rows if row.kind == "empty"}) >= 15
    assert not {row.style for row in rows if row.split == "build"} & {
        row.style for row in rows if row.split == "report"
    }
    assert len({row.text for row in rows}) == len({row.id for row in rows}) == len(rows)


def test_most_empty_feedback_is_seen_and_no_honest_one_that_bears_on_its_subject(rows: list[Given]) -> None:
    empty = [tells_nothing(row.text, subject_of(row.draft)) for row in rows if row.kind == "empty"]
    assert sum(empty) >= 0.7 * len(empty)
    for row in rows:
        if row.kind == "honest":
            seen = telling.signs(row.text, subject_of(row.draft))
            assert seen is None or telling.score(seen) < telling.weights()["bar"], row.text


def test_no_plain_feedback_tells_nothing_to_those_who_ask_about_something_else() -> None:
    subjects = [subject_of(base.draft) for base in hostile.load().bases]
    for path in sorted(Path(FEEDBACK).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, record in enumerate(csv.DictReader(file)):
                if injection(record["text"]) is None:
                    assert not is_no_feedback(record["text"], subjects[number % len(subjects)]), record[
                        "text"
                    ]


@pytest.mark.parametrize("text", EMPTY)
def test_empty_feedback_on_the_subject_leaves_the_critique_as_it_is(coach: Coach, text: str) -> None:
    bare, given = coach.critique(DRAFT), coach.critique(DRAFT, [text])
    assert (given.findings, given.verdict) == (bare.findings, bare.verdict)
    assert "tells nothing" in given.dropped[0].reason


@pytest.mark.parametrize("text", TOLD)
def test_what_tells_a_little_is_evidence(coach: Coach, text: str) -> None:
    given = coach.critique(DRAFT, [text])
    assert not given.dropped
    assert "D01" not in {finding.code for finding in given.findings}


def test_training_reports_on_styles_it_was_not_fitted_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    training.train(tmp_path / "w.json", step=40)
    assert "fitted on five styles, the others" in capsys.readouterr().out
    assert (tmp_path / "w.json").stat().st_size > 500
