"""`/healthz`, `/readyz` and `/metrics`: for those who watch the server."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from wbcoach import __version__
from wbcoach.api import Health, Ready
from wbcoach.faces.web.house import House, house_of
from wbcoach.faces.web.problems import RefusalError, told_by

router = APIRouter(tags=["health"])


@router.get("/healthz", operation_id="health", responses=told_by())
async def healthz() -> Health:
    """Say that the server is alive."""
    return Health(version=__version__)


@router.get("/readyz", operation_id="ready", responses=told_by())
async def readyz(house: Annotated[House, Depends(house_of)]) -> Ready:
    """Say that the server can do its work: a critique was made, and the index, if there is one, can be read."""
    if not house.ready:
        raise RefusalError(503, "not_ready", "The server is starting.", "Ask again in a moment.")
    desk = house.desk

    def look() -> tuple[str | None, bool]:
        library = desk.library
        return (library.counts().generation, library.dense) if library else (None, False)

    generation, meaning = await desk.aside(look)
    return Ready(
        version=__version__, index=generation, meaning=meaning, model=desk.model.name if desk.model else None
    )


_COUNTERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "OK", "content": {"text/plain": {"schema": {"type": "string"}}}}
}


@router.get(
    "/metrics",
    operation_id="metrics",
    response_class=Response,
    responses=_COUNTERS | told_by(),
)
async def metrics(house: Annotated[House, Depends(house_of)]) -> Response:
    """Give the counters in Prometheus' text format."""
    house.metrics.waiting.set(house.desk.waiting)
    house.metrics.jobs.set(len(await house.desk.aside(house.jobs.unended)))
    return Response(house.metrics.page(), media_type=CONTENT_TYPE_LATEST)
