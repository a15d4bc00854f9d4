"""Sentences of other languages in a text that is English: nobody here can judge them, so they are told and left out."""

from __future__ import annotations

import re
from functools import lru_cache

from wbcoach.grammar import Span, sentences, words
from wbcoach.screening.blanking import without
from wbcoach.screening.languages import COMMON_ENGLISH, ONE_IN, language

_FEWEST_WORDS = 4
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\ud7ff]")  # scripts without spaces between words
_FEWEST_SIGNS = 6
_LONGEST = 8_000


@lru_cache(maxsize=128)
def foreign_sentences(text: str) -> tuple[Span, ...]:
    """Give the sentences of other languages in a text that is English else."""
    if len(text) > _LONGEST:
        return ()
    parts = sentences(text)
    strange = [part for part in parts if _is_strange(text, part)]
    if not strange or len(strange) == len(parts):
        return ()
    strange = [part for part in strange if language(part.of(text)) not in ("en", "und")]
    return tuple(strange) if strange and language(without(text, strange)) == "en" else ()


def is_foreign(text: str) -> bool:
    """Say whether a text is in another language than English; one of a few words is not."""
    return _is_strange(text, Span(0, len(text))) and language(text) not in ("en", "und")


def without_foreign_sentences(text: str) -> str:
    """Put spaces over sentences of other languages; offsets stay."""
    return without(text, foreign_sentences(text))


def _is_strange(text: str, part: Span) -> bool:
    found = words(text, part.start, part.end)
    english = sum(word.low in COMMON_ENGLISH for word in found)
    many = len(found) >= _FEWEST_WORDS or len(_WIDE.findall(part.of(text))) >= _FEWEST_SIGNS
    return many and english * ONE_IN < len(found)
