"""A Dask cluster, of processes on this machine or at an address; the only file that knows Dask."""

from __future__ import annotations

import logging
import signal
import socket
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from wbcoach.batch.terms import difference, versions
from wbcoach.errors import ClusterError, MissingExtraError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

SAME: Final = "Install the same wbcoach on all machines, start that worker anew, and give the same command again: it goes on."
_START_S: Final = 30.0
_REACH_S: Final = 10.0
_PATIENCE_S: Final = 20.0
_CLOSE_S: Final = 5.0
# Work that waits at each worker while it has other work, so that it is never idle.
_FOR_EACH_THREAD: Final = 2
_MOST: Final = 512


class Told(NamedTuple):
    """What a function gave, and the worker that ran it, named for messages."""

    worker: str
    result: Any


class KilledError(Exception):
    """The workers that ran a function died, each of them."""


class Cluster:
    """Runs functions on workers; may be asked from many threads."""

    def __init__(self, client: Any, mine: Any = None) -> None:
        """Use `start` or `connect`."""
        self._client = client
        self._mine = mine

    @classmethod
    def start(cls, processes: int) -> Self:
        """Start so many processes on this machine; they end with this one, and listen to it alone.

        Raises:
            MissingExtraError: Dask isn't installed.
            ClusterError: they don't start.
        """
        distributed = _quieted("--processes")
        cluster = None
        try:
            cluster = distributed.LocalCluster(
                n_workers=processes,
                threads_per_worker=1,
                host="127.0.0.1",
                # Its own port would be the same for each run, and a second one beside it would be told so.
                dashboard_address="127.0.0.1:0",
                scheduler_kwargs={"dashboard": False},
                memory_limit=0,
                silence_logs=logging.CRITICAL,
            )
            client = distributed.Client(cluster, timeout=_START_S)
            client.register_plugin(_deaf())
            client.wait_for_workers(processes, timeout=_START_S)
        except (OSError, RuntimeError, TimeoutError) as error:
            if cluster is not None:
                cluster.close(timeout=_CLOSE_S)
            message = f"{processes} processes can't be started: {error}."
            raise ClusterError(message, "Try fewer, or none: without --processes.") from error
        return cls(client, cluster)

    @classmethod
    def connect(cls, address: str) -> Self:
        """Use the cluster of a scheduler, such as tcp://host:8786; certificates for tls:// are Dask's own settings.

        Raises:
            MissingExtraError: Dask isn't installed.
            SettingsError: this is no such address.
            ClusterError: nothing answers there, or it has no workers.
        """
        kind, mark, rest = address.partition("://")
        if kind not in {"tcp", "tls"} or not mark or ":" not in rest:
            message = f"--scheduler {address!r} is no address of a scheduler."
            raise SettingsError(message, "Write it as --scheduler tcp://HOST:8786.")
        distributed = _quieted("--scheduler")
        try:
            client = distributed.Client(address, timeout=_REACH_S, set_as_default=False)
        except (OSError, ValueError) as error:
            message = f"No scheduler answers at {address}."
            raise ClusterError(message, "Start one there: dask scheduler; or check the address.") from error
        self = cls(client)
        if not self._threads():
            self.close()
            message = f"The scheduler at {address} has no workers."
            raise ClusterError(message, f"Start some: dask worker {address} --nthreads 1.")
        return self

    def __enter__(self) -> Self:
        """Use the cluster until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of it."""
        self.close()

    def close(self) -> None:
        """Let go of the scheduler, and end the processes that were started."""
        with suppress(Exception):
            self._client.close(timeout=_CLOSE_S)
        if self._mine is not None:
            with suppress(Exception):
                self._mine.close(timeout=_CLOSE_S)

    @property
    def hands(self) -> int:
        """How many functions may usefully run or wait at once."""
        return max(1, min(_MOST, _FOR_EACH_THREAD * sum(self._threads().values())))

    def check(self) -> None:
        """See that each worker is the same wbcoach as this process.

        Raises:
            ClusterError: one isn't; it is named.
        """
        mine = dict(versions())
        for worker, its in self.everywhere(_versions).items():
            if isinstance(its, BaseException):
                # Dask gives some errors by their words alone.
                told = str(its) if type(its) is Exception else repr(its)
                message = f"The worker {worker} can't run wbcoach: {told}."
                raise ClusterError(message, SAME)
            if unlike := difference(mine, its):
                raise ClusterError(f"The worker {worker} is another wbcoach: {unlike}.", SAME)

    def everywhere(self, function: Callable[..., Any], *given: Any) -> dict[str, Any]:
        """Run a function that is quick on each worker; give what it gave, or its error, by the worker's name."""
        try:
            return dict(self._client.run(function, *given, on_error="return"))
        except (OSError, CancelledError, TimeoutError) as error:
            raise _lost(error) from error

    def ask(self, function: Callable[..., Any], *given: bytes | str | Callable[..., Any]) -> Told:
        """Run a function on a worker, and wait for it; where that one dies, another runs it again.

        Raises:
            KilledError: four workers in sequence died of it.
            ClusterError: the scheduler is gone, or there has been no worker for a while.
        """
        from distributed import KilledWorker

        try:
            future = self._client.submit(_named, function, *given, pure=False)
            while True:
                try:
                    return Told(*future.result(timeout=_PATIENCE_S))
                except TimeoutError:
                    if not self._threads():
                        message = f"The cluster has had no worker for {_PATIENCE_S:.0f} seconds."
                        raise ClusterError(
                            message, "Start some, and give the same command again: it goes on."
                        ) from None
        except KilledWorker as error:
            raise KilledError(str(error)) from error
        except (OSError, CancelledError, RuntimeError) as error:
            raise _lost(error) from error

    def _threads(self) -> dict[str, int]:
        return dict(self._client.nthreads())


def _lost(error: BaseException) -> ClusterError:
    return ClusterError(
        f"The scheduler can't be reached any more ({type(error).__name__}).",
        "Start it again, and give the same command again: it goes on behind the rows that are kept.",
    )


def _named(function: Callable[..., Any], *given: Any) -> tuple[str, Any]:
    """Run a function on a worker, and say which one it is."""
    from distributed import get_worker

    return f"{get_worker().address} on {socket.gethostname()}", function(*given)


def _versions() -> dict[str, str]:
    return dict(versions())


def _deaf() -> Any:
    """Give what makes a process leave Ctrl-C to the one that started it, also when it is started again."""
    from distributed import WorkerPlugin

    class Deaf(WorkerPlugin):
        def setup(self, worker: object) -> None:
            del worker
            signal.signal(signal.SIGINT, signal.SIG_IGN)

    return Deaf()


def _quieted(flag: str) -> Any:
    """Import Dask so that what it logs doesn't mix with our words; its calls have no types.

    Raises:
        MissingExtraError: it isn't installed.
    """
    try:
        import dask

        quiet = dict.fromkeys(("distributed", "distributed.client"), "critical")
        dask.config.set({"logging": quiet, "distributed.admin.large-graph-warning-threshold": "1GB"})
        import distributed
    except ImportError:
        raise MissingExtraError("dask", f"... {flag}") from None
    return distributed
