"""Quotations for a theme: verbatim, short, and unlike each other; never from an item that holds personal data."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wbcoach.define.shapes import Quote
from wbcoach.evidence import Item
from wbcoach.grammar import Span, content, sentences, stem, trim, words
from wbcoach.grounding import check_quote
from wbcoach.privacy import has_personal_data

if TYPE_CHECKING:
    from wbcoach.define.material import Material, Matrix

_LENGTH: Final = 260
_SPEAKER: Final = re.compile(r"(?:^|(?<=[.?!\"”’\n])\s*)(?P<who>[^\W\d_]{2,20}):\s+")
_STAFF: Final = frozenset(
    "agent advisor adviser moderator interviewer support bot helpdesk staff assistant nurse".split()
)
_EDGELESS: Final = 6  # so few are all read
_OTHER: Final = {"voice": 1.0, "source": 0.2, "segment": 0.2, "kind": 0.1}


@lru_cache(maxsize=20_000)
def private(text: str) -> bool:
    """Say whether a text holds personal data of a kind that has a shape (see `wbcoach.privacy`)."""
    return has_personal_data(text)


def quote(item: Item, about: Collection[str] = ()) -> Quote | None:
    """Quote an item: its whole text, the sentences that have most of the stems `about`, or, of a talk, what the customer says.

    None where no part stands by itself.
    """
    for span in (_part(item.text, about), trim(item.text, Span(0, len(item.text))), *_said(item.text)):
        text = span.of(item.text)
        checked = check_quote(text, item.text)
        if checked.span is not None and checked.holds and text.strip():
            return quoted(item, span)
    return None


def quoted(item: Item, span: Span) -> Quote:
    """Quote a part of an item as it stands, with where it stands and where it comes from."""
    return Quote(
        id=item.id,
        quote=span.of(item.text),
        start=span.start,
        end=span.end,
        sha256=item.sha256,
        kind=item.kind,
        source=item.source,
        segment=item.segment,
        date=item.date,
    )


def _part(text: str, about: Collection[str]) -> Span:
    told = sentences(text)
    if not told or len(text) <= _LENGTH:
        return Span(told[0].start, told[-1].end) if told else Span(0, len(text))
    weights = [
        len({stem(w.low) for w in content(words(text, one.start, one.end))} & set(about)) for one in told
    ]
    best = max(range(len(told)), key=lambda at: (weights[at], -at))
    span = told[best]
    for after in told[best + 1 :]:
        if after.end - span.start > _LENGTH:
            break
        span = Span(span.start, after.end)
    return span


def _said(text: str) -> list[Span]:
    """Give what customers say in a talk with others, the longest first; each without the name before it."""
    marks = [*_SPEAKER.finditer(text)]
    ends = [*(mark.start() for mark in marks[1:]), len(text)][: len(marks)]
    found = [
        trim(text, Span(mark.end(), end))
        for mark, end in zip(marks, ends, strict=True)
        if mark["who"].lower() not in _STAFF
    ]
    return sorted(found, key=lambda span: (span.start - span.end, span.start))


def unlike(
    material: Material, vectors: Matrix, places: Sequence[int], about: Collection[str], most: int = 3
) -> list[Quote]:
    """Quote up to `most` items: the most typical, then those least like what is quoted, other voices and sources first.

    `places` are in the order of how typical they are; of many, those at the edge may be of something else and aren't quoted.
    """
    left = [at for at in places if not private(material.items[at].text)]
    left = left[: max(_EDGELESS, len(left) // 2)]
    chosen: list[int] = []
    quotes: list[Quote] = []
    while left and len(quotes) < most:
        at = (
            left[0]
            if not chosen
            else min(left, key=lambda one: (-_news(material, vectors, one, chosen), one))
        )
        left.remove(at)
        made = quote(material.items[at], about)
        if made is not None:
            chosen.append(at)
            quotes.append(made)
    return quotes


def _news(material: Material, vectors: Matrix, at: int, chosen: Sequence[int]) -> float:
    mine, theirs = material.items[at], [material.items[other] for other in chosen]
    news = 1.0 - max(float(vectors[at] @ vectors[other]) for other in chosen)
    news += _OTHER["voice"] * (material.voice(at) not in {material.voice(other) for other in chosen})
    news += _OTHER["source"] * (mine.source not in {one.source for one in theirs})
    news += _OTHER["segment"] * (mine.segment not in {one.segment for one in theirs})
    return news + _OTHER["kind"] * (mine.kind not in {one.kind for one in theirs})
