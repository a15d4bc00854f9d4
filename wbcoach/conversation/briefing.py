"""What a model is given of a conversation for one turn: the talk, the draft, where it stands, feedback; masked and fenced."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from wbcoach import prompt
from wbcoach.coach.brief import instructions
from wbcoach.conversation.closing import verdict_line
from wbcoach.conversation.desk import finding_block
from wbcoach.conversation.steps import in_hand
from wbcoach.errors import ModelError
from wbcoach.screening import without_orders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wbcoach.conversation.desk import Desk
    from wbcoach.conversation.interviewer import Reply
    from wbcoach.critique import Critique

_FINDINGS, _ITEMS, _TURNS = 5, 8, 12
_FOR_TALK: Final = 1 / 3  # of what the draft leaves; the rest is for feedback
_NOTHING: Final = "None."


@cache
def own_words() -> str:
    """Give the words of all prompts of ours, which no answer may recite."""
    return "\n".join(
        [instructions(), *(text for role, text in prompt.load("chat").sections if role == "system")]
    )


def briefed(desk: Desk, base: Reply, room: int, count: Callable[[str], int]) -> prompt.Filled:
    """Fill the prompt of a turn.

    Args:
        desk: of this turn; feedback that is shown is put down there.
        base: the interviewer's own turn.
        room: tokens that the filled prompt may have.
        count: counts the tokens of a text.

    Raises:
        ModelError: the draft and what stands around it have no room.
    """
    template = prompt.load("chat")
    made = desk.critique
    values = {
        "draft": _fenced(desk, "draft", desk.talk.draft) if desk.talk.draft else "There is no draft yet.",
        "standing": "\n\n".join(_standing(desk, made)) if made else _NOTHING,
        "line": _fenced(desk, "author", desk.line),
        "told": _fenced(desk, "told", base.told),
        "question": _fenced(desk, "question", base.question),
    }
    bare = count(template.fill(talk="", evidence="", **values).text)
    if bare > room:
        raise ModelError(
            f"The draft and its feedback need more than the budget of {room:,} tokens.",
            "Raise prompt_tokens (WBCOACH_PROMPT_TOKENS), or shorten the draft.",
        )
    talk = _turns(desk, int((room - bare) * _FOR_TALK), count)
    evidence = _evidence(desk, made, room - bare - count(talk), count) if made else ""
    return template.fill(talk=talk or _NOTHING, evidence=evidence or _NOTHING, **values)


def _fenced(desk: Desk, tag: str, text: str) -> str:
    if not text.strip():
        return _NOTHING
    own = without_orders(text)
    return prompt.fence(tag, desk.masker.mask(own) if own.strip() else "(orders to a program, left out)")


def _standing(desk: Desk, made: Critique) -> Iterator[str]:
    yield verdict_line(made)
    focus = in_hand(desk.talk, made)
    if focus:
        yield f"In hand: {focus.code}."
    for one in made.worst_of_each_code(_FINDINGS):
        yield finding_block(one, desk.masker)


def _evidence(desk: Desk, made: Critique, room: int, count: Callable[[str], int]) -> str:
    """Give feedback, what the author saw first, as much as has room."""

    def weight(place: int) -> tuple[bool, bool, bool, int]:
        one = made.evidence[place]
        return one.id not in desk.talk.shown, not one.linked, one.stance == "related", place

    kept: list[str] = []
    for place in sorted(range(len(made.evidence)), key=weight)[:_ITEMS]:
        one = made.evidence[place]
        block = desk.fenced(one.id, one.quote, one.stance, kind=one.kind, source=one.source, date=one.date)
        room -= count(block)
        if room < 0:
            break
        desk.read(one.id, one.quote, one.stance)
        kept.append(block)
    return "\n\n".join(kept)


def _turns(desk: Desk, room: int, count: Callable[[str], int]) -> str:
    """Give the last turns before the author's line, as many as have room."""
    kept: list[str] = []
    for turn in reversed(desk.talk.turns[:-1][-_TURNS:]):
        block = _fenced(desk, turn.role, turn.text)
        room -= count(block)
        if room < 0:
            break
        kept.append(block)
    return "\n\n".join(reversed(kept))
