"""What a regular expression can't match without: words, their beginnings, signs; read off its parsed form.

Every answer errs to the safe side: a condition that isn't understood is left out, so that more texts pass.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from wbcoach.vocabulary.characters import Letters, letters_of, signs_of
from wbcoach.vocabulary.condition import COMMON, NOTHING, Conditions, Necessary

LONGEST = 16
_MANY_WORDS = 3000
_RARE, _OFTEN = 0.05, 1.0
_parser: Any = importlib.import_module("re._parser")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_EDGES = ("AT_BEGINNING", "AT_BEGINNING_STRING", "AT_BOUNDARY")
_ENDS = ("AT_END", "AT_END_STRING", "AT_BOUNDARY")
Node = tuple[Any, Any]
Nodes = Sequence[Node]


Known = dict[int, Necessary | None]


def parse(pattern: str, flags: int = 0) -> Any:
    """Parse a pattern as `re` does before it compiles one."""
    return _parser.parse(pattern, flags)


def conditions(pattern: str, flags: int = 0) -> Conditions:
    """Read the conditions of a match off a pattern.

    Raises:
        ValueError: it has none.
    """
    parsed = parse(pattern, flags)
    nodes = [] if parsed.state.flags & re.ASCII or "(?a" in pattern else list(parsed)
    found = openings(nodes, {}, edge=False)
    if found is None:
        raise ValueError(f"No word is necessary: {pattern[:60]!r}")
    return found


def openings(nodes: Nodes, known: Known, *, edge: bool) -> Conditions | None:
    """Read the conditions of each alternative; one that can open with any word must need a word elsewhere.

    Args:
        nodes: the sequence.
        known: the words that can begin at a node, which stands at one place of the tree; filled on the way.
        edge: a word can begin, but not go on, at its start.
    """
    before = edge
    for place, (kind, value) in enumerate(nodes):
        rest = nodes[place + 1 :]
        if str(kind) == "BRANCH":
            return _all_of([openings([*branch, *rest], known, edge=edge) for branch in value[1]])
        if str(kind) == "SUBPATTERN":
            return openings([*value[-1], *rest], known, edge=edge)
        ahead = (
            openings(list(value[1]), known, edge=edge) if str(kind) == "ASSERT" and value[0] == 1 else None
        )
        if ahead:
            return ahead
        if str(kind) not in {"AT", "ASSERT", "ASSERT_NOT"}:
            opening = first_words(nodes[place:], at_once=True) if edge else None
            if opening:
                return _guarded(opening, nodes[place:], known)
            break
        edge = edge_after(str(kind), value, edge=edge)
    needed = _rarest(nodes, [], edge=before)
    return Conditions(NOTHING, needed) if needed else None


def _guarded(opening: Necessary, nodes: Nodes, known: Known) -> Conditions:
    """Look behind a common word that a sequence opens with for a rarer one."""
    common = opening.words & COMMON
    if not common:
        return Conditions(opening, NOTHING)
    edge = True
    for place, (kind, value) in enumerate(nodes):
        if edge and place:
            at = id(nodes[place])
            guard = known[at] = known[at] if at in known else first_words(nodes[place:])
            if guard and guard.weight < _OFTEN:
                return Conditions(opening, NOTHING, guard=guard)
        edge = edge_after(str(kind), value, edge=edge)
    return Conditions(opening, NOTHING, common)


def _all_of(found: list[Conditions | None]) -> Conditions | None:
    every = [one for one in found if one]
    if len(every) < len(found):
        return None
    return Conditions(
        _any_of(one.opening for one in every),
        _any_of(one.needed for one in every),
        frozenset[str]().union(*(one.bare for one in every)),
        _any_of(one.guard for one in every),
    )


def _any_of(options: Iterable[Necessary]) -> Necessary:
    every = list(options)
    parts = ([one.words for one in every], [one.stems for one in every], [one.signs for one in every])
    return Necessary(*(frozenset[str]().union(*part) for part in parts))


@dataclass
class _Reading:
    """The words that a sequence can begin with; `going` are those not read to their end ("": none has begun)."""

    at_once: bool
    words: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)

    def take(self, going: frozenset[str], letters: Letters) -> frozenset[str]:
        """Read one character."""
        if (
            len(letters.plain) == 1
            and not letters.other
            and not letters.none
            and len(max(going, key=len)) < LONGEST
        ):
            (letter,) = letters.plain
            return frozenset([word + letter for word in going])
        longer: set[str] = set()
        for word in going:
            if letters.none:
                (self.words if word else self.stems if self.at_once else longer).add(word)
            if letters.other or (letters.plain and len(word) >= LONGEST):
                self.stems.add(word)
            elif letters.plain:
                longer |= {word + letter for letter in letters.plain}
        if len(longer) > _MANY_WORDS:
            self.stems.add("")
        return frozenset(longer)

    def read(self, nodes: Iterable[Node], going: frozenset[str]) -> frozenset[str]:
        """Read a sequence from each of the words begun so far."""
        for kind, value in nodes:
            if not going or "" in self.stems:
                return frozenset()
            going = self._node(str(kind), value, going)
        return going

    def _node(self, kind: str, value: Any, going: frozenset[str]) -> frozenset[str]:
        if kind in _REPEATS:
            return self._repeat(value, going)
        if kind == "SUBPATTERN":
            return self.read(value[-1], going)
        if kind == "ATOMIC_GROUP":
            return self.read(value, going)
        if kind == "BRANCH":
            return frozenset().union(*(self.read(branch, going) for branch in value[1]))
        if (kind == "AT" and str(value) in _ENDS) or (kind == "ASSERT_NOT" and _bars_letters(value, 1)):
            self.words |= going - {""}
            return going & {""}
        if kind in {"AT", "ASSERT", "ASSERT_NOT"}:
            return going
        return self.take(going, letters_of(kind, value))

    def _repeat(self, value: tuple[int, int, Nodes], going: frozenset[str]) -> frozenset[str]:
        least, most, nodes = value
        reached = going if least == 0 else frozenset[str]()
        for times in range(1, min(most, LONGEST + 1) + 1):
            going = self.read(nodes, going) - reached
            if not going:
                return reached
            if times >= least:
                reached |= going
        if most > LONGEST:
            self.stems |= going
        return reached


def first_words(nodes: Nodes, *, at_once: bool = False) -> Necessary | None:
    """Give the first words of a sequence that stands where a word can begin; `at_once` at its first letter."""
    reading = _Reading(at_once)
    left = reading.read(nodes, frozenset({""}))
    stems = reading.stems | left
    return None if "" in stems else Necessary(frozenset(reading.words), frozenset(stems))


def _rarest(nodes: Nodes, after: Nodes, *, edge: bool) -> Necessary | None:
    """Choose, of what a sequence needs at each of its places, what fewest texts hold.

    Args:
        nodes: the sequence.
        after: what follows it, so that its last word is read to the end.
        edge: a word can begin, but not go on, at its start.
    """
    best: Necessary | None = None
    for place, (kind, value) in enumerate(nodes):
        rest = [*nodes[place + 1 :], *after]
        options = [
            first_words([(kind, value), *rest]) if edge else None,
            _within(str(kind), value, rest, edge=edge),
            _sign(str(kind), value),
        ]
        best = min((one for one in (best, *options) if one), key=lambda one: one.weight, default=None)
        if best and best.weight <= _RARE:
            return best
        edge = edge_after(str(kind), value, edge=edge)
    return best


def _within(kind: str, value: Any, rest: Nodes, *, edge: bool) -> Necessary | None:
    if kind == "SUBPATTERN":
        return _rarest(list(value[-1]), rest, edge=edge)
    if kind in _REPEATS and value[0]:
        return _rarest(list(value[2]), [] if value[1] > 1 else rest, edge=edge)
    if kind == "ASSERT" and value[0] == 1:
        return _rarest(list(value[1]), [], edge=edge)
    if kind != "BRANCH":
        return None
    options = []
    for branch in value[1]:
        one = _rarest(list(branch), rest, edge=edge)
        if one is None:
            return None
        options.append(one)
    return _any_of(options)


def _sign(kind: str, value: Any) -> Necessary | None:
    signs = signs_of(kind, value)
    return Necessary(signs=signs) if signs else None


def edge_after(kind: str, value: Any, *, edge: bool) -> bool:
    """Say whether a word can begin, but not go on, after a node."""
    if kind == "SUBPATTERN":
        return _edge_along(value[-1], edge=edge)
    if kind == "BRANCH":
        return all(_edge_along(branch, edge=edge) for branch in value[1])
    if kind in _REPEATS:
        once = _edge_along(value[2], edge=edge)
        return (edge or value[0] > 0) and once and _edge_along(value[2], edge=once)
    if kind == "AT":
        return edge or str(value) in _EDGES
    if kind in {"ASSERT", "ASSERT_NOT"}:
        return edge or (kind == "ASSERT_NOT" and _bars_letters(value, -1))
    letters = letters_of(kind, value)
    return letters.none and not letters.other and not letters.plain


def _edge_along(nodes: Iterable[Node], *, edge: bool) -> bool:
    for kind, value in nodes:
        edge = edge_after(str(kind), value, edge=edge)
    return edge


def _bars_letters(value: tuple[int, Nodes], direction: int) -> bool:
    """Say whether a negative look to one side bars every letter there."""
    way, nodes = value
    if way != direction or len(nodes) != 1:
        return False
    kind, inside = nodes[0]
    signs = [(str(one), str(what)) for one, what in inside] if str(kind) == "IN" else []
    return ("CATEGORY", "CATEGORY_WORD") in signs and signs[0][0] != "NEGATE"
