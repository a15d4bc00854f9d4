"""Runs accepted jobs, one after the other, on a thread; goes on where a killed process stopped."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock, Timeout

from wbcoach.batch.backlog import Backlog
from wbcoach.batch.engine import Engine
from wbcoach.batch.ledger import Ledger
from wbcoach.batch.making import made_with
from wbcoach.batch.troubles import Troubles
from wbcoach.coach.gather import today
from wbcoach.errors import InputError, WbcoachError

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.batch.engine import Ended, Progress
    from wbcoach.batch.jobs import Jobs, Standing
    from wbcoach.coach import Coach
    from wbcoach.critique import Critique

    Open = Callable[[dict[str, Any], Callable[[WbcoachError], None]], Coach]

_LOOK_S = 1.0
_FIRST_WAIT_S, _LONGEST_WAIT_S = 5.0, 300.0
FOR_EACH_CALL: Final = 2


class Runner:
    """Works through a folder of jobs until it is stopped; of several processes on a folder one works at a time."""

    def __init__(
        self,
        jobs: Jobs,
        open_coach: Open,
        record: Callable[[Critique], dict[str, Any]],
        fault: Callable[[BaseException], None],
    ) -> None:
        """Keep the parts: `open_coach` gives a coach for what a job asked for, `fault` is told of what no job is to blame for."""
        self._jobs, self._open, self._record, self._fault = jobs, open_coach, record, fault
        self._stopping = threading.Event()
        self._news = threading.Event()
        self._thread = threading.Thread(target=self._work, name="wbcoach-jobs", daemon=True)
        self._running: tuple[str, int, int] | None = None
        self._held_up: dict[str, tuple[float, float, WbcoachError]] = {}

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def tell(self) -> None:
        """Say that there is a new job, or one less."""
        self._news.set()

    def stop(self) -> None:
        """Finish the rows in flight, and leave the rest for the next start."""
        self._stopping.set()
        self._news.set()
        if self._thread.is_alive():
            self._thread.join()

    def standing(self, name: str) -> Standing:
        """Say how a job stands, "running" and "waiting" included.

        Raises:
            KeyError: there is no such job.
        """
        known = self._jobs.standing(name)
        running, held = self._running, self._held_up.get(name)
        if known.ended:
            return known
        if running and running[0] == name:
            return replace(known, state="running", done=running[1], errors=running[2])
        return replace(known, state="waiting", trouble=held[2]) if held else known

    def _work(self) -> None:
        lock = FileLock(str(self._jobs.folder / ".runner.lock"))
        while not self._stopping.is_set():
            self._news.clear()
            try:
                idle = not self._mine(lock) or not self._next()
            except Exception as error:  # noqa: BLE001  the thread outlives what it stumbles on
                self._fault(error)
                idle = True
            if idle:
                self._news.wait(_LOOK_S)
        lock.release()

    def _mine(self, lock: FileLock) -> bool:
        """Get the lock, once there are jobs at all."""
        if lock.is_locked:
            return True
        if not self._jobs.names():
            return False
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def _next(self) -> bool:
        """Run the first job that may run now; say whether there was one."""
        self._jobs.sweep()
        for name in self._jobs.unended():
            if self._jobs.cancelled(name):
                self._jobs.end(name, "cancelled")
                return True
            if self._held_up.get(name, (0.0,))[0] <= time.monotonic():
                self._run(name)
                return True
        return False

    def _run(self, name: str) -> None:
        """Run a job to its end, or to what holds it up."""
        try:
            known = self._jobs.standing(name)
        except KeyError:
            return  # it was discarded a moment ago
        self._running = (name, known.done, known.errors)
        try:
            ended = self._through(name, known)
        except WbcoachError as error:
            self._judge(name, error)
        else:
            if ended.failure is not None:
                self._judge(name, ended.failure)
            elif self._jobs.cancelled(name):
                self._jobs.end(name, "cancelled")
            elif not ended.stopped:
                self._held_up.pop(name, None)
                self._jobs.end(name, "done")
        finally:
            self._running = None

    def _through(self, name: str, known: Standing) -> Ended:
        troubles = Troubles(lambda _error: None)
        coach = self._open(known.how, troubles)
        workers = coach.settings.concurrency * FOR_EACH_CALL if coach.model else 1

        def nothing(_warning: str) -> None:
            pass

        with (
            Backlog.open(str(self._jobs.rows(name)), today(coach.settings), nothing) as rows,
            Ledger(self._jobs.out(name), made_with(coach)) as ledger,
        ):
            engine = Engine(coach, ledger, self._record, troubles)

            def told(at: Progress) -> None:
                self._running = (name, at.done, at.errors)
                if self._stopping.is_set() or self._jobs.cancelled(name):
                    engine.stop()

            return engine.run(iter(rows), workers, known.rows, told)

    def _judge(self, name: str, failure: BaseException) -> None:
        """End a job that can't ever go on; let one wait that may, longer each time."""
        if isinstance(failure, WbcoachError) and not isinstance(failure, InputError):
            last = self._held_up.get(name, (0.0, 0.0, failure))[1]
            wait = min(max(_FIRST_WAIT_S, 2 * last), _LONGEST_WAIT_S)
            self._held_up[name] = (time.monotonic() + wait, wait, failure)
            return
        self._held_up.pop(name, None)
        if not isinstance(failure, WbcoachError):
            self._fault(failure)
            failure = WbcoachError("The server failed on this batch.", "Its log says where.")
        self._jobs.end(name, "failed", failure)
