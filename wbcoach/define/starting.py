"""Start a statement from a pain: the template with gaps for what only the author can say, and the customers' words below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from wbcoach.define.drafting import TOLD_AS, written
from wbcoach.errors import InputError
from wbcoach.plain import escaped

if TYPE_CHECKING:
    from wbcoach.define.shapes import DraftPart, Pain, Pains, Quote

_SHOWN: Final = 6


def start(pains: Pains, rank: int) -> str:
    """Write a draft as Markdown for the pain of that rank; `wbcoach chat` and `wbcoach critique` read it.

    Raises:
        InputError: there is no pain of that rank.
    """
    return "\n".join(_lines(pains, pain_of(pains, rank))) + "\n"


def pain_of(pains: Pains, rank: int) -> Pain:
    """Give the pain, or the lead, of that rank.

    Raises:
        InputError: there is none.
    """
    pain = next((one for one in (*pains.pains, *pains.leads) if one.rank == rank), None)
    if pain is None:
        last = len(pains.pains) + len(pains.leads)
        raise InputError(
            f"There is no pain {rank}." if last else "No pain was found, so none can be started from.",
            f"Choose one from 1 to {last}: wbcoach pains."
            if last
            else "Index more feedback: wbcoach index PATH.",
        )
    return pain


def opening(pain: Pain) -> str:
    """Write the statement alone: one customer's words in the template where they fit, gaps for the rest, citing what was quoted."""
    said = [part.said.id for part in pain.draft if part.said]
    cited = " ".join(f"[{name}]" for name in dict.fromkeys([*said, *(quote.id for quote in pain.quotes)]))
    return f"{written(pain.draft)} {cited}".rstrip()


def _lines(pains: Pains, pain: Pain) -> Iterator[str]:
    yield "## Problem statement\n"
    yield f"{opening(pain)}\n"
    if not all(part.is_gap for part in pain.draft):
        yield "## Whose words these are\n"
        yield from (f"- {TOLD_AS[part.slot]}: {_whose(part)}" for part in pain.draft)
        yield ""
    yield f"## What customers said: {escaped(pain.name)}\n"
    yield from (_line(quote) for quote in pain.quotes)
    if pain.measured:
        yield "\n## What was measured\n"
        yield from (_line(quote) for quote in pain.measured)
    yield "\n## What speaks against it\n"
    yield from (_line(quote) for quote in pain.contrary.quotes)
    if not pain.contrary.ids:
        yield "- Nothing was found. Who has this problem and is not heard here, and who does not have it?"
    yield "\n## What is known, and what is missing\n"
    how = {"item": "each item counts as one", "customer": "told apart by customer"}.get(
        pains.voices.counted_by, "told apart by customer where one is named"
    )
    yield f"- Voices: {pain.voices} ({how}); items: {', '.join(map(escaped, pain.ids))}."
    yield f"- Who was heard: {_counted(pain.segments)}."
    yield f"- Where: {_counted(pain.sources)}; {pain.first or 'no date'} to {pain.last or 'no date'}."
    for kind in pain.missing:
        yield f"- No {kind} data: [what would show it?]"


def _whose(part: DraftPart) -> str:
    if part.said:
        return f"“{escaped(part.said.quote)}” [{escaped(part.said.id)}]"
    if part.ids:
        return f"the segment of {', '.join(f'[{escaped(name)}]' for name in part.ids[:_SHOWN])}"
    return "nobody's yet: a gap"


def _line(quote: Quote) -> str:
    about = ", ".join(escaped(part) for part in (quote.source, quote.segment, quote.date) if part)
    return f"- “{escaped(quote.quote)}” [{escaped(quote.id)}] ({about})"


def _counted(counts: Mapping[str, int]) -> str:
    told = [f"{escaped(name)} ({count})" for name, count in list(counts.items())[:_SHOWN]]
    return "; ".join([*told, *([f"{len(counts) - _SHOWN} more"] if len(counts) > _SHOWN else [])])
