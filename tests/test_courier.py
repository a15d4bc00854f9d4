"""Calls of a batch go through a process of their own: what is in flight at a kill comes all the same, and is paid once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import carrying
import pytest
from model_server import ASK, DRAFT, Json, Reply, Server, refused, said, serving
from program import world

from wbcoach import prompt
from wbcoach.courier import hired, records
from wbcoach.errors import ModelError, ModelUnreachableError
from wbcoach.models import Draft, Model, open_model

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere there is no kill -9")
KEY = "sk-secret-of-mine-0123456789"
QUESTIONS = 3


@contextmanager
def batch(settings: Any, tell: Callable[[str], None] = print) -> Generator[Model]:
    """A model as a batch has it."""
    with open_model(settings) as model:
        model.hire(tell)
        yield model


def question(number: int) -> prompt.Filled:
    return prompt.Filled((*ASK.messages[:1], ("human", f"Does statement {number} have any?")), ASK.stamp)


def run_of(model: Model) -> hired._Run:
    """The courier's process."""
    assert model._keeper.inbox
    assert model._keeper.inbox._courier
    run = model._keeper.inbox._courier._run
    assert run
    return run


def until(true: Callable[[], object], patience_s: float = 20.0) -> None:
    ends = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < ends, "it never came true"
        time.sleep(0.01)


def couriers(cache: Path) -> list[str]:
    """The couriers that are alive, by what locks they were given."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended a moment ago
            found.append(path.read_bytes().decode())
    return [one for one in found if "wbcoach.courier" in one and str(cache) in one]


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are looked for in /proc")
def test_what_is_in_flight_at_a_kill_is_neither_lost_nor_asked_again(server: Server, cache: Path) -> None:
    out = threading.Event()

    def answered(_: Json) -> Reply:
        assert out.wait(60)
        return said(DRAFT)

    server.rule = answered
    command = [sys.executable, carrying.__file__, server.url, str(cache), str(QUESTIONS)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=world()
    ) as batches:
        begin, told = cast("IO[str]", batches.stdin), cast("IO[str]", batches.stdout)

        def begun() -> int:
            begin.write("\n")
            begin.flush()
            return int(told.readline())

        def kill(child: int) -> None:
            os.kill(child, signal.SIGKILL)
            assert told.readline() == f"ended {int(signal.SIGKILL)}\n"

        first = begun()
        until(lambda: len(server.asked) == QUESTIONS)
        kill(first)
        assert len(couriers(cache)) == 1
        second = begun()
        assert "waiting for answers" in told.readline()
        kill(second)
        begin.close()
    with (
        carrying.batch(cache, lambda _: out.set()) as inbox,
        ThreadPoolExecutor(QUESTIONS) as threads,
    ):
        asked = [threads.submit(carrying.ask, inbox, server.url, number) for number in range(QUESTIONS)]
        assert {one.result() for one in asked} == {said(DRAFT).body}
    assert out.is_set(), "the last one waited as well"
    assert len(server.asked) == QUESTIONS
    assert [path.name for path in cache.parent.iterdir()] == [cache.name]
    until(lambda: not couriers(cache))


def test_a_call_whose_courier_dies_is_made_again_by_another(server: Server, cache: Path) -> None:
    server.plan, server.rule = [said(DRAFT, wait=20), said(DRAFT)], None
    with batch(server.settings(cache=str(cache), api_key=KEY)) as model, ThreadPoolExecutor(1) as threads:
        asked = threads.submit(model.ask, ASK, Draft)
        until(lambda: server.asked)
        first = run_of(model).process
        assert os.getsid(first.pid) == first.pid != os.getsid(0), "Ctrl-C doesn't reach it"
        first.send_signal(signal.SIGINT)
        first.send_signal(signal.SIGTERM)
        held = b"".join(path.read_bytes() for path in cache.parent.rglob("*") if path.is_file())
        assert KEY.encode() not in held
        assert KEY not in str(first.args)
        assert not asked.done()
        first.kill()
        assert asked.result().value.findings
        second = run_of(model).process
        assert second.pid != first.pid
        assert second.poll() is None
    assert [one["key"] for one in server.asked] == [f"Bearer {KEY}"] * 2
    assert second.returncode == 0
    assert [path.name for path in cache.parent.iterdir()] == [cache.name]


def test_without_a_process_for_them_calls_go_directly_and_that_is_said(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hired, "_START", "raise SystemExit(1)")
    heard: list[str] = []
    with batch(server.settings(cache=str(cache)), heard.append) as model:
        for number in range(2):
            assert model.ask(question(number), Draft).value.findings
    assert heard == [hired._DIRECTLY]


def test_failures_are_what_they_are_without_a_courier(server: Server, cache: Path) -> None:
    with serving() as gone:
        nowhere = gone.url
    busy = refused(429, "Rate limit reached", headers={"Retry-After-Ms": 1})
    settings = server.settings(timeout_s=0.5, max_retries=0, breaker_after=0)

    def failure(*, carried: bool) -> list[str]:
        told = []
        place = str(cache) if carried else "none"
        server.plan = [
            busy,
            said(DRAFT, wait=20),
            said(DRAFT, drip=0.03),
            refused(500, "down"),
            refused(401, KEY),
        ]
        with batch(settings.model_copy(update={"cache": place})) as model:
            for _ in range(5):
                with pytest.raises(ModelError) as caught:
                    model.ask(ASK, Draft)
                told.append(repr(caught.value))
        with batch(settings.model_copy(update={"cache": place, "base_url": nowhere})) as model:
            with pytest.raises(ModelUnreachableError) as caught:
                model.ask(ASK, Draft)
            told.append(repr(caught.value))
        return told

    server.rule = None
    assert failure(carried=True) == failure(carried=False)


def test_the_proxies_of_the_environment_hold(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url.removesuffix("/v1"))
    elsewhere = "http://models.example/v1"
    with batch(server.settings(cache=str(cache), base_url=elsewhere)) as model:
        assert model.ask(ASK, Draft).value.findings
        assert run_of(model).process.poll() is None
    assert [one["path"] for one in server.asked] == [f"{elsewhere}/chat/completions"]


def test_a_line_that_was_cut_off_spoils_none_behind_it() -> None:
    whole = records.came("a", {"content-type": "text/plain", "date": "today"}, b"\xff\n[")
    read = records.read(records.asked("b") + whole[:-9] + whole + b"\nnull\n3\n[]\n")
    assert read.asked == {"a", "b"}
    assert read.replies == (records.Reply("a", {"content-type": "text/plain"}, b"\xff\n["),)
