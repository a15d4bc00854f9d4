"""`wbcoach diff`: two runs of a backlog side by side, as text or JSON."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wbcoach.batch.answers import read_answers
from wbcoach.batch.compare import KINDS, WORSE, Brief, Change, compare
from wbcoach.batch.ledger import changes, made_with_of
from wbcoach.errors import InputError, SettingsError
from wbcoach.faces.cli import streams
from wbcoach.render.json import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Final = "wbcoach.diff/1"
_LONGEST_WORDS = 60


def run(before: str, after: str, output: str) -> int:
    """Print what became of each statement between two runs; give 1 where any is worse, else 0.

    Raises:
        InputError: a file is no output of a batch.
        SettingsError: there is no such format.
    """
    if output not in ("text", "json"):
        raise SettingsError(f"A comparison has no format {output!r}.", "Choose text or json.")
    # Both are read up to their first line, so that a wrong file is known before anything is printed.
    for path in (before, after):
        next(iter(read_answers(Path(path))))
    _tell_changes(Path(before), Path(after))
    counts: Counter[str] = Counter(dict.fromkeys(KINDS, 0))
    work = _counted(compare(read_answers(Path(before)), read_answers(Path(after))), counts)
    if output == "json":
        _print_json(work, counts, before, after)
    else:
        for change in work:
            if change.kind != "same":
                streams.write(streams.printable(_line(change)) + "\n")
        told = ", ".join(f"{counts[kind]:,} {kind}" for kind in KINDS if counts[kind])
        streams.write(f"{sum(counts.values()):,} statements: {told}.\n")
    return int(any(counts[kind] for kind in WORSE))


def _counted(work: Iterator[Change], counts: Counter[str]) -> Iterator[Change]:
    for change in work:
        counts[change.kind] += 1
        yield change


def _tell_changes(before: Path, after: Path) -> None:
    """Say how the making of the two runs differs, as far as their progress files tell."""
    with suppress(InputError):
        then, now = made_with_of(before), made_with_of(after)
        if then and now:
            for change in changes(then, now):
                streams.say(f"wbcoach: {change}.")


def _line(change: Change) -> str:
    verdicts = change.after or change.before
    if change.before and change.after and change.before != change.after:
        verdicts = f"{change.before} -> {change.after}"
    parts = [f"{change.kind:8}{change.id}  {verdicts}"]
    moved = _moved(change)
    if moved:
        parts.append("now " + ", ".join(_severities(one, other) for one, other in moved))
    same = [finding for pair in moved for finding in pair]
    for name, findings in (("closed", change.closed), ("opened", change.opened)):
        told = [one for one in findings if one not in same]
        if told and change.kind != "new":
            parts.append(f"{name} " + ", ".join(_brief(one.code, one.words) for one in told))
    return "; ".join(parts)


def _moved(change: Change) -> list[tuple[Brief, Brief]]:
    """Give the findings that are there still, of another severity."""
    left = list(change.opened)
    moved = []
    for one in change.closed:
        other = next((it for it in left if (it.code, it.words) == (one.code, one.words)), None)
        if other:
            left.remove(other)
            moved.append((one, other))
    return moved


def _severities(before: Brief, after: Brief) -> str:
    return f"{_brief(after.code, after.words)} {before.severity} -> {after.severity}"


def _brief(code: str, words: str) -> str:
    short = " ".join(words.split())
    if len(short) > _LONGEST_WORDS:
        short = f"{short[:_LONGEST_WORDS]}…"
    return f"{code} “{short}”" if short else code


def _print_json(work: Iterator[Change], counts: Counter[str], before: str, after: str) -> None:
    """Write one object, a statement a line; what ended early is whole JSON too, and `complete` says so."""
    named = f'"before": {json.dumps(before)}, "after": {json.dumps(after)}'
    streams.write(f'{{"schema": "{SCHEMA}", {named}, "rows": [')
    complete, mark = False, "\n"
    try:
        for change in work:
            streams.write(mark + safe(json.dumps(asdict(change), ensure_ascii=False)))
            mark = ",\n"
        complete = True
    finally:
        streams.write(f'\n], "complete": {json.dumps(complete)}, "summary": {json.dumps(dict(counts))}}}\n')
