"""Which statements a file's text holds, by the kind of file: what the command line and an editor are shown is the same."""

from __future__ import annotations

import re
from typing import Final

from wbcoach.coach.silence import without_ignores
from wbcoach.document import Draft, find_drafts
from wbcoach.grammar import Span
from wbcoach.statement import Statement

STATEMENTS: Final = ".wb"
NOTES: Final = frozenset({".txt", ".text"})
_SHORT_NOTE = 1200
_END = r"(?:\r\n|\r(?!\n)|(?<!\r)\n)"
_BLANK = re.compile(rf"{_END}[ \t]*{_END}\s*")
_FENCED = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})", re.MULTILINE)
_NO_STATEMENT = re.compile(
    r"\s*(?:#{1,6}\s|(?:<!--.*?-->\s*)+\Z|(?:-{3,}|\*{3,}|_{3,}|={3,})\s*\Z)", re.DOTALL
)


def statements_in(text: str, suffix: str, *, short: bool | None = None) -> list[Draft]:
    """Find the statements of a file.

    Args:
        text: all of it, as it was read.
        suffix: of its name, ".md" or so: each paragraph of a `.wb` file is a statement; one short paragraph
            of plain text is one where it reads like one.
        short: take one short paragraph for a statement; None: as the suffix says.
    """
    found = find_drafts(text)
    kind = suffix.lower()
    if kind == STATEMENTS and not (found and _FENCED.search(text)):
        return _each_paragraph(text, found)
    if found:
        return found
    if short is None:
        short = kind in NOTES
    whole = _alone(text, Span(0, len(text))) if short else None
    one = whole and len(whole.text) <= _SHORT_NOTE and not _BLANK.search(whole.text)
    return [whole] if whole and one and _reads_like_a_statement(whole.text) else []


def _each_paragraph(text: str, found: list[Draft]) -> list[Draft]:
    """Take each paragraph for a statement; one in which statements were found is these."""
    drafts = list(found)
    for part in _paragraphs(text):
        if not any(one.span.start < part.end and part.start < one.span.end for one in found):
            drafts += [draft] if (draft := _alone(text, part)) else []
    return sorted(drafts, key=lambda one: one.span)


def _paragraphs(text: str) -> list[Span]:
    """Part a file of statements at its blank lines; headings, rules and comments are none."""
    edges = [0, *(edge for gap in _BLANK.finditer(text) for edge in gap.span()), len(text)]
    parts = (Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True))
    return [part for part in parts if not _NO_STATEMENT.match(part.of(text))]


def _alone(text: str, part: Span) -> Draft | None:
    """Take a part of a file for one statement, without the comments around it that are meant for us."""
    own = part.of(text)
    body = without_ignores(own).strip()
    if body not in own:
        body = own.strip()
    if not body:
        return None
    start = part.start + own.index(body)
    line_ends = [end.end() for end in re.finditer(r"\r\n|\r|\n", text[:start])]
    column = start - (line_ends[-1] if line_ends else 0) + 1
    return Draft(body, Span(start, start + len(body)), len(line_ends) + 1, column)


def _reads_like_a_statement(text: str) -> bool:
    """Say whether somebody has a hardship or a need in it, or something is proposed; a list or a letter has neither."""
    statement = Statement.parse(text)
    slots = statement.slots
    named = slots.need or slots.proposal or (slots.customer and slots.problem)
    return bool(named) or statement.format != "free" or statement.hardship_named
