"""The twelve checks of a suggestion, put together; and the product's own questions as suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eval.marks import Mark
from eval.scorers import facts, form
from eval.scorers.proposal import Answered, Proposal
from wbcoach.grammar import Span
from wbcoach.pitfalls import pitfall
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from eval.suggestions import CheckName, Drafted, Kind
    from wbcoach.critique import Critique, Finding
    from wbcoach.evidence import Item

CHECKS: Final[dict[CheckName, Callable[[Proposal], Mark | None]]] = {
    "keeps_facts": facts.keeps_facts,
    "invents_nothing": facts.invents_nothing,
    "no_solution": form.no_solution,
    "no_group": facts.no_group,
    "template": form.template,
    "fixes": form.fixes,
    "specific": form.specific,
    "one_question": form.one_question,
    "cites": facts.cites,
    "uncertainty": facts.uncertainty,
    "voice": form.voice,
    "short": form.short,
}
REJECTING: Final[frozenset[CheckName]] = frozenset(
    {"keeps_facts", "invents_nothing", "no_solution", "no_group"}
)


def score(
    statement: Statement, evidence: Sequence[Item], text: str, kind: Kind, finding: Finding | Answered
) -> dict[CheckName, Mark]:
    """Judge a suggestion by each check that applies to it.

    Args:
        statement: the draft.
        evidence: the feedback that was linked to it or cited, whole.
        text: the suggestion: a question, or the whole statement in other words, where [ID] cites, [how many?]
            is a gap, and a last sentence "Left out: ..." says what was taken away.
        kind: which of the two it is.
        finding: the one it answers.

    Returns:
        Marks by the check's name, 1 for a pass and 0 for a failure.
    """
    answered = finding if isinstance(finding, Answered) else Answered.by(finding)
    proposal = Proposal(statement, tuple(evidence), text, kind, answered)
    marks = {name: check(proposal) for name, check in CHECKS.items()}
    return {name: mark for name, mark in marks.items() if mark is not None}


def rejected(marks: Mapping[CheckName, Mark]) -> bool:
    """Say whether a suggestion may not be shown: a check that rejects has failed."""
    return any(marks[name].value < 1 for name in REJECTING if name in marks)


def labelled(case: Drafted) -> Iterator[dict[CheckName, Mark]]:
    """Judge each suggestion of a labelled draft, in order."""
    from wbcoach.coach.gather import linked_items

    statement = Statement.parse(case.draft)
    items = linked_items([one.model_dump() for one in case.evidence])
    start = case.draft.index(case.finding.span) if case.finding.span else 0
    span = Span(start, start + len(case.finding.span)) if case.finding.span else None
    answered = Answered(case.finding.code, pitfall(case.finding.code).severity, span)
    for one in case.suggestions:
        yield score(statement, items, one.text, one.kind, answered)


def own_questions(critique: Critique, evidence: Sequence[Item]) -> dict[CheckName, Mark]:
    """Judge the question of each finding that a critique shows; nothing where it shows none.

    Returns:
        By check, the share of questions that pass; the weight is how many were judged.
    """
    judged = [marks for _, marks in each_question(critique, evidence)]
    return {name: _shared(marks) for name in CHECKS if (marks := [m[name] for m in judged if name in m])}


def each_question(
    critique: Critique, evidence: Sequence[Item]
) -> Iterator[tuple[str, dict[CheckName, Mark]]]:
    """Judge the question of each finding that a critique shows; give it under the finding's code."""
    statement = Statement.parse(critique.statement.text)
    for finding in critique.findings:
        yield finding.code, score(statement, evidence, finding.question, "question", finding)


def own_rewordings(critique: Critique, evidence: Sequence[Item]) -> dict[CheckName, Mark]:
    """Judge what a critique offers in place of a finding's words, put into the statement, and its rewrite of the whole.

    Returns:
        By check, the share that pass; nothing where it offers none.
    """
    statement = Statement.parse(critique.statement.text)
    judged = [score(statement, evidence, told, "rewrite", finding) for told, finding in offered(critique)]
    return {name: _shared(marks) for name in CHECKS if (marks := [m[name] for m in judged if name in m])}


def offered(critique: Critique) -> list[tuple[str, Finding]]:
    """Give each rewrite of the whole statement that a critique offers, with the finding that it answers.

    Words in place of a finding's are put into the statement; the rewrite of the whole answers the worst finding.
    """
    text = critique.statement.text
    told = [
        (f"{text[: one.span.start]}{_with_ids(one)}{text[one.span.end :]}", one)
        for one in critique.findings
        if one.suggestion and one.span
    ]
    if critique.rewrite and critique.findings:
        note = f" Left out: {critique.rewrite.left_out}" if critique.rewrite.left_out else ""
        told.append((f"{critique.rewrite.text}{note}", critique.worst(1)[0]))
    return told


def _with_ids(finding: Finding) -> str:
    """Give the offered words with the ids that the finding cites, which the product keeps apart from them."""
    return " ".join(
        filter(None, [finding.suggestion, f"[{', '.join(finding.evidence)}]" * bool(finding.evidence)])
    )


def _shared(marks: Iterable[Mark]) -> Mark:
    told = list(marks)
    passed = sum(mark.value for mark in told)
    worst = min(told, key=lambda mark: mark.value)
    return Mark(passed / len(told), f"{passed:.0f} of {len(told)} pass; {worst.why}", float(len(told)))
