"""Open what the settings name; kept apart since both doors are heavy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wbcoach.library import Library
    from wbcoach.models import Model
    from wbcoach.settings import Settings


def open_library(settings: Settings) -> Library | None:
    """Open the index, or give None where there is none yet; a broken one is an error.

    Raises:
        StoreError: the index is there and can't be read.
    """
    from wbcoach.library import Library, open_embedder

    if "://" not in settings.store and not _is_there(Path(settings.store)):
        return None
    embedder = open_embedder(settings.assets) if settings.embedder == "minilm" else None
    return Library.open(settings.store, embedder)


def _is_there(root: Path) -> bool:
    """Say whether there is an index, whole or not; a new or empty folder is none."""
    try:
        if not root.exists():
            return False
        return not root.is_dir() or any(
            path.name == "CURRENT" or path.name.startswith("gen-") for path in root.iterdir()
        )
    except OSError:
        return True  # opening it says what is wrong


def open_reader(settings: Settings) -> Model:
    """Open the model that is set.

    Raises:
        ModelAuthError: there is no key for it.
    """
    from wbcoach.models import open_model

    return open_model(settings)
