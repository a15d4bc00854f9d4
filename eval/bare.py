"""Results of a critic that only names codes, such as TF-IDF: scored as any other's, where codes and verdict are enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eval.results import FINDINGS, CaseResult, Marked
from eval.score import AS_OF
from eval.scorers import agreement
from wbcoach import __version__
from wbcoach.critique import Critique, Finding, Receipt, StatementView, TextSpan, scores_of, verdict_of
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    from collections.abc import Collection

    from eval.golden import Case

_JUDGES: Final = {
    "precision": agreement.precision,
    "recall": agreement.recall,
    "forbidden": agreement.forbidden,
    "clean": agreement.clean,
    "people": agreement.people,
    "verdict": agreement.verdict,
}


def bare_critique(case: Case, codes: Collection[str]) -> Critique:
    """Make a critique that shows these codes on no words, with the scores and the verdict that follow from them.

    Raises:
        KeyError: a code is none of the catalogue's.
    """
    known = [catalogue()[code] for code in sorted(codes)]
    nowhere = TextSpan(start=0, end=0, text="")
    findings = [
        Finding(
            code=one.code, name=one.name, lens=one.lens, severity=one.severity, span=nowhere, message="",
            question="", confidence=1.0,
        )
        for one in known
    ]  # fmt: skip
    scores = scores_of(findings)
    return Critique(
        id=case.id,
        statement=StatementView(text=case.text, format="free", slots={}),
        findings=tuple(findings),
        scores=scores,
        verdict=verdict_of(scores, findings),
        receipt=Receipt(version=__version__, as_of=AS_OF.isoformat(), elapsed_ms=0.0),
    )


def bare_result(case: Case, critique: Critique) -> CaseResult:
    """Score a critique by what it shows and its verdict."""
    marks = {name: mark for name, judge in _JUDGES.items() if (mark := judge(case, critique))}
    return CaseResult(
        id=case.id,
        task=FINDINGS,
        split=case.split,
        marks={name: Marked(value=one.value, why=one.why, weight=one.weight) for name, one in marks.items()},
        shown=tuple(sorted(agreement.shown_codes(critique))),
        musts=tuple(sorted(case.musts)),
        listed=tuple(sorted(case.listed)),
        forbidden=tuple(sorted(case.forbidden)),
        verdict=critique.verdict,
        labelled_verdict=case.verdict,
    )
