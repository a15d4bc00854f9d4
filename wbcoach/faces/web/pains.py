"""`/v1/pains` and `/v1/pains/start`: what customers suffer from, and a draft to start from one of it."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from wbcoach.api import PainsRequest, Started, StartRequest
from wbcoach.api.asked import Where
from wbcoach.coach.gather import today
from wbcoach.define import starting
from wbcoach.define.shapes import Pains
from wbcoach.errors import InputError
from wbcoach.faces.web.house import House, house_of
from wbcoach.faces.web.problems import RefusalError, told_by

router = APIRouter()


@router.get(
    "/v1/pains", operation_id="pains", response_model=Pains, responses=told_by(400, 404, 422), tags=["pains"]
)
async def pains(
    asked: Annotated[PainsRequest, Query()], house: Annotated[House, Depends(house_of)]
) -> Response:
    """Find the pain points of the feedback, ranked by voices, how grave and how recent they are.

    Needs the extra `insights` where the server runs. The first answer on a large index takes seconds; it is kept.
    """

    def find() -> bytes:
        found = _found(house, _filters(asked, "as_of"), asked.as_of)
        return found.model_dump_json(by_alias=True).encode()

    return Response(await house.desk.work(find), media_type="application/json")


@router.post(
    "/v1/pains/start",
    operation_id="pain_start",
    response_model=Started,
    responses=told_by(404, 422),
    tags=["pains"],
)
async def start(asked: StartRequest, house: Annotated[House, Depends(house_of)]) -> Response:
    """Start a statement from a pain point: the template with gaps, and the customers' words below it."""

    def write() -> bytes:
        found = _found(house, _filters(asked.where), asked.as_of)
        try:
            pain = starting.pain_of(found, asked.rank)
        except InputError as error:
            raise RefusalError(404, "not_found", error.message, "GET /v1/pains lists them.") from None
        made = Started(
            rank=pain.rank,
            name=pain.name,
            statement=starting.opening(pain),
            document=starting.start(found, pain.rank),
        )
        return made.model_dump_json().encode()

    return Response(await house.desk.work(write), media_type="application/json")


def _filters(where: Where, *without: str) -> dict[str, str]:
    return where.model_dump(mode="json", exclude_none=True, exclude=set(without))


def _found(house: House, where: Mapping[str, str], as_of: dt.date | None) -> Pains:
    desk = house.desk
    try:
        return desk.pain_points.find(desk.searched(), as_of or today(desk.settings), where)
    except InputError as error:  # the filters' names are right by now, so nothing fits them
        raise RefusalError(404, "not_found", error.message, error.hint) from None
