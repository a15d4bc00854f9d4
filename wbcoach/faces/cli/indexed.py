"""Open the index for a command that reads it, and say what it can't do."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from wbcoach.coach.opening import has_index, search_model
from wbcoach.errors import StoreError
from wbcoach.faces.cli import streams
from wbcoach.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.settings import Settings


@contextmanager
def opened(settings: Settings) -> Iterator[Library]:
    """Open the index until the block ends.

    Raises:
        StoreError: it isn't there, or can't be read.
    """
    with opened_if_there(settings) as library:
        if library is None:
            raise StoreError(f"There is no index in {settings.store}.", "Make one: wbcoach index PATH")
        yield library


@contextmanager
def opened_if_there(
    settings: Settings, *, index: bool = True, needed: bool = False
) -> Iterator[Library | None]:
    """Open the index until the block ends; None where it isn't asked for, or isn't there and isn't needed.

    Raises:
        StoreError: it is needed and isn't there, or it can't be read.
    """
    if not (index and has_index(settings.store)):
        if needed:
            message = (
                f"There is no index in {settings.store}." if index else "There is no feedback to look in."
            )
            raise StoreError(message, "Make one: wbcoach index PATH, or give feedback with --evidence FILE.")
        yield None
        return
    embedder = search_model(settings)
    with Library.open(settings.store, embedder) as library:
        if settings.embedder != "none" and not library.dense:
            streams.say(
                "wbcoach: searching words alone (BM25); `wbcoach assets fetch` and `wbcoach index` add meaning."
            )
        yield library
