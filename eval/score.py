"""What every figure is measured under: the pinned day and settings, and the heads where MiniLM was fetched."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from wbcoach.settings import load

if TYPE_CHECKING:
    from wbcoach.heads.weigh import Heads
    from wbcoach.settings import Settings

# Pinned, so that the figures don't drift with the calendar; no evidence in the set is younger.
AS_OF: Final = date(2026, 11, 1)
VERDICTS: Final = ("ready", "revise", "rethink")


def pinned() -> Settings:
    """Give settings in which nothing of this machine changes a finding."""
    fixed = {"model": None, "stage": "validated", "as_of": AS_OF, "stale_months": 24, "cache": "none"}
    return load().settings.model_copy(update=fixed)


def heads() -> Heads | None:
    """Open the heads, where MiniLM was fetched."""
    from wbcoach.heads import open_heads
    from wbcoach.library import open_piece_reader

    return open_heads(open_piece_reader(pinned().assets))
