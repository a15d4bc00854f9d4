"""The coach with a model: the interviewer's turn, worded for this author, checked; handed back where the model fails.

The interviewer takes each turn first, so its facts, findings and verdict are code's. The model then adds remarks
and a question of its own. Whatever goes wrong, the interviewer's turn stands, and no line of the author is lost.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from wbcoach.coach.masking import open_masker
from wbcoach.conversation import claims, offering, steps
from wbcoach.conversation.briefing import briefed, own_words
from wbcoach.conversation.claims import Material
from wbcoach.conversation.desk import Desk
from wbcoach.conversation.saying import echo, turn_text
from wbcoach.conversation.speaking import Speaker
from wbcoach.conversation.spending import Spending
from wbcoach.conversation.talk import Refused
from wbcoach.conversation.tools import run_turn
from wbcoach.errors import BudgetError, ModelAuthError, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.conversation.interviewer import Interviewer, Reply
    from wbcoach.models import Model
    from wbcoach.settings import Settings

_PATIENCE: Final = 2  # failures in a row, after which the model is not asked again
_MOST_REFUSED: Final = 200
_LEFT: Final = "The model gives no answer ({why}), so this goes on without it."


class Agent:
    """Takes turns with a model, in one conversation; once the model has failed for good it takes none any more."""

    def __init__(
        self, interviewer: Interviewer, model: Model, settings: Settings, notify: Callable[[ModelError], None]
    ) -> None:
        """Take the interviewer and the model; `notify` is told of each failure."""
        self._interviewer = interviewer
        self._model = model
        self._settings = settings
        self._notify = notify
        self._masker = open_masker(settings)
        self._failures = 0
        self._told = False
        self._gone = False

    def fits(self, base: Reply) -> bool:
        """Say whether the model has a part in this turn: not in a command, an end, a mirror or offered wording."""
        told_only = base.heard.kind in ("nothing", "command") and base.heard.name != "rewrite"
        answered_as_put = base.talk.state == "mirror" or (
            bool(base.talk.offered) and not offering.open_to_better(base)
        )
        return not self._gone and bool(base.question) and not told_only and not answered_as_put

    def turn(self, base: Reply, tell: Callable[[str], None]) -> Reply:
        """Take a turn on the interviewer's own.

        Args:
            base: the interviewer's turn, of which `told` was told already.
            tell: given each sentence as soon as it has passed its checks.

        Returns:
            The turn as it now is; its text begins with what was told.
        """
        line = base.before.turns[-1].text
        desk = Desk(self._interviewer, base, line, self._masker)
        speaker = Speaker(self._masker, lambda words, masked: self._fault(desk, base, words, masked), tell)
        talking = self._model.talking()
        failed = ""
        stamp = ""
        try:
            room = self._settings.prompt_tokens
            filled = briefed(desk, base, room * 2 // 3, lambda text: self._model.count(text).tokens)
            stamp = filled.stamp
            run_turn(talking, filled, desk, speaker, room)
            self._failures = 0
        except ModelError as error:
            failed = self._failed(error)
        return self._made(base, desk, speaker, Spending(talking, self._model.name, stamp, failed))

    def _fault(self, desk: Desk, base: Reply, words: str, masked: str) -> str:
        talk = desk.talk
        made = desk.critique
        held = frozenset(one.code for one in made.findings) if made else frozenset()
        said = [turn.text for turn in talk.turns if turn.role == "author"]
        critic = [f"{one.message} {one.question}" for one in made.findings] if made else []
        own = [talk.draft, *said, base.question, *critic]
        given = Material(own, desk.items, desk.stances, held, own_words())
        return claims.fault(words, given, self._masker, masked=masked)

    def _failed(self, error: ModelError) -> str:
        """Take note of a failure; give why, the first time."""
        self._failures += 1
        self._gone = isinstance(error, BudgetError | ModelAuthError) or self._failures >= _PATIENCE
        self._notify(error)
        return error.message

    def _made(self, base: Reply, desk: Desk, speaker: Speaker, spending: Spending) -> Reply:
        spoken = speaker.spoken
        remarks = [desk.true_ids(one) for one in spoken.remarks]
        lines = [base.told, *remarks]
        if spending.failed and not self._told:
            self._told = True
            lines.append(_LEFT.format(why=echo(spending.failed, 30)))
        question = desk.base.question
        if desk.base.text != base.text:
            lines.append(desk.base.told)
        talk = desk.talk
        if desk.offer and question:
            told, question = steps.offer_lines(talk, desk.offer)
            lines += told
            talk = talk.to(offered=desk.offer)
        elif question and spoken.question and not spending.failed and not talk.offered:
            question = desk.true_ids(spoken.question)
        text = turn_text(lines, question)
        last = desk.base.talk.turns[-1]
        state = "draft" if desk.offer and question else last.state
        turn = last.model_copy(update={"text": text, "asks": bool(question), "state": state})
        words = [*spoken.remarks, *([spoken.question] if question == desk.true_ids(spoken.question) else [])]
        told_ids = [desk.true_id(name) for one in words for name in claims.cited(one)]
        talk = talk.to(
            turns=(*talk.turns, turn),
            asked=talk.asked + bool(question),
            state=state or talk.state,
            shown=tuple(dict.fromkeys([*talk.shown, *told_ids])),
            refused=(
                *talk.refused,
                *(Refused(turn=talk.now + 1, what=what, reason=why) for what, why in speaker.refused),
            )[-_MOST_REFUSED:],
        )
        talk = spending.on(talk, len(remarks) + bool(spoken.question and question != desk.base.question))
        return replace(desk.base, talk=talk, text=text, question=question, heard=base.heard)
