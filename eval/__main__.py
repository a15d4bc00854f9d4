"""`python -m eval run`, `train`, `agreement`, `checks`, `calibrate` and `bench`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; give the exit code."""
    asked = _parser().parse_args(arguments)
    if asked.task == "bench":
        from eval.bench import main as bench

        bench(large=asked.large)
    elif asked.task == "train":
        from eval.train.run import train

        train()
    elif asked.task == "checks":
        from eval.checks import checks

        sys.stdout.write(checks() + "\n")
    elif asked.task == "calibrate":
        from eval.calibrate import main as calibrate

        return calibrate(asked.model, asked.seed)
    elif asked.task == "agreement":
        from eval.agreement import agreement

        sys.stdout.write(agreement() + "\n")
    else:
        from eval.run import run

        run(
            markdown=asked.markdown,
            simple=not asked.no_baseline,
            show_misses=asked.show_misses,
            use_up_held=asked.use_up_held,
            publish=asked.publish,
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval", description="Measure wbcoach, and train its heads."
    )
    tasks = parser.add_subparsers(dest="task", required=True)
    run = tasks.add_parser("run", help="agreement with the labelled statements, and alarms on neutral text")
    run.add_argument("--offline", action="store_true", help="call no model; so far there is no other way")
    run.add_argument("--markdown", action="store_true", help="the overall figures alone, for the README")
    run.add_argument(
        "--no-baseline", action="store_true", help="leave out TF-IDF, which takes half a minute to train"
    )
    run.add_argument("--show-misses", action="store_true", help="list tuned statements that went wrong")
    run.add_argument(
        "--use-up-held", action="store_true", help="list held ones too: after that they are no longer held"
    )
    run.add_argument("--publish", action="store_true", help="write the figures that `wbcoach explain` shows")
    tasks.add_parser("train", help="train the heads anew, cross-validate them, and write their weights")
    tasks.add_parser("agreement", help="compare two labellers of the same statements")
    tasks.add_parser("checks", help="how far the scorers of suggestions and conversations agree with labels")
    judge = tasks.add_parser("calibrate", help="how far a judge model agrees with a person; calls the model")
    judge.add_argument("--model", help="its name; by default the one that is set")
    judge.add_argument("--seed", type=int, default=0, help="of the order in which the verdicts are named")
    bench = tasks.add_parser("bench", help="how long things take")
    bench.add_argument("--large", action="store_true", help="also with 100,000 feedback items (minutes)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
