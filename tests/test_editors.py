"""The configuration files for editors, tried in the editors themselves, without a screen.

WBCOACH_EDITORS names a folder with Debian 13's Neovim in it, where the system's own is too old:
debootstrap --variant=minbase --include=hx,neovim trixie FOLDER
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from program import ROOT, world

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


def neovim() -> tuple[list[str], dict[str, str]] | None:
    """How a Neovim that is new enough is started; None where there is none."""
    root = Path(os.environ.get("WBCOACH_EDITORS", ""))
    if (root / "usr/bin/nvim").is_file():
        loader = [str(root / "lib64/ld-linux-x86-64.so.2"), "--library-path", str(root / "usr/lib/x86_64-linux-gnu")]  # fmt: skip
        return [*loader, str(root / "usr/bin/nvim")], {"VIMRUNTIME": str(root / "usr/share/nvim/runtime")}
    own = shutil.which("nvim")
    if own is None:
        return None
    told = subprocess.run([own, "--version"], capture_output=True, text=True, check=False).stdout
    version = told.partition("NVIM v")[2].split(".")[:2]
    return ([own], {}) if [int(part) for part in version if part.isdigit()] >= [0, 10] else None


NEOVIM = neovim()

# CI lets no test be left out, and Debian 12 has no editor that is new enough.
if NEOVIM is not None or os.environ.get("WBCOACH_REQUIRE_ALL") != "1":

    @pytest.mark.skipif(NEOVIM is None, reason="no Neovim 0.10 or later; WBCOACH_EDITORS may name one")
    def test_neovim_shows_findings_with_the_file_that_is_here_for_it(tmp_path: Path) -> None:
        assert NEOVIM
        command, own = NEOVIM
        starter = tmp_path / "bin" / "wbcoach"
        starter.parent.mkdir()
        starter.write_text(f'#!/bin/sh\nexec {sys.executable} -m wbcoach "$@"\n', "utf-8")
        starter.chmod(0o755)
        (tmp_path / "a.md").write_text(f"{DRAFT}\n", "utf-8")
        (tmp_path / "tell.lua").write_text(_TELL, "utf-8")
        config = str(ROOT / "editors" / "neovim" / "wbcoach.lua")
        path = f"{starter.parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            [
                *command,
                "--headless",
                "-n",
                "-u",
                config,
                "-c",
                "filetype on",
                "a.md",
                "-c",
                "luafile tell.lua",
            ],
            env=world(**own, HOME=str(tmp_path), PATH=path),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        start = DRAFT.index("get an AI")
        assert f"S01 0:{start}-{len(DRAFT) - 1} 1" in done.stdout + done.stderr


def test_the_file_for_helix_is_toml_and_starts_the_server() -> None:
    import tomllib

    read = tomllib.loads((ROOT / "editors" / "helix" / "languages.toml").read_text("utf-8"))
    assert read["language-server"]["wbcoach"]["args"] == ["lsp"]
    assert all(one["language-servers"] == ["wbcoach"] for one in read["language"])
