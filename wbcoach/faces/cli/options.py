"""The flags that several commands share."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

Store = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="DIR|URL", help="Index to use, instead of .wbcoach beside the config file."
    ),
]
Global = Annotated[bool, typer.Option("--global", help="Use the index in your user data folder.")]
Format = Annotated[
    str, typer.Option("--format", "-f", metavar="text|json|markdown", help="How to print the result.")
]
CritiqueFormat = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="text|json|markdown|html|sarif|junit|github",
        help="How to print the result.",
    ),
]
SkipEmpty = Annotated[
    bool, typer.Option("--skip-empty", help="Pass over files that hold no statement, as in a hook.")
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Ask this model as well (any OpenAI-compatible server)."),
]
Everything = Annotated[bool, typer.Option("--all", help="Show all findings, not the five worst.")]
ShowDropped = Annotated[
    bool, typer.Option("--show-dropped", help="List what the model proposed and a check refused, and why.")
]
Depth = Annotated[
    str | None,
    typer.Option(
        "--depth",
        metavar="quick|standard|deep",
        help="What the model is asked: findings, a second look at grave ones, a rewrite as well.",
    ),
]
Offline = Annotated[bool, typer.Option("--offline", help="Never call a model.")]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run", help="Print what the model would be sent, to whom and its price; send nothing."
    ),
]
Quarantine = Annotated[
    bool, typer.Option("--quarantine", help="List the items that are set aside as unsafe, and why.")
]
TextOrJson = Annotated[
    str, typer.Option("--format", "-f", metavar="text|json", help="How to print the result.")
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        "-w",
        metavar="NAME=VALUE",
        help="Narrow by source, product, segment, kind, since or until.",
    ),
]
NoIndex = Annotated[bool, typer.Option("--no-index", help="Use linked evidence alone.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Ask the model anew, and keep no answer.")]
Stage = Annotated[
    str | None,
    typer.Option(
        metavar="hypothesis|validated|growth", help="How much evidence a statement should have by now."
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Day that the age of data is counted from."
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option("--baseline", metavar="FILE", help="Keep the findings silent that this file records."),
]
WriteBaseline = Annotated[
    str | None,
    typer.Option(
        "--write-baseline", metavar="FILE", help="Record each finding that is shown, for --baseline."
    ),
]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help="Why, for the new records of --write-baseline.")
]
Until = Annotated[
    datetime | None,
    typer.Option(
        metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Last day that these new records hold; none: no end."
    ),
]
Drafts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TEXT | FILE... | -]",
        help="A draft in quotes, files or folders that hold drafts, or - for stdin.",
    ),
]
Evidence = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence",
        "-e",
        metavar="FILE",
        help="Feedback linked to the draft (CSV, JSONL, Markdown, text).",
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="blocker|major|minor|never",
        help="Lowest severity that makes the exit code 1.",
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option("--text-column", metavar="NAME|NUMBER", help="Column that holds the feedback text."),
]
HowMany = Annotated[int, typer.Option("-k", min=1, max=200, help="How many to show.")]
Workers = Annotated[
    int,
    typer.Option(
        min=0,
        max=256,
        help="Rows in flight with a model, 0: twice `concurrency`; without one, processes of this machine (extra `dask`).",
    ),
]
Processes = Annotated[
    int,
    typer.Option(
        min=0, max=256, help="Do what needs no model in so many processes of this machine (extra `dask`)."
    ),
]
Scheduler = Annotated[
    str,
    typer.Option(
        metavar="tcp://HOST:8786", help="Do what needs no model on the Dask cluster there (extra `dask`)."
    ),
]
Report = Annotated[
    str | None,
    typer.Option(
        "--report", metavar="FILE", help="When all rows are done, show them in a page: .html, .md or .json."
    ),
]
Indexed = Annotated[
    list[str], typer.Argument(metavar="ID|PATH...", help="Item ids, or paths that were indexed.")
]
Backlog = Annotated[
    str,
    typer.Argument(
        metavar="IN.jsonl|IN.csv|IN.xlsx|IN.json|DIR|-",
        help="Statements, one a row; an export of issues; or Markdown that holds them.",
    ),
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="text=NAME", help="Column that holds text, id or evidence; again for each."
    ),
]
Sheet = Annotated[
    str,
    typer.Option("--sheet", metavar="NAME|NUMBER", help="Sheet of a workbook; none: the first that fits."),
]
Budget = Annotated[
    float | None,
    typer.Option("--budget", metavar="USD", help="Most that this run may cost; it stops before."),
]
Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files or folders of feedback: CSV, JSONL, Markdown, text."),
]
