"""What is written into a document on request: other words, a question, a silence; as edits of the text as it is now."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from lsprotocol import types

from wbcoach.grammar import Span
from wbcoach.plain import one_line

if TYPE_CHECKING:
    from wbcoach.critique import Finding
    from wbcoach.faces.lsp.sheet import Part, Sheet
    from wbcoach.faces.lsp.text import Text

_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")
_NEXT_BLOCK = re.compile(r"[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|#{1,6}[ \t]|`{3,}|~{3,}|$)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")


def suggested(sheet: Sheet, part: Part, finding: Finding) -> list[types.TextEdit]:
    """Put a finding's suggestion in the place of its words, or behind the statement where words are missing."""
    if not finding.suggestion:
        return []
    if finding.span is not None:
        return [types.TextEdit(sheet.text.range(part.span(finding)), finding.suggestion)]
    end = part.draft.span.start + len(part.draft.text.rstrip())
    return [types.TextEdit(sheet.text.range(Span(end, end)), f" {finding.suggestion}")]


def rewritten(sheet: Sheet, part: Part) -> list[types.TextEdit]:
    """Put the whole rewrite in the place of a statement."""
    rewrite = part.critique.rewrite
    return [types.TextEdit(sheet.text.range(part.draft.span), rewrite.text)] if rewrite else []


def asked(sheet: Sheet, part: Part, finding: Finding) -> list[types.TextEdit]:
    """Leave a finding's question below the statement, as a comment."""
    return _below(
        sheet, part, f"<!-- wbcoach: ask {finding.code} -- {_within_a_comment(finding.question)} -->"
    )


def ignored(
    sheet: Sheet, part: Part, finding: Finding, reason: str, until: dt.date | None
) -> list[types.TextEdit]:
    """Silence a finding's code in this statement, as a comment below it."""
    day = f" until {until.isoformat()}" if until else ""
    return _below(sheet, part, f"<!-- wbcoach: ignore {finding.code}{day} -- {_within_a_comment(reason)} -->")


def _within_a_comment(words: str) -> str:
    """Keep words from ending the comment that they stand in."""
    return re.sub(r"-{2,}", "–", one_line(words)).replace(">", "›").strip("- ")


def _below(sheet: Sheet, part: Part, comment: str) -> list[types.TextEdit]:
    text = sheet.text
    place = _end_of_block(text, part.draft.span)
    first = text.line_start(part.draft.span.start)
    item = _ITEM.match(text.source, first)
    indent = " " * (item.end() - first) if item and item.end() <= part.draft.span.start else ""
    return [types.TextEdit(text.range(Span(place, place)), f"{text.line_end}{indent}{comment}")]


def _end_of_block(text: Text, span: Span) -> int:
    """Find the end of the paragraph or fenced block that a statement stands in, so that a comment is no part of it."""
    source = text.source
    above = text.line_start(text.line_start(span.start) - 1) if text.line_start(span.start) else 0
    fenced = bool(_FENCE.match(source, above)) and above != text.line_start(span.start)
    end = text.after_line(max(span.start, span.end - 1))
    while end < len(source):
        start = end + (2 if source.startswith("\r\n", end) else 1)
        line_end = text.after_line(start)
        if fenced and _FENCE.match(source, start, line_end):
            return line_end
        if not fenced and (start >= len(source) or _NEXT_BLOCK.match(source[start:line_end])):
            return end
        end = line_end
    return end
