"""A critique for the terminal: verdict first, the author's words underlined, one line each for what and why."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from wbcoach.render import wording
from wbcoach.render.underline import underlined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.critique import Critique, Finding

_VERDICT_STYLE = {"ready": "bold green", "revise": "bold yellow", "rethink": "bold red"}
_SEVERITY_STYLE = {"blocker": "bold red", "major": "yellow", "minor": "cyan"}


def render(critique: Critique, *, width: int = 80, everything: bool = False) -> Text:
    """Lay out a critique; `everything` shows all findings, and what was dropped."""
    lines = Text()
    for line in _lines(critique, width, everything=everything):
        lines.append_text(line)
        lines.append("\n")
    return lines


def _lines(critique: Critique, width: int, *, everything: bool) -> Iterator[Text]:
    shown = critique.worst(len(critique.findings) if everything else wording.SHOWN)
    if critique.location:
        yield Text(f"{critique.location.path}:{critique.location.line}:{critique.location.column}", "bold")
    yield _headline(critique, width)
    yield from _statement(critique, shown, width)
    yield Text()
    if critique.verdict is None:
        for words in wording.flag_words(critique):
            yield Text(f"! {words}")
        yield Text(wording.unread_hint(critique))
        return
    for number, finding in enumerate(shown, 1):
        yield from _finding(critique, finding, number, width)
        yield Text()
    yield from _footer(critique, shown, width, everything=everything)


def _headline(critique: Critique, width: int) -> Text:
    verdict = critique.verdict or "unread"
    left = f"{verdict.upper()}   {wording.score_words(critique)}"
    right = wording.path_taken(critique)
    line = Text(left + " " * max(2, width - len(left) - len(right)) + right)
    line.stylize(_VERDICT_STYLE.get(verdict, "bold"), 0, len(verdict))
    line.stylize("dim", len(line) - len(right))
    return line


def _statement(critique: Critique, shown: tuple[Finding, ...], width: int) -> Iterator[Text]:
    spans = [(f.span.start, f.span.end, f" {number}") for number, f in enumerate(shown, 1) if f.span]
    for line, marks in underlined(critique.statement.text, spans, width):
        yield Text(line)
        if marks:
            yield Text(marks, "yellow")


def _finding(critique: Critique, finding: Finding, number: int, width: int) -> Iterator[Text]:
    who = "+".join(finding.found_by)
    head = Text(
        f"{number} {finding.code} {finding.name}  {finding.severity}  {finding.confidence:.2f} {who}", "bold"
    )
    start = head.plain.index(f"  {finding.severity}") + 2
    head.stylize(_SEVERITY_STYLE[finding.severity], start, start + len(finding.severity))
    yield head
    yield from _indented("", finding.message, width)
    yield from _indented("Ask: ", finding.question, width)
    if finding.suggestion:
        yield from _indented("Try: ", finding.suggestion, width)
    for label, words in wording.evidence_lines(critique, finding, first=number == 1):
        yield from _indented(f"{label}: ", words, width)


def _indented(label: str, words: str, width: int) -> Iterator[Text]:
    for number, line in enumerate(textwrap.wrap(words, max(20, width - 2 - len(label))) or [""]):
        lead = "  " + (label if number == 0 else " " * len(label))
        yield Text.assemble((lead, "dim" if label else ""), line)


def _footer(
    critique: Critique, shown: tuple[Finding, ...], width: int, *, everything: bool
) -> Iterator[Text]:
    if not shown:
        against = [one for one in critique.evidence if one.stance == "contradicts"]
        for one in against[:2]:
            yield from _indented("Against: ", wording.quoted(one), width)
        if not against:
            yield from _indented("Against: ", wording.nothing_against(critique), width)
    if critique.strengths:
        yield from _hanging("+ what is good: ", "; ".join(critique.strengths) + ".", width)
    rest = len(critique.findings) - len(shown)
    if rest:
        yield Text(f"+ {rest} more finding{'s' * (rest > 1)}: --all shows them")
    if critique.tentative:
        names = ", ".join(dict.fromkeys(f.code for f in critique.tentative))
        first = critique.tentative[0].code
        line = f"+ {len(critique.tentative)} more (may): {names}"
        hint = f"wbcoach explain {first}"
        yield Text(line + " " * max(2, width - cell_len(line) - len(hint)) + hint)
    for ignored in critique.ignored:
        yield Text(f"- {ignored.code} ignored: {ignored.reason or 'no reason given'}")
    for words in wording.flag_words(critique):
        yield from _hanging("! ", words, width)
    if critique.abstained:
        yield from _hanging("? ", critique.abstained.why, width)
    if critique.rewrite:
        yield from _hanging("= in the template: ", critique.rewrite.text, width)
    if critique.dropped:
        yield Text(
            f"- {len(critique.dropped)} proposal{'s' * (len(critique.dropped) > 1)} of the model failed a check and were dropped"
        )
        for dropped in critique.dropped if everything else ():
            yield from _hanging("    ", f"{dropped.what}: {dropped.reason}", width)
    if critique.question:
        yield from _hanging("Next: ", critique.question, width)


def _hanging(label: str, words: str, width: int) -> Iterator[Text]:
    for number, line in enumerate(textwrap.wrap(words, max(20, width - len(label)))):
        yield Text((label if number == 0 else " " * min(len(label), 4)) + line)
