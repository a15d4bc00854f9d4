"""A comparison of two runs as tables and lines, for a terminal, a file or a page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from eval import costs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from eval.compare import Comparison

HEADS: Final = ("figure", "a", "b", "b - a", "95% interval", "better", "worse", "p")
TOOK_HEADS: Final = ("what it took", "a", "b", "b - a")


def decimal(value: float | None, *, signed: bool = False) -> str:
    """Show three decimals; a dash where there is no figure."""
    if value is None:
        return "-"
    return f"{value:+.3f}" if signed else f"{value:.3f}"


def rows(comparison: Comparison) -> list[tuple[str, ...]]:
    """Give the figures as cells, in the order of `HEADS`; * marks an interval that leaves 0 out."""
    found: list[tuple[str, ...]] = []
    for one in comparison.figures:
        low, high = one.between or (None, None)
        span = f"[{decimal(low, signed=True)}, {decimal(high, signed=True)}]" if one.between else "-"
        sure = one.between is not None and (one.between.low > 0 or one.between.high < 0)
        found.append(
            (
                f"{one.split} {one.name}", decimal(one.a), decimal(one.b), decimal(one.difference, signed=True),
                span + (" *" if sure else ""), str(one.better), str(one.worse), decimal(one.p),
            )
        )  # fmt: skip
    return found


def as_text(comparison: Comparison) -> str:
    """Lay a comparison out as plain text, for a file or a pipe."""
    figures = _laid_out([HEADS, *rows(comparison)])
    return "\n".join(
        [_title(comparison), "", *figures, "", *_laid_out(_took(comparison)), *_case_lines(comparison)]
    )


def _laid_out(table: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]


def _took(comparison: Comparison) -> list[tuple[str, ...]]:
    return [TOOK_HEADS, *costs.changes(comparison.took_a, comparison.took_b)]


def show(comparison: Comparison, stream: TextIO | None = None) -> None:
    """Print a comparison: with colour and rules in a terminal, plain elsewhere."""
    stream = stream or sys.stdout
    if not stream.isatty():
        stream.write(as_text(comparison) + "\n")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=stream)
    table = Table(*HEADS, title=Text(_title(comparison)))
    for one, cells in zip(comparison.figures, rows(comparison), strict=True):
        up = one.between is not None and one.between.low > 0
        down = one.between is not None and one.between.high < 0
        table.add_row(*map(Text, cells), style="green" if up else "red" if down else None)
    console.print(table)
    console.print(Text("\n".join([*_laid_out(_took(comparison)), *_case_lines(comparison)])))


def _title(comparison: Comparison) -> str:
    return f"a: {comparison.a}; b: {comparison.b}; {comparison.pairs} results in both"


def _case_lines(comparison: Comparison) -> list[str]:
    lines: list[str] = []
    for title, changes in (
        ("better", comparison.better),
        ("worse", comparison.worse),
        ("no mark in one of the two", comparison.moved),
    ):
        lines += ["", f"{title}: {len(changes)}"]
        for one in changes:
            lines.append(
                f"  {one.split} {one.name} {one.id} ({one.task}): {decimal(one.a)} -> {decimal(one.b)}"
            )
            if one.why_a or one.why_b:
                lines.append(f"    {one.why_a or '-'} -> {one.why_b or '-'}")
    for title, names in (
        ("only in a", comparison.only_a),
        ("only in b", comparison.only_b),
        ("labelled anew, not compared", comparison.relabelled),
    ):
        if names:
            lines += ["", f"{title}: {len(names)}: {', '.join(names)}"]
    return lines
