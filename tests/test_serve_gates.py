"""Who may come in to `wbcoach serve`, how often, with how much, and for how long."""

from __future__ import annotations

import json
import socket
import sys
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from program import DRAFT, Done
from serving import Served, serve
from test_serve import problem

from wbcoach.faces.web.gates import Buckets, is_loopback

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import httpx2

TOKEN = "a-token-that-is-long-enough"  # noqa: S105  of a test
MINE = {"Authorization": f"Bearer {TOKEN}"}
ALL = "0.0.0.0"  # noqa: S104  a token is asked for
SITE = "https://desk.example"
LIMITS = {"rate": 20, "burst": 12, "body_mb": 0.05, "batch_mb": 0.1, "time_s": 2, "origins": [SITE]}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("serve")
    (folder / "token").write_text(f"{TOKEN}\n", "utf-8")
    limits = json.dumps(LIMITS)
    with serve(folder, "--token-file", folder / "token", "--host", ALL, WBCOACH_SERVE=limits) as server:
        yield server


@pytest.fixture
def calm(served: Served) -> Served:
    """The server, when the bucket of this client is full again."""
    time.sleep(LIMITS["burst"] / LIMITS["rate"])  # type: ignore[operator]
    return served


def post(served: Served, body: Any = None, path: str = "/v1/critique", **headers: str) -> httpx2.Response:
    return served.http.post(path, json=body or {"text": DRAFT}, headers=headers)


def test_only_who_has_the_token_is_answered(calm: Served) -> None:
    told = problem(post(calm), 401, "token_needed")
    assert "Bearer" in told["hint"]
    assert post(calm).headers["www-authenticate"] == "Bearer"
    problem(post(calm, Authorization=f"Bearer {TOKEN}x"), 401, "token_needed")
    problem(post(calm, Authorization=f"Basic {TOKEN}"), 401, "token_needed")
    problem(calm.http.get("/metrics"), 401, "token_needed")
    assert post(calm, **MINE).status_code == 200
    assert calm.http.get("/healthz").status_code == 200
    assert TOKEN not in json.dumps(calm.log)


def test_a_body_that_is_too_long_is_refused_said_so_or_not(calm: Served) -> None:
    problem(post(calm, {"text": "x" * 60_000}, **MINE), 413, "body_too_long")

    def pieces() -> Iterator[bytes]:
        yield b'{"text": "'
        for _ in range(60):
            yield b"x" * 1000

    headers = {**MINE, "Content-Type": "application/json"}
    problem(calm.http.post("/v1/critique", content=pieces(), headers=headers), 413, "body_too_long")
    rows = {"rows": [{"text": "x" * 60_000}], "index": False}
    assert post(calm, rows, "/v1/batch", **MINE).status_code == 202


def test_a_body_that_does_not_come_is_not_waited_for(calm: Served) -> None:
    parts = urlsplit(calm.url)
    with socket.create_connection(("127.0.0.1", parts.port or 0), timeout=20) as line:
        head = f"POST /v1/critique HTTP/1.1\r\nHost: localhost\r\n{'Authorization'}: Bearer {TOKEN}\r\n"
        line.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{{".encode())
        started = time.monotonic()
        assert line.recv(100).startswith(b"HTTP/1.1 408")
        assert time.monotonic() - started < 15


def test_who_asks_too_often_waits_and_others_do_not(calm: Served) -> None:
    answers = [calm.http.get("/v1/pitfalls/S01", headers=MINE) for _ in range(40)]
    turned = [one for one in answers if one.status_code == 429]
    assert answers[0].status_code == 200
    assert turned
    problem(turned[0], 429, "too_many_requests")
    assert int(turned[0].headers["retry-after"]) >= 1
    assert calm.http.get("/healthz").status_code == 200, "those who watch are let through"


def test_buckets_fill_again_each_for_its_client() -> None:
    buckets = Buckets(rate=2, burst=3)
    assert [buckets.wait_of("a", now=10) for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.wait_of("b", now=10) == 0
    assert buckets.wait_of("a", now=10.25) == 0.25
    assert buckets.wait_of("a", now=10.5) == 0
    assert all(Buckets(rate=0, burst=1).wait_of("a", now=1) == 0 for _ in range(9))


def test_a_page_of_another_site_is_let_in_only_by_name(calm: Served) -> None:
    asked = {"Origin": SITE, "Access-Control-Request-Method": "POST"}
    granted = calm.http.options("/v1/critique", headers=asked)
    assert granted.headers["access-control-allow-origin"] == SITE
    answer = post(calm, Origin=SITE, **MINE)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, SITE)
    foreign = post(calm, Origin="https://evil.example", **MINE)
    problem(foreign, 403, "foreign_origin")
    assert "access-control-allow-origin" not in foreign.headers
    assert post(calm, Origin=calm.url, Host=urlsplit(calm.url).netloc, **MINE).status_code == 200


def test_another_address_needs_a_token_that_can_not_be_guessed(
    cli: Callable[..., Done], tmp_path: Path
) -> None:
    open_to_all = cli("serve", "--host", ALL, "--port", 0)
    assert open_to_all.code == 2
    assert "needs a token" in open_to_all.err
    short = cli("serve", "--port", 0, "--token", "abc")
    assert short.code == 2
    assert "16" in short.err
    assert cli("serve", "--port", 0, "--token-file", tmp_path / "none").code == 2
    with socket.create_server(("127.0.0.1", 0)) as taken:
        busy = cli("serve", "--port", taken.getsockname()[1])
    assert busy.code == 2
    assert "can't be served at" in busy.err


def test_a_missing_extra_is_named(cli: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("wbcoach.faces.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    missing = cli("serve", "--port", 0)
    assert missing.code == 2
    assert "pip install 'wbcoach[serve]'" in missing.err


def test_what_only_this_machine_reaches_is_known() -> None:
    assert all(is_loopback(one) for one in ("127.0.0.1", "127.0.0.9", "::1", "localhost"))
    assert not any(is_loopback(one) for one in (ALL, "10.0.0.1", "", "localhost.example", "::"))
