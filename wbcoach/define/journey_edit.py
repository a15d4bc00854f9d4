"""The author's edits of a journey: a YAML file of phases, written once and read ever after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from wbcoach.define.stages import TITLES
from wbcoach.errors import InputError

_HEAD: Final = """\
# The phases of a journey map, in their order. This file is yours: wbcoach reads it and never writes it again.
# Change a name or the order, take a phase out, or add one with the words by which it is told:
# - phase: at-the-counter
#   name: At the counter
#   words: [counter, reception]
"""
_MOST: Final = 30


@dataclass(frozen=True)
class EditedPhase:
    """A phase as the author wants it; `words` are those by which an added one is told."""

    phase: str
    name: str
    words: tuple[str, ...] = ()


def usual() -> list[EditedPhase]:
    """Give the phases of the usual arc."""
    return [EditedPhase(phase, title) for phase, title in TITLES.items()]


def read_edits(path: str) -> list[EditedPhase] | None:
    """Read the phases that an author wants; None where there is no such file yet.

    Raises:
        InputError: it can't be read, or says something other than phases.
    """
    try:
        told = yaml.safe_load(Path(path).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}.", "Name another file.") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        first = str(error).split("\n", 1)[0]
        raise InputError(f"{path} is no YAML: {first}.", _hint()) from None
    phases = told.get("phases") if isinstance(told, dict) else None
    if not isinstance(phases, list) or not 0 < len(phases) <= _MOST:
        raise InputError(f"{path} has no list of 1 to {_MOST} phases.", _hint())
    found = [_phase(one, f"{path}: phase {number}") for number, one in enumerate(phases, 1)]
    twice = next(
        (one.phase for at, one in enumerate(found) if one.phase in {other.phase for other in found[:at]}),
        None,
    )
    if twice:
        raise InputError(f"{path} has the phase {twice!r} twice.", "Give one of them another `phase`.")
    return found


def write_edits(path: str, phases: Sequence[EditedPhase]) -> None:
    """Write the phases for the author to edit.

    Raises:
        InputError: the file can't be written.
    """
    plain = {"phases": [{"phase": one.phase, "name": one.name} for one in phases]}
    try:
        Path(path).write_text(_HEAD + yaml.safe_dump(plain, sort_keys=False, allow_unicode=True), "utf-8")
    except OSError as error:
        raise InputError(
            f"{path} can't be written: {error.strerror}.", "Name a file in a folder that is there."
        ) from None


def _phase(one: Any, where: str) -> EditedPhase:
    if not isinstance(one, dict) or not isinstance(one.get("phase"), str) or not one["phase"].strip():
        raise InputError(f"{where} has no `phase`.", _hint())
    unknown = sorted(map(str, one.keys() - {"phase", "name", "words"}))
    if unknown:
        raise InputError(f"{where} has an unknown key {unknown[0]!r}.", _hint())
    phase, given = one["phase"].strip(), one.get("words") or []
    words = tuple(str(word).strip() for word in given) if isinstance(given, list) else ()
    known = next((title for name, title in TITLES.items() if name == phase), None)
    if known is None and not any(words):
        raise InputError(
            f"{where}, {phase!r}, is new and has no `words`.",
            "Say by which words it is told: words: [counter, reception].",
        )
    return EditedPhase(
        phase, str(one.get("name") or known or phase).strip(), tuple(word for word in words if word)
    )


def _hint() -> str:
    return "Name a file that isn't there yet to have one written, and edit that."
