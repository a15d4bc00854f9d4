"""A pattern without the alternatives that can't begin with a word: what is tried at the word, and nothing else."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, cast

from wbcoach.vocabulary.necessary import edge_after, first_words, openings

if TYPE_CHECKING:
    import re

    from wbcoach.vocabulary.condition import Necessary
    from wbcoach.vocabulary.necessary import Known, Node, Nodes

_parser: Any = importlib.import_module("re._parser")
_compiler: Any = importlib.import_module("re._compiler")


# Compiling costs milliseconds: what is left has to be this much smaller than the whole.
_WORTH_COMPILING = 0.4


def pruned(parsed: Any, word: str, whole: re.Pattern[str], known: Known) -> re.Pattern[str] | None:
    """Give what of a pattern can match where `word` begins; `whole` where that is most of it, None where nothing can.

    Groups keep their numbers and names.

    Args:
        parsed: the pattern as `re` parses it.
        word: folded and cut as the screen reads it.
        whole: the same pattern, compiled.
        known: what each alternative can begin with, filled on the way for the next word.
    """
    kept = _Pruning(parsed.state, word, known).cut(list(parsed), [], edge=False)
    if kept is None:
        return None
    if _size(kept) > _WORTH_COMPILING * _size(parsed):
        return whole
    return cast("re.Pattern[str]", _compiler.compile(_parser.SubPattern(parsed.state, kept)))


def _size(value: Any) -> int:
    """Count the nodes of a parsed pattern, or of a part of it."""
    if isinstance(value, (list, tuple, _parser.SubPattern)):
        return 1 + sum(map(_size, value))
    return 0


class _Pruning:
    def __init__(self, state: Any, word: str, known: Known) -> None:
        self._state, self._word, self._known = state, word, known

    def cut(self, nodes: Nodes, after: Nodes, *, edge: bool) -> list[Node] | None:
        """Give a sequence without alternatives that can't open with the word; None where none is left.

        Args:
            nodes: the sequence.
            after: what follows it, so that a word that goes on there is read to its end.
            edge: a word can begin, but not go on, at its start.
        """
        for place, (kind, value) in enumerate(nodes):
            rest = [*nodes[place + 1 :], *after]
            name = str(kind)
            if name in {"BRANCH", "SUBPATTERN"}:
                inner = (self._branches if name == "BRANCH" else self._group)(value, rest, edge=edge)
                return None if inner is None else [*nodes[:place], (kind, inner), *nodes[place + 1 :]]
            if name == "ASSERT" and value[0] == 1:
                ahead = openings(list(value[1]), {}, edge=edge)
                if ahead and not ahead.needed and not ahead.opening.admits(self._word):
                    return None
            if name not in {"AT", "ASSERT", "ASSERT_NOT"}:
                opening = self._opening(nodes[place], rest) if edge else None
                return list(nodes) if opening is None or opening.admits(self._word) else None
            edge = edge_after(name, value, edge=edge)
        return list(nodes)

    def _opening(self, node: Node, rest: Nodes) -> Necessary | None:
        """Give what a sequence can begin with; a node stands at one place of the tree, so what follows it is the same."""
        if id(node) not in self._known:
            self._known[id(node)] = first_words([node, *rest], at_once=True)
        return self._known[id(node)]

    def _branches(self, value: Any, rest: Nodes, *, edge: bool) -> tuple[Any, list[Any]] | None:
        cut = (self.cut(list(branch), rest, edge=edge) for branch in value[1])
        kept = [_parser.SubPattern(self._state, one) for one in cut if one is not None]
        return (value[0], kept) if kept else None

    def _group(self, value: Any, rest: Nodes, *, edge: bool) -> tuple[Any, ...] | None:
        inner = self.cut(list(value[-1]), rest, edge=edge)
        return None if inner is None else (*value[:-1], _parser.SubPattern(self._state, inner))
