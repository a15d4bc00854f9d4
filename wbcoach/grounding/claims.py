"""What a suggestion claims: no number, group, name or cause that neither the draft nor the evidence has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import Figure, figures, same_value, values_of
from wbcoach.grammar import Span
from wbcoach.grounding.amounts import amounts, dates_of, keys_of
from wbcoach.grounding.causes import strange_causes
from wbcoach.grounding.names import strange_names
from wbcoach.grounding.people import strange_groups, strange_kinds
from wbcoach.grounding.shares import strange_shares
from wbcoach.grounding.typography import plain_forms
from wbcoach.grounding.wording import OF_THE_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FEW = 5  # parts of a draft that a coach may count
_OF_THE_TWO = re.compile(r"\bwhich\s+of\s+(?:the|these|those)\s+\Z", re.IGNORECASE)
_REACH = 20


def unsupported_numbers(text: str, sources: Iterable[str]) -> list[str]:
    """List the figures and amounts of a text, as it words them, that none of the sources has in digits or words.

    Times of day, ages and labels count as well: a suggestion may bring in none of them.
    """
    text, sources = plain_forms(text), [plain_forms(source) for source in sources]
    known = [figure for source in sources for figure in values_of(source)]
    known += [amount.part for source in sources for amount in amounts(source) if amount.part]
    strange = [
        figure.span
        for figure in figures(text)
        if not _is_told(figure, known) and not _counts_the_text(text, figure)
    ]
    strange += _strange_amounts(text, sources, known)
    strange += strange_shares(text, sources, known)
    return _words(text, strange)


def _is_told(figure: Figure, known: Iterable[Figure]) -> bool:
    return any(same_value(figure, other) for other in known)


def _counts_the_text(text: str, figure: Figure) -> bool:
    """Say whether a number counts parts of the draft: "two hardships", "which of the two", "half of the sentence"."""
    small = figure.unit == "percent" or (figure.unit == "count" and figure.value <= _FEW)
    before = text[max(0, figure.span.start - _REACH) : figure.span.start]
    return small and bool(OF_THE_TEXT.match(figure.thing) or _OF_THE_TWO.search(before))


def _strange_amounts(text: str, sources: Sequence[str], known: Sequence[Figure]) -> Iterator[Span]:
    keys = {key for source in sources for key in keys_of(source)}
    dates = [dated for source in sources for dated in dates_of(source)]
    shown = [figure.span for figure in figures(text)]
    counted = [figure.span for figure in figures(text) if figure.measures]
    for amount in amounts(text):
        if amount.part:
            told = _is_told(amount.part, known) or any(span.covers(amount.span) for span in shown)
        elif amount.words:
            no_year = any(span.covers(amount.span) for span in counted)  # "2044 of 2859 calls"
            told = no_year or any(amount.words <= dated for dated in dates)
        else:
            told = amount.key in keys
        if not told:
            yield amount.span


def unsupported_groups(text: str, sources: Sequence[str]) -> list[str]:
    """List the groups and roles of people in a text that stand in none of the sources.

    A group of several words ("young drivers") has to stand in one sentence of a source.
    """
    text, sources = plain_forms(text), [plain_forms(source) for source in sources]
    return [
        span.of(text)
        for span in sorted({*strange_groups(text, sources), *strange_kinds(text, sources)}, key=_place)
    ]


def unsupported_names(text: str, sources: Sequence[str]) -> list[str]:
    """List the names and initials of a text that stand in none of the sources; a sentence's first word is let pass."""
    text, sources = plain_forms(text), [plain_forms(source) for source in sources]
    return [span.of(text) for span in strange_names(text, sources)]


def unsupported_causes(text: str, sources: Sequence[str]) -> list[str]:
    """List the causes and effects claimed in a text that no source claims in the same direction."""
    text, sources = plain_forms(text), [plain_forms(source) for source in sources]
    return [span.of(text) for span in strange_causes(text, sources)]


def unfounded(text: str, sources: Sequence[str]) -> list[str]:
    """Say what a suggestion brings in that is in neither the draft nor the cited evidence, in words."""
    strange = {
        "number": unsupported_numbers,
        "group": unsupported_groups,
        "name": unsupported_names,
        "cause": unsupported_causes,
    }
    return [
        f"{kind} {words!r} has no source"
        for kind, unsupported in strange.items()
        for words in unsupported(text, sources)
    ]


def _words(text: str, spans: Iterable[Span]) -> list[str]:
    """Give the words at each place in order, of those that overlap only the longest."""
    apart: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start - span.end):
        if not any(map(span.overlaps, apart)):
            apart.append(span)
    return [span.of(text) for span in sorted(apart, key=_place)]


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end
