"""The shapes of personas (`wbcoach.personas/1`): people who do alike, who is in none, and what was refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from wbcoach.critique import Dropped, Evidence, Searched, Shape
from wbcoach.define.voices import Recency, Voices
from wbcoach.evidence import Kind


class Persona(Shape):
    """People who do alike: `name` is the act of one of them, verbatim; `does` and `because` are theirs too.

    `counter` are people near them who say that it goes well, or do otherwise. `not_seen` says what nobody showed.
    """

    name: Evidence
    product: str
    voices: Voices
    recency: Recency
    does: tuple[Evidence, ...]
    because: tuple[Evidence, ...]
    counter: tuple[Evidence, ...]
    kinds: dict[Kind, int]
    sources: dict[str, int]
    segments: dict[str, int]
    not_seen: tuple[str, ...]


class Unheard(Shape):
    """A segment or a source of the index of which nobody is in a persona, with its number of items."""

    what: Literal["segment", "source"]
    name: str
    product: str
    items: int


class PersonasReport(Shape):
    """The personas of an index (`wbcoach.personas/1`), largest first, and what they are not made of.

    `voices_heard` are items in which somebody speaks, `telling` those that tell an act, `grouped` those in a persona.
    `later` items are dated after `as_of`, and not read.
    `dropped` are lines that the critic refused (P01 to P03, personal data).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_id: Annotated[Literal["wbcoach.personas/1"], Field(alias="schema")] = "wbcoach.personas/1"
    personas: tuple[Persona, ...]
    unheard: tuple[Unheard, ...]
    dropped: tuple[Dropped, ...]
    voices_heard: int
    telling: int
    grouped: int
    method: str
    searched: Searched
    generation: str
    as_of: str
    later: int = 0
