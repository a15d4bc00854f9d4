"""Find the draft statements in a Markdown document, with where each stands.

A statement is a fenced `wb` block, the first prose under a heading such as "Problem statement", or a
paragraph that opens with the template's words. Code, front matter, HTML blocks and tables are skipped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wbcoach.blocks import blocks_of
from wbcoach.grammar import Span, sentences, trim, without_emphasis
from wbcoach.slots import find_slots

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wbcoach.blocks import Block

_HEADING = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*\.?\s*)?(?:the\s+)?(?:customer\s+|user\s+|draft\s+|our\s+)?"
    r"(?:problem(?:\s*/\s*opportunity)?(?:\s+and\s+opportunity)?|opportunity|need|pov|point\s+of\s+view|job|define)"
    r"(?:\s+|-)?(?:statements?|definition|story)?(?:\s+(?:draft|v\d+|\d+|[a-z]))?\W*$"
    r"|^\W*(?:how\s+might\s+we|user\s+stor(?:y|ies)|job\s+stor(?:y|ies)|problem\s+statements?)\b.*$",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(
    r"\A﻿?(?:---|\+\+\+)[ \t]*\r?\n.*?^(?:---|\+\+\+|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE
)
_STORY_OPENING = re.compile(
    r"\s*(?:[a-z]{1,8}-?\d{1,6}\s*[:–-]\s+)?(?:as\s+an?\s+(?!result\b|rule\b|consequence\b).{1,80}?,?\s+i(?:\s+(?:want|need|would|wish|can)\b|['’]d\s)"
    r"|how\s+might\s+(?:we|i)\b|hmw\b(?=[\s:,]+\w+\s+\w)|when\b.{3,200}?,\s*i\s+(?:want|need)\b)",
    re.IGNORECASE,
)
_TEMPLATE_OPENING = re.compile(
    r"\s*(?:[^\w\s]{1,8}\s*)?(?:(?:as\s+of\s+)?today|currently|at\s+(?:the\s+moment|present)|right\s+now|these\s+days|nowadays)\b",
    re.IGNORECASE,
)
_ANYBODY = re.compile(r"\s*(?:(?:the|these|our|all)\s+)?(?:customers|users|people|they)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"\s*(?:\*\*|__)?(?:(?:customer\s+)?problem(?:\s+statement)?|statement|draft|opportunity|hypothesis)(?:\s+(?:v?\d{1,3}|[a-z]))?(?:\*\*|__)?\s*:\s*(?:\*\*|__)?\s*",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\r\n]+")
_TASK_BOX = re.compile(r"\s*\[[ xX]\]\s+")
_REMEMBERED = 4096
_OPENING = 400
_WRAPPERS = '*_"“”`> \t\r\n'


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in a document: `span` and 1-based `line` and `column` say where its text starts."""

    text: str
    span: Span
    line: int
    column: int


def find_drafts(document: str) -> list[Draft]:
    """List the statements of a Markdown document, in order; an ordinary text yields none.

    Offsets, lines and columns count in `document` as it was given, whatever its line ends.
    """
    front = _FRONT_MATTER.match(document)
    skip = front.end() if front else 0
    blank = re.sub(r"[^\r\n]", " ", document[:skip])
    body = blank + document[skip:]
    if body.startswith("\ufeff"):
        body = " " + body[1:]
    lines = _line_starts(body)
    normal = body.replace("\r\n", " \n").replace("\r", "\n").replace("\x0b", " ").replace("\x0c", " ")
    blocks = blocks_of(normal.replace("\0", "�"))
    return [_located(document, lines, span) for span in _spans(blocks, body, lines)]


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]


def _located(document: str, lines: list[int], span: Span) -> Draft:
    line = bisect_right(lines, span.start)
    return Draft(span.of(document), span, line, span.start - lines[line - 1] + 1)


def _spans(blocks: Iterable[tuple[int, Block]], body: str, lines: list[int]) -> list[Span]:
    found: list[Span] = []
    under = False
    for above, block in blocks:
        first, last = above + block.first, above + block.last
        if block.kind == "heading":
            under = bool(_HEADING.match(block.content.strip()))
        elif block.kind == "fence":
            if block.content.strip().split(" ")[0].lower() == "wb":
                found.extend(_fenced(body, lines, first, last))
        else:
            span = _text_of(body, lines, first, last, block.content)
            if found and _completes(body, found[-1], span):
                found[-1] = Span(found[-1].start, span.start + sentences(span.of(body))[0].end)
                continue
            for line in _one_a_line(body, span):
                taken = _statement_in(body, line, under=under)
                found.extend(taken)
                if taken and not _opens_a_story(line.of(body)):
                    under = False
    return found


def _opens_a_story(text: str) -> bool:
    return bool(_STORY_OPENING.match(without_emphasis(text[:_OPENING])))


def _one_a_line(body: str, span: Span) -> list[Span]:
    """Take a paragraph apart of which each line opens a statement: a plain list of them, with no bullets."""
    lines = [trim(body, Span(*at.span())) for at in _LINE.finditer(body, span.start, span.end)]
    lines = [line for line in lines if line]
    opened = all(
        _opens_a_story(one.of(body)) or _TEMPLATE_OPENING.match(body, one.start, one.end) for one in lines
    )
    return lines if opened and len(lines) > 1 else [span]


def _completes(body: str, before: Span, span: Span) -> bool:
    """Say whether a paragraph is the need of the draft that stands right before it."""
    if not body[before.end : span.start].isspace() or not span or _opens_a_story(before.of(body)):
        return False  # a story or a question is whole by itself
    return _states_a_way(span.of(body)) and _has_no_need(before.of(body))


# An editor asks again with each keystroke, and most paragraphs are as they were.
@lru_cache(maxsize=_REMEMBERED)
def _states_a_way(paragraph: str) -> bool:
    return find_slots(sentences(paragraph)[0].of(paragraph)).way


@lru_cache(maxsize=_REMEMBERED)
def _has_no_need(text: str) -> bool:
    return find_slots(text).need is None


def _fenced(body: str, lines: list[int], first: int, after: int) -> list[Span]:
    start = lines[min(first + 1, len(lines) - 1)]
    last = after - 1
    end = lines[last] if last < len(lines) else len(body)
    if last < len(lines) and not body[lines[last] :].lstrip(" >\t").startswith(("```", "~~~")):
        end = lines[after] if after < len(lines) else len(body)
    span = trim(body, Span(start, max(start, end)))
    return [span] if span else []


def _text_of(body: str, lines: list[int], first: int, after: int, content: str) -> Span:
    start = lines[first]
    end = lines[after] if after < len(lines) else len(body)
    words = content.split("\n", 1)[0].strip()
    offset = body.find(words, start, end) if words else -1
    return trim(body, Span(offset if offset >= 0 else start, end))


def _statement_in(body: str, span: Span, *, under: bool) -> list[Span]:
    span = _without_asides(body, span)
    label = _LABEL.match(body, span.start, span.end)
    if label:
        span, under = Span(label.end(), span.end), True
    bare = trim(body, span)
    span = trim(body, span, _WRAPPERS)
    if span.of(body).count("**") % 2:
        span = bare  # the emphasis is on its first words or its last, not on all of it
    text = span.of(body)
    if not text or text.startswith(("http://", "https://", "<!--", "|", "![", "[[")):
        return []
    if under or _opens_a_story(text):
        return [span]
    return _template_in(body, span)


def _without_asides(body: str, span: Span) -> Span:
    """Leave out the box of a task, and HTML comments behind the text."""
    box = _TASK_BOX.match(body, span.start, span.end)
    span = Span(box.end() if box else span.start, span.end)
    while body.endswith("-->", span.start, span.end):
        comment = body.rfind("<!--", span.start, span.end)
        if comment < 0:
            break
        span = trim(body, Span(span.start, comment))
    return span


def _template_in(body: str, span: Span) -> list[Span]:
    """Find "Today, ... Customers need a way to ..." inside a paragraph, from its opening to its need."""
    found = _template_of(span.of(body))
    return [Span(span.start + found.start, span.start + found.end)] if found else []


@lru_cache(maxsize=_REMEMBERED)
def _template_of(paragraph: str) -> Span | None:
    parts = sentences(paragraph)
    for index, part in enumerate(parts):
        if not _TEMPLATE_OPENING.match(part.of(paragraph)):
            continue
        slots = find_slots(part.of(paragraph))
        if slots.hardship not in ("must", "cannot", "suffers"):
            continue
        end = part.end
        for later in parts[index + 1 : index + 4]:
            own = find_slots(later.of(paragraph))
            # "Customers need a dashboard" is a need as well, where it follows at once: the fault is in its words.
            at_once = end == part.end and later is parts[index + 1] and not slots.need
            if own.way or (at_once and own.need and _ANYBODY.match(later.of(paragraph))):
                end = later.end
        return Span(part.start, end)
    return None
