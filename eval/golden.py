"""The golden set: labelled statements, one file per pitfall, checked against a schema while they load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.faults import line_of, told
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).with_name("golden")
APART: Final = frozenset(
    {"hostile", "hostile_more", "hostile_hints", "gaming", "rewrite", "chat", "judge_labels"}
)  # sets of another shape
_LOADER = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # in C where PyYAML was built with it: ten times as fast
CODES = frozenset(
    f"{lens}{number:02d}"
    for lens, count in {"T": 8, "S": 9, "N": 3, "D": 12, "P": 5, "L": 3}.items()
    for number in range(1, count + 1)
)

Split = Literal["tuned", "held"]


def _known(code: str) -> str:
    if code not in CODES:
        raise ValueError(f"{code!r} is none of the {len(CODES)} codes")
    return code


Code = Annotated[str, AfterValidator(_known)]
Score = Annotated[int, Field(ge=0, le=4)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Stance = Literal["supports", "contradicts", "related"]


def _is_empty(value: str) -> bool:
    return not value


class Evidence(_Record):
    """Feedback that comes with a statement; `date` is YYYY-MM-DD, and who said it stands there where it matters.

    `stance` is a label, so no dump has it: what is put to a coach, or to training, never tells the answer.
    """

    id: str
    source: str
    date: str
    text: str
    customer: Annotated[str, Field(exclude_if=_is_empty)] = ""
    customer_segment: Annotated[str, Field(exclude_if=_is_empty)] = ""
    stance: Annotated[Stance | None, Field(exclude=True)] = None


class Expected(_Record):
    """A code that must or may be shown; `span` is None where words are missing (kind absence)."""

    code: Code
    level: Literal["must", "may"]
    kind: Literal["presence", "absence"]
    span: str | None = None

    @model_validator(mode="after")
    def _span_fits_kind(self) -> Self:
        if (self.span is None) != (self.kind == "absence"):
            raise ValueError(f"{self.code}: presence has a span, absence has none")
        return self


class Dims(_Record):
    """The labeller's four scores."""

    template: Score
    scope: Score
    data: Score
    persona: Score


class Case(_Record):
    """One labelled statement; `format` is the labeller's word for its form, None where none was given."""

    id: str
    author: Annotated[str, Field(min_length=1)]
    split: Split
    domain: str
    format: str | None
    text: str
    evidence: list[Evidence]
    expected: list[Expected]
    forbidden: list[Code]
    dims: Dims
    verdict: Literal["ready", "revise", "rethink"]
    notes: str = ""

    @property
    def musts(self) -> frozenset[str]:
        """The codes that have to be shown."""
        return frozenset(one.code for one in self.expected if one.level == "must")

    @property
    def listed(self) -> frozenset[str]:
        """The codes that are right to show: must or may."""
        return frozenset(one.code for one in self.expected)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if strange := [one.span for one in self.expected if one.span and one.span not in self.text]:
            raise ValueError(f"{self.id}: not in the text: {strange}")
        if both := self.listed & set(self.forbidden):
            raise ValueError(f"{self.id}: expected and forbidden: {sorted(both)}")
        if len({one.id for one in self.evidence}) < len(self.evidence):
            raise ValueError(f"{self.id}: an evidence id stands twice")
        return self


class GoldenFile(_Record):
    """The cases of one file; `pitfall` is the code they are filed under, None for a mixed file.

    `synthetic` says that nobody wrote these at work; a team's own files say false.
    """

    synthetic: bool
    pitfall: Code | None = None
    cases: list[Case]


def files(folder: Path = FOLDER) -> Iterator[tuple[str, GoldenFile]]:
    """Give each file's name without suffix and its content, by name, but for the sets in `APART`.

    Raises:
        InputError: files are not of this shape; says where, of all.
    """
    yield from ((path.stem, content) for path, content in _files(folder))


def _files(folder: Path) -> list[tuple[Path, GoldenFile]]:
    found, faults = [], []
    for path in sorted(folder.glob("*.yaml")):
        if path.stem in APART:
            continue
        try:
            found.append((path, GoldenFile.model_validate(read(path))))
        except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
            faults += told(path, error)
    if faults:
        raise _wrong(faults)
    return found


def _wrong(faults: list[str]) -> InputError:
    return InputError(
        f"Faults of golden files: {len(faults)}\n" + "\n".join(faults) + "\n",
        "eval/README.md and eval/golden.py say what a case may be.",
    )


def read(path: Path) -> object:
    """Read a YAML file, with nothing in it that could run.

    Raises:
        yaml.YAMLError: it is no YAML.
    """
    return yaml.load(path.read_text("utf-8"), _LOADER)  # noqa: S506  it is the safe one


def load(folder: Path = FOLDER) -> list[Case]:
    """Give all cases by id.

    Raises:
        InputError: an id or a text stands twice, or files are not of this shape; says where.
    """
    placed = [
        (path, number, case) for path, content in _files(folder) for number, case in enumerate(content.cases)
    ]
    first: dict[tuple[str, str], tuple[Path, int]] = {}
    faults = []
    for path, number, case in placed:
        same: dict[tuple[Path, int], list[str]] = {}
        for key in (("id", case.id), ("words", case.text)):
            other, at = first.setdefault(key, (path, number))
            same.setdefault((other, at), []).append(key[0])
        for (other, at), what in same.items():
            if (other, at) != (path, number):
                here, there = (
                    f"{file}:{line_of(file, ['cases', n])}" for file, n in ((path, number), (other, at))
                )
                faults.append(f"{here}: {case.id} stands twice, same {' and '.join(what)} as at {there}")
    if faults:
        raise _wrong(faults)
    return sorted((case for _, _, case in placed), key=lambda case: case.id)


def own(folder: Path) -> list[Case]:
    """Give all cases of somebody's own folder by id.

    Raises:
        InputError: it is no folder, has no case, or its files are not of this shape.
    """
    if not folder.is_dir() or not (cases := load(folder)):
        what = f"There is no golden file (*.yaml) with a case in {folder}."
        apart = sorted(path.name for path in folder.glob("*.yaml") if path.stem in APART)
        raise InputError(
            what
            + (
                f" {', '.join(apart)} can't be one: the name stands for a set of another shape."
                if apart
                else ""
            ),
            "Give the folder that holds yours; `python -m eval label drafts.csv --out DIR/labelled.yaml` makes one.",
        )
    return cases
