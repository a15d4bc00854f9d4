"""`wbcoach assets`: fetch the large files ahead of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach import assets
from wbcoach.errors import SettingsError
from wbcoach.faces.cli import streams
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("minilm", "tiktoken", "names")


def fetch(names: Sequence[str], *, force: bool = False) -> None:
    """Fetch the named assets, by default those that wbcoach uses with these settings.

    Raises:
        SettingsError: an unknown name.
        AssetError: one can't be had.
    """
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise SettingsError(f"There is no asset {unknown[0]!r}.", f"Choose from {', '.join(NAMES)}.")
    settings = load().settings
    folder = settings.assets
    for name in names or [one for one in NAMES if one != "names" or settings.names]:
        with streams.progress(f"fetching {name}") as tell:
            path = assets.fetch(name, folder, tell, force=force)
        streams.say(f"{name}: {path}")


def status() -> None:
    """Print which assets are here, and where."""
    folder = load().settings.assets
    for name in NAMES:
        path = assets.find(name, folder)
        streams.write(f"{name:10} {path or 'not fetched: wbcoach assets fetch ' + name}\n")
