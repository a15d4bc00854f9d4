"""Evidence for and against: stances are scored by item, and no label reaches a coach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from eval.golden import Evidence, load
from eval.inspecting import run_study
from eval.results import CaseResult
from eval.scorers.stance import ACCURACY, AGAINST_FOUND, AGAINST_RIGHT, FOR_FOUND, marks
from eval.tasks import stance as task
from eval.tasks.stance import gathered, labelled, stance
from wbcoach.coach import Coach

if TYPE_CHECKING:
    from eval.golden import Case, Stance
    from wbcoach.critique import Critique
    from wbcoach.library.embed import Embedder

CASES = Path(__file__).with_name("stances")
LABELS: dict[str, Stance] = {
    "a": "supports", "b": "supports", "c": "contradicts", "d": "contradicts", "e": "related",
}  # fmt: skip


@pytest.fixture
def cases() -> list[Case]:
    return load(CASES)


class TestMarks:
    def test_all_as_labelled_is_all_right(self) -> None:
        assert {name: (mark.value, mark.weight) for name, mark in marks(LABELS, LABELS).items()} == {
            ACCURACY: (1.0, 5), FOR_FOUND: (1.0, 2), AGAINST_FOUND: (1.0, 2), AGAINST_RIGHT: (1.0, 2),
        }  # fmt: skip

    def test_what_is_taken_for_the_other_side_is_named(self) -> None:
        given = marks(LABELS, LABELS | {"a": "contradicts", "d": "related"})
        assert given[ACCURACY].value == 3 / 5
        assert given[FOR_FOUND].why == "a contradicts, labelled supports"
        assert given[AGAINST_FOUND].value == 1 / 2
        assert given[AGAINST_RIGHT].value == 1 / 2

    def test_what_is_not_shown_has_no_stance_and_is_missed(self) -> None:
        given = marks(LABELS, {"a": "supports"})
        assert given[ACCURACY].value == pytest.approx(1 / 5)
        assert (
            given[AGAINST_FOUND].why == "c not shown, labelled contradicts; d not shown, labelled contradicts"
        )
        assert AGAINST_RIGHT not in given

    def test_a_stranger_shown_as_evidence_against_is_wrong(self) -> None:
        given = marks(LABELS, LABELS | {"z": "contradicts", "y": "supports"})
        assert given[AGAINST_RIGHT].value == pytest.approx(2 / 3)
        assert given[AGAINST_RIGHT].why == "z contradicts, labelled nothing"
        assert given[ACCURACY].value == 1.0

    def test_without_labels_of_a_side_there_is_no_mark(self) -> None:
        assert marks({"e": "related"}, {}).keys() == {ACCURACY}
        assert marks({}, {}) == {}


class TestLabels:
    def test_a_label_is_read_and_stands_in_no_dump(self) -> None:
        record = {"id": "E", "source": "s", "date": "2026-05-01", "text": "x"}
        told = Evidence.model_validate(record | {"stance": "supports"})
        assert told.stance == "supports"
        assert told.model_dump() == told.model_dump(mode="json") == record
        with pytest.raises(ValueError, match="supports"):
            Evidence.model_validate(record | {"stance": "for"})

    def test_no_stance_is_put_to_the_coach(self, cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
        given: list[object] = []

        class Listening(Coach):
            def critique(self, *put: Any, **more: Any) -> Critique:
                given.append((put, more))
                return super().critique(*put, **more)

        monkeypatch.setattr(task, "Coach", Listening)
        study = stance(cases)
        for name in study.cases:
            study.answer(name)
        assert len(given) == len(cases)
        assert not any(word in str(given) for word in ("stance", "contradicts", "supports"))

    def test_only_cases_with_a_label_are_in_the_study(self, cases: list[Case]) -> None:
        bare = cases[0].model_copy(
            update={"evidence": [one.model_copy(update={"stance": None}) for one in cases[0].evidence]}
        )
        assert labelled([bare, *cases[1:]]) == cases[1:]

    def test_the_study_files_each_case_under_its_split_and_keeps_its_labels(self, cases: list[Case]) -> None:
        held = cases[0].model_copy(update={"split": "held"})
        study = stance([held, *cases[1:]])
        assert [study.split_of(name) for name in study.cases] == ["held", *["tuned"] * 5]
        assert study.labels["ST06"] == ["E1 supports", "E2 supports", "E3 related", "E4 related"]


# inspect-ai leaves streams of its own open
@pytest.mark.filterwarnings("ignore:Exception ignored in. <function MemoryObject")
class TestStudies:
    def test_linked_evidence_is_scored_by_the_stance_that_the_critique_gives(
        self, cases: list[Case], tmp_path: Path
    ) -> None:
        found = {one.id: one for one in run_study(stance(cases), tmp_path)}
        assert not any(one.error for one in found.values())
        assert found["ST04"].marks[AGAINST_FOUND].value == found["ST04"].marks[AGAINST_RIGHT].value == 1.0
        assert found["ST02"].marks.keys() == {ACCURACY, FOR_FOUND}
        assert found["ST06"].marks[ACCURACY].weight == 4, "an item without a label is not judged"
        assert found["ST04"].labels != _relabelled(found["ST04"]).labels

    def test_a_search_among_the_evidence_of_all_cases_is_scored(
        self, cases: list[Case], embedder: Embedder
    ) -> None:
        study = gathered(cases, embedder)
        marked = [study.answer(name) for name in study.cases]
        assert all(one.keys() >= {FOR_FOUND} and ACCURACY not in one for one in marked)
        assert study.answer("ST04")[AGAINST_FOUND].value == 1.0
        assert {one[FOR_FOUND].value for one in marked} != {0.0}


def _relabelled(one: CaseResult) -> CaseResult:
    return one.model_copy(update={"labelled": ("E1 related", *one.labelled[1:])})
