"""The catalogue: every file of this folder is a pitfall, and `find` runs them all over a statement.

A file is picked up by being here; there is no list to add it to.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache
from typing import TYPE_CHECKING

from wbcoach.critique import SEVERITIES, Finding, Severity, TextSpan
from wbcoach.errors import InputError
from wbcoach.pitfall import SHOWN_FROM, Hit, Pitfall, pitfall_of
from wbcoach.pitfalls._asking import ask
from wbcoach.pitfalls._settle import central, chained, settle, stands_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

__all__ = [
    "ask",
    "catalogue",
    "central",
    "chained",
    "find",
    "is_silent",
    "pitfall",
    "sense",
    "settle",
    "sort_out",
    "staged",
    "stands_for",
    "to_finding",
]

_STORY_SILENT = frozenset({"T04", "T08"})
_STAGED = frozenset({"D01", "D03", "D04"})
_STAGE_STEP = {"hypothesis": 1, "validated": 0, "growth": -1}


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Pitfall]:
    """Give all pitfalls by code, in the order of their codes within T S N D P L."""
    names = [info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")]
    found = [pitfall_of(importlib.import_module(f"{__name__}.{name}")) for name in names]
    return {p.code: p for p in sorted(found, key=lambda p: ("TSNDPL".find(p.code[0]), p.code))}


def pitfall(code: str) -> Pitfall:
    """Give one pitfall by its code or its name.

    Raises:
        InputError: there is no such pitfall.
    """
    for known in catalogue().values():
        if code.upper() == known.code or code.lower().replace("_", "-") == known.name:
            return known
    message = f"There is no pitfall {code!r}."
    raise InputError(message, "`wbcoach explain` lists the codes.")


def find(statement: Statement, dossier: Dossier) -> tuple[list[Finding], list[Finding]]:
    """Run every rule; give what is sure enough to show, and what is only tentative."""
    return sort_out(sense(statement, dossier))


def sense(statement: Statement, dossier: Dossier) -> list[Finding]:
    """Run every rule; give all that was seen, however sure, several on the same words included."""
    silent = _silent(statement, dossier)
    return [
        to_finding(known, statement, dossier, hit)
        for known in catalogue().values()
        if known.code not in silent
        for hit in known.detect(statement, dossier)
    ]


def is_silent(statement: Statement, code: str, dossier: Dossier) -> bool:
    """Say whether a pitfall has nothing to say on a statement of this form, or with this feedback beside it."""
    return code in _silent(statement, dossier)


def _silent(statement: Statement, dossier: Dossier) -> frozenset[str]:
    silent = _STORY_SILENT if statement.is_story else frozenset()
    return silent | {"D01"} if dossier.telling else silent  # nobody may say "none found" above what was found


def sort_out(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Part what is sure enough to show, one finding a span, from what is only tentative."""
    shown = settle([finding for finding in findings if finding.confidence >= SHOWN_FROM])
    codes = {finding.code for finding in shown}
    hushed = codes | ({"T01", "T02"} if "T03" in codes else set())
    tentative = [f for f in findings if f.confidence < SHOWN_FROM and f.code not in hushed]
    return shown, tentative


def to_finding(known: Pitfall, statement: Statement, dossier: Dossier, hit: Hit) -> Finding:
    """Put a hit of a rule into the one format of all findings."""
    span = None
    if hit.span is not None:
        span = TextSpan(start=hit.span.start, end=hit.span.end, text=hit.span.of(statement.text))
    return Finding(
        code=known.code,
        name=known.name,
        lens=known.lens,
        severity=staged(known.code, known.severity, dossier),
        span=span,
        message=f"{known.message} {hit.detail}".strip(),
        question=ask(known, statement, hit.span),
        suggestion=hit.suggestion,
        evidence=hit.evidence,
        guidance=(known.note,),
        found_by=("rule",),
        confidence=hit.confidence,
        central=central(known.code, hit.span, statement),
    )


def staged(code: str, severity: Severity, dossier: Dossier) -> Severity:
    """Move the severity of missing data by one step with the stage of the work, never below minor."""
    if code not in _STAGED:
        return severity
    step = SEVERITIES.index(severity) + _STAGE_STEP[dossier.stage]
    return SEVERITIES[min(max(step, 0), len(SEVERITIES) - 1)]
