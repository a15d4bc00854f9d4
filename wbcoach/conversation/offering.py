"""Wording that a model tries: refused with a reason, or fit to be offered to the author."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.coach import MAX_STATEMENT
from wbcoach.conversation.difference import traced
from wbcoach.conversation.parts import fitted
from wbcoach.conversation.ranking import most_telling
from wbcoach.conversation.steps import STUCK, in_hand
from wbcoach.conversation.talk import OFFERED, Answer, Piece, Version
from wbcoach.conversation.wording import has_gap, with_slot
from wbcoach.evidence import Item
from wbcoach.grammar import words
from wbcoach.grounding import Answered, Suggested, misquoted, refusals, strange_links, unfounded
from wbcoach.grounding.suggested import stems_of
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wbcoach.conversation.interviewer import Interviewer, Reply
    from wbcoach.conversation.talk import Talk
    from wbcoach.critique import Finding, SlotName

_FEWEST_WORDS: Final = 6


def wanted(base: Reply) -> bool:
    """Say whether wording may be shown now: the author asked for it, or has been stuck for two turns."""
    heard, focus = base.heard, base.talk.focus
    asked = heard.pressure == "write" or (heard.kind == "command" and heard.name == "rewrite")
    return asked or (focus is not None and focus.stuck >= STUCK)


def open_to_better(base: Reply) -> bool:
    """Say whether the interviewer has just offered wording with a gap, which a model may fill with the author's words."""
    made = base.talk.offered
    return made is not None and made.turn == base.before.now and has_gap(made.text) and wanted(base)


def tried(
    interviewer: Interviewer, talk: Talk, text: str, items: Mapping[str, str]
) -> tuple[Version | None, str]:
    """Put a model's wording to the critic; give it as a version that can be offered, or None and why not.

    Args:
        interviewer: has the critic.
        talk: with a draft.
        text: the whole statement as reworded.
        items: feedback that was read, by id.
    """
    plain = " ".join(text.split())
    if len(words(plain)) < _FEWEST_WORDS or len(plain) > MAX_STATEMENT:
        return None, "it is no whole statement."
    if plain == " ".join(talk.draft.split()):
        return None, "it is the draft as it stands."
    before = interviewer.critique(talk)
    finding = in_hand(talk, before) or most_telling(before, talk.closed_codes)
    if finding is None:
        return None, "nothing of weight is open."
    version = Version(
        text=plain, turn=talk.now, pieces=traced(talk.drafts[-1].pieces, plain, _origin(talk, plain))
    )
    why = next(_faults(interviewer, talk, version, finding, items), "")
    return (None, why) if why else (version, "")


def _faults(
    interviewer: Interviewer, talk: Talk, version: Version, finding: Finding, items: Mapping[str, str]
) -> Iterator[str]:
    told = [Item(f"turn-{number}", text) for number, text in enumerate(talk.author_texts)]
    evidence = (*told, *(Item(name, text) for name, text in items.items()))
    own = [
        talk.draft,
        *talk.author_texts,
        *(text for name, text in items.items() if f"[{name}]" in version.text),
    ]
    one = Suggested(interviewer.statement(talk), evidence, version.text, "rewrite", Answered.by(finding))
    before = {other.code for other in interviewer.critique(talk).findings}
    after = interviewer.critique(talk.with_draft(version)).findings
    yield from (f"{strange}." for strange in unfounded(one.bare, own))
    yield from (f"{strange}." for strange in misquoted(one.bare, own, reported=False))
    yield from (f"{link} is nothing to follow." for link in strange_links(version.text, own))
    yield from (f"{why}." for why in refusals(one, after))
    if finding.code in {other.code for other in after}:
        yield f"{finding.code} {finding.name} is still there."
    for other in after:
        if other.severity != "minor" and other.code not in before:
            yield f"new: {other.code} {other.name}. {other.message}"


def _origin(talk: Talk, text: str) -> str:
    """Say whose the new words are: the author's, where one of their turns has them all, else the coach's."""
    new = stems_of(text) - stems_of(talk.draft)
    turns = [(number, one.text) for number, one in enumerate(talk.turns, start=1) if one.role == "author"]
    return next((f"turn {number}" for number, said in reversed(turns) if new <= stems_of(said)), OFFERED)


def unsaid(talk: Talk, said: str, slot: SlotName) -> str:
    """Say why words can't go into a slot: the author never said them, or they don't fit there; empty where they can."""
    plain = _plain(said)
    if not plain or not any(plain in _plain(text) for text in talk.author_texts):
        return "the author has not said these words."
    return "" if fitted(said, slot) else f"these words don't fit as a {slot}."


def noted(talk: Talk, slot: SlotName, said: str) -> Talk:
    """Keep the author's words as an answer about a slot."""
    code = talk.focus.code if talk.focus else ""
    return talk.to(answers=(*talk.answers, Answer(text=said, turn=talk.now, code=code, slot=slot)))


def with_words(interviewer: Interviewer, talk: Talk, slot: SlotName, said: str) -> Version | None:
    """Give the draft with the author's words in a slot; None where they don't fit, or it doesn't better the draft."""
    turn = next(
        number
        for number, one in reversed(list(enumerate(talk.turns, start=1)))
        if one.role == "author" and _plain(said) in _plain(one.text)
    )
    piece = Piece(text=fitted(said, slot), origin=f"turn {turn}")
    made = with_slot(talk, slot, piece, interviewer.statement(talk), talk.author_texts)
    if made is None or Statement.parse(made.text).slot(slot) is None:
        return None
    before = {one.code for one in interviewer.critique(talk).findings}
    after = interviewer.critique(talk.with_draft(made)).findings
    new = [one for one in after if one.severity != "minor" and one.code not in before]
    return None if new else made


def _plain(text: str) -> str:
    return " ".join(word.low for word in words(text))
