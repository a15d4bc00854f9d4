"""Whether other words for a finding may be offered: the four checks that refuse, run on the statement they would make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.grounding import Answered, Suggested, refusals
from wbcoach.pitfalls import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.critique import Finding
    from wbcoach.evidence import Dossier, Item
    from wbcoach.grammar import Span
    from wbcoach.statement import Statement


def refused_words(statement: Statement, dossier: Dossier, finding: Finding, cited: Sequence[Item]) -> str:
    """Say why the suggestion of a finding may not be shown; nothing where it may, or there is none.

    Args:
        statement: the draft.
        dossier: its evidence.
        finding: with the suggestion, which stands for its words, or is added where words are missing.
        cited: the feedback that the suggestion may draw on, as it was read.
    """
    if not finding.suggestion:
        return ""
    answered = Answered.by(finding)
    one = Suggested(
        statement,
        tuple(cited),
        _put_in(statement.text, finding.suggestion, answered.span),
        "rewrite",
        answered,
    )
    reasons = refusals(one, _brought_in(one, dossier) if _is_in_need(statement, answered.span) else ())
    return reasons[0] if reasons else ""


def _put_in(text: str, words: str, span: Span | None) -> str:
    return f"{text[: span.start]}{words}{text[span.end :]}" if span else f"{text.rstrip()} {words}"


def _is_in_need(statement: Statement, span: Span | None) -> bool:
    need = statement.need_sentence
    return span is None or need is None or span.overlaps(need)


def _brought_in(one: Suggested, dossier: Dossier) -> list[Finding]:
    """Give what the rules show on the new words; what stands in the rest of the draft was there before."""
    return [
        found
        for found in find(one.filled, dossier)[0]
        if one.stands_by_itself(found) and (found.span is None or found.span.text not in one.outside)
    ]
