"""The application: its paths, its layers from the outside in, and what happens when it starts and ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Match, Mount
from starlette.staticfiles import StaticFiles

import wbcoach
from wbcoach import __version__
from wbcoach.api import CritiqueRequest, Problem
from wbcoach.faces.web import batches, critiques, health, knowledge, pains
from wbcoach.faces.web.bounds import Bounds
from wbcoach.faces.web.gates import Gates
from wbcoach.faces.web.problems import answer_problems
from wbcoach.faces.web.trace import Trace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Scope

    from wbcoach.faces.web.house import House

PAGE = Path(__file__).parent / "page"
# Answers of a server on the bundled synthetic feedback, shortened.
EXAMPLES = Path(wbcoach.__file__).parent / "api" / "examples.json"
_FIRST = CritiqueRequest(text="Today, nurses have to chart the same vital signs twice.", offline=True)


def api(house: House | None = None) -> FastAPI:
    """Make the paths; without a house they can be described, and not called."""
    app = FastAPI(
        title="wbcoach",
        version=__version__,
        summary="Critiques problem statements against the customer feedback behind them.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        docs_url=None,  # the page would load scripts from elsewhere
        redoc_url=None,
        lifespan=_life,
    )
    app.state.house = house
    for part in (critiques, batches, knowledge, pains, health):
        app.include_router(part.router)
    answer_problems(app)
    described = app.openapi

    app.openapi = lambda: _completed(described())  # type: ignore[method-assign]  # FastAPI's own way to change the document
    if PAGE.is_dir():
        app.router.routes.append(_Page("/", StaticFiles(directory=PAGE, html=True), name="page"))
    return app


def _completed(document: dict[str, Any]) -> dict[str, Any]:
    """Add what FastAPI has no place for: the shape of problems, an example of each answer, the token that may be needed."""
    schemas = document["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    examples = json.loads(EXAMPLES.read_text("utf-8"))
    for operations in document["paths"].values():
        for operation in operations.values():
            _exemplify(operation, examples.get(operation["operationId"]))
    document["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    document["security"] = [{}, {"token": []}]
    return document


def _exemplify(operation: dict[str, Any], example: object) -> None:
    """Put an example beside the shape of each answer that is no problem."""
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            for shown in answer.get("content", {}).values():
                shown["example"] = example


class _Page(Mount):
    """Static files at /, for reading alone; a path of the API is never looked for among them."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return Match.NONE, {}
        if scope["path"].startswith("/v1/"):
            return Match.NONE, {}
        return super().matches(scope)


@contextlib.asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    house: House = app.state.house

    async def warm() -> None:
        try:
            await house.desk.work(lambda: list(house.desk.steps(_FIRST)))
            house.ready = True
        except Exception as error:  # noqa: BLE001  /readyz goes on saying no, and the log why
            house.log.fault(error)

    house.runner.start()
    warming = asyncio.ensure_future(warm())
    yield
    warming.cancel()
    await asyncio.gather(warming, return_exceptions=True)
    await house.desk.aside(house.runner.stop)


def guarded(house: House, host: str, token: str | None) -> ASGIApp:
    """Make the application as it is served: traced, then gated, then bounded."""
    serving = house.desk.settings.serve
    app: ASGIApp = Bounds(api(house), serving, house.metrics)
    app = Gates(app, host, token, serving, house.metrics)
    if serving.origins:
        app = CORSMiddleware(
            app,
            allow_origins=serving.origins,
            allow_methods=("GET", "POST", "DELETE"),
            allow_headers=("Authorization", "Content-Type", "X-Request-ID"),
            expose_headers=("X-Request-ID", "Retry-After"),
        )
    return Trace(app, house.log, house.metrics)
