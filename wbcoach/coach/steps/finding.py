"""The first two steps: a model proposes findings, and what fails a check is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wbcoach.coach.brief import brief
from wbcoach.coach.sieve import Sieve
from wbcoach.coach.steps.state import HIGH_RISK, State, among, joined, same
from wbcoach.critique import Finding
from wbcoach.models import Draft
from wbcoach.pitfall import SHOWN_FROM

MOST_LOOKS = 4
_NEEDS_FEEDBACK = frozenset({"D06"})


def find(state: State) -> State:
    """Ask the model for findings.

    Raises:
        ModelError: it gave no usable answer, or the draft alone is over the prompt's budget.
    """
    case = state.case
    given = brief(case.model, case.settings, case.statement, case.dossier)
    draft, state = state.asked(given.filled, Draft)
    told = f"{len(draft.findings)} proposed"
    return replace(state, brief=given, proposed=draft.findings, dropped=given.left_out, told=told)


def ground(state: State) -> State:
    """Check each proposal against the draft and the evidence that the model was given."""
    case = state.case
    if state.brief is None:
        raise ValueError("There is nothing to check before the model was asked.")
    sieve = Sieve(case.statement, case.dossier, state.brief, case.rules)
    passed = [finding for one in state.proposed if (finding := sieve.check(one)) is not None]
    checked = tuple(_confirming(one, case.unsure) for one in passed)
    return replace(
        state,
        checked=checked,
        waiting=_waiting(checked, case.rules),
        reached=sieve.reached,
        dropped=tuple(sieve.dropped),
        told=f"{len(checked)} of {len(state.proposed)} hold",
    )


def _confirming(one: Finding, tentative: Sequence[Finding]) -> Finding:
    """Join a proposal with what the offline critic was unsure of."""
    return next((joined(other, one) for other in tentative if same(one, other)), one)


def _waiting(checked: Sequence[Finding], rules: Sequence[Finding]) -> tuple[Finding, ...]:
    """Choose the grave findings that the model alone is sure of, one of each, the surest first."""
    chosen: list[Finding] = []
    for one in sorted(checked, key=lambda finding: finding.weight):
        alone = one.found_by == ("llm",) and not among(one, (*rules, *chosen))
        fit = one.span is not None and (one.code not in _NEEDS_FEEDBACK or bool(one.evidence))
        if one.code in HIGH_RISK and one.confidence >= SHOWN_FROM and alone and fit:
            chosen.append(one)
    return tuple(chosen[:MOST_LOOKS])
