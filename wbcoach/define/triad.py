"""The triad behind a statement: behavioral, qualitative and subjective data for each clause, for and against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import ConfigDict, Field

from wbcoach.coach.gather import linked_items, shown_evidence, today
from wbcoach.coach.judged import judged
from wbcoach.coach.remarks import flags_of, is_not_a_statement
from wbcoach.critique import Evidence, Location, Searched, Shape, SlotName, StatementView, TextSpan
from wbcoach.define.asking import Lack, lacks
from wbcoach.define.bearing import Bearing, bearing_on
from wbcoach.define.voices import FEWEST, Recency, Voices, recency, voices
from wbcoach.errors import InputError
from wbcoach.evidence import Dossier, Kind
from wbcoach.figures import figures
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from wbcoach.evidence import Found, Item
    from wbcoach.library import Library
    from wbcoach.settings import Settings

CLAUSES: tuple[SlotName, ...] = ("customer", "problem", "situation", "need")
KINDS: tuple[Kind, ...] = ("behavioral", "qualitative", "subjective")
Strength = Literal["none", "lead", "fair", "strong"]
_CONTESTED, _RELATED = 1 / 3, 5


class KindOfData(Shape):
    """One kind of data behind a clause: the items that speak for it, and how many people they are.

    `based` counts the items that give a figure with its base or as a share.
    """

    items: int
    voices: Voices
    based: int
    evidence: tuple[Evidence, ...]


class ClauseEvidence(Shape):
    """One clause of a statement and what stands behind it; `span` is None where the statement has no such clause.

    `strength` is `none` without an item that supports it; `lead` with fewer than three people and no
    share that was measured; `strong` with three or more people, two or more kinds of data, something
    that isn't stale and less than a third against it; else `fair`. `related` bear on it and speak
    neither for nor against; they count for nothing.
    """

    clause: SlotName
    span: TextSpan | None
    strength: Strength
    contested: bool
    voices: Voices
    recency: Recency
    kinds: dict[Kind, KindOfData]
    against: tuple[Evidence, ...]
    related: tuple[Evidence, ...]
    lacks: tuple[Lack, ...]
    question: str | None


class EvidenceReport(Shape):
    """What stands behind one statement (`wbcoach.evidence/1`).

    `refused` names linked items that are no feedback; `repeated` counts those that only repeat another;
    `elsewhere` are linked items that bear on no clause by their words, with how they stand to the statement.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_id: Annotated[Literal["wbcoach.evidence/1"], Field(alias="schema")] = "wbcoach.evidence/1"
    location: Location | None = None
    statement: StatementView
    clauses: tuple[ClauseEvidence, ...]
    linked: int
    repeated: int
    refused: tuple[str, ...]
    searched: Searched | None
    generation: str | None
    as_of: str
    stale_months: int
    elsewhere: tuple[Evidence, ...] = ()


def evidence_report(
    text: str,
    linked: Sequence[Item | dict[str, Any] | str] | None,
    library: Library | None,
    settings: Settings,
    *,
    location: Location | None = None,
) -> EvidenceReport:
    """Say for each clause of a statement which data stand behind it, what speaks against it and what is missing.

    Args:
        text: the draft.
        linked: evidence that came with it, in the shapes that `Coach.critique` takes.
        library: the index, or None where there is none.
        settings: `as_of` and `stale_months` say what is stale.
        location: where the draft stands; kept in the result.

    Raises:
        InputError: no clause can be found in the text, or the evidence is not of that shape.
        StoreError: the index can't be read.
    """
    statement = Statement.parse(judged(text))
    clauses = any(statement.slot(name) for name in CLAUSES)
    if not clauses or is_not_a_statement(flags_of(text, statement.text)):
        where = f"{location.path}:{location.line}: " if location else ""
        raise InputError(
            f"{where}This is no problem statement: no customer, problem, situation or need is found in it.",
            "Say who has to do what when: Today, ... have to ... when ... . Customers need a way to ... .",
        )
    items = linked_items(linked or ())
    bearing = bearing_on(statement, items, library, settings)
    dossier = bearing.dossier
    placed = {one.item.id for found in bearing.by_clause.values() for one in found}
    as_read = {name: _span(statement, name) for name in CLAUSES}
    return EvidenceReport(
        location=location,
        statement=StatementView(text=text, format=statement.format, slots=as_read),
        clauses=tuple(_clause(name, span, bearing) for name, span in as_read.items()),
        linked=len(items),
        repeated=bearing.repeated,
        refused=dossier.refused,
        searched=Searched.of(dossier) if dossier.searched else None,
        generation=library.generation if library else None,
        as_of=today(settings).isoformat(),
        stale_months=settings.stale_months,
        elsewhere=_quoted(one for one in dossier if one.linked and one.item.id not in placed),
    )


def _span(statement: Statement, name: str) -> TextSpan | None:
    span = statement.slot(name)
    return TextSpan(start=span.start, end=span.end, text=span.of(statement.text)) if span else None


def _clause(name: SlotName, span: TextSpan | None, bearing: Bearing) -> ClauseEvidence:
    found = bearing.by_clause.get(name, ())
    dossier = bearing.dossier
    backing = [one for one in found if one.stance == "supports"]
    against = [one for one in found if one.stance == "contradicts"]
    people = voices(one.item for one in backing)
    age = recency((one.item for one in backing), dossier.as_of, dossier.stale_months)
    kinds = {kind: _kind([one for one in backing if one.item.kind == kind]) for kind in KINDS}
    contested = bool(against) and len(against) >= _CONTESTED * (len(against) + len(backing))
    strength = _strength(kinds, people.count, stale=age.stale == len(backing), contested=contested)
    missing = lacks(
        name,
        span.text if span else None,
        {kind: (one.items, one.based) for kind, one in kinds.items()},
        people=people.count,
        backing=len(backing),
        stale=age.stale,
        against=len(against),
    )
    return ClauseEvidence(
        clause=name,
        span=span,
        strength=strength,
        contested=contested,
        voices=people,
        recency=age,
        kinds=kinds,
        against=_quoted(against),
        related=_quoted([one for one in found if one.stance == "related"])[:_RELATED],
        lacks=missing,
        question=missing[0].question if missing else None,
    )


def _kind(found: Sequence[Found]) -> KindOfData:
    return KindOfData(
        items=len(found),
        voices=voices(one.item for one in found),
        based=sum(has_base(one.read.text) for one in found),
        evidence=_quoted(found),
    )


def has_base(text: str) -> bool:
    """Say whether a text gives a share, or a percentage beside the number that it is of."""
    given = figures(text)
    units = {figure.unit for figure in given}
    return "share" in units or {"percent", "count"} <= units


def _quoted(found: Iterable[Found]) -> tuple[Evidence, ...]:
    """Quote each item verbatim, the best first."""
    ranked = sorted(found, key=lambda one: (not one.linked, -one.score, one.item.id))
    return shown_evidence(Dossier(tuple(ranked)), (), {one.item.id for one in ranked})


def _strength(kinds: dict[Kind, KindOfData], people: int, *, stale: bool, contested: bool) -> Strength:
    present = sum(bool(one.items) for one in kinds.values())
    measured = any(one.based for one in kinds.values())
    if not present:
        return "none"
    if people < FEWEST and not measured:
        return "lead"
    whole = people >= FEWEST and present > 1
    return "strong" if whole and not stale and not contested else "fair"
