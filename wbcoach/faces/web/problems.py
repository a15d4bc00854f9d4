"""Errors as `application/problem+json` (RFC 9457): our own, the framework's, and those of a request's shape."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response

from wbcoach.api import Fault, Problem
from wbcoach.api.told import PROBLEM_TYPE
from wbcoach.errors import WbcoachError

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from fastapi import FastAPI
    from starlette.requests import Request

MEDIA_TYPE = "application/problem+json"
_UNREADABLE = "The body can't be read as JSON."
_NO_JSON = "Send JSON, with the header Content-Type: application/json."
_CODES = {
    400: ("bad_request", "Send one JSON value in UTF-8, not compressed, as /openapi.json describes it."),
    404: ("not_found", "See /openapi.json for the paths that there are."),
    405: ("method_not_allowed", "The header Allow names the methods of this path."),
    415: ("unsupported_media_type", _NO_JSON),
}
_LISTED = 20


class RefusalError(Exception):
    """The server turns a request down for a reason that only a server has: too large, too often, too late."""

    def __init__(
        self, status: int, code: str, detail: str, hint: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        """Keep what the problem will say."""
        super().__init__(detail)
        self.status, self.code, self.detail, self.hint = status, code, detail, hint
        self.headers = dict(headers or {})


def problem_of(error: Exception, scope: MutableMapping[str, Any]) -> Problem:
    """Give the problem that tells of an error; a fault of ours says nothing of its cause."""
    status, code, detail, hint = _parts(error)
    faults: tuple[Fault, ...] = ()
    if isinstance(error, RequestValidationError):
        faults = _faults(error.errors())
        if any(tuple(one["loc"]) == ("body",) for one in error.errors()) and not _says_json(scope):
            hint = _NO_JSON
    return Problem(
        type=PROBLEM_TYPE + code,
        title=code.replace("_", " ").capitalize(),
        status=status,
        detail=detail,
        instance=str(scope.get("path", "")),
        code=code,
        hint=hint,
        request_id=str(scope.get("request_id", "")),
        errors=faults,
    )


def _parts(error: Exception) -> tuple[int, str, str, str]:
    if isinstance(error, WbcoachError):
        return error.http_status, error.code, error.message, error.hint
    if isinstance(error, RefusalError):
        return error.status, error.code, error.detail, error.hint
    if isinstance(error, RequestValidationError):
        return 422, "bad_input", "The request is not of the shape that is asked for.", "See `errors`."
    if isinstance(error, HTTPException):
        code, hint = _CODES.get(error.status_code, ("refused", ""))
        told = _UNREADABLE if error.status_code == 400 else f"{HTTPStatus(error.status_code).phrase}."
        return error.status_code, code, told, hint
    hint = "This is a fault in wbcoach; please report it. The server's log has the request id and the place."
    return 500, "internal_error", "The server failed on this request.", hint


def _says_json(scope: MutableMapping[str, Any]) -> bool:
    """Say whether a request names its body as JSON; `curl -d` alone names it as a form."""
    named = Headers(scope=scope).get("content-type", "").partition(";")[0].strip().lower()
    return named == "application/json" or (named.startswith("application/") and named.endswith("+json"))


def _faults(errors: Sequence[Any]) -> tuple[Fault, ...]:
    """Name the place and the reason of each; what was sent is not repeated."""
    return tuple(
        Fault(where=".".join(str(part) for part in one["loc"]), message=str(one["msg"]))
        for one in errors[:_LISTED]
    )


def response_to(error: Exception, scope: MutableMapping[str, Any]) -> Response:
    """Answer an error."""
    problem = problem_of(error, scope)
    headers = dict(getattr(error, "headers", None) or {})
    if problem.status in {503, 429}:
        headers.setdefault("Retry-After", "2")
    return Response(problem.model_dump_json(), problem.status, headers, MEDIA_TYPE)


def answer_problems(app: FastAPI) -> None:
    """Let every error of an application be answered by a problem."""

    def answer(request: Request, error: Exception) -> Response:
        response = response_to(error, request.scope)
        if response.status_code == 405:
            response.headers["Allow"] = ", ".join(sorted(_methods(app, request)))
        return response

    for kind in (WbcoachError, RefusalError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, answer)


def _methods(app: FastAPI, request: Request) -> set[str]:
    """Give all methods of a path, where the framework names those of one function alone."""
    asked = request.scope["path"]
    for path, operations in app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", path), asked):
            return {method.upper() for method in operations}
    return {"GET", "HEAD"}


def told_by(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe the problems that a path can answer with, for OpenAPI."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content}
        for status in (*statuses, 400, 401, 403, 408, 413, 421, 429, 500, 503, 504)
    }
