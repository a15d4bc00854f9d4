"""Lines that the pages of the Define stage share: labels, wrapped words, quotations with where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.plain import escaped, legible, one_line
from wbcoach.render.plain import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.critique import Evidence
    from wbcoach.define.voices import Recency, Voices

SHOWN = 3


def labelled(label: str, text: str, width: int, indent: int = 2, room: int = 13) -> Iterator[str]:
    """Put a text on lines of `width` cells behind a label, as a hanging block."""
    pad = " " * (indent + room)
    for number, line in enumerate(lines_of(text, width - len(pad))):
        yield f"{' ' * indent}{label:<{room}}{line}".rstrip() if number == 0 else f"{pad}{line}".rstrip()


def quoted(one: Evidence) -> str:
    """Give a quotation with its id and where it comes from."""
    about = ", ".join(part for part in (one.source, one.date) if part)
    return f"{one.id} “{one_line(one.quote)}”" + (f" ({about})" if about else "")


def quoted_markdown(one: Evidence) -> str:
    """Give the same for Markdown, with no markup of its own in what is quoted."""
    about = ", ".join(part for part in (one.source, one.date) if part)
    return f"`{legible(one.id).replace('`', '')}` “{escaped(one.quote)}”" + (
        f" ({escaped(about)})" if about else ""
    )


def some(quotes: Sequence[Evidence], *, everything: bool) -> tuple[Sequence[Evidence], int]:
    """Give the quotations to show, and how many more there are."""
    shown = quotes if everything else quotes[:SHOWN]
    return shown, len(quotes) - len(shown)


def count(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def people(told: Voices) -> str:
    """Say how many people speak, and how they were told apart."""
    return f"{count(told.count, 'person', 'people')} (by {told.counted_by})" if told.count else "nobody"


def dates(age: Recency) -> str:
    """Say of which days the items are, and how many are stale or undated."""
    if not age.newest:
        return "no date"
    span = age.newest if age.oldest == age.newest else f"{age.oldest} to {age.newest}"
    notes = [f"{age.stale} stale"] * bool(age.stale) + [f"{age.undated} without a date"] * bool(age.undated)
    return ", ".join([span, *notes])
