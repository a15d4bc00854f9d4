"""`wbcoach journey`: phases by what one actor does, thinks and feels, as text, Markdown, JSON or a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from wbcoach.faces.cli.defining import Drawn, Sample
from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.options import AsOf, Global, Store, Where

if TYPE_CHECKING:
    from wbcoach.settings import Settings


def add_to(parent: typer.Typer) -> None:
    """Add it to the commands of `wbcoach`."""
    parent.command()(journey)


def journey(  # noqa: PLR0913, PLR0917  typer makes a flag of each
    actor: Annotated[
        str | None,
        typer.Option(
            "--actor", metavar="WORDS", help="Whose journey: words of a segment; else the best attested."
        ),
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            "--scenario", metavar="WORDS", help="What it is about; else the pain that most voices tell."
        ),
    ] = None,
    where: Where = None,
    edit: Annotated[
        str | None,
        typer.Option(
            "--edit",
            metavar="FILE.yaml",
            help="Phases as you want them; written if it isn't there, then only read.",
        ),
    ] = None,
    statement: Annotated[
        str | None,
        typer.Option("--statement", metavar="TEXT|FILE", help="Say which phase its moment falls in."),
    ] = None,
    everything: Annotated[  # noqa: FBT002
        bool, typer.Option("--all", help="Show every quotation of a cell, not the first three.")
    ] = False,
    output: Drawn = "text",
    as_of: AsOf = None,
    sample: Sample = False,  # noqa: FBT002
    store: Store = None,
    global_store: Global = False,  # noqa: FBT002
) -> None:
    """Map the journey of one actor: what they do, think and feel, phase by phase, in their own words; empty cells say whom to ask."""
    from datetime import datetime

    from wbcoach.define.journey import find_journey
    from wbcoach.define.journey_cast import Asked
    from wbcoach.define.journey_edit import EditedPhase, read_edits, write_edits
    from wbcoach.faces.cli import streams
    from wbcoach.faces.cli.gathering import check_output, feedback
    from wbcoach.faces.pages import journey as pages
    from wbcoach.faces.pages.journey_picture import svg
    from wbcoach.faces.pages.standing import page
    from wbcoach.render.json import dumps
    from wbcoach.settings import load

    check_output(output, "svg")
    edits = read_edits(edit) if edit else None
    flags = as_settings(store, global_store, as_of=as_of)
    draft = _draft(statement, load(flags).settings) if statement else None
    with feedback(flags, where or [], sample=sample) as read:
        today = read.settings.as_of or datetime.now().astimezone().date()
        near = {}
        if scenario and read.library.dense:
            near = {found.item.id: found.similarity or 0.0 for found in read.library.search(scenario, k=50)}
        made = find_journey(read.material, today, Asked(actor, scenario, near), edits, draft)
    if edit and edits is None:
        write_edits(edit, [EditedPhase(phase.phase, phase.name) for phase in made.phases])
        streams.say(f"wbcoach: the phases are in {edit}; edit it, and the next run keeps what you changed.")
    if output == "json":
        streams.write(dumps(made.model_dump(mode="json", by_alias=True)))
    elif output == "markdown":
        streams.write(pages.markdown(made, everything=everything))
    elif output == "html":
        streams.write(page(pages.markdown(made, everything=True), "Journey", {"Journey": svg(made)}))
    elif output == "svg":
        streams.write(svg(made))
    else:
        streams.write(pages.text(made, streams.terminal_width(), everything=everything))


def _draft(statement: str, settings: Settings) -> str:
    from wbcoach.errors import InputError
    from wbcoach.faces.cli.drafts import find

    found = find((statement,), settings).found
    if len(found) != 1:
        raise InputError(
            f"{statement} holds {len(found)} statements.", 'Give one alone: --statement "Today, ...".'
        )
    return found[0].text
