"""Server-sent events of a streamed critique, as typed values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from wbcoach.api import Problem, StepTold
from wbcoach.critique import Critique, Finding, TextSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Withdrawn(BaseModel):
    """A finding that a later step took back."""

    model_config = ConfigDict(frozen=True)

    code: str
    span: TextSpan | None


Event = Finding | Withdrawn | StepTold | Critique
_SHAPES: Final[dict[str, type[Event | Problem]]] = {
    "finding": Finding,
    "withdrawn": Withdrawn,
    "step": StepTold,
    "critique": Critique,
    "problem": Problem,
}


def events_in(lines: Iterable[str]) -> Iterator[Event | Problem]:
    """Read the lines of a stream; comments and events of a later version are passed over."""
    name, data = "", list[str]()
    for line in lines:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif not line:
            if data and name in _SHAPES:
                yield _SHAPES[name].model_validate_json("\n".join(data), extra="ignore")
            name, data = "", []
