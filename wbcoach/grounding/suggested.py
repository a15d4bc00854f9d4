"""A suggestion taken apart for its checks: its words, gaps, ids, quotations, and what it says it left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Final, Literal

from wbcoach.grammar import Span, content, quotations, stem, words
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wbcoach.critique import Finding
    from wbcoach.evidence import Item

_GAP: Final = re.compile(r"\s?\[(?P<ask>[^\[\]\n]{1,80}\?)\]")
_NOTE: Final = re.compile(
    r"(?:(?<=[.!?]\s)|^)(?:left\s+out|taken\s+out|removed|dropped)\b[^:.]*:\s*(?P<told>.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETED: Final = re.compile(r"\s?\[([^\[\]\n?]{1,80})\]")
_LIKE_AN_ID: Final = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,9}-?\w{0,6}-\d[\w-]*(?![\w-])")
# What an author would put into a gap: plain words that no rule has anything to say on.
_FILLED: Final = (
    (re.compile(r"\b(?:how|why|what\s+share|whose\s+count)\b", re.IGNORECASE), ""),
    (re.compile(r"\b(?:who|whom|which)\b", re.IGNORECASE), "ward clerks"),
    (re.compile(r"\b(?:happened|occurred|doing|moment|occasion)\b|^when\b", re.IGNORECASE), "a tray falls"),
    (re.compile(r"^where\b", re.IGNORECASE), "at the gate"),
    (re.compile(r"\b(?:do|reach|need)\b", re.IGNORECASE), "count the trays one by one"),
)
_BASE: Final = "900"


@dataclass(frozen=True)
class Answered:
    """The finding that a suggestion answers: its code, severity, and words (None: words are missing)."""

    code: str
    severity: str
    span: Span | None

    @classmethod
    def by(cls, finding: Finding) -> Answered:
        """Take what is needed from a finding."""
        span = Span(finding.span.start, finding.span.end) if finding.span else None
        return cls(finding.code, finding.severity, span)


@dataclass(frozen=True)
class Suggested:
    """A statement, its evidence, a suggestion's text, whether it asks or rewords, and the finding it answers."""

    statement: Statement
    evidence: tuple[Item, ...]
    text: str
    kind: Literal["question", "rewrite"]
    finding: Answered

    @property
    def rewords(self) -> bool:
        """Whether it is a rewrite."""
        return self.kind == "rewrite"

    @cached_property
    def note(self) -> str:
        """What it says it left out, or nothing."""
        found = _NOTE.search(self.text) if self.rewords else None
        return found["told"] if found else ""

    @cached_property
    def worded(self) -> str:
        """The suggestion without that note."""
        found = _NOTE.search(self.text) if self.rewords else None
        return self.text[: found.start()].strip() if found else self.text.strip()

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """The questions it leaves in square brackets."""
        return tuple(found["ask"] for found in _GAP.finditer(self.worded))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids it cites, known or not: in square brackets, as they are known, or looking like one."""
        found = [part for inside in _BRACKETED.findall(self.worded) for part in re.split(r"[\s,;]+", inside)]
        found += [one.id for one in self.evidence if _mentions(self.worded, one.id)]
        found += _LIKE_AN_ID.findall(self.worded)
        return tuple(dict.fromkeys(name for name in found if name))

    @property
    def ungapped(self) -> str:
        """Its words without note and gaps."""
        return _GAP.sub("", self.worded)

    @cached_property
    def own(self) -> str:
        """Its words without note, gaps, ids and quotations: what it says itself."""
        return reduce(lambda text, quote: text.replace(quote, ""), self.quoted, self.bare)

    @cached_property
    def bare(self) -> str:
        """Its words without note, gaps and ids."""
        text = _BRACKETED.sub("", self.ungapped)
        for name in self.ids:
            text = re.sub(rf"\(?(?<!\w){re.escape(name)}(?!\w)\)?", "", text)
        return re.sub(r"\s+([.,;])", r"\1", " ".join(text.split()))

    @cached_property
    def filled(self) -> Statement:
        """The rewrite with its gaps filled by plain words, read as a statement."""
        return Statement.parse(self._filled[0])

    @property
    def fillings(self) -> tuple[Span, ...]:
        """Where in `filled` the words stand that filled a gap."""
        return self._filled[1]

    def stands_by_itself(self, finding: Finding) -> bool:
        """Say whether a finding on `filled` is about the suggestion, not about words that filled a gap."""
        span = finding.span
        return span is None or not any(span.start < gap.end and gap.start < span.end for gap in self.fillings)

    @cached_property
    def _filled(self) -> tuple[str, tuple[Span, ...]]:
        text, spans, end = "", [], 0
        for gap in _GAP.finditer(self.worded):
            text += self.worded[end : gap.start()]
            filler = next((words for sign, words in _FILLED if sign.search(gap["ask"])), "")
            if text.endswith(" of"):
                filler = _BASE
            if filler:
                text += " "
                spans.append(Span(len(text), len(text) + len(filler)))
                text += filler
            end = gap.end()
        return text + self.worded[end:], tuple(spans)

    @cached_property
    def sources(self) -> list[str]:
        """All that it may draw on: the draft and the texts of its evidence."""
        return [self.statement.text, *(one.text for one in self.evidence)]

    @cached_property
    def outside(self) -> str:
        """The draft without the words of the finding."""
        text, span = self.statement.text, self.finding.span
        return text if span is None else f"{text[: span.start]} {text[span.end :]}"

    @cached_property
    def quoted(self) -> tuple[str, ...]:
        """Its quotations, without marks."""
        return tuple(span.of(self.worded).strip("\"“”«»'‘’ ") for span in quotations(self.worded))


def stems_of(text: str) -> frozenset[str]:
    """Give the stems of the words of a text that carry content."""
    return frozenset(stem(word.low) for word in content(words(text)))


def union_of(texts: Iterable[str]) -> frozenset[str]:
    """Give the stems of all these texts."""
    return frozenset().union(*map(stems_of, texts))


def _mentions(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
