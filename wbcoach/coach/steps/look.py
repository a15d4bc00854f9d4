"""A second look: another question on one grave finding, by a reader who isn't shown the first answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wbcoach import prompt
from wbcoach.coach.brief import bounded, entry, feedback_block
from wbcoach.coach.steps.state import Look, State
from wbcoach.grounding import check_quote_among
from wbcoach.models import SecondLook
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    from typing import Literal

    from wbcoach.critique import Finding
    from wbcoach.prompt import Filled

_AGAINST = frozenset({"D06"})  # decided by words of the feedback, all others by words of the draft
_NO_FEEDBACK = "None is needed to decide this."


def second_look(state: State) -> State:
    """Ask about the first finding that waits.

    Raises:
        ModelError: the model gave no usable answer, or the draft is over the prompt's budget.
    """
    finding, *rest = state.waiting
    said, state = state.asked(_filled(state, finding), SecondLook)
    look = Look(finding, _answer(state, finding, said))
    return replace(
        state,
        waiting=tuple(rest),
        looks=(*state.looks, look),
        told=f"{finding.code}: {look.answer}, {len(rest)} to go"
        if rest
        else f"{finding.code}: {look.answer}",
    )


def _filled(state: State, finding: Finding) -> Filled:
    """Fill the prompt; feedback is in it only where it decides, so that it can't talk a second reader round as well."""
    case, given = state.case, state.brief
    if given is None or finding.span is None:
        raise ValueError("Only what was found on words of the draft is looked at again.")
    cited = [(name, one) for name, one in given.given.items() if one.item.id in finding.evidence]
    against = finding.code in _AGAINST
    blocks = [feedback_block(name, one, given.masker, stance=False) for name, one in cited] if against else []
    return bounded(
        case.model,
        case.settings,
        prompt.load("second_look"),
        definition=entry(catalogue()[finding.code]),
        draft=prompt.fence("draft", given.masker.mask(case.statement.text)),
        passage=prompt.fence("passage", given.masker.mask(finding.span.text)),
        evidence="\n\n".join(blocks) or _NO_FEEDBACK,
        quoted_from="the feedback that says otherwise" if against else "the passage",
    )


def _answer(state: State, finding: Finding, said: SecondLook) -> Literal["agreed", "disagreed", "unsure"]:
    """Take a yes for one only where the words that decide it are where they have to be."""
    if said.answer != "yes":
        return "disagreed" if said.answer == "no" else "unsure"
    if state.brief is None or finding.span is None:
        return "unsure"
    quote = state.brief.masker.restore(prompt.unfence(said.quote)).strip()
    texts = [one.read.text for one in state.brief.given.values() if one.item.id in finding.evidence]
    if finding.code in _AGAINST:
        held = check_quote_among(quote, texts).holds
    else:
        whole = finding.span.text.lower() in quote.lower()  # the passage, with more of the draft around it
        held = check_quote_among(quote, [state.case.statement.text if whole else finding.span.text]).holds
    return "agreed" if held and any(map(str.isalnum, quote)) else "unsure"
