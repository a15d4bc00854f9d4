"""`wbcoach metric`: a rate from a metrics CSV with base, period and interval, and as feedback that can be cited."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wbcoach.errors import InputError
from wbcoach.faces.cli.options import Format

if TYPE_CHECKING:
    import datetime as dt


def add_to(parent: typer.Typer) -> None:
    """Add it to the commands of `wbcoach`."""
    parent.command()(metric)


def metric(  # noqa: PLR0913, PLR0917  each is a flag
    file: Annotated[str, typer.Argument(metavar="FILE.csv", help="A CSV file with a header, a case a row.")],
    rate: Annotated[
        list[str],
        typer.Option("--rate", metavar="COLUMN=VALUE", help="What to count; several have to hold at once."),
    ],
    of: Annotated[
        list[str] | None,
        typer.Option("--of", metavar="COLUMN=VALUE", help="Among which rows; COLUMN>=30 works too."),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="COLUMN", help="The same by group.")] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--since", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="First day."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option("--until", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Last day, included."),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="COLUMN", help="Column of days; else one of a usual name.")
    ] = None,
    weight: Annotated[
        str | None,
        typer.Option("--weight", metavar="COLUMN", help="Column that says how many cases a row stands for."),
    ] = None,
    unit: Annotated[
        str, typer.Option("--unit", metavar="WORDS", help="What a case is, such as 'failed builds'.")
    ] = "rows",
    cite: Annotated[
        str | None,
        typer.Option("--cite", metavar="ID", help="Write it as a feedback item of this id, in JSON lines."),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE.jsonl", help="Where --cite keeps the item; else stdout."
        ),
    ] = None,
    show_query: Annotated[  # noqa: FBT002  typer makes a flag of it
        bool, typer.Option("--show-query", help="Print the query that counted, with its values.")
    ] = False,
    output: Format = "text",
) -> None:
    """Compute a rate from a metrics CSV: share, base, period, interval; --cite makes it evidence for a statement."""
    from wbcoach.define import citing
    from wbcoach.define.counting import Asked
    from wbcoach.define.metric import metric as computed
    from wbcoach.define.table import table_of
    from wbcoach.faces.cli import streams
    from wbcoach.faces.cli.critique import PLAIN_FORMATS, check_format
    from wbcoach.faces.pages import metric as pages
    from wbcoach.render.json import dumps

    check_format(output, PLAIN_FORMATS)
    if target and not cite:
        raise InputError("-o keeps a feedback item, and --cite names none.", "Add --cite ID.")
    asked = Asked(rate, of or (), by, weight, date, _day(since), _day(until))
    with table_of(Path(file)) as table:
        if table.warning:
            streams.say(f"wbcoach: {file} {table.warning}")
        report = computed(table, asked)
    if cite:
        record = citing.item_of(report, cite, unit)
        if target:
            citing.keep(record, Path(target))
            streams.say(
                f"wbcoach: {target} holds {cite}; use it: wbcoach index {target}, or --evidence {target}"
            )
        else:
            streams.write(json.dumps(record, ensure_ascii=False) + "\n")
            return
    if output == "json":
        streams.write(dumps(report.model_dump(mode="json", by_alias=True)))
    elif output == "markdown":
        streams.write(pages.markdown(report, unit))
    else:
        streams.write(pages.text(report, streams.terminal_width(), unit, query=show_query))


def _day(given: datetime | None) -> dt.date | None:
    return given.date() if given else None
