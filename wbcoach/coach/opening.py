"""Open what the settings name; kept apart since both doors are heavy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wbcoach.coach.masking import open_masker
from wbcoach.heads import open_heads

if TYPE_CHECKING:
    from wbcoach.heads.weigh import Heads
    from wbcoach.library import Library
    from wbcoach.library.embed import Embedder
    from wbcoach.models import Model
    from wbcoach.settings import Settings


def open_parts(settings: Settings, *, index: bool = True) -> tuple[Library | None, Heads | None]:
    """Open the index if there is one, and the heads if MiniLM was fetched.

    Raises:
        StoreError: the index is there and can't be read.
        AssetError: the fetched weights are damaged.
    """
    there = index and has_index(settings.store)
    if settings.embedder != "minilm" and not there:
        return None, None
    from wbcoach.library import Library, open_piece_reader

    minilm = settings.embedder == "minilm"
    library = Library.open(settings.store, search_model(settings)) if there else None
    return library, open_heads(open_piece_reader(settings.assets)) if minilm else None


def search_model(settings: Settings) -> Embedder | None:
    """Open MiniLM where meaning is to be searched and its weights are here; they are never fetched for it.

    Raises:
        AssetError: the fetched weights are damaged.
    """
    if settings.embedder != "minilm":
        return None
    from wbcoach.library import open_embedder

    return open_embedder(settings.assets)


def has_index(store: str) -> bool:
    """Say whether there is an index, whole or not; a new or empty folder is none, a server is one."""
    if "://" in store:
        return True
    root = Path(store)
    try:
        if not root.exists():
            return False
        return not root.is_dir() or any(
            path.name == "CURRENT" or path.name.startswith("gen-") for path in root.iterdir()
        )
    except OSError:
        return True  # opening it says what is wrong


def open_reader(settings: Settings, *, kept_only: bool = False) -> Model:
    """Open the model that is set.

    Args:
        settings: the model, its server, and what it may cost.
        kept_only: give answers that were kept, and never ask the server.

    Raises:
        ModelAuthError: there is no key for it.
        SettingsError: there is a budget in dollars and no price, or names are to be masked without the extra.
        AssetError: names are to be masked and the model that finds them wasn't fetched.
    """
    from wbcoach.models import open_model

    open_masker(settings)  # what is missing for it is told before anything is asked
    return open_model(settings, kept_only=kept_only)
