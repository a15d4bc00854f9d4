"""Recordings of model calls: whole or told, never asked for twice, by epoch, and equal to the byte when replayed."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from model_server import Json, Reply, Server, refused, said, serving

from eval import replay
from eval.__main__ import main
from eval.disk import writable, write_whole
from eval.golden import load
from eval.inspecting import run_findings
from eval.replay import Calls, Recorder, Replayer
from eval.tasks.critics import open_caller, open_coach
from wbcoach import prompt
from wbcoach.errors import InputError, ModelAnswerError
from wbcoach.models import Draft, open_model

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

ASK = prompt.Filled((("human", "Does this statement have any?"),), "test@1#00000000")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Generator[Server]:
    open_coach.cache_clear()
    open_caller.cache_clear()
    monkeypatch.setattr("eval.run.contaminated", lambda _cases: {})
    monkeypatch.setattr("eval.tasks.critics.heads", lambda: None)  # they take seconds to open
    with serving() as running:
        monkeypatch.setenv("WBCOACH_MODEL", "m")
        monkeypatch.setenv("WBCOACH_MAX_RETRIES", "0")
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        yield running
    open_coach.cache_clear()
    open_caller.cache_clear()


def draft(strength: str) -> Reply:
    return said(json.dumps({"findings": [], "strengths": [strength]}))


def own(folder: Path, count: int = 2) -> Path:
    folder.mkdir()
    cases = [case for case in load() if case.split == "tuned" and case.musts][:count]
    written = [case.model_dump(mode="json") for case in cases]
    (folder / "ours.yaml").write_text(json.dumps({"synthetic": True, "cases": written}), "utf-8")
    return folder


def untimed(path: Path) -> Json:
    """A run without what a replay is documented to leave out."""
    run: Json = json.loads(path.read_text("utf-8"))
    cases = [{**one, "latency_ms": None} for one in run["cases"]]
    return {**run, "created": None, "seconds": 0, "cases": cases}


def test_what_is_recorded_is_not_asked_again_and_a_broken_recording_is_replaced(
    server: Server, tmp_path: Path
) -> None:
    server.plan = [draft("one"), draft("two")]
    with open_model(server.settings()) as model:
        first = Recorder(model, tmp_path).ask(ASK, Draft)
        again = Recorder(model, tmp_path)
        assert again.ask(ASK, Draft).value == first.value
        assert (again.taken, len(server.asked)) == (1, 1)
        (path,) = tmp_path.iterdir()
        path.write_text(path.read_text("utf-8")[:90], "utf-8")
        assert list(again.ask(ASK, Draft).value.strengths) == ["two"]
    assert len(server.asked) == 2
    assert list(Replayer(tmp_path, "m").ask(ASK, Draft).value.strengths) == ["two"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text[:90], "is torn"),
        (lambda _text: "{}", "is no recording"),
        (lambda text: text.replace("Says who.", "Says it."), "was changed since"),
        (lambda text: text.replace('"tokens"', '"token"'), "is no recording"),
        (lambda _text: b"\xff\xfe", "is torn"),
    ],
)
def test_a_torn_or_edited_recording_is_an_error_that_names_the_file(
    server: Server, tmp_path: Path, change: Any, told: str
) -> None:
    server.plan = [draft("Says who.")]
    with open_model(server.settings()) as model:
        Recorder(model, tmp_path).ask(ASK, Draft)
    (path,) = tmp_path.iterdir()
    made = change(path.read_text("utf-8"))
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    with pytest.raises(ModelAnswerError, match=told) as caught:
        Replayer(tmp_path, "m").ask(ASK, Draft)
    assert path.name in str(caught.value)


def test_a_recording_under_the_name_of_another_call_is_refused(server: Server, tmp_path: Path) -> None:
    server.plan = [draft("Says who.")]
    with open_model(server.settings()) as model:
        Recorder(model, tmp_path).ask(ASK, Draft)
    (path,) = tmp_path.iterdir()
    path.rename(tmp_path / f"{replay.key_of('other', ASK, Draft)}.json")
    with pytest.raises(ModelAnswerError, match="under another name"):
        Replayer(tmp_path, "other").ask(ASK, Draft)


def test_a_changed_prompt_is_told_by_its_stamp(server: Server, tmp_path: Path) -> None:
    server.plan = [draft("Says who.")]
    with open_model(server.settings()) as model:
        Recorder(model, tmp_path).ask(ASK, Draft)
    later = prompt.Filled(ASK.messages, "test@2#11111111")
    with pytest.raises(ModelAnswerError, match="recorded under the prompt test@1#00000000; it is test@2"):
        Replayer(tmp_path, "m").ask(later, Draft)


def test_nothing_more_is_asked_once_a_recording_cannot_be_written(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server.rule = lambda _request: draft("Says who.")
    whole, written = write_whole, list[str]()

    def full(path: Path, text: str) -> None:
        if written:
            raise OSError(28, "No space left on device")
        written.append(path.name)
        whole(path, text)

    monkeypatch.setattr(replay, "write_whole", full)
    call = ["run", "--golden", str(own(tmp_path / "own", 12)), "--record", str(tmp_path / "calls")]
    out = tmp_path / "run.json"
    assert main([*call, "--out", str(out)]) == 2
    assert "No space left on device. Mend that and run the same again" in capsys.readouterr().err
    assert not out.exists()
    asked = len(server.asked)
    assert asked <= 5, "only what was under way at once is asked"

    monkeypatch.setattr(replay, "write_whole", whole)
    open_coach.cache_clear()
    open_caller.cache_clear()
    assert main([*call, "--out", str(out)]) == 0
    assert "answers recorded before and not asked for again: 1;" in capsys.readouterr().err
    assert len(server.asked) == asked + 11
    times = [one["latency_ms"] for one in json.loads(out.read_text("utf-8"))["cases"]]
    assert times.count(None) == 1, "an answer of before has no time"


def test_a_run_of_several_epochs_with_a_judge_is_replayed_to_the_byte(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    drafts = 0

    def rule(request: Json) -> Reply:
        nonlocal drafts
        if any("<suggestion>" in str(one["content"]) for one in request["messages"]):
            return said(json.dumps({"reasoning": "Hm.", "verdict": "weak"}))
        drafts += 1
        body = json.loads(draft("Says who.").body)
        body["usage"]["completion_tokens"] = drafts
        return Reply(body)

    server.rule = rule
    golden = own(tmp_path / "own")
    call = ["run", "--golden", str(golden), "--epochs", "3", "--judge", "j"]
    paths = [tmp_path / f"{name}.json" for name in ("recorded", "once", "twice")]
    folder = str(tmp_path / "calls")
    assert main([*call, "--record", folder, "--out", str(paths[0])]) == 0
    assert drafts == 6
    asked = len(server.asked)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    for path in paths[1:]:
        open_coach.cache_clear()
        open_caller.cache_clear()
        assert main([*call, "--replay", folder, "--out", str(path)]) == 0
    assert len(server.asked) == asked
    assert paths[1].read_bytes() == paths[2].read_bytes()
    assert untimed(paths[0]) == untimed(paths[1])
    tokens = [one["tokens_out"] for one in untimed(paths[1])["cases"] if one["task"] == "findings"]
    assert sorted(tokens) == [1, 2, 3, 4, 5, 6], "each epoch has its own answer"
    assert any(one["task"] == "judged" and one["marks"] for one in untimed(paths[1])["cases"])

    assert main(["run", "--golden", str(golden), "--epochs", "4", "--replay", folder]) == 1
    assert "This is epoch 4, and 3 was recorded." in capsys.readouterr().err


def test_a_model_that_fails_leaves_no_recording_and_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.plan = [refused(400, "not today"), refused(400, "not today"), draft("Says who.")]
    cases = [case for case in load() if case.split == "tuned"][:1]
    calls = Calls(folder=str(tmp_path / "calls"))
    [failed] = run_findings(cases, "model", calls=calls, logs=tmp_path / "logs").cases
    assert "not today" in (failed.error or "")
    assert not list((tmp_path / "calls").iterdir())
    [answered] = run_findings(cases, "model", calls=calls, logs=tmp_path / "logs").cases
    assert answered.error is None


def test_a_folder_that_cannot_be_replayed_is_told_before_the_run(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plan = [draft("Says who.")]
    golden, calls = own(tmp_path / "own"), tmp_path / "calls"
    with open_model(server.settings()) as model:
        Recorder(model, calls).ask(ASK, Draft)
    monkeypatch.setattr("eval.run.run_findings", lambda *_given, **_more: pytest.fail("it was run"))
    for more, complaint in (
        ([str(tmp_path / "none")], "is no folder"),
        ([str(golden)], "has no recording"),
        ([str(calls), "--model", "n"], "has recordings of m, and none of n"),
    ):
        open_caller.cache_clear()
        assert main(["run", "--golden", str(golden), "--replay", *more]) == 2
        assert complaint in capsys.readouterr().err
    torn = tmp_path / "torn"
    torn.mkdir()
    (torn / "a.json").write_text("{", "utf-8")
    open_caller.cache_clear()
    assert main(["run", "--golden", str(golden), "--replay", str(torn)]) == 2
    assert "1 files and no recording that can be replayed: a.json is torn" in capsys.readouterr().err
    monkeypatch.delenv("WBCOACH_MODEL")
    open_caller.cache_clear()
    assert main(["run", "--golden", str(golden), "--replay", str(calls)]) == 2
    assert "No model is set, and" in capsys.readouterr().err


def test_two_threads_write_one_file_whole(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: write_whole(tmp_path / "one", str(number) * 9000), [1, 2, 3, 4] * 20))
    assert len(set((tmp_path / "one").read_text("utf-8"))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    with pytest.raises(InputError, match="is a folder"):
        writable(tmp_path)
