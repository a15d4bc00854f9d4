"""A critique as JSON, in the shape `wbcoach.critique/1`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wbcoach.critique import Critique

# What JSON allows as it is, and a terminal or an encoder does not take well: C1 controls, marks that
# turn the writing direction, lone surrogates.
_ESCAPED = re.compile(
    "[\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def record(critique: Critique) -> dict[str, Any]:
    """Give a critique as a dictionary of plain values, keys as in the contract."""
    return critique.model_dump(mode="json", by_alias=True)


def render(critiques: Critique | list[Critique]) -> str:
    """Write one critique as an object, several as a list; indented, UTF-8."""
    return dumps([record(one) for one in critiques] if isinstance(critiques, list) else record(critiques))


def dumps(value: Any) -> str:
    """Write plain values as indented JSON that is safe to show; what it says is not changed by that."""
    return safe(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def safe(text: str) -> str:
    """Escape in JSON what a terminal or an encoder does not take well."""
    return _ESCAPED.sub(lambda char: f"\\u{ord(char[0]):04x}", text)
