"""Needs laid out for a terminal, as Markdown and as a page of HTML; the table of scores stands in for the chart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wbcoach.faces.cli.pains_page import hung, quoted, voices_of
from wbcoach.faces.pages import standing
from wbcoach.plain import escaped
from wbcoach.render.plain import lines_of

if TYPE_CHECKING:
    from wbcoach.define.need_shapes import Need, Needs, Opportunity

_HEADS = ("#", "need", "segment", "n", "importance", "satisfaction", "score")


def text(needs: Needs, top: int, width: int) -> str:
    """Lay needs out for a terminal of that width: `top` in full, the rest a line each."""
    lines = [line for fact in facts(needs) for line in lines_of(fact, width)]
    for need in needs.needs[:top]:
        lines += ["", *hung(f"{need.rank} ", _title(need), width)]
        for label, words in details(need):
            lines += hung(f"  {label}: ", words, width)
    lines += [""]
    if needs.needs[top:]:
        lines += hung("More: ", "; ".join(map(_line, needs.needs[top:])), width)
    lines += hung("Survey: ", needs.survey, width)
    for number, one in enumerate(needs.opportunities, 1):
        lines += hung(f"  {number} ", _scored(one), width)
    return "\n".join(lines) + "\n"


def markdown(needs: Needs, top: int) -> str:
    """Lay needs out as Markdown, in which nothing that customers wrote acts as markup."""
    lines = ["# Needs", "", *(escaped(fact) for fact in facts(needs))]
    for need in needs.needs[:top]:
        lines += ["", f"## {need.rank}. {escaped(_title(need))}", ""]
        lines += [f"- {label}: {escaped(words)}" for label, words in details(need)]
    if needs.needs[top:]:
        lines += ["", "## More", "", *(f"- {escaped(_line(need))}" for need in needs.needs[top:])]
    lines += ["", "## Importance and satisfaction", "", escaped(needs.survey)]
    if needs.opportunities:
        lines += ["", f"| {' | '.join(_HEADS)} |", f"|{' --- |' * len(_HEADS)}"]
        for number, one in enumerate(needs.opportunities, 1):
            score = "none" if one.score is None else f"{one.score:.1f}"
            cells = (
                str(number),
                one.need,
                one.segment or "all",
                str(one.n),
                f"{one.importance:.1f}",
                f"{one.satisfaction:.1f}",
                score,
            )
            lines.append(f"| {' | '.join(map(escaped, cells))} |")
    return "\n".join(lines) + "\n"


def html(needs: Needs, top: int, picture: str) -> str:
    """Lay needs out as a page that stands by itself; `picture` is an SVG, or empty."""
    pictures = {"Importance and satisfaction": picture} if picture else {}
    return standing.page(markdown(needs, top), "Needs", pictures)


def facts(needs: Needs) -> Iterator[str]:
    """Say what was read, and what a group of this kind is worth."""
    told = needs.voices.items - needs.without_want
    yield (
        f"{len(needs.needs)} needs from {told} items whose words say what is wanted, of {needs.voices.items} read; "
        f"{needs.without_want} say none. Each group is a hypothesis; its two questions settle it."
    )
    if needs.silent_pains:
        ranks = ", ".join(map(str, needs.silent_pains))
        yield f"Pains behind which nobody said what they want to get done: {ranks}. Ask those who have them."


def _title(need: Need) -> str:
    behind = f", behind pain {need.pain}" if need.pain else ""
    where = f" ({need.product})" if need.product else ""
    thing = next((want.thing for want in need.wants if want.thing), None)
    name = f"“{need.done}”" if need.done else f"[get done what?] behind “{thing}”"
    return f"{name}{where}: {voices_of(need.voices)}{behind}; perhaps {need.kano.group}, confidence {need.kano.confidence:.2f}"


def details(need: Need) -> Iterator[tuple[str, str]]:
    """Give a need's lines: each want with its quotation, the cues, the pair of questions."""
    for want in need.wants:
        if want.done:
            asked = f", asked for as “{want.thing}”" if want.thing else ""
            yield "Wants", f"“{want.done}”{asked} {want.id}"
        else:
            yield "Asks for a thing", f"“{want.thing}” {want.id}. Ask: {want.question}"
    shown = {want.id: want.said for want in need.wants}
    for said in list(shown.values())[:3]:
        yield "Said", quoted(said)
    cues = "; ".join(f"“{cue.cue}” {cue.id}" for cue in need.kano.cues)
    votes = ", ".join(f"{group} {count}" for group, count in need.kano.votes.items())
    yield "Cues", f"{votes}: {cues}" if cues else "none, so the group is unclear"
    yield "Ask", f"{need.kano.functional} {need.kano.dysfunctional} ({' / '.join(need.kano.answers)})"


def _line(need: Need) -> str:
    return f"{need.rank} {_title(need)} ({', '.join(sorted({want.id for want in need.wants}))})"


def _scored(one: Opportunity) -> str:
    score = "no score" if one.score is None else f"score {one.score:.1f} of 20"
    who = f" ({one.segment})" if one.segment else ""
    return f"{one.need}{who}: {score}, importance {one.importance:.1f}, satisfaction {one.satisfaction:.1f}, n = {one.n}; {one.why}"
