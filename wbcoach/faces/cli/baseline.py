"""The flags of baselines: what is asked for, what is written, and what a baseline has to tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wbcoach.coach.adoption import Adoption
from wbcoach.coach.gather import today
from wbcoach.errors import SettingsError
from wbcoach.faces.cli import streams

if TYPE_CHECKING:
    from wbcoach.coach.baseline import Baseline
    from wbcoach.settings import Settings


@dataclass(frozen=True)
class Adopt:
    """A baseline to be written: where, why, and the last day that its new records hold."""

    path: str
    reason: str = ""
    until: date | None = None


def asked(path: str | None, reason: str | None, until: datetime | None) -> Adopt | None:
    """Read the flags.

    Raises:
        SettingsError: a reason or a day is given and no file.
    """
    if path is not None:
        return Adopt(path, reason or "", until.date() if until else None)
    for flag, value in (("--reason", reason), ("--until", until)):
        if value is not None:
            raise SettingsError(
                f"{flag} goes with --write-baseline.", "Add --write-baseline wbcoach-baseline.json."
            )
    return None


def begin(adopt: Adopt | None, settings: Settings) -> tuple[Settings, Adoption | None]:
    """Look at the file to be written; where it is the one that is set and not there yet, go without a baseline.

    Raises:
        InputError: it can't be written there.
    """
    if adopt is None:
        return settings, None
    adoption = Adoption(adopt.path, today(settings), streams.clean(adopt.reason), adopt.until)
    own = bool(settings.baseline) and Path(settings.baseline).resolve() == Path(adopt.path).resolve()
    if own and not Path(adopt.path).exists():
        settings = settings.model_copy(update={"baseline": ""})
    return settings, adoption


def finish(adoption: Adoption) -> None:
    """Write the file and say what it holds.

    Raises:
        StoreError: it can't be written.
    """
    new, kept, left_out = adoption.write()
    parts = f", {new:,} new and {kept:,} as before" if kept else ""
    streams.say(f"wbcoach: {adoption.path} has {_records(new + kept)}{parts}.")
    if left_out:
        streams.say(
            f"         {_records(left_out)} of before met no finding of this run, or had run out, and left it."
        )
    streams.say(f"         To keep them silent: --baseline {adoption.path}, or `baseline` in wbcoach.toml.")


def tell_lapsed(baseline: Baseline | None) -> None:
    """Say how many records ran out."""
    if baseline and baseline.lapsed:
        last = max(str(record.ignore.until) for record in baseline.lapsed)
        count = len(baseline.lapsed)
        streams.say(
            f"wbcoach: {_records(count)} of {baseline.path} ran out, the last on {last}, and silence{'s' * (count == 1)} nothing."
        )


def tell_unmet(baseline: Baseline | None) -> None:
    """Say how many records have met no finding."""
    if baseline and baseline.unmet:
        count = baseline.unmet
        streams.say(
            f"wbcoach: {_records(count)} of {baseline.path} match{'es' * (count == 1)} nothing in what was read: the finding is gone, or its words changed."
        )


def _records(count: int) -> str:
    return f"{count:,} record{'s' * (count != 1)}"
