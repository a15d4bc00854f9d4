"""The retrieval layer: feedback and notes in, evidence out. What is named here is imported when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wbcoach.library.embed import open_embedder
    from wbcoach.library.matches import Counts, Match, SetAside
    from wbcoach.library.material import Batch, Problem, Read
    from wbcoach.library.notes import read_notes
    from wbcoach.library.pieces import open_piece_reader
    from wbcoach.library.readers import read, stream
    from wbcoach.library.search import Library
    from wbcoach.library.store import Report, Store
    from wbcoach.library.vectors import Embeds

_HOMES = {
    "Batch": "material",
    "Counts": "matches",
    "Embeds": "vectors",
    "Library": "search",
    "Match": "matches",
    "Problem": "material",
    "Read": "material",
    "Report": "store",
    "SetAside": "matches",
    "Store": "store",
    "open_embedder": "embed",
    "open_piece_reader": "pieces",
    "read": "readers",
    "read_notes": "notes",
    "stream": "readers",
}
__all__ = [
    "Batch",
    "Counts",
    "Embeds",
    "Library",
    "Match",
    "Problem",
    "Read",
    "Report",
    "SetAside",
    "Store",
    "open_embedder",
    "open_piece_reader",
    "read",
    "read_notes",
    "stream",
]


def __getattr__(name: str) -> Any:
    """Import the module that a public name lives in, so that none is paid for before it is needed."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
