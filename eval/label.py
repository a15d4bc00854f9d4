"""`python -m eval label`: label drafts in the terminal, blind to what the critic says, into a golden file of one's own.

Each answer is checked as it is given, and each draft is written as soon as it is labelled: an interrupted session goes
on where it stopped.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from eval.disk import write_whole
from eval.golden import CODES, Case, GoldenFile, read
from wbcoach.batch.backlog import Backlog
from wbcoach.coach.gather import linked_items
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.batch.row import Row

HELP: Final = """For each draft:
  must, may   codes, each with the words that carry it: S01 a mobile app; T02
              (words exactly as they stand in the draft; none where something is missing)
  forbidden   codes that a hasty reader would raise, and would be wrong: P01 S03
  scores      template scope data persona, each 0 to 4: 4 2 3 4
  verdict     ready, revise or rethink
An empty line gives nothing; `skip` leaves the draft for later, `quit` ends. `python -m eval label --codes` lists the codes.
"""
_VERDICTS: Final = ("ready", "revise", "rethink")


class _LeaveError(Exception):
    """The labeller skips this draft, or ends."""

    def __init__(self, *, end: bool) -> None:
        super().__init__()
        self.end = end


def label(drafts: str, out: Path, author: str, ask: Callable[[str], str] = input) -> int:
    """Label the drafts of a backlog that `out` doesn't hold yet; give how many were labelled.

    Args:
        drafts: a CSV, JSONL or Markdown file, or a folder of Markdown, as batch critique reads it.
        out: the golden file, which is made where it isn't there.
        author: who labels; kept with each case.
        ask: reads one line after showing a prompt.

    Raises:
        InputError: the drafts can't be read, or `out` holds something else.
    """
    done = list(_read(out))
    known = {case.id for case in done} | {case.text for case in done}
    labelled = 0
    sys.stdout.write(HELP)
    with Backlog.open(drafts, datetime.now(UTC).date(), _warn) as backlog:
        for row in backlog:
            if row.text in known or row.id in known:
                continue
            _show(row)
            try:
                done.append(_asked(row, author, ask))
            except _LeaveError as left:
                if left.end:
                    break
                continue
            _write(out, done)
            labelled += 1
    return labelled


def _show(row: Row) -> None:
    sys.stdout.write(f"\n{row.id}\n{row.text}\n")
    for item in linked_items(row.evidence):
        sys.stdout.write(f"  [{item.id}] {item.source}, {item.date}: {item.text}\n")


def _asked(row: Row, author: str, ask: Callable[[str], str]) -> Case:
    """Ask until the answers make a case."""
    while True:
        expected = [
            *_expected(row.text, "must", ask),
            *_expected(row.text, "may", ask),
        ]
        forbidden = _until("forbidden: ", _codes, ask)
        scores = _until("scores: ", _scores, ask)
        verdict = _until("verdict: ", _verdict, ask)
        try:
            return Case.model_validate(
                {
                    "id": row.id, "author": author, "split": "held", "domain": "own", "format": None, "text": row.text,
                    "evidence": [
                        {"id": item.id, "source": item.source, "date": str(item.date), "text": item.text}
                        for item in linked_items(row.evidence)
                    ],
                    "expected": expected, "forbidden": forbidden, "dims": scores, "verdict": verdict,
                }
            )  # fmt: skip
        except ValueError as error:
            sys.stdout.write(f"These don't go together: {error}\nOnce more.\n")


def _expected(text: str, level: str, ask: Callable[[str], str]) -> list[dict[str, Any]]:
    def read_codes(answer: str) -> list[dict[str, Any]]:
        found = []
        for part in filter(None, map(str.strip, answer.split(";"))):
            code, _, words = part.partition(" ")
            code, words = code.upper(), words.strip()
            if code not in CODES:
                raise ValueError(f"{code} is no code")
            if words and words not in text:
                raise ValueError(f"{words!r} doesn't stand in the draft")
            kind = "presence" if words else "absence"
            found.append({"code": code, "level": level, "kind": kind, "span": words or None})
        return found

    found: list[dict[str, Any]] = _until(f"{level}: ", read_codes, ask)
    return found


def _codes(answer: str) -> list[str]:
    codes = answer.upper().split()
    if strange := [code for code in codes if code not in CODES]:
        raise ValueError(f"{' '.join(strange)}: no such code")
    return codes


def _scores(answer: str) -> dict[str, int]:
    numbers = [int(part) for part in answer.split() if part.isdecimal()]
    if len(numbers) != len(answer.split()) or len(numbers) != 4 or max(numbers) > 4:
        raise ValueError("four whole numbers from 0 to 4 are asked for")
    return dict(zip(("template", "scope", "data", "persona"), numbers, strict=True))


def _verdict(answer: str) -> str:
    if answer not in _VERDICTS:
        raise ValueError(f"one of {', '.join(_VERDICTS)}")
    return answer


def _until(prompt: str, read_answer: Callable[[str], Any], ask: Callable[[str], str]) -> Any:
    """Ask until the answer can be read."""
    while True:
        try:
            answer = ask(prompt).strip()
        except EOFError:
            raise _LeaveError(end=True) from None
        if answer in ("skip", "quit"):
            raise _LeaveError(end=answer == "quit")
        try:
            return read_answer(answer)
        except ValueError as error:
            sys.stdout.write(f"{error}. Once more.\n")


def _read(out: Path) -> list[Case]:
    if not out.exists():
        return []
    try:
        return GoldenFile.model_validate(read(out)).cases
    except (ValueError, yaml.YAMLError) as error:
        raise InputError(f"{out} is no golden file: {str(error)[:300]}", "Name another with --out.") from None


def _write(out: Path, cases: list[Case]) -> None:
    content = GoldenFile(synthetic=False, cases=cases).model_dump(mode="json")
    write_whole(out, yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120))


def _warn(message: str) -> None:
    sys.stderr.write(f"{message}\n")
