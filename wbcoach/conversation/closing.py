"""When a conversation ends, and what is said then: verdict, what is open, what was waived, whom to ask next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.coach.settling import settling_questions
from wbcoach.conversation.questions import closed_by
from wbcoach.conversation.ranking import heavy
from wbcoach.conversation.saying import echo

if TYPE_CHECKING:
    from wbcoach.conversation.hearing import Kind
    from wbcoach.conversation.talk import Talk
    from wbcoach.critique import Critique, Finding
    from wbcoach.statement import Statement

_DECLINES, _UNKNOWNS = 2, 5
_LISTED = 6


def reason_to_close(talk: Talk, critique: Critique, kind: Kind) -> str:
    """Say why it is time to close; empty while there is something to ask that could change the verdict."""
    left = heavy(critique, talk.closed_codes)
    if kind == "enough":
        return "you have had enough for now"
    if not heavy(critique):
        return "nothing of weight is open"
    if not left:
        return "what is left is put aside as open"
    if talk.declined >= _DECLINES:
        return "you would rather not say"
    lacking = any(one.why == "not known" and one.code.startswith("D") for one in talk.open)
    if kind == "unknown" and lacking and all(finding.lens == "data" for finding in left):
        return "what is missing has to be found out first"
    if talk.unknown >= _UNKNOWNS:
        return "what is missing has to be found out first"
    if talk.asked >= talk.budget:
        return f"{talk.budget} questions were asked"
    return ""


def closing_lines(talk: Talk, critique: Critique, statement: Statement, reason: str) -> list[str]:
    """Say where the statement stands, and what would take it further; nothing here asks."""
    lines = [f"I stop here: {reason}.", verdict_line(critique)]
    if critique.verdict == "ready":
        lines.append("Ready means good enough to take to a reviewer, never approved.")
    if critique.strengths:
        lines.append(f"What stands: {', '.join(critique.strengths)}.")
    aside = {one.code: one.why for one in talk.open}
    lines += [_open_line(one, aside.get(one.code)) for one in critique.worst_of_each_code(_LISTED)]
    lines += [f"Waived: {one.code}, since “{echo(one.reason, 30)}”." for one in talk.waived]
    lines += [f"For a statement of its own: “{echo(one, 30)}”." for one in talk.later]
    lines += _own_word(talk, critique)
    missing = [one for one in heavy(critique) if one.lens == "data"]
    if missing:
        lines += [f"To find out: {question}" for question in settling_questions(statement)]
    return lines


def still_closed(critique: Critique) -> list[str]:
    """Say in two lines that nothing has changed since the end."""
    return [verdict_line(critique), "That is where it stands. New wording reopens it, and so does “go on”."]


def verdict_line(critique: Critique) -> str:
    """Give verdict and the four numbers in one line."""
    if critique.scores is None:
        return "Verdict: none, this can't be read as a statement."
    numbers = ", ".join(f"{name} {value}" for name, value in critique.scores.model_dump().items())
    return f"Verdict: {critique.verdict}. {numbers}."


def _own_word(talk: Talk, critique: Critique) -> list[str]:
    """Say so when nothing but the author's word stands behind the draft."""
    told = {one.id for one in talk.accounts}
    telling = {one.id for one in critique.evidence if one.linked or one.stance == "supports"}
    if not told or telling - told:
        return []
    return [
        f"It rests on your account alone, {', '.join(sorted(told))}; a second kind of data would carry it further."
    ]


def _open_line(finding: Finding, why: str | None) -> str:
    if finding.severity == "minor":
        return f"Tip: {finding.code} {finding.name}. {finding.message}"
    told = f" ({why})" if why else ""
    return (
        f"Open{told}: {finding.code} {finding.name}. {finding.message} What closes it: {closed_by(finding)}."
    )
