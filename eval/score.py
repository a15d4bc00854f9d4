"""How well the shown findings agree with the labels: counts, figures, and intervals around them."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Self

from wbcoach.coach import Coach
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from eval.golden import Case
    from wbcoach.heads.weigh import Heads
    from wbcoach.settings import Settings

# Pinned, so that the figures don't drift with the calendar; no evidence in the set is younger.
AS_OF: Final = date(2026, 11, 1)
VERDICTS: Final = ("ready", "revise", "rethink")
_ACCUSING: Final = frozenset({"P01", "P02"})
_ROUNDS, _SEED = 2000, 20261101


@dataclass(frozen=True)
class Outcome:
    """What was shown for a case; `verdict` is None where the text was not taken for a statement."""

    case: Case
    shown: frozenset[str]
    verdict: str | None


@dataclass(frozen=True)
class Tally:
    """Counts over statements, by code per statement: a code shown twice in a statement counts once.

    `*_here` counts only codes of the catalogue; `accused` counts statements where P01 or P02 was shown
    and is not listed.
    """

    statements: int = 0
    shown: int = 0
    right: int = 0
    musts_here: int = 0
    found_here: int = 0
    musts: int = 0
    found: int = 0
    forbidden: int = 0
    clean: int = 0
    kept_clean: int = 0
    verdicts: int = 0
    accused: int = 0

    @classmethod
    def of(cls, outcomes: Iterable[Outcome], catalogue: Collection[str]) -> Self:
        """Count over all outcomes."""
        counted = [astuple(_count(outcome, catalogue)) for outcome in outcomes]
        return cls(*map(sum, zip(*counted, strict=True)))

    @property
    def precision(self) -> float | None:
        """Strict precision: the share of shown codes that are listed must or may."""
        return share(self.right, self.shown)

    @property
    def recall_here(self) -> float | None:
        """The share of musts that were shown, over codes in the catalogue."""
        return share(self.found_here, self.musts_here)

    @property
    def recall(self) -> float | None:
        """The share of musts that were shown, over all 40 codes."""
        return share(self.found, self.musts)

    @property
    def cleanness(self) -> float | None:
        """The share of statements without a must that show nothing outside their mays."""
        return share(self.kept_clean, self.clean)

    @property
    def verdict_accuracy(self) -> float | None:
        """The share of statements whose verdict is the labeller's."""
        return share(self.verdicts, self.statements)


@dataclass(frozen=True)
class PitfallFigures:
    """One pitfall: statements that must show it, that did of those, that showed it, and rightly so.

    `near` counts the statements it is forbidden on, the near misses, and `alarms` those of them that showed it.
    """

    musts: int
    found: int
    shown: int
    right: int
    near: int = 0
    alarms: int = 0


def share(part: int, whole: int) -> float | None:
    """Divide; None where there is nothing to divide by, which is neither good nor bad."""
    return part / whole if whole else None


def pinned() -> Settings:
    """Give settings in which nothing of this machine changes a finding."""
    fixed = {"model": None, "stage": "validated", "as_of": AS_OF, "stale_months": 24, "cache": "none"}
    return load().settings.model_copy(update=fixed)


def heads() -> Heads | None:
    """Open the heads, where MiniLM was fetched."""
    from wbcoach.heads import open_heads
    from wbcoach.library import open_piece_reader

    return open_heads(open_piece_reader(pinned().assets))


def judge(cases: Iterable[Case], local: Heads | None = None) -> list[Outcome]:
    """Critique each case with its own evidence linked and no index: by rules alone, or with heads as well."""
    coach = Coach(pinned(), heads=local)
    outcomes = []
    for case in cases:
        critique = coach.critique(case.text, [one.model_dump() for one in case.evidence], id=case.id)
        shown = frozenset(finding.code for finding in critique.findings)
        outcomes.append(Outcome(case, shown, critique.verdict))
    return outcomes


def _count(outcome: Outcome, catalogue: Collection[str]) -> Tally:
    case, shown = outcome.case, outcome.shown
    here = case.musts & frozenset(catalogue)
    clean = not case.musts
    return Tally(
        statements=1,
        shown=len(shown),
        right=len(shown & case.listed),
        musts_here=len(here),
        found_here=len(here & shown),
        musts=len(case.musts),
        found=len(case.musts & shown),
        forbidden=len(shown & set(case.forbidden)),
        clean=clean,
        kept_clean=clean and shown <= case.listed,
        verdicts=outcome.verdict == case.verdict,
        accused=bool((shown & _ACCUSING) - case.listed),
    )


def by_pitfall(outcomes: Sequence[Outcome], catalogue: Iterable[str]) -> dict[str, PitfallFigures]:
    """Count for each code of the catalogue on its own."""
    return {
        code: PitfallFigures(
            musts=sum(code in one.case.musts for one in outcomes),
            found=sum(code in one.case.musts & one.shown for one in outcomes),
            shown=sum(code in one.shown for one in outcomes),
            right=sum(code in one.shown & one.case.listed for one in outcomes),
            near=sum(code in one.case.forbidden for one in outcomes),
            alarms=sum(code in one.shown and code in one.case.forbidden for one in outcomes),
        )
        for code in catalogue
    }


def confusion(outcomes: Iterable[Outcome]) -> Counter[tuple[str, str]]:
    """Count statements by (labelled verdict, given verdict); "none" where none was given."""
    return Counter((one.case.verdict, one.verdict or "none") for one in outcomes)


def interval(
    outcomes: Sequence[Outcome],
    catalogue: Collection[str],
    figure: Callable[[Tally], float | None],
    rounds: int = _ROUNDS,
) -> tuple[float, float] | None:
    """Give the bootstrap 95% interval of a figure: statements drawn with replacement, seed fixed.

    None where the figure has nothing to divide by in most draws.
    """
    import numpy as np

    if not outcomes:
        return None
    rows = np.array([astuple(_count(one, catalogue)) for one in outcomes], dtype=np.int64)
    dice = np.random.default_rng(_SEED)
    draws = dice.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=rounds) @ rows
    values = [value for draw in draws if (value := figure(Tally(*map(int, draw)))) is not None]
    if len(values) * 2 < rounds:
        return None
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def misses(outcome: Outcome, catalogue: Collection[str]) -> dict[str, list[str]]:
    """Name what went wrong in a case: codes not found, false, or forbidden, and a different verdict."""
    case, shown = outcome.case, outcome.shown
    wrong = {
        "missed": sorted(case.musts & frozenset(catalogue) - shown),
        "false": sorted(shown - case.listed - set(case.forbidden)),
        "forbidden": sorted(shown & set(case.forbidden)),
    }
    if outcome.verdict != case.verdict:
        wrong["verdict"] = [f"{outcome.verdict or 'none'}, labelled {case.verdict}"]
    return {name: codes for name, codes in wrong.items() if codes}
