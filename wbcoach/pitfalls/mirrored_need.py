"""A need that only negates the hardship adds nothing: what the effort was for stays unknown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import stems
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "T07"
LENS = "template"
SEVERITY = "minor"
MESSAGE = "The need only turns the hardship round."
QUESTION = "And once that effort is gone, what do they get done?"
ASKED = "Say they could “{words}”: what would they get done then?"
ABOUT = "need"
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

_AGAINST = screened(
    r"\b(?:not|without|avoid(?:ing)?|stop(?:ping)?|no\s+longer|never|skip(?:ping)?|instead\s+of|eliminat\w+|get\s+rid\s+of|rid\s+of|reduc\w+|minimi[sz]\w+|free\s+(?:from|of)|less|fewer|gone|quit(?:ting)?|prevent(?:ing)?|escap\w+|end(?:ing)?|cut(?:ting)?\s+out|spar(?:e|ed|ing)|do\s+away\s+with|remov\w+|away\s+from)\b|n['’]t\b",
    re.IGNORECASE,
)
# The need begins with its negation: what follows is only the hardship again.
_TURNED = re.compile(
    r"(?:(?:they|he|she|it|which|i|we)\s+)?(?:to\s+)?(?:(?:be|are|is|have|has)\s+)?(?:(?:able|free)\s+to\s+)?(?:not|never|no\s+longer|stop(?:ping)?|avoid(?:ing)?|quit(?:ting)?|skip(?:ping)?|prevent(?:ing)?|eliminat\w+|get(?:ting)?\s+rid\s+of|be\s+(?:free|spared?|rid)(?:\s+(?:from|of))?|end(?:ing)?|do(?:ing)?\s+without|escap\w+)\b",
    re.IGNORECASE,
)
_SIGNS = frozenset(
    "avoid stop skip elimin rid reduc minim minimis instead never free less fewer longer quit prevent escap end spare remov gone away without abl keep".split()
)
_POSITIVE = re.compile(
    r"\bso\s+that\b|,\s*(?:so|and|but)\s|\bin\s+order\s+to\b|\bbefore\b|\bwhile\b", re.IGNORECASE
)
_ECHO, _MOST, _FEW, _SHORT = 0.7, 0.6, 2, 9


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Compare the stems of the need with those of the hardship."""
    del evidence
    slots = statement.slots
    need, problem = slots.need, slots.problem
    if need is None:
        return
    asked = need.of(statement.text)
    negated = bool(_AGAINST.search(asked))
    if not negated and (problem is None or slots.hardship is None):
        return
    wanted = stems(statement.words(need)) - _SIGNS
    if not wanted:
        return
    if problem is not None and (slots.hardship is not None or statement.is_story):
        suffered = stems(statement.words(problem))
        passive = problem.of(statement.text).lower().startswith("be ") or slots.hardship == "expletive"
        if passive and slots.customer is not None:
            suffered |= stems(statement.words(slots.customer))
        echo = len(wanted & suffered) / len(wanted)
        if echo >= _ECHO and negated:
            yield Hit(need, 0.85)
            return
        if echo == 1 and len(wanted) >= _FEW and not statement.is_story:
            yield Hit(need, 0.65)
            return
    if not _TURNED.match(asked) and not _gone(asked):
        return
    # The hardship may stand in the moment, or in a clause of its own.
    told = stems(word for word in statement.words() if not need.start <= word.start < need.end)
    echo = len(wanted & told) / len(wanted)
    if len(statement.words(need)) <= _SHORT and not _POSITIVE.search(asked):
        if echo >= _ECHO:
            yield Hit(need, 0.7)
        elif echo >= _MOST - 0.1:
            yield Hit(need, 0.5)


def _gone(asked: str) -> bool:
    """Say whether a thing is wished away: "want the bleep gone", "a means by which the load is not resorted"."""
    return (
        re.search(
            r"\b(?:gone|away)\W*\Z|\b(?:is|are)\s+(?:not|no\s+longer|never)\s+\w+\W*\Z", asked, re.IGNORECASE
        )
        is not None
    )
