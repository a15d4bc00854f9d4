"""Findings that an author silenced: one record, kept with its reason, never counted as gone."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from wbcoach.critique import Finding, Ignored

if TYPE_CHECKING:
    from collections.abc import Iterable

_INLINE = re.compile(
    r"<!--\s*wbcoach:\s*ignore\s+(?P<codes>[A-Z]\d\d(?:[\s,]+[A-Z]\d\d)*)(?:\s+until\s+(?P<until>\d{4}-\d\d-\d\d))?\s*(?:(?:--|[–—])\s*(?P<reason>.*?))?\s*-->",
    re.DOTALL | re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^[ \t]*(`{3,}|~{3,}).*?(?:^[ \t]*\1[`~]*[ \t]*$|\Z)|^[ \t]*>[^\n]*$|`[^`\n]+`", re.DOTALL | re.MULTILINE
)
_MINE = re.compile(r"\s*<!--\s*wbcoach:.*?-->", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ignore:
    """A code to keep silent, why, until when (ISO date), and for which words (hash; empty: any)."""

    code: str
    reason: str = ""
    until: str | None = None
    span_hash: str = ""


def inline_ignores(text: str, today: date) -> list[Ignore]:
    """Read `<!-- wbcoach: ignore S01 until 2027-01-31 -- reason -->`; those that have run out are left out."""
    found = []
    for match in _INLINE.finditer(_own_lines(text)):
        until = match["until"]
        if until and _past(until, today):
            continue
        reason = " ".join((match["reason"] or "").split())
        found += [Ignore(code, reason, until) for code in re.findall(r"[A-Z]\d\d", match["codes"].upper())]
    return found


def _own_lines(text: str) -> str:
    """Blank what an author quotes: block quotations, fenced code and code spans can't silence anything."""
    return _QUOTED.sub(lambda part: re.sub(r"[^\n]", " ", part[0]), text)


def lapsed(text: str, today: date) -> list[str]:
    """Say which comments meant for us do nothing: those that have run out, and those that can't be read."""
    told = []
    for comment in _MINE.finditer(_own_lines(text)):
        match = _INLINE.fullmatch(comment[0].strip())
        if match is None:
            words = " ".join(comment[0].split())[:100]
            told.append(f"this comment is not understood: {words}")
        elif match["until"] and _past(match["until"], today):
            told.append(f"the comment that ignores {match['codes']} ran out: until {match['until']}.")
    return told


def without_ignores(text: str) -> str:
    """Give a draft without the comments that are meant for us; a text that has none stays as it is."""
    left = _MINE.sub("", text)
    return text if left == text else left.strip()


def _past(until: str, today: date) -> bool:
    try:
        return date.fromisoformat(until) < today
    except ValueError:
        return True


def span_hash(finding: Finding) -> str:
    """Hash the words a finding stands on, so that an ignore lapses when they change."""
    return hashlib.sha256(
        (finding.span.text if finding.span else "").encode("utf-8", "surrogatepass")
    ).hexdigest()[:12]


def silence(
    findings: Iterable[Finding], ignores: Iterable[Ignore]
) -> tuple[list[Finding], tuple[Ignored, ...]]:
    """Split findings into those that stay and the records of those that are silenced."""
    rules = list(ignores)
    stay: list[Finding] = []
    gone: list[Ignored] = []
    for finding in findings:
        rule = next(
            (r for r in rules if r.code == finding.code and r.span_hash in ("", span_hash(finding))), None
        )
        if rule is None:
            stay.append(finding)
        else:
            gone.append(Ignored(code=rule.code, reason=rule.reason, until=rule.until))
    return stay, tuple(gone)
