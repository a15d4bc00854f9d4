"""The answers of a batch as flat rows: a line a statement, its own columns kept, its findings told in cells."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from wbcoach.critique import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Cell = str | int | float | bool | date | time | None

BEFORE: Final = ("id", "text")
AFTER: Final = (
    *("verdict", "template", "scope", "data", "persona", "question", "blocker", "major", "minor", "codes"),
    *("findings", "supports", "contradicts", "suggested", "left_out", "flags", "place", "error"),
)
FINDING: Final = (
    *("id", "code", "name", "lens", "severity", "words", "start", "end", "message", "question", "suggestion"),
    *("evidence", "found_by", "confidence"),
)
_LENSES = ("template", "scope", "data", "persona")


def header(answers: Iterable[Mapping[str, Any]]) -> list[str]:
    """Name the columns of a table: id and text, the backlog's own in their order, then the critique's.

    A column of the backlog with a name of ours is called "input NAME".
    """
    own: dict[str, None] = {}
    for one in answers:
        own.update(dict.fromkeys(_given(one)))
    return [*BEFORE, *(_own(name) for name in own), *AFTER]


def row(answer: Mapping[str, Any]) -> dict[str, Cell]:
    """Flatten an answer; what a column has no value for is left out, and an error row has its message alone."""
    given = {_own(name): cell(value) for name, value in _given(answer).items()}
    if "error" in answer:
        error = answer["error"]
        told = f"{error['message']} {error['hint']}".strip()
        whole = answer.get("input")
        text = cell(whole.get("text")) if isinstance(whole, dict) else cell(whole)
        return {"id": answer["id"], "text": text, **given, "error": told}
    return {
        "id": answer["id"],
        "text": answer["statement"]["text"],
        **given,
        "verdict": answer["verdict"] or "no statement",
        **{name: (answer["scores"] or {}).get(name) for name in _LENSES},
        "question": answer["question"],
        **{name: sum(one["severity"] == name for one in answer["findings"]) for name in SEVERITIES},
        "codes": " ".join(dict.fromkeys(one["code"] for one in answer["findings"])),
        "findings": "\n".join(map(_told, answer["findings"])),
        **{stance: _quoted(answer["evidence"], stance) for stance in ("supports", "contradicts")},
        "suggested": (answer["rewrite"] or {}).get("text"),
        "left_out": (answer["rewrite"] or {}).get("left_out"),
        "flags": " ".join(answer["flags"]),
        "place": _place(answer["location"]),
    }


def dated(answer: Mapping[str, Any]) -> dict[str, Cell]:
    """Flatten an answer as `row` does, with days and times where a workbook held them."""
    flat = row(answer)
    for name in answer.get("input_dates", ()):
        told = flat.get(_own(name))
        for kind in (date, datetime, time):
            with suppress(ValueError, TypeError):
                flat[_own(name)] = kind.fromisoformat(str(told))
                break
    return flat


def findings(answer: Mapping[str, Any]) -> list[dict[str, Cell]]:
    """Give a line for each finding, by the names in FINDING; offsets count code points of the text."""
    return [
        {
            "id": answer["id"],
            **{name: one[name] for name in ("code", "name", "lens", "severity", "message", "question")},
            "suggestion": one["suggestion"],
            "confidence": one["confidence"],
            **(
                {"words": one["span"]["text"], "start": one["span"]["start"], "end": one["span"]["end"]}
                if one["span"]
                else {}
            ),
            "evidence": " ".join(one["evidence"]),
            "found_by": " ".join(one["found_by"]),
        }
        for one in answer.get("findings", ())
    ]


def cell(value: Any) -> Cell:
    """Give a value that a cell can hold; a list or an object as JSON."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False)


def _given(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of the backlog's row that are none of ours."""
    whole = answer.get("input")
    if not isinstance(whole, dict):
        return {}
    if "error" not in answer:
        return whole
    return {name: value for name, value in whole.items() if name not in {"id", "text"}}


def _own(name: str) -> str:
    return f"input {name}" if name in {*BEFORE, *AFTER} else name


def _told(finding: Mapping[str, Any]) -> str:
    words = f" “{finding['span']['text']}”" if finding["span"] else ""
    return f"{finding['code']} {finding['name']} ({finding['severity']}){words}: {finding['message']} {finding['question']}"


def _quoted(evidence: Sequence[Mapping[str, Any]], stance: str) -> str:
    return "\n".join(f"{one['id']}: {one['quote']}" for one in evidence if one["stance"] == stance)


def _place(location: Mapping[str, Any] | None) -> str | None:
    return f"{location['path']}:{location['line']}:{location['column']}" if location else None
