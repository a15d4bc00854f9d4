"""`wbcoach evidence`: which data stand behind each clause of a statement, what is against it and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.options import AsOf, Drafts, Everything, Evidence, Format, Global, NoIndex, Store

if TYPE_CHECKING:
    import typer


def add_to(parent: typer.Typer) -> None:
    """Add it to the commands of `wbcoach`."""
    parent.command()(evidence)


def evidence(
    drafts: Drafts = None,
    linked: Evidence = None,
    output: Format = "text",
    everything: Everything = False,  # noqa: FBT002  typer makes a flag of it
    no_index: NoIndex = False,  # noqa: FBT002
    as_of: AsOf = None,
    store: Store = None,
    global_store: Global = False,  # noqa: FBT002
) -> None:
    """Show the data behind each clause of a statement: behavioral, qualitative, subjective; for, against, missing."""
    flags = as_settings(store, global_store, as_of=as_of)
    _run(tuple(drafts or ()), tuple(linked or ()), output, flags, everything=everything, index=not no_index)


def _run(
    drafts: tuple[str, ...],
    linked: tuple[str, ...],
    output: str,
    flags: dict[str, Any],
    *,
    everything: bool,
    index: bool,
) -> None:
    from wbcoach.define.triad import evidence_report
    from wbcoach.faces.cli import streams
    from wbcoach.faces.cli.critique import PLAIN_FORMATS, check_format, read_evidence
    from wbcoach.faces.cli.drafts import find
    from wbcoach.faces.cli.indexed import opened_if_there
    from wbcoach.faces.pages import triad
    from wbcoach.render.json import dumps
    from wbcoach.settings import load

    check_format(output, PLAIN_FORMATS)
    settings = load(flags).settings
    found = find(drafts, settings)
    items = read_evidence(linked)
    with opened_if_there(settings, index=index, needed=not items) as library:
        reports = [
            evidence_report(draft.text, items, library, settings, location=draft.location)
            for draft in found.found
        ]
    if output == "json":
        records = [one.model_dump(mode="json", by_alias=True) for one in reports]
        streams.write(dumps(records if found.many else records[0]))
    elif output == "markdown":
        streams.write("\n".join(triad.markdown(one, everything=everything) for one in reports))
    else:
        width = streams.terminal_width()
        streams.write("\n".join(triad.text(one, width, everything=everything) for one in reports))
