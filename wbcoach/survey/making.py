"""A survey taken of what a batch wrote: the rows are read once and let go; of each statement its text is kept, to compare."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from wbcoach.survey import told
from wbcoach.survey.answers import rows_of
from wbcoach.survey.columns import choose, day_of, team_of
from wbcoach.survey.ranking import Ranking
from wbcoach.survey.shapes import ErrorRow, Survey
from wbcoach.survey.tally import LENSES, VERDICTS, Tally
from wbcoach.survey.tally import told as counts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from wbcoach.critique import Critique, Verdict
    from wbcoach.library.vectors import Embeds
    from wbcoach.survey.answers import Row
    from wbcoach.survey.columns import Column
    from wbcoach.survey.shapes import Clash, Group
    from wbcoach.survey.told import Told

    Tell = Callable[[str, int, int | None], None]

_SAMPLE: Final = 300
_MOST_ERRORS: Final = 100


@dataclass
class _Seen:
    """What one walk over the rows leaves."""

    tally: Tally = field(default_factory=Tally)
    ranking: Ranking = field(default_factory=Ranking)
    statements: list[Told] = field(default_factory=list)
    errors: list[ErrorRow] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    versions: set[str] = field(default_factory=set)
    models: set[str] = field(default_factory=set)
    as_of: set[str] = field(default_factory=set)
    columns: dict[str, None] = field(default_factory=dict)

    def add(self, row: Row, dates: Column | None, teams: Column | None) -> None:
        self.counts["rows"] += 1
        self.columns.update(dict.fromkeys(row.given if row.critique else ()))
        if row.critique is None:
            self.counts["errors"] += 1
            if len(self.errors) < _MOST_ERRORS:
                self.errors.append(ErrorRow(row=row.number, id=row.id, **row.error))
        elif row.critique.verdict is None:
            self.counts["unread"] += 1
        else:
            day = day_of(row.given.get(dates.name)) if dates else ""
            team = team_of(row.given.get(teams.name)) if teams else ""
            self._judge(row, row.critique, row.critique.verdict, day, team)

    def _judge(self, row: Row, critique: Critique, verdict: Verdict, day: str, team: str) -> None:
        self.tally.add(critique, verdict, day, team)
        self.ranking.add(row, critique, verdict)
        self.statements.append(told.of(row.number, row.id, critique))
        self.versions.add(critique.receipt.version)
        self.models.add(critique.receipt.model or "")
        self.as_of.add(critique.receipt.as_of)


def take(
    path: Path,
    embedder: Embeds | None = None,
    *,
    dates: str | None = None,
    teams: str | None = None,
    tell: Tell | None = None,
) -> Survey:
    """Survey the output of a batch.

    Args:
        path: `wbcoach batch -o`'s JSON lines.
        embedder: tells statements of one problem apart from others; None: shared words do.
        dates: the column that holds each row's date; None: guessed; empty: none.
        teams: the same for its team.
        tell: told of (step, done, total or None).

    Raises:
        InputError: the file is no output of a batch, or has no such column.
    """
    when, who = columns_in(path, dates=dates, teams=teams)
    seen = _Seen()
    for row in rows_of(path):
        seen.add(row, when, who)
        if tell and not row.number % 500:
            tell("read", row.number, None)
    if tell:
        tell("compare", 0, None)
    groups, clashes = _compared(seen.statements, embedder)
    again = {member.row: len(group.members) - 1 for group in groups for member in group.members}
    copies = {member.row for group in groups for member in group.members if member.how == "copy"}
    tally = seen.tally
    return Survey(
        source=path.name,
        rows=seen.counts["rows"],
        statements=tally.whole.statements,
        unread=seen.counts["unread"],
        errors=seen.counts["errors"],
        error_rows=tuple(seen.errors),
        versions=tuple(sorted(seen.versions)),
        models=tuple(sorted(filter(None, seen.models))),
        as_of=tuple(sorted(seen.as_of)),
        verdicts=counts(VERDICTS, tally.whole.verdicts),
        lenses=counts(LENSES, tally.whole.lenses),
        scores=tally.scores,
        pitfalls=tally.pitfalls(),
        times=tally.over_time(when) if when else None,
        teams=tally.over_teams(who) if who else None,
        coverage=tally.coverage(),
        compared_by=embedder.name if embedder else "words",
        groups=groups,
        clashes=clashes,
        rework=seen.ranking.first("rework", again, copies),
        ready=seen.ranking.first("ready", again, copies),
        columns=tuple(seen.columns),
    )


def columns_in(path: Path, *, dates: str | None, teams: str | None) -> tuple[Column | None, Column | None]:
    """Choose the columns of dates and of teams by the first few hundred rows.

    Raises:
        InputError: as `take`.
    """
    sample = [row.given for row in islice(rows_of(path), _SAMPLE) if row.critique]
    return choose(sample, dates=dates, teams=teams)


def _compared(
    statements: Sequence[Told], embedder: Embeds | None
) -> tuple[tuple[Group, ...], tuple[Clash, ...]]:
    from wbcoach.survey.clashing import clashes
    from wbcoach.survey.grouping import copies_of, grouped
    from wbcoach.survey.nearness import vectors_of

    copies = copies_of(statements)
    firsts = [one for place, one in enumerate(statements) if place not in copies]
    vectors = vectors_of([one.matter for one in firsts], [one.own for one in firsts], embedder)
    by_vectors = embedder is not None
    found = clashes(firsts, vectors, by_vectors=by_vectors)
    apart = {(clash.one.row, clash.other.row) for clash in found}
    return grouped(statements, copies, vectors, apart, by_vectors=by_vectors), found
