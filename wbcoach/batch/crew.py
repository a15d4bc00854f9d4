"""Rows out to a cluster in bundles, and their answers back; no model is asked there."""

from __future__ import annotations

import hashlib
import pickle
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wbcoach.batch import answer
from wbcoach.batch.cluster import SAME, Cluster, KilledError
from wbcoach.batch.critiquing import Done
from wbcoach.batch.station import Reply, Setup, let_go, work
from wbcoach.batch.terms import terms
from wbcoach.coach.gather import today
from wbcoach.errors import ClusterError, WbcoachError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wbcoach.batch.row import Row
    from wbcoach.coach import Coach
    from wbcoach.critique import Critique

BUNDLE: Final = 64
# A Chroma server is looked at once a second, so that for a moment one process may be behind another.
_LOOKS: Final = 3
_LOOK_AGAIN_S: Final = 0.7


class ClusterCrew:
    """The workers of a cluster, each with a coach like the one here."""

    size = BUNDLE

    def __init__(self, cluster: Cluster, coach: Coach, record: Callable[[Critique], dict[str, Any]]) -> None:
        """See that all workers are the same wbcoach, before any row goes out.

        Raises:
            ClusterError: one isn't; it is named.
        """
        cluster.check()
        self._cluster, self._coach, self._record = cluster, coach, record
        self._setup = pickle.dumps(_setup(coach))
        self._key = hashlib.blake2b(self._setup, digest_size=8).hexdigest()

    @property
    def hands(self) -> int:
        """How many bundles may be out at once."""
        return self._cluster.hands

    def close(self) -> None:
        """Have the workers close what they opened for this."""
        with suppress(ClusterError):
            self._cluster.everywhere(let_go, self._key)

    def critique(self, rows: Sequence[Row]) -> list[Done]:
        """Critique rows that have no fault, in their order.

        Rows whose worker dies go to another; a row that kills four in sequence is answered with that.

        Raises:
            ClusterError: the worker has another index or wbcoach than this process, or the cluster is gone.
            WbcoachError: the worker can't open the index or the heads.
        """
        try:
            reply = self._reply(pickle.dumps(list(rows)))
        except KilledError as error:
            return self._parted(rows, error)
        if self._coach.baseline:
            self._coach.baseline.met.update(reply.met)
        return [Done(row, *given) for row, given in zip(rows, reply.done, strict=True)]

    def _reply(self, rows: bytes) -> Reply:
        """Ask, and ask again where the index was changed meanwhile, here or there first."""
        looks = 0
        while True:
            mine = self._terms()
            worker, reply = self._cluster.ask(
                work, self._key, self._setup, pickle.dumps(mine), self._record, rows
            )
            looks += bool(reply.unlike)
            if reply.unlike and looks < _LOOKS:
                time.sleep(_LOOK_AGAIN_S)
            elif reply.unlike and mine == self._terms():
                message = f"The worker {worker} would answer differently: {reply.unlike}."
                hint = f"It needs the same index (the same path, a copy of it, or a server), and MiniLM where it is here. {SAME}"
                raise ClusterError(message, hint)
            if isinstance(reply.error, WbcoachError):
                raise reply.error
            if reply.error:
                raise ClusterError(
                    f"The worker {worker} fails: {reply.error}.", "This is a fault in wbcoach."
                )
            if not reply.unlike:
                return Reply(reply.done, reply.met)

    def _terms(self) -> dict[str, str | None]:
        if self._coach.library:
            self._coach.library.refresh()
        return terms(self._coach)

    def _parted(self, rows: Sequence[Row], error: KilledError) -> list[Done]:
        """Find the row that kills workers, by halves."""
        if len(rows) > 1:
            half = len(rows) // 2
            return [*self.critique(rows[:half]), *self.critique(rows[half:])]
        blamed = ClusterError("The workers that critiqued this row died.", str(error))
        return [Done(rows[0], answer.failed(rows[0], blamed), blamed)]


def _setup(coach: Coach) -> Setup:
    settings = coach.settings
    store = settings.store if "://" in settings.store else str(Path(settings.store).absolute())
    free = {
        "model": None,
        "api_key": None,
        "base_url": None,
        "token": None,
        "baseline": "",
        "as_of": today(settings),
        "store": store,
        "assets": settings.assets.absolute(),
    }
    return Setup(settings.model_copy(update=free), coach.library is not None, coach.baseline)
