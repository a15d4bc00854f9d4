"""From a hunch to a first draft: slot by slot, then as a whole with gaps for what was not said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.conversation.hearing import reads_as_draft
from wbcoach.conversation.parts import parts, without_aside, without_filler
from wbcoach.conversation.questions import HUNCH, HUNCH_AGAIN
from wbcoach.conversation.steps import usable
from wbcoach.conversation.talk import Account, Answer
from wbcoach.conversation.witness import witness
from wbcoach.conversation.wording import GAPS, assembled, has_gap, offer
from wbcoach.grammar import sentences
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from wbcoach.conversation.hearing import Heard
    from wbcoach.conversation.talk import State, Talk
    from wbcoach.critique import SlotName

_LEAD: Final = re.compile(
    r"\A[^.:!?\n]{0,60}:\s+(?=today\b|currently\b|as\s+an?\b|when\b|customers?\b)", re.IGNORECASE
)

_SELF: Final = re.compile(r"(?:i|we)\b", re.IGNORECASE)
_MOST_TIMES: Final = 3


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
    if heard.observed and not parts(line, talk.slot):
        talk, told = seen(talk, told, line)
    elif heard.kind == "answer" and not talk.offered and (talk.slot or usable(line)):
        answer = Answer(text=line.strip(), turn=talk.now, slot=talk.slot)
        talk = talk.to(answers=(*talk.answers, answer))
    wants = heard.pressure == "write" or heard.kind == "command"
    order = list(HUNCH)
    at = order.index(talk.slot) + 1 if talk.slot else 0
    at = len(order) if talk.offered else at
    if heard.kind == "language" and talk.slot:
        at -= 1
    told_of = assembled(talk, {}).text
    while at < len(order) and GAPS[order[at]] not in told_of:
        at += 1  # said already, with another answer
    if at >= len(order) or wants:
        return whole(talk, told)
    return talk.to(slot=order[at]), told, HUNCH[order[at]], "settle"


def seen(talk: Talk, told: list[str], line: str) -> tuple[Talk, list[str]]:
    """Keep what the author saw or was told, under an id."""
    account = Account(id=f"YOU-{talk.now}", text=line.strip(), turn=talk.now)
    told = [*told, f"Kept as your account, [{account.id}]."]
    return talk.to(accounts=(*talk.accounts, account)), told


def told_whole(line: str) -> tuple[str, list[str]] | None:
    """Part a line that says it all at once into a draft and accounts of what was seen; None where it doesn't.

    It is a draft where it names a customer, a hardship, and a moment or a need.
    """
    spans = [span.of(line).strip() for span in sentences(line)]
    accounts = [one for one in spans if _SELF.match(one) and witness(one) == "account"]
    plain = [one for one in spans if one not in accounts]
    while plain and not Statement.parse(plain[0]).slots.customer:
        plain.pop(0)  # "Sorry." leads up to it
    text = without_filler(" ".join(plain))
    slots = Statement.parse(text).slots
    opens = slots.customer is not None and (slots.opened or not text[: slots.customer.start].strip())
    apart = text[len(without_aside(text)) :].strip(" .")
    told = not apart or (slots.need is not None and slots.need.of(text) in apart)
    named = opens and told and reads_as_draft(text) and not _SELF.match(text)
    return (text, accounts) if named and slots.problem and (slots.situation or slots.need) else None


def whole(talk: Talk, told: list[str]) -> tuple[Talk, list[str], str, State]:
    """Show what was said as one draft, and ask for its first gap."""
    made = talk.offered or offer(talk, None, Statement.parse(""), talk.author_texts)
    if made is None or talk.asked >= talk.budget:
        form = f"Today, {GAPS['customer']} have to {GAPS['problem']} when {GAPS['situation']}."
        return talk, [*told, f"Write it down whenever you like: “{made.text if made else form}”"], "", "close"
    gap = _to_fill(talk, made.text)
    if gap is None and has_gap(made.text):
        return talk.to(offered=made), [*told, f"Write it down whenever you like: “{made.text}”"], "", "close"
    lines = ["Your words put together.", f"“{made.text}”", "Write it your own way, or fill it gap by gap."]
    slot, asked = gap or (talk.slot, "What would you change in it?")
    return talk.to(offered=made, slot=slot), [*told, *lines], asked, "draft"


def _to_fill(talk: Talk, text: str) -> tuple[SlotName, str] | None:
    """Give the first gap that was not asked for three times already, and the question for it, in turn in other words."""
    asked = [one.text.rpartition("\n")[2] for one in talk.turns if one.asks]
    for name in GAPS:
        times = asked.count(HUNCH[name]) + asked.count(HUNCH_AGAIN[name])
        if GAPS[name] in text and times < _MOST_TIMES:
            return name, HUNCH_AGAIN[name] if times == 1 else HUNCH[name]
    return None
