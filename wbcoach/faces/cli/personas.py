"""`wbcoach personas`: personas from what people did and why; `personas check` holds an existing one against the feedback."""

from __future__ import annotations

from typing import Annotated

import typer

from wbcoach.faces.cli.defining import Output
from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.options import AsOf, Everything, Global, Store

app = typer.Typer(
    invoke_without_command=True,
    rich_markup_mode=None,
    help="Personas from what people do and why, in their own words; `personas check FILE` checks an existing one.",
)
_FOUND = 1


def add_to(parent: typer.Typer) -> None:
    """Add the group to the commands of `wbcoach`."""
    parent.add_typer(app, name="personas")


@app.callback()
def distil(
    context: typer.Context,
    output: Output = "text",
    as_of: AsOf = None,
    store: Store = None,
    global_store: Global = False,  # noqa: FBT002  typer makes a flag of it
) -> None:
    """Personas from what people do and why, in their own words; `personas check FILE` checks an existing one."""
    if context.invoked_subcommand is not None:
        return
    from wbcoach.define.personas import personas_of
    from wbcoach.faces.cli import streams
    from wbcoach.faces.cli.gathering import check_output
    from wbcoach.faces.cli.indexed import opened
    from wbcoach.faces.pages import personas
    from wbcoach.faces.pages.standing import page
    from wbcoach.render.json import dumps
    from wbcoach.settings import load

    check_output(output)
    settings = load(as_settings(store, global_store, as_of=as_of)).settings
    with opened(settings) as library:
        report = personas_of(library, settings)
    if output == "json":
        streams.write(dumps(report.model_dump(mode="json", by_alias=True)))
    elif output == "markdown":
        streams.write(personas.markdown(report))
    elif output == "html":
        streams.write(page(personas.markdown(report), "Personas"))
    else:
        streams.write(personas.text(report, streams.terminal_width()))


@app.command()
def check(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A persona, as Markdown or plain text.")],
    output: Output = "text",
    everything: Everything = False,  # noqa: FBT002  typer makes a flag of it
    as_of: AsOf = None,
    store: Store = None,
    global_store: Global = False,  # noqa: FBT002
) -> None:
    """Say of each line whether it was observed, wasn't, is contradicted, or is a trait or detail that nobody showed."""
    from pathlib import Path

    from wbcoach.define.checking import check_personas
    from wbcoach.faces.cli import streams
    from wbcoach.faces.cli.gathering import check_output
    from wbcoach.faces.cli.indexed import opened
    from wbcoach.faces.pages import checked
    from wbcoach.faces.pages.standing import page
    from wbcoach.library.decoding import read_text
    from wbcoach.render.json import dumps
    from wbcoach.settings import load

    check_output(output)
    settings = load(as_settings(store, global_store, as_of=as_of)).settings
    if file == "-":
        document = streams.read_stdin()
    else:
        document, warning = read_text(Path(file))
        if warning:
            streams.say(f"wbcoach: {file} {warning}")
    with opened(settings) as library:
        result = check_personas(document, "stdin" if file == "-" else file, library, settings)
    if output == "json":
        streams.write(dumps(result.model_dump(mode="json", by_alias=True)))
    elif output == "markdown":
        streams.write(checked.markdown(result, everything=everything))
    elif output == "html":
        streams.write(page(checked.markdown(result, everything=everything), "Persona check"))
    else:
        streams.write(checked.text(result, streams.terminal_width(), everything=everything))
    raise typer.Exit(_FOUND if result.counts["invented"] or result.counts["contradicted"] else 0)
