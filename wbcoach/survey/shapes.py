"""The shapes of a survey (`wbcoach.survey/1`): counts over statements, groups of them, and what to look at first."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from wbcoach.critique import Lens, Severity, Shape, Verdict

GroupKind = Literal["copy", "reworded", "other_customer"]
MemberKind = Literal["first", "copy", "reworded", "other_customer"]
ClashKind = Literal["figure", "needs", "denied"]
Kind = Literal["behavioral", "qualitative", "subjective"]
SplitUnit = Literal["value", "week", "month", "quarter", "year"]
ScoreName = Literal["template", "scope", "data", "persona"]
Count = Annotated[int, Field(ge=0)]


class Named(Shape):
    """A statement as it is pointed at: its row (from 1), the row's id, and its first words."""

    row: Annotated[int, Field(ge=1)]
    id: str
    words: str


class ErrorRow(Shape):
    """A row that could not be critiqued."""

    row: int
    id: str
    message: str
    hint: str


class Pitfall(Shape):
    """How often a pitfall was found: in how many statements, how many times, and how grave."""

    code: str
    name: str
    lens: Lens
    statements: Count
    findings: Count
    severities: dict[Severity, Count]


class Slice(Shape):
    """The statements of one month or one team: their verdicts, and how many have a finding of each lens."""

    name: str
    statements: Count
    verdicts: dict[Verdict, Count]
    lenses: dict[Lens, Count]


class Split(Shape):
    """The backlog by one column of its rows; `guessed` says that nobody named the column.

    `without` counts statements that have nothing in it that can be used; `unit` is that of the slices of a date.
    """

    column: str
    guessed: bool
    unit: SplitUnit
    slices: tuple[Slice, ...]
    without: Count


class Coverage(Shape):
    """How many statements have which evidence; `items` counts quotations, the same item once a statement."""

    linked: Count
    found: Count
    none: Count
    supported: Count
    contradicted: Count
    unsearched: Count
    kinds: dict[Kind, Count]
    items: Count


class Member(Named):
    """A statement of a group, and what it is beside the first: its words again, retold, or told of another customer."""

    how: MemberKind
    customer: str
    alike: Annotated[float, Field(ge=0, le=1)]


class Group(Shape):
    """Statements that tell one problem. Its kind is that of the member that is least of a copy."""

    kind: GroupKind
    members: tuple[Member, ...]


class Clash(Shape):
    """Two statements that can't both be right, or whose needs pull apart, and how."""

    kind: ClashKind
    one: Named
    other: Named
    why: str
    same_customer: bool


class Ranked(Named):
    """A statement worth a look, with the reason for its place, and how many other rows tell the same."""

    verdict: Verdict
    why: str
    question: str
    told_again: Count


class Survey(Shape):
    """A critiqued backlog in figures; the statements themselves stay in the critiques, by row.

    `unread` counts texts that are no statement. Counts by verdict, pitfall, lens and evidence are over `statements`;
    `scores` count statements from 0, the worst, to 4.
    `compared_by` says what told statements apart: the name of an embedder, or "words".
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_id: Annotated[Literal["wbcoach.survey/1"], Field(alias="schema")] = "wbcoach.survey/1"
    source: str
    rows: Count
    statements: Count
    unread: Count
    errors: Count
    error_rows: tuple[ErrorRow, ...]
    versions: tuple[str, ...]
    models: tuple[str, ...]
    as_of: tuple[str, ...]
    verdicts: dict[Verdict, Count]
    lenses: dict[Lens, Count]
    scores: dict[ScoreName, tuple[Count, ...]]
    pitfalls: tuple[Pitfall, ...]
    times: Split | None
    teams: Split | None
    coverage: Coverage
    compared_by: str
    groups: tuple[Group, ...]
    clashes: tuple[Clash, ...]
    rework: tuple[Ranked, ...]
    ready: tuple[Ranked, ...]
    columns: tuple[str, ...]
