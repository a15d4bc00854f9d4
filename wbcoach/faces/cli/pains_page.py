"""Pain points laid out for a terminal, as Markdown and as a page of HTML; all three say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from wbcoach.faces.pages import standing
from wbcoach.faces.pages.themes_picture import svg, table
from wbcoach.plain import escaped
from wbcoach.render.plain import lines_of

if TYPE_CHECKING:
    from wbcoach.define.shapes import Naming, Pain, Pains, Quote

_SHOWN: Final = 4


def text(pains: Pains, top: int, width: int) -> str:
    """Lay pain points out for a terminal of that width: `top` in full, the rest and the leads a line each."""
    lines: list[str] = []
    for head in facts(pains):
        lines += lines_of(head, width)
    for pain in pains.pains[:top]:
        lines += ["", *hung(f"{pain.rank} ", _title(pain), width)]
        for label, words in details(pain):
            lines += hung(f"  {label}: ", words, width)
    lines += [""]
    for label, words in closing(pains, top):
        lines += hung(f"{label}: ", words, width)
    return "\n".join(lines) + "\n"


def hung(label: str, words: str, width: int) -> list[str]:
    """Put words on lines of that width behind a label."""
    first, *rest = lines_of(words, width - len(label))
    return [label + first, *(" " * len(label) + line for line in rest)]


def markdown(pains: Pains, top: int) -> str:
    """Lay pain points out as Markdown, in which nothing that customers wrote acts as markup."""
    lines = ["# Pain points", "", *(escaped(head) for head in facts(pains))]
    for pain in pains.pains[:top]:
        lines += ["", f"## {pain.rank}. {escaped(_title(pain))}", ""]
        lines += [f"- {label}: {escaped(words)}" for label, words in details(pain)]
    drawn = list(table(pains, top))
    if drawn:
        lines += ["", "## Over time", "", "Voices on it, of all voices heard in the quarter.", "", *drawn]
    lines += ["", "## What else", ""]
    lines += [f"- {label}: {escaped(words)}" for label, words in closing(pains, top)]
    return "\n".join(lines) + "\n"


def html(pains: Pains, top: int) -> str:
    """Lay pain points out as a page that stands by itself."""
    return standing.page(markdown(pains, top), "Pain points", {"Over time": svg(pains, top)})


def facts(pains: Pains) -> Iterator[str]:
    """Say what was read and how voices are counted."""
    voices, left = pains.voices, pains.left_out
    how = {
        "item": "no item names its customer, so each that is no duplicate counts as one voice",
        "customer": "voices are told apart by the customer column",
        "both": f"{voices.with_customer} of {voices.items} items name their customer; each other item counts as one voice",
    }[voices.counted_by]
    narrowed = (
        f" that fit {', '.join(f'{name}={value}' for name, value in pains.filters.items())}"
        if pains.filters
        else ""
    )
    yield f"{len(pains.pains)} pain{'s' * (len(pains.pains) != 1)} and {len(pains.leads)} lead{'s' * (len(pains.leads) != 1)} from {voices.total} voices in {pains.read} items{narrowed}; {how}."
    yield (
        f"Left out of the {pains.items} items in the index: {left.set_aside} set aside as unsafe, {left.not_english} not English, "
        f"{left.duplicates} duplicates{f', {len(left.asked)} that hold what a survey asked' if left.asked else ''}{f', {len(left.later)} dated after {pains.as_of}' if left.later else ''}. Of those read: {len(left.too_short)} too short to be about anything, "
        f"{len(left.on_its_own)} like no other, {len(left.goes_well)} of praise for nothing named here. "
        f"{pains.personal_data} hold personal data and are not quoted."
    )


def _title(pain: Pain) -> str:
    where = f" ({pain.product})" if pain.product else ""
    return f"{pain.name}{where}: {voices_of(pain.voices)}, severity {pain.severity:.1f} of 3, recency {pain.recency:.2f}, score {pain.score:.1f}"


def voices_of(count: int) -> str:
    """Count voices in words."""
    return f"{count} voice" if count == 1 else f"{count} voices"


def details(pain: Pain) -> Iterator[tuple[str, str]]:
    """Give a pain's lines: quotations, what speaks against it, who and where, since when, what is missing."""
    if pain.named_by == "model":
        yield "Terms", f"{', '.join(pain.words)}; the name is a model's, in words of these items"
    for quote in pain.quotes:
        yield "Said", quoted(quote)
    for quote in pain.measured:
        yield "Measured", quoted(quote)
    for quote in pain.contrary.quotes:
        yield "Against", quoted(quote)
    against = pain.contrary
    if against.ids:
        whole = against.voices + pain.voices
        yield "Contrary", f"{against.voices} of {whole} voices ({', '.join(against.ids)})"
    else:
        yield "Contrary", "nobody was heard who says the opposite"
    yield (
        "Grave by",
        "; ".join(f"“{cue.cue}” {cue.id}" for cue in pain.cues[:_SHOWN]) or "no words that say so",
    )
    yield "Who", _counted(pain.segments)
    yield "Where", _counted(pain.sources)
    dates = f"{pain.first} to {pain.last}" if pain.first else "no dates"
    direction = pain.trend.direction or "no trend told"
    yield "When", f"{dates}; {direction}, {pain.trend.why}; {_quarters(pain)}"
    present = [f"{kind} ({len(ids)})" for kind, ids in pain.kinds.items() if ids]
    yield "Data", ", ".join(present) + (f"; no {', no '.join(pain.missing)} data" if pain.missing else "")
    yield "Items", ", ".join(pain.ids)


def _naming(naming: Naming) -> str:
    """Say what a model was asked, what of it was taken, and what it cost."""
    told = (
        f"{naming.taken} of {naming.asked} by {naming.model} ({naming.prompt}), each held against its items"
    )
    if naming.refused:
        why = "; ".join(f"{count} {reason}" for reason, count in naming.refused.items())
        told += f"; the customers' terms stay where a name failed a check: {why}"
    if naming.failed:
        told += f"; it failed: {naming.failed}"
    tokens = ", ".join(f"{count:,} {name}" for name, count in naming.tokens.items()) or "not counted"
    cost = "not known" if naming.cost_usd is None else f"${naming.cost_usd:.4f}"
    return f"{told}. Calls {naming.calls}, tokens {tokens}, cost {cost}"


def _quarters(pain: Pain) -> str:
    return ", ".join(f"{one.period} {one.voices}/{one.of}" for one in pain.trend.periods[-_SHOWN:])


def quoted(quote: Quote) -> str:
    """Give a quotation with its id, offsets and origin."""
    about = ", ".join(part for part in (quote.source, quote.segment, quote.date) if part)
    return f"“{quote.quote}” {quote.id} [{quote.start}:{quote.end}] ({about})"


def _counted(counts: Mapping[str, int]) -> str:
    told = [f"{name} ({count})" for name, count in list(counts.items())[:_SHOWN]]
    return "; ".join([*told, *([f"{len(counts) - _SHOWN} more"] if len(counts) > _SHOWN else [])])


def _line(pain: Pain) -> str:
    return f"{pain.rank} {pain.name} ({voices_of(pain.voices)}: {', '.join(pain.ids)})"


def closing(pains: Pains, top: int) -> Iterator[tuple[str, str]]:
    """Give what is not shown in full: more pains, leads, items that stand alone; and what to do next."""
    if pains.pains[top:]:
        yield "More", "; ".join(map(_line, pains.pains[top:]))
    if pains.leads:
        yield "Leads", f"fewer than three voices each: {'; '.join(map(_line, pains.leads))}"
    for label, ids in (
        ("Like no other", pains.left_out.on_its_own),
        ("Too short", pains.left_out.too_short),
        ("Praise for nothing named here", pains.left_out.goes_well),
        ("What a survey asked", pains.left_out.asked),
        (f"Dated after {pains.as_of}", pains.left_out.later),
        ("Measured, and near no pain", pains.left_out.measured),
    ):
        if ids:
            yield label, ", ".join(ids)
    if pains.naming is not None:
        yield "Names", _naming(pains.naming)
    yield (
        "Score",
        "voices x severity x recency; severity 1 to 3 by words, recency 0.5 ** (months / 12), each the mean of the voices",
    )
    if pains.pains or pains.leads:
        yield "Next", "wbcoach pains --start 1 > draft.md, then wbcoach chat draft.md"
