"""What would settle a statement that no feedback speaks to: whom to ask what, and about how many of them.

The sizes are rough by intent. To meet a hardship: 1 - (1 - p)^n (Nielsen and Landauer 1993). To hear of none:
the rule of three, at most 3/n at 95% (Hanley and Lippman-Hand 1983). To put a share on it: the half-width of
Wilson's interval at its widest (Wilson 1927).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wbcoach.figures import figures, is_claim
from wbcoach.grounding.shares import shares

if TYPE_CHECKING:
    from wbcoach.grammar import Span
    from wbcoach.statement import Statement

_LONGEST = 60
_Z95 = 1.959964
_COMMON, _SURE = 1 / 3, 0.85
_RARE, _POINTS = 0.1, 0.1


def to_meet(share: float, chance: float) -> int:
    """How many people to talk to, to meet at least once with `chance` what `share` of them have (both 0..1, open)."""
    return math.ceil(math.log(1 - chance) / math.log(1 - share) - 1e-9)


def to_rule_out(share: float) -> int:
    """How many people without the hardship show, at 95%, that at most `share` (0..1) have it."""
    return math.ceil(3 / share - 1e-9)


def to_estimate(half_width: float) -> int:
    """How many people, drawn at random, put any share within `half_width` (0..0.5) either way, at 95%."""
    return math.ceil(_Z95**2 * (1 / (4 * half_width**2) - 1) - 1e-9)


def settling_sample(statement: Statement) -> str:
    """Say about how many people it takes: more where the statement tells how many have it."""
    if _tells_how_many(statement):
        number = to_estimate(_POINTS)
        return f"About {number} people drawn at random put a share within {_POINTS * 100:.0f} points (Wilson, 95%)."
    few, none = to_meet(_COMMON, _SURE), to_rule_out(_RARE)
    return (
        f"About {few} talks meet what one in {1 / _COMMON:.0f} has at least once ({_SURE:.0%}); if none of {none}"
        f" has it, under one in {1 / _RARE:.0f} does (rule of three, 95%)."
    )


def settling_questions(statement: Statement) -> tuple[str, str, str]:
    """Give three questions, in the statement's own words where it has them: who, which trace, who not."""
    slots = statement.slots
    who, what = _said(statement, slots.customer), _said(statement, slots.problem)
    when = _said(statement, slots.situation)
    return (
        f"Who of {who or 'them'} had this happen last, and could tell about that time?",
        f"Where would {what or 'it'} leave a trace: a log, a ticket, a count?",
        f"Who of them has not had it{f' at {when}' if when else ''}, and what do they do instead?",
    )


def _said(statement: Statement, span: Span | None) -> str:
    words = " ".join(span.of(statement.text).split()) if span else ""
    return f"“{words}”" if 0 < len(words) <= _LONGEST and "?" not in words else ""


def _tells_how_many(statement: Statement) -> bool:
    text = statement.text
    counted = any(
        one.unit in ("percent", "share", "count") and is_claim(text, one, in_case=False)
        for one in figures(text)
    )
    return counted or any(True for _ in shares(text))
