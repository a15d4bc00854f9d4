"""What pains and needs are made from: the items of one generation, their vectors, and who speaks in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from wbcoach.define.cues import Tone, tone, tops
from wbcoach.define.extras import require_insights
from wbcoach.define.survey import answers_of, is_asked
from wbcoach.define.tones import heard
from wbcoach.define.voices import voice_of
from wbcoach.errors import InputError
from wbcoach.evidence import Item
from wbcoach.grammar import content, words
from wbcoach.library.vectors import ReadsHalfway

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wbcoach.library import Embeds, Library

    Matrix = NDArray[np.float32]

_FEWEST_WORDS = 2


@dataclass(frozen=True)
class Material:
    """All that counts as evidence, by id: `vectors` are (n, d), of length 1; `scales` the top of each source's ratings.

    `rows` are those of all items, duplicates and other languages as well, that have columns of a survey; `asked` the ids of
    those left out since they hold what a survey asked, `later` of those dated after the day that counts as today; `glad` the ids
    of those that tell that things go well by how they are told, and not by a word of praise; `hollow` of those whose praise isn't meant.
    """

    items: tuple[Item, ...]
    vectors: Matrix
    segments: Matrix
    made: Literal["index", "made now", "words"]
    embedder: str | None
    generation: str
    filters: Mapping[str, str]
    counts: Mapping[str, int]
    scales: Mapping[str, float]
    tones: tuple[Tone, ...]
    rows: tuple[Item, ...] = ()
    asked: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    glad: frozenset[str] = frozenset()
    hollow: frozenset[str] = frozenset()

    def tone(self, at: int) -> Tone:
        """Say how an item tells that things go: by its words, and where they leave it open by how it is told."""
        name = self.items[at].id
        return "well" if name in self.glad else "open" if name in self.hollow else self.tones[at]

    def voice(self, at: int) -> str | None:
        """Name who speaks in an item, None where nobody does (see `voice_of`)."""
        return self._who[at]

    def voices(self, places: Sequence[int]) -> int:
        """Count the distinct voices of some items."""
        return len({self.voice(at) for at in places} - {None})

    @property
    def spoken(self) -> list[int]:
        """The places of the items in which somebody speaks."""
        return [at for at, who in enumerate(self._who) if who]

    @cached_property
    def _who(self) -> list[str | None]:
        return [voice_of(item) for item in self.items]


def gather(
    library: Library,
    embedder: Embeds | None,
    where: Mapping[str, str] | None = None,
    as_of: dt.date | None = None,
) -> Material:
    """Read the items of the index that `where` lets through, sorted by id, with their vectors.

    Vectors are the index's own; where it has none for this embedder they are made now; without an
    embedder the words count alone. What is dated after `as_of` nobody had said by then; it is left out.

    Raises:
        MissingExtraError: the extra `insights` is not installed.
        InputError: an unknown filter, or no item is left.
    """
    require_insights()
    whole = sorted(library.whole(where), key=lambda pair: pair[0].id)
    asked = tuple(item.id for item, _ in whole if is_asked(item))
    later = tuple(item.id for item, _ in whole if is_after(item, as_of))
    left_out = {*asked, *later}
    found = [pair for pair in whole if pair[0].id not in left_out]
    if not whole:
        raise InputError(
            "There is no feedback to read." if not where else "No feedback fits these filters.",
            "Index some: wbcoach index PATH." if not where else "`wbcoach index status` shows what there is.",
        )
    items = tuple(item for item, _ in found)
    vectors, segments, made = _vectors(items, [vector for _, vector in found], embedder)
    counts, scales = library.counts(), tops(items)
    tones = tuple(tone(item, scales) for item in items)
    nobody = (frozenset[str](), frozenset[str]())
    glad, hollow = heard(items, tones, scales, embedder) if isinstance(embedder, ReadsHalfway) else nobody
    return Material(
        items,
        vectors,
        segments,
        made,
        embedder.name if embedder else None,
        counts.generation,
        dict(where or {}),
        {
            "items": counts.items,
            "set_aside": counts.set_aside,
            "not_english": counts.not_english,
            "duplicates": counts.duplicates,
        },
        scales,
        tones,
        tuple(
            sorted(
                (item for item in library.rows() if answers_of(item.meta) and not is_after(item, as_of)),
                key=lambda item: item.id,
            )
        ),
        asked,
        later,
        glad,
        hollow,
    )


def is_after(item: Item, as_of: dt.date | None) -> bool:
    """Say whether an item is dated after a day."""
    return as_of is not None and item.day is not None and item.day > as_of


def says_something(item: Item) -> bool:
    """Say whether an item has enough words to be about anything."""
    return len(content(words(item.text))) >= _FEWEST_WORDS


def _vectors(
    items: Sequence[Item], kept: Sequence[Any], embedder: Embeds | None
) -> tuple[Matrix, Matrix, Literal["index", "made now", "words"]]:
    import numpy as np

    if not items:  # an index of a survey's answers alone
        return np.zeros((0, 1), np.float32), np.zeros((0, 1), np.float32), "words"
    names = sorted({_named(item) for item in items} - {""})
    of = np.array([names.index(_named(item)) if _named(item) else len(names) for item in items])
    if embedder is None:
        from wbcoach.define.words import word_vectors

        made = word_vectors([*(item.text for item in items), *names])
        texts, segments = made[: len(items)], made[len(items) :]
    else:
        missing = [at for at, vector in enumerate(kept) if vector is None]
        texts = np.zeros((len(items), embedder.dimension), np.float32)
        for at, vector in enumerate(kept):
            if vector is not None:
                texts[at] = vector
        if missing:
            texts[missing] = embedder.embed([items[at].text for at in missing])
        segments = embedder.embed(names) if names else np.zeros((0, embedder.dimension), np.float32)
    padded = np.vstack([segments, np.zeros((1, texts.shape[1]), np.float32)])
    how: Literal["index", "made now", "words"] = (
        "words" if embedder is None else "made now" if all(vector is None for vector in kept) else "index"
    )
    return texts.astype(np.float32), padded[of].astype(np.float32), how


_UNTOLD = frozenset({"", "unknown", "n/a", "none", "all", "various", "mixed", "other"})


def _named(item: Item) -> str:
    """Give the segment of a person who speaks; rows of analytics have none."""
    return "" if not item.is_voice or item.segment.strip().lower() in _UNTOLD else item.segment.strip()
