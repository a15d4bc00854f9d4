"""A backlog's report as one HTML page that needs nothing else: no network, no server, and no script to be read.

The statements stand once, in a `noscript` element. A browser without scripts shows them all; one with scripts keeps
them as text, and the page's own script shows those that are asked for, some at a time. So ten thousand open at once.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from itertools import islice
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from wbcoach.render.backlog_sections import sections
from wbcoach.render.backlog_statement import SIGNS, Beside, article, named
from wbcoach.render.backlog_words import GROUPS, many, subtitle
from wbcoach.render.markup import Html, escaped, joined, tag
from wbcoach.survey.columns import day_of, team_of
from wbcoach.survey.tally import LENSES, OTHERS, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wbcoach.survey.answers import Row
    from wbcoach.survey.shapes import Survey

_HERE: Final = Path(__file__).parent
_MOST_KIN: Final = 5
_SORTS: Final = {
    "rework": "rework first", "ready": "ready first", "row": "row", "findings": "most findings", "feedback": "most feedback for it", "newest": "newest",
}  # fmt: skip


def page(survey: Survey, rows: Iterable[Row] | None, title: str = "") -> Iterator[str]:
    """Give the page piece by piece, so that it can be written without being held whole.

    Args:
        survey: its figures.
        rows: the critiques that the survey was taken of, once more; None: figures alone.
        title: what the report is on; the file that was surveyed where empty.
    """
    told = sections(survey)
    style, script = ((_HERE / f"backlog.{kind}").read_text("utf-8") for kind in ("css", "js"))
    titles = {name: heading for name, (heading, _) in told.items()} | (
        {"statements": "Statements"} if rows is not None else {}
    )
    links = (tag("li", tag("a", heading, href=f"#{name}")) for name, heading in titles.items())
    yield Template((_HERE / "backlog.html").read_text("utf-8")).substitute(
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'",
        title=escaped(title or f"Backlog: {survey.source}"),
        subtitle=escaped(subtitle(survey)),
        style=style,
        contents=tag("ul", *links),
        sections="\n".join(_section(name, heading, inside) for name, (heading, inside) in told.items()),
        statements="",
    )
    if rows is not None:
        yield from _statements(survey, rows)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _section(name: str, heading: str, inside: Html) -> Html:
    return tag(
        "section", tag("h2", heading, id=f"{name}-title"), inside, id=name, aria_labelledby=f"{name}-title"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _statements(survey: Survey, rows: Iterable[Row]) -> Iterator[str]:
    """Give the section of the statements: what finds them, and one line of HTML for each."""
    yield '<section id="statements" aria-labelledby="statements-title">\n<h2 id="statements-title">Statements</h2>\n'
    legend = [tag("mark", name, class_=name) for name in ("blocker", "major", "minor")]
    yield tag("p", "Underlined: ", legend[0], " (double), ", legend[1], " (solid), ", legend[2], " (dotted). A small number is that of the finding below.", class_="note")  # fmt: skip
    yield f'\n{_controls(survey)}\n<div id="list"></div>\n{_pager()}\n<noscript>\n'
    slices = survey.teams.slices if survey.teams else ()
    teams = {one.name: place for place, one in enumerate(slices)}
    beside = Beside(teams, _kin(survey))
    for row in rows:
        if row.critique is not None:
            day = day_of(row.given.get(survey.times.column)) if survey.times else ""
            team = team_of(row.given.get(survey.teams.column)) if survey.teams else ""
            place = teams.get(OTHERS, -1) if team and team not in teams else teams.get(team, -1)
            mine = Beside({team: place}, beside.kin)
            yield article(row, row.critique, mine, team=team, day=day) + "\n"
    yield "</noscript>\n</section>\n"


def _controls(survey: Survey) -> Html:
    """Make what filters and sorts; hidden until the script is there to serve it."""
    kinds: list[tuple[str, str]] = [(name, f"{SIGNS[name]} {name}") for name in VERDICTS]
    kinds += [("none", "not a statement")] if survey.unread else []
    teams = [(str(place), one.name) for place, one in enumerate(survey.teams.slices)] if survey.teams else []
    evidence = [
        ("for", "evidence for it"),
        ("none", "none for it"),
        ("linked", "linked"),
        ("against", "evidence against it"),
    ]
    parts = [
        tag("label", "Words ", tag("input", type="search", name="words", autocomplete="off")),
        _select("Verdict", "verdict", kinds),
        _select("Pitfall", "pitfall", [(one.code, f"{one.code} {one.name}") for one in sorted(survey.pitfalls, key=lambda one: one.code)]),
        _select("Lens", "lens", [(lens, lens) for lens in LENSES]),
        *([_select("Team", "team", teams)] if teams else ()),
        _select("Evidence", "evidence", evidence),
        _select("Sorted by", "sort", [pair for pair in _SORTS.items() if pair[0] != "newest" or survey.times], anything=False),
        _select("A page", "size", [("25", "25"), ("100", "100"), ("500", "500")], anything=False),
        tag("button", "Show all again", type="reset"),
        tag("p", "", role="status", id="found"),
    ]  # fmt: skip
    return tag("form", *parts, class_="find", role="search", aria_label="Statements", hidden=True)


def _select(label: str, name: str, options: Iterable[tuple[str, str]], *, anything: bool = True) -> Html:
    some = [tag("option", words, value=value) for value, words in options]
    return tag(
        "label",
        f"{label} ",
        tag("select", *([tag("option", "any", value="")] if anything else ()), *some, name=name),
    )


def _pager() -> Html:
    buttons = (("first", "First page"), ("back", "Page before"), ("on", "Next page"), ("last", "Last page"))
    made = [tag("button", words, type="button", data_to=to) for to, words in buttons]
    return tag(
        "nav",
        *made[:2],
        tag("span", "", id="page"),
        *made[2:],
        class_="pager",
        aria_label="Pages of statements",
        hidden=True,
    )


def _kin(survey: Survey) -> dict[int, list[Html]]:
    """Say of each statement in a group, or in a pair that contradicts, which others there are."""
    kin: defaultdict[int, list[Html]] = defaultdict(list)
    for group in survey.groups:
        shown = group.members[: _MOST_KIN + 1]
        for member in group.members:
            others = [named(one.row, one.id) for one in shown if one.row != member.row][:_MOST_KIN]
            rest = len(group.members) - 1 - len(others)
            more = f" and {many(rest, 'other')}" if rest else ""
            links = _listed(others)
            kin[member.row].append(joined([tag("b", f"{GROUPS[group.kind]}: "), *links, more]))
    for clash in islice(survey.clashes, 5000):
        for one, other in ((clash.one, clash.other), (clash.other, clash.one)):
            if len(kin[one.row]) <= _MOST_KIN:
                kin[one.row].append(
                    joined([tag("b", "Contradicts "), named(other.row, other.id), f": {clash.why}"])
                )
    return kin


def _listed(links: list[Html]) -> list[str]:
    return [piece for link in links for piece in (link, ", ")][:-1]
