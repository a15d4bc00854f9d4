"""The figures of a backlog's report as sections of HTML: verdicts, what comes first, pitfalls, time, teams, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.critique import SEVERITIES
from wbcoach.plain import one_line
from wbcoach.render.backlog_charts import bar, line, stacked
from wbcoach.render.backlog_kin import clashes, groups
from wbcoach.render.backlog_statement import badge, named
from wbcoach.render.backlog_words import count_word, many, percent, ready_title, share_of, uncounted
from wbcoach.render.markup import Html, joined, note, table, tag
from wbcoach.survey.ranking import HOW, HOW_READY
from wbcoach.survey.tally import LENSES, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.survey.shapes import Ranked, Split, Survey


def sections(survey: Survey) -> dict[str, tuple[str, Html]]:
    """Give title and content of each section by its name; what there is nothing to say of is left out."""
    told = {
        "verdicts": ("Verdicts", verdicts(survey)),
        "rework": (f"{count_word(len(survey.rework))} to rework first", _ranked(survey.rework, HOW)),
        "ready": (ready_title(survey), _ranked(survey.ready, HOW_READY)),
        "pitfalls": ("Pitfalls by frequency", pitfalls(survey)),
        "time": ("Over time", over_time(survey.times) if survey.times else Html("")),
        "teams": ("By team", over_teams(survey.teams) if survey.teams else Html("")),
        "evidence": ("Evidence", evidence(survey)),
        "groups": ("Told more than once", groups(survey)),
        "clashes": ("Contradicting each other", clashes(survey.clashes)),
        "errors": ("Rows that could not be critiqued", errors(survey)),
    }
    return {name: (title, inside) for name, (title, inside) in told.items() if inside}


def _filter(words: str, wish: str) -> Html:
    """Mark words that the script makes a link to the statements of this kind."""
    return tag("span", words, data_filter=wish)


def _share(part: int, whole: int) -> Html:
    return tag(
        "span", tag("span", percent(part, whole), class_="n"), bar(share_of(part, whole)), class_="share"
    )


def verdicts(survey: Survey) -> Html:
    """Say how many are ready, to revise and to rethink, and how the four scores are spread."""
    if not survey.statements:
        return note("None of the rows is a problem statement.")
    body = [
        (_filter(badge(name), f"verdict={name}"), f"{count:,}", percent(count, survey.statements))
        for name, count in survey.verdicts.items()
    ]
    spread = [(name, *(f"{count:,}" for count in counts)) for name, counts in survey.scores.items()]
    parts = [
        stacked(survey.verdicts),
        tag("div", table("Statements by verdict", ("Verdict", "Statements", "Share"), body, (1, 2)),
            table("Statements by score, 0 is worst and 4 best", ("Score", "0", "1", "2", "3", "4"), spread, range(1, 6)), class_="pair"),
    ]  # fmt: skip
    if survey.unread:
        parts.append(note(uncounted(survey)))
    return joined(parts)


def _ranked(some: Sequence[Ranked], how: str) -> Html:
    if not some:
        return Html("")
    items = [
        tag(
            "li",
            tag("p", named(one.row, one.id), " ", badge(one.verdict), " ", tag("bdi", one_line(one.words))),
            tag("p", one.why + (f"; told {one.told_again:,} more times" if one.told_again > 1 else "; told once more" if one.told_again else ""), class_="note"),
            *([tag("p", tag("b", "Ask: "), tag("bdi", one_line(one.question)))] if one.question else ()),
        )
        for one in some
    ]  # fmt: skip
    return joined([note(how), tag("ol", *items, class_="ranked")])


def pitfalls(survey: Survey) -> Html:
    """List the pitfalls by the share of statements that have them."""
    if not survey.pitfalls:
        return note("No pitfall was found.")
    body = [
        (
            _filter(f"{one.code} {one.name}", f"pitfall={one.code}"), f"{one.statements:,}", _share(one.statements, survey.statements),
            *(f"{one.severities[severity]:,}" for severity in SEVERITIES), _filter(one.lens, f"lens={one.lens}"),
        )
        for one in survey.pitfalls
    ]  # fmt: skip
    heads = ("Pitfall", "Statements", "Share", *(f"{name}s" for name in SEVERITIES), "Lens")
    return joined(
        [table("Pitfalls, those of most statements first", heads, body, (1, 3, 4, 5)), note("wbcoach explain CODE says what each is, and when it is fine.")]
    )  # fmt: skip


def over_time(split: Split) -> Html:
    """Draw the share of statements with a finding of each lens over time, and give the numbers."""
    if not split.slices:
        return Html("")
    lines = {"ready": [share_of(one.verdicts["ready"], one.statements) for one in split.slices]}
    for lens in LENSES:
        lines[f"{lens} findings"] = [share_of(one.lenses[lens], one.statements) for one in split.slices]
    plots = []
    for label, shares in lines.items():
        ends = f"{shares[0]:.0%} in {split.slices[0].name}"
        if len(shares) > 1:
            ends += f", {shares[-1]:.0%} in {split.slices[-1].name}"
        plots.append(tag("figure", line(shares), tag("figcaption", tag("b", label), tag("span", ends))))
    numbers = tag("details", tag("summary", f"All numbers, by {split.unit}"), _numbers(split))
    return joined(
        [
            note(_of(split) + " Each line runs between 0 and 100%."),
            tag("div", *plots, class_="plots"),
            numbers,
        ]
    )


def over_teams(split: Split) -> Html:
    """Give verdicts and lenses by team, darker where more statements have a finding."""
    return joined([note(_of(split)), _numbers(split, filtered=True)]) if split.slices else Html("")


def _of(split: Split) -> str:
    flag = "--team-column" if split.unit == "value" else "--date-column"
    guess = f", a guess ({flag} names another)" if split.guessed else ""
    without = f" {many(split.without, 'statement')} without one are left out." if split.without else ""
    return f'Share of statements with a finding of each lens, by the column "{one_line(split.column)}"{guess}.{without}'


def _numbers(split: Split, *, filtered: bool = False) -> Html:
    body = [
        (
            _filter(one_line(one.name), f"team={place}") if filtered else one.name,
            f"{one.statements:,}",
            *(f"{one.verdicts[name]:,}" for name in VERDICTS),
            *(_heat(share_of(one.lenses[lens], one.statements)) for lens in LENSES),
        )
        for place, one in enumerate(split.slices)
    ]
    heads = ("Team" if filtered else split.unit.capitalize(), "Statements", *VERDICTS, *LENSES)
    title = "Verdicts, and the share of statements with a finding, by lens"
    return table(title, heads, body, range(1, len(heads)))


def _heat(share: float) -> Html:
    return tag("span", f"{share:.0%}", class_=f"heat-{min(4, int(share * 5))}")


def evidence(survey: Survey) -> Html:
    """Say how many statements have evidence, of which kind, and which way it speaks."""
    told = survey.coverage
    rows = [
        ("linked by its author", told.linked), ("found in the index only", told.found), ("no evidence at all", told.none),
        ("evidence for it", told.supported), ("evidence against it", told.contradicted),
        *((f"{kind} evidence", count) for kind, count in told.kinds.items()),
    ]  # fmt: skip
    body = [
        (
            label,
            f"{count:,}",
            _share(count, survey.statements),
        )
        for label, count in rows
    ]
    parts = [table("Statements by the evidence they have", ("Evidence", "Statements", "Share"), body, (1,))]
    parts.append(note(f"{many(told.items, 'quotation')} in all."))
    if told.unsearched:
        parts.append(
            note(
                f"For {many(told.unsearched, 'statement')} no index was searched: what is linked is all they can have."
            )
        )
    return joined(parts)


def errors(survey: Survey) -> Html:
    """List rows that a batch answered with an error."""
    if not survey.errors:
        return Html("")
    body = [
        (tag("bdi", one_line(one.id)), f"{one.row:,}", tag("bdi", one_line(one.message)))
        for one in survey.error_rows
    ]
    rest = survey.errors - len(body)
    told = table(f"{many(survey.errors, 'row')} with an error", ("Id", "Row", "What is wrong"), body, (1,))
    return joined([told, *([note(f"and {rest:,} more")] if rest else ())])
