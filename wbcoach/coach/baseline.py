"""The findings that were known on day one: a file of records, each silent for its own words in its own statement."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from wbcoach.coach.silence import Ignore, covers, past, words_hash
from wbcoach.errors import InputError
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wbcoach.critique import Finding

SCHEMA: Final = "wbcoach.baseline/1"
_HASH = re.compile(r"[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAMES = ("code", "name", "words", "span", "statement", "reason", "until")
_MEND = "Mend that record or take it out; or delete the file and write it anew with --write-baseline."


class Key(NamedTuple):
    """What a record is known by: its code, and the hashes of the words and of the statement."""

    code: str
    span: str
    statement: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the ignore itself, with the words that it stands on for those who read the file."""

    ignore: Ignore
    words: str = ""

    @property
    def key(self) -> Key:
        """Give what it is known by."""
        return Key(self.ignore.code, self.ignore.span_hash, self.ignore.statement_hash)

    def plain(self) -> dict[str, str | None]:
        """Give its plain values, in the order in which the file has them."""
        rule = self.ignore
        name = catalogue()[rule.code].name
        values = (rule.code, name, self.words, rule.span_hash, rule.statement_hash, rule.reason, rule.until)
        return dict(zip(_NAMES, values, strict=True))


@dataclass(frozen=True)
class Baseline:
    """A file of records, read: those that hold, those that ran out, and which of them met their finding."""

    path: str
    holding: dict[Key, Record]
    lapsed: tuple[Record, ...] = ()
    stamp: str = ""
    met: set[Key] = field(default_factory=set)

    @classmethod
    def read(cls, path: str, today: date) -> Self:
        """Read a baseline.

        Args:
            path: of the file.
            today: records whose last day is before it hold no more.

        Raises:
            InputError: it is missing, or not a baseline.
        """
        records = [_record(one, f"{path}, record {number},") for number, one in enumerate(_listed(path), 1)]
        gone = [bool(one.ignore.until) and past(str(one.ignore.until), today) for one in records]
        whole = json.dumps(sorted(json.dumps(one.plain()) for one in records))
        return cls(
            path,
            {one.key: one for one, over in zip(records, gone, strict=True) if not over},
            tuple(one for one, over in zip(records, gone, strict=True) if over),
            f"{len(records)} record{'s' * (len(records) != 1)} ({words_hash(whole)})",
        )

    def covering(self, findings: Iterable[Finding], statement: str) -> list[Ignore]:
        """Give the records that cover a finding of the statement of that hash; they count as met."""
        rules = []
        seen = list(findings)
        for record in self.of(statement):
            if any(covers(record.ignore, finding, statement) for finding in seen):
                self.met.add(record.key)
                rules.append(record.ignore)
        return rules

    def of(self, statement: str) -> list[Record]:
        """Give the records that hold for the statement of that hash."""
        return self._by_statement.get(statement, [])

    @property
    def unmet(self) -> int:
        """Count the records that hold and have met no finding so far."""
        return len(self.holding) - len(self.met)

    @cached_property
    def _by_statement(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.holding.values():
            found.setdefault(record.ignore.statement_hash, []).append(record)
        return found


def _listed(path: str) -> list[Any]:
    """Read the list of records.

    Raises:
        InputError: it can't be read, or is of another shape.
    """
    anew = f"wbcoach critique FILES --write-baseline {path}"
    other = f"Give another file, or delete this one and write it anew: {anew}"
    try:
        raw = Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError(f"There is no baseline {path!r}.", f"Check the path, or make one: {anew}") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(
            f"The baseline {path} can't be read: {why}.", "Check the path and its permissions."
        ) from None
    try:
        whole = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not a baseline: it is not valid JSON ({error}).", other) from None
    schema = whole.get("schema") if isinstance(whole, dict) else None
    if schema != SCHEMA:
        found = f"its schema is {str(schema)[:80]!r}" if schema is not None else "it names no schema"
        hint = f"Upgrade wbcoach if a newer one wrote it. {other}"
        raise InputError(f"{path} is not a baseline of this wbcoach: {found}, not {SCHEMA!r}.", hint)
    if not isinstance(whole.get("records"), list):
        raise InputError(f"{path} is not a whole baseline: it has no list of records.", other)
    return list(whole["records"])


def _record(value: Any, where: str) -> Record:
    """Read one record.

    Raises:
        InputError: a value is missing, unknown or wrong.
    """
    if not isinstance(value, dict):
        raise InputError(f"{where} is not an object.", _MEND)
    if strange := [name for name in value if name not in _NAMES]:
        raise InputError(
            f"{where} has a key that is not known: {strange[0][:80]!r}.", f"The keys are {', '.join(_NAMES)}."
        )
    code, until = value.get("code"), value.get("until")
    if not isinstance(code, str) or code not in catalogue():
        hint = f"`wbcoach explain` lists the codes. {_MEND}"
        raise InputError(f"{where} has the code {str(code)[:80]!r}, which is no pitfall.", hint)
    for name in ("span", "statement"):
        if not isinstance(value.get(name), str) or not _HASH.fullmatch(value[name]):
            raise InputError(f"{where} has no hash of 12 hexadecimal digits under {name!r}.", _MEND)
    if until is not None and not _is_day(until):
        hint = f"Write the last day as YYYY-MM-DD, or null for none. {_MEND}"
        raise InputError(f"{where} holds until {str(until)[:80]!r}, which is no date.", hint)
    reason, words = value.get("reason") or "", value.get("words") or ""
    if not isinstance(reason, str) or not isinstance(words, str):
        raise InputError(f"{where} has a reason or words that are not a text.", _MEND)
    rule = Ignore(code, " ".join(reason.split()), until, value["span"], value["statement"])
    return Record(rule, words)


def _is_day(value: Any) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
