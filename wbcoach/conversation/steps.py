"""The steps of the interview: what a line changes, what comes next, and the draft made from a hunch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.conversation.difference import marked
from wbcoach.conversation.parts import fitted
from wbcoach.conversation.questions import FOLLOW_UP, HUNCH, WORDING
from wbcoach.conversation.talk import Answer, Focus
from wbcoach.conversation.wording import (
    filled,
    first_gap,
    has_gap,
    offer,
    slot_of,
)
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.conversation.hearing import Heard
    from wbcoach.conversation.talk import Talk, Version
    from wbcoach.critique import Critique, Finding

STUCK: Final = 2
_SINGLE: Final = str.maketrans(dict.fromkeys('“”„"', "'"))
GAP_QUESTION: Final = "What belongs in the gap?"
VERDICT_NOW: Final = "The verdict is now:"
_TWICE: Final = 2
_WITH_A_CLAIM: Final = 3  # the claim, the question behind it, and the answer
_KEEP: Final = re.compile(r"\s*(?:keep|take|accept)\b", re.IGNORECASE)
_FEW_WORDS: Final = 2
_CLIMBS: Final = frozenset({"pressure", "declined", "yes", "no", "draft"})


def changes(before: Critique, after: Critique) -> list[str]:
    """Say what a new version or an account changed, and only that."""
    was, now = {one.code for one in before.findings}, {one.code for one in after.findings}
    told = []
    if was - now:
        gone = sorted(was - now)
        told.append(f"{', '.join(gone)} {'is' if len(gone) == 1 else 'are'} closed.")
    new = {one.code: one for one in after.findings if one.code in now - was}
    told += [f"New: {code}. {one.message}" for code, one in sorted(new.items())]
    if not told:
        told.append("The same findings are open.")
    if after.verdict and after.verdict != before.verdict:
        told.append(f"{VERDICT_NOW} {after.verdict}.")
    return told


def shown_change(old: str, new: str) -> str:
    """Show a new version with its changes marked, as one quotation."""
    return f"“{marked(old, new).translate(_SINGLE)}”"


def in_hand(talk: Talk, critique: Critique) -> Finding | None:
    """Give the finding that is asked about; None where it is answered or put aside."""
    if talk.focus is None or talk.focus.code in talk.closed_codes:
        return None
    found = [one for one in critique.findings if one.code == talk.focus.code and one.severity != "minor"]
    return min(found, key=lambda one: one.weight, default=None)


def gap_filled(talk: Talk, heard: Heard, line: str) -> Version | None:
    """Give offered wording with an answer in its gap; None where there is no gap, or the answer doesn't fit."""
    if talk.offered is None or heard.kind != "answer" or heard.claimed:
        return None
    return filled(talk.offered, line, talk.now, talk.slot)


def numbered(talk: Talk, version: Version) -> list[str]:
    """Tell of a new version by its number, its changes marked."""
    return [f"Draft {len(talk.drafts) + 1}: {shown_change(talk.draft, version.text)}"]


def claimed_before(talk: Talk) -> str:
    """Give the claim of a talk whose words were asked for in the turn before; empty where nothing was."""
    if len(talk.turns) < _WITH_A_CLAIM or not talk.turns[-2].text.endswith(FOLLOW_UP):
        return ""
    return talk.turns[-3].text.strip().rstrip(".!") + ":"


def may_follow_up(talk: Talk, critique: Critique) -> bool:
    """Say whether what was said in a talk is worth asking for: data are missing, and it was not asked for twice."""
    lacking = any(one.lens == "data" and one.severity != "minor" for one in critique.findings)
    return lacking and not worn(talk, FOLLOW_UP) and talk.asked < talk.budget


def said_already(talk: Talk, finding: Finding, statement: Statement) -> bool:
    """Say whether what a finding lacks was told on the way, with another answer."""
    slot = slot_of(finding)
    fresh = talk.offered is None
    return (
        fresh
        and statement.slot(slot or "need") is None
        and any(one.slot == slot and fitted(one.text, slot) for one in talk.answers if slot)
    )


def worn(talk: Talk, question: str) -> bool:
    """Say whether a question was asked twice already, word by word."""
    return sum(one.asks and one.text.endswith(question) for one in talk.turns) >= _TWICE


def said(talk: Talk, finding: Finding) -> tuple[str, bool]:
    """Give the last words said on a finding that fit the slot they are about, and whether anything was said."""
    slot = slot_of(finding)
    answers = [one.text for one in talk.answers if one.code == finding.code]
    fits = [fitted(text, slot) for text in answers if slot]
    return next((text for text in reversed(fits) if text), ""), bool(answers)


def usable(line: str) -> str:
    """Give an answer that is worth saying back: not a bare word or two."""
    return line if len(line.split()) > _FEW_WORDS else ""


def moved(
    talk: Talk, told: list[str], heard: Heard, line: str, critique: Critique
) -> tuple[Talk, list[str], str]:
    """Take in a line about the finding in hand.

    Returns:
        The talk, what is told, and what comes next: "ask", "evidence", "wording", "offer", "adopt", "gap" or "which".
    """
    if heard.kind == "command" and heard.name == "rewrite":
        return talk, told, "offer"
    if talk.offered and heard.kind == "yes":
        if has_gap(talk.offered.text):
            return talk, [*told, "There is still a gap in it, which only you can fill."], "gap"
        return talk, [*told, "Taken."], "adopt"
    if heard.kind == "yes" and _KEEP.match(line):
        told = [*told, "There is no wording on offer; the draft stands as it is."]
    if talk.state == "mirror" and talk.focus is None and heard.kind == "no":
        return talk, told, "which"
    if heard.kind == "language":
        told = [*told, f"I read English alone so far. Your words are kept as turn {talk.now}."]
        return talk, told, "ask"
    finding = in_hand(talk, critique)
    if finding is None or talk.focus is None:
        return _noted(talk, line, None) if heard.kind == "answer" else talk, told, "ask"
    if heard.pressure == "write":
        return talk, told, "offer"
    if heard.kind == "unknown":
        return _not_known(talk, told, finding)
    if heard.kind in _CLIMBS:
        return *_climbed(talk, told), "ask"
    if heard.kind == "answer":
        return _answered(talk, told, line, finding)
    return talk, told, "ask"


def _climbed(talk: Talk, told: list[str]) -> tuple[Talk, list[str]]:
    """Go up the ladder; from its end the finding is put aside, open as it is."""
    focus = talk.focus
    if focus is None:
        return talk, told
    if focus.rung >= WORDING:
        return talk.putting_aside(focus.code, "not settled"), [
            *told,
            f"{focus.code} stays open; I put it aside.",
        ]
    return talk.to(focus=focus.model_copy(update={"rung": focus.rung + 1})), told


def _not_known(talk: Talk, told: list[str], finding: Finding) -> tuple[Talk, list[str], str]:
    """“I don't know yet” is a good answer: it is kept as open, and missing data are not asked for twice."""
    focus = talk.focus or Focus(code=finding.code)
    told = [*told, f"That is a good answer. {finding.code} is kept as open."]
    if finding.lens == "data" or focus.unknown:
        return talk.putting_aside(finding.code, "not known"), told, "ask"
    told[-1] = "That is a good answer; let me come from another side."
    focus = focus.model_copy(update={"unknown": 1, "rung": min(focus.rung + 1, WORDING)})
    return talk.to(focus=focus), told, "ask"


def _answered(talk: Talk, told: list[str], line: str, finding: Finding) -> tuple[Talk, list[str], str]:
    focus = talk.focus or Focus(code=finding.code)
    talk = _noted(talk, line, finding)
    if finding.lens in ("data", "language") and talk.state != "evidence":
        return *_climbed(talk, told), "ask"
    if talk.state == "one_thing" and usable(line):
        return talk, told, "evidence"
    if talk.state == "evidence":
        return talk, told, "wording"
    focus = focus.model_copy(update={"stuck": focus.stuck + 1})
    talk = talk.to(focus=focus)
    if focus.stuck > STUCK:
        return (
            talk.putting_aside(finding.code, "not settled"),
            [*told, f"{finding.code} stays open; I put it aside."],
            "ask",
        )
    if focus.stuck == STUCK:
        return talk, told, "offer"
    return *_climbed(talk, told), "ask"


def _noted(talk: Talk, line: str, finding: Finding | None) -> Talk:
    slot = slot_of(finding) if finding else None
    answer = Answer(text=line.strip(), turn=talk.now, code=finding.code if finding else "", slot=slot)
    return talk.to(answers=(*talk.answers, answer))


def offered(
    talk: Talk,
    finding: Finding,
    statement: Statement,
    critique: Critique,
    passes: Callable[[Talk, Version, Finding], bool],
) -> Version | None:
    """Make wording for a finding from what was said; one without gaps has to pass the critic, else a gap stands in it."""
    sources = [*talk.author_texts, *(one.quote for one in critique.evidence if one.id in talk.shown)]
    made = offer(talk, finding, statement, sources)
    if made and (has_gap(made.text) or passes(talk, made, finding)):
        return made
    bare = talk.to(answers=tuple(one for one in talk.answers if one.code != finding.code))
    made = offer(bare, finding, statement, sources)
    return made if made and has_gap(made.text) else None


def offer_lines(talk: Talk, version: Version) -> tuple[list[str], str]:
    """Show offered wording with its changes, and ask for what only the author can give."""
    told = [
        "Your text put together; what changed is marked.",
        shown_change(talk.draft or version.text, version.text),
    ]
    if has_gap(version.text):
        slot = first_gap(version.text)
        return told, HUNCH[slot] if slot else GAP_QUESTION
    return [*told, "“Keep” takes it as it is."], "What would you change in it?"
