"""`python -m eval ids`: the ledger of ids, so that an id stands for the same words for good, also once its case is gone.

A figure of last year names its cases by id. An id that came to stand for other words would make two runs look alike
that judged different things; so a changed text is a new case with a new id, and an id that was used stays in the ledger.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from eval import calibrate, conversations, golden, suggestions
from eval.adversarial import gaming, hostile
from eval.disk import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

NAME: Final = "ids.txt"
RETIRED: Final = "retired"
_PREFIX: Final = 16
_NAMED: Final = 10
_HEAD: Final = "# Written by `python -m eval ids`. Each line: id, set, start of the SHA-256 of its words, and retired once it is gone.\n"


@dataclass(frozen=True)
class Entry:
    """An id of the ledger: the set its case is in, a hash of its words, and whether the case is gone."""

    id: str
    kind: str
    sha: str
    retired: bool = False

    @property
    def line(self) -> str:
        """The entry as a line of the ledger."""
        return " ".join([self.id, self.kind, self.sha, *([RETIRED] if self.retired else [])])


@dataclass(frozen=True)
class Difference:
    """How the cases stand to a ledger: ids it lacks, ids whose case is gone, and complaints that nothing may mend."""

    new: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    wrong: tuple[str, ...]


def present(folder: Path = golden.FOLDER) -> list[Entry]:
    """Give an entry for each case of a folder, by id: statements, and what it has of the other sets.

    Raises:
        ValueError: a file is not of its shape, an id has a blank in it, or two cases share one.
    """
    entries: dict[str, Entry] = {}
    for name, kind, words in _cases(folder):
        if not name or any(map(str.isspace, name)):
            raise ValueError(f"{name!r} can't be an id: it is empty or has a blank in it.")
        if (other := entries.get(name)) is not None:
            raise ValueError(f"Two cases have the id {name}: one of {other.kind}, one of {kind}.")
        entries[name] = Entry(name, kind, hashlib.sha256(words.encode()).hexdigest()[:_PREFIX])
    return [entries[name] for name in sorted(entries)]


def _cases(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give id, set and words of each case."""
    yield from ((case.id, "statement", case.text) for case in golden.load(folder))
    for name, read in _OTHERS.items():
        if (path := folder / name).is_file():
            yield from read(path)


def _suggestions(path: Path) -> Iterator[tuple[str, str, str]]:
    """Labels of the judge name a suggestion by its place, so each has an entry of its own."""
    for case in suggestions.load(path):
        yield case.id, "draft", case.draft
        for number, one in enumerate(case.suggestions, start=1):
            yield f"{case.id}.{number}", "suggestion", f"{one.kind}: {one.text}"


def _conversations(path: Path) -> Iterator[tuple[str, str, str]]:
    for case in conversations.load(path):
        yield case.id, "conversation", "\n".join(f"{turn.role}: {turn.text}" for turn in case.turns)


def _judged(path: Path) -> Iterator[tuple[str, str, str]]:
    """Labels of suggestions that stand in the other file are those suggestions' own entries."""
    drafts = suggestions.load(path.with_name(suggestions.FILE.name))
    for matter, _ in calibrate.matters(path, drafts):
        if calibrate.OWN in matter.id:
            yield matter.id, "judged", f"{matter.kind}: {matter.text}"


def _hostile(path: Path) -> Iterator[tuple[str, str, str]]:
    told = hostile.load(folder=path.parent)
    yield from ((base.id, "base", base.draft) for base in told.bases)
    yield from ((plant.id, "plant", f"{plant.where}: {plant.text}") for plant in told.plants)


def _gaming(path: Path) -> Iterator[tuple[str, str, str]]:
    yield from ((case.id, "gaming", case.text) for case in gaming.load(path))


_OTHERS: Final[Mapping[str, Callable[[Path], Iterator[tuple[str, str, str]]]]] = {
    suggestions.FILE.name: _suggestions,
    conversations.FILE.name: _conversations,
    calibrate.LABELS.name: _judged,
    "hostile.yaml": _hostile,
    "gaming.yaml": _gaming,
}


def read(path: Path) -> list[Entry]:
    """Read a ledger; one that isn't there is empty.

    Raises:
        ValueError: a line is not of its shape, or an id stands twice.
    """
    if not path.is_file():
        return []
    entries = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        told = line.split()
        if len(told) not in (3, 4) or told[3:] not in ([], [RETIRED]) or told[0] in entries:
            raise ValueError(
                f"{path.name}, line {number}, is no entry, or its id stands twice: {line[:80]!r}."
            )
        entries[told[0]] = Entry(told[0], told[1], told[2], retired=len(told) > 3)
    return list(entries.values())


def compare(ledger: Iterable[Entry], cases: Iterable[Entry]) -> Difference:
    """Hold cases against a ledger; a retired id that comes back with the same words is new again."""
    known = {one.id: one for one in ledger}
    now = {one.id: one for one in cases}
    wrong = []
    for name, one in now.items():
        was = known.get(name, one)
        if was.kind != one.kind:
            wrong.append(f"{name} was a {was.kind} and is a {one.kind} now")
        elif was.sha != one.sha:
            wrong.append(f"{name} stands for other words than it did")
    return Difference(
        new=tuple(one for name, one in now.items() if name not in known or known[name].retired),
        gone=tuple(one for name, one in known.items() if name not in now and not one.retired),
        wrong=tuple(wrong),
    )


def main(folder: Path) -> int:
    """Bring the ledger of a folder up to date and say what changed; give the exit code.

    Raises:
        ValueError: an id stands for other words than it did, so nothing is written; or a file is not of its shape.
    """
    path = folder / NAME
    ledger, cases = read(path), present(folder)
    told = compare(ledger, cases)
    if told.wrong:
        more = f"; and {len(told.wrong) - _NAMED} more" if len(told.wrong) > _NAMED else ""
        raise ValueError(
            f"{path} was left as it is: {'; '.join(told.wrong[:_NAMED])}{more}. An id is never used again:"
            " give the changed case a new one, which no line of the ledger has."
        )
    known = {one.id: one for one in ledger} | {one.id: one for one in told.new}
    known |= {one.id: replace(one, retired=True) for one in told.gone}
    write_whole(path, _HEAD + "".join(f"{known[name].line}\n" for name in sorted(known)))
    sys.stdout.write(f"{path.name}: {len(cases)} cases, {len(told.new)} new, {len(told.gone)} retired\n")
    return 0
