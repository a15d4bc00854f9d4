"""Feedback written as prose: plain text by paragraph, Markdown by section or list entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wbcoach.library.fields import ALIASES, columns_of, iso_date, item_of
from wbcoach.library.markdown import page_of, plain
from wbcoach.library.material import Problem, Read

if TYPE_CHECKING:
    from markdown_it.token import Token

_PARAGRAPH = re.compile(r"\S.*?(?=\n[ \t]*\n|\Z)", re.DOTALL)
# An entry may open with its id: [SYN-12], or [SYN-12]: but not a link.
_ENTRY_ID = re.compile(r"^\[([A-Za-z][\w.-]*\d[\w.-]*)\](?![(\[])[ \t]*:?[ \t]*")
_CELL = re.compile(r"(?<!\\)\|")


def read_plain(text: str, path: str) -> Iterator[Read | Problem]:
    """Read plain text, one item per paragraph; blank lines part them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for match in _PARAGRAPH.finditer(text):
        row = text.count("\n", 0, match.start()) + 1
        item, made_up = item_of({"text": match[0]}, {})
        if item.text:
            yield Read(item, path, row, made_up)


def read_markdown(text: str, path: str) -> Iterator[Read | Problem]:
    """Read a Markdown file of feedback: one item per section, or per entry where a section is a list.

    Front matter (`date`, `source`, `product`, ...) holds for every item; a heading that is a date
    dates its section, any other heading is kept in `meta`. A table with a text column is read by row.
    """
    from markdown_it import MarkdownIt

    page = page_of(text)
    if page.warning:
        yield Problem(path, 1, page.warning)
    sheet = _Sheet(page.body.split("\n"), path, page.line, _defaults(page.front))
    tokens = MarkdownIt("commonmark").enable("table").parse(page.body)
    for token in tokens:
        if token.map is not None:
            yield from sheet.take(token)
    yield from sheet.flush()


def _defaults(front: Mapping[str, object]) -> tuple[dict[str, str], dict[str, str]]:
    names = [
        name
        for name, value in front.items()
        if isinstance(value, str | int | float) or hasattr(value, "year")
    ]
    places = columns_of(names)
    places = {name: place for name, place in places.items() if name not in ("id", "text")}
    values = {name: str(front[names[place]]) for name, place in places.items()}
    rest = {name: str(front[name]) for place, name in enumerate(names) if place not in places.values()}
    return values, rest


@dataclass
class _Sheet:
    """The file while it is walked: the headings above, and the paragraphs not yet made an item."""

    lines: list[str]
    path: str
    first_line: int
    defaults: tuple[dict[str, str], dict[str, str]]
    headings: dict[int, str] = field(default_factory=dict)
    waiting: list[tuple[int, int]] = field(default_factory=list)
    intro: str = ""

    def take(self, token: Token) -> Iterator[Read | Problem]:
        """Take one block; give the items that it completes."""
        start, end = token.map or (0, 0)
        if token.type == "heading_open" and token.level == 0:
            yield from self.flush()
            depth = int(token.tag[1:])
            self.headings = {level: title for level, title in self.headings.items() if level < depth}
            self.headings[depth] = plain("\n".join(self.lines[start:end]))
            self.intro = ""
        elif token.type == "list_item_open" and token.level == 1:
            yield from self._before_list()
            yield from self._item(start, end)
        elif token.type == "table_open":
            yield from self.flush()
            yield from self._table(start, end)
        elif token.level == 0 and token.type in ("paragraph_open", "blockquote_open", "fence", "code_block"):
            self.waiting.append((start, end))

    def _before_list(self) -> Iterator[Read | Problem]:
        """Keep a line that only opens a list ("What they said:") as context, not as feedback."""
        if len(self.waiting) == 1:
            text = plain("\n".join(self.lines[slice(*self.waiting[0])]))
            if text.endswith(":"):
                self.intro = text.rstrip(":")
                self.waiting.clear()
        yield from self.flush()

    def flush(self) -> Iterator[Read | Problem]:
        """Make one item of the paragraphs that wait."""
        if self.waiting:
            start, end = self.waiting[0][0], self.waiting[-1][1]
            self.waiting.clear()
            yield from self._item(start, end)

    def _item(self, start: int, end: int) -> Iterator[Read | Problem]:
        text = plain("\n".join(self.lines[start:end]))
        values, meta = self._values()
        if match := _ENTRY_ID.match(text):
            values["id"], text = match[1], text[match.end() :]
        values["text"] = text
        item, made_up = item_of(values, meta)
        if item.text:
            yield Read(item, self.path, self.first_line + start, made_up)

    def _values(self) -> tuple[dict[str, str], dict[str, str]]:
        values, meta = dict(self.defaults[0]), dict(self.defaults[1])
        titles = []
        for _, title in sorted(self.headings.items()):
            if iso_date(title):
                values["date"] = title
            else:
                titles.append(title)
        if titles:
            meta["heading"] = " > ".join(titles)
        if self.intro:
            meta["context"] = self.intro
        return values, meta

    def _table(self, start: int, end: int) -> Iterator[Read | Problem]:
        rows = [_cells(line) for line in self.lines[start:end]]
        header, places = rows[0], columns_of(rows[0])
        if "text" not in places:
            known = ", ".join(ALIASES["text"][:5])
            message = f"is a table with no column that is known to hold feedback ({known} ...); left out."
            yield Problem(self.path, self.first_line + start, message)
            return
        for offset, row in enumerate(rows[2:], 2):
            values, meta = self._values()
            cells = [*row, *[""] * len(header)][: len(header)]
            values |= {name: cells[place] for name, place in places.items() if cells[place]}
            taken = set(places.values())
            meta |= {name: cells[place] for place, name in enumerate(header) if place not in taken}
            item, made_up = item_of(values, meta)
            if item.text and "text" in values:
                yield Read(item, self.path, self.first_line + start + offset, made_up)


def _cells(line: str) -> list[str]:
    stripped = line.strip().removeprefix("|")
    stripped = stripped[:-1] if stripped.endswith("|") and not stripped.endswith("\\|") else stripped
    return [plain(cell) for cell in _CELL.split(stripped)]
