"""What can be put in while one writes: the template, the slots that a statement lacks, the ids of feedback."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from wbcoach.errors import WbcoachError
from wbcoach.grammar import Span
from wbcoach.plain import one_line
from wbcoach.stance import Claim
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from wbcoach.evidence import Item
    from wbcoach.faces.lsp.project import Project
    from wbcoach.faces.lsp.sheet import Sheet

_TEMPLATE: Final = "Today, ${1:[customers]} have to ${2:[problem]} when ${3:[situation]}. Customers need a way to ${4:[need]}."
_SLOTS: Final = {
    "customer": ("Today, ${1:[customers]} have to ", "who, exactly, has the hardship"),
    "problem": ("have to ${1:[problem]}", "what they have to do, as an act one could watch"),
    "situation": ("when ${1:[situation]}", "the moment in which it happens"),
    "need": ("Customers need a way to ${1:[need]}.", "what they want to be able to do; no solution"),
}
_OPEN_BRACKET = re.compile(r"\[(?P<letters>[^\[\]\n]{0,60})\Z")
_PLACE = re.compile(r"\$\{\d+:([^}]*)\}")
_MOST = 30
_SHOWN = 90


def id_begun(sheet: Sheet, offset: int) -> str | None:
    """Give the letters of an id between an opening bracket and an offset; None where none is open."""
    found = _OPEN_BRACKET.search(sheet.text.source[sheet.text.line_start(offset) : offset])
    return re.split(r"[\s,;]+", found["letters"])[-1] if found else None


def slots(sheet: Sheet, offset: int, *, snippets: bool) -> list[types.CompletionItem]:
    """Offer what a statement lacks at an offset, or the whole template on a line of its own."""
    start = sheet.text.line_start(offset)
    part = sheet.part_at(offset)
    begun = sheet.text.source[start:offset].strip()
    if part is None:
        if begun and not "today,".startswith(begun.casefold()):
            return []
        first = start + len(sheet.text.source[start:offset]) - len(sheet.text.source[start:offset].lstrip())
        return [_item("Today, ... have to ... when ...", _TEMPLATE, "the template", sheet, Span(first, offset), snippets=snippets)]  # fmt: skip
    missing = [name for name, span in part.critique.statement.slots.items() if span is None]
    word = re.search(r"[^\W\d_]*\Z", sheet.text.source[start:offset])
    first = offset - len(word[0]) if word else offset
    return [
        _item(_plain(_SLOTS[name][0]), _SLOTS[name][0], _SLOTS[name][1], sheet, Span(first, offset), snippets=snippets)
        for name in missing
    ]  # fmt: skip


def _item(
    label: str, words: str, detail: str, sheet: Sheet, area: Span, *, snippets: bool
) -> types.CompletionItem:
    kind = types.InsertTextFormat.Snippet if snippets else types.InsertTextFormat.PlainText
    return types.CompletionItem(
        label,
        kind=types.CompletionItemKind.Snippet,
        detail=detail,
        insert_text_format=kind,
        filter_text=sheet.text.source[area.start : area.end] or label,
        text_edit=types.TextEdit(sheet.text.range(area), words if snippets else _plain(words)),
    )


def _plain(words: str) -> str:
    return _PLACE.sub(r"\1", words)


def ids(sheet: Sheet, offset: int, letters: str, project: Project) -> list[types.CompletionItem]:
    """Offer the ids of feedback that begin with these letters, what bears on the statement first.

    For another thread than the one that listens.
    """
    part = sheet.part_on(sheet.text.position(offset).line)
    try:
        library = project.library
        if library is None:
            return []
        found = {one.id: one for one in _bearing(project, part.draft.text if part else "")}
        found |= {one.id: one for one in library.beginning_with(letters, _MOST) if one.id not in found}
    except WbcoachError:
        return []
    area = sheet.text.range(Span(offset - len(letters), offset))
    fit = [one for one in found.values() if one.id.casefold().startswith(letters.casefold())]
    return [
        types.CompletionItem(
            one.id,
            kind=types.CompletionItemKind.Reference,
            detail=one_line(one.text)[:_SHOWN],
            documentation=one.text,
            sort_text=f"{number:03}",
            text_edit=types.TextEdit(area, one.id),
        )
        for number, one in enumerate(fit[:_MOST])
    ]


def _bearing(project: Project, text: str) -> list[Item]:
    library = project.library
    if library is None or not text:
        return []
    query = Claim(Statement.parse(text)).query
    return [match.item for match in library.search(query, k=_MOST)] if query.strip() else []
