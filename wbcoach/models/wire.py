"""The HTTP beneath a line to a model: it gives up on what comes in drips, and holds each reply as it comes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import httpx2

    from wbcoach.models.inbox import Inbox

_OK = 200


def bounded_client(hear: Callable[[Mapping[str, str]], None], inbox: Inbox | None = None) -> httpx2.Client:
    """Make a client that also gives up on a body that comes in drips, each in time, all together not.

    Args:
        hear: told of the headers of each reply.
        inbox: has the replies that need not be asked for again, holds those that come, and may have a courier.
    """
    import httpx2
    import openai

    class Dripping(httpx2.SyncByteStream):
        def __init__(self, response: httpx2.Response, request: httpx2.Request) -> None:
            self._stream = cast("httpx2.SyncByteStream", response.stream)
            self._request = request
            self._end = time.monotonic() + (request.extensions["timeout"].get("read") or float("inf"))
            self._headers = response.headers
            self._holds = inbox is not None and inbox.listens and response.status_code == _OK

        def __iter__(self) -> Iterator[bytes]:
            held = bytearray()
            size = int(self._headers.get("content-length", "-1")) if self._holds else -1
            for chunk in self._stream:
                if self._holds:
                    held += chunk
                    if len(held) == size:
                        self._hold(held)
                if time.monotonic() > self._end:
                    raise httpx2.ReadTimeout("The body came too slowly.", request=self._request)
                yield chunk
            if self._holds:
                self._hold(held)

        def close(self) -> None:
            self._stream.close()

        def _hold(self, body: bytearray) -> None:
            self._holds = False
            if inbox is not None:
                inbox.came(self._headers, bytes(body))

    class Client(openai.DefaultHttpxClient):
        def send(self, request: httpx2.Request, **how: Any) -> httpx2.Response:
            if inbox is None:
                return super().send(request, **how)
            if reply := inbox.given(request):
                return httpx2.Response(_OK, headers=reply.headers, content=reply.body, request=request)
            response = inbox.carried(request)
            if response is None:
                return super().send(request, **how)
            hear(response.headers)
            return response

    def bound(response: httpx2.Response) -> None:
        hear(response.headers)
        response.stream = Dripping(response, response.request)

    return Client(event_hooks={"response": [bound]})
