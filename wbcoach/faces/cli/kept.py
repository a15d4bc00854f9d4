"""`wbcoach cache` and `wbcoach replay`: the model's answers that are kept, and critiques made again from them."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wbcoach.faces.cli import streams
from wbcoach.faces.cli.options import Evidence, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.models.memory import Memory

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The model's answers that are kept, so that none is paid twice.",
)


def add_to(parent: typer.Typer) -> None:
    """Add both to the commands of `wbcoach`."""
    parent.add_typer(app, name="cache")
    parent.command()(replay)


@app.command()
def status() -> None:
    """Say what is kept, and where."""
    with _memory() as memory:
        if memory is not None:
            held = memory.status()
            streams.write(
                f"file       {streams.printable(str(memory.path))}\n"
                f"answers    {held.answers:,}\n"
                f"endpoints  {held.endpoints:,}\n"
                f"size       {held.size / 1e6:.1f} of {memory.limit_mb} MB\n"
            )


@app.command()
def clear() -> None:
    """Drop all answers that are kept, and what is known of servers."""
    from wbcoach.models.inbox import Inbox

    with _memory() as memory:
        if memory is not None:
            Inbox(memory).take_in()
            count = memory.clear()
            streams.say(f"wbcoach: {count:,} answer{'s' * (count != 1)} dropped.")


def replay(
    receipts: Annotated[
        list[str],
        typer.Argument(metavar="RECEIPT.json...", help="Critiques saved as JSON, or the output of a batch."),
    ],
    evidence: Evidence = None,
    store: Store = None,
) -> None:
    """Make saved critiques again from what was kept, with no network, and say what differs."""
    from wbcoach.faces.cli.replay import run

    raise typer.Exit(run(receipts, evidence or (), {"store": store}))


@contextmanager
def _memory() -> Iterator[Memory | None]:
    """Open the answers that the settings name."""
    from wbcoach.models.memory import Memory
    from wbcoach.settings import NO_CACHE, load

    settings = load().settings
    if settings.cache == NO_CACHE:
        streams.say("wbcoach: `cache` is none, so that no answers are kept.")
        yield None
        return
    memory = Memory(Path(settings.cache), settings.cache_mb)
    try:
        yield memory
    finally:
        memory.close()
