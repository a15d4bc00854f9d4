"""The headings, paragraphs and fences of a Markdown text; parts that were read before are not parsed again.

An editor asks anew with each keystroke, and most of a document is as it was. A text is parted where no block can
reach across: at blank lines before a line that begins at its margin with no list marker. Only a fence or a block of
HTML that is still open may go on there, and the parser says whether one is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt

_GAP: Final = re.compile(r"\n(?:[ \t]*+\n)++")
# What may belong to a list above, or to a block that is indented.
_NO_START: Final = re.compile(r"[\s\-+*0-9]|\Z")
_REMEMBERED: Final = 4096
_LONG: Final = 10_000  # characters; longer parts are not remembered, so that memory stays bounded


@dataclass(frozen=True, slots=True)
class Block:
    """A block that holds words: lines `[first:last]`, from 0, and its text; of a fence its info string."""

    kind: Literal["heading", "prose", "fence"]
    first: int
    last: int
    content: str


def blocks_of(text: str) -> Iterator[tuple[int, Block]]:
    """Walk over the blocks of a text, wherever they are nested; cells of tables are none.

    Args:
        text: CommonMark with tables, its line ends line feeds alone.

    Yields:
        The line that the block's own lines count from, and the block.
    """
    edges = [gap.end() for gap in _GAP.finditer(text) if not _NO_START.match(text, gap.end())]
    edges.append(len(text))
    start = line = at = 0
    while at < len(edges):
        many = 1
        while True:
            end = edges[min(at + many, len(edges)) - 1]
            part = text[start:end]
            found, is_open = _parsed(part) if len(part) > _LONG else _remembered(part)
            if not is_open or end == len(text):
                break
            many *= 2
        for block in found:
            yield line, block
        line += part.count("\n")
        at, start = at + many, end


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("inline")


def _parsed(part: str) -> tuple[tuple[Block, ...], bool]:
    """Parse a part; say besides whether its last block would go on in what follows."""
    tokens = _parser().parse(part)
    found: list[Block] = []
    opened = ""
    in_table = False
    for token in tokens:
        opened = token.type if token.type in ("heading_open", "paragraph_open") else opened
        in_table = (in_table or token.type == "table_open") and token.type != "table_close"
        if token.map is None:
            continue
        first, after = token.map
        if token.type == "fence":
            found.append(Block("fence", first, after, token.info))
        elif token.type == "inline" and not in_table:
            kind: Literal["heading", "prose"] = "heading" if opened == "heading_open" else "prose"
            found.append(Block(kind, first, after, token.content))
    last = tokens[-1] if tokens else None
    is_open = (
        last is not None
        and last.type in ("fence", "html_block")
        and last.map is not None
        and last.map[1] >= part.count("\n")
    )
    return tuple(found), is_open


_remembered = lru_cache(maxsize=_REMEMBERED)(_parsed)
