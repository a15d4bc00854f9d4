"""Wording that the coach offers: the author's own words put together, with gaps for what nobody has said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.conversation.difference import traced
from wbcoach.conversation.talk import Piece, Version
from wbcoach.grammar import base_verb, sentences, words
from wbcoach.grounding import unfounded
from wbcoach.lexicon import names_people
from wbcoach.pitfalls import pitfall
from wbcoach.statement import SLOT_NAMES, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.conversation.talk import Talk
    from wbcoach.critique import Finding, SlotName

GAPS: Final[dict[SlotName, str]] = {
    "customer": "[who, told by what they do?]",
    "problem": "[do what?]",
    "situation": "[what has just happened?]",
    "need": "[get done what?]",
}
_GAP: Final = re.compile(r"\[[^\[\]\n]*\?\]")
_DATA_GAP, _OTHER_GAP = "[how many of how many, from where?]", "[what did you see?]"
_MOST: Final = 24
_FILLER: Final = re.compile(
    r"(?:(?:well|so|hm+|oh|yes|no|ok(?:ay)?|i\s+think|i\s+guess|maybe|mostly)[\s,.:]+)*", re.IGNORECASE
)
_ACTS: Final = re.compile(
    r"(?:they|we|people|he|she|customers)\s+(?:(?:always|often|usually|then|also)\s+)?(?:(?:had|have|has|need|needed)\s+to\s+|must\s+)?",
    re.IGNORECASE,
)
_CAN: Final = re.compile(
    r"(?:(?:they|he|she|people|customers)(?:['’]d|\s+(?:would|could|can|want|wanted|need|needed|must|have|had))(?:\s+(?:like|want|need|have|still|just|only))*\s+)?(?:to\s+)?(?:be\s+able\s+to\s+)?",
    re.IGNORECASE,
)
_OWN: Final = re.compile(r"(?:\w+\s+)?(?:i|we|you)\b", re.IGNORECASE)
_NEEDS: Final = re.compile(
    r"\b(?:needs?|wants?)(?:\s+is)?\s+(?:(?:a|some)\s+way\s+)?to(?:\s+be\s+able\s+to)?\Z", re.IGNORECASE
)
_BARE: Final = re.compile(
    r"(?:they|people|customers|everybody|everyone)\s+(?:all\s+|then\s+|just\s+)?", re.IGNORECASE
)
_WHEN: Final = re.compile(r"(?:when(?:ever)?|each\s+time|every\s+time)\s+", re.IGNORECASE)
# What tells people apart behind their name; a verb there makes a sentence of it.
_TOLD_APART: Final = frozenset(
    "who whose that with without in at of from on and or for under over near outside inside behind".split()
)
_PRONOUNS: Final = frozenset("i we they he she it you that this there those these everybody everyone".split())


def slot_of(finding: Finding) -> SlotName | None:
    """Say which slot an answer to a finding's question is about; None for data and for language."""
    if finding.lens in ("data", "language"):
        return None
    about = pitfall(finding.code).about
    if about in ("customer", "situation", "need") or finding.code in ("T03", "T05"):
        return about or "problem"
    by_code: dict[str, SlotName] = {
        "S01": "need", "N02": "need", "N03": "need", "S03": "customer", "S07": "customer", "N01": "customer",
        "P01": "customer", "P02": "problem", "P03": "customer", "P05": "customer", "T01": "customer",
        "T02": "situation", "T04": "need", "T07": "need", "T06": "need",
    }  # fmt: skip
    return by_code.get(finding.code, "problem")


def fitted(answer: str, slot: SlotName) -> str:
    """Cut an answer to what fits a slot of the template; empty where it doesn't fit as it was said."""
    told = sentences(answer)
    if not told:
        return ""
    text = told[0].of(answer).strip().rstrip(".!,;: ")
    filler = _FILLER.match(text)
    text = text[filler.end() :].strip() if filler else text
    if slot == "situation":
        found = _WHEN.match(text)
        text = text[found.end() :] if found else ""
    elif slot == "customer":
        text = text if _are_people(text) else ""
    else:
        whole, lead = text, (_ACTS if slot == "problem" else _CAN).match(text)
        text = text[lead.end() :] if lead else text
        first = words(text[:60])
        text = text if first and base_verb(first[0].low) else need_of(whole) if slot == "need" else ""
    if not text or len(text.split()) > _MOST or "?" in text:
        return ""
    return text if text[1:2].isupper() else text[0].lower() + text[1:]


def need_of(text: str) -> str:
    """Give what somebody else needs to do, where a line says that in a sentence of its own; empty where it doesn't.

    "Nurses need to know which bed is free": not "they need a dashboard", and not "I need to think".
    """
    found = sentences(text)
    if len(found) != 1 or "?" in text:
        return ""
    plain = text.strip().rstrip(".!,;: ")
    need = Statement.parse(plain).slots.need
    if need is None or _OWN.match(plain):
        return ""
    said, before = need.of(plain), plain[: need.start].rstrip()
    first = words(said[:60])
    whole = need.end == len(plain) and _NEEDS.search(before)
    return said if whole and first and base_verb(first[0].low) and len(said.split()) <= _MOST else ""


def _are_people(text: str) -> bool:
    found = words(text)
    if not found or found[0].low in _PRONOUNS:
        return False
    if base_verb(found[0].low) and not names_people(found[0].low):
        return False
    at = next((at for at, word in enumerate(found[:6]) if names_people(word.low)), None)
    if at is None:
        return False
    while at + 1 < len(found) and names_people(found[at + 1].low):
        at += 1
    behind = found[at + 1].low if at + 1 < len(found) else "who"
    return behind in _TOLD_APART or behind.endswith("ing")


def offer(
    talk: Talk, finding: Finding | None, statement: Statement, sources: Sequence[str]
) -> Version | None:
    """Put together what was said, slot by slot; None where it would say what has no source, or change nothing.

    Args:
        talk: with the author's answers.
        finding: what the wording is to answer; None before there is a draft.
        statement: the draft as it was judged.
        sources: what the author said and the evidence that was shown.
    """
    if not talk.draft:
        return _checked(_assembled(talk, {}), sources)
    slot = slot_of(finding) if finding else None
    said = [one for one in talk.answers if finding and one.code == finding.code and slot and one.slot == slot]
    fits = [(fitted(one.text, slot), one.turn) for one in said if slot]
    new, turn = next(((text, turn) for text, turn in reversed(fits) if text), ("", 0))
    if finding is None:
        return None
    if slot is None or (slot == "problem" and finding.code in ("P02", "P04", "D08")):
        return _checked(_with_gap(talk, finding), sources)
    piece = Piece(text=new, origin=f"turn {turn}") if new else Piece(text=GAPS[slot], origin="gap")
    return with_slot(talk, slot, piece, statement, sources)


def with_slot(
    talk: Talk, slot: SlotName, piece: Piece, statement: Statement, sources: Sequence[str]
) -> Version | None:
    """Put words into a slot of the draft; None where that brings in what has no source, or changes nothing."""
    span = statement.slot(slot)
    if span is None or statement.format not in ("template", "free"):
        return _checked(_assembled(talk, {slot: piece}, statement), sources)
    text = f"{talk.draft[: span.start]}{piece.text}{talk.draft[span.end :]}"
    return _checked(_version(talk, text, piece), sources)


def _with_gap(talk: Talk, finding: Finding) -> Version | None:
    if finding.span is None:
        return None
    gap = _DATA_GAP if finding.lens == "data" else _OTHER_GAP
    piece = Piece(text=gap, origin="gap")
    text = f"{talk.draft[: finding.span.start]}{gap}{talk.draft[finding.span.end :]}"
    return _version(talk, text, piece)


def _version(talk: Talk, text: str, new: Piece) -> Version | None:
    if " ".join(text.split()) == " ".join(talk.draft.split()):
        return None
    return Version(text=text, turn=talk.now, pieces=traced(talk.drafts[-1].pieces, text, new.origin))


def _assembled(talk: Talk, given: dict[SlotName, Piece], statement: Statement | None = None) -> Version:
    """Fill the template from what is given, from the draft's slots, from answers, and with gaps."""
    parts = {name: given.get(name) or _slot_piece(talk, name, statement) for name in GAPS}
    form: list[Piece | str] = [
        "Today,", parts["customer"], "have to", parts["problem"], "when", parts["situation"], ".",
        "Customers need a way to", parts["need"], ".",
    ]  # fmt: skip
    pieces = [one if isinstance(one, Piece) else Piece(text=one, origin="template") for one in form]
    text = re.sub(r"\s+\.", ".", " ".join(piece.text for piece in pieces))
    return Version(text=text, turn=talk.now, pieces=tuple(pieces))


def _slot_piece(talk: Talk, name: SlotName, statement: Statement | None) -> Piece:
    span = statement.slot(name) if statement else None
    if span and statement:
        text = re.sub(r"^when(?:ever)?\s+", "", span.of(statement.text), flags=re.IGNORECASE)
        return Piece(text=text, origin=f"turn {talk.drafts[-1].turn}")
    for answer in reversed(talk.answers):
        if answer.slot == name and (text := fitted(answer.text, name)):
            return Piece(text=text, origin=f"turn {answer.turn}")
    return Piece(text=GAPS[name], origin="gap")


def _checked(version: Version | None, sources: Sequence[str]) -> Version | None:
    """Refuse what carries a number, group, name or cause that neither the author said nor the evidence has."""
    if version is None:
        return None
    bare = " ".join(_GAP.sub("", version.text).split())
    return None if unfounded(bare, list(sources)) else version


def first_gap(text: str) -> SlotName | None:
    """Give the slot of the first gap; None where there is no gap, or it is not one of a slot."""
    gap = _GAP.search(text)
    return next((name for name, words in GAPS.items() if gap and words == gap[0]), None)


def filled(version: Version, answer: str, turn: int, asked: SlotName | None = None) -> Version | None:
    """Put an answer into a gap of offered wording where it fits as it was said, the one asked for before others; else None."""
    for gap in sorted(_GAP.finditer(version.text), key=lambda gap: gap[0] != GAPS.get(asked or "need")):
        slot = next((name for name, words in GAPS.items() if words == gap[0]), None)
        said = fitted(answer, slot) if slot else _plain(answer)
        if (
            slot == "need" and not said
        ):  # "they hear it at once" says what is to get done, where that was asked
            said = fitted(_BARE.sub("", answer.strip(), count=1), slot)
        if said:
            text = f"{version.text[: gap.start()]}{said}{version.text[gap.end() :]}"
            return Version(text=text, turn=turn, pieces=traced(version.pieces, text, f"turn {turn}"))
    return None


def _plain(answer: str) -> str:
    text = " ".join(answer.split()).rstrip(".!,;: ")
    return text if 0 < len(text.split()) <= _MOST and not set(text) & set("?.[]") else ""


def has_gap(text: str) -> bool:
    """Say whether something is still to be filled in."""
    return bool(_GAP.search(text))


def slots_said(statement: Statement) -> dict[SlotName, str]:
    """Give the four slots in the author's words; empty where one is missing."""
    found: dict[SlotName, str] = {}
    for name in GAPS:
        span = statement.slot(name) if name in SLOT_NAMES else None
        found[name] = span.of(statement.text) if span else ""
    return found
