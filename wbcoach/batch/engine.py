"""Rows through one coach on many threads, and their answers into the ledger in the order of the backlog."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from wbcoach.batch import answer
from wbcoach.batch.critiquing import Done, critique_row
from wbcoach.errors import BudgetError, ModelAuthError, StoreError, WbcoachError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wbcoach.batch.answer import Answer
    from wbcoach.batch.ledger import Ledger
    from wbcoach.batch.row import Row
    from wbcoach.batch.troubles import Troubles
    from wbcoach.coach import Coach
    from wbcoach.critique import Critique
    from wbcoach.models.purse import Sum

# Rows that may be finished ahead of a slow one, for each worker.
AHEAD: Final = 16
# Rows in sequence that fail for a reason that is not theirs, and end the run.
SUSPECTS: Final = 3
# Rows that prove nothing, such as empty ones, and may wait behind a suspect.
HELD: Final = 200
_TICK_S = 0.2


@dataclass(frozen=True)
class Progress:
    """How far a batch is: rows on the disk, errors among them, rows of the backlog or None, rows a second of this run."""

    done: int
    errors: int
    total: int | None
    rate: float


@dataclass(frozen=True)
class Ended:
    """How a run ended: after `seconds`, by itself, by `stop`, or by a failure that no row is to blame for."""

    seconds: float
    stopped: bool = False
    failure: BaseException | None = None


class Crew(Protocol):
    """Others who critique rows: other processes, on this machine or on many."""

    @property
    def size(self) -> int:
        """Rows that go out together."""
        ...

    def critique(self, rows: Sequence[Row]) -> list[Done]:
        """Critique rows that have no fault, in their order; called from several threads."""
        ...


class Engine:
    """Runs rows through a coach; each thread takes a row, critiques it, and hands the answer in.

    A row's own error is its answer. A store that fails, or a key that is refused, is held back until a
    row gets through; after three in sequence the run ends, with none of them written. A budget that is used
    up ends it at once: the rows from there on are for the next run, not for the rules alone.
    """

    def __init__(
        self,
        coach: Coach,
        ledger: Ledger,
        record: Callable[[Critique], dict[str, Any]],
        troubles: Troubles,
        earlier: Callable[[Row], Answer | None] = lambda _row: None,
        crew: Crew | None = None,
    ) -> None:
        """Keep the parts.

        Args:
            coach: critiques the rows.
            ledger: takes the answers.
            record: gives a critique's plain values.
            troubles: what the coach notifies.
            earlier: gives the answer of a row that still holds; `kept` counts them.
            crew: critiques the rows in the coach's place.
        """
        self.kept = 0
        self._earlier = earlier
        self.troubles = troubles
        self._coach = coach
        self._ledger = ledger
        self._record = record
        self._crew = crew
        self._size = crew.size if crew else 1
        self._turn = threading.Condition()
        self._over = threading.Event()
        self._stopped = False
        self._exhausted = False
        self._reading = False
        self._failure: BaseException | None = None
        self._working = 0
        self._taken = self._settled = ledger.done
        self._finished: dict[int, Done] = {}
        self._held: list[Done] = []
        self._proven = False

    def stop(self) -> None:
        """Take no more rows; `run` returns when those in flight are done. May be called by a signal handler."""
        self._stopped = True

    def spent(self) -> Sum | None:
        """Give what the model took in this run until now; None without a model."""
        return self._coach.model.spent if self._coach.model else None

    def run(
        self,
        rows: Iterator[Row],
        workers: int,
        total: int | None = None,
        tell: Callable[[Progress], None] | None = None,
    ) -> Ended:
        """Work through the rows; those that are done are compared and passed over.

        Args:
            rows: from the first row of the backlog on, whatever is done.
            workers: rows in flight at once; with a crew, bundles of its size.
            total: rows of the backlog, for `tell`.
            tell: told of the progress, five times a second.
        """
        started = time.monotonic()

        def told() -> None:
            done, errors = self._ledger.synced
            if tell:
                tell(Progress(done, errors, total, (done - self._ledger.done) / (time.monotonic() - started)))

        self._working = workers
        ahead = max(AHEAD, 2 * self._size)
        for _ in range(workers):
            # Daemons, since one may be waiting for a line of stdin, or a slow answer, when the user leaves.
            threading.Thread(target=self._work, args=(rows, workers * ahead), daemon=True).start()
        while not self._over.wait(_TICK_S) and not self._is_left_reading():
            self._keep_up()
            told()
        self._finish()
        told()
        return Ended(time.monotonic() - started, self._stopped and not self._exhausted, self._failure)

    @property
    def _closing(self) -> bool:
        return self._stopped or self._exhausted or self._failure is not None

    def _is_left_reading(self) -> bool:
        with self._turn:
            return self._closing and self._reading and self._working == 1

    def _keep_up(self) -> None:
        """Let what was written reach the disk, and wake those who wait for a turn that won't come."""
        self._sync(when_due=True)
        with self._turn:
            self._turn.notify_all()

    def _sync(self, *, when_due: bool) -> None:
        try:
            self._ledger.sync(when_due=when_due)
        except StoreError as error:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        with self._turn:
            self._failure = self._failure or error
            self._turn.notify_all()

    def _finish(self) -> None:
        """Decide on what is held back at the end, and sync."""
        with self._turn:
            if self._held and self._exhausted and self._failure is None:
                try:
                    self._release()
                except WbcoachError as error:
                    self._failure = error
        self._sync(when_due=False)

    def _work(self, rows: Iterator[Row], window: int) -> None:
        try:
            while taken := self._take(rows, window):
                self._hand_in(self._answered(taken))
        except BaseException as error:  # noqa: BLE001  it ends the run; `run` gives it to the caller
            self._fail(error)
        finally:
            with self._turn:
                self._working -= 1
                if not self._working:
                    self._over.set()

    def _take(self, rows: Iterator[Row], window: int) -> list[Row]:
        """Read the next rows that aren't done, one thread at a time; none at the end."""
        with self._turn:
            self._turn.wait_for(
                lambda: self._closing or (not self._reading and self._taken - self._settled < window)
            )
            if self._closing:
                return []
            self._reading = True
        taken: list[Row] = []
        try:
            while len(taken) < self._size and (row := self._next(rows)):
                taken.append(row)
                self._taken = row.number
        finally:
            with self._turn:
                self._reading = False
                self._turn.notify_all()
        return taken

    def _next(self, rows: Iterator[Row]) -> Row | None:
        number = self._taken
        for row in rows:
            if self._stopped:
                return None
            number = row.number
            if number > self._ledger.done:
                return row
            self._ledger.check(row)
        self._ledger.check_end(number)
        self._exhausted = True
        return None

    def _answered(self, rows: list[Row]) -> list[Done]:
        """Answer rows here where no critique is needed, and have the others critiqued."""
        done: list[Done] = []
        left: list[Row] = []
        for row in rows:
            if row.fault:
                done.append(Done(row, answer.failed(row, row.fault)))
            elif kept := self._earlier(row):
                done.append(Done(row, kept, kept=True))
            else:
                left.append(row)
        if self._crew is None:
            done += [critique_row(row, self._coach, self._record, self.troubles) for row in left]
        elif left:
            done += self._crew.critique(left)
        return done

    def _hand_in(self, several: list[Done]) -> None:
        with self._turn:
            self._finished.update((done.row.number, done) for done in several)
            while self._failure is None and (ready := self._finished.pop(self._settled + 1, None)):
                self._settle(ready)
                self.kept += ready.kept
                self._settled += 1
            self._turn.notify_all()

    def _settle(self, done: Done) -> None:
        """Write the next answer, or hold it back as long as nothing shows that the fault is the row's own."""
        if isinstance(done.trouble, BudgetError):
            raise done.trouble
        self._held.append(done)
        self._proven = self._proven or done.proof
        suspects = [one for one in self._held if one.trouble]
        if len(suspects) >= SUSPECTS and suspects[0].trouble:
            raise suspects[0].trouble
        if not suspects or done.proof or len(self._held) > HELD:
            self._proven = True
            self._release()

    def _release(self) -> None:
        """Write what is held back; where no row ever got through, its trouble ends the run instead."""
        for one in self._held:
            if one.trouble and not self._proven:
                raise one.trouble
            if isinstance(one.trouble, ModelAuthError):
                self.troubles.tell(one.trouble)
            self._ledger.write(one.row, one.answer)
        self._held.clear()
