"""`wbcoach chat`: the coach in the terminal, in a pipe, or from a script; kept after every turn."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from wbcoach.coach import Coach
from wbcoach.conversation.interviewer import OPENING, Interviewer
from wbcoach.conversation.sessions import Session, Sessions
from wbcoach.errors import InputError, StoreBusyError, StoreError
from wbcoach.faces.cli import streams
from wbcoach.faces.cli.chat_screen import show, transcript
from wbcoach.faces.cli.critique import read_evidence
from wbcoach.faces.cli.drafts import find
from wbcoach.settings import load

if TYPE_CHECKING:
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


class Lines(Protocol):
    """Where an author's lines come from."""

    def read(self, chat: Chat) -> str | None:
        """Give the next line; None at the end."""
        ...


class Piped:
    """Lines of a pipe or a file: one line is one turn, said back so that the output reads as a conversation."""

    def read(self, chat: Chat) -> str | None:
        """Give the next line; None at the end."""
        del chat
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

    def __init__(self, interviewer: Interviewer, sessions: Sessions, session: Session) -> None:
        """Take the parts."""
        self.interviewer = interviewer
        self.sessions = sessions
        self.session = session

    def answer(self, line: str, *, as_draft: bool = False) -> bool:
        """Answer a line; say whether the conversation goes on."""
        reply = self.interviewer.reply(self.session.talk, line, as_draft=as_draft)
        self._keep(reply.talk)
        if reply.text:
            show(reply.text, asks=reply.talk.turns[-1].asks)
        if reply.action.startswith("export:"):
            self._export(reply.action.partition(":")[2])
        elif reply.action == "save":
            streams.write(f"This is {self.session.id}, in {streams.printable(str(self.sessions.path))}\n")
        return reply.action != "quit"

    def _keep(self, talk: Any) -> None:
        """Keep the turn; where another chat went on with the same conversation, this one becomes one of its own."""
        try:
            self.session = self.sessions.save(self.session, talk)
        except StoreBusyError as error:
            mine = self.sessions.begin()
            self.session = self.sessions.save(mine, talk)
            streams.say(f"wbcoach: {error.message} This one goes on as {mine.id}.")
        except StoreError as error:
            streams.warn(error)
            self.session = Session(self.session.id, talk, self.session.turn)

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
    sessions = Sessions(Path(settings.chats))
    session = sessions.load(request.text) if request.resume else sessions.begin()
    opening = "" if request.resume else _draft(request.text, settings)
    evidence = read_evidence(request.evidence)
    if settings.model:
        streams.say("wbcoach: this conversation is held without a model.")
    with Coach.from_settings(settings, offline=True, index=request.index) as coach:
        chat = Chat(Interviewer(coach, evidence), sessions, session)
        if session.talk.turns:
            streams.write(transcript(session.talk))
        elif not opening:
            show(OPENING)
        if opening and not chat.answer(opening, as_draft=True):
            return 0
        return _hold(chat, _lines(request, settings))


def listed(flags: dict[str, Any]) -> None:
    """Print the conversations that are kept."""
    for one in Sessions(Path(load(flags).settings.chats)).listed():
        day = datetime.fromtimestamp(one.changed, tz=UTC).strftime("%Y-%m-%d %H:%M")
        turns = f"{one.turns // 2:3} turn{'s' * (one.turns // 2 != 1):1}"
        streams.write(f"{one.id}  {day}  {turns}  {one.state:9}  {streams.printable(one.title)}\n")


def _hold(chat: Chat, lines: Lines) -> int:
    while True:
        line = lines.read(chat)
        if line is None:
            return 0
        if line.strip() and not chat.answer(line):
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
