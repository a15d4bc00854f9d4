"""One statement of a backlog's report: its words underlined, its findings, its feedback, its question; all on one line of HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from wbcoach.critique import SEVERITIES
from wbcoach.plain import legible, one_line
from wbcoach.render import wording
from wbcoach.render.markup import Html, escaped, joined, tag
from wbcoach.survey.ranking import standing_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wbcoach.critique import Critique, Finding
    from wbcoach.survey.answers import Row

SIGNS: Final = {"ready": "\u2713", "revise": "\u223c", "rethink": "\u2717", "": "?"}
_QUOTES: Final = 2


@dataclass(frozen=True)
class Beside:
    """What a statement's article says that its critique doesn't: its team and its day, and the rows that it is kin to."""

    teams: Mapping[str, int] = field(default_factory=dict)
    kin: Mapping[int, Sequence[Html]] = field(default_factory=dict)


def badge(verdict: str) -> Html:
    """Name a verdict, with a sign, so that its colour says nothing by itself."""
    return tag(
        "span", f"{SIGNS[verdict]} {verdict or 'not a statement'}", class_=f"badge v-{verdict or 'none'}"
    )


def article(row: Row, critique: Critique, beside: Beside, *, team: str, day: str) -> Html:
    """Lay a statement out as an element with what filters and sorting need in its attributes, without any line end."""
    findings = critique.worst(len(critique.findings))
    standing = standing_of(row.number, critique)
    order = (int(critique.verdict == "ready"), *standing.urgency[:5], standing.supports, standing.linked)
    scores = wording.score_words(critique).replace("  ", " \u00b7 ")
    about = " \u00b7 ".join(
        filter(None, (f"row {row.number}", team, day, scores, wording.left_out(critique)))
    )
    name = f"s{row.number}"
    parts = [
        tag("h3", tag("a", one_line(row.id) or name, href=f"#{name}"), " ", badge(critique.verdict or ""), id=f"{name}-h", tabindex="-1"),
        tag("p", about, class_="note"),
        tag("p", marked(critique.statement.text, findings), class_="text"),
        *([tag("ol", *map(_finding, findings), class_="findings")] if findings else ()),
        *_feedback(critique),
        *(tag("p", line, class_="kin") for line in beside.kin.get(row.number, ())),
        *_unread(critique),
        *_converted(critique),
        *([tag("p", tag("b", "Ask next: "), tag("bdi", one_line(critique.question)), class_="ask")] if critique.question else ()),
    ]  # fmt: skip
    made = tag(
        "article",
        *parts,
        id=name,
        data_v=critique.verdict or "none",
        data_c=" ".join(sorted({one.code for one in findings})),
        data_l=" ".join(sorted({one.lens for one in findings})),
        data_t=str(beside.teams.get(team, -1)),
        data_k=day,
        data_o=",".join(map(str, order)),
        aria_labelledby=f"{name}-h",
    )
    return Html(made.replace("\n", "&#10;").replace("\r", "&#13;"))


def marked(text: str, findings: Sequence[Finding]) -> Html:
    """Underline the words that findings stand on, by the worst severity there; each finding's number stands behind its last word."""
    shown = legible(text)
    spans = [(one.span.start, one.span.end, number, one.severity) for number, one in enumerate(findings, 1) if one.span and one.span.start < one.span.end]  # fmt: skip
    edges = sorted({0, len(text), *(edge for start, end, *_ in spans for edge in (start, end))})
    parts: list[str] = []
    for start, end in pairwise(edges):
        here = [
            (SEVERITIES.index(severity), severity)
            for first, last, _, severity in spans
            if first <= start and end <= last
        ]
        words = _shown(text, shown, start, end)
        parts.append(tag("mark", words, class_=min(here)[1]) if here else words)
        ended = [str(number) for _, last, number, _ in spans if last == end]
        if ended:
            parts.append(tag("sup", ",".join(ended)))
    return tag("bdi", *parts)


def _shown(text: str, shown: str, start: int, end: int) -> str:
    """Give a slice that can be shown; line ends stay what they are."""
    return "".join(
        "\n" if raw == "\n" else plain for raw, plain in zip(text[start:end], shown[start:end], strict=True)
    )


def _finding(one: Finding) -> Html:
    head = (
        tag("b", f"{one.code} {one.name}"),
        f" ({one.severity}, {one.lens}): ",
        tag("bdi", one_line(one.message)),
    )
    rest: list[str] = [tag("i", tag("bdi", one_line(one.question)))]
    if one.suggestion:
        rest += ["Try: ", tag("bdi", one_line(one.suggestion))]
    if one.evidence:
        rest.append(f"See {one_line(', '.join(one.evidence))}.")
    return tag("li", *head, " ", *_spaced(rest))


def _spaced(parts: Sequence[str]) -> list[str]:
    return [piece for part in parts for piece in (part, " ")][:-1]


def _feedback(critique: Critique) -> list[Html]:
    """Quote the first items for and against, and say how many more there are; linked ones come first."""
    told: list[Html] = []
    items = sorted(critique.evidence, key=lambda one: not one.linked)
    for stance, label in (("supports", "For"), ("contradicts", "Against")):
        some = [one for one in items if one.stance == stance]
        told += [
            tag(
                "li",
                tag("b", f"{label}: "),
                tag("bdi", wording.quoted(one)),
                " (linked)" if one.linked else " (found)",
            )
            for one in some[:_QUOTES]
        ]
        if len(some) > _QUOTES:
            told.append(tag("li", f"and {len(some) - _QUOTES} more {label.lower()} it"))
    return [tag("ul", *told, class_="feedback")] if told else []


def _unread(critique: Critique) -> list[Html]:
    """Say why a text was read as no statement, and what to write."""
    if critique.verdict is not None:
        return []
    told = " ".join((*(f"{words}." for words in wording.flag_words(critique)), wording.unread_hint(critique)))
    return [tag("p", tag("bdi", one_line(told)), class_="ask")]


def _converted(critique: Critique) -> list[Html]:
    """Give the statement in the template, and what that leaves out, where the coach suggests one."""
    if critique.rewrite is None:
        return []
    left = critique.rewrite.left_out
    rest = (" ", tag("b", "Left out: "), tag("bdi", one_line(left))) if left else ()
    return [
        tag(
            "p",
            tag("b", "In the template: "),
            tag("bdi", one_line(critique.rewrite.text)),
            *rest,
            class_="ask",
        )
    ]


def named(row: int, name: str, words: str = "") -> Html:
    """Link to a statement by its row, with its first words where they are given."""
    link = tag("a", one_line(name) or f"row {row}", href=f"#s{row}")
    return joined([link, " ", tag("bdi", escaped(one_line(words)))]) if words else link
