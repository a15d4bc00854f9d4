"""Limits learnt from a server's headers: requests and tokens a minute, kept by all threads together."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_server import ASK, DRAFT, Json, Reply, said, serving

from wbcoach.models import Draft, open_model
from wbcoach.models.pace import Pace, seconds


def limits(kind: str, limit: float, left: float, reset: str) -> dict[str, str]:
    names = ("limit", limit), ("remaining", left), ("reset", reset)
    return {f"x-ratelimit-{name}-{kind}": str(value) for name, value in names}


class Time:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("written", "span"),
    [("1s", 1), ("6m0s", 360), ("20ms", 0.02), ("1h2m3.5s", 3723.5), ("7", 7), ("", None), ("soon", None), ("-1", None), ("1s?", None)],
)  # fmt: skip
def test_a_span_is_read_as_the_servers_write_it(written: str, span: float | None) -> None:
    assert seconds(written) == span


def test_room_comes_back_evenly_and_calls_in_flight_take_theirs() -> None:
    clock = Time()
    pace = Pace(clock)
    assert (pace.known, pace._wait(10**9)) == (False, 0)
    pace.hear(limits("requests", 10, 0, "10s"))
    assert pace.known
    assert pace._wait(0) == pytest.approx(1)
    clock.now += 3
    assert pace._wait(0) == 0
    for _ in range(3):
        pace.take(0, 0)
    assert pace._wait(0) == pytest.approx(1)
    pace.landed(0)
    assert pace._wait(0) == pytest.approx(0)
    clock.now += 1000
    assert pace._wait(0) == 0, "an old word binds nobody"


def test_tokens_bind_where_requests_do_not_and_a_need_beyond_the_limit_waits_for_all_of_it() -> None:
    clock = Time()
    pace = Pace(clock)
    pace.hear(limits("requests", 100, 100, "1s") | limits("tokens", 6000, 0, "60s"))
    assert pace._wait(1000) == pytest.approx(10)
    assert pace._wait(50_000) == pytest.approx(60)


def test_a_wait_that_is_too_long_by_the_servers_own_word_is_left_to_its_answer() -> None:
    pace = Pace()
    pace.hear(limits("requests", 100, 0, "6h"))
    began = time.monotonic()
    pace.take(0, 60)
    assert time.monotonic() - began < 5


names = [
    f"x-ratelimit-{what}-{kind}"
    for what in ("limit", "remaining", "reset")
    for kind in ("requests", "tokens")
]


@given(
    st.lists(
        st.sampled_from("0 1 -1 1e400 nan inf 20ms 6m0s 1h s . soon 99999".split()), min_size=6, max_size=6
    )
)
def test_headers_of_any_sort_never_hurt(values: list[str]) -> None:
    pace = Pace(Time())
    pace.hear(dict(zip(names, values, strict=True)))
    assert pace._wait(100) >= 0


def test_many_threads_never_go_beyond_what_the_server_allows() -> None:
    """A server with room for four requests, of which one comes back each 50 ms, refuses none of twelve."""
    most, each = 4, 0.05
    began, room, guard = time.monotonic(), float(most), threading.Lock()
    refused: list[float] = []

    def rule(_request: Json) -> Reply:
        nonlocal began, room
        with guard:
            now = time.monotonic()
            room, began = min(most, room + (now - began) / each), now
            if room < 1:
                refused.append(now)
                return Reply({"error": {"message": "slow down"}}, 429, headers={"Retry-After-Ms": 1})
            room -= 1
            headers = limits("requests", most, int(room), f"{(most - int(room)) * each * 1000:.0f}ms")
        body = json.loads(said(DRAFT).body)
        return Reply(body, headers=headers)

    with serving() as server, open_model(server.settings(concurrency=3, max_retries=0)) as model:
        server.rule = rule
        model.ask(ASK, Draft)
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda _: model.ask(ASK, Draft), range(11)))
        assert len(server.times) == 12
        assert server.times[-1] - server.times[0] >= (12 - most - 1) * each
    assert refused == []


def test_what_one_call_is_told_to_wait_holds_for_all() -> None:
    clock = Time()
    pace = Pace(clock)
    pace.hear({"retry-after": "7"})
    assert pace._wait(0) == pytest.approx(7)
    pace.hear({"retry-after": "1", "retry-after-ms": "500"})
    assert pace._wait(0) == pytest.approx(7), "the longest word counts"
    clock.now += 7
    assert pace._wait(0) == 0
