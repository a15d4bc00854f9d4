"""What a scorer gives: a value between 0 and 1 and why; None where it doesn't apply."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A scorer's answer about one case; `why` is for people, one line; `weight` is what the value counts by.

    For shares of findings the weight is how many findings were judged, so that figures over many cases are
    sum(value * weight) / sum(weight); for a plain yes or no it is 1.
    """

    value: float
    why: str
    weight: float = 1.0
