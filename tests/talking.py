"""A coach with a scripted model, in process and over real HTTP, for tests of what it may and may not do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from wbcoach.coach import Coach
from wbcoach.conversation.agent import Agent
from wbcoach.conversation.interviewer import Interviewer
from wbcoach.conversation.interviewer import Reply as Turn
from wbcoach.conversation.talk import Talk
from wbcoach.evidence import Item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model_server import Reply, Server

    from wbcoach.errors import ModelError

APP = "Today, deck hands have to queue for one radio when a gale is called. Customers need a way to use a radio app."
PLAIN = "Today, deck hands have to queue for one radio when a gale is called. Customers need a way to hear one order at the same time."
LATE = Item("N-1", "On deck we shout; 4 of 9 hands hear the order late.", source="interview")


@dataclass
class Held:
    """A conversation with a model: what was told, sentence by sentence, and which failures were noted."""

    server: Server
    linked: Sequence[Item] = (LATE,)
    values: dict[str, Any] = field(default_factory=dict)
    talk: Talk = field(default_factory=Talk)
    told: list[str] = field(default_factory=list)
    errors: list[ModelError] = field(default_factory=list)

    def __enter__(self) -> Self:
        usual = {"embedder": "none", "max_retries": 0, "timeout_s": 5, **self.values}
        settings = self.server.settings(**usual)
        self.coach = Coach.from_settings(settings, index=False)
        self.interviewer = Interviewer(self.coach, self.linked)
        assert self.coach.model is not None
        self.agent = Agent(self.interviewer, self.coach.model, settings, self.errors.append)
        return self

    def __exit__(self, *_: object) -> None:
        self.coach.close()

    def offline(self, line: str) -> Turn:
        """What the interviewer alone would say next."""
        return self.interviewer.reply(self.talk, line)

    def say(self, line: str, *replies: Reply) -> Turn:
        """Say a line, with what the model answers to it; no answer may be left over."""
        self.server.plan = [*replies]
        self.told = []
        base = self.offline(line)
        made = self.agent.turn(base, self.told.append) if self.agent.fits(base) else base
        assert self.server.plan == []
        self.talk = made.talk
        return made

    def begin(self) -> Self:
        """Come to the first question on a finding, S01."""
        self.say(APP)
        return self

    @property
    def sent(self) -> list[dict[str, Any]]:
        """The messages of the last request."""
        found: list[dict[str, Any]] = self.server.asked[-1]["messages"]
        return found
