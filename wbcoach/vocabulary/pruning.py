"""A pattern without the alternatives that can't begin with a word: what is tried at the word, and nothing else."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from wbcoach.vocabulary.necessary import edge_after, first_words, openings

if TYPE_CHECKING:
    import re

    from wbcoach.vocabulary.necessary import Node, Nodes

_parser: Any = importlib.import_module("re._parser")
_compiler: Any = importlib.import_module("re._compiler")


def pruned(parsed: Any, word: str) -> re.Pattern[str] | None:
    """Compile what of a parsed pattern can match where `word` begins; None where nothing can.

    Groups keep their numbers and names. `word` is folded and cut as the screen reads it.
    """
    kept = _Pruning(parsed.state, word).cut(list(parsed), [], edge=False)
    return None if kept is None else _compiler.compile(_parser.SubPattern(parsed.state, kept))


class _Pruning:
    def __init__(self, state: Any, word: str) -> None:
        self._state, self._word = state, word

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
                ahead = openings(list(value[1]), edge=edge)
                if ahead and not ahead.needed and not ahead.opening.admits(self._word):
                    return None
            if name not in {"AT", "ASSERT", "ASSERT_NOT"}:
                opening = first_words([*nodes[place:], *after], at_once=True) if edge else None
                return list(nodes) if opening is None or opening.admits(self._word) else None
            edge = edge_after(name, value, edge=edge)
        return list(nodes)

    def _branches(self, value: Any, rest: Nodes, *, edge: bool) -> tuple[Any, list[Any]] | None:
        cut = (self.cut(list(branch), rest, edge=edge) for branch in value[1])
        kept = [_parser.SubPattern(self._state, one) for one in cut if one is not None]
        return (value[0], kept) if kept else None

    def _group(self, value: Any, rest: Nodes, *, edge: bool) -> tuple[Any, ...] | None:
        inner = self.cut(list(value[-1]), rest, edge=edge)
        return None if inner is None else (*value[:-1], _parser.SubPattern(self._state, inner))
