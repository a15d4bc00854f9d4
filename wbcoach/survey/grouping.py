"""Statements that tell one problem, grouped: copies, the same retold, and the same problem of other customers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from wbcoach.evidence import Item
from wbcoach.library.duplicates import duplicates_of
from wbcoach.survey.nearness import SAME, led
from wbcoach.survey.shapes import Group, Member
from wbcoach.survey.told import first_words, same_people

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from wbcoach.survey.nearness import Vectors
    from wbcoach.survey.shapes import GroupKind, MemberKind
    from wbcoach.survey.told import Told

_SHARED: Final = 2
_LEAST_ALIKE_FIRST: Final[tuple[GroupKind, ...]] = ("other_customer", "reworded", "copy")


def copies_of(all_told: Sequence[Told]) -> dict[int, int]:
    """Map each copy, as a place in the sequence, to the first statement of the same words."""
    items = [Item(str(place), one.text) for place, one in enumerate(all_told)]
    return {int(copy): int(first) for copy, first in duplicates_of(items).items()}


def grouped(
    all_told: Sequence[Told],
    copies: dict[int, int],
    vectors: Vectors,
    apart: AbstractSet[tuple[int, int]],
    *,
    by_vectors: bool,
) -> tuple[Group, ...]:
    """Group all statements; the largest group first, then by row.

    Args:
        all_told: the statements, in the order of the backlog.
        copies: what `copies_of` gave.
        vectors: one row for each statement that is no copy, in their order.
        apart: rows of pairs that contradict each other, however alike; the later one stands by itself.
        by_vectors: whether they are an embedder's.
    """
    firsts = [place for place in range(len(all_told)) if place not in copies]
    members: defaultdict[int, list[tuple[int, MemberKind, float]]] = defaultdict(list)
    for place, (leader, near) in zip(firsts, led(vectors, SAME[by_vectors]), strict=True):
        first = firsts[leader]
        one, other = all_told[first], all_told[place]
        shared = one.about & other.about if by_vectors else one.own & other.own
        if place == first or len(shared) < _SHARED or (one.row, other.row) in apart:
            members[place].append((place, "first", 1.0))
        else:
            same = same_people(one.who, other.who)
            members[first].append((place, "reworded" if same else "other_customer", near))
    home = {place: first for first, some in members.items() for place, *_ in some}
    for copy, first in copies.items():
        members[home[first]].append((copy, "copy", 1.0))
    groups = [_group(all_told, some) for some in members.values() if len(some) > 1]
    return tuple(sorted(groups, key=lambda group: (-len(group.members), group.members[0].row)))


def _group(all_told: Sequence[Told], some: list[tuple[int, MemberKind, float]]) -> Group:
    members = tuple(_members(all_told, sorted(some)))
    kinds = {member.how for member in members}
    kind = next(kind for kind in _LEAST_ALIKE_FIRST if kind in kinds)
    return Group(kind=kind, members=members)


def _members(all_told: Sequence[Told], some: list[tuple[int, MemberKind, float]]) -> Iterator[Member]:
    for place, how, near in some:
        one = all_told[place]
        yield Member(
            row=one.row,
            id=one.id,
            words=first_words(one.text),
            how=how,
            customer=one.customer,
            alike=round(near, 2),
        )
