"""A backlog's report as Markdown: the figures as tables and lists, then each statement as `wbcoach critique` lays it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.critique import SEVERITIES
from wbcoach.plain import escaped
from wbcoach.render import markdown
from wbcoach.render.backlog_words import (
    CLASHES,
    GROUPS,
    HOW_ALIKE,
    count_word,
    lead,
    many,
    percent,
    ready_title,
    subtitle,
    uncounted,
)
from wbcoach.survey.ranking import HOW, HOW_READY
from wbcoach.survey.tally import LENSES, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wbcoach.survey.answers import Row
    from wbcoach.survey.shapes import Ranked, Split, Survey

_MOST: Final = 60
_MOST_MEMBERS: Final = 12


def document(survey: Survey, rows: Iterable[Row] | None, title: str = "") -> Iterator[str]:
    """Give the document piece by piece, each with its line ends.

    Args:
        survey: its figures.
        rows: the critiques that it was taken of, once more; None: figures alone.
        title: what the report is on; the file that was surveyed where empty.
    """
    yield f"# {escaped(title or f'Backlog: {survey.source}')}\n\n{escaped(subtitle(survey))}\n"
    for heading, lines in (
        ("Verdicts", _verdicts(survey)),
        (f"{count_word(len(survey.rework))} to rework first", _ranked(survey.rework, HOW)),
        (ready_title(survey), _ranked(survey.ready, HOW_READY)),
        ("Pitfalls by frequency", _pitfalls(survey)),
        ("Over time", _split(survey.times)),
        ("By team", _split(survey.teams)),
        ("Evidence", _evidence(survey)),
        ("Told more than once", _groups(survey)),
        ("Contradicting each other", _clashes(survey)),
        ("Rows that could not be critiqued", _errors(survey)),
    ):
        told = list(lines)
        if told:
            yield f"\n## {heading}\n\n" + "".join(f"{line}\n" for line in told)
    if rows is not None:
        yield "\n## Statements\n"
        for row in rows:
            if row.critique is not None:
                yield f"\n### {escaped(row.id)}\n\n{markdown.render(row.critique, everything=True)}"


def _table(heads: Sequence[str], body: Iterable[Sequence[str]], left: int = 1) -> list[str]:
    """Lay a table out; columns from `left` on are numbers."""
    rule = ["---" if place < left else "--:" for place in range(len(heads))]
    return [f"| {' | '.join(cells)} |" for cells in (heads, rule, *body)]


def _verdicts(survey: Survey) -> list[str]:
    body = [
        (name, f"{count:,}", percent(count, survey.statements)) for name, count in survey.verdicts.items()
    ]
    scores = [(name, *(f"{count:,}" for count in counts)) for name, counts in survey.scores.items()]
    lines = _table(("Verdict", "Statements", "Share"), body)
    lines += ["", *_table(("Score", "0 (worst)", "1", "2", "3", "4 (best)"), scores)]
    if survey.unread:
        lines += ["", uncounted(survey)]
    return lines


def _ranked(some: Sequence[Ranked], how: str) -> list[str]:
    lines = [how, ""] if some else []
    for place, one in enumerate(some, 1):
        again = f"; told {one.told_again:,} more times" if one.told_again > 1 else ""
        again = "; told once more" if one.told_again == 1 else again
        lines.append(
            f"{place}. **{escaped(one.id)}** ({one.verdict}; {one.why}{again}): {escaped(one.words)}"
        )
        if one.question:
            lines.append(f"   - Ask: *{escaped(one.question)}*")
    return lines


def _pitfalls(survey: Survey) -> list[str]:
    body = [
        (f"{one.code} {one.name}", one.lens, f"{one.statements:,}", percent(one.statements, survey.statements), *(f"{one.severities[name]:,}" for name in SEVERITIES))
        for one in survey.pitfalls
    ]  # fmt: skip
    heads = ("Pitfall", "Lens", "Statements", "Share", *(f"{name}s" for name in SEVERITIES))
    return _table(heads, body, 2) if body else []


def _split(split: Split | None) -> list[str]:
    if split is None or not split.slices:
        return []
    body = [
        (escaped(one.name), f"{one.statements:,}", *(f"{one.verdicts[name]:,}" for name in VERDICTS), *(percent(one.lenses[lens], one.statements) for lens in LENSES))
        for one in split.slices
    ]  # fmt: skip
    guess = " (a guess)" if split.guessed else ""
    without = f" {many(split.without, 'statement')} without one are left out." if split.without else ""
    told = f"By the column {escaped(split.column)}{guess}: statements, verdicts, and the share of statements with a finding of each lens.{without}"
    return [told, "", *_table((escaped(split.column), "Statements", *VERDICTS, *LENSES), body)]


def _evidence(survey: Survey) -> list[str]:
    told = survey.coverage
    rows: dict[str, int] = {
        "linked by its author": told.linked, "found in the index only": told.found, "none at all": told.none,
        "for it": told.supported, "against it": told.contradicted, **{str(kind): count for kind, count in told.kinds.items()},
    }  # fmt: skip
    body = [(name, f"{count:,}", percent(count, survey.statements)) for name, count in rows.items()]
    lines = [
        *_table(("Evidence", "Statements", "Share"), body),
        "",
        f"{many(told.items, 'quotation')} in all.",
    ]
    if told.unsearched:
        lines.append(f"For {many(told.unsearched, 'statement')} no index was searched.")
    return lines


def _groups(survey: Survey) -> Iterator[str]:
    if not survey.groups:
        return
    yield escaped(lead(survey))
    yield ""
    for group in survey.groups[:_MOST]:
        yield f"- {GROUPS[group.kind]}, {len(group.members):,} statements"
        for one in group.members[:_MOST_MEMBERS]:
            customer = (
                f" ({escaped(one.customer)})" if one.customer and group.kind == "other_customer" else ""
            )
            yield f"  - **{escaped(one.id)}**, {HOW_ALIKE[one.how]}{customer}: {escaped(one.words)}"
        if len(group.members) > _MOST_MEMBERS:
            yield f"  - and {len(group.members) - _MOST_MEMBERS:,} more"
    if len(survey.groups) > _MOST:
        yield f"\nThe {_MOST} largest of {len(survey.groups):,} groups."


def _clashes(survey: Survey) -> Iterator[str]:
    for clash in survey.clashes[:_MOST]:
        customers = "" if clash.same_customer else " (other customers)"
        yield f"- {CLASHES[clash.kind]}{customers}: {escaped(clash.why)}"
        for side in (clash.one, clash.other):
            yield f"  - **{escaped(side.id)}**: {escaped(side.words)}"
    if len(survey.clashes) > _MOST:
        yield f"\nThe first {_MOST} of {len(survey.clashes):,} pairs."


def _errors(survey: Survey) -> Iterator[str]:
    for one in survey.error_rows:
        yield f"- **{escaped(one.id)}**, row {one.row:,}: {escaped(one.message)}"
    if survey.errors > len(survey.error_rows):
        yield f"- and {survey.errors - len(survey.error_rows):,} more"
