"""What a cluster gives a batch: rows a second at one and two processes, beside the rules alone and one plain process.

The rules run before each round of a batch, so that a ratio is of neighbours; of the rounds the median counts. Processor
time is printed as well: it is the same on a busy machine, and says how many workers one ledger can feed.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

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
from wbcoach.statement import Statement

_ROWS: Final = 3000
_ROUNDS: Final = 3
_WARM_UP: Final = 300


def main() -> None:
    """Print the table for statements without index or heads, then with the heads where MiniLM was fetched."""
    for embedder, rows in (("none", _ROWS), ("minilm", _ROWS // 20)):
        settings = pinned().model_copy(update={"embedder": embedder})
        with Coach.from_settings(settings, offline=True, index=False) as coach:
            if embedder == "minilm" and coach.heads is None:
                return
            _table(coach, rows)


def _table(coach: Coach, count: int) -> None:
    head = "rules and heads" if coach.heads else "rules"
    _write(
        f"batch of {count:,} statements, {head}; no index, start of the processes left out; median of {_ROUNDS}"
    )
    _write(
        f"  {'':22}{'rows/s':>8}{'rules':>8}{'ratio':>8}{'CPU ms/row: rules':>20}{'ledger':>8}{'workers':>9}{'ratio':>8}"
    )
    with TemporaryDirectory(prefix="wbcoach-bench-") as folder:
        texts = list(drafts(count, seed=11))
        warm, backlog = _backlog(Path(folder, "warm"), texts[:_WARM_UP]), _backlog(Path(folder, "in"), texts)
        for processes in (0, 1, 2):
            with ExitStack() as held:
                cluster = held.enter_context(Cluster.start(processes)) if processes else None
                crew = ClusterCrew(cluster, coach, record) if cluster else None
                out = Path(folder, "out")
                _rules(texts[:_WARM_UP], coach)
                _run(coach, crew, warm, out)
                rounds = [_round(coach, crew, cluster, texts, backlog, out) for _ in range(_ROUNDS)]
            told = _Round(*(median(column) for column in zip(*rounds, strict=True)))
            name = f"batch --processes {processes}" if processes else "batch"
            _write(
                f"  {name:22}{told.rate:8.0f}{told.rules_rate:8.0f}{told.rate / told.rules_rate:8.2f}"
                f"{told.rules_ms:20.2f}{told.ledger_ms:8.2f}{told.workers_ms:9.2f}"
                f"{told.rules_ms / (told.ledger_ms + told.workers_ms):8.2f}"
            )


class _Round(NamedTuple):
    """Rows a second of a batch and of the rules alone, and processor ms a row."""

    rate: float
    rules_rate: float
    rules_ms: float
    ledger_ms: float
    workers_ms: float


def _round(
    coach: Coach,
    crew: ClusterCrew | None,
    cluster: Cluster | None,
    texts: list[str],
    backlog: Path,
    out: Path,
) -> _Round:
    started = time.process_time()
    rules_rate = _rules(texts, coach)
    rules = time.process_time() - started
    before = _cpu(cluster)
    rate = _run(coach, crew, backlog, out)
    ledger, workers = (now - then for now, then in zip(_cpu(cluster), before, strict=True))
    return _Round(rate, rules_rate, *(1000 * one / len(texts) for one in (rules, ledger, workers)))


def _backlog(path: Path, texts: list[str]) -> Path:
    lines = (json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts))
    path.with_suffix(".jsonl").write_text("".join(lines), "utf-8")
    return path.with_suffix(".jsonl")


def _rules(texts: list[str], coach: Coach) -> float:
    """Give statements a second of the rules alone, in this process."""
    started = time.perf_counter()
    for text in texts:
        statement = Statement.parse(text)
        find(statement, gather(statement, [], None, coach.settings))
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
