"""The extension for Visual Studio Code: in step with the server, type-checked, bundled and packaged with npm."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from program import ROOT

pytest.importorskip("pygls")

from wbcoach.faces.lsp import options
from wbcoach.faces.lsp.server import build

if TYPE_CHECKING:
    from pathlib import Path

HERE = ROOT / "editors" / "vscode"
NODE_AT_LEAST = 20
PATIENCE_S = 120


def manifest() -> Any:
    return json.loads((HERE / "package.json").read_text("utf-8"))


def npm() -> str | None:
    """Where npm is, on a Node that is new enough; None where there is none."""
    found, node = shutil.which("npm"), shutil.which("node")
    if not found or not node:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = re.match(r"v(\d+)", told)
    return found if major and int(major[1]) >= NODE_AT_LEAST else None


NPM = npm()


def test_the_settings_are_the_servers_with_its_defaults() -> None:
    declared = manifest()["contributes"]["configuration"]["properties"]
    own = {"wbcoach.path", "wbcoach.args"}
    assert own < set(declared)
    given = {
        name.removeprefix("wbcoach."): one["default"] for name, one in declared.items() if name not in own
    }
    read, wrong = options.read(given)
    assert wrong == []
    assert read == options.Options()
    assert len(given) == len(fields(options.Options))


def test_the_commands_are_the_servers_or_its_own() -> None:
    source = (HERE / "src" / "extension.ts").read_text("utf-8")
    own = {one["command"] for one in manifest()["contributes"]["commands"]}
    registered = set(re.findall(r'add\("(wbcoach\.[\w.]+)"', source))
    assert registered == own
    served = set(build().protocol.fm.commands)
    assert own.isdisjoint(served), "VS Code takes a name once, and the server's are taken by the client"
    called = set(re.findall(r'(?:atCursor|executeCommand(?:<.*?>)?)\("(wbcoach\.[\w.]+)"', source))
    assert called
    assert called <= served


def test_every_dependency_is_pinned_and_no_address_is_kept() -> None:
    pinned = manifest()["devDependencies"].values()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned)
    assert "package-lock=false" in (HERE / ".npmrc").read_text("utf-8")
    tracked = subprocess.run(
        ["git", "ls-files", HERE], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    assert "lock" not in tracked


# CI lets no test be left out, and not each machine of it has Node.
if NPM is not None or os.environ.get("WBCOACH_REQUIRE_ALL") != "1":

    @pytest.mark.skipif(NPM is None, reason=f"no npm on Node {NODE_AT_LEAST} or later")
    def test_it_is_checked_built_and_packaged(tmp_path: Path) -> None:
        assert NPM
        folder = tmp_path / "editors" / "vscode"
        kept = shutil.ignore_patterns("node_modules", "dist", "*.vsix", "LICENSE")
        shutil.copytree(HERE, folder, ignore=kept)
        shutil.copy(ROOT / "LICENSE", tmp_path)

        def run(*arguments: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [str(NPM), *arguments],
                cwd=folder,
                capture_output=True,
                text=True,
                timeout=PATIENCE_S,
                check=False,
            )

        installed = run("install", "--prefer-offline", "--no-progress", "--fetch-retries=1")
        if installed.returncode and re.search(
            r"ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|network", installed.stderr
        ):
            pytest.skip("npm's registry does not answer")
        assert installed.returncode == 0, installed.stderr
        assert not (folder / "package-lock.json").exists()
        for task in ("test", "package"):
            done = run("run", task)
            assert done.returncode == 0, done.stdout + done.stderr
        (package,) = folder.glob("*.vsix")
        with zipfile.ZipFile(package) as opened:
            names = {name.lower() for name in opened.namelist() if name.startswith("extension/")}
            bundle = opened.read("extension/dist/extension.js").decode()
            packed = json.loads(opened.read("extension/package.json"))
        files = ("package.json", "readme.md", "license.txt", "dist/extension.js")
        assert names == {f"extension/{name}" for name in files}
        assert packed["main"] == "./dist/extension.js"
        assert "wbcoach.startFromPain" in bundle
        assert str(tmp_path) not in bundle
