"""A critique as Markdown, for documents and review threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.plain import escaped
from wbcoach.render import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.critique import Critique


def render(critique: Critique, *, everything: bool = False, dropped: bool = False) -> str:
    """Lay out a critique; `everything` shows all findings instead of the five worst, `dropped` lists what was."""
    return "\n".join(_lines(critique, everything=everything, dropped=dropped)) + "\n"


def _lines(critique: Critique, *, everything: bool, dropped: bool) -> Iterator[str]:
    if critique.location:
        yield f"### {escaped(wording.place(critique.location))}"
        yield ""
    verdict = (critique.verdict or "not a problem statement").capitalize()
    parts = (
        ", ".join(filter(None, (f"**{verdict}**", wording.left_out(critique)))),
        wording.score_words(critique).replace("  ", " · "),
        escaped(wording.path_taken(critique)),
    )
    yield " · ".join(part for part in parts if part)
    yield ""
    yield f"> {escaped(critique.statement.text)}"
    yield ""
    shown = wording.shown(critique, everything=everything)
    for number, finding in enumerate(shown, 1):
        words = f' "{escaped(finding.span.text)}"' if finding.span else ""
        place = f"{escaped(wording.place(finding.location))} " if finding.location else ""
        yield f"{number}. {place}**{finding.code} {finding.name}** ({finding.severity}){words}"
        yield f"   - {escaped(finding.message)}"
        yield f"   - Ask: *{escaped(finding.question)}*"
        if finding.suggestion:
            yield f"   - Try: {escaped(finding.suggestion)}"
        for label, line in wording.evidence_lines(critique, finding, first=number == 1):
            yield f"   - {label}: {escaped(line)}"
    if shown:
        yield ""
    yield from (
        f"- {line}" for line in _footer(critique, rest=len(critique.findings) - len(shown), bare=not shown)
    )
    for lost in critique.dropped if dropped else ():
        yield f"- Dropped: {escaped(lost.what)}: {escaped(lost.reason)}"


def _footer(critique: Critique, *, rest: int, bare: bool) -> Iterator[str]:
    if bare and critique.verdict:
        for label, line in wording.for_and_against(critique):
            yield f"{label}: {escaped(line)}"
    if rest:
        yield f"{rest} more with `--all`."
    if critique.strengths:
        yield f"Good: {escaped('; '.join(critique.strengths))}."
    for words in wording.flag_words(critique):
        yield f"Note: {escaped(words)}."
    for words in wording.dropped_words(critique):
        yield f"Note: {escaped(words)}."
    for ignored in critique.ignored:
        until = f" until {ignored.until}" if ignored.until else ""
        yield f"Ignored: {ignored.code}{until}, {escaped(ignored.reason) or 'no reason given'}."
    if critique.abstained:
        told = (critique.abstained.why, *critique.abstained.questions, critique.abstained.sample)
        yield f"Open: {escaped(' '.join(filter(None, told)))}"
    if critique.rewrite:
        yield f"In the template: {escaped(critique.rewrite.text)}"
        if critique.rewrite.left_out:
            yield f"Left out: {escaped(critique.rewrite.left_out)}"
    if funnel := wording.funnel_words(critique):
        yield f"{escaped(funnel[0].upper() + funnel[1:])}."
    if critique.verdict == "ready":
        yield wording.READY
    if critique.question:
        yield f"**Next:** {escaped(critique.question)}"
    elif critique.verdict is None:
        yield escaped(wording.unread_hint(critique))
