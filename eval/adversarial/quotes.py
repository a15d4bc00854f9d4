"""Tampered and honest quotations, each put to the check that a model's quotations pass: is it rejected, and for the right reason?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eval.adversarial.altered import RIGHT_REASONS, Quotation, altered
from eval.adversarial.typographic import typographic
from eval.marks import Mark
from wbcoach.grounding import check_quote_among

if TYPE_CHECKING:
    from wbcoach.coach import Coach
    from wbcoach.grounding import Quoted

# Altered quotations that are rejected, those rejected for the right reason, and typographic ones accepted.
REJECTED, REASON, ACCEPTED = "rejected", "reason", "accepted"
BARS: Final = {REJECTED: 1.0, REASON: 0.95, ACCEPTED: 0.995}


def run(_coach: Coach) -> list[tuple[str, dict[str, Mark]]]:
    """Check all quotations; the check needs no parts of the coach."""
    return [(one.id, score(one, checked(one))) for one in (*altered(), *typographic())]


def checked(case: Quotation) -> Quoted:
    """Put a quotation to the product's check, among the items that it is said to come from."""
    return check_quote_among(case.quote, case.sources, speaker=case.speaker)


def score(case: Quotation, answer: Quoted) -> dict[str, Mark]:
    """Score a check: a tampered quotation is to be rejected for its own reason, an honest one accepted.

    The reason is only scored of what was rejected.
    """
    if case.kind not in RIGHT_REASONS:
        return {ACCEPTED: Mark(float(answer.holds), f"{case.kind}: {answer.reason or 'accepted'}")}
    if answer.reason is None:
        return {REJECTED: Mark(0.0, f"{case.kind}: accepted")}
    told = f"{case.kind}: {answer.reason}"
    right = answer.reason in RIGHT_REASONS[case.kind]
    return {REJECTED: Mark(1.0, told), REASON: Mark(float(right), told)}
