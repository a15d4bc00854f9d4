"""What the guidance has on a fault, for a model that looks it up: what it is, and how it is mended."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import wbcoach
from wbcoach.grammar import stems, words
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    from wbcoach.pitfall import Pitfall

_FOLDER: Final = Path(wbcoach.__file__).parent / "guidance"
_CODE: Final = re.compile(r"\b[A-Za-z]\d\d\b")
_MEND: Final = re.compile(r"^## How to mend it\s*\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_MOST, _LONGEST = 2, 1200


def guidance_on(query: str) -> str:
    """Give the pages that fit a code or words best, in short; says so where none does."""
    named = [code.upper() for code in _CODE.findall(query)]
    found = [catalogue()[code] for code in named if code in catalogue()] or _fitting(query)
    return "\n\n".join(_page(one) for one in found[:_MOST]) or "The guidance has nothing on this."


def _fitting(query: str) -> list[Pitfall]:
    wanted = stems(words(query))
    fits = [(len(wanted & _stems_of(one.code)), one) for one in catalogue().values()]
    return [one for number, one in sorted(fits, key=lambda fit: -fit[0]) if number]


@lru_cache(maxsize=64)
def _stems_of(code: str) -> frozenset[str]:
    one = catalogue()[code]
    return frozenset(stems(words(f"{one.name.replace('-', ' ')} {one.message} {one.look_for}")))


def _page(one: Pitfall) -> str:
    path = _FOLDER / f"{one.note}.md"
    found = _MEND.search(path.read_text("utf-8")) if path.is_file() else None
    mend = f"\n{found[1].strip()}" if found else ""
    return f"{one.code} {one.name}: {one.message} {one.why}{mend}"[:_LONGEST]
