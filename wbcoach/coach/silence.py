"""Findings that an author silenced: one record, kept with its reason, never counted as gone."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from wbcoach.critique import Finding, Ignored
from wbcoach.grammar import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_INLINE = re.compile(
    r"<!--\s*wbcoach:\s*ignore\s+(?P<codes>[A-Z]\d\d(?:[\s,]+[A-Z]\d\d)*)(?:\s+until\s+(?P<until>\d{4}-\d\d-\d\d))?\s*(?:(?:--|[–—])\s*(?P<reason>.*?))?\s*-->",
    re.DOTALL | re.IGNORECASE,
)
_ASKED = re.compile(r"<!--\s*wbcoach:\s*ask\b", re.IGNORECASE)
_QUOTED = re.compile(
    r"^[ \t]*(`{3,}|~{3,}).*?(?:^[ \t]*\1[`~]*[ \t]*\r?$|\Z)|^[ \t]*>[^\n]*$|`[^`\n]+`",
    re.DOTALL | re.MULTILINE,
)
_MINE = re.compile(r"\s*<!--\s*wbcoach:.*?-->", re.DOTALL | re.IGNORECASE)

# A blank line or a heading.
_PARTED = re.compile(r"(?:\r\n|\r(?!\n)|(?<!\r)\n)[ \t>]*(?:[\r\n]|#{1,6}\s)")
_AROUND = '*_~`"“”> \t\r\n'


@dataclass(frozen=True, slots=True)
class Ignore:
    """A code to keep silent, why, until when (ISO date), and for which words and statement (hashes; empty: any)."""

    code: str
    reason: str = ""
    until: str | None = None
    span_hash: str = ""
    statement_hash: str = ""


def inline_ignores(text: str, today: date) -> list[Ignore]:
    """Read `<!-- wbcoach: ignore S01 until 2027-01-31 -- reason -->`; those that have run out are left out."""
    return [rule for _, rule in _placed(text, today)]


def ignores_by_statement(text: str, spans: Sequence[Span], today: date) -> list[tuple[Ignore, ...]]:
    """Give what is silenced in each statement of a document.

    A comment in a statement, right behind it, or on the line before it holds for that statement alone; one that
    stands by itself, such as at the top, holds for all.

    Args:
        text: the document.
        spans: of its statements, in order.
        today: an ignore whose last day is before it holds no more.
    """
    placed = _placed(text, today)
    whose = {place: _whose(text, place, spans) for place, _ in placed}
    return [
        tuple(rule for place, rule in placed if whose[place] in (None, number))
        for number, _ in enumerate(spans)
    ]


def _placed(text: str, today: date) -> list[tuple[Span, Ignore]]:
    """Give each ignore that holds, with the place of its comment."""
    found: list[tuple[Span, Ignore]] = []
    if "wbcoach:" not in text.lower():
        return found  # an editor asks at each keystroke, and few documents silence anything
    for match in _INLINE.finditer(_own_lines(text)):
        until = match["until"]
        if until and past(until, today):
            continue
        reason = " ".join((match["reason"] or "").split())
        place = Span(match.start(), match.end())
        codes = re.findall(r"[A-Z]\d\d", match["codes"].upper())
        found += [(place, Ignore(code, reason, until)) for code in codes]
    return found


def _whose(text: str, comment: Span, spans: Sequence[Span]) -> int | None:
    """Say by its number which statement a comment belongs to; None: it stands by itself.

    Other comments of ours between the two are passed over, and so is what fences or emphasises a statement.
    """
    after = next((number for number, span in enumerate(spans) if span.end > comment.start), len(spans))
    if after < len(spans) and spans[after].start <= comment.start:
        return after
    before = after - 1
    gap = _MINE.sub("", text[spans[before].end : comment.start]) if before >= 0 else ""
    ahead = _MINE.sub("", text[comment.end : spans[after].start]) if after < len(spans) else ""
    same_block = before >= 0 and not _PARTED.search(gap)
    if after < len(spans) and not same_block and not _PARTED.search(ahead):
        return after
    return before if before >= 0 and (same_block or not gap.strip(_AROUND)) else None


def _own_lines(text: str) -> str:
    """Blank what an author quotes: block quotations, fenced code and code spans can't silence anything."""
    return _QUOTED.sub(lambda part: re.sub(r"[^\n]", " ", part[0]), text)


def lapsed(text: str, today: date) -> list[str]:
    """Say which comments meant for us do nothing: those that have run out, and those that can't be read."""
    told = []
    for comment in _MINE.finditer(_own_lines(text)):
        match = _INLINE.fullmatch(comment[0].strip())
        if _ASKED.match(comment[0].strip()):
            continue  # a question that was left for later
        if match is None:
            words = " ".join(comment[0].split())[:100]
            told.append(f"this comment is not understood: {words}")
        elif match["until"] and past(match["until"], today):
            told.append(f"the comment that ignores {match['codes']} ran out: until {match['until']}.")
    return told


def without_ignores(text: str) -> str:
    """Give a draft without the comments that are meant for us; a text that has none stays as it is."""
    left = _MINE.sub("", text)
    return text if left == text else left.strip()


def past(until: str, today: date) -> bool:
    """Say whether the last day that an ignore holds is gone; what is no date holds on none."""
    try:
        return date.fromisoformat(until) < today
    except ValueError:
        return True


def words_hash(text: str) -> str:
    """Hash words, whatever the white space between them."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def statement_hash(text: str) -> str:
    """Hash a statement, whatever its white space and the comments in it that are meant for us."""
    return words_hash(without_ignores(text))


def span_hash(finding: Finding, statement: str = "") -> str:
    """Hash the words a finding stands on, so that an ignore lapses when they change.

    Where the fault is that words are missing, the hash of the statement stands for them.
    """
    return words_hash(finding.span.text) if finding.span else statement or words_hash("")


def covers(rule: Ignore, finding: Finding, statement: str) -> bool:
    """Say whether a rule silences a finding of the statement of that hash."""
    return (
        rule.code == finding.code
        and rule.statement_hash in ("", statement)
        and rule.span_hash in ("", span_hash(finding, statement))
    )


def silence(
    findings: Iterable[Finding], ignores: Iterable[Ignore], statement: str = ""
) -> tuple[list[Finding], tuple[Ignored, ...]]:
    """Split findings into those that stay and the records of those that are silenced.

    Args:
        findings: of one statement.
        ignores: the first that covers a finding says why it is silent.
        statement: hash of the statement.
    """
    rules = list(ignores)
    stay: list[Finding] = []
    gone: list[Ignored] = []
    for finding in findings:
        rule = next((rule for rule in rules if covers(rule, finding, statement)), None)
        if rule is None:
            stay.append(finding)
        else:
            gone.append(Ignored(code=rule.code, reason=rule.reason, until=rule.until))
    return stay, tuple(gone)
