"""The coach without a model: hears a line, brings the talk on by one turn, asks at most one question."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wbcoach.coach import MAX_STATEMENT
from wbcoach.conversation import commands, coverage, evidence, hunch, questions, steps
from wbcoach.conversation.closing import closing_lines, reason_to_close, still_closed, verdict_line
from wbcoach.conversation.critic import Critic
from wbcoach.conversation.difference import traced
from wbcoach.conversation.hearing import Heard, hear, merged, wording
from wbcoach.conversation.pressure import reply_to
from wbcoach.conversation.ranking import most_telling
from wbcoach.conversation.saying import turn_text
from wbcoach.conversation.taking import taken
from wbcoach.conversation.talk import BUDGET, Focus, Talk, Turn, Version
from wbcoach.conversation.wording import has_gap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.conversation.hearing import Kind
    from wbcoach.conversation.talk import State
    from wbcoach.critique import Critique, Evidence, Finding

_SETTLE = "Who has which trouble, and when does it happen?"
_ROUND = 4
_NOTHING = Heard("nothing")


@dataclass(frozen=True)
class Reply:
    """The talk after a turn, the coach's words, and what the face is to do: "quit", "save", "export:md" or nothing.

    `question` is what the words end with, where they ask; `heard` is what the author's line was taken for.
    """

    talk: Talk
    text: str
    action: str = ""
    question: str = ""
    heard: Heard = _NOTHING

    @property
    def told(self) -> str:
        """The words without the question."""
        return self.text.removesuffix(self.question).rstrip("\n") if self.question else self.text

    @property
    def before(self) -> Talk:
        """The talk as the coach took up the author's line, before the coach's words."""
        *turns, last = self.talk.turns
        return self.talk.to(turns=tuple(turns), asked=self.talk.asked - last.asks)


class Interviewer(Critic):
    """Holds conversations with a critic's findings; keeps nothing of them but the last critiques it made."""

    def reply(self, talk: Talk, line: str, *, as_draft: bool = False) -> Reply:
        """Answer an author's line.

        Args:
            talk: so far.
            line: what the author says.
            as_draft: take it for the draft, however it reads.
        """
        line = line.encode("utf-8", "replace").decode()  # half a character can't be kept
        heard = Heard("draft") if as_draft else hear(line, has_draft=bool(talk.draft or talk.slot))
        return replace(self._answer(talk, line, heard), heard=heard)

    def _answer(self, talk: Talk, line: str, heard: Heard) -> Reply:
        talk = talk.to(turns=(*talk.turns, Turn(role="author", text=line)))
        talk = talk.to(
            declined=talk.declined + 1 if heard.kind == "declined" else 0,
            unknown=talk.unknown + (heard.kind == "unknown"),
        )
        if heard.kind == "nothing":
            return self._say(talk, ["I am listening."])
        if heard.kind == "command" and heard.name != "rewrite":
            return self.command(talk, heard)
        if heard.kind == "draft":
            return self._drafted(talk, line)
        done = steps.gap_filled(talk, heard, line)
        if done:
            return self._filled(talk, done)
        if not talk.draft and heard.kind == "answer" and (at_once := hunch.told_whole(line)):
            text, seen = at_once
            for one in seen:
                talk, _ = hunch.seen(talk, [], one)
            return self._drafted(talk, text)
        if talk.draft and heard.kind == "answer":
            return self._answered(talk, heard, line)
        if not talk.draft and talk.offered and heard.kind == "yes" and not has_gap(talk.offered.text):
            return self._after(talk.with_draft(talk.offered), None)
        if not talk.draft:
            return self._say(*hunch.settle(talk, heard, line))
        return self._next(talk, [], heard, line)

    def _answered(self, talk: Talk, heard: Heard, line: str) -> Reply:
        """Take what fits into the draft; ask behind a bare claim; else go on with the line as it was said."""
        critique, finding = self.critique(talk), self._in_hand(talk)
        claim, told = steps.claimed_before(talk), []
        if heard.claimed:
            told = ["Noted that there was a talk or a look; what was said or done is what counts."]
            if steps.may_follow_up(talk, critique):
                return self._say(talk, told, questions.FOLLOW_UP, "one_thing")
            return self._next(talk, told, _NOTHING, line)
        if claim and steps.usable(line):
            talk, told = hunch.seen(talk, told, f"{claim} {line.strip()}")
            heard = replace(heard, observed=False)
        took = taken(talk, heard, line, finding, critique, self.statement(talk))
        if took is not None and took.version is not None:
            told = [*told, *took.told, *steps.numbered(talk, took.version)]
            return self._after(
                took.talk.with_draft(took.version, afresh=False), critique, told, took=took.asked
            )
        talk, told = (took.talk, [*told, *took.told]) if took else (talk, told)
        if claim and steps.usable(line):
            return self._observed(talk, told, critique)
        if not told and not heard.observed and talk.state in ("one_thing", "draft") and steps.usable(line):
            told = ["Kept as a note; the draft stays as it is."]
        return self._next(talk, told, heard, line)

    def command(self, talk: Talk, heard: Heard) -> Reply:
        """Do what was asked for, in a talk whose last turn is the author's."""
        critique = self.critique(talk) if talk.draft else None
        done = commands.run(heard, talk, critique, self.statement(talk), lambda: self.leaning(talk))
        told = list(done.told)
        if done.goes_on or (heard.name == "export" and done.action and talk.draft):
            kind: Kind = "command" if done.goes_on else "enough"
            return self._next(done.talk, told, Heard(kind), "", done.action)
        if heard.name == "undo" and done.talk.draft:
            told += [" ".join(done.talk.draft.split()), verdict_line(self.critique(done.talk))]
        return self._say(done.talk, told, action=done.action)

    def _drafted(self, talk: Talk, line: str) -> Reply:
        text = merged(talk.draft, wording(line)) if talk.draft else hunch.first_draft(line)
        if len(text) > MAX_STATEMENT:
            return self._say(
                talk, [f"That has {len(text):,} characters; a statement has at most {MAX_STATEMENT:,}."]
            )
        if text == talk.draft:
            return self._next(talk, ["That is the draft as it stands."], Heard("yes"), line)
        before = self.critique(talk) if talk.draft else None
        old = talk.drafts[-1].pieces if talk.drafts else ()
        version = Version(text=text, turn=talk.now, pieces=traced(old, text, f"turn {talk.now}"))
        told = steps.numbered(talk, version) if talk.draft else []
        return self._after(talk.with_draft(version), before, told)

    def _in_hand(self, talk: Talk) -> Finding | None:
        return steps.in_hand(talk, self.critique(talk)) if talk.draft else None

    def _filled(self, talk: Talk, version: Version) -> Reply:
        """Take an answer into the gap it was given for; ask for the next gap, or take the whole as the draft."""
        if has_gap(version.text) and not talk.draft:
            return self._say(*hunch.whole(talk.to(offered=version), []))
        if has_gap(version.text):
            lines, asked = steps.offer_lines(talk, version)
            return self._say(talk.to(offered=version), lines, asked, "draft")
        before = self.critique(talk) if talk.draft else None
        return self._after(talk.with_draft(version), before)

    def _after(
        self, talk: Talk, before: Critique | None, told: Sequence[str] = (), *, took: bool | None = None
    ) -> Reply:
        """Check the new version, tell what changed, go on; `took` says whether an answer to what was asked made it."""
        critique = self.critique(talk)
        if before is None:
            fresh = talk.to(budget=talk.asked + BUDGET, state="recheck", slot=None, unknown=0)
            return self._mirror(fresh, critique)
        told = [*told, *steps.changes(before, critique)]
        heard = _NOTHING if took is False else Heard("draft", "took" if took else "")
        return self._next(talk.to(state="recheck"), told, heard, "")

    def _mirror(self, talk: Talk, critique: Critique) -> Reply:
        if critique.verdict is None:
            return self._next(talk, [], Heard("draft"), "")
        statement = self.statement(talk)
        told = [coverage.mirror(statement)]
        if reason_to_close(talk, critique, "draft"):
            return self._next(talk, told, Heard("draft"), "")
        if statement.format == "template" and all(statement.slot(name) for name in coverage.NAMES):
            return self._say(talk, told, questions.DID_I, "mirror")
        return self._next(talk, told, Heard("draft"), "")

    def _next(self, talk: Talk, told: list[str], heard: Heard, line: str, action: str = "") -> Reply:
        """Decide what comes after a line: an end, or one question on the finding that matters most."""
        critique = self.critique(talk)
        if critique.verdict is None:
            why = (
                "I read English alone so far"
                if "NON_ENGLISH" in critique.flags
                else "it is too short to be read"
            )
            return self._say(talk, [*told, f"No statement can be read in it: {why}."], _SETTLE, "settle")
        if heard.kind == "more":
            talk = talk.to(budget=max(talk.budget, talk.asked + _ROUND), unknown=0, open=())
        if heard.observed:
            return self._observed(*hunch.seen(talk, told, line), critique)
        talk, told, put = steps.moved(talk, told, heard, line, critique)
        items = evidence.chosen(critique, talk.shown) if heard.name == "took" and not talk.shown else []
        if items and talk.asked < talk.budget:
            return self._shown(talk, told, items, evidence.question(items))
        reason = reason_to_close(talk, critique, heard.kind)
        if reason:
            told = [one for one in told if not one.startswith(steps.VERDICT_NOW)]
            again = talk.state == "close" and (bool(action) or heard.kind not in ("enough", "command"))
            reason = "this goes out as it stands" if action else reason
            lines = (
                still_closed(critique)
                if again
                else closing_lines(talk, critique, self.statement(talk), reason)
            )
            return self._say(talk, [*told, *lines], state="close", action=action)
        if put == "which":
            asked = "Which of the four would you put differently?"
            return self._say(talk, told, asked, "mirror", action)
        if put == "gap":
            return self._say(talk, told, steps.GAP_QUESTION, "draft", action)
        if put == "adopt" and talk.offered:
            return self._after(talk.with_draft(talk.offered), critique)
        finding = steps.in_hand(talk, critique)
        if finding is None:
            finding = most_telling(critique, talk.closed_codes, spare_data=heard.kind == "unknown")
            talk = talk.to(
                focus=Focus(code=finding.code) if finding else None, offered=None, state="one_thing"
            )
            put = "offer" if put == "offer" else "ask"
        if finding is None:
            return self._say(talk, told, action=action)
        if heard.pressure:
            told = [*told, *reply_to(heard.pressure, finding, critique.strengths)]
        return self._ask(talk, told, finding, put)

    def _observed(self, talk: Talk, told: list[str], before: Critique) -> Reply:
        """See what an account closes; what was asked is asked again, unless it was asked for data."""
        now, finding = self.critique(talk), self._in_hand(talk)
        told = [*told, *steps.changes(before, now)]
        return self._next(talk, told, Heard("draft") if finding and finding.lens == "data" else _NOTHING, "")

    def _ask(self, talk: Talk, told: list[str], finding: Finding, put: str) -> Reply:
        critique = self.critique(talk)
        halves = len(self.statement(talk).sentences)
        focus = talk.focus or Focus(code=finding.code)
        if steps.said_already(talk, finding, self.statement(talk)):
            put = "offer"
        if put == "offer" or (put == "wording" and focus.stuck >= steps.STUCK):
            offered = steps.offered(talk, finding, self.statement(talk), critique, self.passes)
            if offered:
                talk = talk.to(offered=offered, focus=focus.model_copy(update={"stuck": steps.STUCK}))
                lines, asked = steps.offer_lines(talk, offered)
                return self._say(talk, [*told, *lines], asked, "draft")
        if put == "evidence" or (put == "ask" and focus.rung == 0 and evidence.at_once(finding)):
            items = evidence.chosen(critique, talk.shown, finding)
            if items:
                own = evidence.at_once(finding)
                asked = finding.question if own else evidence.question(items)
                return self._shown(talk, told, items, asked)
            put = "wording"
        if put in ("wording", "offer"):
            words, answered = steps.said(talk, finding)
            asked = questions.for_wording(finding, words, answered=answered, halves=halves)
        else:
            asked = questions.ask(finding, focus.rung, halves=halves)
        if steps.worn(talk, asked) and focus.rung < questions.WORDING:
            higher = focus.model_copy(update={"rung": focus.rung + 1})
            return self._ask(talk.to(focus=higher), told, finding, "ask")
        if steps.worn(talk, asked):
            told = [*told, f"{finding.code} stays open; I put it aside."]
            return self._next(talk.putting_aside(finding.code, "not settled"), told, _NOTHING, "")
        return self._say(talk, told, asked, "draft" if put in ("wording", "offer") else "one_thing")

    def _shown(self, talk: Talk, told: Sequence[str], items: Sequence[Evidence], asked: str) -> Reply:
        talk = talk.to(shown=(*talk.shown, *(one.id for one in items)))
        return self._say(talk, [*told, *map(evidence.line, items)], asked, "evidence")

    def _say(
        self, talk: Talk, told: list[str], question: str = "", state: State | None = None, action: str = ""
    ) -> Reply:
        holds = tuple(dict.fromkeys(one.code for one in self.critique(talk).findings)) if talk.draft else ()
        text = turn_text(told, question)
        state = state or talk.state
        turn = Turn(role="coach", text=text, asks=bool(question), holds=holds, state=state)
        talk = talk.to(turns=(*talk.turns, turn), asked=talk.asked + bool(question), state=state)
        return Reply(talk, text, action, text.rpartition("\n")[2] if question else "")
