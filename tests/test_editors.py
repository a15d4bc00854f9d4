"""The configuration files for editors, tried in the editors themselves: Neovim without a screen, Helix on one."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from debian import Program, editor
from program import ROOT, world
from terminal import terminal

if TYPE_CHECKING:
    from pathlib import Path

_TELL = """
vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 100)
for _, one in ipairs(vim.diagnostic.get(0)) do
  io.write(string.format("%s %d:%d-%d %d\\n", one.code, one.lnum, one.col, one.end_col, one.severity))
end
vim.cmd("qall!")
"""
DRAFT = (
    "Today, engineers have to scroll through the log viewer by hand when a build fails. "
    "Customers need a way to get an AI summary of the log."
)
SIGNED = DRAFT.replace("by hand", "\U0001f680 by hand")
NOW = "Today, tellers have to count the float twice when a till is handed over. "
HELIX = ROOT / "editors" / "helix" / "languages.toml"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A home and working directory with `wbcoach` on its path."""
    starter = tmp_path / "bin" / "wbcoach"
    starter.parent.mkdir()
    starter.write_text(f'#!/bin/sh\nexec {sys.executable} -m wbcoach "$@"\n', "utf-8")
    starter.chmod(0o755)
    return tmp_path


def at(desk: Path, program: Program) -> dict[str, str]:
    """The environment of an editor that is started there."""
    path = f"{desk / 'bin'}{os.pathsep}{os.environ['PATH']}"
    given = world(**program.env, HOME=str(desk), PATH=path, TERM="xterm-256color")
    return {name: value for name, value in given.items() if not name.startswith("XDG_")}


def test_neovim_shows_findings_with_the_file_that_is_here_for_it(desk: Path) -> None:
    neovim = editor("nvim")
    (desk / "a.md").write_text(f"{DRAFT}\n", "utf-8")
    (desk / "tell.lua").write_text(_TELL, "utf-8")
    config = str(ROOT / "editors" / "neovim" / "wbcoach.lua")
    done = subprocess.run(
        [
            *neovim.command,
            "--headless",
            "-n",
            "-u",
            config,
            *"-c|filetype on|a.md|-c|luafile tell.lua".split("|"),
        ],
        env=at(desk, neovim),
        cwd=desk,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    start = DRAFT.index("get an AI")
    assert f"S01 0:{start}-{len(DRAFT) - 1} 1" in done.stdout + done.stderr


def test_helix_shows_findings_goes_to_them_and_takes_actions_with_the_file_that_is_here_for_it(
    desk: Path,
) -> None:
    helix = editor("hx")
    own = desk / ".config" / "helix" / "languages.toml"
    own.parent.mkdir(parents=True)
    own.write_bytes(HELIX.read_bytes())
    (desk / "a.md").write_text(f"# Plan\n\nFirst.\n\n{SIGNED}\n", "utf-8")
    (desk / "b.wb").write_text("\n", "utf-8")
    with terminal([*helix.command, "a.md"], at(desk, helix), desk) as screen:
        # It marks the line, counts an error and a warning, and goes to each of them.
        screen.sees("● 1 ● 1")
        screen.press("gg]d")
        screen.sees("(D01)")
        screen.press("]d")
        screen.sees("(S01)")
        screen.sees(f" 5:{len(SIGNED) - 1}")  # the cursor is on the last of the words that are selected,
        screen.press("\x1b;")
        screen.sees(
            f" 5:{SIGNED.index('get an AI') + 1}"
        )  # and now on the first, which no sign before it has moved
        # What may be done about it stands in a menu; the second of it silences the finding, and it is gone.
        screen.press(" a")
        screen.sees("S01: keep the question as a comment")
        screen.press("\x0e")  # Ctrl-N: the next in the menu
        screen.press("\r")
        screen.sees("<!-- wbcoach: ignore S01 until ")
        screen.loses("(S01)")
        # As one types: a statement in a file of the language that the configuration adds.
        screen.press(":w\r:o b.wb\r")
        screen.sees(" b.wb")
        screen.press(f"i{NOW}Customers need a way to use a mobile app.\x1b")
        screen.sees("● 1 ● 1")
        screen.press("gg]d")  # the warning begins where the cursor is, so the error is the next
        screen.sees("(S01)")
        screen.press(":q!\r:q!\r")
    lines = (desk / "a.md").read_text("utf-8").splitlines()
    assert lines[4] == SIGNED
    assert any(line.startswith("<!-- wbcoach: ignore S01 until ") for line in lines[5:])


def test_the_file_for_helix_is_toml_and_starts_the_server() -> None:
    read = tomllib.loads(HELIX.read_text("utf-8"))
    assert read["language-server"]["wbcoach"]["args"] == ["lsp"]
    assert all(one["language-servers"] == ["wbcoach"] for one in read["language"])
