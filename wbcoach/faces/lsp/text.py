"""A document's text, and where things stand in it: code points here, the client's code units there."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from lsprotocol import types

from wbcoach.grammar import Span

Encoding = Literal["utf-8", "utf-16", "utf-32"]
# The protocol knows three line ends; form feeds, U+2028 and the like stand within a line.
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Text:
    """One state of a document; `encoding` is what the client counts characters in."""

    source: str
    encoding: Encoding = "utf-16"
    _known: dict[int, types.Position] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.source))]

    @cached_property
    def _plain(self) -> bool:
        """Say whether each character is one unit, so that nothing has to be counted."""
        return self.encoding == "utf-32" or self.source.isascii()

    @property
    def line_end(self) -> str:
        """The line end that the document is written with."""
        found = _LINE_END.search(self.source)
        return found[0] if found else "\n"

    def line_start(self, offset: int) -> int:
        """Give the offset at which the line of an offset begins."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def after_line(self, offset: int) -> int:
        """Give the offset at which the line of an offset ends, before its line end."""
        found = _LINE_END.search(self.source, offset)
        return found.start() if found else len(self.source)

    def position(self, offset: int) -> types.Position:
        """Give the client's position of an offset in code points."""
        offset = max(0, min(offset, len(self.source)))
        known = self._known.get(offset)
        if known is None:
            line = bisect_right(self._starts, offset) - 1
            known = types.Position(line, self._units(self._starts[line], offset))
            self._known[offset] = known
        return known

    def range(self, span: Span) -> types.Range:
        """Give the client's range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """Give the offset of a client's position; beyond a line's end is its end, within a character before it."""
        if position.line >= len(self._starts):
            return len(self.source)
        start = self._starts[position.line]
        end = self.after_line(start)
        if self._plain:
            return min(start + position.character, end)
        units, place = 0, start
        while place < end:
            units += self._width(self.source[place])
            if units > position.character:
                break
            place += 1
        return place

    def span(self, area: types.Range) -> Span:
        """Give the span of a client's range."""
        start, end = self.offset(area.start), self.offset(area.end)
        return Span(min(start, end), max(start, end))

    def edited(self, change: types.TextDocumentContentChangeEvent) -> Text:
        """Give the text after one change, of a part or of the whole."""
        if isinstance(change, types.TextDocumentContentChangePartial):
            span = self.span(change.range)
            source = self.source[: span.start] + change.text + self.source[span.end :]
        else:
            source = change.text
        return Text(source, self.encoding)

    def _units(self, start: int, end: int) -> int:
        if self._plain:
            return end - start
        if self.encoding == "utf-16":
            piece = self.source[start:end]
            return len(piece) if piece.isascii() else len(piece.encode("utf-16-le", "surrogatepass")) // 2
        return len(self.source[start:end].encode("utf-8", "surrogatepass"))

    def _width(self, char: str) -> int:
        if self.encoding == "utf-16":
            return 2 if char > "\uffff" else 1
        return len(char.encode("utf-8", "surrogatepass"))
