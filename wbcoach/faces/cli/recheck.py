"""`wbcoach recheck`: saved critiques whose feedback was edited or deleted since, and what lost support by that."""

from __future__ import annotations

import json
import time
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

from wbcoach.coach.gather import linked_items
from wbcoach.coach.opening import has_index
from wbcoach.coach.stale import Feedback, Rechecked, recheck
from wbcoach.errors import StoreError
from wbcoach.faces.cli import streams
from wbcoach.faces.cli.critique import PLAIN_FORMATS, check_format, read_evidence
from wbcoach.faces.cli.saved import Saved, require
from wbcoach.library import Library
from wbcoach.render import stale
from wbcoach.render.json import safe
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.critique import Critique
    from wbcoach.settings import Settings

_LOST: Final = 1
_TOLD_EVERY_S: Final = 10.0
_COUNTED: Final = "critiques items unchanged edited deleted set_aside moved not_indexed statements findings older errors".split()


def run(paths: Sequence[str], evidence: Sequence[str], output: str, flags: dict[str, Any]) -> int:
    """Compare each saved critique with the feedback as it is now and print what lost support; 0: nothing, 1: something.

    Raises:
        InputError: a file holds no critique of ours.
        SettingsError: an unknown format.
        StoreError: a critique was made with an index, and there is none or it can't be read.
    """
    check_format(output, PLAIN_FORMATS)
    for path in paths:
        require(path)
    given = {item.id: item for item in linked_items(read_evidence(evidence))}
    settings = load(flags).settings
    tally = Counter(dict.fromkeys(_COUNTED, 0))
    with ExitStack() as after:
        library = None
        if has_index(settings.store):
            library = after.enter_context(Library.open(settings.store))
        work = _rechecked(paths, Feedback(library, given), settings, tally)
        if output == "json":
            _print_json(work, tally)
        else:
            _print(work, tally, output)
    return _LOST if tally["statements"] else 0


def _rechecked(
    paths: Sequence[str], feedback: Feedback, settings: Settings, tally: Counter[str]
) -> Iterator[tuple[str, Rechecked]]:
    """Give each critique with its file and line, counted; tell on stderr now and then how far it is."""
    told = time.monotonic()
    for path in paths:
        saved = Saved(path)
        for line, critique in saved:
            if feedback.library is None:
                _refuse_without_index(critique, settings.store)
            done = recheck(critique, feedback)
            _count(tally, done)
            yield f"{'stdin' if path == '-' else path}:{line}", done
            if time.monotonic() - told >= _TOLD_EVERY_S:
                told = time.monotonic()
                streams.say(
                    f"wbcoach: {tally['critiques']:,} critiques compared, {tally['statements']:,} lost support"
                )
        tally["errors"] += saved.errors


def _refuse_without_index(critique: Critique, store: str) -> None:
    if critique.receipt.generation is not None:
        message = f"There is no index in {store}, and {critique.id or 'a critique'} was made with {critique.receipt.generation}."
        raise StoreError(message, "Name the index with --store, or make one: wbcoach index PATH.")


def _count(tally: Counter[str], done: Rechecked) -> None:
    tally["critiques"] += 1
    tally["items"] += len(done.items)
    tally["statements"] += bool(done.lost)
    tally["findings"] += len(done.findings)
    tally["older"] += done.older
    tally.update(one.state for one in done.items)


def _print(work: Iterator[tuple[str, Rechecked]], tally: Counter[str], output: str) -> None:
    width = streams.terminal_width()
    for where, done in work:
        page = stale.markdown(done, where) if output == "markdown" else stale.text(done, where, width)
        if page:
            streams.write(page)
    streams.write(stale.summary(tally, width))


def _print_json(work: Iterator[tuple[str, Rechecked]], tally: Counter[str]) -> None:
    """Write one object, a critique a line; what ended early is whole JSON too, and `complete` says so."""
    streams.write(f'{{"schema": "{stale.SCHEMA}", "critiques": [')
    complete, mark = False, "\n"
    try:
        for where, done in work:
            streams.write(mark + safe(json.dumps(stale.record(done, where), ensure_ascii=False)))
            mark = ",\n"
        complete = True
    finally:
        streams.write(f'\n], "complete": {json.dumps(complete)}, "summary": {json.dumps(dict(tally))}}}\n')
