"""What a generation says of itself: who wrote it, with which embedder, how much is in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final

from wbcoach.errors import StoreError, StoreVersionError
from wbcoach.library.faults import REBUILD

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA: Final = 1


@dataclass(frozen=True)
class Manifest:
    """What a generation is: who wrote it, with which embedder, and how much is in it.

    `counts` maps a collection to its numbers, `vectors` a shelf to how many are on it; `content` is a
    hash over all items.
    """

    generation: str
    schema: int = SCHEMA
    version: str = ""
    embedder: str | None = None
    dimension: int = 0
    created: str = ""
    content: str = ""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    vectors: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read a generation's manifest.

        Raises:
            StoreVersionError: a newer wbcoach wrote it.
            StoreError: it is missing or not as it should be.
        """
        path = folder / "manifest.json"
        try:
            record: dict[str, Any] = json.loads(path.read_text("utf-8"))
            schema = int(record["schema"])
        except (OSError, ValueError, KeyError, TypeError):
            raise StoreError(
                f"The index in {folder.parent} is damaged: {path.name} can't be read.", REBUILD
            ) from None
        if schema > SCHEMA:
            message = (
                f"The index in {folder.parent} was written by wbcoach {record.get('version') or '(newer)'}."
            )
            raise StoreVersionError(
                message, "Upgrade wbcoach, or build the index anew with this one: --rebuild."
            )
        known = {name: value for name, value in record.items() if name in cls.__dataclass_fields__}
        try:
            return cls(**known)
        except TypeError:
            raise StoreError(
                f"The index in {folder.parent} is damaged: {path.name} is not whole.", REBUILD
            ) from None

    def write(self, folder: Path) -> None:
        """Write it beside what it describes."""
        (folder / "manifest.json").write_text(json.dumps(asdict(self), indent=1) + "\n", "utf-8")


def program_version() -> str:
    """Give wbcoach's own version, as installed."""
    try:
        return metadata.version("wbcoach")
    except metadata.PackageNotFoundError:
        return "unknown"
