"""Who may come in: by the name that the server was called by, the page that calls, the rate, and the token."""

from __future__ import annotations

import hmac
import ipaddress
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from wbcoach.faces.web.problems import RefusalError, response_to

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from wbcoach.faces.web.metrics import Metrics
    from wbcoach.serving import Serving

LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
PROBES: Final = frozenset({"/healthz", "/readyz"})
_CLIENTS = 10_000
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a host's address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Buckets:
    """A token bucket for each client: `rate` requests a second, `burst` at once; a rate of 0 lets all through."""

    def __init__(self, rate: float, burst: int) -> None:
        """Start with full buckets."""
        self._rate, self._burst = rate, float(burst)
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_of(self, client: str, now: float | None = None) -> float:
        """Take one from a client's bucket and give 0, or give the seconds until there is one."""
        if not self._rate:
            return 0.0
        now = time.monotonic() if now is None else now
        level, then = self._levels.pop(client, (self._burst, now))
        level = min(self._burst, level + (now - then) * self._rate)
        let = level >= 1
        self._levels[client] = (level - let, now)
        if len(self._levels) > _CLIENTS:
            self._levels.popitem(last=False)
        return 0.0 if let else (1 - level) / self._rate


class Gates:
    """Turns away what may not come in, before a body is read."""

    def __init__(
        self, app: ASGIApp, host: str, token: str | None, serving: Serving, metrics: Metrics
    ) -> None:
        """Guard an application that is served at `host`; without a token only loopback's names are answered."""
        self._app, self._metrics = app, metrics
        self._token = token.encode() if token else None
        named = {name.lower() for name in serving.hosts}
        # With a token a rebound name is no use to a stranger's page: it has no token to show.
        self._hosts = named | LOOPBACK_NAMES | {host.lower()} if named or not token else None
        self._origins = {origin.lower().rstrip("/") for origin in serving.origins}
        self._buckets = Buckets(serving.rate, serving.burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it with the reason."""
        if scope["type"] == "http":
            try:
                self._check(scope)
            except RefusalError as refusal:
                self._metrics.refused.labels(refusal.code).inc()
                await response_to(refusal, scope)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        called = _name_in(headers.get("host", ""))
        if self._hosts is not None and called not in self._hosts:
            raise RefusalError(
                421,
                "wrong_host",
                "This server isn't known by that name.",
                "Call it by the name it was started with, or add the name to `hosts` in [serve].",
            )
        self._check_origin(scope, headers)
        if scope["path"] in PROBES:
            return
        wait = self._buckets.wait_of(str((scope.get("client") or ("",))[0]))
        if wait:
            raise RefusalError(
                429,
                "too_many_requests",
                "This client asks too often.",
                "Wait as long as Retry-After says; `rate` and `burst` in [serve] set the limit.",
                {"Retry-After": str(int(wait) + 1)},
            )
        if self._token and scope["path"].startswith(("/v1/", "/metrics")):
            self._check_token(headers.get("authorization", ""))

    def _check_origin(self, scope: Scope, headers: Headers) -> None:
        origin = headers.get("origin")
        if origin is None or scope["method"] in _SAFE or origin.lower() in self._origins:
            return
        if urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            raise RefusalError(
                403,
                "foreign_origin",
                "Pages of another site may not call this server.",
                "Add the site to `origins` in [serve] if it should.",
            )

    def _check_token(self, shown: str) -> None:
        scheme, _, token = shown.partition(" ")
        if scheme.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), self._token or b""):
            return
        raise RefusalError(
            401,
            "token_needed",
            "The token is missing or is another one.",
            "Send the header Authorization: Bearer TOKEN.",
            {"WWW-Authenticate": "Bearer"},
        )


def _name_in(host: str) -> str:
    """Give the name in a Host header without its port; empty where it is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
