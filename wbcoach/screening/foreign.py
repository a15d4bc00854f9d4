"""Sentences of other languages in a text that is English: nobody here can judge them, so they are told and left out."""

from __future__ import annotations

import re

from wbcoach.grammar import Span, sentences, words
from wbcoach.screening.languages import COMMON_ENGLISH, language

_FEWEST_WORDS = 4
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\ud7ff]")  # scripts without spaces between words
_FEWEST_SIGNS = 6
_LEAST_SHARE = 6  # of so many words of English one is common
_LONGEST = 8_000


def foreign_sentences(text: str) -> list[Span]:
    """Give the sentences of other languages in a text that is English else."""
    if len(text) > _LONGEST:
        return []
    parts = sentences(text)
    strange = [part for part in parts if _is_strange(text, part)]
    if not strange or len(strange) == len(parts):
        return []
    strange = [part for part in strange if language(part.of(text)) not in ("en", "und")]
    return strange if strange and language(_without(text, strange)) == "en" else []


def is_foreign(text: str) -> bool:
    """Say whether a text is in another language than English; one of a few words is not."""
    return _is_strange(text, Span(0, len(text))) and language(text) not in ("en", "und")


def without_foreign_sentences(text: str) -> str:
    """Put spaces over sentences of other languages; offsets stay."""
    return _without(text, foreign_sentences(text))


def _is_strange(text: str, part: Span) -> bool:
    found = words(text, part.start, part.end)
    english = sum(word.low in COMMON_ENGLISH for word in found)
    many = len(found) >= _FEWEST_WORDS or len(_WIDE.findall(part.of(text))) >= _FEWEST_SIGNS
    return many and english * _LEAST_SHARE < len(found)


def _without(text: str, parts: list[Span]) -> str:
    for part in parts:
        blank = "".join(char if char in "\r\n" else " " for char in part.of(text))
        text = text[: part.start] + blank + text[part.end :]
    return text
