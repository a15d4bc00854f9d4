"""`wbcoach report`: what a batch wrote as a page to read; its flags."""

from __future__ import annotations

from typing import Annotated

import typer

DateColumn = Annotated[
    str | None, typer.Option("--date-column", metavar="NAME", help="Column of each row's date; '' for none. Guessed if left out.")
]  # fmt: skip
TeamColumn = Annotated[
    str | None, typer.Option("--team-column", metavar="NAME", help="Column of each row's team; '' for none. Guessed if left out.")
]  # fmt: skip


def add_to(parent: typer.Typer) -> None:
    """Add it to the commands of `wbcoach`."""
    parent.command()(report)


def report(
    critiques: Annotated[str, typer.Argument(metavar="OUT.jsonl", help="What `wbcoach batch -o` wrote.")],
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where to write it: .html, .md, .json, or a table: .csv, .tsv, .xlsx; none: Markdown on stdout.",
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="html|markdown|json|csv|tsv|xlsx|sarif|junit",
            help="Its form, where the file's name doesn't say it.",
        ),
    ] = None,
    date_column: DateColumn = None,
    team_column: TeamColumn = None,
    title: Annotated[str, typer.Option("--title", help="What the report is on; none: the file's name.")] = "",
    figures: Annotated[  # noqa: FBT002  typer makes a flag of it
        bool, typer.Option("--figures", help="The figures alone, not each statement.")
    ] = False,
) -> None:
    """Show a critiqued backlog: verdicts, pitfalls, teams, evidence, what is told twice, what to rework first."""
    from wbcoach.faces.cli.reporting import Asked, run

    asked = Asked(critiques, output, form, dates=date_column, teams=team_column, title=title, figures=figures)
    run(asked)
