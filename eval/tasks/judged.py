"""The study of a judge model: is what a critic asks useful, does what it offers keep the meaning."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from eval.calibrate import may_gate
from eval.judge import Judge, Matter
from eval.marks import Mark
from eval.replay import Recorder, Replayer, replayable
from eval.results import JUDGED, figure_name
from eval.scorers.suggestion import offered
from eval.tasks.study import Study
from wbcoach.coach.gather import linked_items
from wbcoach.coach.masking import open_masker
from wbcoach.models import open_model
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from pathlib import Path

    from eval.golden import Case
    from eval.suggestions import Kind
    from wbcoach.critique import Critique, Finding

USEFUL: Final = "useful"
KEEPS: Final = "keeps_meaning"
_NAMES: Final[dict[Kind, str]] = {"question": USEFUL, "rewrite": KEEPS}
_AT_ONCE: Final = 4


def judged(judge: Judge, cases: Iterable[Case], critiques: Mapping[str, Critique]) -> Study:
    """Make the study `judged`: of each critique the question to ask next, and each wording that it offers.

    Critiques that show no finding propose nothing and are left out. Where the judge gives no verdict on one thing,
    the case is an error and has no mark at all.
    """
    asked = {
        case.id: (case, found)
        for case in cases
        if (critique := critiques.get(case.id)) and (found := matters(case, critique))
    }

    def answer(name: str) -> dict[str, Mark]:
        told: dict[Kind, list[Mark]] = {}
        for matter in asked[name][1]:
            told.setdefault(matter.kind, []).append(judge.judge(matter).mark)
        return {_NAMES[kind]: _mean(marks) for kind, marks in told.items()}

    return Study(
        JUDGED,
        "tuned",
        {name: case.text for name, (case, _) in asked.items()},
        answer,
        splits={name: case.split for name, (case, _) in asked.items()},
        at_once=_AT_ONCE,
    )


def matters(case: Case, critique: Critique) -> list[Matter]:
    """Give what a critique proposes: the question of its worst finding, then its wordings."""
    if not critique.findings:
        return []
    items = tuple(linked_items([one.model_dump() for one in case.evidence]))
    worst = critique.worst(1)[0]
    proposed: list[tuple[Kind, str, Finding]] = [("question", critique.question or worst.question, worst)]
    proposed += [("rewrite", text, finding) for text, finding in offered(critique)]
    return [
        Matter(
            id=f"{case.id}.{kind}{number}",
            draft=critique.statement.text,
            evidence=items,
            code=finding.code,
            span=finding.span.text if finding.span else None,
            kind=kind,
            text=text,
        )
        for number, (kind, text, finding) in enumerate(proposed)
    ]


@contextmanager
def open_judge(model: str, *, record: Path | None = None, replay: Path | None = None) -> Generator[Judge]:
    """Open the judge: a model by its name, or with "" the one that is set; its calls may be recorded or replayed.

    Raises:
        SettingsError: no model is named.
        ModelAuthError: it needs a key and there is none.
    """
    settings = load({"model": model or None, "cache": "none"}).settings
    masker = partial(open_masker, settings)
    if replay and settings.model:
        replayable(replay, settings.model)
        yield Judge(Replayer(replay, settings.model), masker=masker)
        return
    with open_model(settings) as opened:
        yield Judge(Recorder(opened, record) if record else opened, masker=masker)


def refuse(judge: Judge | None, gates: Iterable[str]) -> None:
    """Refuse a gate on a judge's figure, unless this model under this prompt was found to agree with a person.

    Raises:
        ValueError: the judge may not decide whether a run passes; says why.
    """
    named = [name for name in gates if name in {figure_name(JUDGED, one) for one in _NAMES.values()}]
    why = may_gate(judge) if judge else "No judge is asked: add --judge."
    if named and why:
        raise ValueError(f"{named[0]!r} can be no gate. {why}")


def _mean(marks: list[Mark]) -> Mark:
    worst = min(marks, key=lambda mark: mark.value)
    return Mark(sum(mark.value for mark in marks) / len(marks), worst.why, float(len(marks)))
