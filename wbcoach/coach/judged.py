"""What of a text is judged: its author's own words, without comments and without orders to a program.

Spaces are put over the rest, so offsets stay; what the reader is shown is the text as it was written.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, sentences
from wbcoach.screening import injection

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# Where the author speaks again, whatever stands before it without a full stop.
_OPENING = re.compile(
    r"\b(?:today|currently|nowadays|right\s+now|at\s+present|as\s+an?|when|how\s+might\s+we"
    r"|(?:customers|users|they|\w+s)\s+need\s+(?:a\s+way|to))\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;()\n—–]+|<\|(?:im_end|eot_id|endoftext)\|>|\[/INST\]|<</SYS>>|</system>", re.IGNORECASE
)


def judged(text: str) -> str:
    """Put spaces over HTML comments, and over orders to a program."""
    return without_orders(_COMMENT.sub(lambda comment: _blank(comment[0]), text) if "<!--" in text else text)


def without_orders(text: str) -> str:
    """Put spaces over the sentences, or parts of one, that give orders to a program."""
    if injection(text) is None:
        return text
    for span in sentences(text):
        if injection(span.of(text)) is None:
            continue
        for piece in _pieces(text, span):
            if not _OPENING.match(text, piece.start) and injection(piece.of(text)):
                text = text[: piece.start] + _blank(piece.of(text)) + text[piece.end :]
    return text


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """Cut a sentence where its author begins anew, and at breaks within it."""
    starts = {match.start() for match in _OPENING.finditer(text, sentence.start, sentence.end)}
    ends = {match.end() for match in _BREAK.finditer(text, sentence.start, sentence.end)}
    cuts = sorted({sentence.start, sentence.end, *starts, *ends})
    return (Span(left, right) for left, right in pairwise(cuts))


def _blank(text: str) -> str:
    return "".join(char if char in "\r\n" else " " for char in text)
