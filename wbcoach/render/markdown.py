"""A critique as Markdown, for documents and review threads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.render import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.critique import Critique

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


def render(critique: Critique, *, everything: bool = False) -> str:
    """Lay out a critique; `everything` shows all findings instead of the five worst."""
    return "\n".join(_lines(critique, everything=everything)) + "\n"


def _plain(text: str) -> str:
    """Let material be read as it is, with no markup of its own."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _lines(critique: Critique, *, everything: bool) -> Iterator[str]:
    verdict = (critique.verdict or "not a statement").capitalize()
    if critique.location:
        yield f"### {_plain(critique.location.path)}:{critique.location.line}"
        yield ""
    yield f"**{verdict}** · {wording.score_words(critique).replace('  ', ' · ')} · {wording.path_taken(critique)}"
    yield ""
    yield f"> {_plain(critique.statement.text)}"
    yield ""
    shown = critique.worst(len(critique.findings) if everything else wording.SHOWN)
    for number, finding in enumerate(shown, 1):
        words = f' "{_plain(finding.span.text)}"' if finding.span else ""
        yield f"{number}. **{finding.code} {finding.name}** ({finding.severity}){words}"
        yield f"   - {_plain(finding.message)}"
        yield f"   - Ask: *{_plain(finding.question)}*"
        if finding.suggestion:
            yield f"   - Try: {_plain(finding.suggestion)}"
        for label, line in wording.evidence_lines(critique, finding, first=number == 1):
            yield f"   - {label}: {_plain(line)}"
    if shown:
        yield ""
    rest = len(critique.findings) - len(shown)
    if rest:
        yield f"{rest} more with `--all`."
    if critique.strengths:
        yield f"Good: {'; '.join(critique.strengths)}."
    for words in wording.flag_words(critique):
        yield f"Note: {words}."
    for ignored in critique.ignored:
        yield f"Ignored: {ignored.code}, {_plain(ignored.reason) or 'no reason given'}."
    if critique.abstained:
        yield f"Open: {critique.abstained.why}"
    if critique.rewrite:
        yield f"In the template: {_plain(critique.rewrite.text)}"
    if critique.question:
        yield f"**Next:** {_plain(critique.question)}"
    elif critique.verdict is None:
        yield wording.unread_hint(critique)
