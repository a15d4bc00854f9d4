"""What serving costs beside the core: start-up, idle memory, and critiques a second at 1, 8 and 64 clients."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from eval import bench, corpus
from eval.score import pinned
from wbcoach.coach import Coach
from wbcoach.library import Batch, Store, open_embedder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ITEMS: Final = 1000
_REQUESTS: Final = {1: 60, 8: 120, 64: 192}  # by how many clients ask at once
_ROUNDS: Final = (
    2  # the better of them, in turn with the core, so that other work on the machine shows in both
)
_COLUMNS: Final = {"served": 11, "core": 11, "ratio": 8, "CPU": 8, "p50": 9, "p95": 9}
_WARM_UP: Final = 20
_PATIENCE_S: Final = 60.0
_HEADERS: Final = {"Content-Type": "application/json"}


@dataclass
class _Server:
    port: int
    process: int
    seconds: float

    def cpu_s(self) -> float:
        """Seconds of processor time so far; unlike a rate they are the same on a busy machine."""
        place = Path(f"/proc/{self.process}/stat")
        if not place.exists():
            return 0.0
        fields = place.read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Resident memory; 0 where the system doesn't tell."""
        place = Path(f"/proc/{self.process}/status")
        found = re.search(r"VmRSS:\s+(\d+) kB", place.read_text("utf-8")) if place.exists() else None
        return int(found[1]) / 1000 if found else 0.0


def main() -> None:
    """Print the table."""
    settings = pinned()
    with TemporaryDirectory(prefix="wbcoach-bench-") as folder:
        store = Path(folder, "store")
        Store(store).update(
            Batch(list(corpus.items(_ITEMS))), embedder=open_embedder(settings.assets), origin="made"
        )
        texts = list(bench.drafts(max(_REQUESTS.values()), seed=11))
        with (
            _serving(Path(folder), store) as server,
            Coach.from_settings(settings.model_copy(update={"store": str(store)})) as coach,
        ):
            print(f"{'wbcoach serve, to the first ready answer':<58}{server.seconds:>8.2f} s")
            print(f"{f'memory when idle, {_ITEMS:,} items indexed':<58}{server.megabytes():>8.0f} MB")
            for text in texts[:_WARM_UP]:
                coach.critique(text)
            _load(server, texts[:_WARM_UP], 2)
            columns = "".join(f"{one:>{width}}" for one, width in _COLUMNS.items())
            print(f"{'POST /v1/critique, offline':<28}{columns}", flush=True)
            for clients, count in _REQUESTS.items():
                _told(server, coach, texts[:count], clients)
            print(f"{'memory after that':<58}{server.megabytes():>8.0f} MB")


def _told(server: _Server, coach: Coach, texts: Sequence[str], clients: int) -> None:
    rounds = []
    for _ in range(_ROUNDS):
        started, cpu = time.perf_counter(), time.process_time()
        for text in texts:
            coach.critique(text)
        alone = len(texts) / (time.perf_counter() - started)
        core_cpu = time.process_time() - cpu
        started, cpu = time.perf_counter(), server.cpu_s()
        times = sorted(_load(server, texts, clients))
        served = len(texts) / (time.perf_counter() - started)
        rounds.append((served / alone, served, alone, (server.cpu_s() - cpu) / core_cpu, times))
    ratio, served, alone, cpu_ratio, times = max(rounds, key=lambda one: one[0])
    name = f"{clients} client{'s' * (clients > 1)}"
    middle, late = times[len(times) // 2] * 1000, times[int(len(times) * 0.95)] * 1000
    rates = f"{served:>9.1f}/s{alone:>9.1f}/s{ratio:>8.2f}{cpu_ratio:>8.2f}"
    print(f"{name:<28}{rates}{middle:>9.0f}{late:>9.0f} ms", flush=True)


def _load(server: _Server, texts: Sequence[str], clients: int) -> list[float]:
    """Ask for all texts over as many connections as there are clients; the seconds that each took."""
    left = deque(texts)
    times: list[float] = []

    def client() -> None:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE_S)
        try:
            while True:
                try:
                    text = left.popleft()
                except IndexError:
                    return
                started = time.perf_counter()
                connection.request("POST", "/v1/critique", json.dumps({"text": text}), _HEADERS)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    raise RuntimeError(f"the server answered {answer.status}")
                times.append(time.perf_counter() - started)
        finally:
            connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(times) != len(texts):
        raise RuntimeError(f"{len(texts) - len(times)} requests were not answered")
    return times


@contextmanager
def _serving(folder: Path, store: Path) -> Iterator[_Server]:
    """Serve on a free port; the log is read for the port, and then left to its file."""
    log = folder / "log.jsonl"
    env = {**os.environ, "WBCOACH_SERVE": '{"rate": 0}', "WBCOACH_JOBS": str(folder / "jobs")}
    command = [sys.executable, "-m", "wbcoach", "serve", "--port", "0", "--store", str(store)]
    started = time.perf_counter()
    with (
        log.open("wb") as stderr,
        subprocess.Popen(command, stderr=stderr, env=env) as run,  # noqa: S603  our own program
    ):
        try:
            port = _until_ready(log, run)
            yield _Server(port, run.pid, time.perf_counter() - started)
        finally:
            run.terminate()


def _until_ready(log: Path, run: subprocess.Popen[bytes]) -> int:
    ends = time.monotonic() + _PATIENCE_S
    while time.monotonic() < ends and run.poll() is None:
        time.sleep(0.02)
        found = re.search(r'"url": "http://127\.0\.0\.1:(\d+)"', log.read_text("utf-8"))
        if found is None:
            continue
        connection = HTTPConnection("127.0.0.1", int(found[1]), timeout=_PATIENCE_S)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return int(found[1])
        except OSError:
            continue
        finally:
            connection.close()
    raise RuntimeError(f"the server didn't start: {log.read_text('utf-8')[-500:]}")


if __name__ == "__main__":
    main()
