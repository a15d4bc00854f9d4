"""What the parts of the batch's benchmark share: figures, made backlogs, and `wbcoach batch` as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from eval.bench import drafts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_ROOT: Final = Path(__file__).resolve().parent.parent


class Plan(NamedTuple):
    """How large a part is run: `rows` for each of its runs, kills over one run, and the seed of what is random."""

    rows: tuple[int, ...]
    kills: int
    seed: int


@dataclass(frozen=True)
class Figure:
    """One figure: what it tells, over how many rows, its value and unit, and the bar it is held to, if there is one."""

    what: str
    rows: int
    value: float
    unit: str = ""
    bar: str = ""

    def line(self, part: str) -> str:
        """Give it as a line of the table."""
        value = f"{self.value:,.0f}" if float(self.value).is_integer() else f"{self.value:,.3f}"
        told = f"{part:<12}{self.what:<62}{self.rows:>8,}{value:>14} {self.unit:<10}{self.bar}"
        return told.rstrip()

    def plain(self) -> dict[str, Any]:
        """Give it as plain values."""
        return asdict(self)


class Ran(NamedTuple):
    """A process that ended: its exit code, seconds, peak of resident memory in MB, and what it said on stderr."""

    code: int
    seconds: float
    peak_mb: float
    said: str


def put(path: Path, count: int, seed: int = 11) -> Path:
    """Write a made backlog of so many rows as JSON lines; no two have the same statement."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(drafts(count, seed), 1):
            told = text.replace(" have to ", f" in branch {number} have to ", 1)
            file.write(json.dumps({"id": f"r{number}", "text": told, "rank": number}) + "\n")
    return path


def command(backlog: Path, out: Path, *flags: str) -> list[str]:
    """Give the command of a batch."""
    return [sys.executable, "-m", "wbcoach", "batch", str(backlog), "-o", str(out), "--no-index", *flags]


def world(folder: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give an environment in which nothing of the user's settings changes what a process does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WBCOACH_", "OPENAI_"))}
    own = {"WBCOACH_AS_OF": "2026-11-01", "WBCOACH_CACHE": str(folder / "answers.sqlite")}
    own["WBCOACH_EMBEDDER"] = "none"  # rules alone; the ledger is the same with the heads
    return {**kept, "PYTHONPATH": str(_ROOT), **own, **(more or {})}


def ran(asked: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> Ran:
    """Run a command to its end in a folder."""
    said = folder / "said.txt"
    started = time.perf_counter()
    with said.open("wb") as told:
        process = subprocess.Popen(  # noqa: S603  our own program
            asked, stdout=subprocess.DEVNULL, stderr=told, cwd=folder, env=world(folder, more)
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts it in kB.
    seconds = time.perf_counter() - started
    return Ran(process.returncode, seconds, usage.ru_maxrss / 1024, said.read_text("utf-8", "replace"))


def checked(done: Ran) -> Ran:
    """Give a run that ended well.

    Raises:
        RuntimeError: it didn't; with what it said.
    """
    if done.code:
        raise RuntimeError(f"exit {done.code}: {done.said[-500:]}")
    return done


def answers(out: Path) -> Iterator[tuple[str, str]]:
    """Give each line of an output: its id, and all that it says but for the receipt.

    Raises:
        ValueError: a line is no JSON.
    """
    with out.open("rb") as lines:
        for line in lines:
            record = json.loads(line)
            record.pop("receipt", None)
            yield str(record["id"]), json.dumps(record, sort_keys=True)


def say(text: str) -> None:
    """Tell of the progress."""
    sys.stderr.write(f"bench_batch: {text}\n")
    sys.stderr.flush()
