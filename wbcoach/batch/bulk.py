"""Send the parts of an outbox off, wait for them, and bring their answers down; each step survives a crash after it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wbcoach.batch.outbox import now
from wbcoach.errors import ModelError, ModelUnreachableError
from wbcoach.models.failures import status_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.batch.outbox import Outbox, Part
    from wbcoach.models.bulk import Bulk, Standing

# So long after it was begun a job that the server's list doesn't show may still come into it.
GRACE_S: Final = 60.0
_REFUSED, _FAILED = 400, 500
_UNSURE, _PASSING = (408, 409), (429,)
_FIRST_PAUSE_S, _LONGEST_PAUSE_S, _SLOWER = 0.2, 60.0, 1.5


@dataclass(frozen=True)
class Ended:
    """A part that has ended, and how."""

    part: Part
    standing: Standing


def submit(bulk: Bulk, outbox: Outbox) -> None:
    """Send off each part that was not begun.

    Raises:
        ModelError: the server took one of them not, or nobody knows; the record says how far it came.
    """
    for part in list(outbox.parts):
        if part.asked or part.ended:
            continue
        if not part.file:
            name = f"wbcoach-{outbox.mark_of(part)}.jsonl"
            part.file = bulk.upload(outbox.place("requests", part), name)
        part.asked = now()
        outbox.save()
        try:
            standing = bulk.create(part.file, part.endpoint, outbox.mark_of(part))
        except ModelError as error:
            if _refused(error, *_UNSURE):
                part.asked = 0.0
                outbox.save()
            raise
        part.id = standing.id
        outbox.save()


def find_lost(bulk: Bulk, outbox: Outbox) -> int:
    """Look for jobs that were begun and whose id was never heard; give how many were found. Others are dropped.

    Raises:
        ModelError: the server can't be asked, or it is too early to say that a job was never begun.
    """
    found = 0
    for part in [one for one in outbox.open if not one.id]:
        standing = bulk.find(outbox.mark_of(part))
        if standing is not None:
            part.id = standing.id
            outbox.save()
            found += 1
        elif now() - part.asked < GRACE_S:
            raise ModelUnreachableError(
                "Nobody knows yet whether the server took the job.",
                "Give the same command again in a minute: it looks the job up, and sends nothing twice.",
            )
        else:
            outbox.drop(part)
    return found


def collect(
    bulk: Bulk, outbox: Outbox, told: Callable[[list[Standing]], None], *, wait: bool, failures: int
) -> list[Ended] | None:
    """Wait until all jobs have ended, and bring their answers down; None where `wait` is no and one goes on.

    Args:
        bulk: the server.
        outbox: its parts.
        told: given how all open jobs stand, after each look.
        wait: look again until they have ended.
        failures: looks in sequence that may fail; 0: any number.

    Raises:
        ModelError: the server fails at more of them, or refuses one; the jobs go on.
    """
    ended: list[Ended] = []
    pause, failed = _FIRST_PAUSE_S, 0
    while outbox.open:
        try:
            standings = [(part, bulk.look(part.id)) for part in outbox.open]
            told([standing for _, standing in standings])
            for part, standing in standings:
                if standing.ended:
                    _bring_down(bulk, outbox, part, standing)
                    ended.append(Ended(part, standing))
            failed = 0
        except ModelError as error:
            failed += 1
            if _refused(error, *_UNSURE, *_PASSING) or (failures and failed >= failures):
                raise
        if outbox.open:
            if not wait:
                return None
            time.sleep(pause)
            pause = min(pause * _SLOWER, _LONGEST_PAUSE_S)
    return ended


def cancel(bulk: Bulk, outbox: Outbox) -> list[Standing]:
    """Ask that all open jobs be ended; give how they stand. One that has ended in the meantime stays so.

    Raises:
        ModelError: the server can't be asked.
    """
    standings = []
    for part in outbox.open:
        standing = bulk.look(part.id)
        standings.append(standing if standing.ended else bulk.cancel(part.id))
    return standings


def tidy(bulk: Bulk, outbox: Outbox) -> list[ModelError]:
    """Take the files of all parts away from the server, then the folder; give what failed."""
    failed = []
    for part in outbox.parts:
        for file in (part.file, *part.remote):
            try:
                if file:
                    bulk.delete(file)
            except ModelError as error:
                failed.append(error)
    outbox.clear()
    return failed


def _bring_down(bulk: Bulk, outbox: Outbox, part: Part, standing: Standing) -> None:
    for kind, file in (("output", standing.output), ("errors", standing.errors)):
        if file:
            bulk.fetch(file, outbox.place(kind, part))
            part.remote = [*{*part.remote, file}]
    part.ended = standing.status
    outbox.save()


def _refused(error: ModelError, *but: int) -> bool:
    """Say whether the server understood, and said no."""
    status = status_of(error)
    return _REFUSED <= status < _FAILED and status not in but
