"""The training set: drafts with labels, from `eval/training/` and the tuned part of the golden set."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from eval.golden import CODES, Code, files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

FOLDER = Path(__file__).parent.parent / "training"
Register = Literal["plain", "terse", "rambling", "non_native", "corporate", "casual"]
Format = Literal["template", "paraphrase", "user_story", "pov", "job_story", "hmw", "prd", "fragment"]
# Labelled for the stance of its evidence, to work on retrieval and the data pitfalls with: heads are kept off it.
_NOT_TRAINED_ON = "evidence"
# A fragment is a sentence or a slot alone: what it lacks is no fault.
_OF_WHOLES = frozenset({"T01", "T02", "T03", "T04", "D01"})


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Told(_Record):
    """A piece of linked feedback; `date` is YYYY-MM-DD."""

    source: str
    date: str
    text: Annotated[str, Field(min_length=1)]


class Row(_Record):
    """One line of a training file; a code maps to the words that carry it, None where words are missing."""

    id: str
    domain: str
    register_: Annotated[Register, Field(alias="register")]
    format: Format
    text: Annotated[str, Field(min_length=1)]
    must: dict[Code, str | None]
    may: dict[Code, str | None]
    near: list[Code]
    evidence: list[Told]

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        labelled = {**self.must, **self.may}
        if strange := [words for words in labelled.values() if words and words not in self.text]:
            raise ValueError(f"{self.id}: not in the text: {strange}")
        if set(self.must) & set(self.may) or set(self.near) & set(labelled):
            raise ValueError(f"{self.id}: a code stands in two of must, may and near")
        return self


@dataclass(frozen=True)
class Draft:
    """A labelled draft, whatever file it comes from; `unknown` holds the codes that its labels say nothing of."""

    id: str
    author: str
    domain: str
    text: str
    must: dict[str, str | None]
    may: frozenset[str]
    near: frozenset[str]
    unknown: frozenset[str]
    evidence: tuple[dict[str, str], ...]


def rows(folder: Path = FOLDER) -> Iterator[tuple[str, Row]]:
    """Give each line of the training files with its author, the letter in the file's name.

    Raises:
        pydantic.ValidationError: a line is not of this shape.
    """
    for path in sorted(folder.glob("synthetic_*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield path.stem.removeprefix("synthetic_"), Row.model_validate(json.loads(line))


def drafts(folder: Path = FOLDER) -> list[Draft]:
    """Give all that may be trained on: the training files, then the tuned golden statements; held ones never."""
    golden = [(name, case) for name, content in files() for case in content.cases]
    held = {" ".join(case.text.split()) for _, case in golden if case.split == "held"}
    found = [_of_row(author, row) for author, row in rows(folder)]
    found += [
        Draft(
            id=case.id,
            author=f"golden-{case.author}",
            domain=case.domain,
            text=case.text,
            must={one.code: one.span for one in case.expected if one.level == "must"},
            may=case.listed - case.musts,
            near=frozenset(case.forbidden),
            unknown=frozenset(),
            evidence=tuple(one.told() for one in case.evidence),
        )
        for name, case in sorted(golden, key=lambda one: one[1].id)
        if case.split == "tuned" and name != _NOT_TRAINED_ON
    ]
    if leaked := [draft.id for draft in found if " ".join(draft.text.split()) in held]:
        raise ValueError(f"These training drafts stand in the held golden set: {leaked}")
    return found


def _of_row(author: str, row: Row) -> Draft:
    return Draft(
        id=row.id,
        author=author,
        domain=row.domain,
        text=row.text,
        must=dict(row.must),
        may=frozenset(row.may),
        near=frozenset(row.near),
        unknown=_OF_WHOLES if row.format == "fragment" else frozenset(),
        evidence=tuple(
            {"id": f"{row.id}-E{number}", **told.model_dump()}
            for number, told in enumerate(row.evidence, start=1)
        ),
    )


def digest(found: Iterable[Draft]) -> str:
    """Hash all texts, labels and evidence: SHA-256 in hexadecimal, whatever the order of the drafts."""
    lines = sorted(
        json.dumps(
            [
                one.id,
                one.text,
                sorted(one.must),
                sorted(one.may),
                [*map(sorted, map(dict.items, one.evidence))],
            ]
        )
        for one in found
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def codes() -> tuple[str, ...]:
    """Give the codes in the catalogue's order."""
    return tuple(sorted(CODES, key=lambda code: ("TSNDPL".find(code[0]), code)))
