"""The shapes of `wbcoach.pains/1`: what the customers' words add up to, each line with the ids behind it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from wbcoach.critique import SlotName
from wbcoach.evidence import Kind

CountedBy = Literal["customer", "item", "both"]


class Shape(BaseModel):
    """Base of all shapes: no key that is not named, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Quote(Shape):
    """A verbatim quotation: `[start:end]` of the item whose whole text has this `sha256`; offsets count code points."""

    id: str
    quote: str
    start: int
    end: int
    sha256: str
    kind: Kind
    source: str
    segment: str
    date: str


class Cue(Shape):
    """Words of an item, or its source or rating, that tell how grave it is; `start` and `end` are null for the latter two."""

    id: str
    level: int = Field(ge=1, le=3)
    cue: str
    start: int | None = None
    end: int | None = None


class Period(Shape):
    """A calendar quarter: the pain's voices, of all voices heard then."""

    period: str
    voices: int
    of: int


class Trend(Shape):
    """How the pain's share of all voices changed by quarter; `direction` is null where there is too little to tell, and `why` says so."""

    periods: list[Period]
    direction: Literal["rising", "steady", "falling"] | None
    why: str


class Contrary(Shape):
    """Those who say that the same thing goes well: `share` is theirs of all voices on it."""

    voices: int
    share: float
    ids: list[str]
    quotes: list[Quote]


class DraftPart(Shape):
    """A part of the template: a customer's words, told in the third person, with their place; or a gap, which has no source.

    A customer who is named by the column of segments has no quotation: `ids` are the items that it stands beside.
    """

    slot: SlotName
    text: str
    said: Quote | None
    ids: list[str] = []

    @property
    def is_gap(self) -> bool:
        """Say whether nobody has told it yet."""
        return self.said is None and not self.ids


class Pain(Shape):
    """One pain point; `key` is the id of its most typical item, `words` are the customers' own, `draft` the template's parts.

    `name` is those words, or what a model worded of them where `named_by` says so.
    `score` = voices x severity (1 to 3, mean of the voices) x recency (mean of 0.5 ** (age in months / 12)).
    """

    rank: int
    key: str
    name: str
    named_by: Literal["terms", "model"] = "terms"
    words: list[str]
    score: float
    voices: int
    severity: float
    recency: float
    ids: list[str]
    product: str
    sources: dict[str, int]
    segments: dict[str, int]
    first: str
    last: str
    undated: int
    trend: Trend
    quotes: list[Quote]
    cues: list[Cue]
    contrary: Contrary
    kinds: dict[Kind, list[str]]
    missing: list[Kind]
    measured: list[Quote]
    draft: list[DraftPart] = []


class Voices(Shape):
    """How voices are told apart: by the customer column, or each item that is no duplicate as one."""

    counted_by: CountedBy
    total: int
    items: int
    with_customer: int


class LeftOut(Shape):
    """What is in no pain; the first three count the whole index, the others what the filters let through."""

    set_aside: int
    not_english: int
    duplicates: int
    too_short: list[str]
    on_its_own: list[str]
    goes_well: list[str]
    asked: list[str] = []
    later: list[str] = []
    measured: list[str]


class Method(Shape):
    """How the themes were found, so that the same can be done again."""

    vectors: Literal["index", "made now", "words"]
    embedder: str | None
    clustering: str
    parameters: dict[str, float]
    generation: str


class Naming(Shape):
    """What a model was asked about names: `refused` counts by reason those that stayed as they were; `failed` says why it ended early.

    `tokens` is as in `models.Answer`; `cost_usd` is null where the price isn't known.
    """

    model: str
    prompt: str
    calls: int
    asked: int
    taken: int
    refused: dict[str, int]
    tokens: dict[str, int]
    cost_usd: float | None
    failed: str = ""


class Pains(Shape):
    """`wbcoach.pains/1`."""

    schema_id: Annotated[Literal["wbcoach.pains/1"], Field(alias="schema")] = "wbcoach.pains/1"
    as_of: str
    filters: dict[str, str]
    items: int
    read: int
    voices: Voices
    left_out: LeftOut
    personal_data: int
    pains: list[Pain]
    leads: list[Pain]
    method: Method
    naming: Naming | None = None
