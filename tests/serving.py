"""`wbcoach serve` as its users meet it: a process on a free port, asked over HTTP."""

from __future__ import annotations

import json
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
from program import COMMAND, world

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_S = 60.0


class Served:
    """A server that runs: its address, a client without a token, and its log."""

    def __init__(self, run: subprocess.Popen[bytes], log: Path) -> None:
        self.run = run
        self._log = log
        self.url = self._listening()
        self.http = httpx2.Client(base_url=self.url, timeout=PATIENCE_S, trust_env=False)

    def _listening(self) -> str:
        def named() -> bool:
            assert self.run.poll() is None, self._log.read_text("utf-8")
            return any(one["event"] == "listening" for one in self.log)

        until(named)
        return str(next(one["url"] for one in self.log if one["event"] == "listening"))

    @property
    def log(self) -> list[dict[str, Any]]:
        """What it has logged by now, whole lines alone."""
        text = self._log.read_text("utf-8")
        return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]

    def told(self, **said: Any) -> list[dict[str, Any]]:
        """What it logs with these values; a request is logged once its answer has gone, so this waits."""

        def found() -> list[dict[str, Any]]:
            return [one for one in self.log if said.items() <= one.items()]

        until(found)
        return found()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.run.kill()
        self.run.wait(timeout=PATIENCE_S)

    def stop(self) -> int:
        """Ask it to end, and give its exit code."""
        self.run.terminate()
        return self.run.wait(timeout=PATIENCE_S)


@contextmanager
def serve(folder: Path, *arguments: str | Path, **env: str) -> Iterator[Served]:
    """Serve from a folder on a free port until the block ends."""
    log = folder / f"log-{time.monotonic_ns()}.jsonl"
    values = {"WBCOACH_JOBS": str(folder / "jobs"), "WBCOACH_SERVE": '{"rate": 0}', **env}
    with (
        log.open("wb") as stderr,
        subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", *arguments], stderr=stderr, env=world(**values), cwd=folder
        ) as run,
    ):
        try:
            served = Served(run, log)
            with closing(served.http):
                until(lambda: served.http.get("/readyz").status_code == 200)
                yield served
        finally:
            run.kill()


def until(true: Any, patience_s: float = PATIENCE_S) -> None:
    """Wait for something to become true."""
    ends = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < ends, "it never came true"
        time.sleep(0.05)


def events_of(lines: Iterator[str]) -> list[tuple[str, Any]]:
    """Read server-sent events: their names and their data."""
    events: list[tuple[str, Any]] = []
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            events.append((name, json.loads(line.removeprefix("data: "))))
    return events
