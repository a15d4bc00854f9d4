"""Personas from what people do and why: groups of at least three voices, each line in their own words with its id."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wbcoach.coach.gather import shown_evidence, today
from wbcoach.critique import Dropped, Evidence, Searched
from wbcoach.define.acts import Told, acts_of, reasons_of
from wbcoach.define.inventions import inventions
from wbcoach.define.material import is_after
from wbcoach.define.nearness import Nearness, groups_around, nearness
from wbcoach.define.persona_shapes import Persona, PersonasReport, Unheard
from wbcoach.define.survey import is_asked
from wbcoach.define.voices import FEWEST, most_first, recency, segments_of, voice_of, voices
from wbcoach.evidence import Dossier, Found, Item, Kind
from wbcoach.grammar import Span
from wbcoach.privacy import has_personal_data
from wbcoach.stance import Claim, stand
from wbcoach.statement import Statement
from wbcoach.vocabulary.praising import blame_in, praise_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wbcoach.library import Library
    from wbcoach.settings import Settings

_KINDS: tuple[Kind, ...] = ("behavioral", "qualitative", "subjective")
_UNNAMED = "(none given)"
_NO_NAME = frozenset({"", "unknown", "n/a", "none", "other", "various"})
_MOST_LINES, _MOST_COUNTER = 12, 6


@dataclass(frozen=True)
class _Teller:
    """An item, and what of it tells acts and reasons and passed the critic."""

    item: Item
    acts: tuple[Told, ...]
    reasons: tuple[Told, ...]

    @property
    def goes_well(self) -> bool:
        """Say whether it tells that things go well, and nothing that goes badly."""
        return bool(praise_in(self.item.text)) and not blame_in(self.item.text)


def personas_of(library: Library, settings: Settings) -> PersonasReport:
    """Distil personas from an index; the same index gives the same ones.

    Raises:
        StoreError: the index can't be read.
        SettingsError: the index has no vectors, and scikit-learn isn't installed.
    """
    whole = library.whole()
    vectors = {item.id: vector for item, vector in whole}
    heard = [item for item, _ in whole if not is_asked(item)]
    as_of = today(settings)
    items = [item for item in heard if not is_after(item, as_of)]
    spoken = [item for item in items if item.is_voice]
    dropped: list[Dropped] = []
    tellers = [_teller(item, dropped) for item in spoken]
    acting = [teller for teller in tellers if teller.acts]
    found: list[Persona] = []
    members: set[str] = set()
    method = "none"
    for product in sorted({teller.item.product for teller in acting}):
        pool = [teller for teller in tellers if teller.item.product == product]
        space = nearness([teller.item.text for teller in pool], [vectors[teller.item.id] for teller in pool])
        method = space.method
        for group in _groups(pool, space):
            people, counter = _parted(group, pool, space)
            if _voices(people) < FEWEST:
                continue  # too many of them say the contrary
            members.update(teller.item.id for teller in people)
            found.append(_persona(people, _presentable(counter, dropped), settings))
    found.sort(key=lambda one: (-one.voices.count, one.name.id))
    return PersonasReport(
        personas=tuple(found),
        unheard=tuple(_unheard(items, members)),
        dropped=tuple(dropped),
        voices_heard=len(spoken),
        telling=len(acting),
        grouped=len(members),
        method=method,
        searched=Searched.of(library.counts()),
        generation=library.generation,
        as_of=as_of.isoformat(),
        later=len(heard) - len(items),
    )


def _teller(item: Item, dropped: list[Dropped]) -> _Teller:
    """Take the acts and reasons of an item that the critic lets pass; the others are noted."""
    return _Teller(item, tuple(_passing(acts_of(item), dropped)), tuple(_passing(reasons_of(item), dropped)))


def _passing(told: Iterable[Told], dropped: list[Dropped]) -> list[Told]:
    kept = []
    for one in told:
        codes = ", ".join(each.code for each in inventions(one.words, "", [one.item]))
        reason = codes or ("personal data" if has_personal_data(one.words) else "")
        if reason:
            dropped.append(Dropped(what=f"{one.item.id} [{one.span.start}:{one.span.end}]", reason=reason))
        else:
            kept.append(one)
    return kept


def _groups(pool: Sequence[_Teller], space: Nearness) -> list[list[int]]:
    """Group those who tell an act and have trouble with it; who has none is a counter-example."""
    fit = {place for place, teller in enumerate(pool) if teller.acts and not teller.goes_well}
    near = [
        places[[int(other) in fit for other in places]] if place in fit else places[:0]
        for place, places in enumerate(space.neighbours(space.near))
    ]
    return groups_around(near, lambda places: _voices(pool[place] for place in places), FEWEST)


def _voices(people: Iterable[_Teller]) -> int:
    return len({voice for teller in people if (voice := voice_of(teller.item))})


def _parted(
    group: Sequence[int], pool: Sequence[_Teller], space: Nearness
) -> tuple[list[_Teller], list[_Teller]]:
    """Part a group, its centre first, from who is near the centre and says that it goes otherwise, the nearest first."""
    (cosines,) = space.to([group[0]])
    claim = Claim(Statement.parse(pool[group[0]].item.text))
    near = [place for place in range(len(pool)) if cosines[place] >= space.near and place != group[0]]
    near.sort(key=lambda place: (-float(cosines[place]), place))
    otherwise = [
        place
        for place in near
        if pool[place].goes_well
        or stand(claim, pool[place].item, similarity=float(cosines[place])).stance == "contradicts"
    ]
    people = [pool[place] for place in group if place not in otherwise]
    return people, [pool[place] for place in otherwise]


def _presentable(others: Iterable[_Teller], dropped: list[Dropped]) -> list[_Teller]:
    """Leave out whom the critic would not let be quoted."""
    kept = []
    for teller in others:
        told = _whole(teller.item)
        if _passing([Told(teller.item, Span(told.start, told.end))], dropped):
            kept.append(teller)
    return kept


def _persona(people: Sequence[_Teller], otherwise: Sequence[_Teller], settings: Settings) -> Persona:
    items = [teller.item for teller in people]
    does = [act for teller in people for act in teller.acts[:1]]
    because = [reason for teller in people for reason in teller.reasons[:1]]
    counter = otherwise[:_MOST_COUNTER]
    kinds = Counter(item.kind for item in items)
    sources = most_first(item.source or _UNNAMED for item in items)
    return Persona(
        name=_quote(next(act for act in does if voice_of(act.item))),
        product=items[0].product,
        voices=voices(items),
        recency=recency(items, today(settings), settings.stale_months),
        does=tuple(map(_quote, does[:_MOST_LINES])),
        because=tuple(map(_quote, because[:_MOST_LINES])),
        counter=tuple(_whole(teller.item) for teller in counter),
        kinds={kind: kinds[kind] for kind in _KINDS},
        sources=sources,
        segments=segments_of(items, _UNNAMED),
        not_seen=tuple(_not_seen(because, counter, kinds, sources)),
    )


def _quote(told: Told) -> Evidence:
    found = Found(told.item, stance="supports", start=told.span.start, end=told.span.end)
    return shown_evidence(Dossier((found,)), (), {told.item.id})[0]


def _whole(item: Item) -> Evidence:
    return shown_evidence(Dossier((Found(item, stance="contradicts"),)), (), {item.id})[0]


def _not_seen(
    because: Sequence[Told], counter: Sequence[_Teller], kinds: Counter[Kind], sources: dict[str, int]
) -> Iterable[str]:
    """Say what nobody showed, so that no reader fills it in."""
    if not because:
        yield "why they do it: nobody gives a reason"
    if not kinds["behavioral"]:
        yield "what they do when somebody watches: all of it is told by themselves"
    if not kinds["subjective"]:
        yield "how they rate it: no closed scale was asked"
    if not counter:
        yield "anybody near them for whom it goes well"
    if len(sources) == 1:
        yield f"anybody outside of one source, {next(iter(sources))}"


def _unheard(items: Sequence[Item], members: set[str]) -> list[Unheard]:
    """List segments and sources of each product of which nobody is in a persona."""
    told: Counter[tuple[Literal["segment", "source"], str, str]] = Counter()
    heard = set()
    for item in items:
        keys: list[tuple[Literal["segment", "source"], str, str]] = [("source", item.source, item.product)]
        if item.is_voice:
            keys.append(("segment", item.segment, item.product))
        for key in keys:
            if key[1].casefold() not in _NO_NAME:
                told[key] += 1
                if item.id in members:
                    heard.add(key)
    left = sorted(
        (key for key in told if key not in heard), key=lambda key: (key[2], key[0], -told[key], key[1])
    )
    return [
        Unheard(what=what, name=name, product=product, items=told[what, name, product])
        for what, name, product in left
    ]
