"""What a backlog costs and survives, part by part: kills, memory, calls in flight, durability, the report, processes.

python -m eval.bench_batch [PART ...] [--rows N] [--kills N] [--seed N] [--json FILE]

Parts: kills paid kept memory flight durability report processes; none: all of them. `--rows` takes the place of a part's
own number of rows. Progress goes to stderr, the figures to stdout; made statements only.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from eval import bench_batch_kept, bench_batch_kills, bench_batch_report, bench_batch_speed
from eval.bench_batch_figures import Figure, Plan, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Rows of each part, largest last; what takes several numbers is measured at each.
ROWS: Final = {
    "kills": (10_000,),
    "paid": (1_000,),
    "kept": (1_000,),
    "memory": (1_000, 100_000),
    "flight": (960,),
    "durability": (10_000,),
    "report": (10_000,),
}
PARTS: Final[dict[str, Callable[[Plan], list[Figure]]]] = {
    "kills": bench_batch_kills.offline,
    "paid": bench_batch_kills.with_a_model,
    "kept": bench_batch_kept.kept,
    "memory": bench_batch_speed.memory,
    "flight": bench_batch_speed.in_flight,
    "durability": bench_batch_speed.durability,
    "report": bench_batch_report.report,
}
_PROCESSES: Final = "processes"
_KILLS: Final = 50


def main(argv: Sequence[str] | None = None) -> None:
    """Measure the parts that are asked for, and print their figures."""
    asked = _parser().parse_args(argv)
    figures: list[dict[str, Any]] = []
    for part in asked.parts or [*PARTS, _PROCESSES]:
        say(f"{part} ...")
        started = time.perf_counter()
        if part == _PROCESSES:
            from eval import bench_cluster

            bench_cluster.main()
        else:
            rows = tuple(asked.rows or ROWS[part])
            for one in PARTS[part](Plan(rows, asked.kills, asked.seed)):
                figures.append({"part": part, **one.plain()})
                sys.stdout.write(f"{one.line(part)}\n")
            sys.stdout.flush()
            if asked.json:
                Path(asked.json).write_text(json.dumps(figures, indent=1), "utf-8")
        say(f"{part}: {time.perf_counter() - started:.0f} s")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval.bench_batch", description=str(__doc__).partition("\n")[0]
    )
    parser.add_argument("parts", nargs="*", metavar="PART", type=_part)
    parser.add_argument("--rows", type=int, action="append", help="rows of a part; may be given twice")
    parser.add_argument("--kills", type=int, default=_KILLS)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", help="a file for the figures")
    return parser


def _part(name: str) -> str:
    if name not in {*PARTS, _PROCESSES}:
        raise argparse.ArgumentTypeError(
            f"there is no part {name!r}; there are {', '.join([*PARTS, _PROCESSES])}"
        )
    return name


if __name__ == "__main__":
    main()
