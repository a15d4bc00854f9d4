"""`wbcoach define`: one run from an index to a Define pack, with files that a later run goes on from."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wbcoach.faces.cli.defining import Sample
from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.options import AsOf, Global, Store, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.define.kept_parts import Parts
    from wbcoach.define.pack_shapes import Pack
    from wbcoach.faces.cli.gathering import Feedback
    from wbcoach.settings import Settings

_DRAFT, _STATEMENT, _PHASES = "draft.md", "statement.md", "journey.yaml"
Folder = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FOLDER",
        help="Write the pack here; files of yours in it are kept and read.",
    ),
]


def add_to(parent: typer.Typer) -> None:
    """Add it to the commands of `wbcoach`."""
    parent.command()(define)


def define(  # noqa: PLR0913, PLR0917  typer makes a flag of each
    output: Folder = None,
    pain: Annotated[
        int | None,
        typer.Option(
            "--pain", metavar="RANK", min=1, help="Pain to start the statement from; else the first."
        ),
    ] = None,
    actor: Annotated[
        str | None, typer.Option("--actor", metavar="WORDS", help="Whose journey: words of a segment.")
    ] = None,
    where: Where = None,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="markdown|json|html", help="How to print it, where there is no -o."
        ),
    ] = "markdown",
    as_of: AsOf = None,
    sample: Sample = False,  # noqa: FBT002  typer makes a flag of it
    store: Store = None,
    global_store: Global = False,  # noqa: FBT002
) -> None:
    """Make a Define pack of an index: pains, needs, journey, personas, a drafted and critiqued statement, open questions."""
    from wbcoach.define.kept_parts import Parts
    from wbcoach.errors import SettingsError
    from wbcoach.faces.cli import streams
    from wbcoach.faces.cli.gathering import feedback
    from wbcoach.faces.pages import pack as pages
    from wbcoach.render.json import dumps

    if form not in ("markdown", "json", "html"):
        raise SettingsError(f"There is no format {form!r}.", "Choose one of: markdown, json, html.")
    parts = Parts(Path(output) if output else None)
    with feedback(as_settings(store, global_store, as_of=as_of), where or [], sample=sample) as read:
        made = _pack(read, parts, pain, actor)
    plain = dumps(made.model_dump(mode="json", by_alias=True))
    if output is None:
        streams.write(
            plain if form == "json" else pages.html(made) if form == "html" else pages.markdown(made)
        )
        return
    for name, text in (
        ("define.json", plain),
        ("define.md", pages.markdown(made)),
        ("define.html", pages.html(made)),
    ):
        parts.write(name, text)
    if parts.reused:
        streams.say(f"wbcoach: unchanged since the last run, so kept: {', '.join(parts.reused)}.")
    streams.write("".join(f"{line}\n" for line in _told(made, output)))


def _pack(read: Feedback, parts: Parts, rank: int | None, actor: str | None) -> Pack:
    from wbcoach.coach import Coach
    from wbcoach.define.journey import find_journey
    from wbcoach.define.journey_cast import Asked
    from wbcoach.define.journey_edit import EditedPhase, read_edits, usual, write_edits
    from wbcoach.define.journey_shapes import Journey
    from wbcoach.define.kept_parts import fingerprint
    from wbcoach.define.need_shapes import Needs
    from wbcoach.define.needs import find_needs
    from wbcoach.define.pack import chosen_pain, judged_statement, packed
    from wbcoach.define.pains import find_pains
    from wbcoach.define.persona_shapes import PersonasReport
    from wbcoach.define.personas import personas_of
    from wbcoach.define.shapes import Pains
    from wbcoach.heads import open_heads
    from wbcoach.library import open_piece_reader

    found, settings = read.material, read.settings
    today = settings.as_of or datetime.now().astimezone().date()
    stamp = f"{fingerprint(found)} {today}"
    pains = parts.part("pains", Pains, stamp, lambda: find_pains(found, today))
    pain = chosen_pain(pains, rank)
    needs = parts.part("needs", Needs, stamp, lambda: find_needs(found, today, found.rows, pains=pains))
    personas = parts.part(
        "personas",
        PersonasReport,
        f"{stamp} {settings.stale_months}",
        lambda: personas_of(read.library, settings),
    )
    heads = open_heads(open_piece_reader(settings.assets)) if settings.embedder == "minilm" else None
    coach = Coach(settings, read.library, heads=heads)
    statement = judged_statement(coach, found, pain, _own(parts, settings))
    phases = str(parts.folder / _PHASES) if parts.folder else None
    edits = read_edits(phases) if phases else None
    draft = statement.text if statement else None
    asked = Asked(actor=actor, pain=pain.rank if pain else None)
    told = hashlib.sha256(f"{edits or usual()} {asked} {draft}".encode("utf-8", "surrogatepass")).hexdigest()
    journey = None
    if pain is not None or actor:
        journey = parts.part(
            "journey",
            Journey,
            f"{stamp} {told}",
            lambda: find_journey(found, today, asked, edits, draft, pains),
        )
    if journey is not None and phases and edits is None:
        write_edits(phases, [EditedPhase(phase.phase, phase.name) for phase in journey.phases])
    if statement is not None and statement.written_by == "wbcoach":
        parts.write(_DRAFT, f"## Problem statement\n\n{statement.text}\n")
    return packed(pains, needs, journey, personas, pain, statement)


def _own(parts: Parts, settings: Settings) -> str | None:
    """Read the author's statement, where there is one in the folder.

    Raises:
        InputError: the file holds none, or several.
    """
    from wbcoach.errors import InputError
    from wbcoach.faces.cli.drafts import find

    if parts.folder is None or not (place := parts.folder / _STATEMENT).is_file():
        return None
    found = find((str(place),), settings).found
    if len(found) != 1:
        raise InputError(f"{place} holds {len(found)} statements.", "Leave one in it.")
    return found[0].text


def _told(pack: Pack, folder: str) -> Iterator[str]:
    where = Path(folder)
    judged = pack.statement
    yield f"{where / 'define.md'}, define.html, define.json"
    yield (
        f"{len(pack.pains.pains)} pains, {len(pack.pains.leads)} leads, {len(pack.needs.needs)} needs,"
        f" {len(pack.personas.personas)} personas, {len(pack.questions)} open questions"
    )
    if judged is not None:
        yield f"Statement ({judged.verdict or 'not one yet'}): {' '.join(judged.text.split())}"
        if judged.written_by == "wbcoach":
            yield f"Next: write yours into {where / _STATEMENT} (begin with {_DRAFT}), and run it again; phases are in {_PHASES}."
    yield from (f"Thin: {words}" for words in pack.thin)
