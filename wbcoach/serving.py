"""How `wbcoach serve` bounds its clients: a table of the settings, `[serve]` in the config file."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Serving(BaseModel):
    """Limits and names of the HTTP server; a rate of 0 is no limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hosts: Annotated[
        tuple[str, ...], Field(description="names that clients may call it by, besides those of loopback")
    ] = ()
    origins: Annotated[
        tuple[str, ...], Field(description="other sites whose pages may call it (CORS), as https://host")
    ] = ()
    rate: Annotated[float, Field(ge=0, description="requests a second that one client may send for long")] = (
        50.0
    )
    burst: Annotated[int, Field(ge=1, description="requests that one client may send at once")] = 100
    body_mb: Annotated[float, Field(gt=0, description="longest body of a request")] = 4.0
    batch_mb: Annotated[float, Field(gt=0, description="longest body of a batch")] = 32.0
    time_s: Annotated[float, Field(gt=0, description="seconds that one request may take")] = 120.0
    threads: Annotated[
        int, Field(ge=0, le=256, description="critiques at once; 0: two, or twice `concurrency` with a model")
    ] = 0
    waiting: Annotated[int, Field(ge=1, description="requests that may wait for a thread")] = 256
    jobs: Annotated[int, Field(ge=1, description="batches that may wait for their turn")] = 100
    grace_s: Annotated[int, Field(ge=0, description="seconds to finish what was accepted, at the end")] = 30

    def __str__(self) -> str:
        """Name what differs from the defaults."""
        changed = {name: value for name, value in self if value != type(self).model_fields[name].default}
        return ", ".join(f"{name}={value}" for name, value in changed.items()) or "defaults"
