"""A row of a backlog: what was given, what of it can be critiqued, or why nothing can."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wbcoach.errors import InputError

if TYPE_CHECKING:
    from wbcoach.batch.ids import Ids
    from wbcoach.coach.silence import Ignore
    from wbcoach.critique import Location

OURS = frozenset({"id", "text", "evidence"})
_SHAPE = 'A row is an object such as {"id": "1", "text": "Today, ...", "evidence": [{"id": "F-1", "text": "..."}]}.'
_IS_EMPTY = "has an empty text"
_EMPTY = "Write the statement there, or take the row out."


@dataclass(frozen=True, slots=True)
class Given:
    """A row as it was read, not looked at yet: `value` is mostly an object; `fault` says why it can't be.

    `place` is where it stands in its file, for messages. `ignores` are those of its document; `dates` names fields
    that a workbook holds as days or times.
    """

    value: Any
    place: str = ""
    fault: str = ""
    hint: str = _SHAPE
    location: Location | None = None
    ignores: tuple[Ignore, ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row, ready: `number` counts from 1, `given` is kept as it came, `fault` stands for a critique."""

    number: int
    id: str
    given: Any
    text: str = ""
    evidence: tuple[Any, ...] = ()
    location: Location | None = None
    ignores: tuple[Ignore, ...] = ()
    fault: InputError | None = None
    dates: tuple[str, ...] = ()

    @property
    def extra(self) -> dict[str, Any]:
        """The fields that are not ours; they go along to the output."""
        return {name: value for name, value in self.given.items() if name not in OURS}

    @property
    def digest(self) -> str:
        """Hash of all that was given, so that a changed row is seen."""
        whole = json.dumps([self.id, self.given], ensure_ascii=False, sort_keys=True)
        return hashlib.blake2b(whole.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()


def judge(given: Given, number: int, ids: Ids) -> Row:
    """Make row `number` of what was read; what can't be critiqued gets a fault and stays a row."""
    value = given.value
    name, unfit = _id_of(value)
    made_up = not name
    name = ids.free(f"row-{number}") if made_up else name
    first = ids.first(name, number)
    fault, hint = given.fault, given.hint
    if not fault and not isinstance(value, dict):
        fault = f"is {_kind(value)}, not an object"
    if not fault and unfit:
        fault = unfit
    if not fault and first != number:
        fault, hint = f"has the id of row {first}, {name[:80]!r}", "Give each row an id of its own."
    if not fault:
        fault = _unfit(value)
        hint = _EMPTY if fault == _IS_EMPTY else hint
    if fault:
        where = f" ({given.place})" if given.place else ""
        wrong = InputError(f"Row {number}{where} {fault}.", hint)
        return Row(number, name, value, fault=wrong, dates=given.dates)
    evidence = tuple(value.get("evidence") or ())
    return Row(number, name, value, value["text"], evidence, given.location, given.ignores, dates=given.dates)


def _id_of(value: Any) -> tuple[str, str]:
    """Give a row's own id, empty when it has none, and what is wrong with it."""
    own = value.get("id") if isinstance(value, dict) else None
    if isinstance(own, str):
        return (own, "") if own.strip() else ("", "")
    if isinstance(own, int | float) and not isinstance(own, bool):
        return str(own), ""
    return "", "" if own is None else f"has an id that is {_kind(own)}, not a text"


def _unfit(value: dict[str, Any]) -> str:
    """Say what is wrong with an object, empty when nothing is."""
    text = value.get("text")
    if text is None:
        return "has no text"
    if not isinstance(text, str):
        return f"has a text that is {_kind(text)}"
    if not text.strip():
        return _IS_EMPTY
    evidence = value.get("evidence")
    if evidence is not None and not isinstance(evidence, list):
        return f"has evidence that is {_kind(evidence)}, not a list"
    return ""


def _kind(value: Any) -> str:
    names = {type(None): "null", bool: "true or false", str: "a text", list: "a list", dict: "an object"}
    return names.get(type(value), "a number")
