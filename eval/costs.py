"""What answers took: tokens, money and time, for one critic and beside another's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from eval.results import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from eval.results import CaseResult

HEADS: Final = ("answers", "tokens in", "tokens out", "cost", "median", "95th percentile")


@dataclass(frozen=True)
class Took:
    """What some answers took: tokens and US dollars in all, milliseconds for one.

    `usd` is None where the price of an answer isn't known; the times are None where no clock was read.
    """

    answers: int
    tokens_in: int
    tokens_out: int
    usd: float | None
    median_ms: float | None
    p95_ms: float | None


def took(cases: Iterable[CaseResult]) -> Took:
    """Sum up the answers of the findings task; what ended in an error is left out, whatever it cost.

    An answer without tokens cost nothing. One with tokens and no price makes the sum unknown: a sum over the rest
    would look like a saving.
    """
    some = [one for one in cases if one.task == FINDINGS and one.error is None]
    unknown = any(one.cost_usd is None and one.tokens for one in some)
    times = [one.latency_ms for one in some if one.latency_ms is not None]
    return Took(
        answers=len(some),
        tokens_in=sum(one.tokens_in for one in some),
        tokens_out=sum(one.tokens_out for one in some),
        usd=None if unknown else sum(one.cost_usd or 0.0 for one in some),
        median_ms=float(np.median(times)) if times else None,
        p95_ms=float(np.quantile(times, 0.95)) if times else None,
    )


def cells(one: Took) -> tuple[str, ...]:
    """Show it in the order of `HEADS`; a dash where something isn't known."""
    return (
        f"{one.answers:,}",
        f"{one.tokens_in:,}",
        f"{one.tokens_out:,}",
        "-" if one.usd is None else f"${one.usd:,.4f}",
        _ms(one.median_ms),
        _ms(one.p95_ms),
    )


def changes(a: Took, b: Took) -> list[tuple[str, str, str, str]]:
    """Give rows of what, a, b, and b - a; a dash where one of the two isn't known."""
    apart = (
        f"{b.answers - a.answers:+,}",
        f"{b.tokens_in - a.tokens_in:+,}",
        f"{b.tokens_out - a.tokens_out:+,}",
        "-" if a.usd is None or b.usd is None else f"{b.usd - a.usd:+,.4f}",
        _apart(a.median_ms, b.median_ms),
        _apart(a.p95_ms, b.p95_ms),
    )
    return list(zip(HEADS, cells(a), cells(b), apart, strict=True))


def cost_table(critics: Mapping[str, Sequence[CaseResult]]) -> str:
    """Put what each critic took in a line."""
    rows = [("", *HEADS), *((critic, *cells(took(some))) for critic, some in critics.items())]
    lines = [f"{name:<16}" + "".join(f"{cell:>17}" for cell in told) for name, *told in rows]
    return "\n".join(["what it took: tokens and cost in all, time for one answer", *lines])


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:,.1f} ms"


def _apart(a: float | None, b: float | None) -> str:
    return "-" if a is None or b is None else f"{b - a:+,.1f} ms"
