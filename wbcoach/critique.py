"""The shapes of a critique (`wbcoach.critique/1`), and how scores and verdict follow from findings.

Offsets count Unicode code points. A key may be added to these shapes; none is renamed or removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from wbcoach.funnel import Funnel

Severity = Literal["blocker", "major", "minor"]
Lens = Literal["template", "scope", "need", "data", "persona", "language"]
Verdict = Literal["ready", "revise", "rethink"]
FoundBy = Literal["rule", "local", "llm"]
Flag = Literal["INJECTION", "PII", "NON_ENGLISH", "DUPLICATE", "TOO_SHORT"]
StatementFormat = Literal["template", "user_story", "pov", "jtbd", "hmw", "free"]
SlotName = Literal["customer", "problem", "situation", "need"]

SEVERITIES: tuple[Severity, ...] = ("blocker", "major", "minor")
_LENS_ORDER = "SNDPTL"


class Shape(BaseModel):
    """A record that can't be changed and takes no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TextSpan(Shape):
    """A piece of the statement: `text` is its raw slice `[start:end]`."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str


class Location(Shape):
    """Where a statement or a finding starts in its document, 1-based; columns count code points."""

    path: str
    line: Annotated[int, Field(ge=1)]
    column: Annotated[int, Field(ge=1)]

    def behind(self, before: str) -> Location:
        """Give the place where `before` ends if it starts here; CR LF is one line end."""
        ends = [end.end() for end in re.finditer(r"\r\n|\r|\n", before)]
        column = len(before) - ends[-1] + 1 if ends else self.column + len(before)
        return Location(path=self.path, line=self.line + len(ends), column=column)


class StatementView(Shape):
    """The statement as it was read; a slot that the text leaves out is None."""

    text: str
    format: StatementFormat
    slots: dict[SlotName, TextSpan | None]


class Finding(Shape):
    """One pitfall, tied to the author's words; `span` is None where the fault is that words are missing.

    `central` says that it touches the statement's own claim (D06), or is given as its cause (P02).
    `location` is where its words start in the document, or the statement where it has none.
    """

    code: str
    name: str
    lens: Lens
    severity: Severity
    span: TextSpan | None
    message: str
    question: str
    suggestion: str | None = None
    evidence: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()
    found_by: tuple[FoundBy, ...] = ("rule",)
    confidence: Annotated[float, Field(ge=0, le=1)]
    central: bool = False
    location: Location | None = None

    @property
    def weight(self) -> tuple[int, int, float]:
        """Order of reading: worst first, then S N D P T L, then the surest."""
        return (
            SEVERITIES.index(self.severity),
            _LENS_ORDER.find(self.code[0]),
            -self.confidence,
        )


class Evidence(Shape):
    """A verbatim quotation: `[start:end]` of the item whose whole text has this `sha256`."""

    id: str
    kind: Literal["behavioral", "qualitative", "subjective"]
    stance: Literal["supports", "contradicts", "related"]
    linked: bool
    quote: str
    start: int
    end: int
    source: str
    date: str
    sha256: str


class Ignored(Shape):
    """A finding that the author silenced."""

    code: str
    reason: str
    until: str | None = None


class Dropped(Shape):
    """Something that was proposed and failed a check, with the reason."""

    what: str
    reason: str


class Searched(Shape):
    """How much feedback was looked through, and what of it was passed over."""

    items: int
    set_aside: int
    not_english: int
    duplicates: int

    @classmethod
    def of(cls, held: object) -> Self:
        """Take the four counts from what has them: the index's own, or what was gathered for a statement."""
        return cls.model_validate(held, from_attributes=True)


class Abstained(Shape):
    """Why nothing more can be said, the questions that would change that, and of how many people to ask them."""

    why: str
    questions: tuple[str, ...]
    sample: str = ""


class Provenance(Shape):
    """Where a piece of a rewrite comes from: "draft", an evidence id or "template"."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    text: str
    origin: Annotated[str, Field(alias="from")]


class Rewrite(Shape):
    """A suggested wording; `gaps` are the questions left in square brackets, `left_out` says what was taken away."""

    text: str
    provenance: tuple[Provenance, ...]
    gaps: tuple[str, ...]
    left_out: str = ""


class Scores(Shape):
    """Four whole numbers, 0 to 4; they are never averaged into one."""

    template: Annotated[int, Field(ge=0, le=4)]
    scope: Annotated[int, Field(ge=0, le=4)]
    data: Annotated[int, Field(ge=0, le=4)]
    persona: Annotated[int, Field(ge=0, le=4)]

    def lowest(self) -> int:
        """Give the weakest of the four."""
        return min(self.template, self.scope, self.data, self.persona)


class Receipt(Shape):
    """How a critique was made, what it takes to make it again, and what it cost; `tokens` is as in `models.Answer`."""

    version: str
    model: str | None = None
    prompts: tuple[str, ...] = ()
    generation: str | None = None
    as_of: str
    made_with: dict[str, str | int | bool] = Field(default_factory=dict)
    tokens: dict[str, int] = Field(default_factory=dict)
    cost_usd: float | None = None
    elapsed_ms: float


class Critique(Shape):
    """One statement, critiqued."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_id: Annotated[Literal["wbcoach.critique/1"], Field(alias="schema")] = "wbcoach.critique/1"
    id: str | None = None
    location: Location | None = None
    statement: StatementView
    findings: tuple[Finding, ...] = ()
    tentative: tuple[Finding, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    strengths: tuple[str, ...] = ()
    scores: Scores | None
    verdict: Verdict | None
    question: str | None = None
    evidence: tuple[Evidence, ...] = ()
    searched: Searched | None = None
    abstained: Abstained | None = None
    rewrite: Rewrite | None = None
    dropped: tuple[Dropped, ...] = ()
    funnel: Funnel | None = None
    flags: tuple[Flag, ...] = ()
    receipt: Receipt

    def worst(self, limit: int = 5) -> tuple[Finding, ...]:
        """Give the findings to read first, blockers before the rest."""
        return tuple(sorted(self.findings, key=lambda finding: finding.weight))[:limit]

    def worst_of_each_code(self, limit: int = 5) -> tuple[Finding, ...]:
        """Give the findings to read first, one of each code."""
        ranked: dict[str, Finding] = {}
        for finding in self.worst(len(self.findings)):
            ranked.setdefault(finding.code, finding)
        return tuple(ranked.values())[:limit]

    def reaches(self, severity: Severity) -> bool:
        """Say whether a finding is at or above `severity`."""
        bar = SEVERITIES.index(severity)
        return any(SEVERITIES.index(finding.severity) <= bar for finding in self.findings)


_SLOTS_MISSING = frozenset({"T01", "T02", "T03", "T04"})
_BY_MISSING = (4, 2, 1, 0, 0)
_SCOPE = frozenset({f"S0{n}" for n in range(1, 10)} | {"T05", "N02", "N03"})
_NO_PROBLEM_LEFT = frozenset({"S01", "S02", "S03", "S06"})


def scores_of(findings: Iterable[Finding], gaps: AbstractSet[SlotName] = frozenset()) -> Scores:
    """Compute the four scores from the findings that are shown (guidance/rubric.md); slots that are `gaps` in brackets earn no mark."""
    shown = tuple(findings)
    codes = frozenset(finding.code for finding in shown)
    unsaid = len(gaps & {"problem", "need"})
    return Scores(
        template=min(_template(codes), _BY_MISSING[len(gaps)]),
        scope=min(_scope(shown, codes), (4, 2, 1)[unsaid]),
        data=_data(shown, codes),
        persona=min(_persona(shown, codes), 1 if "customer" in gaps else 4),
    )


def verdict_of(scores: Scores, findings: Sequence[Finding]) -> Verdict:
    """Say whether to rethink, revise, or take the statement to a reviewer."""
    if scores.scope <= 1 or 0 in (scores.template, scores.data, scores.persona):
        return "rethink"
    if scores.lowest() >= 3 and all(finding.severity == "minor" for finding in findings):
        return "ready"
    return "revise"


def _template(codes: frozenset[str]) -> int:
    score = _BY_MISSING[len(codes & _SLOTS_MISSING)]
    if codes & {"T06", "T07"}:
        score = min(score, 2)
    if codes & {"T05", "T08", "L01"}:
        score = min(score, 3)
    return score


def _scope(shown: tuple[Finding, ...], codes: frozenset[str]) -> int:
    if "T03" in codes and codes & _NO_PROBLEM_LEFT:
        return 1
    heavy = {f.code for f in shown if f.code in _SCOPE and f.severity != "minor"}
    if heavy:
        return 2 if len(heavy) == 1 else 1
    return 3 if codes & _SCOPE else 4


def _data(shown: tuple[Finding, ...], codes: frozenset[str]) -> int:
    mine = [finding for finding in shown if finding.lens == "data" or finding.code == "L02"]
    if any(finding.code == "D06" and finding.central for finding in mine):
        return 0
    if codes & {"D01", "D06", "D07", "D11"}:
        return 1
    if "D09" in codes or any(f.severity != "minor" and f.code != "L02" for f in mine):
        return 2
    return 3 if mine else 4


def _persona(shown: tuple[Finding, ...], codes: frozenset[str]) -> int:
    if any(finding.code == "P02" and finding.central for finding in shown):
        return 0
    if codes & {"P02", "P03", "P04", "P05"}:
        return 1
    return 2 if codes & {"P01", "N01", "L03"} else 4
