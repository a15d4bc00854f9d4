"""`/v1/critique` and `/v1/critique/stream`: one draft, whole or step by step as server-sent events."""

import asyncio
import json
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Request
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.responses import Response, StreamingResponse

from wbcoach.api import CritiqueRequest
from wbcoach.coach.page import StepDone
from wbcoach.critique import Critique, Finding
from wbcoach.faces.web.house import House, house_of
from wbcoach.faces.web.problems import RefusalError, problem_of, told_by

router = APIRouter(tags=["critique"])
_PING_S = 15.0
_EVENTS = (
    'Server-sent events. "finding": a finding that a step brought; "withdrawn": one that a step took back, as '
    '{"code", "span"}; "step": a step has ended, as {"name", "told"}; at the end one "critique", the whole of it, '
    'or one "problem". Comments keep the connection alive. Closing it ends the work.'
)
_EVENT = {
    "type": "object",
    "properties": {
        "event": {"enum": ["finding", "withdrawn", "step", "critique", "problem"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
    "required": ["event", "data"],
}
_STREAMED: dict[int | str, dict[str, Any]] = {
    200: {"description": _EVENTS, "content": {"text/event-stream": {"schema": _EVENT}}}
}


class _Stage(NamedTuple):
    step: StepDone
    critique: Critique


@router.post("/v1/critique", operation_id="critique", response_model=Critique, responses=told_by(422, 502))
async def critique(
    asked: CritiqueRequest, request: Request, house: Annotated[House, Depends(house_of)]
) -> Response:
    """Critique one draft.

    Where the text is no statement, `verdict` and `scores` are null and `flags` say why.
    """
    stop = threading.Event()

    def make() -> tuple[Critique, bytes]:
        made = deque(house.desk.steps(asked, stop), maxlen=1).pop().critique
        return made, made.model_dump_json(by_alias=True).encode()

    made, body = await house.desk.work(make, stop)
    _tell(request, house, asked, made)
    return Response(body, media_type="application/json")


@router.post(
    "/v1/critique/stream",
    operation_id="critique_stream",
    response_class=StreamingResponse,
    responses=_STREAMED | told_by(422, 502),
)
async def critique_stream(
    asked: CritiqueRequest, request: Request, house: Annotated[House, Depends(house_of)]
) -> Response:
    """Critique one draft, and send what is known as it becomes known."""
    stop = threading.Event()
    steps = house.desk.steps(asked, stop)
    # The first step is made before the answer begins, so that a bad request is told by its status.
    first = await house.desk.work(lambda: _next(steps), stop)
    return StreamingResponse(
        _events(request, house, asked, steps, first, stop),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
    )


def _next(steps: Iterator[StepDone]) -> _Stage | None:
    step = next(steps, None)
    return None if step is None else _Stage(step, step.critique)


async def _events(
    request: Request,
    house: House,
    asked: CritiqueRequest,
    steps: Iterator[StepDone],
    first: _Stage | None,
    stop: threading.Event,
) -> AsyncIterator[bytes]:
    stage, last = first, first
    known: dict[Any, Finding] = {}
    loop = asyncio.get_running_loop()
    ends = loop.time() + house.desk.settings.serve.time_s
    try:
        while stage is not None:
            for event in _changes(known, stage):
                yield event
            last = stage
            waiting = asyncio.ensure_future(house.desk.work(lambda: _next(steps), stop))
            try:
                while not (await asyncio.wait({waiting}, timeout=min(_PING_S, ends - loop.time())))[0]:
                    if loop.time() >= ends:
                        raise RefusalError(504, "out_of_time", "The critique took too long.")
                    yield KEEPALIVE_COMMENT
                stage = waiting.result()
            finally:
                waiting.cancel()
        if last is not None:
            _tell(request, house, asked, last.critique)
            yield format_sse_event(event="critique", data_str=last.critique.model_dump_json(by_alias=True))
    except Exception as error:  # noqa: BLE001  the answer has begun, so any error is an event of it
        problem = problem_of(error, request.scope)
        if problem.status == 500:
            house.log.fault(error, id=problem.request_id)
        yield format_sse_event(event="problem", data_str=problem.model_dump_json())
    finally:
        stop.set()


def _changes(known: dict[Any, Finding], stage: _Stage) -> Iterator[bytes]:
    """Tell what a step brought and took back, then that it ended; `known` is kept up with it."""
    now = {(one.code, one.span and (one.span.start, one.span.end)): one for one in stage.critique.findings}
    for key, finding in now.items():
        if known.get(key) != finding:
            yield format_sse_event(event="finding", data_str=finding.model_dump_json())
    for key in [key for key in known if key not in now]:
        gone = known[key].model_dump(mode="json", include={"code", "span"})
        yield format_sse_event(event="withdrawn", data_str=json.dumps(gone))
    known.clear()
    known.update(now)
    told = {"name": stage.step.name, "told": stage.step.told}
    yield format_sse_event(event="step", data_str=json.dumps(told))


def _tell(request: Request, house: House, asked: CritiqueRequest, made: Critique) -> None:
    house.metrics.critiques.labels(made.verdict or "none").inc()
    request.scope["told"] = {
        "verdict": made.verdict,
        "findings": len(made.findings),
        "tokens": sum(made.receipt.tokens.values()),
        "text": asked.text,
    }
