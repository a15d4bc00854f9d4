"""A critique as JSON, in the shape `wbcoach.critique/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wbcoach.critique import Critique


def record(critique: Critique) -> dict[str, Any]:
    """Give a critique as a dictionary of plain values, keys as in the contract."""
    return critique.model_dump(mode="json", by_alias=True)


def render(critiques: Critique | list[Critique]) -> str:
    """Write one critique as an object, several as a list; indented, UTF-8."""
    plain = [record(one) for one in critiques] if isinstance(critiques, list) else record(critiques)
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
