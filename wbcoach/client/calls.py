"""The client: a method for each operation of the API, by the same name."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar
from urllib.parse import quote

import httpx2
from pydantic import BaseModel, TypeAdapter, ValidationError

from wbcoach.api import (
    BatchRequest,
    CritiqueRequest,
    Health,
    Job,
    PainsRequest,
    PitfallBrief,
    PitfallPage,
    Problem,
    Ready,
    SearchRequest,
    SearchResult,
    Started,
    StartRequest,
)
from wbcoach.api.asked import plain
from wbcoach.client.events import Event, events_in
from wbcoach.client.problems import error_in, error_of
from wbcoach.critique import Critique
from wbcoach.define.shapes import Pains
from wbcoach.errors import InputError, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Shape = TypeVar("Shape", bound=BaseModel)
Json = dict[str, Any]
OPERATIONS: Final[dict[str, tuple[str, str]]] = {
    "critique": ("POST", "/v1/critique"),
    "critique_stream": ("POST", "/v1/critique/stream"),
    "batch": ("POST", "/v1/batch"),
    "batches": ("GET", "/v1/batch"),
    "batch_job": ("GET", "/v1/batch/{job}"),
    "batch_result": ("GET", "/v1/batch/{job}/result"),
    "batch_cancel": ("POST", "/v1/batch/{job}/cancel"),
    "batch_delete": ("DELETE", "/v1/batch/{job}"),
    "search": ("POST", "/v1/search"),
    "pains": ("GET", "/v1/pains"),
    "pain_start": ("POST", "/v1/pains/start"),
    "pitfalls": ("GET", "/v1/pitfalls"),
    "pitfall": ("GET", "/v1/pitfalls/{code}"),
    "health": ("GET", "/healthz"),
    "ready": ("GET", "/readyz"),
    "metrics": ("GET", "/metrics"),
}


class Client:
    """Asks a server of `wbcoach serve`; safe to share between threads.

    Each method raises the error of `wbcoach.errors` that the server's problem tells of, and `ServiceError` where
    the server can't be reached or only a server fails so (`status` says how).
    """

    def __init__(
        self, url: str = "http://127.0.0.1:8420", *, token: str | None = None, timeout_s: float = 120.0
    ) -> None:
        """Keep the address; nothing is sent yet."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http = httpx2.Client(base_url=url, headers=headers, timeout=timeout_s)

    def __enter__(self) -> Self:
        """Use it until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its connections."""
        self.close()

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def critique(self, text: str, evidence: Sequence[Json | str] | None = None, **how: Any) -> Critique:
        """Critique one draft; `how` is as in `CritiqueRequest`: stage, as_of, depth, offline, index, ignores, id."""
        body = _asked(CritiqueRequest, text=text, evidence=evidence, **how)
        return self._one(Critique, "critique", body)

    def critique_stream(
        self, text: str, evidence: Sequence[Json | str] | None = None, **how: Any
    ) -> Iterator[Event]:
        """Critique one draft step by step; the last event is the whole critique. Closing the iterator ends the work."""
        body = _asked(CritiqueRequest, text=text, evidence=evidence, **how)
        with self._sent("critique_stream", body) as answer:
            for event in events_in(answer.iter_lines()):
                if isinstance(event, Problem):
                    raise error_of(event)
                yield event

    def search(self, query: str, k: int = 10, **asked: Any) -> SearchResult:
        """Search the index; `asked` is as in `SearchRequest`: where, collection."""
        return self._one(SearchResult, "search", _asked(SearchRequest, query=query, k=k, **asked))

    def pains(self, **asked: Any) -> Pains:
        """Find the pain points; `asked` is as in `PainsRequest`: source, product, segment, kind, since, until, as_of."""
        return self._one(Pains, "pains", params=_asked(PainsRequest, **asked))

    def pain_start(self, rank: int, **asked: Any) -> Started:
        """Start a statement from a pain point; `asked` is as in `StartRequest`: where, as_of."""
        return self._one(Started, "pain_start", _asked(StartRequest, rank=rank, **asked))

    def pitfalls(self) -> list[PitfallBrief]:
        """List all pitfalls."""
        return self._several(PitfallBrief, "pitfalls")

    def pitfall(self, code: str) -> PitfallPage:
        """Explain one, by its code or its name."""
        return self._one(PitfallPage, "pitfall", code=code)

    def batch(self, rows: Sequence[Json], *, key: str | None = None, **how: Any) -> Job:
        """Hand in many drafts; with a `key` it is safe to ask twice."""
        body = _asked(BatchRequest, rows=list(rows), **how)
        headers = {"Idempotency-Key": key} if key else {}
        return self._one(Job, "batch", body, headers=headers)

    def batches(self) -> list[Job]:
        """List the batches, the latest first."""
        return self._several(Job, "batches")

    def batch_job(self, job: str) -> Job:
        """Say how far a batch is."""
        return self._one(Job, "batch_job", job=job)

    def batch_result(self, job: str, *, partial: bool = False) -> Iterator[Json]:
        """Give the answers of a batch, a critique or an error each, as plain values."""
        with self._sent("batch_result", params={"partial": partial}, job=job) as answer:
            for line in answer.iter_lines():
                yield json.loads(line)

    def batch_cancel(self, job: str) -> Job:
        """Cancel a batch; what was done stays."""
        return self._one(Job, "batch_cancel", job=job)

    def batch_delete(self, job: str) -> None:
        """Cancel a batch, and take it away."""
        self._body("batch_delete", job=job)

    def health(self) -> Health:
        """Ask whether the server is alive."""
        return self._one(Health, "health")

    def ready(self) -> Ready:
        """Ask whether it can work."""
        return self._one(Ready, "ready")

    def metrics(self) -> str:
        """Give its counters in Prometheus' text format."""
        return self._body("metrics").decode()

    def _one(self, shape: type[Shape], operation: str, body: Json | None = None, **more: Any) -> Shape:
        with _understood():
            return shape.model_validate_json(self._body(operation, body, **more), extra="ignore")

    def _several(self, shape: type[Shape], operation: str) -> list[Shape]:
        with _understood():
            return TypeAdapter(list[shape]).validate_json(self._body(operation), extra="ignore")  # type: ignore[valid-type]

    def _body(self, operation: str, body: Json | None = None, **more: Any) -> bytes:
        with self._sent(operation, body, **more) as answer:
            return answer.read()

    @contextmanager
    def _sent(
        self,
        operation: str,
        body: Json | None = None,
        headers: dict[str, str] | None = None,
        params: dict[str, Any] | None = None,
        **names: str,
    ) -> Iterator[httpx2.Response]:
        """Send a request, and give its answer if it is none of a problem."""
        method, path = OPERATIONS[operation]
        place = path.format_map({name: quote(value, safe="") for name, value in names.items()})
        try:
            with self._http.stream(method, place, json=body, headers=headers, params=params) as answer:
                if answer.is_error:
                    raise error_in(answer.read(), answer.status_code)
                yield answer
        except httpx2.HTTPError as error:
            message = (
                f"The server at {self._http.base_url} can't be reached: {error or type(error).__name__}."
            )
            raise ServiceError(message, "Start it with `wbcoach serve`, or check its address.") from error


def _asked(shape: type[BaseModel], **values: Any) -> Json:
    """Check a request before it is sent."""
    try:
        return plain(shape.model_validate({name: one for name, one in values.items() if one is not None}))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{place}: {first['msg']}.", "See the shapes in wbcoach.api.") from None


@contextmanager
def _understood() -> Iterator[None]:
    try:
        yield
    except ValidationError:
        raise ServiceError(
            "The server's answer is of another shape.", "Use a client of the server's version."
        ) from None
