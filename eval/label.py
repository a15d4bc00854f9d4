"""`python -m eval label`: label drafts in the terminal, blind to what the critic says, into a golden file of one's own.

Each answer is checked as it is given, and each draft is written as soon as it is labelled: an interrupted session goes
on where it stopped.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

import yaml
from pydantic import ValidationError

from eval import faults
from eval.disk import write_whole
from eval.golden import Case, GoldenFile, read
from eval.terminal import LeaveError, codes, expected, scores, show, until, verdict
from wbcoach.batch.backlog import Backlog
from wbcoach.coach.gather import linked_items
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wbcoach.batch.columns import Columns
    from wbcoach.batch.row import Row
    from wbcoach.evidence import Item

HELP: Final = """For each draft:
  must, may   codes, each with the words that carry it: S01 a mobile app; T02
              (words exactly as they stand in the draft; none where something is missing)
  forbidden   codes that a hasty reader would raise, and would be wrong: P01 S03
  scores      template scope data persona, each 0 to 4: 4 2 3 4
  verdict     ready, revise or rethink
An empty line gives nothing; `skip` leaves the draft for later, `quit` ends. `python -m eval label --codes` lists the codes.
"""


class _Dumper(yaml.SafeDumper):
    """Writes text with line ends of other sorts between double quotes, where YAML keeps them as they are."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    odd = any(sign in text for sign in "\x85\u2028\u2029")
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if odd else None)


_Dumper.add_representer(str, _text)


def label(
    drafts: str, out: Path, author: str, ask: Callable[[str], str] = input, *, columns: Columns | None = None
) -> int:
    """Label the drafts of a backlog that `out` doesn't hold yet; give how many were labelled.

    Args:
        drafts: a CSV, JSONL or Markdown file, or a folder of Markdown, as batch critique reads it.
        out: the golden file, which is made where it isn't there.
        author: who labels; kept with each case.
        ask: reads one line after showing a prompt.
        columns: which column of the drafts holds what, where it isn't to be guessed.

    Raises:
        InputError: the drafts can't be read, or `out` holds something else.
    """
    done = list(_read(out))
    texts = {case.text: case.id for case in done}
    before, met = {case.text: case.author for case in done}, Counter[str]()
    labelled = read = refused = 0
    help_once = HELP
    with Backlog.open(drafts, datetime.now(UTC).date(), _warn, columns) as backlog:
        for row in backlog:
            if (who := before.get(row.text)) is not None:
                met[who] += 1
            read += 1
            if row.text in texts:
                continue
            if (given := _given(row, set(texts.values()))) is None:
                refused += 1
                continue
            name, evidence = given
            sys.stdout.write(help_once)
            help_once = ""
            show(name, row.text, evidence)
            try:
                done.append(_asked(name, row.text, evidence, author, ask))
            except LeaveError as left:
                if left.end:
                    break
                continue
            done = [*(_read(out) or done[:-1]), done[-1]]  # what was mended in the file meanwhile stays
            _write(out, done)
            texts[row.text] = name
            labelled += 1
    if read and refused == read:
        raise InputError(
            f"None of the {read} rows of {drafts} can be labelled.", "Mend what is said of each above."
        )
    if met:
        told = ", ".join(f"{number} by {who}" for who, number in met.items())
        _warn(
            f"{out} had labels of {met.total()} of these drafts before ({told}); they were not asked for again."
        )
    if met.keys() - {author}:
        _warn(f"For labels of another person: `python -m eval label {out.parent} --second`.")
    return labelled


def _given(row: Row, used: set[str]) -> tuple[str, list[Item]] | None:
    """Give a row's id and evidence; None, with a warning, where it can't be labelled.

    A row without an id of its own gets one from its words: a number or a line would stand for another draft tomorrow.
    """
    try:
        if row.fault:
            raise row.fault
        evidence = linked_items(row.evidence)
    except InputError as error:
        _warn(f"{row.id}: {error}")
        return None
    own = isinstance(row.given, dict) and row.given.get("id") not in (None, "") and row.location is None
    name = row.id if own else f"own-{hashlib.sha256(row.text.encode()).hexdigest()[:8]}"
    if name in used:
        _warn(f"{name} was labelled with other words. Give the changed draft an id of its own.")
        return None
    return name, evidence


def _asked(name: str, text: str, evidence: list[Item], author: str, ask: Callable[[str], str]) -> Case:
    """Ask until the answers make a case."""
    while True:
        found = [
            one
            for level in ("must", "may")
            for one in until(f"{level}: ", partial(expected, text, level), ask)
        ]
        forbidden = until("forbidden: ", codes, ask)
        dims = until("scores: ", scores, ask)
        said = until("verdict: ", verdict, ask)
        try:
            return Case.model_validate(
                {
                    "id": name, "author": author, "split": "held", "domain": "own", "format": None, "text": text,
                    "evidence": [
                        {"id": item.id, "source": item.source, "date": str(item.date), "text": item.text}
                        for item in evidence
                    ],
                    "expected": found, "forbidden": forbidden, "dims": dims, "verdict": said,
                }
            )  # fmt: skip
        except ValueError as error:
            sys.stdout.write(f"These don't go together: {error}\nOnce more.\n")


def _read(out: Path) -> list[Case]:
    if not out.exists():
        return []
    try:
        return GoldenFile.model_validate(read(out)).cases
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(
            "\n".join([f"{out} is no golden file:", *faults.told(out, error), ""]),
            "Mend it, or name another with --out.",
        ) from None


def _write(out: Path, cases: list[Case]) -> None:
    content = GoldenFile(synthetic=False, cases=cases).model_dump(mode="json")
    write_whole(out, yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))


def _warn(message: str) -> None:
    sys.stderr.write(f"{message}\n")
