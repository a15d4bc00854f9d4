"""From a hunch to a first draft: slot by slot, then as a whole with gaps for what was not said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.conversation.questions import HUNCH
from wbcoach.conversation.steps import usable
from wbcoach.conversation.talk import Answer
from wbcoach.conversation.wording import GAPS, first_gap, offer
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from wbcoach.conversation.hearing import Heard
    from wbcoach.conversation.talk import State, Talk

_LEAD: Final = re.compile(
    r"\A[^.:!?\n]{0,60}:\s+(?=today\b|currently\b|as\s+an?\b|when\b|customers?\b)", re.IGNORECASE
)


def first_draft(line: str) -> str:
    """Give the first draft without what leads up to it."""
    return _LEAD.sub("", line.strip()).strip('"“” ')


def settle(talk: Talk, heard: Heard, line: str) -> tuple[Talk, list[str], str, State]:
    """Go from a hunch to a first draft, slot by slot; then offer wording with gaps for what was not said.

    Returns:
        The talk, what is told, the question, and the state.
    """
    told: list[str] = []
    if heard.kind == "enough":
        return talk, ["I stop here. There is no draft yet; what you said is kept."], "", "close"
    if heard.kind == "language":
        told.append(f"I read English alone so far. Your words are kept as turn {talk.now}.")
    if heard.kind == "unknown":
        told.append("That is a good answer; it stays a gap.")
    if heard.kind == "answer" and not talk.offered and (talk.slot or usable(line)):
        answer = Answer(text=line.strip(), turn=talk.now, slot=talk.slot)
        talk = talk.to(answers=(*talk.answers, answer))
    wants = heard.pressure == "write" or heard.kind == "command"
    order = list(HUNCH)
    at = order.index(talk.slot) + 1 if talk.slot else 0
    at = len(order) if talk.offered else at
    if heard.kind == "language" and talk.slot:
        at -= 1
    if at >= len(order) or wants:
        return whole(talk, told)
    return talk.to(slot=order[at]), told, HUNCH[order[at]], "settle"


def whole(talk: Talk, told: list[str]) -> tuple[Talk, list[str], str, State]:
    """Show what was said as one draft, and ask for its first gap."""
    made = talk.offered or offer(talk, None, Statement.parse(""), talk.author_texts)
    if made is None or talk.asked >= talk.budget:
        form = f"Today, {GAPS['customer']} have to {GAPS['problem']} when {GAPS['situation']}."
        return talk, [*told, f"Write it down whenever you like: “{made.text if made else form}”"], "", "close"
    slot = first_gap(made.text)
    lines = ["Your words put together.", f"“{made.text}”", "Write it your own way, or fill it gap by gap."]
    asked = HUNCH[slot] if slot else "What would you change in it?"
    return talk.to(offered=made, slot=slot or talk.slot), [*told, *lines], asked, "draft"
