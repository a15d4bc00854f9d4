"""What one character of a regular expression may be: which letters, or which signs.

A sign is a character that has no case; all digits are one sign and one letter, 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_MANY_LETTERS, _MANY_SIGNS = 8, 30


@dataclass(frozen=True)
class Letters:
    """What one character may be: these letters, some other letter, no letter."""

    plain: frozenset[str] = frozenset()
    other: bool = False
    none: bool = False


def letters_of(kind: str, value: Any) -> Letters:
    """Give the letters that a node of one character may be."""
    if kind == "LITERAL":
        return _of_range(value, value)
    if kind == "RANGE":
        return _of_range(*value)
    if kind == "CATEGORY":
        name = str(value)
        if name == "CATEGORY_DIGIT":
            return Letters(frozenset("0"))
        return Letters(
            other=name not in {"CATEGORY_SPACE", "CATEGORY_NOT_WORD"},
            none=name != "CATEGORY_WORD",
        )
    if kind == "IN" and str(value[0][0]) == "NEGATE":
        letters_only = any(str(what) == "CATEGORY_NOT_WORD" for _, what in value[1:])
        return Letters(other=True, none=not letters_only)
    if kind == "IN":
        parts = [letters_of(str(one), what) for one, what in value]
        plain = frozenset[str]().union(*(part.plain for part in parts))
        other = any(part.other for part in parts) or len(plain) > _MANY_LETTERS
        return Letters(plain, other=other, none=any(part.none for part in parts))
    return Letters(other=True, none=True)


@lru_cache(maxsize=1024)
def _of_range(first: int, last: int) -> Letters:
    if last > 0x7F:
        caseless = first == last and chr(first).lower() == chr(first).upper() and not chr(first).isalnum()
        return Letters(other=not caseless, none=True)
    signs = [chr(code) for code in range(first, last + 1)]
    letters = [sign for sign in signs if sign.isalnum() or sign == "_"]
    plain = frozenset("0" if letter.isdecimal() else letter.lower() for letter in letters)
    return Letters(plain, none=len(letters) < len(signs))


def signs_of(kind: str, value: Any) -> frozenset[str]:
    """Give the signs of which a node is one; none where it may be something else."""
    if kind == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
        return frozenset("0")
    if kind in {"LITERAL", "RANGE"}:
        first, last = (value, value) if kind == "LITERAL" else value
        signs = [chr(code) for code in range(first, min(last, first + _MANY_SIGNS) + 1)]
        caseless = len(signs) <= _MANY_SIGNS and all(sign.lower() == sign == sign.upper() for sign in signs)
        return frozenset("0" if sign.isdecimal() else sign for sign in signs) if caseless else frozenset()
    if kind == "IN":
        parts = [signs_of(str(one), what) for one, what in value]
        return frozenset[str]().union(*parts) if all(parts) else frozenset()
    return frozenset()
