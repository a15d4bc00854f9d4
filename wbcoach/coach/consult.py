"""Ask a model, believe nothing: what it proposes is checked, then merged with what the rules found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wbcoach.coach.brief import brief
from wbcoach.coach.sieve import Sieve, named
from wbcoach.critique import Dropped, Finding, Funnel, scores_of
from wbcoach.models import Draft
from wbcoach.pitfall import SHOWN_FROM
from wbcoach.pitfalls import settle, stands_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.evidence import Dossier
    from wbcoach.models import Model
    from wbcoach.settings import Settings
    from wbcoach.statement import Statement


_HIGH_RISK = frozenset({"P01", "P02", "D06", "S06"})


@dataclass
class Consulted:
    """What is left of a model's answer, merged with the findings of the rules."""

    model: str
    stamp: str
    tokens: dict[str, int]
    findings: list[Finding]
    tentative: list[Finding]
    dropped: tuple[Dropped, ...]
    funnel: Funnel


def consult(
    model: Model,
    settings: Settings,
    statement: Statement,
    dossier: Dossier,
    findings: list[Finding],
    tentative: Sequence[Finding] = (),
) -> Consulted:
    """Ask `model` for findings, check each against the draft and the evidence it was given, and merge.

    What the rules are sure of (`findings`) stays; what they are unsure of (`tentative`) a model may confirm.

    Raises:
        ModelError: the model gave no usable answer, or the draft alone is over the prompt's budget.
    """
    given = brief(model, settings, statement, dossier)
    answer = model.ask(given.filled, Draft)
    sieve = Sieve(statement, dossier, given, findings)
    checked = [finding for one in answer.value.findings if (finding := sieve.check(one)) is not None]
    passed = [_cautious(_confirming(one, tentative)) for one in checked]
    merged = _merge(findings, [one for one in passed if one.confidence >= SHOWN_FROM], sieve)
    unsure = _apart([one for one in passed if one.confidence < SHOWN_FROM], merged, sieve)
    shown = {finding.code for finding in merged}
    return Consulted(
        model=model.name,
        stamp=given.filled.stamp,
        tokens=answer.tokens,
        findings=merged,
        tentative=[*(one for one in tentative if one.code not in shown and not _among(one, unsure)), *unsure],
        dropped=tuple(sieve.dropped),
        funnel=sieve.funnel(len(answer.value.findings), sum("llm" in finding.found_by for finding in merged)),
    )


def _cautious(one: Finding) -> Finding:
    """Keep a grave finding that a model alone proposes behind "more", until something else speaks for it.

    Feedback could have talked the model into it.
    """
    if one.code not in _HIGH_RISK or one.found_by != ("llm",):
        return one
    return one.model_copy(update={"confidence": min(one.confidence, SHOWN_FROM - 0.01)})


def _merge(rules: list[Finding], proposed: Sequence[Finding], sieve: Sieve) -> list[Finding]:
    """Join findings of the same code on the same words; of two codes on the same words the weightier stays.

    Nothing that a model says may raise a score, so it can't put a harmless fault in the place of a grave one.
    """
    merged = list(rules)
    for one in sorted(proposed, key=lambda finding: finding.weight):
        place = next((i for i, other in enumerate(merged) if _same(one, other)), None)
        if place is not None:
            if "llm" in merged[place].found_by:
                sieve.drop(_name(one), "was proposed already")
            merged[place] = _joined(merged[place], one)
            continue
        settled = settle([*merged, one])
        if not _holds(one, settled):
            sieve.drop(_name(one), "a weightier finding has the same words")
        elif not all(_is_kept(known, settled) for known in rules):
            sieve.drop(_name(one), "would hide what a rule found on the same words")
        elif _milder(settled, merged):
            sieve.drop(_name(one), "would hide a finding that bears on another score")
        else:
            for lost in merged:
                if not _holds(lost, settled):
                    sieve.drop(_name(lost), "a weightier finding has the same words")
            merged = settled
    return merged


def _is_kept(known: Finding, findings: Sequence[Finding]) -> bool:
    """Say whether what was seen without a model is still there, or a graver grade of the same fault on its words.

    Asked of the first findings at each step: two proposals, each fair by itself, could else push one out together.
    """
    return any(_same(known, one) or stands_for(one, known) for one in findings)


def _apart(tentative: Sequence[Finding], merged: Sequence[Finding], sieve: Sieve) -> list[Finding]:
    """Keep of the unsure findings those that are not there already."""
    kept: list[Finding] = []
    for one in tentative:
        if _among(one, (*merged, *kept)):
            sieve.drop(_name(one), "is unsure, and there already")
        else:
            kept.append(one)
    return kept


def _confirming(one: Finding, tentative: Sequence[Finding]) -> Finding:
    """Join a proposal with what a rule was unsure of."""
    return next((_joined(other, one) for other in tentative if _same(one, other)), one)


def _joined(known: Finding, one: Finding) -> Finding:
    update = {
        "found_by": tuple(dict.fromkeys((*known.found_by, *one.found_by))),
        "confidence": max(known.confidence, one.confidence),
        "evidence": tuple(dict.fromkeys((*known.evidence, *one.evidence))),
        "suggestion": known.suggestion or one.suggestion,
    }
    return known.model_copy(update=update)


def _same(left: Finding, right: Finding) -> bool:
    """Say whether two findings are one: the same code on overlapping words, or one of them on none."""
    if left.code != right.code:
        return False
    if left.span is None or right.span is None:
        return True
    return left.span.start < right.span.end and right.span.start < left.span.end


def _among(one: Finding, findings: Sequence[Finding]) -> bool:
    return any(_same(one, other) for other in findings)


def _holds(one: Finding, findings: Sequence[Finding]) -> bool:
    return any(other is one for other in findings)


def _milder(after: Sequence[Finding], before: Sequence[Finding]) -> bool:
    pairs = zip(scores_of(after).model_dump().values(), scores_of(before).model_dump().values(), strict=True)
    return any(new > old for new, old in pairs)


def _name(finding: Finding) -> str:
    return named(finding.code, finding.span.text if finding.span else "")
