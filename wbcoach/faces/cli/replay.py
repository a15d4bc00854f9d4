"""`wbcoach replay`: saved critiques made again from what was kept, and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wbcoach.coach.replay import Replayed, replay
from wbcoach.faces.cli import streams
from wbcoach.faces.cli.critique import read_evidence
from wbcoach.faces.cli.saved import Saved
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.critique import Critique
    from wbcoach.evidence import Item

_DIFFERS, _MISSING = 1, 3


def run(paths: Sequence[str], evidence: Sequence[str], flags: dict[str, Any]) -> int:
    """Make each critique again and print how it compares; 0: all the same, 1: one differs, 3: something is missing.

    Raises:
        InputError: a file holds no critique of ours.
    """
    saved = [(path, critique) for path in paths for _, critique in Saved(path)]
    items = read_evidence(evidence)
    settings = load(flags).settings
    worst = 0
    for path, critique in saved:
        linked = {one.id for one in critique.evidence if one.linked}
        mine = items if len(saved) == 1 else _of(items, linked)
        done = replay(critique, settings, mine)
        streams.write(f"{_name(path, critique)}: {_told(done)}\n")
        worst = max(worst, _MISSING if done.missing else 0 if done.equal else _DIFFERS)
    return worst


def _of(items: Sequence[Item], names: set[str]) -> list[Item]:
    return [item for item in items if item.id in names]


def _name(path: str, critique: Critique) -> str:
    place = f" {critique.location.path}:{critique.location.line}" if critique.location else ""
    return streams.printable(f"{path}{place}{f' {critique.id}' if critique.id else ''}")


def _told(done: Replayed) -> str:
    lines = [f"missing: {one}" for one in done.missing]
    if done.equal:
        count = len(done.critique.findings)
        lines.append(f"the same, {count} finding{'s' * (count != 1)}")
    elif done.differences:
        lines.append(f"differs in {'; '.join(done.differences)}")
    lines += [f"changed since: {one}" for one in done.changes]
    return streams.printable(("\n  " if len(lines) > 1 else "") + "\n  ".join(lines))
