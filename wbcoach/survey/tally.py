"""Counts over the critiques of a backlog, each looked at once and let go."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar, get_args

from wbcoach.critique import SEVERITIES, Lens, Verdict
from wbcoach.survey.shapes import Coverage, Pitfall, Slice, Split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.critique import Critique, Severity
    from wbcoach.survey.columns import Column
    from wbcoach.survey.shapes import Kind, ScoreName, SplitUnit

VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
LENSES: Final[tuple[Lens, ...]] = get_args(Lens)
KINDS: Final[tuple[Kind, ...]] = ("behavioral", "qualitative", "subjective")
SCORES: Final[tuple[ScoreName, ...]] = ("template", "scope", "data", "persona")
Key = TypeVar("Key", bound=str)
_MOST_SLICES: Final = 20
OTHERS: Final = "all others"
_FEW_DAYS, _SOME_DAYS, _MANY_DAYS = 70, 1100, 2600


class Part:
    """Counts over some of the statements."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.statements = 0
        self.verdicts: Counter[Verdict] = Counter()
        self.lenses: Counter[Lens] = Counter()

    def add(self, critique: Critique, verdict: Verdict) -> None:
        """Count a critique of that verdict."""
        self.statements += 1
        self.verdicts[verdict] += 1
        self.lenses.update({finding.lens for finding in critique.findings})

    def join(self, other: Part) -> None:
        """Take in what another part counted."""
        self.statements += other.statements
        self.verdicts.update(other.verdicts)
        self.lenses.update(other.lenses)

    def slice(self, name: str) -> Slice:
        """Give the counts under a name."""
        return Slice(name=name, statements=self.statements, verdicts=told(VERDICTS, self.verdicts), lenses=told(LENSES, self.lenses))  # fmt: skip


class Tally:
    """All that is counted over a backlog in one go."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.whole = Part()
        self.days: defaultdict[str, Part] = defaultdict(Part)
        self.teams: defaultdict[str, Part] = defaultdict(Part)
        self._scores: dict[ScoreName, list[int]] = {name: [0] * 5 for name in SCORES}
        self._findings: Counter[str] = Counter()
        self._statements: Counter[str] = Counter()
        self._grave: defaultdict[str, Counter[Severity]] = defaultdict(Counter)
        self._about: dict[str, tuple[str, Lens]] = {}
        self._evidence: Counter[str] = Counter()
        self._kinds: Counter[Kind] = Counter()

    def add(self, critique: Critique, verdict: Verdict, day: str, team: str) -> None:
        """Count a critique of that verdict, with its day and its team, each empty where it has none."""
        for part in (self.whole, self.days[day], self.teams[team]):
            part.add(critique, verdict)
        if critique.scores:
            for name in SCORES:
                self._scores[name][getattr(critique.scores, name)] += 1
        self._statements.update({finding.code for finding in critique.findings})
        for finding in critique.findings:
            self._findings[finding.code] += 1
            self._grave[finding.code][finding.severity] += 1
            self._about[finding.code] = finding.name, finding.lens
        self._see(critique)

    def _see(self, critique: Critique) -> None:
        items = {one.id: one for one in critique.evidence}.values()
        stances = {one.stance for one in items}
        linked = any(one.linked for one in items)
        self._evidence.update(
            name
            for name, so in (
                ("linked", linked),
                ("found", bool(items) and not linked),
                ("none", not items),
                ("supported", "supports" in stances),
                ("contradicted", "contradicts" in stances),
                ("unsearched", critique.searched is None),
            )
            if so
        )
        self._kinds.update({one.kind for one in items})
        self._evidence["items"] += len(items)

    def pitfalls(self) -> tuple[Pitfall, ...]:
        """Give the pitfalls that were found, those of most statements first."""
        codes = sorted(
            self._findings, key=lambda code: (-self._statements[code], -self._findings[code], code)
        )
        return tuple(
            Pitfall(
                code=code,
                name=self._about[code][0],
                lens=self._about[code][1],
                statements=self._statements[code],
                findings=self._findings[code],
                severities=told(SEVERITIES, self._grave[code]),
            )
            for code in codes
        )

    @property
    def scores(self) -> dict[ScoreName, tuple[int, ...]]:
        """How many statements have which score, from 0 to 4."""
        return {name: tuple(counts) for name, counts in self._scores.items()}

    def coverage(self) -> Coverage:
        """Give how far evidence reaches."""
        counted = {name: self._evidence[name] for name in Coverage.model_fields if name != "kinds"}
        return Coverage.model_validate(counted | {"kinds": told(KINDS, self._kinds)})

    def over_teams(self, column: Column) -> Split:
        """Give the counts by team, the largest first; those beyond the twentieth as one."""
        parts = {name: part for name, part in self.teams.items() if name}
        names = sorted(parts, key=lambda name: (-parts[name].statements, name))
        slices = [parts[name].slice(name) for name in names[:_MOST_SLICES]]
        if len(names) > _MOST_SLICES:
            rest = Part()
            for name in names[_MOST_SLICES:]:
                rest.join(parts[name])
            slices.append(rest.slice(OTHERS))
        return Split(column=column.name, guessed=column.guessed, unit="value", slices=tuple(slices), without=self.teams[""].statements if "" in self.teams else 0)  # fmt: skip

    def over_time(self, column: Column) -> Split:
        """Give the counts by week, month, quarter or year, whichever suits the time that the days span; in order."""
        days = sorted(filter(None, self.days))
        unit = _unit(days)
        parts: defaultdict[str, Part] = defaultdict(Part)
        for day in days:
            parts[_period(date.fromisoformat(day), unit)].join(self.days[day])
        slices = tuple(parts[name].slice(name) for name in sorted(parts))
        return Split(column=column.name, guessed=column.guessed, unit=unit, slices=slices, without=self.days[""].statements if "" in self.days else 0)  # fmt: skip


def told(keys: Sequence[Key], counts: Counter[Key]) -> dict[Key, int]:
    """Give the counts of all keys, in their order, zeros as well."""
    return {key: counts[key] for key in keys}


def _unit(days: Sequence[str]) -> SplitUnit:
    if not days:
        return "month"
    span = (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days
    if span <= _FEW_DAYS and not all(day.endswith("-01") for day in days):
        return "week"
    if span <= _SOME_DAYS:
        return "month"
    return "quarter" if span <= _MANY_DAYS else "year"


def _period(day: date, unit: SplitUnit) -> str:
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if unit == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}-{day.month:02}" if unit == "month" else str(day.year)
