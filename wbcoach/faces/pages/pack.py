"""A Define pack as Markdown and as one page: the statement first, then what is open, then what all of it rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.define.drafting import TOLD_AS
from wbcoach.faces.cli import needs_page, pains_page
from wbcoach.faces.pages import journey as journey_page
from wbcoach.faces.pages import personas as personas_page
from wbcoach.faces.pages.journey_picture import svg
from wbcoach.faces.pages.layout import count, quoted_markdown
from wbcoach.faces.pages.standing import page
from wbcoach.faces.pages.themes_picture import svg as themes_svg
from wbcoach.plain import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.define.pack_shapes import Judged, Pack
    from wbcoach.define.shapes import DraftPart

TOP = 5
_HEADING = re.compile(r"^#", re.MULTILINE)


def markdown(pack: Pack) -> str:
    """Write a pack as Markdown, in which nothing that customers wrote acts as markup."""
    parts = [
        "\n".join(_own(pack)),
        _demoted(pains_page.markdown(pack.pains, TOP)),
        _demoted(needs_page.markdown(pack.needs, TOP)),
    ]
    if pack.journey is not None:
        parts.append(journey_page.markdown(pack.journey, everything=True, level=2))
    personas = _demoted(personas_page.markdown(pack.personas))
    parts.append(f"## Personas\n\n{personas}")
    return "\n".join(part.rstrip() + "\n" for part in parts)


def html(pack: Pack) -> str:
    """Write a pack as a page that stands by itself, with its pictures; the text beside each says the same."""
    pictures = {"Over time": themes_svg(pack.pains, TOP)} if pack.pains.pains or pack.pains.leads else {}
    if pack.journey is not None:
        pictures["Journey"] = svg(pack.journey)
    return page(markdown(pack), "Define pack", pictures)


def _demoted(made: str) -> str:
    """Put headings a level lower; only our own stand at the start of a line."""
    return _HEADING.sub("##", made)


def _own(pack: Pack) -> Iterator[str]:
    yield "# Define pack"
    yield ""
    voices = pack.pains.voices
    yield (
        f"From {count(pack.pains.read, 'item')} and {count(voices.total, 'voice')}, as of {pack.as_of}"
        f"{_narrowed(pack)}: {count(len(pack.pains.pains), 'pain')}, {count(len(pack.needs.needs), 'need')},"
        f" {count(len(pack.personas.personas), 'persona')}. Each line names the items that it rests on."
    )
    yield ""
    yield "## Statement"
    yield ""
    if pack.statement is None:
        yield "None: there is no pain to start from."
    else:
        yield from _statement(pack.statement)
        pain = next((one for one in (*pack.pains.pains, *pack.pains.leads) if one.rank == pack.pain), None)
        if pain is not None:
            heard = "; ".join(f"{name} ({number})" for name, number in pain.segments.items())
            yield f"- who was heard on it: {escaped(heard)} ({escaped(', '.join(pain.ids))})"
    yield ""
    yield "## Open questions"
    yield ""
    for one in pack.questions:
        ids = f" ({escaped(', '.join(one.ids))})" if one.ids else ""
        yield f"- {one.about}: {escaped(one.question)} *{escaped(one.why)}*{ids}"
    if not pack.questions:
        yield "- None that the critic or the data ask."
    if pack.thin:
        yield ""
        yield "## What is thin"
        yield ""
        yield from (f"- {escaped(words)}" for words in pack.thin)
    yield ""


def _narrowed(pack: Pack) -> str:
    told = ", ".join(f"{name}={value}" for name, value in pack.pains.filters.items())
    return f", narrowed to {escaped(told)}" if told else ""


def _statement(judged: Judged) -> Iterator[str]:
    yield f"> {escaped(judged.text)}"
    yield ""
    where = f" from pain {judged.pain}" if judged.pain else ""
    yield (
        f"Written by the author{where}."
        if judged.written_by == "author"
        else f"Drafted{where}: customers' words, and gaps for all else."
    )
    yield ""
    yield from (f"- {TOLD_AS[part.slot]}: {_origin(part)}" for part in judged.parts)
    scores = judged.scores.model_dump().items() if judged.scores else ()
    told = ", ".join(f"{name} {score} of 4" for name, score in scores)
    yield f"- verdict: {judged.verdict or 'not a problem statement yet'}{f'; {told}' if told else ''}"
    for finding in judged.findings:
        words = f" “{escaped(finding.span.text)}”" if finding.span else ""
        cited = f" ({escaped(', '.join(finding.evidence))})" if finding.evidence else ""
        yield f"- {finding.code} {finding.name}, {finding.severity}{words}: {escaped(finding.message)}{cited} Ask: {escaped(finding.question)}"
    for stance, label in (("supports", "for"), ("contradicts", "against")):
        for one in judged.evidence:
            if one.stance == stance:
                yield f"- {label}: {quoted_markdown(one)} [{one.start}:{one.end}]"
    if not any(one.stance == "contradicts" for one in judged.evidence):
        yield "- against: nothing was found; who has this problem and is not heard here?"


def _origin(part: DraftPart) -> str:
    if part.ids:
        return f"{escaped(part.text)}, the segment of {escaped(', '.join(part.ids))}"
    if part.said is None:
        return f"{escaped(part.text)}, a gap"
    return f"“{escaped(part.said.quote)}” {journey_page.place(part.said)} ({escaped(part.said.source)}, {escaped(part.said.date)})"
