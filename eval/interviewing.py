"""The interviewer as `python -m eval run --coach eval.interviewing:interviewer` talks to it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from eval.conversations import Turn
from wbcoach.coach import Coach
from wbcoach.conversation.interviewer import Interviewer
from wbcoach.conversation.talk import Talk
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAY: Final = dt.date(2026, 11, 1)


class Interviewing:
    """Gives an interviewer the authors' lines; a talk is made again from them, which is the same each time."""

    def __init__(self, interviewer: Interviewer) -> None:
        """Take the interviewer."""
        self.interviewer = interviewer

    def reply(self, transcript: Sequence[Turn]) -> Turn:
        """Give the coach's next turn; the first line is the draft."""
        talk = Talk()
        for number, turn in enumerate(turn for turn in transcript if turn.role == "author"):
            talk = self.interviewer.reply(talk, turn.text, as_draft=number == 0).talk
        last = talk.turns[-1]
        return Turn(role="coach", text=last.text, holds=list(last.holds), draft=talk.draft)


def interviewer() -> Interviewing:
    """Make it: rules alone, no index, on a day that stays the same."""
    return Interviewing(Interviewer(Coach(Settings(as_of=_DAY, embedder="none"))))
