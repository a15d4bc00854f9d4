"""One finding per span: which of two codes stays when both name the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.grammar import Span

if TYPE_CHECKING:
    from wbcoach.critique import Finding
    from wbcoach.statement import Statement

_CHAINS = (("S01", "S02", "S08", "N02"), ("D07", "D03", "D04"), ("P02", "P01"))
_EXCLUDES = {"S04": "S03", "T06": "T07"}
_SAME = 0.8


def settle(findings: list[Finding]) -> list[Finding]:
    """Keep the weightier of two findings on the same words; order by where they stand."""
    codes = {finding.code for finding in findings}
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.weight[:2], _rank(f.code), f.weight)):
        if _EXCLUDES.get(finding.code) in codes:
            continue
        if not any(_yields(finding, other) for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda f: (f.span.start if f.span else 0, f.code))


def central(code: str, span: Span | None, statement: Statement) -> bool:
    """Say whether a finding touches the statement's own claim (D06), or is its given cause (P02)."""
    if span is None:
        return False
    slots = statement.slots
    if code == "D06":
        return any(slot is not None and slot.overlaps(span) for slot in (slots.problem, slots.customer))
    return code == "P02" and slots.because is not None and slots.because.overlaps(span)


def chained(one: str, other: str) -> bool:
    """Say whether two codes are grades of one fault, so that the graver stands for both."""
    return any(one in chain and other in chain for chain in _CHAINS)


def stands_for(one: Finding, other: Finding) -> bool:
    """Say whether `one` is a graver grade of the same fault as `other`, and has at least half of its words."""
    if not chained(one.code, other.code) or one.weight[:1] > other.weight[:1]:
        return False
    if _rank(one.code) >= _rank(other.code) or one.span is None or other.span is None:
        return False
    common = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    return common * 2 >= other.span.end - other.span.start


def _rank(code: str) -> int:
    return next((chain.index(code) for chain in _CHAINS if code in chain), 0)


def _yields(finding: Finding, kept: Finding) -> bool:
    """Say whether `finding` gives way to one that is kept already."""
    if finding.code == kept.code:
        return finding.span is None or kept.span is None or _shared(finding, kept) > 0
    if finding.span is None or kept.span is None:
        return False
    shared = _shared(finding, kept)
    if chained(finding.code, kept.code):
        return shared > 0
    return shared >= _SAME


def _shared(left: Finding, right: Finding) -> float:
    """Give intersection over union of two spans, 0..1."""
    if left.span is None or right.span is None:
        return 0.0
    overlap = min(left.span.end, right.span.end) - max(left.span.start, right.span.start)
    whole = max(left.span.end, right.span.end) - min(left.span.start, right.span.start)
    return max(0, overlap) / whole if whole else 0.0
