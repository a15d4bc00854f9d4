"""What `python -m eval` understands; each task says what it does in its help."""

from __future__ import annotations

import argparse
from pathlib import Path

from eval.golden import FOLDER


def parser() -> argparse.ArgumentParser:
    """Make the parser."""
    door = argparse.ArgumentParser(prog="python -m eval", description="Measure wbcoach, and train its heads.")
    tasks = door.add_subparsers(dest="task", required=True, metavar="TASK")
    _run(tasks.add_parser("run", help="put a critic to the golden data and print its figures"))
    compare = tasks.add_parser("compare", help="two runs, case by case: what got better, what got worse")
    compare.add_argument("a", type=Path, help="a run that `run --out` wrote")
    compare.add_argument("b", type=Path, help="another")
    bless = tasks.add_parser("bless", help="keep a run's figures as those that later runs have to reach")
    bless.add_argument("run", type=Path, help="a run that `run --out` wrote")
    _own(bless)
    bless.add_argument(
        "--reason", required=True, help="why these figures are right from now on; kept with them"
    )
    report = tasks.add_parser("report", help="a page of a run, which opens without a network")
    report.add_argument("run", type=Path, help="a run that `run --out` wrote")
    report.add_argument("--out", type=Path, default=Path("eval-report.html"), help="the page (%(default)s)")
    _own(report)
    report.add_argument("--against", type=Path, help="an earlier run; else the baseline")
    tasks.add_parser("train", help="train the heads anew, cross-validate them, and write their weights")
    tasks.add_parser(
        "train-screen", help="fit anew what tells a plea to the reviewer from feedback; report, write"
    )
    tasks.add_parser("train-tones", help="fit anew what tells that things go well; report, write")
    label = tasks.add_parser("label", help="label drafts in the terminal, blind to what the critic says")
    label.add_argument(
        "drafts",
        nargs="?",
        help="CSV, JSONL, Markdown, or a folder of Markdown; with --second a folder of golden files",
    )
    label.add_argument(
        "--out",
        type=Path,
        help="the golden file (own-golden/labelled.yaml), or with --second that of second labels (second_labels.yaml)",
    )
    label.add_argument(
        "--second", action="store_true", help="label golden statements again, blind to their first labels"
    )
    label.add_argument("--number", type=int, help="with --second: so many statements, drawn by chance")
    label.add_argument(
        "--column",
        action="append",
        metavar="NAME=COLUMN",
        help="which column of the drafts is the text, the id or evidence: text=Description",
    )
    label.add_argument("--author", default="own", help="who labels (%(default)s)")
    label.add_argument("--codes", action="store_true", help="list the forty codes and stop")
    judge = tasks.add_parser("calibrate", help="how far a judge model agrees with a person; calls the model")
    judge.add_argument("--model", help="its name; by default the one that is set")
    judge.add_argument("--seed", type=int, default=0, help="of the order in which the verdicts are named")
    tasks.add_parser("checks", help="how far the scorers of suggestions and conversations agree with labels")
    ids = tasks.add_parser("ids", help="write new cases into the ledger of ids, which are never used again")
    ids.add_argument(
        "folder", nargs="?", type=Path, default=FOLDER, help="of golden files; by default our own"
    )
    agreement = tasks.add_parser("agreement", help="compare two labellers of the same statements")
    agreement.add_argument("second", nargs="?", type=Path, help="second labels; by default our own")
    agreement.add_argument("--golden", type=Path, default=FOLDER, help="the folder of the first labels")
    bench = tasks.add_parser("bench", help="how long things take")
    bench.add_argument("--large", action="store_true", help="also with 100,000 feedback items (minutes)")
    return door


def _own(task: argparse.ArgumentParser) -> None:
    task.add_argument(
        "--golden",
        type=Path,
        help="the folder of your own that the run was on; its baseline is the baseline.json in it",
    )


def _run(run: argparse.ArgumentParser) -> None:
    run.add_argument(
        "--offline", action="store_true", help="rules alone and rules with heads, without a model"
    )
    run.add_argument("--golden", type=Path, help="a folder of golden files of your own, in place of ours")
    run.add_argument("--epochs", type=int, default=1, help="put each case so often, to see what is unstable")
    run.add_argument("--out", type=Path, help="write the run as JSON, for compare, bless and report")
    run.add_argument(
        "--model", metavar="NAME", help="the model that is asked; by default the one that is set"
    )
    run.add_argument(
        "--record",
        type=Path,
        metavar="DIR",
        help="keep each answer of the model; what DIR has already is not asked for again",
    )
    run.add_argument(
        "--replay", type=Path, metavar="DIR", help="answer from such a folder, with no model and no key"
    )
    run.add_argument(
        "--fail-under",
        metavar="FIGURE=N,...",
        help="exit with 1 where a held figure is lower (0 to 1): precision=.9,recall=.8; of studies: quotes.rejected=1",
    )
    run.add_argument(
        "--no-regression",
        action="store_true",
        help="exit with 1 where a figure fell since the baseline: ours, or baseline.json in the folder of --golden",
    )
    run.add_argument(
        "--studies",
        action="store_true",
        help="with altered quotations, made-up figures, planted orders, evidence, searches, suggestions and turns",
    )
    run.add_argument(
        "--coach", metavar="MODULE:NAME", help="also talk to the coach that this makes; implies --studies"
    )
    run.add_argument(
        "--judge",
        nargs="?",
        const="",
        metavar="MODEL",
        help="a model judges what the last critic asks and offers; by default the model that is set",
    )
    run.add_argument("--markdown", action="store_true", help="the overall figures alone, for the README")
    run.add_argument(
        "--no-baseline", action="store_true", help="leave out TF-IDF, which takes half a minute to train"
    )
    run.add_argument("--show-misses", action="store_true", help="list tuned statements that went wrong")
    run.add_argument(
        "--use-up-held", action="store_true", help="list held ones too: after that they are no longer held"
    )
    run.add_argument("--publish", action="store_true", help="write the figures that `wbcoach explain` shows")
