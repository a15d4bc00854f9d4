"""What a backlog tells more than once, and what in it contradicts itself, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.plain import one_line
from wbcoach.render.backlog_statement import named
from wbcoach.render.backlog_words import CLASHES, GROUPS, HOW_ALIKE, lead
from wbcoach.render.markup import Html, joined, note, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.survey.shapes import Clash, Group, Survey

_MOST: Final = 60
_MOST_MEMBERS: Final = 12


def groups(survey: Survey) -> Html:
    """List groups of statements that tell one problem, and what each member is."""
    if not survey.groups:
        return Html("")
    parts = [note(lead(survey))]
    parts += [_group(one) for one in survey.groups[:_MOST]]
    if len(survey.groups) > _MOST:
        parts.append(
            note(
                f"The {_MOST} largest of {len(survey.groups):,} groups; each statement below names its own, and --format json has all."
            )
        )
    return joined(parts)


def _group(group: Group) -> Html:
    first = group.members[0]
    lines = []
    for one in group.members[:_MOST_MEMBERS]:
        who = f" ({one_line(one.customer)})" if one.customer and group.kind == "other_customer" else ""
        how = (
            f"{HOW_ALIKE[one.how]}{who}, {one.alike:.2f} alike"
            if one.how != "first"
            else f"{HOW_ALIKE[one.how]}{who}"
        )
        lines.append(
            tag("li", named(one.row, one.id), ", ", tag("bdi", how), ": ", tag("bdi", one_line(one.words)))
        )
    if len(group.members) > _MOST_MEMBERS:
        lines.append(tag("li", f"and {len(group.members) - _MOST_MEMBERS:,} more"))
    title = tag("summary", tag("b", f"{GROUPS[group.kind]}, {len(group.members):,} statements: "), tag("bdi", one_line(first.words)))  # fmt: skip
    return tag("details", title, tag("ul", *lines))


def clashes(found: Sequence[Clash]) -> Html:
    """List pairs that contradict each other, with what they say."""
    if not found:
        return Html("")
    lines = [
        tag(
            "li",
            tag("p", tag("b", CLASHES[one.kind] + ("" if one.same_customer else " (other customers)")), ": ", tag("bdi", one_line(one.why))),
            *(tag("p", named(side.row, side.id, side.words)) for side in (one.one, one.other)),
        )
        for one in found[:_MOST]
    ]  # fmt: skip
    parts = [
        note("Pairs on the same matter that can't both be right, or whose wishes pull apart."),
        tag("ul", *lines, class_="ranked"),
    ]
    if len(found) > len(lines):
        parts.append(note(f"The first {len(lines)} of {len(found):,} pairs; --format json has all."))
    return joined(parts)
