"""The rows that a batch wrote, one at a time and in their order: critiques, and errors."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from wbcoach.critique import Critique
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HINT: Final = "Give what `wbcoach batch -o OUT.jsonl` wrote."
_TORN: Final = "It is not whole: let the batch that writes it end, or start it again."


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a batch's output: `critique` is None for an error, which then is in `error`; `given` are the extra fields."""

    number: int
    id: str
    critique: Critique | None
    given: dict[str, Any]
    error: dict[str, str] = field(default_factory=dict)


def rows_of(path: Path) -> Iterator[Row]:
    """Walk over the rows of an output, each as it is asked for.

    Raises:
        InputError: the file can't be read, a line is no row of ours, or there is none.
    """
    number = 0
    try:
        with path.open("rb") as lines:
            for number, line in enumerate((line for line in lines if line.strip()), 1):
                yield _row(number, line, path)
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}.", _HINT) from None
    if not number:
        raise InputError(f"{path} holds no row.", _HINT)


def _row(number: int, line: bytes, path: Path) -> Row:
    try:
        record = json.loads(line)
        name = str(record.get("id") or f"row-{number}")
        given = record.pop("input", None)
        record.pop("input_dates", None)
        given = given if isinstance(given, dict) else {}
        if "schema" not in record:
            error = record["error"]
            return Row(number, name, None, given, {key: str(error[key]) for key in ("message", "hint")})
        return Row(number, name, Critique.model_validate(record), given)
    except UnicodeDecodeError:
        raise InputError(f"{path}: line {number} is not UTF-8.", _HINT) from None
    except json.JSONDecodeError:
        hint = _HINT if line.endswith(b"\n") else _TORN
        raise InputError(f"{path}: line {number} is no JSON.", hint) from None
    except (ValidationError, AttributeError, KeyError, TypeError):
        raise InputError(f"{path}: line {number} is no row of a batch.", _HINT) from None
