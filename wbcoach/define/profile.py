"""A persona document as lines that claim something: list entries, sentences, fields and quotations, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wbcoach.grammar import Span, quotations, sentences, words

if TYPE_CHECKING:
    from collections.abc import Iterator

Part = Literal["heading", "field", "claim", "quotation", "picture"]
_LEAD = re.compile(r"\s*(?:>\s*)*(?:(?P<heading>#{1,6})\s+|[-*+•]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)?")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)|!\[\[[^\]]+\]\]|<img\b[^>]*>", re.IGNORECASE)
_FIELD = re.compile(
    r"\s*[*_]{0,2}(?P<label>[^\W\d_][\w /&'’-]{1,40}?)[*_]{0,2}\s*(?::[*_]{0,2}|\|)\s*(?P<value>\S.*)"
)
_IDS = re.compile(r"\[[^\[\]]{1,200}\]")
_RULE = re.compile(r"\s*(?:[|:\s-]{3,}|[-*_=]{3,})\s*$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_FRONT = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FEWEST_QUOTED, _LONGEST_LABEL = 4, 4


@dataclass(frozen=True)
class Line:
    """Something that a document says; `line` and `column` are 1-based, `label` is the name of a field or empty."""

    part: Part
    text: str
    line: int
    column: int
    label: str = ""

    @property
    def said(self) -> str:
        """The text without ids in brackets."""
        return " ".join(_IDS.sub(" ", self.text).split())


def lines_of_profile(document: str) -> list[Line]:
    """Take a Markdown or plain text document apart; front matter, comments and code say nothing."""
    plain = document.replace("\r\n", "\n").replace("\r", "\n")
    for pattern in (_FRONT, _COMMENT):
        plain = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), plain)
    found: list[Line] = []
    fenced = False
    for number, line in enumerate(plain.split("\n"), 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and line.strip() and not _RULE.match(line):
            found += _parts(line, number)
    return found


def _parts(line: str, number: int) -> Iterator[Line]:
    for picture in _PICTURE.finditer(line):
        yield Line("picture", picture[0], number, picture.start() + 1)
    line = _PICTURE.sub(lambda match: " " * len(match[0]), line)
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    if line[start : start + 1] == "|":
        start += 1
    body = line[start:].rstrip().rstrip("|").rstrip()
    if not any(map(str.isalnum, body)):
        return
    if lead and lead["heading"]:
        yield Line("heading", body.strip(), number, start + len(body) - len(body.lstrip()) + 1)
        return
    field = _FIELD.match(body)
    label = field["label"].strip() if field and len(words(field["label"])) <= _LONGEST_LABEL else ""
    if field and label:
        start, body = start + field.start("value"), field["value"]
    for span in _with_ids(body):
        yield from _claims(body, span, number, start, label)


def _with_ids(body: str) -> list[Span]:
    """Split into sentences; ids in brackets behind one belong to it."""
    found: list[Span] = []
    for span in sentences(body):
        if found and not _IDS.sub("", span.of(body)).strip(" .,;"):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _claims(body: str, sentence: Span, number: int, start: int, label: str) -> Iterator[Line]:
    """Give the quotations of a sentence, and the sentence itself where it is more than they."""
    quoted = [
        span
        for span in quotations(body)
        if sentence.overlaps(span) and len(words(body, span.start, span.end)) >= _FEWEST_QUOTED
    ]
    for span in quoted:
        if sentence.start <= span.start < sentence.end:
            yield Line("quotation", span.of(body), number, start + span.start + 1, label)
    covered = sum(span.end - span.start for span in quoted)
    if covered * 2 < sentence.end - sentence.start:
        part: Part = "field" if label else "claim"
        yield Line(part, sentence.of(body).strip("*_ "), number, start + sentence.start + 1, label)
