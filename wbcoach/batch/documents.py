"""Statements in documents as rows: each with its place, and what the document's front matter says of it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from wbcoach.batch.columns import evidence_in
from wbcoach.batch.row import OURS, Given
from wbcoach.coach.silence import ignores_by_statement
from wbcoach.critique import Location
from wbcoach.document import find_drafts
from wbcoach.errors import InputError
from wbcoach.library.decoding import read_text
from wbcoach.library.markdown import page_of
from wbcoach.library.readers import feedback_files

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

DOCUMENTS: Final = frozenset({".md", ".markdown", ".mdown", ".txt"})
_NAMED = 3


def read_documents(path: Path, as_of: date, warn: Callable[[str], None]) -> Generator[Given]:
    """Read the statements of a document, or of all below a folder.

    In a folder a document that can't be read is a row with a fault, and those that hold no statement are told.
    """
    if not path.is_dir():
        yield from _document(path, as_of, warn)
        return
    without: list[str] = []
    for document in feedback_files(path):
        if document.suffix.lower() not in DOCUMENTS:
            continue
        found = False
        try:
            for one in _document(document, as_of, warn):
                found = True
                yield one
        except InputError as error:
            fault = f"is a document that can't be used: {error.message.rstrip('.')}"
            yield Given({"id": str(document)}, "", fault, error.hint)
        else:
            without += [] if found else [str(document)]
    if without:
        more = f" and {len(without) - _NAMED:,} more" if len(without) > _NAMED else ""
        warn(f"no statement in {', '.join(without[:_NAMED])}{more}.")


def drafts_in(text: str, path: str, as_of: date) -> Generator[Given]:
    """Give the statements of a document; evidence in its front matter is linked to each of them."""
    drafts = find_drafts(text)
    held = ignores_by_statement(text, [draft.span for draft in drafts], as_of)
    front = page_of(text).front
    extra, linked = _extra(front), _linked(front.get("evidence"))
    for draft, ignores in zip(drafts, held, strict=True):
        location = Location(path=path, line=draft.line, column=draft.column)
        row = {"id": f"{path}:{draft.line}", "text": draft.text, **extra}
        yield Given(row | linked, location=location, ignores=ignores)


def _document(path: Path, as_of: date, warn: Callable[[str], None]) -> Generator[Given]:
    text, warning = read_text(path)
    if warning:
        warn(f"{path} {warning}")
    yield from drafts_in(text, str(path), as_of)


def _extra(front: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of front matter that are told, as JSON holds them."""
    told = {name: _plain(value) for name, value in front.items() if name != "evidence"}
    return {
        f"{name}_2" if name in OURS else name: value
        for name, value in told.items()
        if name and value not in (None, "", [], {})
    }


def _plain(value: Any) -> Any:
    """Give a value of YAML as JSON can write it: dates as ISO, other kinds as their text."""
    return json.loads(json.dumps(value, default=_text, skipkeys=True).replace("NaN", "null"))


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _linked(told: Any) -> dict[str, list[Any]]:
    """Read evidence in front matter as that of a cell, or a list of items or of texts."""
    items: list[Any] = []
    for one in told if isinstance(told, list) else [told]:
        if isinstance(one, str):
            try:
                items += evidence_in(one)
            except ValueError:  # text that only begins like JSON
                items.append({"text": one})
        elif isinstance(one, dict):
            items.append(_plain(one))
    return {"evidence": items} if items else {}
