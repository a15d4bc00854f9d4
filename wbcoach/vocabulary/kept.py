"""The conditions of our patterns, kept in a file: reading them off takes longer than a first critique itself.

A pattern is found there by a hash of itself and its flags, so one that was changed since is read anew.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wbcoach.vocabulary.condition import Conditions, Necessary
from wbcoach.vocabulary.necessary import conditions

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = Path(__file__).with_name("conditions.json")
_PARTS: Final = ("opening", "needed", "bare", "guard")

# By part: words, stems and signs, each sorted; parts without any are left out.
Plain = dict[str, list[list[str]]]


def conditions_of(pattern: str, flags: int = 0) -> Conditions:
    """Give the conditions of a match, from the file where they are kept.

    Raises:
        ValueError: it has none.
    """
    found = _all().get(name_of(pattern, flags))
    return conditions(pattern, flags) if found is None else _from_plain(found)


def name_of(pattern: str, flags: int) -> str:
    """Name a pattern as the file does."""
    return hashlib.blake2b(
        f"{int(flags)}:{pattern}".encode("utf-8", "surrogatepass"), digest_size=8
    ).hexdigest()


def in_plain(found: Conditions) -> Plain:
    """Give conditions as the file holds them."""
    parts = zip(_PARTS, (found.opening, found.needed, Necessary(found.bare), found.guard), strict=True)
    return {
        name: [sorted(some) for some in (part.words, part.stems, part.signs)] for name, part in parts if part
    }


def written(every: Mapping[str, Plain]) -> str:
    """Give the content of the file: a pattern a line, by name."""
    lines = (f"{json.dumps(name)}: {json.dumps(every[name], ensure_ascii=False)}" for name in sorted(every))
    return "{\n" + ",\n".join(lines) + "\n}\n"


@cache
def _all() -> Mapping[str, Plain]:
    found: Mapping[str, Plain] = json.loads(FILE.read_bytes())
    return found


def _from_plain(plain: Plain) -> Conditions:
    opening, needed, bare, guard = (Necessary(*map(frozenset, plain.get(name, ()))) for name in _PARTS)
    return Conditions(opening, needed, bare.words, guard)
