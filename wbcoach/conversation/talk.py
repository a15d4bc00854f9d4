"""A conversation as plain data: turns, versions of the draft, what was said, parked, waived and asked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wbcoach.critique import Shape, SlotName

State = Literal["settle", "mirror", "one_thing", "evidence", "draft", "recheck", "close"]
Kept = Literal["parked", "declined", "not known", "not settled"]
BUDGET = 8
OFFERED = "coach"


class Turn(Shape):
    """What one side said; a coach's says whether it asked something, and which findings it still holds."""

    role: Literal["author", "coach"]
    text: str
    asks: bool = False
    holds: tuple[str, ...] = ()
    state: State | None = None


class Piece(Shape):
    """A run of words of a draft and where it comes from: "turn N" (the author's), an evidence id, "template" or "gap"."""

    text: str
    origin: str


class Version(Shape):
    """One version of the draft, the turn that brought it (counted from 1), and its pieces in order."""

    text: str
    turn: int
    pieces: tuple[Piece, ...]


class Account(Shape):
    """What the author says was seen, counted or told; linked to the draft as feedback of that id."""

    id: str
    text: str
    turn: int


class Answer(Shape):
    """An answer, the finding it was asked for ("" before there was a draft), and the slot it is about."""

    text: str
    turn: int
    code: str = ""
    slot: SlotName | None = None


class Open(Shape):
    """A finding that is not asked about any more, and why."""

    code: str
    why: Kept


class Waiver(Shape):
    """A finding the author set aside, with the reason and a hash of the words it stood on ("": any)."""

    code: str
    reason: str
    words: str = ""
    turn: int


class Focus(Shape):
    """The finding that is asked about, the rung of the ladder (0..3), and how often no new wording came of it."""

    code: str
    rung: int = 0
    stuck: int = 0
    unknown: int = 0


class Before(Shape):
    """What `/undo` goes back to."""

    drafts: tuple[Version, ...]
    open: tuple[Open, ...]
    waived: tuple[Waiver, ...]


class Refused(Shape):
    """A sentence of a model that was not shown, the turn it was meant for, and why."""

    turn: int
    what: str
    reason: str


class Spent(Shape):
    """What a model took in a conversation: tokens as its server counted them; cost None where price or count isn't known.

    `said` counts sentences of it that were shown; `left` says why the conversation went on without it.
    """

    model: str
    prompts: tuple[str, ...] = ()
    turns: int = 0
    calls: int = 0
    said: int = 0
    tokens: dict[str, int] = Field(default_factory=dict)
    cost_usd: float | None = 0.0
    left: str = ""


class Talk(Shape):
    """A whole conversation; each turn makes a new one."""

    schema_id: Annotated[Literal["wbcoach.chat/1"], Field(alias="schema")] = "wbcoach.chat/1"
    state: State = "settle"
    turns: tuple[Turn, ...] = ()
    drafts: tuple[Version, ...] = ()
    offered: Version | None = None
    slot: SlotName | None = None
    accounts: tuple[Account, ...] = ()
    answers: tuple[Answer, ...] = ()
    open: tuple[Open, ...] = ()
    waived: tuple[Waiver, ...] = ()
    later: tuple[str, ...] = ()
    focus: Focus | None = None
    shown: tuple[str, ...] = ()
    asked: int = 0
    budget: int = BUDGET
    unknown: int = 0
    declined: int = 0
    past: tuple[Before, ...] = ()
    spent: Spent | None = None
    refused: tuple[Refused, ...] = ()

    model_config = Shape.model_config | {"populate_by_name": True}

    @property
    def draft(self) -> str:
        """The draft as it stands; empty before there is one."""
        return self.drafts[-1].text if self.drafts else ""

    @property
    def now(self) -> int:
        """The number of the last turn."""
        return len(self.turns)

    @property
    def closed_codes(self) -> frozenset[str]:
        """The codes that are not asked about any more."""
        return frozenset(one.code for one in self.open)

    @property
    def author_texts(self) -> list[str]:
        """All that the author said."""
        return [turn.text for turn in self.turns if turn.role == "author"]

    def to(self, **values: object) -> Talk:
        """Give the same talk with some parts replaced."""
        return self.model_copy(update=values)

    def remembering(self) -> Talk:
        """Keep what `/undo` goes back to, before it changes."""
        before = Before(drafts=self.drafts, open=self.open, waived=self.waived)
        return self.to(past=(*self.past, before)[-20:])

    def with_draft(self, version: Version, *, afresh: bool = True) -> Talk:
        """Take a new version of the draft; what was put aside for want of better words is asked about again, if `afresh`."""
        kept = tuple(one for one in self.open if one.why != "not settled" or not afresh)
        before = self.remembering() if self.drafts else self  # there is no way back to no draft
        return before.to(drafts=(*self.drafts, version), offered=None, open=kept)

    def putting_aside(self, code: str, why: Kept) -> Talk:
        """Ask no more about a finding; it stays open and is told at the end."""
        if code in self.closed_codes:
            return self.to(focus=None)
        return self.remembering().to(open=(*self.open, Open(code=code, why=why)), focus=None)

    def undone(self) -> Talk | None:
        """Go back by one change of draft, parked or waived findings; None where there is none."""
        if not self.past:
            return None
        last = self.past[-1]
        return self.to(
            drafts=last.drafts,
            open=last.open,
            waived=last.waived,
            past=self.past[:-1],
            focus=None,
            offered=None,
        )
