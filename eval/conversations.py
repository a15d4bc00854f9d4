"""Labelled conversations, the turns they are made of, and how a coach is asked for its next turn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol, Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from eval.golden import FOLDER, Code, Split, read

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE: Final = FOLDER / "chat.yaml"
ChatCheck = Literal["one_question", "open", "stops", "holds"]
CHAT_CHECKS: Final[tuple[ChatCheck, ...]] = get_args(ChatCheck)


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Turn(_Record):
    """What one side says; `holds` are the codes of the findings that a coach still holds after its turn.

    `draft` is the draft after a coach's turn, where the coach puts answers into it.
    """

    role: Literal["author", "coach"]
    text: str
    holds: list[Code] = []
    draft: str = ""


class Coaching(Protocol):
    """A coach that can be talked to; a live run gives it the turns so far, the author's last."""

    def reply(self, transcript: Sequence[Turn]) -> Turn:
        """Give the coach's next turn."""


class LabelledTurn(Turn):
    """A turn; for the coach's, the checks it fails by its label."""

    fails: list[ChatCheck] | None = None

    @model_validator(mode="after")
    def _only_a_coach_is_judged(self) -> Self:
        if (self.fails is None) != (self.role == "author") or (self.role == "author" and self.holds):
            raise ValueError("a coach's turn has `holds` and `fails`, an author's has neither")
        return self


class Conversation(_Record):
    """A conversation on one draft; `findings` are open before the coach speaks first."""

    id: str
    split: Split
    draft: str
    findings: list[Code]
    turns: list[LabelledTurn]

    @model_validator(mode="after")
    def _sides_take_turns(self) -> Self:
        roles = [turn.role for turn in self.turns]
        if roles != ["author", "coach"] * (len(roles) // 2):
            raise ValueError(f"{self.id}: author and coach take turns, the author first and the coach last")
        if self.turns[0].text != self.draft:
            raise ValueError(f"{self.id}: it opens with another draft")
        return self


class ConversationFile(_Record):
    """What the file holds."""

    synthetic: Literal[True]
    cases: list[Conversation]


def load(path: Path = FILE) -> list[Conversation]:
    """Give all conversations in the order of the file.

    Raises:
        ValueError: an id stands twice, or the file is not of this shape.
    """
    cases = ConversationFile.model_validate(read(path)).cases
    if len({case.id for case in cases}) < len(cases):
        raise ValueError("An id stands twice.")
    return cases
