"""Mixed load on `wbcoach serve` while it is killed and stopped: is anything lost that was accepted?

    python -m eval.bench_soak --minutes 10

Clients critique, stream, search, ask for pain points and pitfalls, hand in batches, and send what is no request. At
moments drawn by chance the server gets kill -9 or SIGTERM and starts again. At the end every batch that was answered
with 202 has to be there once, with each row once and in order, and each critique has to be the core's own. The exit
code is 1 where anything was not so.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import threading
import time
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import httpx2

from eval.score import pinned
from eval.soaked import BAD_ROW, Known, bare
from eval.soaking import PATIENCE_S, Asking, Server, Told
from wbcoach import samples
from wbcoach.library import Store, open_embedder, read
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_AT_ONCE: Final = 10  # batches that are waited for before a client hands in another
_ROWS: Final = (3, 40)
_PROBLEM: Final = "application/problem+json"
_SHARES: Final = {
    "critique": 40, "stream": 12, "stream, left": 3, "search": 14, "pains": 2, "pitfall": 8, "batch": 8,
    "batch, cancelled": 1, "progress": 6, "bad request": 10, "health": 4,
}  # fmt: skip
_BAD: Final[Sequence[tuple[str, str, int, dict[str, Any]]]] = (
    ("POST", "/v1/critique", 422, {"content": b'{"text": "Today', "headers": {"Content-Type": "application/json"}}),
    ("POST", "/v1/critique", 422, {"json": {"text": 7}}),
    ("POST", "/v1/critique", 422, {"json": {"text": "a", "no-such-key": 1}}),
    ("POST", "/v1/critique", 413, {"json": {"text": "x" * 300_000}}),
    ("POST", "/v1/critique", 403, {"json": {"text": "a"}, "headers": {"Origin": "https://elsewhere.example"}}),
    ("GET", "/v1/pitfalls", 421, {"headers": {"Host": "elsewhere.example"}}),
    ("GET", "/v1/critique", 405, {}),
    ("GET", "/v1/nothing", 404, {}),
    ("GET", "/v1/pitfalls/S99", 404, {}),
    ("POST", "/v1/batch", 422, {"json": {"rows": []}}),
    ("GET", "/v1/batch/20200101T000000000000-0123456789abcdef", 404, {}),
)  # fmt: skip


class Load(Asking):
    """One client that draws by chance what it asks for."""

    def __init__(self, server: Server, told: Told, known: Known, seed: int) -> None:
        """Begin with dice of its own."""
        super().__init__(server, told)
        self.known, self.dice = known, random.Random(seed)  # noqa: S311  nothing here is secret
        self.how = {"offline": True, "stage": known.stage, "as_of": known.as_of}

    def run(self, until: float) -> None:
        """Ask until a moment; mostly while the server is there."""
        does: dict[str, Callable[[], None]] = {
            "critique": self.critique,
            "stream": self.stream,
            "stream, left": lambda: self.stream(leave=True),
            "search": self.search,
            "pains": lambda: self._plain("pains", "/v1/pains"),
            "pitfall": lambda: self._plain("pitfall", f"/v1/pitfalls/{self.dice.choice(list(catalogue()))}"),
            "batch": self.batch,
            "batch, cancelled": lambda: self.batch(cancel=True),
            "progress": self.progress,
            "bad request": self.bad,
            "health": lambda: self._plain("health", self.dice.choice(["/healthz", "/metrics"])),
        }
        while time.monotonic() < until:
            if self.dice.random() < 0.9:
                self.server.up.wait(1)
            name = self.dice.choices(list(_SHARES), list(_SHARES.values()))[0]
            try:
                does[name]()
            except Exception as error:  # noqa: BLE001  an answer that can't be read is a fault of the server
                self.told.fault(f"{name}: {type(error).__name__} {error}")

    def critique(self) -> None:
        """Ask for one critique."""
        text = self.dice.choice(list(self.known.critiques))
        answer = self.ask("critique", "POST", "/v1/critique", json={"text": text, **self.how})
        if answer is not None:
            self.same("critique", text, answer.json())

    def stream(self, *, leave: bool = False) -> None:
        """Ask for one step by step; or go away after the first event."""
        what = "stream, left" if leave else "stream"
        text, life, begun = self.dice.choice(list(self.known.critiques)), self.server.life, time.monotonic()
        data, last = "", ""
        try:
            with self.http.stream("POST", "/v1/critique/stream", json={"text": text, **self.how}) as answer:
                if answer.status_code != 200:
                    self.told.fault(f"{what}: {answer.status_code}")
                    return
                for line in answer.iter_lines():
                    last = line.removeprefix("event: ") if line.startswith("event: ") else last
                    data = line.removeprefix("data: ") if line.startswith("data: ") else data
                    if leave and data:
                        break
        except httpx2.HTTPError as error:
            self.lost(what, life, begun, error)
            return
        self.told.count(what, time.monotonic() - begun)
        if leave:
            return
        if last == "critique":
            self.same(what, text, json.loads(data))
        elif not self.server.excuses(life, begun):
            self.told.fault(f"{what}: it ended with {last!r}: {data[:200]}")

    def search(self) -> None:
        """Search for some words of a draft."""
        words = " ".join(self.dice.sample(self.dice.choice(list(self.known.critiques)).split(), 4))
        answer = self.ask("search", "POST", "/v1/search", json={"query": words, "k": 5})
        if answer is not None and len(answer.json()["matches"]) > 5:
            self.told.fault("search: more matches than were asked for")

    def bad(self) -> None:
        """Send what is no request; a problem has to come back."""
        method, path, wanted, more = self.dice.choice(_BAD)
        answer = self.ask("bad request", method, path, wanted=wanted, **more)
        if answer is not None and not (
            answer.headers["content-type"].startswith(_PROBLEM) and answer.json()["hint"]
        ):
            self.told.fault(f"bad request: {method} {path} told no problem with a hint")

    def batch(self, *, cancel: bool = False) -> None:
        """Hand in a batch, asking again under the same key until it is accepted; maybe cancel it at once."""
        if len(self.known.waiting) >= _AT_ONCE:
            return
        texts = self.dice.choices(list(self.known.critiques), k=self.dice.randint(*_ROWS))
        rows: list[dict[str, Any]] = [
            {"id": f"r-{number}", "text": text} for number, text in enumerate(texts)
        ]
        if self.dice.random() < 0.2:
            rows.insert(self.dice.randrange(len(rows)), BAD_ROW)
        key = {"Idempotency-Key": uuid.uuid4().hex}
        body = {"rows": rows, **self.how}
        ends, twice = time.monotonic() + PATIENCE_S, self.dice.random() < 0.2
        while time.monotonic() < ends:
            self.server.up.wait(PATIENCE_S)
            answer = self.ask("batch", "POST", "/v1/batch", wanted=202, json=body, headers=key)
            if answer is None:
                continue
            name = answer.json()["id"]
            self.known.accepted[name] = rows
            self.known.waiting.add(name)
            if twice:
                twice = False
                continue
            if cancel and self.ask("batch, cancelled", "POST", f"/v1/batch/{name}/cancel") is not None:
                self.known.cancelled.add(name)
            return
        self.told.fault(f"batch: not accepted within {PATIENCE_S:g} s")

    def progress(self) -> None:
        """Ask how far a batch is; one that was accepted must be there."""
        if not self.known.accepted:
            return
        name = self.dice.choice(list(self.known.accepted))
        answer = self.ask("progress", "GET", f"/v1/batch/{name}")
        if answer is not None and answer.json()["ended"]:
            self.known.waiting.discard(name)

    def same(self, what: str, text: str, told: dict[str, Any]) -> None:
        """Hold a critique to the core's own."""
        if bare(told) != self.known.critiques[text]:
            self.told.fault(f"{what}: another critique than the core's of {text[:60]!r}")

    def _plain(self, what: str, path: str) -> None:
        self.ask(what, "GET", path)


def main() -> int:
    """Run it, print what was counted, and give the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.bench_soak", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    told = Told()
    with TemporaryDirectory(prefix="wbcoach-soak-") as folder:
        store = Path(folder, "store")
        Store(store).update(read(samples.FEEDBACK), embedder=open_embedder(pinned().assets), origin="made")
        known, server = Known(store), Server(Path(folder), store, told)
        server.start()
        until = time.monotonic() + 60 * asked.minutes
        clients = [Load(server, told, known, asked.seed + number) for number in range(1, asked.clients + 1)]
        threads = [threading.Thread(target=one.run, args=(until,)) for one in clients]
        try:
            for thread in threads:
                thread.start()
            server.trouble(until, random.Random(asked.seed))  # noqa: S311
            for thread in threads:
                thread.join()
            known.check(Asking(server, told))
        finally:
            server.end(in_order=True)
    tell(told, known)
    return 1 if told.faults else 0


def tell(told: Told, known: Known) -> None:
    """Print the table."""
    print(f"{'what':<42}{'n':>8}{'p50':>9}{'p95':>9}")
    for name, count in sorted(told.counts.items()):
        times = sorted(told.seconds.get(name, []))
        spread = (
            "".join(f"{1000 * times[int(len(times) * share)]:>6.0f} ms" for share in (0.5, 0.95))
            if times
            else ""
        )
        print(f"{name:<42}{count:>8}{spread}")
    print(f"{'batches accepted':<42}{len(known.accepted):>8}")
    for name, values in (("start to ready", told.starts_s), ("SIGTERM to the end", told.stops_s)):
        print(f"{name:<42}{len(values):>8}   longest {max(values, default=0):.1f} s")
    lives = [one for one in told.memory_mb if one]
    print(
        f"memory, MB: {max(map(max, lives)):.0f} at most; at the end of each life "
        + " ".join(f"{one[-1]:.0f}" for one in lives)
    )
    print(f"faults: {len(told.faults)}")


if __name__ == "__main__":
    sys.exit(main())
