"""Wording that the coach offers: the author's own words put together, with gaps for what nobody has said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.coach.gather import named_in
from wbcoach.conversation.difference import traced
from wbcoach.conversation.parts import fitted, parts
from wbcoach.conversation.talk import Piece, Version
from wbcoach.grounding import unfounded
from wbcoach.pitfalls import pitfall
from wbcoach.slots.markers import SITUATION
from wbcoach.statement import SLOT_NAMES, Statement
from wbcoach.vocabulary.persons import is_one, plain_verb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wbcoach.conversation.talk import Talk
    from wbcoach.critique import Finding, SlotName

GAPS: Final[dict[SlotName, str]] = {
    "customer": "[who, told by what they do?]",
    "problem": "[do what?]",
    "situation": "[what has just happened?]",
    "need": "[get done what?]",
}
_GAP: Final = re.compile(r"\[[^\[\]\n]*\?\]")
_NEEDS: Final = re.compile(r"\b(?:needs?|wants?)\s+\Z", re.IGNORECASE)
_DATA_GAP, _OTHER_GAP = "[how many of how many, from where?]", "[what did you see?]"
_MOST: Final = 24
_BARE: Final = re.compile(
    r"(?:they|people|customers|everybody|everyone)\s+(?:all\s+|then\s+|just\s+)?", re.IGNORECASE
)


def slot_of(finding: Finding) -> SlotName | None:
    """Say which slot an answer to a finding's question is about; None for data and for language."""
    if finding.lens in ("data", "language"):
        return None
    if finding.code == "T03":
        return "problem"  # it stands on the wish, and asks what people do today
    about = pitfall(finding.code).about
    if about in ("customer", "situation", "need") or finding.code == "T05":
        return about or "problem"
    by_code: dict[str, SlotName] = {
        "S01": "need", "N02": "need", "N03": "need", "S03": "customer", "S07": "customer", "N01": "customer",
        "P01": "customer", "P02": "problem", "P03": "customer", "P05": "customer", "T01": "customer",
        "T02": "situation", "T04": "need", "T07": "need", "T06": "need",
    }  # fmt: skip
    return by_code.get(finding.code, "problem")


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
        return _checked(assembled(talk, {}), sources)
    slot = slot_of(finding) if finding else None
    lacking = slot is not None and statement.slot(slot) is None
    said = [
        one
        for one in talk.answers
        if finding and slot and one.slot == slot and (lacking or one.code == finding.code)
    ]
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
        return _checked(assembled(talk, {slot: piece}, statement), sources)
    before = talk.draft[: span.start]
    way = "a way to " if slot == "need" and _NEEDS.search(before) else ""
    text = f"{before}{way}{piece.text}{talk.draft[span.end :]}"
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


def assembled(
    talk: Talk, given: Mapping[SlotName, str | Piece], statement: Statement | None = None
) -> Version:
    """Fill the template from what is given, from the draft's slots, from answers, and with gaps."""
    said = {name: _piece(talk, given.get(name)) or _slot_piece(talk, name, statement) for name in GAPS}
    when = [] if SITUATION.match(said["situation"].text) else ["when"]
    form: list[Piece | str] = [
        "Today,", said["customer"], "has to" if is_one(said["customer"].text) else "have to", said["problem"], *when, said["situation"], ".",
        "Customers need a way to", said["need"], ".",
    ]  # fmt: skip
    pieces = [one if isinstance(one, Piece) else Piece(text=one, origin="template") for one in form]
    pieces += [Piece(text=f"[{name}]", origin=f"turn {talk.drafts[-1].turn}") for name in _cited(talk)]
    text = re.sub(r"\s+\.", ".", " ".join(piece.text for piece in pieces))
    return Version(text=text, turn=talk.now, pieces=tuple(pieces))


def _cited(talk: Talk) -> list[str]:
    """List what the draft cites, which stays linked whatever else is reworded."""
    return [name for name in named_in(talk.draft) if any(map(str.isdigit, name))] if talk.drafts else []


def _piece(talk: Talk, said: str | Piece | None) -> Piece | None:
    return Piece(text=said, origin=f"turn {talk.now}") if isinstance(said, str) else said


def _slot_piece(talk: Talk, name: SlotName, statement: Statement | None) -> Piece:
    """Give what was said for a slot: by the draft, then by answers; the other way round where the draft tells no hardship."""
    told = [_of_draft(talk, name, statement), _of_answers(talk, name)]
    if statement is not None and statement.slots.hardship is None and not statement.is_story:
        told.reverse()
    return next((one for one in told if one), None) or Piece(text=GAPS[name], origin="gap")


def _of_draft(talk: Talk, name: SlotName, statement: Statement | None) -> Piece | None:
    span = statement.slot(name) if statement else None
    text = _in_template(span.of(statement.text), name, statement) if span and statement else ""
    return Piece(text=text, origin=f"turn {talk.drafts[-1].turn}") if text else None


def _of_answers(talk: Talk, name: SlotName) -> Piece | None:
    latest = talk.answers[::-1]
    asked = ((one, fitted(one.text, name)) for one in latest if one.slot == name)
    by_the_way = ((one, parts(one.text).get(name, "")) for one in latest if not one.code)
    found = next(((one, text) for one, text in (*asked, *by_the_way) if text), None)
    return Piece(text=found[1], origin=f"turn {found[0].turn}") if found else None


def _in_template(said: str, name: SlotName, statement: Statement) -> str:
    """Give a draft's own words as the template takes them; empty for a thing in place of a need, or of an act."""
    if name in ("need", "problem"):
        said = re.sub(r"^(?:(?:have|has|had)\s+to|must|to)\s+", "", said, flags=re.IGNORECASE)
        return said if plain_verb(said.split(" ", 1)[0].lower()) else ""
    if name == "customer":
        one = statement.is_story and not re.match(r"(?:the|an?|all|\d+)\s|.*s\b", said, re.IGNORECASE)
        return f"{said}s" if one else said
    return re.sub(r"^when(?:ever)?\s+", "", said, flags=re.IGNORECASE)


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
    """Put an answer into the gaps of offered wording that it fits, the one asked for before others; else None."""
    first = asked if asked and GAPS[asked] in version.text else first_gap(version.text)
    said = parts(answer, first)
    if first == "need" and not said.get("need"):
        # "they hear it at once" says what is to get done, where that was asked
        said |= parts(_BARE.sub("", answer.strip(), count=1), first)
    text = version.text
    for gap in reversed(list(_GAP.finditer(version.text))):
        slot = next((name for name, words in GAPS.items() if words == gap[0]), None)
        fits = said.get(slot, "") if slot else _free(answer, gap[0])
        start = gap.start()
        if slot == "situation" and fits and SITUATION.match(fits):
            start = len(text[:start].removesuffix("when "))
        text = f"{text[:start]}{fits}{text[gap.end() :]}" if fits else text
    if text == version.text:
        return None
    left = [one for one in version.pieces if one.origin != "gap" or one.text in text]
    return Version(text=text, turn=turn, pieces=traced(left, text, f"turn {turn}"))


def _free(answer: str, gap: str) -> str:
    """Give what fits a gap that is no slot's: a figure where data are missing, else a clause with its subject."""
    plain = _plain(answer)
    if gap == _DATA_GAP:
        return plain if any(map(str.isdigit, plain)) else ""
    found = Statement.parse(plain).slots
    return plain if found.customer is not None and found.problem is not None else ""


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
