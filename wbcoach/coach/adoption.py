"""A baseline in the making: what critiques show now, and what an earlier file of that name said of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wbcoach.coach.baseline import SCHEMA, Baseline, Key, Record
from wbcoach.coach.silence import Ignore, span_hash, statement_hash, words_hash
from wbcoach.disk import replace_whole
from wbcoach.errors import InputError, StoreError
from wbcoach.privacy import has_personal_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from wbcoach.critique import Finding

_WORDS = 100


class Written(NamedTuple):
    """What a new baseline holds: new records, those of before, and how many of before it has no more."""

    new: int
    kept: int
    left_out: int


class Adoption:
    """Collects records; where the file is there already, what still meets its finding keeps its reason and date."""

    def __init__(self, path: str, today: date, reason: str = "", until: date | None = None) -> None:
        """Look at the place, so that a mistake is known before any work is done.

        Raises:
            InputError: it can't be a file, it is one and not a baseline, or `until` is past.
        """
        self.path = path
        self._place = Path(path)
        self._reason = _legible(reason)
        self._until = until.isoformat() if until else None
        if until and until < today:
            raise InputError(f"{until} is past: these records would hold on no day.", "Give a later --until.")
        if not path or self._place.is_dir() or not self._place.parent.is_dir():
            hint = "Name a file in a folder that exists, such as --write-baseline wbcoach-baseline.json."
            raise InputError(f"No baseline can be written to {path!r}.", hint)
        self._earlier = _earlier(path, today) if self._place.exists() else None
        self._records: dict[Key, Record] = {}
        self._kept: set[Key] = set()

    def take(self, critique: Mapping[str, Any]) -> None:
        """Take the findings of a critique, given as the plain values of its contract."""
        text = critique["statement"]["text"]
        statement = statement_hash(text)
        for finding in critique["findings"]:
            words = finding["span"]["text"] if finding["span"] else text
            span = words_hash(words) if finding["span"] else statement
            rule = Ignore(finding["code"], self._reason, self._until, span, statement)
            self._put(Record(rule, _excerpt(words)))
        if self._earlier:
            silent = {ignored["code"] for ignored in critique["ignored"]}
            for record in self._earlier.of(statement):
                if record.ignore.code in silent:
                    self._put(record)

    def take_besides(self, finding: Finding, text: str) -> None:
        """Take one finding of a statement of that text; all that the file held stays as it is."""
        earlier = self._earlier
        for record in (*earlier.holding.values(), *earlier.lapsed) if earlier else ():
            self._records[record.key] = record
        statement = statement_hash(text)
        rule = Ignore(finding.code, self._reason, self._until, span_hash(finding, statement), statement)
        record = Record(rule, _excerpt(finding.span.text if finding.span else text))
        self._records[record.key] = record

    def write(self) -> Written:
        """Put the file in its place, whole or not at all.

        Raises:
            StoreError: it can't be written.
        """
        records = sorted(self._records.values(), key=_order)
        _put_file(self.path, self._place, records)
        kept = len(self._kept)
        before = len(self._earlier.holding) + len(self._earlier.lapsed) if self._earlier else 0
        return Written(len(records) - kept, kept, before - kept)

    def _put(self, record: Record) -> None:
        before = self._earlier.holding.get(record.key) if self._earlier else None
        if before:
            self._kept.add(record.key)
        self._records[record.key] = before or record


def _put_file(path: str, place: Path, records: Sequence[Record]) -> None:
    text = json.dumps(
        {"schema": SCHEMA, "records": [one.plain() for one in records]}, ensure_ascii=False, indent=2
    )
    target = place.resolve()  # the file itself, where a link names it
    try:
        replace_whole(target, f"{text}\n".encode("utf-8", "backslashreplace"))
    except OSError as error:
        hint = "Check the folder, its permissions and its room; what was there is as it was."
        raise StoreError(f"{path} can't be written: {error.strerror or error}.", hint) from None


def _earlier(path: str, today: date) -> Baseline:
    try:
        return Baseline.read(path, today)
    except InputError as error:
        hint = (
            "Nothing was written. Name another file with --write-baseline, or mend or delete this one first."
        )
        raise InputError(error.message, hint) from None


def _order(record: Record) -> tuple[str, ...]:
    return (record.ignore.code, record.words.casefold(), *record.key)


def _excerpt(words: str) -> str:
    """Quote the beginning of the words, for those who read the file; none where they hold personal data."""
    if has_personal_data(words):
        return ""
    whole = _legible(words)
    return whole if len(whole) <= _WORDS else whole[:_WORDS].rsplit(" ", 1)[0] + " ..."


def _legible(words: str) -> str:
    return "".join(char for char in " ".join(words.split()) if char.isprintable())
