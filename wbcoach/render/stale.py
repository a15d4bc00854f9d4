"""What `wbcoach recheck` found, as text, as Markdown, and as `wbcoach.recheck/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from wbcoach.plain import escaped, one_line
from wbcoach.render.plain import lines_of
from wbcoach.render.wording import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.coach.stale import Checked, Rechecked
    from wbcoach.critique import Finding

SCHEMA: Final = "wbcoach.recheck/1"
_WORDS = 60
_QUOTE = 120


def record(done: Rechecked, where: str) -> dict[str, Any]:
    """Give all that was found of one critique as plain values; `where` is its file and line."""
    critique = done.critique
    return {
        "saved": where,
        "id": critique.id,
        "location": critique.location.model_dump() if critique.location else None,
        "text": critique.statement.text,
        "lost": bool(done.lost),
        "evidence": [_item(one) for one in done.items],
        "findings": [_finding(one, done) for one in done.findings],
        "tentative": [_finding(one, done) for one in done.tentative],
        "rewrite": done.rewrite,
        "rested": {"then": done.rested, "now": done.left},
        "against": [one.id for one in done.against],
        "generation": {"then": done.then, "now": done.now, "older": done.older},
        "next": advice(done),
    }


def _item(one: Checked) -> dict[str, Any]:
    stands = {"start": one.stands.start, "end": one.stands.end} if one.stands else None
    return {
        "id": one.id,
        "state": one.state,
        "why": one.why,
        "linked": one.linked,
        "stance": one.stance,
        "quote": one.quote,
        "stands": stands,
    }


def _finding(one: Finding, done: Rechecked) -> dict[str, Any]:
    span = one.span.model_dump() if one.span else None
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity,
        "span": span,
        "lost": _cited(one, done),
    }


def _cited(one: Finding, done: Rechecked) -> list[str]:
    return [item.id for item in done.lost if item.id in one.evidence]


def name(done: Rechecked, where: str) -> str:
    """Name a statement: where it is saved, where its document has it, its id, its first words."""
    critique = done.critique
    words = one_line(critique.statement.text)
    if len(words) > _WORDS:
        words = words[:_WORDS].rsplit(" ", 1)[0] + " ..."
    places = (where, place(critique.location) if critique.location else "", critique.id or "")
    return " ".join([*(one_line(part) for part in places if part), f'"{words}"'])


def advice(done: Rechecked) -> str:
    """Say what to do next; empty where nothing was lost."""
    if not done.lost:
        return ""
    critique = done.critique
    if critique.location:
        return f"critique it anew: wbcoach critique {one_line(critique.location.path)}"
    if critique.id:
        return f"critique {one_line(critique.id)} anew: wbcoach critique, or wbcoach batch --restart for all rows"
    return "critique it anew: wbcoach critique, with the draft's text"


def text(done: Rechecked, where: str, width: int) -> str:
    """Lay out one critique for a terminal of that width; nothing where there is nothing to tell."""
    told = list(_told(done))
    if not told:
        return ""
    lines = lines_of(name(done, where), width)
    for depth, line in told:
        first, *rest = lines_of(line, width - 2 * depth - 2)
        lines += ["  " * depth + first, *("  " * depth + "  " + more for more in rest)]
    return "\n".join(lines) + "\n"


def markdown(done: Rechecked, where: str) -> str:
    """Lay out one critique for a document; nothing where there is nothing to tell."""
    told = [f"{'  ' * (depth - 1)}- {escaped(line)}" for depth, line in _told(done)]
    return "\n".join([f"### {escaped(name(done, where))}", "", *told, "", ""]) if told else ""


def _told(done: Rechecked) -> Iterator[tuple[int, str]]:
    """Give (depth, line): items first, then what rested on them, then what to do."""
    for one in done.items:
        if one.lost or one.state == "moved":
            yield 1, f"{_side(one)}{one.id} {one.why}"
            if one.lost and one.quote:
                yield 2, f'was quoted: "{_short(one.quote)}"'
    if not done.lost:
        return
    for finding in (*done.findings, *done.tentative):
        words = f' "{_short(finding.span.text)}"' if finding.span else ""
        may = " (may)" if finding not in done.findings else ""
        cites = _cited(finding, done)
        how = _how([one for one in done.lost if one.id in cites])
        yield 1, f"{finding.code} {finding.name}{words}{may} {how} support: it cites {', '.join(cites)}"
    if done.rewrite:
        yield 1, "the rewrite lost support: a part of it comes from what is lost"
    if done.left < done.rested:
        none = "; nothing is left that speaks for it" if done.bare else ""
        how = _how([one for one in done.lost if one.stance == "supports"])
        are = "is as it was" if done.left == 1 else "are as they were"
        of = f"of {_many(done.rested, 'item')} that spoke for it, {done.left or 'none'} {are}"
        yield 1, f"the statement {how} support: {of}{none}"
    if done.against:
        yield 1, f"what spoke against the statement changed: {', '.join(one.id for one in done.against)}"
    waiting = [one.id for one in done.items if one.state == "not_indexed"]
    if waiting:
        yield 1, f"not compared, since it came with the call: {', '.join(waiting)} (give it with --evidence)"
    if done.older or done.newer:
        which = (
            "an earlier state of the index" if done.older else "a later state of the index, or another one"
        )
        yield 1, f"it was made with {which}: {done.then} then, {done.now} now"
    yield 1, f"next: {advice(done)}"


def _how(lost: list[Checked]) -> str:
    """Words that still stand in an item that was edited around them may hold: a person has to look."""
    return "may have lost" if all(one.stands for one in lost) else "lost"


def _side(one: Checked) -> str:
    return {"supports": "spoke for it: ", "contradicts": "spoke against it: "}.get(one.stance or "", "")


def _short(words: str) -> str:
    plain = one_line(words)
    return plain if len(plain) <= _QUOTE else plain[:_QUOTE].rsplit(" ", 1)[0] + " [...]"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"


def summary(tally: dict[str, int], width: int) -> str:
    """Say in a few lines what was compared, lost, and passed over; the tally is that of `wbcoach.recheck/1`."""
    lost = tally["edited"] + tally["deleted"] + tally["set_aside"]
    parts = [
        f"{tally[state]:,} {state.replace('_', ' ')}"
        for state in ("edited", "deleted", "set_aside")
        if tally[state]
    ]
    what = f" ({', '.join(parts)})" if parts else ""
    compared = f"{_many(tally['critiques'], 'critique')}, {_many(tally['items'], 'piece')} of evidence"
    where = f"{_many(tally['statements'], 'statement')} and {_many(tally['findings'], 'finding')}"
    lines = [f"{compared}: {f'{lost:,} lost{what}, in {where}' if lost else 'nothing lost'}."]
    for count, words in (
        (tally["moved"], "with the same words under another id"),
        (tally["not_indexed"], "not compared: came with the call (--evidence FILE compares it)"),
        (tally["older"], "of the critiques made with an older index"),
    ):
        if count:
            lines.append(f"{count:,} {words}.")
    if tally["errors"]:
        lines.append(f"{_many(tally['errors'], 'error row')} passed over.")
    return "".join(f"{part}\n" for line in lines for part in lines_of(line, width))
