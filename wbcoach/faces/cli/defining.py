"""The flags of the commands that make the Define stage's other resources: `wbcoach pains`, `wbcoach needs`."""

from __future__ import annotations

from typing import Annotated

import typer

from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.options import AsOf, Global, NoCache, Offline, Store, Where

Output = Annotated[
    str, typer.Option("--format", "-f", metavar="text|json|markdown|html", help="How to print the result.")
]
Drawn = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="text|json|markdown|html|svg",
        help="How to print the result; svg is the picture alone.",
    ),
]
Top = Annotated[int, typer.Option("--top", min=1, max=1000, help="How many to show in full.")]
Sample = Annotated[
    bool, typer.Option("--sample", help="Read the bundled synthetic feedback instead of an index.")
]


def add_to(parent: typer.Typer) -> None:
    """Add them to the commands of `wbcoach`."""
    parent.command()(pains)
    parent.command()(needs)


def pains(  # noqa: PLR0913, PLR0917  typer makes a flag of each
    top: Top = 5,
    where: Where = None,
    start: Annotated[
        int | None,
        typer.Option(
            "--start", metavar="RANK", min=1, help="Print a draft to start a statement from this pain."
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="NAME",
            help="Have this model word the names of those shown in full, in their words.",
        ),
    ] = None,
    offline: Offline = False,  # noqa: FBT002  typer makes a flag of it
    no_cache: NoCache = False,  # noqa: FBT002
    output: Drawn = "text",
    as_of: AsOf = None,
    sample: Sample = False,  # noqa: FBT002
    store: Store = None,
    global_store: Global = False,  # noqa: FBT002
) -> None:
    """Show the top pain points of the indexed feedback, by distinct voices, how grave and how recent."""
    from wbcoach.faces.cli.pains import run

    flags = as_settings(store, global_store, as_of=as_of, no_cache=no_cache, model=model)
    code = run(flags, where or [], output, top, start, offline=offline, sample=sample)
    raise typer.Exit(code)


def needs(  # noqa: PLR0913, PLR0917  typer makes a flag of each
    top: Top = 5,
    where: Where = None,
    scale: Annotated[
        int | None, typer.Option("--scale", metavar="TOP", min=2, max=100, help="Top of the survey's scale.")
    ] = None,
    chart: Annotated[
        str | None,
        typer.Option("--chart", metavar="FILE.svg", help="Draw importance against satisfaction."),
    ] = None,
    output: Drawn = "text",
    as_of: AsOf = None,
    sample: Sample = False,  # noqa: FBT002
    store: Store = None,
    global_store: Global = False,  # noqa: FBT002
) -> None:
    """Show unmet needs in customers' words, each a hypothesis with the questions that would settle it."""
    from wbcoach.faces.cli.needs import run

    run(as_settings(store, global_store, as_of=as_of), where or [], output, top, scale, chart, sample=sample)
