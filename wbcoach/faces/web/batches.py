"""`/v1/batch`: many drafts, accepted at once and answered in time, whatever happens to the server meanwhile."""

from collections.abc import Iterator
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from starlette.responses import Response, StreamingResponse

from wbcoach.api import BatchRequest, Job
from wbcoach.api.asked import How, plain
from wbcoach.batch.jobs import Standing
from wbcoach.coach.gather import today
from wbcoach.errors import WbcoachError
from wbcoach.faces.web.house import House, house_of
from wbcoach.faces.web.problems import RefusalError, problem_of, told_by

router = APIRouter(tags=["batch"])
MEDIA_TYPE = "application/x-ndjson"
_LINES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A critique or an error a line, in the order of the rows.",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    }
}
_CHUNK = 1 << 16
HouseHere = Annotated[House, Depends(house_of)]
JobId = Annotated[
    str,
    Path(
        pattern="^[0-9]{8}T[0-9]{12}-[0-9a-f]{16}$",
        description="as POST /v1/batch gave it",
        examples=["20261127T154500123456-9f1c2ab34d5e6f70"],
    ),
]


@router.post(
    "/v1/batch", operation_id="batch", status_code=202, response_model=Job, responses=told_by(409, 422)
)
async def accept(
    asked: BatchRequest,
    request: Request,
    house: HouseHere,
    idempotency_key: Annotated[
        str | None, Header(max_length=200, description="the same key gives the same job again")
    ] = None,
) -> Response:
    """Accept a batch; from then on it is done, through crashes and restarts, unless it is cancelled."""

    def take() -> Standing:
        if len(house.jobs.unended()) >= house.desk.settings.serve.jobs:
            raise RefusalError(
                503, "too_many_jobs", "Too many batches wait.", "Wait for one to end.", {"Retry-After": "30"}
            )
        day = asked.as_of or today(house.desk.settings)
        how = plain(asked.model_copy(update={"rows": []})) | {"as_of": day.isoformat()}
        how.pop("rows", None)
        return house.jobs.accept([plain(row) for row in asked.rows], how, idempotency_key)

    standing = await house.desk.aside(take)
    house.runner.tell()
    request.scope["told"] = {"job": standing.id, "rows": standing.rows}
    body = _job(standing, request).model_dump_json()
    return Response(body, 202, {"Location": f"/v1/batch/{standing.id}"}, "application/json")


@router.get("/v1/batch", operation_id="batches", responses=told_by(422))
async def listed(
    request: Request,
    house: HouseHere,
    limit: Annotated[int, Query(ge=1, le=1000, description="how many, the latest first")] = 100,
) -> list[Job]:
    """List the batches."""

    def look() -> list[Standing]:
        return [house.runner.standing(name) for name in house.jobs.names()[::-1][:limit]]

    return [_job(standing, request) for standing in await house.desk.aside(look)]


@router.get("/v1/batch/{job}", operation_id="batch_job", responses=told_by(404, 422))
async def progress(job: JobId, request: Request, house: HouseHere) -> Job:
    """Say how far a batch is."""
    return _job(await house.desk.aside(lambda: _known(house, job)), request)


@router.get(
    "/v1/batch/{job}/result",
    operation_id="batch_result",
    response_class=StreamingResponse,
    responses=_LINES | told_by(404, 409, 422),
)
async def result(
    job: JobId,
    house: HouseHere,
    partial: Annotated[bool, Query(description="give what is there, though the batch has not ended")] = False,  # noqa: FBT002  a flag
) -> Response:
    """Give the answers, as `wbcoach batch` writes them."""
    standing = await house.desk.aside(lambda: _known(house, job))
    if not standing.ended and not partial:
        hint = "Ask again later, or for a part: ?partial=true."
        raise RefusalError(409, "not_ended", "This batch has not ended.", hint)
    return StreamingResponse(_lines(house.jobs.out(job)), media_type=MEDIA_TYPE)


@router.post("/v1/batch/{job}/cancel", operation_id="batch_cancel", responses=told_by(404, 422))
async def cancel(job: JobId, request: Request, house: HouseHere) -> Job:
    """Cancel a batch: rows in flight are finished, and the result so far stays."""

    def end() -> Standing:
        if not _known(house, job).ended:
            house.jobs.cancel(job)
            house.runner.tell()
        return _known(house, job)

    return _job(await house.desk.aside(end), request)


@router.delete("/v1/batch/{job}", operation_id="batch_delete", status_code=204, responses=told_by(404, 422))
async def delete(job: JobId, house: HouseHere) -> None:
    """Cancel a batch, and take it away with what was done."""

    def end() -> None:
        _known(house, job)
        house.jobs.discard(job)
        house.runner.tell()

    await house.desk.aside(end)


def open_how(how: dict[str, Any]) -> How:
    """Read what a job asked for as it was kept; keys of another version are passed over."""
    return How.model_validate({name: value for name, value in how.items() if name in How.model_fields})


def _known(house: House, job: str) -> Standing:
    try:
        return house.runner.standing(job)
    except KeyError:
        raise RefusalError(404, "not_found", "There is no such batch.", "GET /v1/batch lists them.") from None


def _job(standing: Standing, request: Request) -> Job:
    trouble: WbcoachError | None = standing.trouble
    return Job(
        id=standing.id,
        state=standing.state,
        rows=standing.rows,
        done=standing.done,
        errors=standing.errors,
        created=standing.created,
        ended=standing.ended,
        problem=problem_of(trouble, request.scope) if trouble else None,
    )


def _lines(path: File) -> Iterator[bytes]:
    """Read whole lines alone; a line that is being written is left for the next time."""
    if not path.exists():
        return
    with path.open("rb") as file:
        rest = b""
        while chunk := file.read(_CHUNK):
            whole, end, tail = (rest + chunk).rpartition(b"\n")
            yield whole + end
            rest = tail
