"""What reading gives: items, where each came from, and the rows that could not be used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from wbcoach.evidence import Item


@dataclass(frozen=True)
class Problem:
    """A row, or a whole file, that is not as it should be; reading went on without it.

    `row` is 1-based as a spreadsheet or editor counts; 0 speaks of the file. `unread` says that
    nothing of the file could be used.
    """

    path: str
    row: int
    message: str
    unread: bool = False

    def __str__(self) -> str:
        """Give it as one line for a person."""
        return f"{self.path}:{self.row}: {self.message}" if self.row else f"{self.path}: {self.message}"


@dataclass(frozen=True)
class Read:
    """One item, and the file and row that it stands in; `made_up` when its id is not the file's own."""

    item: Item
    path: str
    row: int = 0
    made_up: bool = False


@dataclass(frozen=True)
class Batch:
    """Items ready to be indexed; `paths` tells each id's file, where there is one."""

    items: list[Item]
    problems: list[Problem] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, stream: Iterable[Read | Problem]) -> Batch:
        """Gather a stream into lists."""
        batch = cls([])
        for entry in stream:
            if isinstance(entry, Problem):
                batch.problems.append(entry)
            else:
                batch.items.append(entry.item)
                batch.paths[entry.item.id] = entry.path
        return batch

    def stream(self, origin: str) -> Iterator[Read | Problem]:
        """Walk over the items, then the problems; an item without a file stands in `origin`."""
        for item in self.items:
            yield Read(item, self.paths.get(item.id, origin))
        yield from self.problems


def content_id(text: str, source: str, date: str) -> str:
    """Make an id that is the same whenever the same words are read again: "fb-" and 12 hex digits."""
    return "fb-" + hashlib.sha256(f"{text}\x1f{source}\x1f{date}".encode()).hexdigest()[:12]


def tell_apart(stream: Iterable[Read | Problem]) -> Iterator[Read | Problem]:
    """Give every different text its own id, so that nothing overwrites anything.

    A made-up id that comes again gets a counter (the duplicate finder deals with repeats). A given id
    that comes again with the same text is the same row; with other text it gets a suffix made from
    that text, and a problem says so.
    """
    seen: dict[str, str] = {}
    repeats: dict[str, int] = {}
    for entry in stream:
        if isinstance(entry, Problem):
            yield entry
            continue
        item = entry.item
        words = item.sha256[:16]
        if item.id not in seen:
            seen[item.id] = words
            yield entry
        elif entry.made_up:
            repeats[item.id] = repeats.get(item.id, 1) + 1
            yield replace(entry, item=replace(item, id=f"{item.id}-{repeats[item.id]}"))
        elif seen[item.id] != words:
            yield from _renamed(entry, seen)


def _renamed(entry: Read, seen: dict[str, str]) -> Iterator[Read | Problem]:
    item = entry.item
    new = f"{item.id}-{item.sha256[:6]}"
    if new in seen:
        return
    seen[new] = item.sha256[:16]
    message = f"id {item.id!r} was used before for other words; this row is kept as {new!r}."
    yield Problem(entry.path, entry.row, message)
    yield replace(entry, item=replace(item, id=new))
