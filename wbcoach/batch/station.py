"""What runs on a worker of a cluster: a coach as the one that keeps the ledger set it up, and rows through it."""

from __future__ import annotations

import pickle
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wbcoach import assets
from wbcoach.batch.critiquing import critique_row
from wbcoach.batch.terms import difference, terms
from wbcoach.batch.troubles import Troubles
from wbcoach.coach import Coach
from wbcoach.coach.opening import has_index, open_parts
from wbcoach.errors import WbcoachError
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wbcoach.batch.answer import Answer
    from wbcoach.batch.row import Row
    from wbcoach.coach.baseline import Baseline, Key
    from wbcoach.critique import Critique
    from wbcoach.settings import Settings

_FORGOTTEN_S: Final = 600.0


@dataclass(frozen=True)
class Setup:
    """How rows are critiqued: settings without secrets, the baseline itself, and whether there is an index."""

    settings: Settings
    index: bool
    baseline: Baseline | None = None


@dataclass
class Reply:
    """What a worker made of rows: for each its answer, trouble and proof; or why it took none of them."""

    done: list[tuple[Answer, WbcoachError | None, bool]] = field(default_factory=list)
    met: frozenset[Key] = frozenset()
    unlike: str = ""
    error: WbcoachError | str | None = None


@dataclass
class _Seat:
    coach: Coach
    troubles: Troubles
    users: int = 0
    used: float = 0.0


class Station:
    """The coaches that are open in this process, by the hash of their setup; one that isn't used any more is closed."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self._lock = threading.Lock()
        self._seats: dict[str, _Seat] = {}

    @contextmanager
    def seat(self, key: str, setup: bytes) -> Iterator[_Seat]:
        """Give the coach of a setup while a block lasts.

        Raises:
            WbcoachError: it can't be opened here.
        """
        with self._lock:
            if key not in self._seats:
                self._sweep(time.monotonic() - _FORGOTTEN_S)
                self._seats[key] = _opened(pickle.loads(setup))  # noqa: S301  from the scheduler that runs our code anyway
            seat = self._seats[key]
            seat.users += 1
        try:
            yield seat
        finally:
            with self._lock:
                seat.users -= 1
                seat.used = time.monotonic()

    def let_go(self, key: str) -> None:
        """Close a coach that nobody uses just now."""
        with self._lock:
            if key in self._seats and not self._seats[key].users:
                self._seats.pop(key).coach.close()

    def _sweep(self, before: float) -> None:
        for key, seat in list(self._seats.items()):
            if not seat.users and seat.used < before:
                self._seats.pop(key).coach.close()


STATION: Final = Station()


def work(
    key: str, setup: bytes, mine: bytes, record: Callable[[Critique], dict[str, Any]], rows: bytes
) -> Reply:
    """Critique rows on a worker; errors are given, not raised, since Dask would log the rows with them.

    Args:
        key: hash of the setup.
        setup: a pickled `Setup`.
        mine: pickled terms of the one that asks.
        record: gives a critique's plain values.
        rows: pickled rows, none of them with a fault.
    """
    try:
        with STATION.seat(key, setup) as seat:
            if seat.coach.library:
                seat.coach.library.refresh()
            if unlike := difference(pickle.loads(mine), terms(seat.coach)):  # noqa: S301  as above
                return Reply(unlike=unlike)
            taken: list[Row] = pickle.loads(rows)  # noqa: S301  as above
            done = [critique_row(row, seat.coach, record, seat.troubles) for row in taken]
            return Reply([(one.answer, one.trouble, one.proof) for one in done], _met(seat.coach.baseline))
    except WbcoachError as error:
        return Reply(error=error)
    except Exception as error:  # noqa: BLE001  as the docstring says
        return Reply(error=f"{type(error).__name__}: {error}"[:500])


def let_go(key: str) -> None:
    """Close the coach of a setup on a worker."""
    STATION.let_go(key)


def _met(baseline: Baseline | None) -> frozenset[Key]:
    """Give which records met their finding since this was last asked."""
    if baseline is None:
        return frozenset()
    met = frozenset(baseline.met)
    baseline.met.difference_update(met)
    return met


def _opened(setup: Setup) -> _Seat:
    settings = setup.settings
    if setup.index and "://" not in settings.store and not has_index(settings.store):
        # A copy of the index may be elsewhere on this machine.
        settings = settings.model_copy(update={"store": load().settings.store})
    if assets.find("minilm", settings.assets) is None:
        settings = settings.model_copy(update={"assets": Path(load().settings.assets)})
    library, heads = open_parts(settings, index=setup.index)
    troubles = Troubles(lambda _error: None)
    return _Seat(Coach(settings, library, None, troubles, heads, setup.baseline), troubles)
