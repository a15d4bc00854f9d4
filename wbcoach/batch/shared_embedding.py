"""Vectors for a large index, made on a cluster: embedding is what indexing costs."""

from __future__ import annotations

import pickle
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wbcoach import assets
from wbcoach.batch.cluster import SAME, Cluster, KilledError
from wbcoach.errors import ClusterError
from wbcoach.library import open_embedder
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.library.embed import Embedder, Vectors
    from wbcoach.library.vectors import Embeds

_LOST: Final = "The last index is as it was. Give the same command again."


class SharedEmbedder:
    """The embedder of this process, its work done by the workers of a cluster."""

    def __init__(self, cluster: Cluster, own: Embeds, folder: Path) -> None:
        """See that all workers are the same wbcoach.

        Args:
            cluster: does the work.
            own: says what vectors are made of, and makes those whose workers died.
            folder: of the assets here, and on machines that have them at the same place.

        Raises:
            ClusterError: a worker isn't; it is named.
        """
        cluster.check()
        self._cluster, self._own, self._folder = cluster, own, str(folder.absolute())
        self.name, self.dimension, self.at_once = own.name, own.dimension, cluster.hands

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give float32 vectors (n, dimension) in the order of the texts.

        Raises:
            ClusterError: a worker has not the same search model, or the cluster is gone.
        """
        try:
            worker, made = self._cluster.ask(embed, self._folder, self.name, pickle.dumps(list(texts)))
        except KilledError:
            return self._own.embed(texts)
        except ClusterError as error:
            raise ClusterError(error.message, _LOST) from error
        if isinstance(made, str):
            message = f"The worker {worker} can't make these vectors: {made}."
            raise ClusterError(message, f"Fetch the search model there: wbcoach assets fetch minilm. {SAME}")
        vectors: Vectors = made
        return vectors


def embed(folder: str, name: str, texts: bytes) -> Vectors | str:
    """Make vectors on a worker, or say why not; nothing is raised, since Dask would log the texts with it."""
    try:
        embedder = _opened(folder)
        if embedder is None:
            return "its search model was never fetched"
        if embedder.name != name:
            return f"its search model is {embedder.name}, not {name}"
        return embedder.embed(pickle.loads(texts))  # noqa: S301  from the scheduler that runs our code anyway
    except Exception as error:  # noqa: BLE001  as the docstring says
        return f"{type(error).__name__}: {error}"[:500]


@lru_cache(maxsize=1)
def _opened(folder: str) -> Embedder | None:
    here = Path(folder)
    return open_embedder(here if assets.find("minilm", here) else Path(load().settings.assets))
