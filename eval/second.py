"""A second labelling of statements that are labelled already, blind to the first: read, written, and asked for."""

from __future__ import annotations

import json
import random
import sys
from typing import TYPE_CHECKING, Final, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from eval import faults
from eval.disk import write_whole
from eval.golden import Code, Dims, load, read
from eval.terminal import LeaveError, codes, scores, show, until, verdict
from wbcoach.coach.gather import linked_items
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from eval.golden import Case

HELP: Final = """For each statement, without looking at its first labels:
  must, may   codes: S01 T02
  scores      template scope data persona, each 0 to 4: 4 2 3 4
  verdict     ready, revise or rethink
An empty line gives nothing; `skip` leaves the statement for later, `quit` ends. `python -m eval label --codes` lists the codes.
"""
_HEAD: Final = (
    "# A second, independent labelling, blind to the first; `python -m eval agreement` compares them.\n"
)
# The order is of no account but for this: a folder's files are one for each pitfall, which would give the labels away.
_SEED: Final = 20261101


class Second(BaseModel):
    """A second labeller's codes, scores and verdict for one statement."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str
    must: list[Code]
    may: list[Code]
    dims: Dims
    verdict: Literal["ready", "revise", "rethink"]

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> Self:
        if both := set(self.must) & set(self.may):
            raise ValueError(f"must and may at once: {' '.join(sorted(both))}")
        return self


def seconds(path: Path) -> list[Second]:
    """Read second labels; a file that isn't there holds none.

    Raises:
        InputError: it holds something else, or labels a statement twice.
    """
    if not path.exists():
        return []
    try:
        found = TypeAdapter(list[Second]).validate_python(read(path) or [])
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(
            "\n".join([f"{path} holds no second labels:", *faults.told(path, error), ""]),
            "Mend it, or name another file.",
        ) from None
    if len({one.id for one in found}) < len(found):
        raise InputError(f"{path} labels a statement twice.", "Keep one of the two.")
    return found


def label_again(folder: Path, out: Path, number: int | None = None, ask: Callable[[str], str] = input) -> int:
    """Ask for second labels of the golden statements of a folder, in a shuffled order; give how many were labelled.

    Args:
        folder: golden files, as `python -m eval label` writes them.
        out: the file of second labels; those that it holds are not asked for again.
        number: how many statements are labelled twice in all, counting those that `out` holds; None for each.
        ask: reads one line after showing a prompt.

    Raises:
        InputError: the folder holds no statement, or `out` something else.
        ValueError: a golden file is not of its shape.
    """
    done = seconds(out)
    known = {one.id for one in done}
    cases = load(folder)
    if not cases:
        raise InputError(f"{folder} holds no labelled statement.", "Name a folder of golden files.")
    random.Random(_SEED).shuffle(cases)  # noqa: S311  an order, no secret
    labelled = 0
    sys.stdout.write(HELP)
    for case in cases[:number]:
        if case.id in known:
            continue
        show(case.id, case.text, linked_items([one.model_dump() for one in case.evidence]))
        try:
            done.append(_asked(case, ask))
        except LeaveError as left:
            if left.end:
                break
            continue
        done = [*(seconds(out) or done[:-1]), done[-1]]  # what was mended in the file meanwhile stays
        _write(out, done)
        labelled += 1
    return labelled


def _asked(case: Case, ask: Callable[[str], str]) -> Second:
    while True:
        told = {
            "id": case.id,
            "must": until("must: ", codes, ask),
            "may": until("may: ", codes, ask),
            "dims": until("scores: ", scores, ask),
            "verdict": until("verdict: ", verdict, ask),
        }
        try:
            return Second.model_validate(told)
        except ValueError as error:
            sys.stdout.write(f"These don't go together: {error}\nOnce more.\n")


def _write(out: Path, done: Iterable[Second]) -> None:
    rows = (f"- {json.dumps(one.model_dump(), ensure_ascii=False)}\n" for one in done)
    write_whole(out, _HEAD + "".join(rows))
