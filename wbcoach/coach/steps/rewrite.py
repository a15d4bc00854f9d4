"""Ask for the whole statement in other words: the worst fault gone, all else as it was, and nothing new in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wbcoach import prompt
from wbcoach.coach.brief import bounded, feedback_block, priority
from wbcoach.coach.rewording import NOT_BY_WORDS
from wbcoach.coach.steps.state import State, Tried
from wbcoach.models import DraftRewrite, pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.critique import Finding
    from wbcoach.prompt import Filled

_NO_FEEDBACK = "No feedback was found."
_NOT_TRIED = "None yet."


def to_mend(state: State) -> Finding | None:
    """Choose the worst finding that other words can mend, of those the author hasn't silenced; None where all is well."""
    open_ones = [one for one in state.case.heard(state.findings) if one.code not in NOT_BY_WORDS]
    return min(open_ones, key=lambda one: one.weight, default=None)


def rewrite(state: State) -> State:
    """Ask for a rewrite; the reasons why earlier ones were refused are in the question.

    Raises:
        ModelError: the model gave no usable answer, or the draft is over the prompt's budget.
    """
    finding = state.answered or to_mend(state)
    if finding is None:
        raise ValueError("There is nothing that other words would mend.")
    filled, names = _filled(state, finding)
    offer, state = state.asked(filled, DraftRewrite)
    count = sum(len(part.text.split()) for part in offer.parts)
    return replace(
        state,
        answered=finding,
        given=names,
        tried=(*state.tried, Tried(offer)),
        told=f"{count} words for {finding.code}",
    )


def _filled(state: State, finding: Finding) -> tuple[Filled, tuple[str, ...]]:
    """Fill the prompt with what feedback has room; give also the names of the items that are in it."""
    case, given = state.case, state.brief
    if given is None:
        raise ValueError("A rewrite comes after the first question.")
    mask = given.masker.mask
    template = prompt.load("rewrite")

    def count(text: str) -> int:
        return case.model.count(text).tokens

    values = {
        "draft": prompt.fence("draft", mask(case.statement.text)),
        "fault": prompt.fence("fault", mask(_fault(finding)), code=finding.code, name=finding.name),
        "tried": "\n\n".join(_tried(one, mask) for one in state.tried) or _NOT_TRIED,
    }
    empty = bounded(case.model, case.settings, template, evidence=_NO_FEEDBACK, **values)
    room = min(case.settings.prompt_tokens, template.max_tokens) - count(empty.text)
    items = list(given.given.items())
    blocks = [
        (
            priority(one) + (one.item.id in finding.evidence),
            feedback_block(name, one, given.masker, stance=False),
        )
        for name, one in items
    ]
    packed = pack(blocks, room, count)
    names = tuple(name for place, (name, _) in enumerate(items) if place not in packed.left_out)
    return template.fill(evidence="\n\n".join(packed.kept) or _NO_FEEDBACK, **values), names


def _fault(finding: Finding) -> str:
    where = f"Words: {finding.span.text}" if finding.span else "Words: none, something is missing"
    return f"{where}\nWhat is wrong: {finding.message}\nAsked of the author: {finding.question}"


def _tried(one: Tried, mask: Callable[[str], str]) -> str:
    """Show a refused rewrite; its words came from the model and are masked, the reasons quote what was restored."""
    text = "".join(part.text for part in one.offer.parts)
    reasons = "\n".join(f"- {mask(reason)}" for reason in one.reasons)
    return prompt.fence("tried", f"{text}\nRefused because:\n{reasons}")
