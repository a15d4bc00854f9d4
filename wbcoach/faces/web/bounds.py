"""How much and how long: a body of bounded length in bounded time, an answer begun in time, work ended with its client."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from wbcoach.faces.web.problems import RefusalError, response_to

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from wbcoach.faces.web.metrics import Metrics
    from wbcoach.serving import Serving

_BODY_S, _DRAIN_S = 30.0, 2.0
_MB = 1_000_000
BATCHES = "/v1/batch"


class _LeftError(Exception):
    """The client went before its request was whole."""


class Bounds:
    """Reads the body before the application is called; cancels the application when its client leaves, or time is up."""

    def __init__(self, app: ASGIApp, serving: Serving, metrics: Metrics) -> None:
        """Bound an application."""
        self._app, self._metrics = app, metrics
        self._time_s = serving.time_s
        self._longest = int(serving.body_mb * _MB)
        self._longest_batch = int(serving.batch_mb * _MB)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request within its bounds."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            body = await self._body(scope, receive)
            await self._within(scope, body, receive, send)
        except _LeftError:
            return
        except RefusalError as refusal:
            self._metrics.refused.labels(refusal.code).inc()
            await response_to(refusal, scope)(scope, receive, send)

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        longest = self._longest_batch if scope["path"] == BATCHES else self._longest
        declared = Headers(scope=scope).get("content-length", "")
        body = bytearray()
        too_long = declared.isdecimal() and int(declared) > longest
        try:
            async with asyncio.timeout(min(_BODY_S, self._time_s)):
                while not too_long:
                    message = await _next(receive)
                    body += message.get("body", b"")
                    too_long = len(body) > longest
                    if not message.get("more_body", False):
                        break
        except TimeoutError:
            raise RefusalError(
                408, "body_too_slow", "The body didn't come in time.", "", {"Connection": "close"}
            ) from None
        if too_long:
            await _drain(receive, longest)
            detail = f"The body is longer than {longest / _MB:g} MB."
            raise RefusalError(
                413, "body_too_long", detail, "Send less, or several requests.", {"Connection": "close"}
            )
        return bytes(body)

    async def _within(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        begun = False
        handed, left = False, asyncio.Event()

        async def replayed() -> Message:
            nonlocal handed
            if not handed:
                handed = True
                return {"type": "http.request", "body": body, "more_body": False}
            await left.wait()
            return {"type": "http.disconnect"}

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        answer = asyncio.ensure_future(self._app(scope, replayed, sending))
        gone = asyncio.ensure_future(_until_gone(receive))
        try:
            done, _ = await asyncio.wait(
                {answer, gone}, timeout=self._time_s, return_when=asyncio.FIRST_COMPLETED
            )
            if not done and begun:
                done, _ = await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            if answer in done:
                await answer
                return
            if gone in done:
                raise _LeftError
        finally:
            left.set()
            for task in (answer, gone):
                task.cancel()
            await asyncio.gather(answer, gone, return_exceptions=True)
        detail = f"The answer took longer than {self._time_s:g} seconds."
        raise RefusalError(504, "out_of_time", detail, "Ask for less, such as a lower depth, or a batch.")


async def _next(receive: Receive) -> Message:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise _LeftError
    return message


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _drain(receive: Receive, most: int) -> None:
    """Read on for a moment, so that a client that is still sending hears the answer."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_DRAIN_S):
            while most > 0:
                message = await _next(receive)
                most -= len(message.get("body", b""))
                if not message.get("more_body", False):
                    return
