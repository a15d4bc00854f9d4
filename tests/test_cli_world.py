"""The command line in the world: config and environment, models, terminals, pipes, signals, broken folders."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import contract
import pytest
from model_server import DRAFT as ANSWER
from model_server import refused, said, serving
from program import COMMAND, DRAFT, on_terminal, program, world

from wbcoach.library import Store, read

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from model_server import Server
    from program import Done

    Cli = Callable[..., Done]

NO_SERVER = "http://127.0.0.1:9/v1"
unix = pytest.mark.skipif(
    sys.platform == "win32", reason="signals, terminals and file rights as Unix has them"
)


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as state:
        yield state


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An index of a few items that a test may break."""
    feedback = tmp_path / "fb.csv"
    rows = (
        f'F{n},interview,"The invoice of team {n} arrives and nobody knows what it cost."' for n in range(8)
    )
    feedback.write_text("id,source,text\n" + "\n".join(rows) + "\n", "utf-8")
    Store(tmp_path / "store").update(read(feedback), embedder=None, origin=str(feedback))
    return tmp_path / "store"


# --- config and environment ----------------------------------------------------------------------------


def settled(done: Done) -> dict[str, tuple[str, str]]:
    """What `wbcoach settings` says: each name with its value and origin."""
    rows = [line.split(maxsplit=3) for line in done.out.splitlines()[1:]]
    return {row[0]: (row[1], row[2]) for row in rows}


@pytest.mark.parametrize(
    ("name", "text"),
    [("wbcoach.toml", 'stage = "growth"\n'), ("pyproject.toml", '[tool.wbcoach]\nstage = "growth"\n')],
)
def test_config_is_found_upwards_and_its_store_stands_beside_it(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    (inside / "pyproject.toml").write_text("[tool.other]\nx = 1\n", "utf-8")
    monkeypatch.chdir(inside)
    done = cli("settings")
    assert f"config file: {tmp_path / name}" in done.out
    assert settled(done)["stage"] == ("growth", name)
    assert settled(done)["store"] == (str(tmp_path / ".wbcoach"), "default")
    record = cli("critique", DRAFT, "--no-index", "--format", "json").json
    assert next(f["severity"] for f in record["findings"] if f["code"] == "D01") == "blocker"


def test_a_flag_beats_the_environment_which_beats_the_file(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wbcoach.toml").write_text('fail_on = "never"\n', "utf-8")
    assert cli("critique", DRAFT, "--no-index").code == 0
    monkeypatch.setenv("WBCOACH_FAIL_ON", "major")
    assert cli("critique", DRAFT, "--no-index").code == 1
    assert settled(cli("settings"))["fail_on"] == ("major", "environment")
    assert cli("critique", DRAFT, "--no-index", "--fail-on", "blocker").code == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("stage = \n", "not valid TOML"),
        ('stagge = "growth"\n', "stagge"),
        ('stage = "late"\n', "stage"),
        ("timeout_s = -1\n", "timeout_s"),
        ('max_retries = "many"\n', "max_retries"),
        ("store = ['a']\nmodel = 3\n", "model"),
    ],
)
def test_a_broken_config_exits_2_and_names_what_is_wrong(
    cli: Cli, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "wbcoach.toml").write_text(text, "utf-8")
    for command in (["critique", DRAFT], ["settings"], ["demo"], ["search", "x"]):
        done = cli(*command)
        assert (done.code, done.out) == (2, "")
        assert told in done.err
        assert len(done.err.strip().splitlines()) >= 2, "a message and a hint"


def test_a_wrong_environment_variable_exits_2_and_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WBCOACH_STAGE", "late")
    for command in (["critique", DRAFT], ["settings"]):
        done = cli(*command)
        assert (done.code, done.out) == (2, "")
        assert "'stage' (environment)" in done.err


def test_settings_mask_secrets_wherever_they_stand(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-proj-AbCdEfGhIjKlMnOp1234")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://ann:hunter2@models.example.org/v1")
    done = cli("settings")
    assert settled(done)["api_key"] == ("********1234", "environment")
    assert settled(done)["base_url"][1] == "environment"
    assert "AbCdEf" not in done.out
    assert "hunter2" not in done.out
    monkeypatch.setenv("WBCOACH_API_KEY", "short")
    assert settled(cli("settings"))["api_key"] == ("********", "environment")


# --- models --------------------------------------------------------------------------------------------


def test_a_key_in_the_environment_alone_sends_nothing(
    cli: Cli, server: Server, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-something-long-enough")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    done = cli("critique", DRAFT, "--store", store, "--format", "json")
    assert (done.code, done.json["receipt"]["model"]) == (1, None)
    assert server.asked == []


@pytest.mark.parametrize("named", ["flag", "environment", "file"])
def test_a_model_that_is_named_is_asked_once_and_stands_in_the_receipt(
    cli: Cli, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    server.rule = lambda _request: said(json.dumps({"findings": [], "strengths": []}))
    flags = ["--model", "m"] if named == "flag" else []
    if named == "environment":
        monkeypatch.setenv("WBCOACH_MODEL", "m")
    if named == "file":
        (tmp_path / "wbcoach.toml").write_text('model = "m"\n', "utf-8")
    done = cli("critique", DRAFT, "--no-index", "--format", "json", *flags)
    assert done.code == 1
    contract.check(done.json)
    assert done.json["receipt"]["model"] == "m"
    assert re.fullmatch(r"critique@\d+#[0-9a-f]{8}", done.json["receipt"]["prompts"][0])
    assert len(server.asked) == 1
    assert cli("critique", DRAFT, "--no-index", "--offline", *flags).code == 1
    assert len(server.asked) == 1, "--offline asks nobody, whatever is set"


def test_what_a_model_makes_up_is_dropped_with_its_reason(
    cli: Cli, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    server.rule = lambda _request: said(ANSWER)
    record = cli("critique", DRAFT, "--no-index", "--format", "json", "--model", "m").json
    contract.check(record)
    assert record["dropped"]
    assert record["funnel"]["proposed"] == 1
    shown = cli("critique", DRAFT, "--no-index", "--model", "m", "--all")
    assert "1 proposal of the model failed a check and was dropped" in shown.out
    assert record["dropped"][0]["reason"] in " ".join(shown.out.split())


def test_a_model_asked_for_by_flag_that_fails_exits_3_after_the_offline_critique(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", NO_SERVER)
    monkeypatch.setenv("WBCOACH_MAX_RETRIES", "0")
    done = cli("critique", DRAFT, "--no-index", "--format", "json", "--model", "m")
    assert done.code == 3
    contract.check(done.json)
    assert done.json["receipt"]["model"] is None
    assert "S02" in {finding["code"] for finding in done.json["findings"]}
    assert "can't be reached" in done.err
    assert "--offline" in done.err
    monkeypatch.setenv("WBCOACH_MODEL", "m")
    by_config = cli("critique", DRAFT, "--no-index")
    assert by_config.code == 1
    assert "can't be reached" in by_config.err


def test_a_model_without_a_key_is_told_of_once_for_many_drafts(cli: Cli, tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(f"# Problem statement\n\n{DRAFT}\n", "utf-8")
    done = cli("critique", tmp_path, "--no-index", "--format", "json", "--model", "gpt-x")
    assert (done.code, len(done.json)) == (3, 3)
    assert done.err.count("needs a key") == 1
    assert "OPENAI_API_KEY" in done.err


def test_a_server_that_is_gone_is_not_asked_again_for_each_draft(
    cli: Cli, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    server.rule = lambda _request: refused(401, "no such key")
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(f"# Problem statement\n\n{DRAFT}\n", "utf-8")
    done = cli("critique", tmp_path, "--no-index", "--format", "json", "--model", "m")
    assert (done.code, len(done.json), len(server.asked)) == (3, 3, 1)


def test_a_failed_model_beats_unreadable_text(cli: Cli) -> None:
    assert cli("critique", "hello", "--no-index", "--model", "gpt-x").code == 3


# --- a store that can't be used ------------------------------------------------------------------------


def store_fails(done: Done) -> None:
    assert (done.code, done.out) == (3, "")
    assert "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) >= 2, "a message and a hint"


def test_an_index_of_a_newer_version_exits_3_and_says_so(cli: Cli, store: Path) -> None:
    manifest = next(store.glob("gen-*/manifest.json"))
    manifest.write_text(
        json.dumps(json.loads(manifest.read_text("utf-8")) | {"schema": 99, "version": "9.1"}), "utf-8"
    )
    for command in (["critique", DRAFT], ["search", "x"], ["index", "status"], ["index", "remove", "F1"]):
        done = cli(*command, "--store", store)
        store_fails(done)
        assert "9.1" in done.err
    assert cli("critique", DRAFT, "--store", store, "--no-index").code == 1, "it is not looked at"


@pytest.mark.parametrize(
    "damage",
    [
        "CURRENT empty",
        "CURRENT gone",
        "CURRENT names nothing",
        "manifest",
        "items",
        "a file",
        "words",
        "facets",
    ],
)
def test_a_damaged_index_exits_3_and_says_how_to_build_it_anew(cli: Cli, store: Path, damage: str) -> None:
    generation = next(store.glob("gen-*"))
    if damage == "CURRENT empty":
        (store / "CURRENT").write_text("")
    elif damage == "CURRENT gone":
        (store / "CURRENT").unlink()
    elif damage == "CURRENT names nothing":
        (store / "CURRENT").write_text("gen-000099\n")
    elif damage == "manifest":
        (generation / "manifest.json").write_text("{")
    elif damage == "items":
        (generation / "items.sqlite").write_bytes(b"not a database" * 100)
    else:
        shutil.rmtree(store)
        store.write_text("hello")
    for command in (["critique", DRAFT], ["search", "invoice"]):
        store_fails(cli(*command, "--store", store))


def test_an_index_that_is_not_there_is_told_only_where_it_was_named(cli: Cli, tmp_path: Path) -> None:
    named = cli("critique", DRAFT, "--store", tmp_path / "nowhere")
    assert named.code == 1
    assert "no index" in named.err
    assert cli("critique", DRAFT).err == ""
    for command in (["search", "x"], ["index", "status"], ["index", "remove", "x"]):
        done = cli(*command)
        store_fails(done)
        assert "wbcoach index" in done.err


def test_an_index_that_can_only_be_read_exits_3_with_what_to_do(
    cli: Cli, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.open

    def refused_to_write(path: str | Path, flags: int, *rest: int, **more: int) -> int:
        if str(path).startswith(str(store)) and flags & (os.O_RDWR | os.O_WRONLY):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return really(path, flags, *rest, **more)

    # The user root may write whatever the rights say, so they are no test.
    monkeypatch.setattr(os, "open", refused_to_write)
    for command in (["critique", DRAFT], ["search", "x"], ["index", "remove", "F1"]):
        done = cli(*command, "--store", store)
        store_fails(done)
        assert "Give yourself write access" in done.err


# --- streams, terminals, signals -----------------------------------------------------------------------


def in_a_shell(command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", command],
        input=stdin,
        text=True,
        capture_output=True,
        env=world(),
        timeout=60,
        check=False,
    )


@unix
def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m wbcoach critique - --no-index --all | head -1"
    many = "\n\n".join(f"## Problem statement\n\n{DRAFT}" for _ in range(300))
    done = in_a_shell(command, many)
    assert (done.stdout, done.stderr) == ("-:3:1\n", "")


@unix
def test_a_closed_or_full_stdout_is_told_without_a_traceback() -> None:
    closed = in_a_shell(f"{sys.executable} -m wbcoach critique hello --no-index >&-")
    assert closed.returncode == 2
    assert "Traceback" not in closed.stderr
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [*COMMAND, "critique", DRAFT, "--no-index"],
                stdout=full, stderr=subprocess.PIPE, text=True, env=world(), check=False,
            )  # fmt: skip
        assert done.returncode == 3
        assert "No space left" in done.stderr
        assert "Traceback" not in done.stderr


@unix
def test_a_closed_stdin_is_told() -> None:
    done = in_a_shell(f"{sys.executable} -m wbcoach critique - --no-index <&-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "stdin" in done.stderr
    assert "Traceback" not in done.stderr


@unix
def test_a_terminal_gets_colour_and_a_pipe_or_no_color_none() -> None:
    code, shown = on_terminal("critique", DRAFT, "--no-index")
    assert code == 1
    assert "\x1b[" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "\x1b" not in plain
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        code, bare = on_terminal("critique", DRAFT, "--no-index", env=env)
        assert code == 1
        assert "\x1b" not in bare
        assert timeless(bare) == timeless(plain), "colour carries nothing alone"
    assert "\x1b" not in program("critique", DRAFT, "--no-index", env={"FORCE_COLOR": "1"}).out


def timeless(text: str) -> str:
    return re.sub(r" +offline critic, \d+ ms", "", text)


@unix
@pytest.mark.parametrize("columns", [60, 72, 100, 200])
def test_a_terminal_is_never_overrun(columns: int, sample_index: Path) -> None:
    draft = DRAFT.replace("dashboard", "dashboard 仪表板仪表板仪表板 " + "x" * 130)
    _, shown = on_terminal(
        "critique", draft, "--all", "--store", str(sample_index), columns=columns, env={"NO_COLOR": "1"}
    )
    from rich.cells import cell_len

    lines = shown.splitlines()
    assert max(map(cell_len, lines)) <= min(columns, 100)
    assert min(columns, 100) - max(map(cell_len, lines)) < 12, "and it is used"


@unix
def test_with_no_draft_on_a_terminal_it_says_how_to_give_one() -> None:
    code, shown = on_terminal("critique")
    assert code == 2
    assert "Give one in quotes" in shown


@unix
def test_ctrl_c_exits_130_without_a_traceback() -> None:
    with subprocess.Popen(
        [*COMMAND, "critique", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=world(),
    ) as run:
        time.sleep(2.5)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=30)
    assert (run.returncode, out) == (130, b"")
    assert b"Traceback" not in err


@pytest.mark.parametrize("fault", [ZeroDivisionError, EOFError, RecursionError, MemoryError])
def test_a_fault_of_our_own_is_told_as_one_and_never_looks_like_a_finding(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("wbcoach.coach.chain.sense", broken)
    done = cli("critique", DRAFT, "--no-index")
    assert (done.code, done.out) == (3, "")
    assert "this is a fault in wbcoach" in done.err
    assert fault.__name__ in done.err


def test_version_and_help_go_to_stdout_and_exit_0() -> None:
    version = program("--version")
    assert (version.code, version.err) == (0, "")
    assert re.fullmatch(r"wbcoach \d+\.\d+\.\d+\S*\n", version.out)
    for arguments in (["--help"], ["critique", "-h"], ["index", "--help"]):
        done = program(*arguments)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("Usage: wbcoach")
        assert max(map(len, done.out.splitlines())) <= 80


def test_no_command_prints_the_help_and_exits_2(cli: Cli) -> None:
    for arguments in ([], ["index"], ["assets"]):
        done = cli(*arguments)
        assert done.code == 2
        assert "Commands:" in done.out + done.err
