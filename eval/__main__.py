"""`python -m eval score` and `python -m eval bench`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_USED_UP = (
    "Warning: whoever reads held misses and then changes a rule has used the held set up. Mark the cases"
    " `split: tuned` from now on, and have new ones written."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; give the exit code."""
    asked = _parser().parse_args(arguments)
    if asked.task == "bench":
        from eval.bench import main as bench

        bench(large=asked.large)
        return 0
    _score(asked)
    return 0


def _score(asked: argparse.Namespace) -> None:
    from eval.golden import load
    from eval.report import markdown_table, miss_lines, score_table
    from eval.score import judge
    from wbcoach.pitfalls import catalogue

    splits = ["tuned", "held"] if asked.split == "all" else [asked.split]
    cases = load()
    groups = {split: judge(case for case in cases if case.split == split) for split in splits}
    codes = tuple(catalogue())
    table = markdown_table if asked.markdown else score_table
    sys.stdout.write(table(groups, codes) + "\n")
    if asked.show_misses and "tuned" in groups:
        sys.stdout.write("\nmisses, tuned\n" + miss_lines(groups["tuned"], codes) + "\n")
    if asked.use_up_held and "held" in groups:
        sys.stderr.write(_USED_UP + "\n")
        sys.stdout.write("\nmisses, held\n" + miss_lines(groups["held"], codes) + "\n")
    elif asked.show_misses and "held" in groups:
        sys.stderr.write("Held misses are not shown; --use-up-held shows them, at a price.\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measure wbcoach.")
    tasks = parser.add_subparsers(dest="task", required=True)
    score = tasks.add_parser("score", help="agreement with the labelled statements")
    score.add_argument("--split", choices=("tuned", "held", "all"), default="all")
    score.add_argument("--markdown", action="store_true", help="the overall figures alone, for the README")
    score.add_argument("--show-misses", action="store_true", help="list tuned statements that went wrong")
    score.add_argument(
        "--use-up-held", action="store_true", help="list held ones too: after that they are no longer held"
    )
    bench = tasks.add_parser("bench", help="how long things take")
    bench.add_argument("--large", action="store_true", help="also with 100,000 feedback items (minutes)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
