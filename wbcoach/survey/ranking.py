"""What to look at first: the gravest statements that most feedback stands behind, and those that are ready."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wbcoach.critique import SEVERITIES
from wbcoach.survey.shapes import Ranked
from wbcoach.survey.told import first_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wbcoach.critique import Critique, Severity, Verdict
    from wbcoach.survey.answers import Row

SHOWN: Final = 10
HOW: Final = (
    "Worst severity first; among equals those with feedback against them, then those with most feedback behind them,"
    " then those with more blockers, majors and minors, then by row. Copies don't take a place of their own."
)
HOW_READY: Final = "Those with most feedback behind them first, linked feedback before what was found; then those with fewer findings. Copies don't take a place of their own."
_KEPT: Final = 40
_MOST: Final = 1000
_WORDS: Final = 160


@dataclass(frozen=True, slots=True)
class Standing:
    """What the place of a statement follows from; severities count pitfalls, each once."""

    row: int
    severities: tuple[int, int, int]
    supports: int
    linked: int
    contradicts: int
    findings: int

    @property
    def gravest(self) -> Severity | None:
        """The worst severity that was found."""
        return next((name for name, count in zip(SEVERITIES, self.severities, strict=True) if count), None)

    @property
    def weight(self) -> int:
        """One number of the severities: a blocker weighs more than all majors, a major more than all minors."""
        blockers, majors, minors = self.severities
        return (blockers * _MOST + majors) * _MOST + minors

    @property
    def urgency(self) -> tuple[int, int, int, int, int, int]:
        """Sorts by what to rework first, lowest first."""
        grave = self.gravest
        tier = SEVERITIES.index(grave) if grave else len(SEVERITIES)
        return (
            tier,
            -min(1, self.contradicts),
            -self.supports,
            -self.weight,
            -self.findings,
            self.row,
        )

    @property
    def readiness(self) -> tuple[int, int, int, int]:
        """Sorts by what is readiest, lowest first."""
        return -self.supports, -self.linked, self.findings, self.row


def standing_of(row: int, critique: Critique) -> Standing:
    """Take from a critique what its place follows from."""
    codes = {(finding.code, finding.severity) for finding in critique.findings}
    blockers, majors, minors = (sum(severity == name for _, severity in codes) for name in SEVERITIES)
    items = {one.id: one for one in critique.evidence}.values()
    return Standing(
        row,
        (blockers, majors, minors),
        sum(one.stance == "supports" for one in items),
        sum(one.stance == "supports" and one.linked for one in items),
        sum(one.stance == "contradicts" for one in items),
        len(critique.findings),
    )


class Ranking:
    """The first few of each kind, however many there are; some more are kept, for the copies among them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[str, list[tuple[tuple[int, ...], Ranked]]] = {"rework": [], "ready": []}

    def add(self, row: Row, critique: Critique, verdict: Verdict) -> None:
        """Give a statement of that verdict its place."""
        standing = standing_of(row.number, critique)
        ready = verdict == "ready"
        order = standing.readiness if ready else standing.urgency
        kept = self._kept["ready" if ready else "rework"]
        place = tuple(-part for part in order)
        # A heap gives its least up first: the one furthest back.
        if len(kept) == _KEPT and place <= kept[0][0]:
            return
        ranked = Ranked(
            row=row.number,
            id=row.id,
            words=first_words(critique.statement.text, _WORDS),
            verdict=verdict,
            why=_why(standing, verdict),
            question=critique.question or "",
            told_again=0,
        )
        keep = heapq.heappush if len(kept) < _KEPT else heapq.heapreplace
        keep(kept, (place, ranked))

    def first(self, kind: str, again: Mapping[int, int], copies: Iterable[int]) -> tuple[Ranked, ...]:
        """Give the first ten.

        Args:
            kind: "rework" or "ready".
            again: how many other rows tell the same problem, by row.
            copies: rows that are another's copy; they are left out.
        """
        passed = set(copies)
        found = [one for _, one in sorted(self._kept[kind], key=lambda entry: entry[0], reverse=True)]
        return tuple(
            one.model_copy(update={"told_again": again.get(one.row, 0)})
            for one in found
            if one.row not in passed
        )[:SHOWN]


def _why(standing: Standing, verdict: Verdict) -> str:
    parts = [_many(count, name) for count, name in zip(standing.severities, SEVERITIES, strict=True) if count]
    feedback = [
        f"{_many(standing.supports, 'item')} of feedback for it"
        if standing.supports
        else "no feedback for it",
        *([f"{standing.contradicts:,} against"] if standing.contradicts else ()),
    ]
    return (
        ", ".join([*(parts or ["no finding"]), *feedback])
        if verdict != "ready" or parts
        else ", ".join(feedback)
    )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"
