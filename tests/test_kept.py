"""Answers that are kept, between threads and processes and over damage; and critiques made again from them."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from model_server import ASK, DRAFT, FINDING, Json, Reply, Server, refused, said, serving
from program import ROOT

from wbcoach import prompt
from wbcoach.coach import Coach
from wbcoach.errors import ModelAnswerError, NotKeptError
from wbcoach.models import Answer, Draft, Judgement, open_model
from wbcoach.models.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

Cli = Any
STATEMENT = "Today, nurses have to chart the same dose twice when a patient moves. Customers need an app."
EVIDENCE = '{"id": "N-1", "text": "I chart every dose twice when a patient moves.", "source": "interview", "date": "2026-10-02"}\n'
WRITER = """
import sys
from pathlib import Path
from wbcoach.models.memory import Memory
memory = Memory(Path(sys.argv[1]))
for number in range(50):
    memory.keep(f"{sys.argv[2]}-{number}", "m", "s", {"number": number})
    assert memory.recall(f"{sys.argv[2]}-{number}") == {"number": number}
memory.close()
"""


def by_what_it_asks(request: Json) -> Reply:
    """Propose a grave finding, agree to it at a second look, and word the whole anew."""
    text = str(request["messages"])
    if "<passage>" in text:
        return said(json.dumps({"reasoning": "It says so.", "answer": "yes", "quote": "nurses"}))
    if "<fault " in text:
        parts = [{"text": STATEMENT.replace("an app", "a way to chart it once"), "origin": "draft"}]
        return said(json.dumps({"parts": parts, "left_out": ""}))
    grave = FINDING | {"code": "P01", "quote": "nurses", "evidence": []}
    return said(json.dumps({"findings": [grave], "strengths": []}))


def once(server: Server, cache: Path | str, filled: prompt.Filled = ASK, **values: Any) -> Answer[Draft]:
    """Ask as a process of its own would."""
    settings = server.settings(cache=str(cache), **values)
    with open_model(settings) as model:
        return model.ask(filled, Draft)


# --- answers -------------------------------------------------------------------------------------------


def test_an_answer_that_was_had_is_not_asked_for_again_and_costs_nothing(server: Server, cache: Path) -> None:
    prices = {"m": {"input": 10, "output": 10}}
    first, second = (once(server, cache, prices=prices) for _ in range(2))
    assert len(server.asked) == 1
    assert second.value == first.value
    assert (second.method, second.raw) == (first.method, first.raw)
    assert first.cost_usd == pytest.approx(0.00034)
    assert second.tokens == {"input": 0, "output": 0, "cached": 34}
    assert second.cost_usd == 0.0


@pytest.mark.parametrize(
    "other",
    [
        {"model": "n"},
        {"answer_tokens": 300},
        {"api": "chat"},
        {"filled": prompt.Filled(ASK.messages, "test@2#00000000")},
        {"filled": prompt.Filled((*ASK.messages[:1], ("human", "Any at all?")), ASK.stamp)},
        {"filled": prompt.Filled((("human", ASK.messages[0][1]), *ASK.messages[1:]), ASK.stamp)},
    ],
    ids=["model", "parameters", "api", "prompt", "words", "roles"],
)
def test_another_question_has_another_answer(server: Server, cache: Path, other: dict[str, Any]) -> None:
    once(server, cache)
    once(server, cache, **other)
    assert len(server.asked) == 2


def test_another_server_and_another_shape_have_other_answers(server: Server, cache: Path) -> None:
    once(server, cache)
    with serving() as another:
        another.rule = lambda _: said(DRAFT)
        once(another, cache)
        assert len(another.asked) == 1
    server.rule = lambda _: said('{"reasoning": "Clear.", "verdict": "good"}')
    with open_model(server.settings(cache=str(cache))) as model:
        assert model.ask(ASK, Judgement).value.verdict == "good"
    assert len(server.asked) == 2


def test_a_failure_is_not_kept(server: Server, cache: Path) -> None:
    server.rule = lambda _: said(None, "content_filter")
    with pytest.raises(ModelAnswerError):
        once(server, cache)
    server.rule = lambda _: said(DRAFT)
    assert once(server, cache).tokens["input"] == 30


def test_the_file_is_its_owners_alone_and_holds_no_prompt(server: Server, cache: Path) -> None:
    once(server, cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600
    held = b"".join(path.read_bytes() for path in cache.parent.iterdir())
    assert b"an app" in held
    assert ASK.messages[1][1].encode() not in held


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough for one" * 200, None])
def test_a_damaged_file_never_stops_an_answer(server: Server, cache: Path, damage: bytes | None) -> None:
    once(server, cache)
    if damage is None:  # a page in the middle, the header whole
        data = bytearray(cache.read_bytes())
        data[100:6000] = os.urandom(5900)
        damage = bytes(data)
    cache.write_bytes(damage)
    for name in ("-wal", "-shm"):
        cache.with_name(cache.name + name).unlink(missing_ok=True)
    assert [once(server, cache).value.findings[0].code for _ in range(2)] == ["S01", "S01"]
    assert len(server.asked) == 2, "asked once more, then kept again"


def test_a_record_that_is_not_of_the_shape_is_dropped_and_asked_anew(server: Server, cache: Path) -> None:
    once(server, cache)
    with sqlite3.connect(cache) as opened:
        opened.execute("UPDATE answers SET record = ?", ('{"value": {"findings": 3}}',))
    opened.close()
    assert once(server, cache).tokens["input"] == 30
    assert once(server, cache).tokens["input"] == 0


@pytest.mark.parametrize("kind", ["words", "database", "folder", "nowhere"])
def test_a_file_of_another_program_is_left_as_it_is(server: Server, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "mine.db"
    if kind == "words":
        place.write_text("My diary. " * 100, "utf-8")
    elif kind == "database":
        with sqlite3.connect(place) as opened:
            opened.execute("CREATE TABLE diary (day TEXT)")
        opened.close()
    elif kind == "folder":
        place.mkdir()
    else:
        (tmp_path / "file").touch()
        place = tmp_path / "file" / "below" / "mine.db"
    before = place.read_bytes() if place.is_file() else None
    assert [once(server, place).value.findings[0].code for _ in range(2)] == ["S01", "S01"]
    assert (place.read_bytes() if place.is_file() else None) == before
    assert not list(tmp_path.glob("*.damaged"))


def test_a_locked_file_does_not_stop_an_answer(
    server: Server, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once(server, cache)
    monkeypatch.setattr("wbcoach.models.memory._BUSY_S", 0.05)
    holder = sqlite3.connect(cache, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        assert once(server, cache, answer_tokens=300).value.findings
    finally:
        holder.close()


def test_the_file_stays_within_its_size_and_keeps_what_was_used_last(cache: Path) -> None:
    memory = Memory(cache, limit_mb=1)
    record = {"text": "x" * 20_000}
    for number in range(120):
        memory.keep(f"k{number}", "m", "s", record)
        assert memory.recall("k0") == record, "used all the time"
    assert memory.recall("k119") == record
    assert memory.recall("k1") is None
    assert 20 < memory.status().answers < 60
    memory.close()
    assert cache.stat().st_size < 1_300_000


def test_threads_and_processes_share_the_file(cache: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(cache), name], env=environment) for name in "abc"
    ]
    memory = Memory(cache)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: memory.keep(f"t-{number}", "m", "s", {"number": number}), range(100)))
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    assert memory.status().answers == 250
    memory.close()


def test_the_commands_say_what_is_kept_and_drop_it(
    server: Server, cli: Cli, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once(server, cache)
    config = f'cache = "{cache}"\nbase_url = "{server.url}"\nmodel = "m"\n'
    (cache.parent.parent / "wbcoach.toml").write_text(config, "utf-8")
    monkeypatch.delenv("WBCOACH_CACHE")
    done: Done = cli("cache", "status")
    assert [line.split()[1] for line in done.out.splitlines()[1:3]] == ["1", "1"]
    assert str(cache) in done.out
    assert "1 answer dropped" in cli("cache", "clear").err
    assert cli("cache", "status").out.splitlines()[1].split() == ["answers", "0"]
    asked = len(server.asked)
    for flags in ((), (), ("--no-cache",), ()):
        cli("critique", STATEMENT, *flags)
    assert len(server.asked) == asked + 2


# --- replay --------------------------------------------------------------------------------------------


@pytest.fixture
def world(server: Server, cli: Cli, tmp_path: Path) -> Callable[..., Done]:
    """A folder with a model, evidence and an index."""
    server.rule = lambda _: said(json.dumps({"findings": [FINDING | {"quote": "an app"}], "strengths": []}))
    (tmp_path / "wbcoach.toml").write_text(f'base_url = "{server.url}"\nmodel = "m"\n', "utf-8")
    (tmp_path / "evidence.jsonl").write_text(EVIDENCE, "utf-8")
    (tmp_path / "feedback.jsonl").write_text(
        EVIDENCE.replace("N-1", "F-1").replace("dose", "vital sign"), "utf-8"
    )
    assert cli("index", "feedback.jsonl").code == 0

    def save(*flags: str) -> Done:
        done: Done = cli("critique", STATEMENT, "--format", "json", "--fail-on", "never", *flags)
        (tmp_path / "saved.json").write_text(done.out, "utf-8")
        return done

    return save


def test_a_saved_critique_is_made_again_with_no_network(
    world: Callable[..., Done], server: Server, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = world("--evidence", "evidence.jsonl").json
    assert saved["receipt"]["model"] == "m"
    assert any("llm" in finding["found_by"] for finding in saved["findings"])
    asked = len(server.asked)

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("a replay asks nobody")

    monkeypatch.setattr("socket.socket.connect", no_network)
    done: Done = cli("replay", "saved.json", "--evidence", "evidence.jsonl")
    many = len(saved["findings"])
    assert (done.code, done.out) == (0, f"saved.json: the same, {many} finding{'s' * (many != 1)}\n")
    assert len(server.asked) == asked


@pytest.mark.parametrize("depth", ["quick", "standard", "deep"])
def test_every_step_of_a_depth_is_kept_and_made_again(
    server: Server, world: Callable[..., Done], cli: Cli, depth: str
) -> None:
    server.rule = by_what_it_asks
    saved = world("--depth", depth, "--no-index").json
    names = [stamp.partition("@")[0] for stamp in saved["receipt"]["prompts"]]
    assert names == ["critique", "second_look", "rewrite"][: ["quick", "standard", "deep"].index(depth) + 1]
    assert saved["receipt"]["made_with"]["depth"] == depth
    asked = len(server.asked)
    done: Done = cli("replay", "saved.json")
    assert (done.code, "the same" in done.out) == (0, True), done.out
    again = world("--depth", depth, "--no-index").json
    assert len(server.asked) == asked
    tokens = again["receipt"]["tokens"]
    assert (tokens["input"], tokens["output"]) == (0, 0)
    assert tokens["cached"] == sum(saved["receipt"]["tokens"].values())
    assert again["receipt"]["cost_usd"] == 0.0


def test_a_replay_says_what_is_missing(world: Callable[..., Done], server: Server, cli: Cli) -> None:
    world("--evidence", "evidence.jsonl")
    done: Done = cli("replay", "saved.json")
    assert done.code == 3
    assert "missing: linked evidence N-1 is not here" in done.out
    cli("cache", "clear")
    done = cli("replay", "saved.json", "--evidence", "evidence.jsonl")
    assert done.code == 3
    assert "is not kept" in done.out
    assert len(server.asked) == 1


def test_a_replay_says_what_changed(world: Callable[..., Done], cli: Cli, tmp_path: Path) -> None:
    world("--evidence", "evidence.jsonl")
    saved = json.loads((tmp_path / "saved.json").read_text("utf-8"))
    saved["receipt"] |= {"version": "0.0.9", "prompts": ["critique@1#00000000", "lost@1#00000000"]}
    (tmp_path / "saved.json").write_text(json.dumps(saved), "utf-8")
    (tmp_path / "more.jsonl").write_text(EVIDENCE.replace("N-1", "F-2"), "utf-8")
    cli("index", "more.jsonl")
    done: Done = cli("replay", "saved.json", "--evidence", "evidence.jsonl")
    assert done.code == 3, "kept for another index"
    for words in (
        "wbcoach was 0.0.9",
        "the index was gen-000001, and is gen-000002",
        "prompt critique@1#00000000 is critique@",
        "prompt lost@1#00000000 is gone",
    ):
        assert words in done.out


def test_a_critique_that_was_tampered_with_differs(
    world: Callable[..., Done], cli: Cli, tmp_path: Path
) -> None:
    saved = world("--offline", "--no-index").json
    saved["findings"] = saved["findings"][1:]
    (tmp_path / "saved.json").write_text(json.dumps([saved, world("--offline", "--no-index").json]), "utf-8")
    done: Done = cli("replay", "saved.json")
    assert done.code == 1
    assert "differs in findings (then alone: none; now alone:" in done.out
    assert "the same" in done.out


def test_what_was_silenced_stays_silent_in_a_replay(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(
        f"# Problem statement\n\n{STATEMENT}\n<!-- wbcoach: ignore S01 -- the contract names it -->\n",
        "utf-8",
    )
    done: Done = cli("critique", "draft.md", "--format", "json")
    assert [one["code"] for one in done.json[0]["ignored"]] == ["S01"]
    (tmp_path / "saved.json").write_text(done.out, "utf-8")
    again: Done = cli("replay", "saved.json")
    assert (again.code, "the same" in again.out) == (0, True), again.out


def test_a_batch_is_replayed_row_by_row(cli: Cli, tmp_path: Path) -> None:
    rows = [{"id": "a", "text": STATEMENT, "team": "x"}, {"id": "b"}, {"id": "c", "text": STATEMENT}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert cli("batch", "in.jsonl", "-o", "out.jsonl", "--no-index", "--offline").code == 1
    done: Done = cli("replay", "out.jsonl")
    assert (done.code, done.out.count("the same")) == (0, 2), done.out


@pytest.mark.parametrize("text", ["", "{}", "[]", "not JSON", '{"schema": "other/1"}', "[3]"])
def test_what_is_no_critique_is_bad_input(cli: Cli, tmp_path: Path, text: str) -> None:
    (tmp_path / "saved.json").write_text(text, "utf-8")
    assert cli("replay", "saved.json").code == 2
    assert cli("replay", "nowhere.json").code == 2


def test_only_kept_answers_means_only_those(server: Server, cache: Path) -> None:
    settings = server.settings(cache=str(cache), base_url=None, api_key=None)
    with open_model(settings, kept_only=True) as model, pytest.raises(NotKeptError) as caught:
        model.ask(ASK, Draft)
    assert caught.value.exit_code == 3
    assert not server.asked


def test_what_one_coach_was_answered_costs_the_next_one_nothing(server: Server, cache: Path) -> None:
    settings = server.settings(cache=str(cache), embedder="none")
    server.rule = lambda _: said(DRAFT) if len(server.asked) < 2 else refused(500, "not again")
    made = []
    for _ in range(2):
        with Coach.from_settings(settings, index=False) as coach:
            made.append(coach.critique(STATEMENT))
    assert made[0].findings == made[1].findings
    assert made[1].receipt.tokens["cached"] == 34
    assert made[1].receipt.cost_usd == 0.0
