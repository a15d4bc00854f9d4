"""What a server answers instead of a result, as the same errors that wbcoach raises elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from wbcoach.api import Problem
from wbcoach.errors import ServiceError, WbcoachError

if TYPE_CHECKING:
    from collections.abc import Iterator


def error_of(problem: Problem) -> WbcoachError:
    """Give the error that a problem tells of: of the class that has its code, else a `ServiceError`."""
    faults = "".join(f" {one.where}: {one.message}." for one in problem.errors)
    kind = next((one for one in _kinds(WbcoachError) if one.code == problem.code), None)
    if kind is None or kind.__init__ is not WbcoachError.__init__:
        return ServiceError(problem.detail + faults, problem.hint, problem.status)
    return kind(problem.detail + faults, problem.hint)


def error_in(body: bytes, status: int) -> WbcoachError:
    """Give the error that an answer tells of; one that is no problem came from something in between."""
    try:
        return error_of(Problem.model_validate_json(body))
    except ValidationError:
        return ServiceError(
            f"The server answered {status}, and not as wbcoach does.", "Check its address.", status
        )


def _kinds(kind: type[WbcoachError]) -> Iterator[type[WbcoachError]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)
