"""The outermost layer: a request id, security headers, one line of log, the counters, and an answer to any fault."""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING, Any, Final

from starlette.datastructures import Headers, MutableHeaders

from wbcoach.faces.web.problems import response_to

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from wbcoach.faces.web.log import Log
    from wbcoach.faces.web.metrics import Metrics

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_CLIENT_LEFT = 499
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Trace:
    """Wraps an application, so that each request leaves a trace and none a stack trace."""

    def __init__(self, app: ASGIApp, log: Log, metrics: Metrics) -> None:
        """Wrap."""
        self._app, self._log, self._metrics = app, log, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, whatever happens."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        scope["request_id"] = given if _ID.fullmatch(given) else secrets.token_hex(8)
        scope["told"] = {}
        status, sent = 0, 0
        started = time.perf_counter()

        async def telling(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                self._dress(message, scope)
            sent += len(message.get("body", b""))
            await send(message)

        self._metrics.in_flight.inc()
        try:
            await self._app(scope, receive, telling)
        except Exception as error:  # noqa: BLE001  a fault is logged here, with no word of a statement
            self._log.fault(error, id=scope["request_id"], path=scope["path"])
            if not status:
                await response_to(error, scope)(scope, receive, telling)
        finally:
            self._metrics.in_flight.dec()
            self._told(scope, status or _CLIENT_LEFT, sent, time.perf_counter() - started)

    def _dress(self, message: Message, scope: Scope) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers["X-Request-ID"] = scope["request_id"]
        if scope["path"].startswith("/v1/"):
            headers.setdefault("Cache-Control", "no-store")

    def _told(self, scope: Scope, status: int, sent: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "") or "other"
        told: dict[str, Any] = dict(scope["told"])
        text = told.pop("text", None)
        if self._log.texts and text is not None:
            told["text"] = text
        self._metrics.requests.labels(scope["method"], route, str(status)).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        self._log(
            "request",
            id=scope["request_id"],
            client=(scope.get("client") or ("",))[0],
            method=scope["method"],
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            bytes=sent,
            **told,
        )
