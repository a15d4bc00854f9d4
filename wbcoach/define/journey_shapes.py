"""The shapes of `wbcoach.journey/1`: phases by what people do, think and feel in them, and what was recorded; all verbatim."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wbcoach.define.shapes import Quote, Shape, Voices

Column = Literal["does", "thinks", "feels", "evidence"]
Chosen = Literal["asked for", "best attested"]


class Actor(Shape):
    """Whose journey it is: the word of their segments that they share, and how many of each segment speak."""

    name: str
    segments: dict[str, int]
    voices: int
    chosen: Chosen


class Scenario(Shape):
    """What it is about: words asked for, or those of the pain that most voices tell; `ids` are all its items.

    `others` are the segments heard in it that are not the actor's, with their voices.
    """

    words: str
    product: str
    pain: int | None
    chosen: Chosen
    ids: list[str]
    others: dict[str, int]


class Ask(Shape):
    """Whom to ask for what an empty cell lacks: `who` are segments, `ids` the items of people who told of the phase."""

    question: str
    who: list[str]
    ids: list[str]


class Cell(Shape):
    """Verbatim words, or, where there are none, whom to ask."""

    quotes: list[Quote]
    ask: Ask | None


class Phase(Shape):
    """A part of the journey: `phase` names it in an edit file, `name` is its heading, `told_as` a customer's word for the moment.

    `voices` are the people heard in it, `tones` how many of them tell that it goes well, badly, both, or neither.
    """

    phase: str
    name: str
    named_by: Literal["wbcoach", "author"]
    told_as: Quote | None
    does: Cell
    thinks: Cell
    feels: Cell
    evidence: Cell
    voices: int
    ids: list[str]
    tones: dict[Literal["well", "mixed", "badly", "open"], int]
    pains: list[int]


class Order(Shape):
    """Two phases that voices tell one after the other; `against` tell them the other way round."""

    earlier: str
    later: str
    voices: int
    against: int
    ids: list[str]


class PlacedPain(Shape):
    """A pain whose items are on the map: how many of them are in each phase."""

    rank: int
    name: str
    phases: dict[str, int]
    ids: list[str]


class Tied(Shape):
    """A statement's moment and the phase that it falls in; null where it has none, or none fits. `ids` share its words."""

    statement: str
    when: str | None
    phase: str | None
    why: str
    ids: list[str]
    choose: list[Quote]


class Journey(Shape):
    """`wbcoach.journey/1`; `removed` are items whose words fall in phases that the author took out."""

    schema_id: Annotated[Literal["wbcoach.journey/1"], Field(alias="schema")] = "wbcoach.journey/1"
    as_of: str
    filters: dict[str, str]
    actor: Actor
    scenario: Scenario
    phases: list[Phase]
    order: list[Order]
    order_by: Literal["author", "told", "usual"]
    pains: list[PlacedPain]
    statement: Tied | None
    thin: list[str]
    removed: list[str]
    untold: list[str]
    personal_data: int
    voices: Voices
    generation: str
