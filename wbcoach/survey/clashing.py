"""Statements that contradict each other: other figures for the same, needs that pull apart, a hardship that another denies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.evidence import Found, Item
from wbcoach.stance import stand
from wbcoach.survey.nearness import NEAR, neighbours
from wbcoach.survey.shapes import Clash, Named
from wbcoach.survey.told import first_words, same_people
from wbcoach.vocabulary.bearings import bearing
from wbcoach.vocabulary.reversals import turned_round

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.grammar import Span
    from wbcoach.survey.nearness import Vectors
    from wbcoach.survey.told import Told

_NEIGHBOURS: Final = 12
_SHARED: Final = 3
_OF_A_PULL: Final = 2
# "At site 10 have to": a thing without its article, and what counts nothing behind it.
_NAMED_BY_A_NUMBER = re.compile(
    r"\b(?:at|in|on|from|to|of|near|via|for)\s+"
    r"(?!(?:about|around|under|over|only|nearly|almost|some|roughly|exactly|just|average|total|all|up|least|most|approximately)\b)"
    r"[a-z]+\s+\Z",
    re.IGNORECASE,
)
_COUNTS_NOTHING = re.compile(
    r"\s*(?:[.,;:)]|\Z|(?:have|has|had|can|cannot|must|do|does|are|is|when|while|who|that|and|or)\b)",
    re.IGNORECASE,
)


def clashes(some: Sequence[Told], vectors: Vectors, *, by_vectors: bool) -> tuple[Clash, ...]:
    """Give the pairs that contradict each other, by row.

    Args:
        some: statements without copies.
        vectors: one row for each.
        by_vectors: whether they are an embedder's.
    """
    found = []
    for before, after, near in neighbours(vectors, NEAR[by_vectors], _NEIGHBOURS):
        one, other = some[before], some[after]
        if len(one.about & other.about) < _SHARED:
            continue
        if clash := clash_of(one, other, near if by_vectors else 0.0):
            found.append(clash)
    found.sort(key=lambda clash: (clash.one.row, clash.other.row))
    return tuple(found)


def clash_of(one: Told, other: Told, near: float) -> Clash | None:
    """Say how two statements on the same matter contradict each other; None where they don't.

    Args:
        one: the earlier one.
        other: the later one.
        near: how near they are, 0 to 1, by their vectors.
    """
    same = same_people(one.who, other.who)
    if apart := _apart(one, other):
        return _clash("needs", one, other, apart, same=same)
    if not same:
        return None
    if figures := _figures(one, other):
        return _clash("figure", one, other, figures, same=True)
    for mine, theirs in ((one, other), (other, one)):
        if _denies(mine, theirs, near):
            told = "what the first tells as a hardship, the second says goes well"
            if mine is other:
                told = "what the second tells as a hardship, the first says goes well"
            return _clash("denied", one, other, told, same=True)
    return None


def _denies(mine: Told, theirs: Told, near: float) -> bool:
    """Say whether the second tells that what the first has as a hardship goes well; most pairs are passed over quickly."""
    if not theirs.tells_good_news and not turned_round(theirs.outside_need, mine.claim.denials):
        return False
    return stand(mine.claim, Item("other", theirs.outside_need), similarity=near).stance == "contradicts"


def _clash(kind: str, one: Told, other: Told, why: str, *, same: bool) -> Clash:
    named = [Named(row=told.row, id=told.id, words=first_words(told.text)) for told in (one, other)]
    return Clash.model_validate(
        {"kind": kind, "one": named[0], "other": named[1], "why": why, "same_customer": same}
    )


def _apart(one: Told, other: Told) -> str:
    for mine in one.pulls:
        for theirs in other.pulls:
            enough = min(_OF_A_PULL, len(mine.things), len(theirs.things))
            opposed = mine.axis == theirs.axis and mine.way == -theirs.way
            if opposed and len(mine.things & theirs.things) >= max(1, enough):
                return f'the first says "{mine.said}", the second "{theirs.said}"'
    return ""


def _figures(one: Told, other: Told) -> str:
    for mine, theirs in ((one, other), (other, one)):
        item = Found(Item("other", theirs.outside_need))
        for measure in mine.claim.measured:
            told = bearing(measure, (item,), subject=mine.claim.about)
            if told.how == "contradicted" and not _is_a_name(mine.text, measure.figure.span):
                own = measure.figure.span.of(mine.text)
                first, second = (own, told.other) if mine is one else (told.other, own)
                return f'the first says "{first}", the second "{second}"'
    return ""


def _is_a_name(text: str, number: Span) -> bool:
    """Say whether a number says which one is meant (site 10, room 4), not how much or how many."""
    return bool(_NAMED_BY_A_NUMBER.search(text[: number.start]) and _COUNTS_NOTHING.match(text, number.end))
