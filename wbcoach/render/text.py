"""A critique for the terminal: verdict first, the author's words underlined, one line each for what and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from wbcoach.plain import legible
from wbcoach.render import wording
from wbcoach.render.plain import lines_of
from wbcoach.render.underline import underlined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.critique import Critique, Finding

_VERDICT_STYLE = {"ready": "bold green", "revise": "bold yellow", "rethink": "bold red"}
_SEVERITY_STYLE = {"blocker": "bold red", "major": "yellow", "minor": "cyan"}
_NARROWEST = 20


def render(critique: Critique, *, width: int = 80, everything: bool = False, dropped: bool = False) -> Text:
    """Lay out a critique; `everything` shows all findings, and what was `dropped`."""
    lines = Text()
    for line in _lines(critique, width, everything=everything, dropped=dropped or everything):
        lines.append_text(line)
        lines.append("\n")
    return lines


def _lines(critique: Critique, width: int, *, everything: bool, dropped: bool) -> Iterator[Text]:
    shown = wording.shown(critique, everything=everything)
    if critique.location:
        yield Text(legible(wording.place(critique.location)), "bold")
    yield from _headline(critique, width)
    yield from _statement(critique, shown, width)
    yield Text()
    if critique.verdict is None:
        for words in wording.flag_words(critique):
            yield from _hanging("! ", words, width)
        yield from _hanging("", wording.unread_hint(critique), width)
        return
    for number, finding in enumerate(shown, 1):
        yield from _finding(critique, finding, number, width)
        yield Text()
    yield from _footer(critique, shown, width, dropped=dropped)


def _headline(critique: Critique, width: int) -> Iterator[Text]:
    """Verdict, numbers and path on one line; the path goes below where the terminal is narrow."""
    verdict = critique.verdict or "not a problem statement"
    left = f"{verdict.upper()}   {wording.score_words(critique)}".rstrip()
    right = legible(wording.path_taken(critique))
    gap = width - len(left) - cell_len(right)
    line = Text(left)
    line.stylize(_VERDICT_STYLE.get(verdict, "bold"), 0, len(verdict))
    if gap > 1:
        yield Text.assemble(line, " " * gap, (right, "dim"))
    else:
        yield line
        yield Text(right.rjust(width), "dim")
    if words := wording.left_out(critique):
        yield from _hanging("", f"({words})", width)


def _statement(critique: Critique, shown: tuple[Finding, ...], width: int) -> Iterator[Text]:
    spans = [(f.span.start, f.span.end, str(number)) for number, f in enumerate(shown, 1) if f.span]
    for line, marks in underlined(critique.statement.text, spans, width):
        yield Text(line)
        if marks:
            yield Text(marks, "yellow")


def _finding(critique: Critique, finding: Finding, number: int, width: int) -> Iterator[Text]:
    place = f"{legible(wording.place(finding.location))} " if finding.location else ""
    name = Text(f"{number} {place}{finding.code} {finding.name}", "bold")
    weight = Text(f"  {finding.severity}  {finding.confidence:.2f} {'+'.join(finding.found_by)}", "bold")
    weight.stylize(_SEVERITY_STYLE[finding.severity], 2, 2 + len(finding.severity))
    if name.cell_len + weight.cell_len <= width:
        yield name + weight
    else:
        yield name
        yield weight
    yield from _hanging("  ", finding.message, width)
    yield from _hanging("  Ask: ", finding.question, width)
    if finding.suggestion:
        yield from _hanging("  Try: ", finding.suggestion, width)
    for label, words in wording.evidence_lines(critique, finding, first=number == 1):
        yield from _hanging(f"  {label}: ", words, width)


def _footer(critique: Critique, shown: tuple[Finding, ...], width: int, *, dropped: bool) -> Iterator[Text]:
    if not shown:
        for label, words in wording.for_and_against(critique):
            yield from _hanging(f"{label}: ", words, width)
    if critique.strengths:
        yield from _hanging("+ what is good: ", "; ".join(critique.strengths) + ".", width)
    yield from _more(critique, shown, width)
    for ignored in critique.ignored:
        until = f" until {ignored.until}" if ignored.until else ""
        yield from _hanging(
            "- ", f"{ignored.code} ignored{until}: {ignored.reason or 'no reason given'}", width
        )
    for words in wording.flag_words(critique):
        yield from _hanging("! ", words, width)
    if critique.abstained:
        yield from _hanging("? ", critique.abstained.why, width)
        for words in (*critique.abstained.questions, critique.abstained.sample):
            yield from _hanging("    ", words, width) if words else ()
    if critique.rewrite:
        yield from _hanging("= in the template: ", critique.rewrite.text, width)
        if critique.rewrite.left_out:
            yield from _hanging("= left out: ", critique.rewrite.left_out, width)
    yield from _lost(critique, width, listed=dropped)
    if critique.verdict == "ready":
        yield from _hanging("", wording.READY, width)
    if critique.question:
        yield from _hanging("Next: ", critique.question, width)
    if hint := wording.explain_hint(critique):
        yield from _hanging("Why: ", hint, width)


def _lost(critique: Critique, width: int, *, listed: bool) -> Iterator[Text]:
    """Say how many of the model's proposals came how far, and what was not used."""
    if funnel := wording.funnel_words(critique):
        yield from _hanging("- ", funnel, width)
    for words in wording.dropped_words(critique):
        yield from _hanging("- ", words, width)
    for lost in critique.dropped if listed else ():
        yield from _hanging("    ", f"{lost.what}: {lost.reason}", width)


def _more(critique: Critique, shown: tuple[Finding, ...], width: int) -> Iterator[Text]:
    """Say how many findings are not on the screen, and what was not sure enough to be one."""
    rest = len(critique.findings) - len(shown)
    if rest:
        yield from _hanging("+ ", f"{rest} more finding{'s' * (rest > 1)}: --all shows them", width)
    if critique.tentative:
        first = critique.tentative[0]
        codes = list(dict.fromkeys(finding.code for finding in critique.tentative))
        words = f', "{first.span.text}"' if first.span and len(codes) == 1 else ""
        yield from _hanging("+ ", f"{len(critique.tentative)} more (may): {', '.join(codes)}{words}", width)


def _hanging(label: str, words: str, width: int) -> Iterator[Text]:
    """Wrap words behind a label; further lines stand below its end, or below the label where a sign opens it."""
    indent = 2 if label[:2] in {"+ ", "= "} else len(label)
    for number, row in enumerate(lines_of(label[indent:] + words, max(_NARROWEST, width - indent))):
        line = Text((" " * indent if number else label[:indent]) + row)
        if number == 0 and label.endswith(": "):
            line.stylize("dim", 0, len(label))
        yield line
