"""`wbcoach chat` as its users meet it: in a pipe, on a terminal, killed and taken up again."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from dialogue import PASTE, PASTED, pexpect, prompted, say, typing
from program import COMMAND, program, world

from wbcoach import samples
from wbcoach.conversation.names import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from program import Done

APP = "Today, deck hands have to queue for one radio when a gale is called. Customers need a way to use a radio app."
ORDER = "Customers need a way to hear one order at the same time."
SEEN = "I watched four gales in May; twice an order came late."
# Both are retold: who says what is our own, the turns they take are those of a good conversation.
SUMS = [
    "Today, small firms have to live without automatic matching when money arrives. Customers need a way to match payments with AI.",
    "Yes.",
    "Know which invoices one transfer has paid.",
    "Mostly they sort it out on paper.",
    "Today, bookkeepers who bill the same clients every month have to split a transfer across invoices by hand when one payment covers several.",
    "Customers need a way to know which invoices one transfer has paid.",
]
HELPERS = [
    "Today, elderly people have to ask a relative to book because they are bad with computers. Customers need a way to book alone.",
    "My boss says so, and my aunt is like that.",
    "Hm, it may be the sign-in. And some would rather have it done for them.",
    "Today, adults who book for a relative have to borrow that relative's login when a visit is due.",
    "Customers need a way to act for a relative who has agreed to it.",
]
F2 = "\x1bOQ"


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    from wbcoach.library import Store, read

    found = {}
    for name in ("ledgerleaf", "carewicket"):
        found[name] = tmp_path_factory.mktemp(name) / "store"
        feedback = samples.FEEDBACK / f"synthetic_{name}.csv"
        Store(found[name]).update(read(feedback), embedder=None, origin=str(feedback))
    return found


@pytest.fixture
def terminal() -> Iterator[Any]:
    """Start `wbcoach` on a terminal; give how to do so."""
    with ExitStack() as held:
        yield lambda *arguments, **env: held.enter_context(typing(*arguments, **env))


def test_a_script_is_a_conversation_that_ends_ready() -> None:
    done = program("chat", "--script", stdin=f"{APP}\nYes.\n{ORDER}\n{SEEN}\n/quit\nnever read\n")
    assert done.code == 0
    assert done.err == ""
    assert "S01 is closed." in done.out
    assert "Verdict: ready." in done.out
    assert "your account alone" in done.out.replace("\n       ", " ")
    assert "never read" not in done.out
    assert "\x1b" not in done.out
    assert max(map(len, done.out.splitlines())) <= 80 or APP in done.out


def test_a_pipe_needs_no_flag_and_bytes_that_are_no_text_do_no_harm(cli: Callable[..., Done]) -> None:
    done = cli("chat", APP, stdin=b"\xff\xfe\x00\x1b[2J\n\n/progress\n" + b"x" * 70_000)
    assert done.code == 0
    assert "Customer: deck hands" in done.out
    assert "\x1b" not in done.out


def test_a_draft_is_read_from_a_file_and_a_missing_one_is_bad_input(cli: Callable[..., Done]) -> None:
    Path("plan.md").write_text(f"# Problem statement\n\n{APP}\n", "utf-8")
    assert "deck hands" in cli("chat", "plan.md").out
    assert cli("chat", "missing.md").code == 2
    assert cli("chat", "--resume", "ffff").code == 2


def test_the_number_of_a_cited_item_is_no_figure_of_the_draft(cli: Callable[..., Done]) -> None:
    told = cli("chat", "--script", stdin=f"{APP} 40% of 90 shifts [MAR-009] [MAR-013]\n/draft\n/quit").out
    assert "40%: no source yet" in told
    assert "009: " not in told
    assert "013: " not in told


def test_every_command_is_there_by_its_name(cli: Callable[..., Done]) -> None:
    lines = [APP, *(f"/{name}" for name in COMMANDS if name not in ("quit", "export")), "/quit"]
    out = cli("chat", "--script", stdin="\n".join(lines)).out
    assert "There is no command" not in out
    assert "There is no command /fly" in cli("chat", stdin="/fly\n").out


def test_exports_hold_the_draft_its_sources_and_no_markup_of_others(cli: Callable[..., Done]) -> None:
    lines = [
        APP,
        "/waive S01 <b>tender</b> | [x](y)",
        SEEN,
        "/export json",
        "/export md",
        "/export html",
        "/export md",
    ]
    done = cli("chat", "--script", stdin="\n".join(lines))
    written = re.findall(r"Written: (\S+)", done.out)
    assert len(set(written)) == 4, "none is overwritten"
    kept = json.loads(Path(written[0]).read_text("utf-8"))
    assert kept["schema"] == "wbcoach.chat/1"
    assert kept["waived"][0]["reason"].startswith("<b>tender")
    assert kept["critique"]["ignored"][0]["code"] == "S01"
    assert kept["accounts"][0]["text"] == SEEN
    page = Path(written[2]).read_text("utf-8")
    assert "<b>" not in page
    assert 'href="y"' not in page
    assert "Where it comes from" in page
    assert "turn 1" in Path(written[1]).read_text("utf-8")


def test_a_chat_that_is_killed_is_taken_up_where_it_was() -> None:
    command = [*COMMAND, "chat", "--script"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=world()) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        run.stdin.write(f"{APP}\nYes.\n".encode())
        run.stdin.flush()
        while "be able to do?" not in (line := run.stdout.readline().decode()):
            assert line
        run.send_signal(signal.SIGKILL)
        run.wait(30)
    again = program("chat", "--resume", stdin="/draft\n")
    assert "Taken up after 4 turns" in again.out
    assert "use a radio app" in again.out.replace("\n       ", " ")
    listed = program("chat", "--list").out
    assert len(listed.splitlines()) == 1
    assert "3 turns" in listed


def test_a_second_chat_on_the_same_conversation_goes_on_as_its_own() -> None:
    program("chat", "--script", stdin=f"{APP}\n")
    command = [*COMMAND, "chat", "--resume"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=world()
    ) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        assert b"Taken up" in first.stdout.readline()
        program("chat", "--resume", stdin="Yes.\n")
        first.stdin.write(b"No comment.\n")
        first.stdin.flush()
        out, err = first.communicate(timeout=60)
    assert out
    assert b"goes on as" in err
    assert len(program("chat", "--list").out.splitlines()) == 2


def test_the_talk_on_sums_in_a_terminal(terminal: Any, stores: dict[str, Path]) -> None:
    run = terminal("chat", "--store", str(stores["ledgerleaf"]), "--as-of", "2026-11-01")
    prompted(run)
    told = [say(run, line) for line in SUMS]
    assert told[0].endswith("Did I get your meaning?")
    assert "out of reach" in told[1]
    assert re.search(r"S01\b[^.]* closed", told[2])
    assert "S02" in told[4]
    assert "Verdict: ready" in told[5]
    assert re.search(r"qualitative data: [1-9]", say(run, F2, ""))
    run.sendeof()
    run.expect(pexpect.EOF)
    run.wait()
    assert run.exitstatus == 0


def test_the_talk_on_helpers_in_a_terminal_without_colour(terminal: Any, stores: dict[str, Path]) -> None:
    run = terminal("chat", "--store", str(stores["carewicket"]), "--as-of", "2026-11-01", NO_COLOR="1")
    prompted(run)
    told = [say(run, line) for line in HELPERS]
    assert "When: not stated" in told[0]
    assert "Verdict: ready" not in told[2]
    assert re.search(r"P02[^.]* closed", told[3])
    run.send("/quit\r")
    run.expect(pexpect.EOF)
    run.wait()
    assert run.exitstatus == 0


def test_a_terminal_takes_pastes_of_several_lines_completes_and_survives_ctrl_c(terminal: Any) -> None:
    run = terminal("chat")
    prompted(run)
    first, second = APP.split(". ", 1)
    assert "Did I get your meaning?" in say(run, f"{PASTE}{first}.\n{second}{PASTED}")
    run.send("half a line\x03")
    run.expect("Ctrl-D or /quit leaves")
    prompted(run)
    run.send("/prog\t")
    run.expect_exact("ress")
    assert "Questions: 1 asked" in say(run, "")
    run.sendeof()
    run.expect(pexpect.EOF)
