"""`wbcoach chat`: the coach in the terminal, in a pipe, or from a script; kept after every turn."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from wbcoach.conversation.names import OPENING
from wbcoach.errors import InputError, StoreBusyError, StoreError
from wbcoach.faces.cli import streams
from wbcoach.faces.cli.chat_screen import Piecewise, show, transcript
from wbcoach.settings import load

if TYPE_CHECKING:
    from wbcoach.conversation.agent import Agent
    from wbcoach.conversation.interviewer import Interviewer, Reply
    from wbcoach.conversation.sessions import Session, Sessions
    from wbcoach.conversation.talk import Talk
    from wbcoach.settings import Settings

_LONGEST_LINE = 1_000_000


@dataclass(frozen=True)
class Request:
    """What the command line asked for."""

    text: str = ""
    evidence: tuple[str, ...] = ()
    script: bool = False
    resume: bool = False
    index: bool = True
    offline: bool = False


class Lines(Protocol):
    """Where an author's lines come from."""

    def read(self, codes: tuple[str, ...]) -> str | None:
        """Give the next line; None at the end. `codes` are open, and can be completed."""
        ...


class Piped:
    """Lines of a pipe or a file: one line is one turn, said back so that the output reads as a conversation."""

    def read(self, codes: tuple[str, ...]) -> str | None:
        """Give the next line; None at the end."""
        del codes
        if sys.stdin is None:
            return None
        data = sys.stdin.buffer.readline(_LONGEST_LINE)
        if not data:
            return None
        line = data.decode("utf-8", "replace").rstrip("\r\n")
        if line.strip():
            streams.write(f"you> {streams.printable(line)}\n")
        return line


class Chat:
    """One conversation on a face: answers lines, keeps every turn, writes exports."""

    def __init__(
        self, interviewer: Interviewer, sessions: Sessions, session: Session, agent: Agent | None = None
    ) -> None:
        """Take the parts; without an agent the interviewer holds the conversation alone."""
        self.interviewer = interviewer
        self.agent = agent
        self.sessions = sessions
        self.session = session

    def answer(self, line: str, *, as_draft: bool = False) -> bool:
        """Answer a line; say whether the conversation goes on.

        The interviewer's turn is kept before a model is asked, so that a kill in mid-turn loses nothing.
        """
        reply = self.interviewer.reply(self.session.talk, line, as_draft=as_draft)
        self._keep(reply.talk)
        if self.agent and self.agent.fits(reply):
            reply = self._with_model(self.agent, reply)
        elif reply.text:
            show(reply.text, asks=reply.talk.turns[-1].asks)
        if reply.action.startswith("export:"):
            self._export(reply.action.partition(":")[2])
        elif reply.action == "save":
            streams.write(f"This is {self.session.id}, in {streams.printable(str(self.sessions.path))}\n")
        return reply.action != "quit"

    def _with_model(self, agent: Agent, base: Reply) -> Reply:
        """Show the turn as it comes: what code tells, each sentence of the model once it is checked, the question."""
        shown = Piecewise()
        shown.add(base.told)
        try:
            reply = agent.turn(base, shown.add)
        except KeyboardInterrupt:
            reply = base
        self._keep(reply.talk)
        shown.finish(reply.text, asks=bool(reply.question))
        return reply

    def _keep(self, talk: Talk) -> None:
        """Keep the turn; where another chat went on with the same conversation, this one becomes one of its own."""
        try:
            self.session = self.sessions.save(self.session, talk)
        except StoreBusyError as error:
            mine = self.sessions.begin()
            self.session = self.sessions.save(mine, talk)
            streams.say(f"wbcoach: {error.message} This one goes on as {mine.id}.")
        except StoreError as error:
            streams.warn(error)
            self.session = replace(self.session, talk=talk)

    def _export(self, kind: str) -> None:
        from wbcoach.conversation import export
        from wbcoach.render.json import dumps

        talk = self.session.talk
        critique = self.interviewer.critique(talk) if talk.draft else None
        if kind == "json":
            text = dumps(export.record(talk, critique))
        else:
            text = (export.page if kind == "html" else export.markdown)(talk, critique)
        path = _free(Path(f"wbcoach-chat-{self.session.id}.{kind}"))
        try:
            path.write_text(text, "utf-8", "surrogatepass")
        except OSError as error:
            streams.say(f"wbcoach: {path} can't be written: {error.strerror}.")
            return
        streams.write(f"Written: {path}\n")


def run(request: Request, flags: dict[str, Any]) -> int:
    """Hold a conversation; give the exit code.

    Raises:
        WbcoachError: a file that holds no draft, a conversation that isn't there, a store that can't be read.
    """
    settings = load(flags).settings
    lines = _lines(request, settings)
    blank = not request.resume and not request.text
    if blank:
        show(OPENING)
    with ThreadPoolExecutor(1, "wbcoach-open") as pool, ExitStack() as held:
        # What a conversation needs takes about a second to import: the first line is typed meanwhile.
        opening = pool.submit(_open, request, settings, asked=flags.get("model") is not None)
        line = lines.read(()) if blank else None
        chat, draft = opening.result()
        held.callback(chat.interviewer.coach.close)
        if chat.session.talk.turns:
            streams.write(transcript(chat.session.talk))
        if blank and line is None:
            return 0
        if draft and not chat.answer(draft, as_draft=True):
            return 0
        return _hold(chat, lines, line)


def _open(request: Request, settings: Settings, *, asked: bool) -> tuple[Chat, str]:
    """Open the conversation, the critic, the model if one is set, and the draft to begin with.

    A model that was asked for by flag has to be there; one of the config is told of and gone without.
    """
    from wbcoach.coach import Coach
    from wbcoach.conversation.interviewer import Interviewer
    from wbcoach.conversation.sessions import Sessions
    from wbcoach.faces.cli.critique import read_evidence

    sessions = Sessions(Path(settings.chats))
    session = sessions.load(request.text) if request.resume else sessions.begin()
    draft = "" if request.resume else _draft(request.text, settings)
    evidence = read_evidence(request.evidence)
    notify = None if asked else streams.warn
    coach = Coach.from_settings(settings, offline=request.offline, index=request.index, notify=notify)
    interviewer = Interviewer(coach, evidence)
    return Chat(interviewer, sessions, session, _agent(interviewer, settings)), draft


def _agent(interviewer: Interviewer, settings: Settings) -> Agent | None:
    """Make the coach with a model, where one was opened."""
    model = interviewer.coach.model
    if model is None:
        return None
    from wbcoach.conversation.agent import Agent

    return Agent(interviewer, model, settings, streams.warn)


def listed(flags: dict[str, Any]) -> None:
    """Print the conversations that are kept."""
    from wbcoach.conversation.sessions import Sessions

    for one in Sessions(Path(load(flags).settings.chats)).listed():
        day = datetime.fromtimestamp(one.changed, tz=UTC).strftime("%Y-%m-%d %H:%M")
        turns = f"{one.turns // 2:3} turn{'s' * (one.turns // 2 != 1):1}"
        streams.write(f"{one.id}  {day}  {turns}  {one.state:9}  {streams.printable(one.title)}\n")


def _hold(chat: Chat, lines: Lines, first: str | None) -> int:
    line = first
    while True:
        if line and line.strip() and not chat.answer(line):
            return 0
        turns = chat.session.talk.turns
        line = lines.read(turns[-1].holds if turns else ())
        if line is None:
            return 0


def _lines(request: Request, settings: Settings) -> Lines:
    if request.script or sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Piped()
    from wbcoach.faces.cli.chat_line import Typed

    return Typed(Path(settings.chats).with_name("chat-history"))


def _draft(text: str, settings: Settings) -> str:
    """Give the draft that the command line names: a text, or a file with one in it."""
    if not text:
        return ""
    from wbcoach.faces.cli.drafts import find

    found = find([text], settings).found
    if len(found) > 1:
        raise InputError(f"{text} holds {len(found)} statements.", "Give one of them in quotes.")
    return found[0].text


def _free(path: Path) -> Path:
    """Give a name that isn't taken."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
