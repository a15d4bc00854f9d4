"""A Define pack: all resources of the stage from one index, a statement to start from, and what is not known yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from wbcoach.define.drafting import written
from wbcoach.define.journey import COLUMNS
from wbcoach.define.pack_shapes import Judged, OpenQuestion, Pack
from wbcoach.define.voices import FEWEST
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from wbcoach.coach import Coach
    from wbcoach.define.journey_shapes import Journey
    from wbcoach.define.material import Material
    from wbcoach.define.need_shapes import Needs
    from wbcoach.define.persona_shapes import PersonasReport
    from wbcoach.define.shapes import DraftPart, Pain, Pains

_ASKED: Final = 4
_WHY: Final = {
    "behavioral": (
        "Where is this recorded when it happens, and out of how many?",
        "nothing shows what people did",
    ),
    "qualitative": ("Who can tell of the last time that it happened?", "nobody tells it in their own words"),
    "subjective": (
        "How do people rate it, on which scale, and how many answered?",
        "nothing says how people rate it",
    ),
}


def chosen_pain(pains: Pains, rank: int | None) -> Pain | None:
    """Give the pain to start from: the one asked for, else the first; None where there is none.

    Raises:
        InputError: there is no pain of that rank.
    """
    every = [*pains.pains, *pains.leads]
    if rank is None:
        return every[0] if every else None
    found = next((one for one in every if one.rank == rank), None)
    if found is None:
        hint = (
            f"Choose one from 1 to {len(every)}: wbcoach pains."
            if every
            else "Index more: wbcoach index PATH."
        )
        raise InputError(f"There is no pain {rank}.", hint)
    return found


def judged_statement(coach: Coach, material: Material, pain: Pain | None, own: str | None) -> Judged | None:
    """Critique an author's statement, or one drafted from a pain; None where there is neither.

    Args:
        coach: with the index that the pain is from.
        material: what was read.
        pain: to draft from; its quotations are linked as evidence.
        own: the author's statement, if there is one.

    Raises:
        InputError: the author's statement is too long.
    """
    if own is None and pain is None:
        return None
    items = {item.id: item for item in material.items}
    linked = [items[quote.id] for quote in (*pain.quotes, *pain.measured)] if pain else []
    parts: list[DraftPart] = []
    if own is None and pain is not None:
        parts = pain.draft
    text = own if own is not None else written(parts)
    critique = coach.critique(text, linked, offline=True)
    return Judged(
        text=text,
        written_by="wbcoach" if own is None else "author",
        pain=pain.rank if pain else None,
        parts=parts,
        verdict=critique.verdict,
        scores=critique.scores,
        findings=list(critique.worst(len(critique.findings))),
        question=critique.question,
        evidence=list(critique.evidence),
    )


def packed(
    pains: Pains,
    needs: Needs,
    journey: Journey | None,
    personas: PersonasReport,
    pain: Pain | None,
    statement: Judged | None,
) -> Pack:
    """Put the parts together with what is open in them."""
    return Pack(
        as_of=pains.as_of,
        pain=pain.rank if pain else None,
        statement=statement,
        questions=[
            *_of_statement(statement),
            *(_of_pain(pain) if pain else ()),
            *_of_need(needs, pain),
            *_of_journey(journey),
            *_of_personas(personas),
        ],
        thin=list(_thin(pains, needs, journey, personas, pain)),
        pains=pains,
        needs=needs,
        journey=journey,
        personas=personas,
    )


def _of_statement(statement: Judged | None) -> Iterator[OpenQuestion]:
    if statement is None:
        return
    for part in statement.parts:
        if part.is_gap:
            why = "no words of the people heard fit here, so it stays a gap"
            yield OpenQuestion(
                about="statement",
                question=part.text.strip("[]").capitalize(),
                why=f"{part.slot}: {why}",
                ids=[],
            )
    for finding in statement.findings[:_ASKED]:
        yield OpenQuestion(
            about="statement",
            question=finding.question,
            why=finding.message,
            ids=[finding.code, *finding.evidence],
        )


def _of_pain(pain: Pain) -> Iterator[OpenQuestion]:
    if pain.contrary.ids:
        yield OpenQuestion(
            about="pain",
            question="What is different about those for whom it goes well?",
            why=f"{pain.contrary.voices} of {pain.contrary.voices + pain.voices} voices say that it does",
            ids=pain.contrary.ids,
        )
    for kind in pain.missing:
        question, why = _WHY[kind]
        yield OpenQuestion(about="pain", question=question, why=why, ids=pain.ids)


def _of_need(needs: Needs, pain: Pain | None) -> Iterator[OpenQuestion]:
    need = next((one for one in needs.needs if pain and one.pain == pain.rank), None)
    if need is not None:
        ids = sorted({want.id for want in need.wants})
        for question in (need.kano.functional, need.kano.dysfunctional):
            yield OpenQuestion(
                about="need",
                question=question,
                why=f"perhaps {need.kano.group}, a hypothesis from words",
                ids=ids,
            )
    elif pain is not None:
        question = "What do you want to get done there, whatever it takes?"
        yield OpenQuestion(
            about="need", question=question, why="nobody says what they want to get done", ids=pain.ids
        )


def _of_journey(journey: Journey | None) -> Iterator[OpenQuestion]:
    """Ask first about the phases in which most people were heard."""
    if journey is None:
        return
    phases = sorted((phase for phase in journey.phases if phase.ids), key=lambda one: -one.voices)
    asks = [(phase, ask) for phase in phases for column in COLUMNS if (ask := getattr(phase, column).ask)]
    for phase, ask in asks[:_ASKED]:
        yield OpenQuestion(
            about="journey",
            question=ask.question,
            why=f"an empty cell of “{phase.name}”; ask {' or '.join(ask.who)}",
            ids=ask.ids or phase.ids,
        )


def _of_personas(personas: PersonasReport) -> Iterator[OpenQuestion]:
    for persona in personas.personas[:_ASKED]:
        for words in persona.not_seen[:1]:
            yield OpenQuestion(
                about="persona",
                question=f"Of those who say “{persona.name.quote}”: who can show {words.split(':')[0]}?",
                why="nobody showed it",
                ids=[one.id for one in persona.does],
            )


def _thin(
    pains: Pains, needs: Needs, journey: Journey | None, personas: PersonasReport, pain: Pain | None
) -> Iterator[str]:
    if pain is None:
        yield "no pain was found: too few people tell of one thing; index more feedback"
    elif pain.voices < FEWEST:
        yield f"pain {pain.rank} is a lead: {pain.voices} voices, not three"
    if pain is not None and pain.trend.direction is None:
        yield f"pain {pain.rank} has no trend: {pain.trend.why}"
    if needs.silent_pains:
        yield f"nobody says what they want to get done behind pain {', '.join(map(str, needs.silent_pains))}"
    if not needs.opportunities:
        yield f"importance and satisfaction: {needs.survey}"
    if not personas.personas:
        yield "no persona: no three people tell alike what they do"
    if pains.filters:
        yield "personas are of the whole index, for all that the rest was narrowed"
    if journey is not None:
        yield from (f"journey: {words}" for words in journey.thin)
