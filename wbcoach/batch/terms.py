"""What a process of a cluster must have in common with the one that keeps the ledger, and what it doesn't."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import wbcoach
from wbcoach import __version__, prompt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wbcoach.coach import Coach

_PROMPTS = ("critique", "second_look", "rewrite")
_NOT_IN_ANSWERS: Final = frozenset({"faces", "render", "client", "samples", "guidance"})
_PACKAGE = Path(wbcoach.__file__).parent


@cache
def versions() -> Mapping[str, str]:
    """Name what is installed: the version, and hashes of the code that answers hang on, the pitfalls, prompts and heads."""
    return {
        "wbcoach": __version__,
        "catalogue": _hash(sorted((_PACKAGE / "pitfalls").glob("*.py"))),
        "prompts": " ".join(prompt.load(name).stamp for name in _PROMPTS),
        "heads": _hash(sorted((_PACKAGE / "heads").glob("*.npz"))),
        "code": _hash(
            path
            for path in sorted(_PACKAGE.rglob("*.py"))
            if path.relative_to(_PACKAGE).parts[0] not in _NOT_IN_ANSWERS
        ),
    }


def terms(coach: Coach) -> dict[str, str | None]:
    """Name what is installed, and what a coach found: MiniLM's heads, the index and whether meaning is searched."""
    library = coach.library
    return {
        **versions(),
        "MiniLM": "fetched" if coach.heads else None,
        "generation": library.generation if library else None,
        "content of the index": library.content if library else None,
        "search": None if library is None else "words and meaning" if library.dense else "words alone",
    }


def difference(mine: Mapping[str, str | None], its: Mapping[str, str | None]) -> str:
    """Say in what `its` terms differ from `mine`; empty where they don't."""
    return "; ".join(
        f"{name} is {its.get(name) or 'not there'}, here it is {value or 'not there'}"
        for name, value in mine.items()
        if its.get(name) != value
    )


def _hash(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:12]
