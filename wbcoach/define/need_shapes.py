"""The shapes of `wbcoach.needs/1`: what customers want to get done, as hypotheses with the question that would settle each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wbcoach.define.shapes import Cue, LeftOut, Method, Quote, Shape, Voices

Group = Literal["must-have", "performance", "delighter", "unclear"]


class Want(Shape):
    """One want of one item: `done` are the customer's words for what is to get done, `thing` those for a solution asked for.

    `question` asks for what is missing where only a thing was named.
    """

    id: str
    form: Literal["wish", "question", "hindrance", "thing"]
    said: Quote
    done: str | None
    thing: str | None
    question: str | None


class Kano(Shape):
    """A hypothesis on how people would take it, by cues in their words; `votes` counts voices, `ask` settles it."""

    group: Group
    confidence: float
    votes: dict[str, int]
    cues: list[Cue]
    functional: str
    dysfunctional: str
    answers: list[str]


class Need(Shape):
    """An unmet need: wants of one theme; `pain` is the rank of the pain behind it, null where it stands alone.

    `voices` counts those who said a want; the hypothesis is on all voices of the pain. `done` is the fullest of the
    customers' wordings, null where only things were asked for.
    """

    rank: int
    pain: int | None
    key: str
    product: str
    voices: int
    done: str | None
    wants: list[Want]
    kano: Kano


class Opportunity(Shape):
    """Importance and satisfaction as asked in a survey: 10 x the share of answers in the top two boxes of the scale.

    `score` = importance + max(importance - satisfaction, 0), 0 to 20; null with `why` where fewer than five answered.
    """

    need: str
    segment: str | None
    n: int
    importance: float
    satisfaction: float
    score: float | None
    why: str
    scale: str
    ids: list[str]


class Needs(Shape):
    """`wbcoach.needs/1`; `silent_pains` are the ranks of pains behind which nobody said what they want; `opportunities` is empty, and `survey` says so, where no column holds importance and satisfaction."""

    schema_id: Annotated[Literal["wbcoach.needs/1"], Field(alias="schema")] = "wbcoach.needs/1"
    as_of: str
    filters: dict[str, str]
    read: int
    voices: Voices
    left_out: LeftOut
    without_want: int
    silent_pains: list[int]
    needs: list[Need]
    opportunities: list[Opportunity]
    survey: str
    method: Method
