"""What one row is answered with: a line of JSON, a critique or an error, and how such a line is known again."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wbcoach.batch.row import Row
    from wbcoach.errors import WbcoachError

_CRITIQUE = b'{"schema": "wbcoach.critique/1", "id": '
_ERROR = b'{"id": '
# Inside strings quotes are escaped, so the first one that isn't is the key.
_VERDICT = re.compile(rb'"verdict": (?:"(\w+)"|null)')
# Legal in JSON as they are; but some are line ends to those who read by the line, and others steer a terminal.
_ESCAPED = {
    code: f"\\u{code:04x}"
    for code in (
        *range(0x7F, 0xA0),
        *range(0x2028, 0x202F),
        0x200E,
        0x200F,
        0x061C,
        *range(0x2066, 0x206A),
        0xFEFF,
    )
}
NO_STATEMENT = "no statement"
# What a line holds of its row beside the critique; `DATES` names fields of "input" that a workbook held as days or times.
INPUT, DATES = "input", "input_dates"
OF_THE_ROW = frozenset({INPUT, DATES})


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of output, without its end: `verdict` is empty for an error."""

    line: bytes
    verdict: str = ""

    @property
    def failed(self) -> bool:
        """Say whether this is an error."""
        return not self.verdict


def critiqued(record: dict[str, Any], row: Row) -> Answer:
    """Answer a row with its critique; its extra fields go along under "input"."""
    plain = {"schema": record["schema"], "id": record["id"], **record}
    extra = row.extra
    return Answer(
        _line(plain | ({INPUT: extra} if extra else {}) | _dates(row)), record["verdict"] or NO_STATEMENT
    )


def failed(row: Row, error: WbcoachError) -> Answer:
    """Answer a row with an error; the whole row goes along, to be mended and given again."""
    return _error(row, {"code": error.code, "message": error.message, "hint": error.hint})


def broken(row: Row, error: Exception) -> Answer:
    """Answer a row on which the program itself failed."""
    message = f"{type(error).__name__}: {error}"[:500]
    hint = "This is a fault in wbcoach, not in the row; the other rows are not touched by it."
    return _error(row, {"code": "internal_error", "message": message, "hint": hint})


def _error(row: Row, error: dict[str, str]) -> Answer:
    return Answer(_line({"id": row.id, "error": error, INPUT: row.given} | _dates(row)))


def _dates(row: Row) -> dict[str, Any]:
    return {DATES: list(row.dates)} if row.dates else {}


def _line(plain: dict[str, Any]) -> bytes:
    text = json.dumps(plain, ensure_ascii=False)
    if not text.isascii() or "\x7f" in text:
        text = text.translate(_ESCAPED)
    # What is no Unicode character becomes its JSON escape.
    return text.encode("utf-8", "backslashreplace")


def known(line: bytes) -> bool:
    """Say whether a line, or the start of one, is an answer of ours."""
    return any(line.startswith(start) or start.startswith(line) for start in (_CRITIQUE, _ERROR + b'"'))


def verdict_in(line: bytes) -> str:
    """Read the verdict of a line of ours; empty for an error."""
    if not line.startswith(_CRITIQUE):
        return ""
    found = _VERDICT.search(line)
    return found[1].decode() if found and found[1] else NO_STATEMENT


def is_of(line: bytes, row: Row, *, closely: bool) -> bool:
    """Say whether a line answers this row: by its id, or `closely`, by its text as well.

    Raises:
        ValueError: the line is no JSON.
    """
    if not closely:
        start = len(_CRITIQUE if line.startswith(_CRITIQUE) else _ERROR)
        return bool(json.JSONDecoder().raw_decode(line.decode(), start)[0] == row.id)
    record = json.loads(line)
    if record["id"] != row.id:
        return False
    return bool(
        record["input"] == row.given if "error" in record else record["statement"]["text"] == row.text
    )
