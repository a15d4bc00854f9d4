"""What the library asks of an embedder, so that it needs to know none by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Embeds(Protocol):
    """Turns texts into vectors: float32, one row of `dimension` numbers per text, of length 1.

    `name` tells vectors of different embedders apart; they never mix in one generation.
    """

    @property
    def name(self) -> str:
        """Name of the model and its precision."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give the vectors in the order of the texts."""
        ...


@runtime_checkable
class EmbedsAtOnce(Embeds, Protocol):
    """An embedder that is best asked from several threads: `at_once` of them."""

    @property
    def at_once(self) -> int:
        """How many batches may be with it."""
        ...


@runtime_checkable
class ReadsHalfway(Embeds, Protocol):
    """An embedder that can also tell how something is said, whatever it is about."""

    def halfway(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give vectors of the same shape as `embed` does, from the lower layers of the model."""
        ...
