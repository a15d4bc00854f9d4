"""A server that is killed and stopped at moments drawn by chance, and what its clients may hold against it."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import httpx2

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE_S: Final = 90.0
# A request that began so long before SIGTERM has been accepted, however busy the machine is.
_SURELY_IN_S: Final = 1.5
_EVERY_S: Final = (8.0, 25.0)
_DOWN_S: Final = (0.0, 2.0)
_FEWEST_FAULTS_TOLD: Final = 20


@dataclass
class Told:
    """What was counted, timed and found wrong; shared by all threads."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    memory_mb: list[list[float]] = field(default_factory=list)
    starts_s: list[float] = field(default_factory=list)
    stops_s: list[float] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str, seconds: float | None = None, *, number: int = 1) -> None:
        """Count one or more, and keep how long it took."""
        with self._lock:
            self.counts[what] += number
            if seconds is not None:
                self.seconds.setdefault(what, []).append(seconds)

    def fault(self, words: str) -> None:
        """Keep what must not be, and say the first of them at once."""
        with self._lock:
            self.faults.append(words)
            if len(self.faults) <= _FEWEST_FAULTS_TOLD:
                print(f"FAULT {words}", file=sys.stderr, flush=True)


class Server:
    """`wbcoach serve` on one port through several lives."""

    def __init__(self, folder: Path, store: Path, told: Told) -> None:
        """Choose a port; nothing is started yet."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.up = threading.Event()
        self.life = 0
        self.ended_at: dict[int, tuple[float, bool]] = {}  # by life: when its end began, and whether in order
        self._folder, self._store, self._told = folder, store, told
        self._run: subprocess.Popen[bytes] | None = None
        self._done = threading.Event()

    def start(self) -> None:
        """Begin a life, and wait until it is ready.

        Raises:
            RuntimeError: it doesn't start.
        """
        self.life += 1
        self._told.memory_mb.append([])
        env = {**os.environ, "WBCOACH_SERVE": '{"rate": 0, "body_mb": 0.2}'}
        env |= {"WBCOACH_JOBS": str(self._folder / "jobs"), "WBCOACH_CACHE": "none"}
        command = [sys.executable, "-m", "wbcoach", "serve", "--port", str(self.port)]
        begun = time.monotonic()
        with (self._folder / "log.jsonl").open("ab") as log:
            self._run = subprocess.Popen([*command, "--store", str(self._store)], stderr=log, env=env)  # noqa: S603  our own program
        while time.monotonic() < begun + PATIENCE_S and self._run.poll() is None:
            time.sleep(0.05)
            try:
                if httpx2.get(f"{self.url}/readyz", trust_env=False, timeout=PATIENCE_S).status_code == 200:
                    self._told.starts_s.append(time.monotonic() - begun)
                    self.up.set()
                    return
            except httpx2.HTTPError:
                continue
        raise RuntimeError(f"the server doesn't start; {self._folder / 'log.jsonl'} says why")

    def end(self, *, in_order: bool) -> None:
        """End a life by SIGTERM or by SIGKILL, and wait for it."""
        run, begun = self._process(), time.monotonic()
        self.ended_at[self.life] = begun, in_order
        self.up.clear()
        run.send_signal(signal.SIGTERM if in_order else signal.SIGKILL)
        code = run.wait(PATIENCE_S)
        if in_order:
            self._told.stops_s.append(time.monotonic() - begun)
            if code:
                self._told.fault(f"after SIGTERM the exit code was {code}")

    def trouble(self, until: float, dice: random.Random) -> None:
        """Watch its memory, and end and begin lives, until a moment; leave it running."""
        upset = time.monotonic() + dice.uniform(*_EVERY_S)
        while time.monotonic() < until and not self._done.wait(0.5):
            self._watch()
            if time.monotonic() < upset:
                continue
            in_order = dice.random() < 0.5
            self._told.count("SIGTERM" if in_order else "kill -9")
            self.end(in_order=in_order)
            time.sleep(dice.uniform(*_DOWN_S))
            self.start()
            upset = time.monotonic() + dice.uniform(*_EVERY_S)

    def excuses(self, life: int, begun: float) -> bool:
        """Say whether a request of that life that began then may have found no answer."""
        ended = self.ended_at.get(life)
        if ended is None:
            return False
        at, in_order = ended
        return not in_order or begun > at - _SURELY_IN_S

    def _process(self) -> subprocess.Popen[bytes]:
        if self._run is None:
            raise RuntimeError("the server was never started")
        return self._run

    def _watch(self) -> None:
        run = self._process()
        place = Path(f"/proc/{run.pid}/status")
        found = re.search(r"VmRSS:\s+(\d+) kB", place.read_text("utf-8")) if place.exists() else None
        if found:
            self._told.memory_mb[-1].append(int(found[1]) / 1000)
        if run.poll() is not None:
            self._told.fault(f"the server ended by itself with {run.returncode}")
            self._done.set()


class Asking:
    """One client: sends, and holds each answer to what it has to be."""

    def __init__(self, server: Server, told: Told) -> None:
        """Keep a connection of its own."""
        self.server, self.told = server, told
        self.http = httpx2.Client(base_url=server.url, trust_env=False, timeout=PATIENCE_S)

    def ask(
        self,
        what: str,
        method: str,
        path: str,
        *,
        wanted: int = 200,
        json: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx2.Response | None:
        """Send one request; None where the server went meanwhile, or answered what it must not (which is told)."""
        life, begun = self.server.life, time.monotonic()
        try:
            answer = self.http.request(method, path, json=json, content=content, headers=headers)
        except httpx2.HTTPError as error:
            self.lost(what, life, begun, error)
            return None
        if answer.status_code != wanted:
            self.told.fault(f"{what}: {answer.status_code} in place of {wanted}: {answer.text[:200]}")
            return None
        self.told.count(what, time.monotonic() - begun)
        return answer

    def lost(self, what: str, life: int, begun: float, error: Exception) -> None:
        """Count a request without an answer; it is a fault where the server was there to answer it."""
        for _ in range(20):  # the signal may be a moment ahead of the note that it was sent
            if self.server.excuses(life, begun) or not self.server.up.is_set():
                self.told.count("no answer, server down")
                time.sleep(0.2)
                return
            time.sleep(0.05)
        self.told.fault(f"{what}: no answer though the server was up: {type(error).__name__} {error}")
