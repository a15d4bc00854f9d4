"""Two versions of a draft, word by word: what changed, and where each run of words comes from."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from wbcoach.conversation.talk import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"\s*\S+")


def marked(old: str, new: str) -> str:
    """Give the new version with its changes in words: "[was: ...]", "[new: ...]", "[gone: ...]"."""
    if " ".join(old.split()) == " ".join(new.split()):
        return new
    before, after = old.split(), new.split()
    told = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = " ".join(before[i:j]), " ".join(after[k:m])
        told.append(
            {
                "equal": now,
                "replace": f"{now} [was: {was}]",
                "insert": f"[new: {now}]",
                "delete": f"[gone: {was}]",
            }[kind]
        )
    return " ".join(told)


def traced(old: Sequence[Piece], new: str, origin: str) -> tuple[Piece, ...]:
    """Say where each run of words of `new` comes from: as before where it stood before, else from `origin`."""
    known = [(token.strip(), piece.origin) for piece in old for token in _TOKEN.findall(piece.text)]
    found = _TOKEN.findall(new)
    origins = [origin] * len(found)
    matcher = SequenceMatcher(None, [token for token, _ in known], [t.strip() for t in found], autojunk=False)
    for start, begin, size in matcher.get_matching_blocks():
        for step in range(size):
            origins[begin + step] = known[start + step][1]
    return tuple(_runs(found, origins))


def _runs(tokens: Sequence[str], origins: Sequence[str]) -> Iterator[Piece]:
    text = ""
    for number, token in enumerate(tokens):
        text += token
        if number + 1 == len(tokens) or origins[number + 1] != origins[number]:
            yield Piece(text=text.strip(), origin=origins[number])
            text = ""
