"""`/v1/search`, `/v1/pitfalls` and `/v1/pitfalls/{code}`: the feedback, and what each pitfall is."""

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from wbcoach.api import (
    FeedbackMatch,
    Measured,
    PitfallBrief,
    PitfallExample,
    PitfallPage,
    SearchRequest,
    SearchResult,
)
from wbcoach.errors import InputError
from wbcoach.faces.cli.explain import figures_of, note
from wbcoach.faces.web.house import House, house_of
from wbcoach.faces.web.problems import RefusalError, told_by
from wbcoach.pitfall import Example, Pitfall
from wbcoach.pitfalls import catalogue, pitfall

if TYPE_CHECKING:
    from wbcoach.library import Match

router = APIRouter()


@router.post(
    "/v1/search",
    operation_id="search",
    response_model=SearchResult,
    responses=told_by(422),
    tags=["feedback"],
)
async def search(asked: SearchRequest, house: Annotated[House, Depends(house_of)]) -> Response:
    """Search the feedback, or the guidance notes, by words and by meaning."""
    where = asked.where.model_dump(mode="json", exclude_none=True)

    def find() -> bytes:
        library = house.desk.searched()
        matches = library.search(asked.query, asked.k, where, asked.collection)
        found = SearchResult(
            matches=tuple(_told(match) for match in matches),
            generation=library.generation,
            meaning=library.dense,
        )
        return found.model_dump_json().encode()

    return Response(await house.desk.work(find), media_type="application/json")


@router.get("/v1/pitfalls", operation_id="pitfalls", responses=told_by(), tags=["pitfalls"])
async def pitfalls() -> list[PitfallBrief]:
    """List all pitfalls."""
    return [_brief(known) for known in catalogue().values()]


@router.get("/v1/pitfalls/{code}", operation_id="pitfall", responses=told_by(404, 422), tags=["pitfalls"])
async def pitfall_page(
    code: Annotated[
        str, Path(max_length=60, description="a code or a name", examples=["S01", "solution-in-need"])
    ],
) -> PitfallPage:
    """Explain a pitfall: what it is, why it matters, how to mend it, when it is fine, how far to trust it."""
    try:
        known = pitfall(code)
    except InputError as error:
        raise RefusalError(404, "not_found", error.message, "GET /v1/pitfalls lists the codes.") from None
    figures = figures_of(known.code)
    return PitfallPage(
        **_brief(known).model_dump(),
        why=known.why,
        question=known.question,
        bad=tuple(_example(one) for one in known.bad),
        good=tuple(_example(one) for one in known.good),
        measured=Measured.model_validate(figures["held"]) if figures else None,
        note=note(known),
    )


def _brief(known: Pitfall) -> PitfallBrief:
    return PitfallBrief(
        code=known.code, name=known.name, lens=known.lens, severity=known.severity, message=known.message
    )


def _example(one: Example) -> PitfallExample:
    return PitfallExample(text=one.text, evidence=one.evidence)


def _told(match: "Match") -> FeedbackMatch:
    item = match.item
    return FeedbackMatch(
        rank=match.rank,
        score=round(match.score, 4),
        similarity=None if match.similarity is None else round(match.similarity, 4),
        id=item.id,
        text=item.text,
        source=item.source,
        date=item.date,
        product=item.product,
        customer_segment=item.segment,
        rating=item.rating,
        kind=item.kind,
        sha256=item.sha256,
    )
