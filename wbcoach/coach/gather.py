"""Collect the feedback that bears on a statement: what is linked, what is named in it, what is found."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from wbcoach.critique import Evidence, Finding
from wbcoach.errors import InputError
from wbcoach.evidence import GUIDANCE, Dossier, Found, Item
from wbcoach.grammar import sentences, stems
from wbcoach.grounding import check_quote
from wbcoach.library.vectors import ReadsHalfway
from wbcoach.screening import (
    is_foreign,
    is_no_feedback,
    shared,
    tells_nothing,
    without_orders,
    without_self_talk,
)
from wbcoach.stance import Claim, stand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from wbcoach.library import Embeds, Library
    from wbcoach.settings import Settings
    from wbcoach.statement import Statement

    Nearness = Callable[[str, str], float]

_BRACKETED = re.compile(r"\[([^\[\]\n]{1,200})\]")
_NAMES = 40
_SHAPE = 'Evidence is a list of {"id", "text", "source", "date"}.'
_SEARCHED = 20
_RELATED_SHOWN, _SIDE_SHOWN = 2, 4
_LONGEST = 600
# Of 3,598 synthetic drafts with feedback of their own 11 lie as far from all of it; of feedback of other drafts 28% does.
_FAR = 0.1
# One word in common may be any; of 356 such drafts with feedback of their own one lies as far from all of it.
_SURE_TO_BEAR = 2
# Of 29 labelled items that support, one is read as surer than the first that all goes well; of 15 that contradict, ten.
# To say that an item contradicts is dearer, so it takes more.
_WELL, _SURELY, _ON_IT = 0.2, 0.35, 0.38


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
    statement: Statement,
    linked: Sequence[Item],
    library: Library | None,
    settings: Settings,
    near: Nearness | None = None,
) -> Dossier:
    """Gather evidence: linked first, then ids named in the draft, then what a search brings up.

    Args:
        statement: what it shall bear on.
        linked: the items that came with it.
        library: the index, if there is one.
        settings: the stage, the day, and from what age feedback is old.
        near: how near two texts are, -1 to 1. With it, linked feedback of which nothing shares a word with the
            statement or is near it has no say; without it, words alone can't tell, and it has.
    """
    claim = Claim(statement)
    subject = stems(statement.words())
    given = {item.id: item for item in linked}
    if library is not None:
        named = (library.get(name) for name in named_in(statement.text))
        given = {item.id: item for item in named if item is not None} | given
    own = _without_the_unread({name: _linked(claim, item, subject, near) for name, item in given.items()})
    common: dict[str, Any] = {
        "refused": tuple(name for name, one in own.items() if one is None),
        "stage": settings.stage,
        "as_of": today(settings),
        "stale_months": settings.stale_months,
    }
    found = [one for one in own.values() if one is not None]
    if near is not None and _is_foreign(statement, found, subject, near):
        common["refused"], found = tuple(own), []
    if library is None:
        return Dossier(tuple(found), **common)
    strange = 0
    for match in library.search(claim.query, k=_SEARCHED):
        if match.item.id not in own:
            one = brought_up(claim, match.item, match.similarity or 0.0, library.embedder)
            if one.stance != "related" and is_no_feedback(match.item.text, subject):
                strange += 1
            else:
                found.append(one)
    counts = library.counts()
    return Dossier(
        tuple(found),
        items=counts.items,
        set_aside=counts.set_aside + strange,
        not_english=counts.not_english,
        duplicates=counts.duplicates,
        searched=True,
        **common,
    )


def brought_up(claim: Claim, item: Item, similarity: float, embedder: Embeds | None) -> Found:
    """Judge an item that a search brought up; one that is told as if all went well doesn't tell the hardship, whatever its words; one that is near in meaning speaks against it."""
    found = stand(claim, item, similarity=similarity)
    if found.stance != "supports" or not isinstance(embedder, ReadsHalfway):
        return found
    from wbcoach.heads.going import scores

    score = float(scores([item.text], embedder)[0])
    if score < _WELL:
        return found
    against = score >= _SURELY and similarity >= _ON_IT and not claim.other_segment(item)
    return replace(found, stance="contradicts" if against else "related")


def named_in(text: str) -> list[str]:
    """Give what may be the ids of feedback: the words in square brackets, one or several in each."""
    names = []
    for inside in _BRACKETED.findall(text):
        parts = re.split(r"[\s,;]+", inside.strip())
        if "?" not in inside:  # a question in brackets is a gap
            names += [name for name in parts if len(parts) == 1 or any(map(str.isdigit, name))]
    return list(dict.fromkeys(names))[:_NAMES]


def _linked(claim: Claim, item: Item, subject: AbstractSet[str], near: Nearness | None) -> Found | None:
    """Judge an item that the author gave by its own words: orders to a program, and talk of the critique, have no say.

    None where the rest has nothing to do with the statement, or tells nothing of it, or it is a guidance note's; then
    it is set aside whole.
    """
    if item.source == GUIDANCE:
        return None
    plain = without_self_talk(without_orders(item.text), subject)
    if tells_nothing(plain, subject):
        return None
    if plain != item.text:
        common = shared(plain, subject)
        if not common or (common < _SURE_TO_BEAR and near and near(claim.statement.text, plain) < _FAR):
            return None
    own = item if plain == item.text else replace(item, text=plain)
    return replace(stand(claim, own, linked=True), item=item, plain=None if own is item else own)


def _without_the_unread(own: Mapping[str, Found | None]) -> dict[str, Found | None]:
    """Let nothing rest on feedback in another language, and set it aside where there is linked feedback in English besides."""
    unread = {
        name: replace(one, stance="related", unlike=False)
        for name, one in own.items()
        if one is not None and is_foreign(one.read.text)
    }
    if all(one is None or name in unread for name, one in own.items()):
        return {**own, **unread}
    return {name: None if name in unread else one for name, one in own.items()}


def _is_foreign(
    statement: Statement, found: Sequence[Found], subject: AbstractSet[str], near: Nearness
) -> bool:
    """Say whether there is feedback, and all of it is about something else; what an author told when asked is not."""
    if not found or any(
        one.item.source == "author_account" or shared(one.item.text, subject) >= _SURE_TO_BEAR
        for one in found
    ):
        return False
    return all(near(statement.text, one.item.text) < _FAR for one in found)


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
        shown.append(evidence_of(found))
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


def evidence_of(found: Found) -> Evidence:
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
