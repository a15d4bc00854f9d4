"""Which finding to ask about: the one whose answer would change the verdict most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.critique import scores_of, verdict_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from wbcoach.critique import Critique, Finding

_ORDER = ("rethink", "revise", "ready")


def gain(critique: Critique, code: str) -> tuple[int, int]:
    """Say how far verdict (steps) and scores (sum of points) would rise if the findings of a code were answered."""
    if critique.scores is None or critique.verdict is None:
        return 0, 0
    rest = [finding for finding in critique.findings if finding.code != code]
    scores = scores_of(rest)
    steps = _ORDER.index(verdict_of(scores, rest)) - _ORDER.index(critique.verdict)
    points = sum(scores.model_dump().values()) - sum(critique.scores.model_dump().values())
    return steps, points


def heavy(critique: Critique, aside: Collection[str] = ()) -> list[Finding]:
    """Give the open findings that stand between a statement and ready, but for those put aside."""
    return [one for one in critique.findings if one.severity != "minor" and one.code not in aside]


def most_telling(critique: Critique, aside: Collection[str], *, spare_data: bool = False) -> Finding | None:
    """Choose the finding to ask about, worst first where several weigh the same; None where none of weight is left.

    Args:
        critique: of the draft as it stands.
        aside: codes that are not asked about any more.
        spare_data: the author has just said that they don't know, so missing data comes last.
    """

    def order(finding: Finding) -> tuple[object, ...]:
        steps, points = gain(critique, finding.code)
        severity, lens, sureness = finding.weight
        return (spare_data and finding.lens == "data", -steps, severity, lens, -points, sureness)

    return min(heavy(critique, aside), key=order, default=None)
