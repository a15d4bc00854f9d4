"""False alarms on neutral text: sentences about groups that generalise nothing, and decent user stories."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from eval.score import pinned
from wbcoach.coach import Coach

if TYPE_CHECKING:
    from wbcoach.heads.weigh import Heads

FOLDER = Path(__file__).with_name("neutral")
PERSONA: Final = frozenset({"P01", "P02", "P03", "P04", "P05", "L03"})
# A lone sentence has no need and no data; what it lacks is no false alarm. Stories come without data as well.
LACKING: Final = {"groups": frozenset({"T01", "T02", "T03", "T04", "D01"}), "stories": frozenset({"D01"})}


def texts(kind: str) -> list[str]:
    """Give the texts of a kind, "groups" or "stories"."""
    lines = (FOLDER / f"synthetic_{kind}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def alarms(kind: str, local: Heads | None = None) -> tuple[Counter[str], int, int]:
    """Count false alarms: by code, texts with one on people, and texts with any at all."""
    coach = Coach(pinned(), heads=local)
    by_code: Counter[str] = Counter()
    people = anything = 0
    for text in texts(kind):
        shown = {finding.code for finding in coach.critique(text).findings} - LACKING[kind]
        by_code.update(shown)
        people += bool(shown & PERSONA)
        anything += bool(shown)
    return by_code, people, anything
