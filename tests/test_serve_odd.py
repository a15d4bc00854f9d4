"""`wbcoach serve` before it is ready, and bodies that are odd: what is wrong is said, and what to send instead."""

from __future__ import annotations

import subprocess
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from program import COMMAND, world
from serving import Served, serve, until
from test_serve import problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, sample_index: Path) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("serve"), "--store", sample_index) as server:
        yield server


@pytest.mark.parametrize(
    "body",
    [
        b'{"text": "\xff"}',
        b'{"text":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"text": "a", "id": ' + b"9" * 5000 + b"}",
    ],
    ids="bytes nested digits".split(),
)
def test_a_body_that_no_reader_of_json_takes_is_told(served: Served, body: bytes) -> None:
    answer = served.http.post("/v1/critique", content=body, headers={"content-type": "application/json"})
    told = problem(answer, 400, "bad_request")
    assert told["detail"] == "The body can't be read as JSON."
    assert "UTF-8" in told["hint"]


def test_a_form_in_place_of_json_is_told_which_header_to_send(served: Served) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}  # what `curl -d` sends by itself
    told = problem(served.http.post("/v1/critique", content=b'{"text": "a"}', headers=form), 422, "bad_input")
    assert told["hint"] == "Send JSON, with the header Content-Type: application/json."
    told = problem(served.http.post("/v1/critique", json=["a"]), 422, "bad_input")
    assert told["hint"] == "See `errors`."


def test_the_examples_of_the_document_are_answered(served: Served) -> None:
    shapes = served.http.get("/openapi.json").json()["components"]["schemas"]
    for path, name, wanted in (
        ("/v1/critique", "CritiqueRequest", 200),
        ("/v1/critique/stream", "CritiqueRequest", 200),
        ("/v1/search", "SearchRequest", 200),
        ("/v1/batch", "BatchRequest", 202),
    ):
        for example in shapes[name]["examples"]:
            assert served.http.post(path, json=example).status_code == wanted, (path, example)


def test_a_server_that_starts_is_alive_before_it_is_ready(tmp_path: Path, minilm: Path) -> None:
    env = world(WBCOACH_ASSETS=str(minilm.parent), WBCOACH_JOBS=str(tmp_path / "jobs"))
    env.pop("WBCOACH_EMBEDDER")  # with the search model it takes a moment
    log = tmp_path / "log"
    with (
        log.open("wb") as stderr,
        subprocess.Popen([*COMMAND, "serve", "--port", "0"], stderr=stderr, env=env, cwd=tmp_path) as run,
    ):
        try:
            starting = Served(run, log)
            with closing(starting.http) as http:
                assert http.get("/healthz").status_code == 200
                first = http.get("/readyz")
                assert problem(first, 503, "not_ready")["hint"]
                assert int(first.headers["retry-after"]) > 0
                assert http.get("/v1/pitfalls").status_code == 200
                until(lambda: http.get("/readyz").status_code == 200)
        finally:
            run.kill()
