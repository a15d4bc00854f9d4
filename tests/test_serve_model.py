"""`wbcoach serve` with a model: steps as they come, an end to work that nobody waits for, and time limits."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import contract
import httpx2
import pytest
from depths import FEEDBACK, LEAKY
from model_server import Server, serving
from serving import PATIENCE_S, Served, events_of, serve, until
from test_serve import problem
from test_steps import by_kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from model_server import Json, Reply

TIME_S = 3.0
ASKED = {"text": LEAKY, "evidence": FEEDBACK}


@contextmanager
def with_model(folder: Path, time_s: float) -> Iterator[tuple[Served, Server]]:
    with (
        serving() as model,
        serve(
            folder,
            WBCOACH_MODEL="m",
            WBCOACH_BASE_URL=model.url,
            WBCOACH_CACHE="none",
            WBCOACH_BREAKER_AFTER="1000",  # the tests share one server, and some of them fail on purpose
            WBCOACH_SERVE=f'{{"rate": 0, "time_s": {time_s}}}',
        ) as served,
    ):
        yield served, model


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Server]]:
    with with_model(tmp_path_factory.mktemp("serve"), TIME_S) as (served, model):
        model.rule = by_kind
        until(lambda: served.http.post("/v1/critique", json={**ASKED, "depth": "deep"}).status_code == 200)
        yield served, model


def slowly(wait: float) -> Any:
    def answer(request: Json) -> Reply:
        reply = by_kind(request)
        reply.wait = wait
        return reply

    return answer


def ended(served: Served, name: str) -> dict[str, Any]:
    """What the log says of a request, once it has ended."""
    return served.told(id=name, event="request")[0]


def test_findings_that_come_and_go_add_up_to_the_whole(both: tuple[Served, Server]) -> None:
    served, model = both
    model.rule = by_kind
    with served.http.stream("POST", "/v1/critique/stream", json={**ASKED, "depth": "deep"}) as answer:
        events = events_of(answer.iter_lines())
    steps = [one["name"] for name, one in events if name == "step"]
    assert steps[:3] == ["rules", "find", "ground"]
    assert "rewrite" in steps
    shown: dict[str, Any] = {}
    for name, one in events:
        key = f"{one.get('code')} {one.get('span')}"
        if name == "finding":
            shown[key] = one
        elif name == "withdrawn":
            del shown[key]
    whole = events[-1][1]
    contract.check(whole)
    assert whole["receipt"]["model"] == "m"
    assert sorted(map(str, shown.values())) == sorted(map(str, whole["findings"]))


def test_a_request_may_do_without_the_model(both: tuple[Served, Server]) -> None:
    served, model = both
    before = len(model.asked)
    critique = served.http.post("/v1/critique", json={**ASKED, "offline": True}).json()
    assert critique["receipt"]["model"] is None
    assert len(model.asked) == before


def test_a_client_that_leaves_ends_the_work(both: tuple[Served, Server]) -> None:
    served, model = both
    model.rule = slowly(1.0)
    before = len(model.asked)
    name = {"X-Request-ID": "left-stream"}
    with served.http.stream("POST", "/v1/critique/stream", json=ASKED, headers=name) as answer:
        lines = answer.iter_lines()  # held, since to let go of it is to leave
        next(line for line in lines if line == "event: step")
        until(lambda: len(model.asked) > before)
    ended(served, "left-stream")
    with pytest.raises(httpx2.ReadTimeout):
        served.http.post("/v1/critique", json=ASKED, headers={"X-Request-ID": "left"}, timeout=0.5)
    assert ended(served, "left")["status"] == 499
    time.sleep(1.5)
    assert len(model.asked) <= before + 2, "no further call for anybody who left"


def test_what_takes_too_long_is_told(both: tuple[Served, Server]) -> None:
    served, model = both
    model.rule = slowly(TIME_S + 1)
    problem(served.http.post("/v1/critique", json=ASKED), 504, "out_of_time")
    with served.http.stream("POST", "/v1/critique/stream", json=ASKED) as answer:
        events = events_of(answer.iter_lines())
    assert events[-1][0] == "problem"
    assert events[-1][1]["code"] == "out_of_time"
    assert 'wbcoach_refused_total{code="out_of_time"}' in served.http.get("/metrics").text


def test_a_model_that_fails_leaves_the_offline_critique(both: tuple[Served, Server]) -> None:
    served, model = both
    model.rule = None
    critique = served.http.post("/v1/critique", json=ASKED).json()
    contract.check(critique)
    assert critique["receipt"]["model"] is None
    assert served.told(event="trouble")


def test_an_order_to_end_lets_what_was_accepted_be_answered(tmp_path: Path) -> None:
    with with_model(tmp_path, 60) as (served, model):
        model.rule = slowly(0.4)
        answers: list[httpx2.Response] = []
        asking = threading.Thread(
            target=lambda: answers.append(
                httpx2.post(f"{served.url}/v1/critique", json=ASKED, trust_env=False, timeout=PATIENCE_S)
            )
        )
        asking.start()
        until(lambda: model.asked)
        assert served.stop() == 0
        asking.join()
        assert answers[0].status_code == 200
        assert answers[0].json()["receipt"]["model"] == "m"


def test_an_order_to_end_lets_a_stream_come_to_its_end_and_nobody_else_in(tmp_path: Path) -> None:
    with with_model(tmp_path, 60) as (served, model):
        model.rule = slowly(0.4)
        with served.http.stream("POST", "/v1/critique/stream", json=ASKED) as answer:
            lines = answer.iter_lines()
            next(line for line in lines if line == "event: step")
            served.run.terminate()
            events = events_of(lines)
        assert events[-1][0] == "critique"
        contract.check(events[-1][1])
        assert events[-1][1]["receipt"]["model"] == "m"
        assert served.run.wait(timeout=PATIENCE_S) == 0
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"{served.url}/healthz", trust_env=False)
