"""What would be sent, to the byte: the real client, over a transport that writes down and sends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from pydantic import SecretStr

from wbcoach.models.model import open_model
from wbcoach.settings import NO_CACHE

if TYPE_CHECKING:
    import httpx2

    from wbcoach.settings import Settings

_SECRET_HEADERS = frozenset({"authorization", "api-key", "cookie"})


@dataclass(frozen=True)
class Sent:
    """A request that was not sent: its address, its headers without the key, and its body's bytes."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes


class Rehearsal:
    """A model on a line that leads nowhere; `requests` are what it would have sent. It needs no key."""

    def __init__(self, settings: Settings, *, recall: bool = False) -> None:
        """Open the model that the settings name.

        Args:
            settings: the model and its server.
            recall: give answers that were kept, as a run in earnest would; else each prompt is shown.

        Raises:
            SettingsError: no model is named.
        """
        import httpx2

        update: dict[str, Any] = {"max_retries": 0, "breaker_after": 0}
        if not recall:
            update["cache"] = NO_CACHE
        if settings.api_key is None:
            update["api_key"] = SecretStr("none")
        self.requests: list[Sent] = []
        self._client = httpx2.Client(transport=httpx2.MockTransport(self._write_down))
        self.model = open_model(settings.model_copy(update=update), self._client)

    def __enter__(self) -> Self:
        """Use the model until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the client."""
        self._client.close()

    def _write_down(self, request: httpx2.Request) -> httpx2.Response:
        import httpx2

        headers = {
            name: "..." if name.lower() in _SECRET_HEADERS else value
            for name, value in request.headers.items()
        }
        self.requests.append(Sent(request.method, str(request.url), headers, request.read()))
        raise httpx2.ConnectError("A rehearsal sends nothing.", request=request)
