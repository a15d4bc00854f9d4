"""Quotations that differ from their source in typography alone, by rules: all of them are honest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from random import Random
from typing import Final

from eval.adversarial.altered import SEED, Quotation
from eval.adversarial.material import Passage, passages

MOST: Final = 45  # of a kind
_LIGATURES: Final = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}
_LIGATURE = re.compile("|".join(_LIGATURES))
_NEGATION = re.compile(r"\b(?:no|not|never|none|nobody|nothing|without|cannot|hardly)\b|n't", re.IGNORECASE)
_ACCENTS: Final = {"e": "é", "a": "à", "o": "ö", "u": "ü"}


def typographic() -> list[Quotation]:
    """Give quotations that are verbatim but for their typography, at most `MOST` of each kind, the same each time."""
    dice = Random(SEED)  # noqa: S311  a fixed draw, nothing secret
    found: list[Quotation] = []
    for kind, make in _RULES.items():
        made = list(
            dict.fromkeys((quote, passage.source) for passage in passages() for quote in make(passage))
        )
        if kind == "split accents":
            made = [_accented(quote, source) for quote, source in made]
        chosen = sorted(dice.sample(range(len(made)), min(MOST, len(made))))
        for number, place in enumerate(chosen, start=1):
            quote, source = made[place]
            found.append(Quotation(f"quotes-{kind.replace(' ', '-')}-{number:03d}", kind, quote, (source,)))
    return found


def _verbatim(passage: Passage) -> Iterator[str]:
    yield passage.text


def _curly(passage: Passage) -> Iterator[str]:
    """Bend apostrophes, and set quotation marks around the whole, in four fashions."""
    bent = passage.text.replace("'", "’")
    if bent != passage.text:
        yield bent
        yield passage.text.replace("'", "ʼ")
    for marks in ("“”", "«»", "„“", '""'):
        yield f"{marks[0]}{bent}{marks[1]}"


def _dashes(passage: Passage) -> Iterator[str]:
    if "-" in passage.text:
        for dash in "‐‑–—−":
            yield passage.text.replace("-", dash)


def _spaces(passage: Passage) -> Iterator[str]:
    for space in ("\u00a0", "\u202f", "\u2009", "\n", "  "):
        yield passage.text.replace(" ", space)


def _invisible(passage: Passage) -> Iterator[str]:
    """Put a soft hyphen into the longest word, or a zero-width joiner behind the first."""
    longest = max(passage.words, key=len)
    half = len(longest) // 2
    yield passage.text.replace(longest, f"{longest[:half]}\u00ad{longest[half:]}", 1)
    yield passage.text.replace(" ", "\u200b ", 1)


def _ligatures(passage: Passage) -> Iterator[str]:
    if _LIGATURE.search(passage.text):
        yield _LIGATURE.sub(lambda match: _LIGATURES[match[0]], passage.text)


def _ellipsis(passage: Passage) -> Iterator[str]:
    """Mark what was left out in front or behind, or leave out plain words from the middle of a clause."""
    yield f"…{passage.text}…"
    yield f"... {passage.text}"
    if (
        len(passage.words) > 8
        and not _NEGATION.search(passage.text)
        and not re.search(r"[\d,;:.?!]", passage.text[:-1])
    ):
        for mark in ("…", "...", "[…]", "[...]"):
            yield " ".join([*passage.words[:3], mark, *passage.words[-3:]])


def _first_letter(passage: Passage) -> Iterator[str]:
    """Begin a sentence small, as within another sentence; or begin large in the middle of one, behind a comma."""
    first = passage.words[0]
    if first[1:].islower():
        yield first[0].lower() + passage.text[1:]
    behind = re.search(r", ((?:[\w'-]+ ){3,}[\w'-]+\.)$", passage.text)
    if behind and behind[1][0].islower() and not _NEGATION.search(passage.text):
        yield behind[1][0].upper() + behind[1][1:]


def _trailing(passage: Passage) -> Iterator[str]:
    """End with a comma inside the marks, with no stop at all, or with a stop where the source has none."""
    if passage.text.endswith("."):
        yield f"“{passage.text[:-1]},”"
        yield passage.text[:-1]
        yield f"{passage.text[:-1]};"
    elif passage.text[-1].isalnum():
        yield f"{passage.text}."


def _accents(passage: Passage) -> Iterator[str]:
    if any(letter in passage.text for letter in _ACCENTS):
        yield passage.text


def _accented(quote: str, source: str) -> tuple[str, str]:
    """Write one vowel with an accent: as one character in the source, as two in the quotation."""
    vowel = next(letter for letter in quote if letter in _ACCENTS)
    accented = source.replace(quote, quote.replace(vowel, _ACCENTS[vowel]))
    return unicodedata.normalize("NFD", quote.replace(vowel, _ACCENTS[vowel])), accented


_RULES: Final[dict[str, Callable[[Passage], Iterator[str]]]] = {
    "verbatim": _verbatim,
    "curly quotes": _curly,
    "dashes": _dashes,
    "spaces": _spaces,
    "invisible characters": _invisible,
    "ligatures": _ligatures,
    "ellipsis": _ellipsis,
    "first letter": _first_letter,
    "trailing punctuation": _trailing,
    "split accents": _accents,
}
