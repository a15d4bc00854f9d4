"""Percentages that nobody wrote down, but two cited numbers give: they may be said, and are shown as computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.figures import figures, same_value
from wbcoach.grounding.typography import plain_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.grammar import Span


def computed_shares(text: str, sources: Sequence[str]) -> list[tuple[Span, str]]:
    """List the percentages of a text that follow from a share in a source and are written in none.

    Returns:
        The place of each in `text`, and the source's own words for the share ("11 of 30").
    """
    given = [(figure, source) for source in map(plain_forms, sources) for figure in figures(source)]
    written = [figure for figure, _ in given if figure.unit == "percent"]
    shares = [(figure, source) for figure, source in given if figure.unit == "share"]
    found = []
    for figure in figures(text):
        if figure.unit != "percent" or any(same_value(figure, other) for other in written):
            continue
        share = next((one.span.of(source) for one, source in shares if same_value(figure, one)), None)
        if share and share.lower() not in text.lower():
            found.append((figure.span, " ".join(share.split())))
    return found


def showing_computed(text: str, sources: Sequence[str]) -> str:
    """Put behind each computed percentage what it is computed from: "37% (computed: 11 of 30)"."""
    for span, share in reversed(computed_shares(text, sources)):
        text = f"{text[: span.end]} (computed: {share}){text[span.end :]}"
    return text
