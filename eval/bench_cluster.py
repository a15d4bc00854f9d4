"""What a cluster gives a batch: rows a second at one and two processes, beside the rules alone and one plain process.

Processor time is printed as well: it is the same on a busy machine, and says how many workers one ledger can feed.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from eval.bench import drafts
from eval.score import pinned
from wbcoach.batch import Backlog, Engine, Ledger, Troubles
from wbcoach.batch.cluster import Cluster
from wbcoach.batch.crew import ClusterCrew
from wbcoach.batch.making import made_with
from wbcoach.coach import Coach
from wbcoach.coach.gather import gather, today
from wbcoach.pitfalls import find
from wbcoach.render.json import record
from wbcoach.settings import Settings
from wbcoach.statement import Statement

_ROWS: Final = 3000
_ROUNDS: Final = 2
_WARM_UP: Final = 300


def main() -> None:
    """Print the table for statements without index or heads, then with the heads where MiniLM was fetched."""
    for embedder, rows in (("none", _ROWS), ("minilm", _ROWS // 20)):
        settings = pinned().model_copy(update={"embedder": embedder})
        with Coach.from_settings(settings, offline=True, index=False) as coach:
            if embedder == "minilm" and coach.heads is None:
                return
            _table(coach, settings, rows)


def _table(coach: Coach, settings: Settings, count: int) -> None:
    head = "rules and heads" if coach.heads else "rules"
    _write(
        f"batch of {count:,} statements, {head}; no index, start of the processes left out; best of {_ROUNDS}"
    )
    _write(f"  {'':28}{'rows/s':>8}{'ratio':>8}{'CPU ms/row: ledger':>20}{'workers':>9}")
    with TemporaryDirectory(prefix="wbcoach-bench-") as folder, ExitStack() as held:
        texts = list(drafts(count, seed=11))
        warm, backlog = _backlog(Path(folder, "warm"), texts[:_WARM_UP]), _backlog(Path(folder, "in"), texts)
        _rules(texts[:_WARM_UP], settings)
        alone = max(_rules(texts, settings) for _ in range(_ROUNDS))
        _write(f"  {'rules alone':28}{alone:8.0f}{1:8.2f}")
        for processes in (0, 1, 2):
            cluster = held.enter_context(Cluster.start(processes)) if processes else None
            crew = ClusterCrew(cluster, coach, record) if cluster else None
            _run(coach, crew, warm, Path(folder, "out"))
            before = _cpu(cluster)
            rate = max(_run(coach, crew, backlog, Path(folder, "out")) for _ in range(_ROUNDS))
            mine, theirs = (
                1000 * (now - then) / (count * _ROUNDS)
                for now, then in zip(_cpu(cluster), before, strict=True)
            )
            name = f"batch --processes {processes}" if processes else "batch"
            _write(f"  {name:28}{rate:8.0f}{rate / alone:8.2f}{mine:20.2f}{theirs:9.2f}")
            held.pop_all().close()


def _backlog(path: Path, texts: list[str]) -> Path:
    lines = (json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts))
    path.with_suffix(".jsonl").write_text("".join(lines), "utf-8")
    return path.with_suffix(".jsonl")


def _rules(texts: list[str], settings: Settings) -> float:
    started = time.perf_counter()
    for text in texts:
        statement = Statement.parse(text)
        find(statement, gather(statement, [], None, settings))
    return len(texts) / (time.perf_counter() - started)


def _run(coach: Coach, crew: ClusterCrew | None, backlog: Path, out: Path) -> float:
    """Give rows a second, on the disk."""
    troubles = Troubles(lambda error: _write(str(error)))
    with (
        Backlog.open(str(backlog), today(coach.settings), _write) as rows,
        Ledger(out, made_with(coach), restart=True) as ledger,
    ):
        engine = Engine(coach, ledger, record, troubles, crew=crew)
        ended = engine.run(iter(rows), crew.hands if crew else 1)
        if ended.failure:
            raise ended.failure
        return ledger.tally.rows / ended.seconds


def _cpu(cluster: Cluster | None) -> tuple[float, float]:
    """Give the seconds of processor time of this process and of the workers."""
    return time.process_time(), sum(cluster.everywhere(time.process_time).values()) if cluster else 0.0


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
