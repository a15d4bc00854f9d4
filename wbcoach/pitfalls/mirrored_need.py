"""A need that only negates the hardship adds nothing: what the effort was for stays unknown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import stems
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "T07"
LENS = "template"
SEVERITY = "minor"
MESSAGE = "The need only turns the hardship round."
QUESTION = "And once that effort is gone, what do they get done?"
LOOK_FOR = "The need repeats the words of the hardship with 'not', 'without', 'avoid' or 'stop', and names no outcome of its own."
BAD = [
    Example(
        "Today, glaziers have to re-measure each frame when a drawing is changed. Customers need a way to avoid re-measuring each frame."
    ),
    Example(
        "Today, campers have to queue for the tap when the site is full. Customers need a way to not queue for the tap."
    ),
    Example(
        "Today, editors have to retype corrections when a proof comes back on paper. Customers need a way to stop retyping corrections."
    ),
]
GOOD = [
    Example(
        "Today, glaziers have to re-measure each frame when a drawing is changed. Customers need a way to cut glass that fits from the drawing they hold, without a second visit.",
        (
            ("interview", "Two visits per window, sometimes three."),
            ("job_records", "May 2026: 44 of 120 jobs were measured twice."),
        ),
    ),
]

_AGAINST = re.compile(
    r"\b(?:not|without|avoid(?:ing)?|stop(?:ping)?|no\s+longer|never|skip(?:ping)?|instead\s+of|eliminat\w+|get\s+rid\s+of|reduc\w+|minimi[sz]\w+|free\s+from|less)\b",
    re.IGNORECASE,
)
_ECHO, _FEW = 0.7, 2


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Compare the stems of the need with those of the hardship."""
    del evidence
    need, problem = statement.slots.need, statement.slots.problem
    if need is None or problem is None or statement.slots.hardship is None:
        return
    wanted = stems(statement.words(need)) - {
        "avoid",
        "stop",
        "skip",
        "elimin",
        "rid",
        "reduc",
        "minim",
        "minimis",
        "instead",
        "never",
        "free",
        "less",
        "longer",
    }
    suffered = stems(statement.words(problem))
    if problem.of(statement.text).lower().startswith("be ") and statement.slots.customer is not None:
        suffered |= stems(statement.words(statement.slots.customer))
    if not wanted or not suffered:
        return
    echo = len(wanted & suffered) / len(wanted)
    negated = bool(_AGAINST.search(need.of(statement.text)))
    if echo >= _ECHO and negated:
        yield Hit(need, 0.85)
    elif echo == 1 and len(wanted) >= _FEW:
        yield Hit(need, 0.65)
