"""How far a conversation has come: each slot with what is open on it, and the kinds of data behind the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.conversation.closing import verdict_line
from wbcoach.conversation.saying import echo
from wbcoach.conversation.wording import slot_of, slots_said
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from wbcoach.conversation.talk import Talk
    from wbcoach.critique import Critique, SlotName

NAMES: Final[dict[SlotName, str]] = {
    "customer": "Customer",
    "problem": "Hardship",
    "situation": "When",
    "need": "Need",
}
KINDS: Final = ("behavioral", "qualitative", "subjective")


def mirror(statement: Statement) -> str:
    """Say the four slots back in the author's words, and which of them is empty."""
    said = slots_said(statement)
    parts = [f"{NAMES[name]}: {echo(text, 24) or 'not stated'}." for name, text in said.items()]
    return f"I read it like this. {' '.join(parts)}"


def by_slot(statement: Statement, critique: Critique) -> list[tuple[str, str, list[str]]]:
    """List slot, its words, and the codes that are open on it."""
    rows = []
    for name, text in slots_said(statement).items():
        codes = sorted({one.code for one in critique.findings if slot_of(one) == name})
        rows.append((NAMES[name], echo(text, 16), codes))
    return rows


def by_kind(critique: Critique) -> dict[str, tuple[int, int]]:
    """Count what stands for and against the draft, by kind of data."""
    telling = [one for one in critique.evidence if one.linked or one.stance != "related"]
    return {
        kind: (
            sum(one.kind == kind and one.stance != "contradicts" for one in telling),
            sum(one.kind == kind and one.stance == "contradicts" for one in telling),
        )
        for kind in KINDS
    }


def progress(talk: Talk, critique: Critique, statement: Statement) -> list[str]:
    """Say in lines how far the conversation has come."""
    lines = [verdict_line(critique)]
    for name, text, codes in by_slot(statement, critique):
        lines.append(f"{name}: {text or 'not stated'}{f'   open: {chr(44).join(codes)}' if codes else ''}")
    for kind, (pro, con) in by_kind(critique).items():
        lines.append(f"{kind} data: {pro} for, {con} against")
    left = max(0, talk.budget - talk.asked)
    lines.append(f"Questions: {talk.asked} asked, {left} left. Draft: version {len(talk.drafts)}.")
    if talk.open:
        lines.append(f"Put aside: {', '.join(f'{one.code} ({one.why})' for one in talk.open)}")
    if talk.waived:
        lines.append(f"Waived: {', '.join(one.code for one in talk.waived)}")
    return lines
