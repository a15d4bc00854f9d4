"""Two runs of a backlog side by side: which statements are fixed, better, worse, new or gone, and by which findings."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from wbcoach.critique import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Kind = Literal["fixed", "better", "worse", "failed", "new", "gone", "changed", "same"]
KINDS: Final[tuple[Kind, ...]] = ("worse", "failed", "fixed", "better", "changed", "new", "gone", "same")
# What makes the whole comparison one that got worse.
WORSE: Final = frozenset({"worse", "failed"})
ERROR: Final = "error"
_VERDICTS: Final = ("ready", "revise", "rethink", "no statement", ERROR)
# An id that a row was given for its place says nothing of which row it is.
_MADE_UP = re.compile(r"row-\d+(?:-\d+)?\Z")
_TABLE = """
CREATE TABLE rows(id TEXT, text BLOB, told TEXT, taken INTEGER DEFAULT 0);
CREATE INDEX by_id ON rows(id);
CREATE INDEX by_text ON rows(text);
"""
# The surest way first to find the row of before; the last two for rows that were renamed, and reworded.
_WAYS: Final = ("id = :id AND text = :text", "text = :text", "id = :id")


@dataclass(frozen=True, slots=True)
class Brief:
    """A finding, as far as runs are compared by it."""

    code: str
    severity: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a statement: its verdicts (empty where there is none), findings that went and that came."""

    id: str
    kind: Kind
    before: str
    after: str
    closed: tuple[Brief, ...] = ()
    opened: tuple[Brief, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    verdict: str
    findings: tuple[Brief, ...]

    @property
    def weight(self) -> tuple[int, ...]:
        """Give how bad it is: the verdict, then the count of each severity, worst first."""
        counts = Counter(one.severity for one in self.findings)
        return (_VERDICTS.index(self.verdict), *(counts[name] for name in SEVERITIES))


def compare(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> Iterator[Change]:
    """Give a change for each row of `after` in its order, then the rows that are gone.

    A row is found again by its id and text, else by its id, else by its text; where an id was made up of its
    place, the text comes first.
    """
    # An empty name is sqlite's for a file of its own in the temporary folder.
    with closing(sqlite3.connect("", isolation_level=None)) as table:
        table.execute("PRAGMA journal_mode = OFF")
        table.executescript(_TABLE)
        table.execute("BEGIN")
        for one in before:
            told = _told(one)
            plain = json.dumps([told.verdict, [[it.code, it.severity, it.words] for it in told.findings]])
            table.execute("INSERT INTO rows(id, text, told) VALUES (?, ?, ?)", (one["id"], _hash(one), plain))
        for one in after:
            earlier = _taken(table, one)
            yield _change(str(one["id"]), earlier, _told(one)) if earlier else _new(one)
        gone = table.execute("SELECT id, told FROM rows WHERE taken = 0 ORDER BY rowid")
        for name, plain in gone:
            yield Change(str(name), "gone", _read(plain).verdict, "")


def _taken(table: sqlite3.Connection, one: Mapping[str, Any]) -> _Told | None:
    values = {"id": one["id"], "text": _hash(one)}
    ways = _WAYS if _MADE_UP.match(str(one["id"])) else (_WAYS[0], _WAYS[2], _WAYS[1])
    for way in ways:
        found = table.execute(
            f"SELECT rowid, told FROM rows WHERE {way} AND taken = 0 ORDER BY rowid LIMIT 1",  # noqa: S608  our own words
            values,
        ).fetchone()
        if found:
            table.execute("UPDATE rows SET taken = 1 WHERE rowid = ?", (found[0],))
            return _read(found[1])
    return None


def _change(name: str, before: _Told, after: _Told) -> Change:
    closed, opened = _parted(before.findings, after.findings)
    kind: Kind = "changed" if closed or opened or before.verdict != after.verdict else "same"
    if after.verdict == ERROR != before.verdict:
        kind = "failed"
    elif after.verdict == "ready" != before.verdict:
        kind = "fixed"
    elif after.weight != before.weight:
        kind = "better" if after.weight < before.weight else "worse"
    return Change(name, kind, before.verdict, after.verdict, closed, opened)


def _new(one: Mapping[str, Any]) -> Change:
    told = _told(one)
    return Change(str(one["id"]), "new", "", told.verdict, (), told.findings)


def _parted(
    before: tuple[Brief, ...], after: tuple[Brief, ...]
) -> tuple[tuple[Brief, ...], tuple[Brief, ...]]:
    """Give what went and what came: findings are the same by code and words, the rest by code, one by one."""
    gone, came = list(before), list(after)
    for same in (lambda a, b: a == b, lambda a, b: (a.code, a.severity) == (b.code, b.severity)):
        for one in tuple(came):
            match = next((it for it in gone if same(it, one)), None)
            if match:
                gone.remove(match)
                came.remove(one)
    return tuple(gone), tuple(came)


def _told(one: Mapping[str, Any]) -> _Told:
    if "error" in one:
        return _Told(ERROR, ())
    found = (
        Brief(it["code"], it["severity"], it["span"]["text"] if it["span"] else "") for it in one["findings"]
    )
    return _Told(one["verdict"] or "no statement", tuple(found))


def _read(plain: str) -> _Told:
    verdict, findings = json.loads(plain)
    return _Told(verdict, tuple(Brief(*one) for one in findings))


def _hash(one: Mapping[str, Any]) -> bytes:
    if "error" in one:
        text = json.dumps(one.get("input"), sort_keys=True)
    else:
        text = " ".join(str(one["statement"]["text"]).split())
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
