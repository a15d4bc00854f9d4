"""Which parts of an answer go into the draft, and what is said about what was taken and what was left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from wbcoach.conversation.parts import bare_need, has_to, identified, need_of, parts
from wbcoach.conversation.placing import placed
from wbcoach.conversation.questions import CONTRAST, READINGS
from wbcoach.conversation.saying import echo
from wbcoach.conversation.talk import Answer
from wbcoach.conversation.wording import assembled, has_gap, slot_of
from wbcoach.grammar import sentences, words
from wbcoach.grounding import unfounded
from wbcoach.lexicon import names_people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wbcoach.conversation.hearing import Heard
    from wbcoach.conversation.talk import Talk, Version
    from wbcoach.critique import Critique, Finding, SlotName
    from wbcoach.statement import Statement

_NAMES: Final[dict[SlotName, str]] = {
    "customer": "who", "problem": "what they have to do", "situation": "when", "need": "what they need",
}  # fmt: skip
_ONE_THING: Final = frozenset(
    {"P02", "P04"}
)  # what is put down to the people goes when an act takes its place
_NOT_REPLACED: Final = frozenset({"D08"})
_OWN: Final = frozenset("i we me us my our myself ourselves".split())
_RIGHTS: Final = re.compile(
    r"\W*(?:(?:no|wait|actually|sorry|hm+|oh|well|but)[\s,.]+)*(?:no\s*,?\s*wait|wait|actually|(?:that|this|it)(?:['’]s|\s+is|\s+was)\s+(?:wrong|not\s+(?:it|right|true))|not\s+quite|rather|let\s+me\s+correct|i\s+(?:was|am)\s+wrong)\b",
    re.IGNORECASE,
)
_LONG: Final = 12
_UNDO: Final = "/undo takes it back."


class Taken(NamedTuple):
    """The talk with the parts kept as answers, a version with them in it, what is said about it, and whether what was asked is in it.

    Without a version the parts are kept for when the rest of the template is there.
    """

    talk: Talk
    version: Version | None
    told: list[str]
    asked: bool


def taken(
    talk: Talk, heard: Heard, line: str, finding: Finding | None, critique: Critique, statement: Statement
) -> Taken | None:
    """Take from an answer what the draft lacks or was asked about; None where nothing in it can go in.

    Args:
        talk: whose last turn is the author's answer.
        heard: what the line was taken for.
        line: the answer.
        finding: what is asked about; None where it is put aside or nothing is.
        critique: of the draft as it stands.
        statement: that draft, as it is read.
    """
    if heard.kind != "answer" or heard.observed or heard.claimed:
        return None
    given = _wanted(talk, line, finding, critique, statement)
    if not given:
        return None
    version = _version(talk, given, finding, statement)
    if version is None:
        for name in given:  # one part that has no place keeps the others from none
            version = _version(talk, {name: given[name]}, finding, statement)
            if version is not None:
                given = {name: given[name]}
                break
    if version is not None and unfounded(version.text, talk.author_texts):
        version = None
    code = finding.code if finding else ""
    kept = [Answer(text=text, turn=talk.now, code=code, slot=name) for name, text in given.items()]
    names = ", ".join(_NAMES[name] for name in given)
    told = _said(talk, line, given) if version else [f"Kept for the draft: {names}."]
    return Taken(
        talk.to(answers=(*talk.answers, *kept)),
        version,
        told,
        finding is not None and slot_of(finding) in given,
    )


def _wanted(
    talk: Talk, line: str, finding: Finding | None, critique: Critique, statement: Statement
) -> dict[SlotName, str]:
    """Choose among the parts of an answer: what was asked for, what is empty, and what is faulted or put right."""
    slot = slot_of(finding) if finding else None
    aside = talk.focus is not None and (
        (talk.focus.rung in (CONTRAST, READINGS) and talk.state != "draft") or talk.state == "evidence"
    )
    unsure = finding is not None and (
        finding.code in _NOT_REPLACED or (finding.code in _ONE_THING and bool(bare_need(line)))
    )
    asked = None if aside or unsure else slot
    found = parts(line, asked)
    meant = identified(sentences(line)[-1].of(line)) if sentences(line) else ""
    if aside and finding and (finding.lens != "data" or talk.state == "evidence"):
        found = _aside(talk, line, slot, meant)
        asked = slot
    rights = (
        talk.state == "mirror"
        or bool(_RIGHTS.match(line))
        or (statement.slots.hardship is None and not statement.is_story)
    )
    faulted = {slot_of(one) for one in critique.findings if one.severity != "minor"}
    return {
        name: text
        for name, text in found.items()
        if name == asked
        or statement.slot(name) is None
        or (rights and not aside)
        or (name == "customer" and (_same(meant, text) or _narrower(statement, text)))
        or (name in faulted and name in ("customer", "need"))
    }


def _aside(talk: Talk, line: str, slot: SlotName | None, meant: str) -> dict[SlotName, str]:
    """Choose from an answer to "who gets through it without that?": most of it tells of other people and moments."""
    need = need_of(line) or (bare_need(line) if slot == "need" else "")
    if need:
        return {"need": need}
    if talk.state == "evidence":
        return {"customer": meant} if meant else {}
    act = parts(line, "problem").get("problem", "") if slot == "problem" and has_to(line) else ""
    return {"problem": act} if act else {}


def _narrower(statement: Statement, text: str) -> bool:
    """Say whether people are those of the draft, told apart by more words."""
    span = statement.slot("customer")
    if span is None:
        return False
    old = [word.low for word in words(span.of(statement.text)) if names_people(word.low)]
    new = [word.low for word in words(text)]
    return bool(old) and old[-1] in new and len(new) > len(span.of(statement.text).split())


def _same(one: str, other: str) -> bool:
    return bool(one) and one.lower() == other.lower()


def _version(
    talk: Talk, given: Mapping[SlotName, str], finding: Finding | None, statement: Statement
) -> Version | None:
    without_cause = finding is not None and finding.code in _ONE_THING and "problem" in given
    version = placed(talk, statement, given, without_cause=without_cause)
    if version is not None:
        return version
    whole = assembled(talk, given, statement)
    return whole if not has_gap(whole.text) else None


def _said(talk: Talk, line: str, given: Mapping[SlotName, str]) -> list[str]:
    """Say what was taken, in which person, and that the rest is kept outside the draft."""
    told = "; ".join(f"{_NAMES[name]}, “{echo(text, 24)}”" for name, text in given.items())
    known = any(one.role == "coach" and _UNDO in one.text for one in talk.turns)
    lines = [f"Taken into the draft: {told}.{'' if known else f' {_UNDO}'}"]
    spoken = {word.low for word in words(line)}
    if (
        spoken & _OWN
        and "they" not in spoken
        and any(set(text.split()) & {"they", "their", "them"} for text in given.values())
    ):
        lines.append("You spoke of yourself; the draft says “they”.")
    size = sum(len(text.split()) for text in given.values())
    if len(line.split()) > _LONG and 2 * size < len(line.split()):
        lines.append("The rest of what you said stays in the transcript, outside the draft.")
    return lines
