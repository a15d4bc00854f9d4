"""A run that redoes only what changed: into a ledger beside the output, which takes the output's place when it is whole.

The one beside is a ledger like any other, so a refresh that was killed goes on where it ended. It takes the
place of the output in two steps, the progress file first: a crash between them is seen by the next start.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from wbcoach.batch.earlier import Earlier
from wbcoach.batch.ledger import changes, locked, made_with_of
from wbcoach.errors import InputError, StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from filelock import FileLock

    from wbcoach.batch.answer import Answer
    from wbcoach.batch.row import Row

SUFFIX: Final = ".refresh"


@dataclass
class Refresh:
    """Where a run writes to: the output itself, or where rows are redone, a file beside it.

    `anew` says that what stands in that file was made with other things than today's; `changes` tell what
    differs from what the output was made with, a phrase each.
    """

    path: Path
    output: Path
    anew: bool = False
    changes: tuple[str, ...] = ()
    _earlier: Earlier | None = None
    _after: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def of(cls, output: Path, *, wanted: bool, made_with: Mapping[str, str | None], day_set: bool) -> Refresh:
        """Prepare a run; what a crash left half done is brought to its end.

        Args:
            output: the ledger of the run.
            wanted: redo what changed; else the output is gone on with.
            made_with: what answers depend on besides the rows.
            day_set: the day that ages are counted from was named; else another day changes nothing.

        Raises:
            StoreBusyError: another batch writes to it.
            InputError: a refresh was begun, and this start is none.
        """
        output = output.resolve()
        beside = output.with_name(output.name + SUFFIX)
        _end_publishing(beside, output)
        there = output.exists() and output.stat().st_size > 0
        if not wanted and beside.exists() and there:
            message = f"A refresh of {output} was begun and not ended."
            raise InputError(
                message, f"`--refresh` goes on with it; or remove {beside} and {_marks(beside)}."
            )
        if not wanted or not there:
            return cls(output, output)
        besides = () if day_set else ("as_of",)
        after = ExitStack()
        lock = locked(output)
        after.callback(_release, lock)
        earlier = after.enter_context(Earlier(output, made_with, besides))
        named = {name: value for name, value in made_with.items() if name not in besides}
        anew = bool(_differs(made_with_of(beside), named, besides))
        differs: list[str] = []
        with suppress(InputError):  # an output whose progress file is none of ours has nothing that is kept
            differs = _differs(made_with_of(output), named, besides)
        return cls(beside, output, anew, tuple(differs), earlier, after)

    def __enter__(self) -> Self:
        """Keep other batches from the output until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the output."""
        self._after.close()

    def answer(self, row: Row) -> Answer | None:
        """Give the answer of before, where it still holds."""
        return self._earlier.answer(row) if self._earlier else None

    def publish(self) -> None:
        """Put the redone output in the place of the one before.

        Raises:
            StoreError: it can't be put there.
        """
        if self.path == self.output:
            return
        try:
            _marks(self.path).replace(_marks(self.output))
            self.path.replace(self.output)
        except OSError as error:
            message = f"{self.path} can't take the place of {self.output}: {error.strerror}."
            raise StoreError(message, "Mend that, and give the same command again.") from error


def _differs(
    then: Mapping[str, str | None] | None, now: Mapping[str, str | None], besides: Collection[str]
) -> list[str]:
    if then is None:
        return []
    return changes({name: value for name, value in then.items() if name not in besides}, now)


def _marks(path: Path) -> Path:
    return path.with_name(f"{path.name}.progress")


def _release(lock: FileLock) -> None:
    with suppress(OSError):
        Path(lock.lock_file).unlink()
    lock.release()


def _end_publishing(beside: Path, output: Path) -> None:
    """Bring to its end what a crash cut in two: the progress file was moved, the output was not."""
    if beside.exists() and not _marks(beside).exists():
        if beside.stat().st_size:
            beside.replace(output)
        else:
            beside.unlink()
