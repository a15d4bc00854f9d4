"""What an author can ask for at any time, as a slash command or in plain words; no command asks anything back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wbcoach.coach.silence import span_hash
from wbcoach.conversation import coverage, evidence
from wbcoach.conversation.difference import marked
from wbcoach.conversation.names import FORMATS
from wbcoach.conversation.questions import closed_by
from wbcoach.conversation.saying import echo
from wbcoach.conversation.talk import Waiver
from wbcoach.errors import InputError
from wbcoach.figures import figures
from wbcoach.grammar import Span
from wbcoach.grounding import unsupported_numbers
from wbcoach.pitfalls import pitfall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wbcoach.conversation.hearing import Heard
    from wbcoach.conversation.talk import Talk
    from wbcoach.critique import Critique, Evidence, Finding
    from wbcoach.statement import Statement

_MOST_SHOWN: Final = 8
_CITED: Final = re.compile(r"\[[^\[\]\n?]{1,200}\]")
HELP: Final = (
    ("/draft", "the draft as it stands, what changed last, and where each part comes from"),
    ("/evidence", "feedback that bears on it"),
    ("/counter", "feedback that speaks against it"),
    ("/why CODE", "what a finding means, and what closes it"),
    ("/rewrite", "wording from your own words, with gaps for what is not known"),
    ("/progress", "what is covered, slot by slot and kind by kind of data"),
    ("/park", "put the finding in hand aside; it stays open (/park CODE: another)"),
    ("/park WORDS", "keep another problem for a statement of its own"),
    ("/waive CODE reason", "set a finding aside for good; the reason is kept on record"),
    ("/undo", "go back by one change of the draft, of what is parked or waived"),
    ("/save", "where this is kept (it is kept after every turn)"),
    ("/export md|json|html", "write the whole of it to a file"),
    ("/quit", "leave; nothing is lost"),
)


@dataclass(frozen=True)
class Done:
    """What a command did: the talk after it, what is told, what the face is to do, and whether the coach goes on."""

    talk: Talk
    told: tuple[str, ...]
    action: str = ""
    goes_on: bool = False


def run(
    heard: Heard,
    talk: Talk,
    critique: Critique | None,
    statement: Statement,
    leaning: Callable[[], list[Evidence]] = list,
) -> Done:
    """Do a command; without a draft (`critique` is None) those that need one say so.

    Args:
        heard: the command.
        talk: so far.
        critique: of the draft as it stands.
        statement: the draft as it is read.
        leaning: finds feedback that may pull the other way without contradicting.
    """
    name, rest = heard.name, heard.rest
    if name == "help":
        return Done(talk, tuple(f"{command:22}{what}" for command, what in HELP))
    if name in ("quit", "save"):
        return Done(talk, ("All of it is kept.",), name)
    if name == "export":
        return _export(talk, rest)
    if name == "why":
        return Done(talk, tuple(_why(rest, critique)))
    if name == "undo":
        before = talk.undone()
        return Done(before or talk, ("Gone back by one.",) if before else ("There is nothing to undo.",))
    if name == "unknown":
        return Done(talk, (f"There is no command /{echo(rest, 1)}; /help lists them.",))
    if critique is None:
        return Done(talk, ("There is no draft yet.",))
    if name == "draft":
        return Done(talk, tuple(_draft(talk, critique)))
    if name in ("evidence", "counter"):
        return _counter(talk, critique, leaning()) if name == "counter" else _evidence(talk, critique)
    if name == "progress":
        return Done(talk, tuple(coverage.progress(talk, critique, statement)))
    if name == "park":
        return _park(talk, rest, critique)
    return _waive(talk, rest, critique)


def _export(talk: Talk, rest: str) -> Done:
    wanted = next(iter(rest.split()), "md").lower()
    wanted = {"markdown": "md", "htm": "html"}.get(wanted, wanted)
    if wanted not in FORMATS:
        return Done(talk, (f"There is no format {echo(wanted, 1)!r}; choose {', '.join(FORMATS)}.",))
    return Done(talk, (), f"export:{wanted}")


def _why(rest: str, critique: Critique | None) -> list[str]:
    code = next(iter(rest.split()), "")
    if not code:
        return ["Name a finding: /why S01."]
    try:
        known = pitfall(code)
    except InputError:
        return [f"There is no finding {echo(code, 1)}; `wbcoach explain` lists them."]
    lines = [f"{known.code} {known.name}, {known.severity}. {known.why}"]
    here = [one for one in (critique.findings if critique else ()) if one.code == known.code]
    lines += [f"Here: {one.message}{_on(one)} What closes it: {closed_by(one)}." for one in here[:3]]
    if critique and not here:
        lines.append("It is not open here.")
    return [*lines, f"More: wbcoach explain {known.code}"]


def _on(finding: Finding) -> str:
    return f" It is about “{echo(finding.span.text)}”." if finding.span else ""


def _draft(talk: Talk, critique: Critique) -> list[str]:
    now = talk.drafts[-1]
    lines = [f"Version {len(talk.drafts)}, from turn {now.turn}:", " ".join(now.text.split())]
    if len(talk.drafts) > 1:
        lines.append(f"Changes: {marked(talk.drafts[-2].text, now.text)}")
    lines += [
        f"{piece.origin}: {echo(piece.text, 30)}" for piece in now.pieces if any(map(str.isalnum, piece.text))
    ]
    lines += [
        f"{words}: {', '.join(names) or 'no source yet'}" for words, names in sources_of(talk, critique)
    ]
    return lines


def sources_of(talk: Talk, critique: Critique) -> list[tuple[str, list[str]]]:
    """Say for each figure of the draft which feedback has it."""
    told = []
    ids = [Span(*one.span()) for one in _CITED.finditer(talk.draft)]
    for figure in figures(talk.draft):
        if any(figure.span.overlaps(one) for one in ids):
            continue  # the number of an item is no figure of the draft
        words = figure.span.of(talk.draft)
        names = [one.id for one in critique.evidence if not unsupported_numbers(words, [one.quote])]
        told.append((echo(words), names))
    return told


def _evidence(talk: Talk, critique: Critique) -> Done:
    found = critique.evidence[:_MOST_SHOWN]
    if not found:
        return Done(talk, (f"Nothing bears on it, in {_searched(critique)} items of feedback.",))
    return Done(_seen(talk, found), tuple(map(evidence.line, found)))


def _counter(talk: Talk, critique: Critique, leaning: Sequence[Evidence]) -> Done:
    """Show what contradicts the draft; then what only leans the other way, and that it does no more than that."""
    against = [one for one in critique.evidence if one.stance == "contradicts"][:_MOST_SHOWN]
    known = {one.id for one in against}
    near = [one for one in leaning if one.id not in known][: _MOST_SHOWN - len(against)]
    told = [evidence.line(one) for one in against]
    if not against:
        told.append(f"Nothing speaks against it outright, in {_searched(critique)} items of feedback.")
    if near:
        told.append("It may pull the other way, though of others or at another moment:")
    return Done(_seen(talk, [*against, *near]), (*told, *map(evidence.line, near)))


def _seen(talk: Talk, found: Sequence[Evidence]) -> Talk:
    return talk.to(shown=tuple(dict.fromkeys([*talk.shown, *(one.id for one in found)])))


def _searched(critique: Critique) -> int:
    return critique.searched.items if critique.searched else 0


def _park(talk: Talk, rest: str, critique: Critique) -> Done:
    """Park a finding by its code, the one in hand, or, in words, another problem for a statement of its own."""
    code = rest.upper() or (talk.focus.code if talk.focus else "")
    if rest and code not in {one.code for one in critique.findings}:
        later = talk.to(later=(*talk.later, " ".join(rest.split())))
        return Done(later, (f"Kept for a statement of its own: “{echo(rest, 30)}”.",))
    if not code:
        return Done(talk, ("There is nothing in hand to park.",))
    return Done(talk.putting_aside(code, "parked"), (f"{code} is parked; it stays open.",), goes_on=True)


def _waive(talk: Talk, rest: str, critique: Critique) -> Done:
    code, _, reason = rest.partition(" ")
    code, reason = code.upper(), " ".join(reason.split()).strip(" :–—-")
    finding = next((one for one in critique.findings if one.code == code), None)
    if finding is None:
        names = ", ".join(sorted({one.code for one in critique.findings}))
        return Done(talk, (f"{echo(code, 1) or 'That'} is not open. Open: {names or 'none'}.",))
    if not any(map(str.isalnum, reason)):
        return Done(talk, (f"A waiver needs its reason: /waive {code} the contract names it.",))
    words = span_hash(finding) if finding.span else ""
    waiver = Waiver(code=code, reason=reason, words=words, turn=talk.now)
    kept = tuple(one for one in talk.waived if one.code != code)
    talk = talk.remembering().to(waived=(*kept, waiver), focus=None)
    return Done(talk, (f"{code} is waived; your reason is on record: “{echo(reason, 30)}”.",), goes_on=True)
