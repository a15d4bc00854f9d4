"""Editors that Debian 12 has too old or not at all: Debian 13's, fetched with apt into a folder, without root.

Nothing of this machine is changed: apt is given a state, a list of sources and a cache of its own, and what it
fetches is unpacked beside them. About 16 MB and a quarter of a minute, once for a cache folder. WBCOACH_EDITORS may
name a folder that has them, such as `debootstrap --variant=minbase --include=hx,neovim trixie FOLDER` makes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import platformdirs
import pytest
from filelock import FileLock

RELEASE = "trixie"
PACKAGES = ("hx", "neovim")
AT_LEAST = {"hx": (24, 7), "nvim": (0, 10)}
PATIENCE_S = 120
GIVEN = os.environ.get("WBCOACH_EDITORS")  # read before the tests put such names away


class Program(NamedTuple):
    """How a program of the folder is started, and what its environment needs besides."""

    command: list[str]
    env: dict[str, str]


def editor(name: str) -> Program:
    """Give Neovim (`nvim`) or Helix (`hx`), new enough; where they can't be had the test is left out, and says why."""
    if (own := _own(name)) is not None:
        return own
    root = Path(GIVEN) if GIVEN else _fetched()
    binary, variable, runtime = {
        "hx": (root / "usr/lib/hx/hx", "HELIX_RUNTIME", root / "usr/lib/hx/runtime"),
        "nvim": (root / "usr/bin/nvim", "VIMRUNTIME", root / "usr/share/nvim/runtime"),
    }[name]
    if not binary.is_file():
        pytest.skip(f"{root} has no {binary.relative_to(root)}")
    # With the C library that they were made for, which is newer than Debian 12's.
    (loader,) = root.glob("usr/lib/*-linux-gnu/ld-linux-*.so.*")
    return Program([str(loader), "--library-path", str(loader.parent), str(binary)], {variable: str(runtime)})


def _own(name: str) -> Program | None:
    """Give this machine's own, where it is new enough."""
    found = shutil.which(name)
    if found is None:
        return None
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"(\d+)\.(\d+)", told)
    enough = version is not None and (int(version[1]), int(version[2])) >= AT_LEAST[name]
    return Program([found], {}) if enough else None


def _fetched() -> Path:
    if not all(map(shutil.which, ("apt-get", "dpkg-deb"))):
        pytest.skip(
            "Neovim and Helix are fetched with apt and dpkg, which aren't here; WBCOACH_EDITORS may name them"
        )
    folder = platformdirs.user_cache_path("wbcoach-tests") / f"editors-{RELEASE}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            with TemporaryDirectory(dir=folder.parent) as work:
                _fetch(Path(work)).rename(folder)
    return folder


def _fetch(work: Path) -> Path:
    """Fetch and unpack the packages and what they need below a folder; give the root of what was unpacked."""
    for part in ("state/lists/partial", "cache/archives/partial", "root"):
        (work / part).mkdir(parents=True)
    (work / "status").touch()  # nothing is installed there, so that all that is needed is fetched
    uris = _run("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages").split()
    mirror = next((uri for uri in uris if uri.rstrip("/").endswith("/debian")), None)
    if mirror is None:
        pytest.skip(
            "apt knows no mirror of Debian's, where Neovim and Helix are; WBCOACH_EDITORS may name them"
        )
    keys = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (work / "list").write_text(f"deb [signed-by={keys}] {mirror} {RELEASE} main\n", "utf-8")
    own = {
        "Dir::State": work / "state",
        "Dir::State::status": work / "status",
        "Dir::Cache": work / "cache",
        "Dir::Etc::sourcelist": work / "list",
        "Dir::Etc::sourceparts": "-",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
        "Acquire::Retries": 3,
    }
    apt = ["apt-get", "-qq", *(word for name, value in own.items() for word in ("-o", f"{name}={value}"))]
    _run(*apt, "update")
    _run(*apt, "install", "--yes", "--no-install-recommends", "--download-only", *PACKAGES)
    for package in (work / "cache/archives").glob("*.deb"):
        _run("dpkg-deb", "-x", str(package), str(work / "root"))
    return work / "root"


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    if done.returncode:
        pytest.skip(f"{command[0]} could not fetch the editors: {done.stderr.strip()[-300:]}")
    return done.stdout
