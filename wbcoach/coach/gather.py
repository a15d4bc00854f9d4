"""Collect the feedback that bears on a statement: what is linked, what is named in it, what is found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from wbcoach.critique import Evidence, Finding
from wbcoach.errors import InputError
from wbcoach.evidence import Dossier, Found, Item
from wbcoach.grammar import content, sentences, stem, words
from wbcoach.grounding import check_quote
from wbcoach.screening import without_orders
from wbcoach.stance import Claim, stand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wbcoach.library import Library
    from wbcoach.settings import Settings
    from wbcoach.statement import Statement

_BRACKETED = re.compile(r"\[([^\[\]\n]{1,200})\]")
_NAMES = 40
_SHAPE = 'Evidence is a list of {"id", "text", "source", "date"}.'
_SEARCHED = 20
_RELATED_SHOWN, _SIDE_SHOWN = 2, 4
_LONGEST = 600


def linked_items(given: Sequence[Item | dict[str, Any] | str]) -> list[Item]:
    """Turn evidence as callers give it into items; a bare text is named by its place.

    Raises:
        InputError: a record has no text, or ids repeat with different texts.
    """
    if isinstance(given, str):
        raise InputError("Evidence is given as one text.", _SHAPE)
    items: dict[str, Item] = {}
    for number, one in enumerate(given, start=1):
        item = one if isinstance(one, Item) else _item(one, number)
        known = items.setdefault(item.id, item)
        if known.text != item.text:
            message = f"Evidence id {item.id!r} stands for two different texts."
            raise InputError(message, "Give each piece of evidence an id of its own.")
    return list(items.values())


def _item(one: dict[str, Any] | str, number: int) -> Item:
    record: dict[str, Any] = {"text": one} if isinstance(one, str) else one
    if not isinstance(record, dict) or not isinstance(record.get("text"), str) or not record["text"].strip():
        message = f"Evidence {number} has no text."
        raise InputError(message, _SHAPE)
    rating = record.get("rating")
    return Item(
        id=str(record.get("id") or f"linked-{number}"),
        text=record["text"],
        source=str(record.get("source") or ""),
        date=str(record.get("date") or ""),
        product=str(record.get("product") or ""),
        customer=str(record.get("customer") or ""),
        segment=str(record.get("customer_segment") or record.get("segment") or ""),
        rating=float(rating) if isinstance(rating, int | float) else None,
    )


def today(settings: Settings) -> date:
    """The day that the age of data is counted from."""
    return settings.as_of or datetime.now(tz=UTC).date()


def gather(
    statement: Statement, linked: Sequence[Item], library: Library | None, settings: Settings
) -> Dossier:
    """Gather evidence: linked first, then ids named in the draft, then what a search brings up."""
    claim = Claim(statement)
    as_of = today(settings)
    plain = [(item, without_orders(item.text)) for item in linked]
    found = [_linked(claim, item, own) for item, own in plain if own == item.text or _bears(statement, own)]
    common: dict[str, Any] = {"stage": settings.stage, "as_of": as_of, "stale_months": settings.stale_months}
    if library is None:
        return Dossier(tuple(found), **common)
    seen = {item.id for item in linked}
    for name in _named(statement.text):
        item = library.get(name)
        if item is not None and item.id not in seen:
            seen.add(item.id)
            own = without_orders(item.text)
            if own == item.text or _bears(statement, own):
                found.append(_linked(claim, item, own))
    for match in library.search(claim.query, k=_SEARCHED):
        if match.item.id not in seen:
            seen.add(match.item.id)
            found.append(stand(claim, match.item, similarity=match.similarity or 0.0))
    counts = library.counts()
    return Dossier(
        tuple(found),
        items=counts.items,
        set_aside=counts.set_aside,
        not_english=counts.not_english,
        duplicates=counts.duplicates,
        searched=True,
        **common,
    )


def _named(text: str) -> list[str]:
    """Give what may be the ids of feedback: the words in square brackets, one or several in each."""
    names = []
    for inside in _BRACKETED.findall(text):
        parts = re.split(r"[\s,;]+", inside.strip())
        if "?" not in inside:  # a question in brackets is a gap
            names += [name for name in parts if len(parts) == 1 or any(map(str.isdigit, name))]
    return list(dict.fromkeys(names))[:_NAMES]


def _linked(claim: Claim, item: Item, plain: str) -> Found:
    """Judge an item that the author gave by its `plain` text: orders to a program have no say in how it stands."""
    if plain == item.text:
        return stand(claim, item, linked=True)
    own = replace(item, text=plain)
    return replace(stand(claim, own, linked=True), item=item, plain=own)


def _bears(statement: Statement, plain: str) -> bool:
    """Say whether what an item says besides its orders has to do with the statement; else it is set aside whole."""
    about = {stem(word.low) for word in content(words(statement.text))}
    return any(stem(word.low) in about for word in content(words(plain)))


def shown_evidence(
    dossier: Dossier, findings: Iterable[Finding], besides: Iterable[str] = ()
) -> tuple[Evidence, ...]:
    """Choose what a critique shows: all that is linked or cited, the best for and against, a little more.

    Args:
        dossier: what was gathered.
        findings: with the ids that they cite.
        besides: ids that something else cites.
    """
    cited = {name for finding in findings for name in finding.evidence}.union(besides)
    room = {"supports": _SIDE_SHOWN, "contradicts": _SIDE_SHOWN, "related": _RELATED_SHOWN}
    shown = []
    for found in sorted(dossier, key=lambda one: (not one.linked, -one.score)):
        free = found.linked or found.item.id in cited
        if not free and room[found.stance] <= 0:
            continue
        room[found.stance] -= not free
        shown.append(_evidence(found))
    return tuple(shown)


def _verbatim(found: Found) -> tuple[int, int]:
    """Choose words of one speaker that hold as a quotation: those that were found, else the first that do."""
    text = found.item.text
    wanted = [(found.start, found.end or len(text)), *((part.start, part.end) for part in sentences(text))]
    for start, end in wanted:
        last = min(end, start + _LONGEST)
        if check_quote(text[start:last], text, speaker="customer").holds:
            return start, last
    return 0, min(len(text), _LONGEST)


def _evidence(found: Found) -> Evidence:
    """Quote an item; that the quotation is verbatim is checked once more, where it is made."""
    item = found.item
    start, end = _verbatim(found)
    return Evidence(
        id=item.id,
        kind=item.kind,
        stance=found.stance,
        linked=found.linked,
        quote=item.text[start:end],
        start=start,
        end=end,
        source=item.source,
        date=item.date,
        sha256=item.sha256,
    )
