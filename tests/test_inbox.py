"""Replies that have come are on the disk before anything reads them, so that a kill makes none be paid twice."""

from __future__ import annotations

import gzip
import json
import stat
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from model_server import ASK, DRAFT, Reply, Server, said, serving

from wbcoach.courier.records import Reply as Held
from wbcoach.errors import ModelAnswerError
from wbcoach.models import Answer, Draft, open_model
from wbcoach.models.keeping import Keeper
from wbcoach.models.memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

Cli = Any


def came(cache: Path) -> Path:
    """The folder of what has come."""
    return cache.with_name("answers.sqlite.came")


def once(server: Server, cache: Path, **values: Any) -> Answer[Draft]:
    """Ask as a process of its own would."""
    with open_model(server.settings(cache=str(cache), **values)) as model:
        return model.ask(ASK, Draft)


def stopped(server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask, and stop between reading the answer and keeping it."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Keeper, "keep", stop)
        with pytest.raises(KeyboardInterrupt):
            once(server, cache)


@pytest.mark.parametrize("packing", ["", "gzip"])
def test_what_stopped_the_process_leaves_its_answer_for_the_next(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch, packing: str
) -> None:
    if packing:
        reply = said(DRAFT)
        reply.body, reply.headers = gzip.compress(reply.body), {"Content-Encoding": packing}
        server.rule = lambda _: reply
    stopped(server, cache, monkeypatch)
    stopped(server, cache, monkeypatch)
    first, second = once(server, cache), once(server, cache)
    assert first.value.strengths == ("Says who.",)
    assert len(server.asked) == 1
    assert first.tokens == {"input": 30, "output": 4}, "nobody has told of them yet"
    assert second.tokens == {"input": 0, "output": 0, "cached": 34}
    assert not came(cache).exists()


def test_the_files_are_their_owners_alone_and_hold_no_prompt(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(server, cache, monkeypatch)
    files = list(came(cache).iterdir())
    assert stat.S_IMODE(came(cache).stat().st_mode) == 0o700
    held = [file for file in files if file.suffix != ".lock"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in held] == [0o600]
    assert b"an app" in held[0].read_bytes()
    assert ASK.messages[1][1].encode() not in held[0].read_bytes()


def test_what_a_kill_cut_off_is_asked_for_again(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(server, cache, monkeypatch)
    (held,) = (file for file in came(cache).iterdir() if file.suffix != ".lock")
    held.write_bytes(held.read_bytes()[:-20])
    once(server, cache)
    assert len(server.asked) == 2
    assert not came(cache).exists()


def test_an_answer_that_is_no_use_is_given_once_and_then_asked_anew(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.rule = lambda _: said("", "content_filter")
    with monkeypatch.context() as patched:
        patched.setattr("wbcoach.models.calling.withheld", KeyboardInterrupt)
        with pytest.raises(KeyboardInterrupt):
            once(server, cache)
    server.rule = lambda _: said(DRAFT)
    with pytest.raises(ModelAnswerError, match="filter"):
        once(server, cache)
    assert len(server.asked) == 1
    assert once(server, cache).value.findings
    assert len(server.asked) == 2


def test_another_server_and_other_words_get_another_answer(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(server, cache, monkeypatch)
    with serving() as other:
        other.rule = server.rule
        once(other, cache)
        assert len(other.asked) == 1
    once(server, cache, answer_tokens=300)
    assert len(server.asked) == 2


def test_an_error_of_the_server_is_not_held(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plan, server.rule = [Reply({"error": {"message": "down"}}, 500), said(DRAFT)], None
    stopped(server, cache, monkeypatch)
    (held,) = (file for file in came(cache).iterdir() if file.suffix != ".lock")
    assert b"down" not in held.read_bytes()


def test_what_belongs_to_a_living_process_is_left_to_it(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(server, cache, monkeypatch)
    (held,) = (file for file in came(cache).iterdir() if file.suffix != ".lock")
    with FileLock(str(came(cache) / f"{held.name.partition('-')[0]}.lock")):
        once(server, cache)
    assert len(server.asked) == 2
    assert held.exists()


def test_dropping_the_answers_drops_what_came_as_well(
    server: Server, cli: Cli, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(server, cache, monkeypatch)
    monkeypatch.setenv("WBCOACH_CACHE", str(cache))
    assert cli("cache", "clear").code == 0
    once(server, cache)
    assert len(server.asked) == 2


def test_without_a_memory_nothing_is_held_and_an_ask_ends_as_ever(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in ("none", str(tmp_path / "file" / "below" / "a.sqlite")):
        with open_model(server.settings(cache=place)) as model:
            assert model.ask(ASK, Draft).value.findings
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_an_old_reply_is_let_go_of(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(cache)
    assert memory.take_in([Held("a", {"content-type": "application/json"}, json.dumps(1).encode())])
    assert memory.reply("a") == ({"content-type": "application/json"}, b"1")
    monkeypatch.setattr("wbcoach.models.memory._LEARNT_FOR_S", -1.0)
    memory.take_in([])
    assert memory.reply("a") is None
    memory.close()
