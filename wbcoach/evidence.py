"""Feedback as the critic sees it: an item, its kind, and what was gathered for one statement."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal

Kind = Literal["behavioral", "qualitative", "subjective"]
Stance = Literal["supports", "contradicts", "related"]

# The source of a passage of a guidance note: advice, never customer evidence.
GUIDANCE: Final = "guidance"
_NOTHING: Mapping[str, str] = MappingProxyType({})
# Sources whose items record what people did, not what they said.
_BEHAVIORAL = re.compile(
    r"analytics|telemetry|metrics?\b|\blogs?\b|usability|observation|field_visit|shadow|diary"
    r"|incident|\brecords?\b|recording|\bcounts?\b|\bcodes\b|returns|experiment|a_b|\baudit",
    re.IGNORECASE,
)
_SUBJECTIVE = re.compile(
    r"\bnps\b|\bcsat\b|\bces\b|\bsus\b|rating|app_?store|play_?store|star", re.IGNORECASE
)
_ANALYTICS = re.compile(
    r"analytics|telemetry|metrics?\b|\blogs?\b|\brecords?\b|\bcounts?\b|\bcodes\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Item:
    """One piece of customer feedback, as indexed.

    `id` is unique in an index; `source` is the channel ("interview", "nps_survey"); `date` is ISO
    (YYYY-MM-DD) or empty; `customer` is an opaque id that tells voices apart, or empty.
    """

    id: str
    text: str
    source: str = ""
    date: str = ""
    product: str = ""
    segment: str = ""
    rating: float | None = None
    customer: str = ""
    meta: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    @cached_property
    def sha256(self) -> str:
        """Hash of the whole text, UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def kind(self) -> Kind:
        """Tell behavioral, qualitative and subjective data apart by channel and scale."""
        channel = re.sub(r"[\s/-]+", "_", self.source.strip()).replace("_", " ")
        joined = channel.replace(" ", "_")
        if _BEHAVIORAL.search(channel) or _BEHAVIORAL.search(joined):
            return "behavioral"
        if self.rating is not None or _SUBJECTIVE.search(channel) or _SUBJECTIVE.search(joined):
            return "subjective"
        return "qualitative"

    @property
    def is_voice(self) -> bool:
        """Say whether a person speaks here; a row of analytics is never a voice."""
        return not _ANALYTICS.search(self.source.replace("_", " "))

    @property
    def day(self) -> dt.date | None:
        """The date, where it is one."""
        try:
            return dt.date.fromisoformat(self.date[:10])
        except ValueError:
            return None


@dataclass(frozen=True)
class Found:
    """An item gathered for a statement: how it came, how it stands, and how well it fits (0..1).

    `plain` is the item with spaces over orders to a program, where it gives any; `unlike` tells that it gives
    a figure of the statement otherwise.
    """

    item: Item
    linked: bool = False
    stance: Stance = "related"
    score: float = 0.0
    start: int = 0
    end: int = 0
    plain: Item | None = None
    unlike: bool = False

    @property
    def read(self) -> Item:
        """The item as it is read: without orders to a program."""
        return self.plain or self.item

    @property
    def quote(self) -> str:
        """The words of the item that bear on the statement, verbatim."""
        return self.item.text[self.start : self.end] if self.end else self.item.text


@dataclass(frozen=True)
class Dossier:
    """All that was gathered for one statement, and what the search passed over.

    `items` counts what was searched (0: no index); `set_aside`, `not_english` and `duplicates` are
    counted within it. `refused` are the ids of linked items that are no feedback: orders to a program, or
    talk of the critique itself. `as_of` is the day that the age of data is counted from.
    """

    found: tuple[Found, ...] = ()
    refused: tuple[str, ...] = ()
    items: int = 0
    set_aside: int = 0
    not_english: int = 0
    duplicates: int = 0
    searched: bool = False
    stage: Literal["hypothesis", "validated", "growth"] = "validated"
    as_of: dt.date = field(default_factory=dt.date.today)
    stale_months: int = 24

    def __iter__(self) -> Iterator[Found]:
        """Walk over what was gathered, linked evidence first."""
        return iter(self.found)

    @property
    def judged(self) -> Dossier:
        """The same without orders to a program in any item's text; places in the texts stay."""
        if not any(found.plain for found in self.found):
            return self
        plain = (replace(found, item=found.plain) if found.plain else found for found in self.found)
        return replace(self, found=tuple(plain))

    @property
    def linked(self) -> tuple[Found, ...]:
        """What came with the statement."""
        return tuple(found for found in self.found if found.linked)

    @property
    def telling(self) -> tuple[Found, ...]:
        """What has a say on the statement: all that came with it, and what was found for or against."""
        return tuple(found for found in self.found if found.linked or found.stance != "related")

    @property
    def supporting(self) -> tuple[Found, ...]:
        """What speaks for the statement."""
        return tuple(found for found in self.found if found.stance == "supports")

    @property
    def contradicting(self) -> tuple[Found, ...]:
        """What speaks against it."""
        return tuple(found for found in self.found if found.stance == "contradicts")
