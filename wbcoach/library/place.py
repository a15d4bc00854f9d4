"""Where an index lives: a folder of generations, or a Chroma server; the rest of the library sees no difference."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from wbcoach.library.generation import Generations

if TYPE_CHECKING:
    from wbcoach.library.dense import Dense
    from wbcoach.library.generation import Pinned
    from wbcoach.library.manifest import Manifest


class Writes(Protocol):
    """The next generation while it is made."""

    def begin(self, *, fresh: bool = False) -> Path:
        """Give its folder: a copy of the current one, or empty if `fresh` or the first."""
        ...

    def publish(self, manifest: Manifest) -> None:
        """Make it the one to read."""
        ...


class Place(Protocol):
    """What readers and the writer ask of where an index lives."""

    @property
    def root(self) -> Path | str:
        """Name it for messages."""
        ...

    def stamp(self) -> tuple[int, int] | None:
        """Give a mark that changes with each publish, cheaply; None where there is no index."""
        ...

    def require(self) -> None:
        """Raise a StoreError where there is no index to change."""
        ...

    def salvage(self) -> AbstractContextManager[Path | None]:
        """Give a folder with the current items for a block, whatever state the rest is in; None where they can't be read."""
        ...

    def pin(self) -> Pinned:
        """Hold the current generation."""
        ...

    def writing(self, wait_s: float) -> AbstractContextManager[Writes]:
        """Be the one writer within a block."""
        ...

    def vectors(self, folder: Path) -> Dense:
        """Open the vectors that belong to a generation's folder."""
        ...

    def drop_vectors(self, folder: Path) -> None:
        """Delete those vectors."""
        ...

    def close(self) -> None:
        """Let go of connections, if there are any."""
        ...

    def sweep_one(self, folder: Path) -> None:
        """Delete a generation that was read and is not current, if nobody else reads it."""
        ...


def place_of(where: Path | str) -> Place:
    """Tell a server's address from a folder.

    Raises:
        SettingsError: the address is not one.
    """
    if isinstance(where, str) and "://" in where:
        from wbcoach.library.server import Server

        return Server(where)
    return Generations(Path(where))
