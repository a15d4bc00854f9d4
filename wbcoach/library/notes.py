"""Guidance notes: Markdown as people keep it in a vault, cut at its headings into passages.

A note is advice, never customer evidence, so its passages go into a collection of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from wbcoach.errors import InputError
from wbcoach.evidence import GUIDANCE, Item
from wbcoach.library.decoding import read_text
from wbcoach.library.fields import clean, iso_date
from wbcoach.library.markdown import TAG, WIKILINK, Page, page_of, plain, slug, without_comments
from wbcoach.library.material import Batch, Problem, Read, tell_apart
from wbcoach.library.readers import feedback_files

_SUFFIXES = frozenset({".md", ".markdown"})
_LONGEST = 1200  # letters; the embedder reads about 256 tokens
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def read_notes(path: Path | str) -> Batch:
    """Read a note, or all notes in a folder and below, into passages.

    Each is an item with the id `note-slug#heading-slug`, its text free of marks with every word as
    written; `meta` holds `note` (its title), `heading`, `tags`, `links`, `line` and `raw`, the Markdown.

    Raises:
        InputError: there is nothing at `path`, or no note with words in it.
    """
    place = Path(path)
    if not place.exists():
        raise InputError(f"{place} does not exist.", "Give a Markdown note, or a folder of them.")
    batch = Batch.of(tell_apart(_entries(place.resolve())))
    if not batch.items:
        raise InputError(f"{place} holds no notes.", "Give Markdown files (.md) with some text in them.")
    return batch


def _entries(place: Path) -> Iterator[Read | Problem]:
    if not place.is_dir():
        yield from _note(place)
        return
    for path in feedback_files(place):
        if path.suffix.casefold() in _SUFFIXES:
            try:
                yield from _note(path)
            except InputError as error:
                yield Problem(str(path), 0, str(error), unread=True)


def _note(path: Path) -> Iterator[Read | Problem]:
    text, warning = read_text(path)
    page = page_of(text)
    for message in filter(None, (warning, page.warning)):
        yield Problem(str(path), 0, message)
    for passage in _Note(path, page).passages():
        yield Read(passage, str(path), int(passage.meta["line"]))


@dataclass
class _Note:
    """One note while it is cut."""

    path: Path
    page: Page
    used: dict[str, int] = field(default_factory=dict)

    def passages(self) -> Iterator[Item]:
        """Give the passages from top to bottom; a heading with nothing of its own under it gives none."""
        from markdown_it import MarkdownIt

        body = without_comments(self.page.body)
        lines = body.split("\n")
        headings = [
            (token.map[0], token.map[1], int(token.tag[1:]))
            for token in MarkdownIt("commonmark").parse(body)
            if token.type == "heading_open" and token.level == 0 and token.map
        ]
        titles = {start: plain("\n".join(lines[start:end])).split("\n")[0] for start, end, _ in headings}
        title = self.page.told("title") or next((titles[s] for s, _, depth in headings if depth == 1), "")
        title = title or self.path.stem.replace("-", " ").replace("_", " ")
        above: dict[int, str] = {}
        marks = [(0, 0, 0), *headings, (len(lines), len(lines), 0)]
        for (start, body_start, depth), (end, _, _) in pairwise(marks):
            above = {level: name for level, name in above.items() if level < depth}
            if depth:
                above[depth] = titles[start]
            path = [name for _, name in sorted(above.items()) if name != title]
            yield from self._cut(title, path, lines[body_start:end], body_start)

    def _cut(self, title: str, path: list[str], lines: list[str], first: int) -> Iterator[Item]:
        heading = path[-1] if path else title
        name = f"{slug(self.path.stem)}#{slug(heading)}"
        self.used[name] = self.used.get(name, 0) + (1 if any(plain(line) for line in lines) else 0)
        if self.used[name] > 1:
            name = f"{name}-{self.used[name]}"
        for part, (offset, raw) in enumerate(_parts(lines), 1):
            text = clean(plain(raw))
            if text:
                yield Item(
                    id=name if part == 1 else f"{name}/{part}",
                    text=f"{heading}\n{text}",
                    source=GUIDANCE,
                    date=next(
                        filter(None, (iso_date(self.page.told(key)) for key in ("updated", "date"))), ""
                    ),
                    meta=self._meta(title, path, raw, self.page.line + first + offset),
                )

    def _meta(self, title: str, path: list[str], raw: str, line: int) -> dict[str, str]:
        words = _CODE.sub("", raw)
        tags = [*self.page.told("tags").replace(",", " ").replace("#", "").split(), *TAG.findall(words)]
        links = [match[1].split("#")[0].strip() for match in WIKILINK.finditer(words)]
        meta = {
            "note": title,
            "heading": " > ".join(path),
            "tags": " ".join(dict.fromkeys(tags)),
            "links": "; ".join(dict.fromkeys(filter(None, links))),
            "aliases": self.page.told("aliases"),
            "line": str(line),
            "raw": clean(raw),
        }
        return {key: clean(value) for key, value in meta.items() if value}


def _parts(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Cut a long section between paragraphs; give each part with the line it starts on."""
    part: list[str] = []
    start = size = 0
    for number, line in enumerate(lines):
        if not line.strip() and size > _LONGEST // 2 and size + _next_size(lines, number + 1) > _LONGEST:
            yield start, "\n".join(part)
            part, start, size = [], number + 1, 0
            continue
        part.append(line)
        size += len(line) + 1
    yield start, "\n".join(part)


def _next_size(lines: list[str], start: int) -> int:
    size = 0
    for line in lines[start:]:
        if not line.strip() and size:
            break
        size += len(line) + 1
    return size
