"""Who a journey map is of and what it is about: asked for, or the pain and the people that are best attested."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wbcoach.define.journey_shapes import Actor, Chosen, Scenario
from wbcoach.define.voices import most_first, voice_of
from wbcoach.errors import InputError
from wbcoach.grammar import content, stem, words
from wbcoach.vocabulary.reversals import roots

if TYPE_CHECKING:
    from wbcoach.define.material import Material
    from wbcoach.define.shapes import Pain, Pains
    from wbcoach.evidence import Item

_CUT: Final = re.compile(r"[,;(/]|\s+(?:with|without|in|for|of|on|at|from|who|aged|and)\b", re.IGNORECASE)
_UNTOLD: Final = frozenset({"", "unknown", "n/a", "none", "all", "various", "mixed", "other"})
_CLOSE: Final = 0.5
_SHARED: Final = 2


@dataclass(frozen=True)
class Asked:
    """What the author asked for: an actor, a scenario in words and how near each item is to it (cosine), or a pain's rank."""

    actor: str | None = None
    scenario: str | None = None
    near: Mapping[str, float] | None = None
    pain: int | None = None


@dataclass(frozen=True)
class Cast:
    """Actor and scenario, the items on the map, and those of people who speak in it and are not the actor."""

    actor: Actor
    scenario: Scenario
    items: tuple[Item, ...]


def family(segment: str) -> str:
    """Give the words of a segment that say what people are: "patient" of "patient, day procedure"; empty where none do."""
    base = _CUT.split(segment.strip(), maxsplit=1)[0]
    found = words(base)
    for at, word in enumerate(found):
        if at and word.low.endswith("ing"):
            found = found[:at]
            break
    told = base[found[0].start : found[-1].end] if found else ""
    return "" if told.casefold() in _UNTOLD else told


def cast(material: Material, pains: Pains, asked: Asked) -> Cast:
    """Choose actor and scenario; what wasn't asked for is what most voices stand behind.

    Raises:
        InputError: nobody fits, or nothing tells of the scenario.
    """
    pain, chosen = None, list(material.items)
    if asked.scenario:
        chosen = _on(material, asked)
    elif pain := _best(material, pains, asked):
        ids = {*pain.ids, *pain.contrary.ids, *(quote.id for quote in pain.measured)}
        chosen = [item for item in material.items if item.id in ids]
    chosen = _of_one_product(chosen, asked.actor)
    speaking = [item for item in chosen if voice_of(item)]
    name, mine = _actor(speaking, asked.actor)
    if not mine:
        who = f"like “{asked.actor}” " if asked.actor else ""
        raise InputError(
            f"Nobody {who}speaks in this scenario.",
            "Choose another --actor or --scenario; `wbcoach index status` shows what there is.",
        )
    members = {item.id for item in mine}
    others = [item for item in speaking if item.id not in members]
    how: tuple[Chosen, Chosen] = ("asked for", "best attested")
    actor = Actor(
        name=name,
        segments=_counted(mine),
        voices=len({voice_of(item) for item in mine}),
        chosen=how[0] if asked.actor else how[1],
    )
    scenario = Scenario(
        words=asked.scenario or (pain.name if pain else "all of it"),
        product=mine[0].product,
        pain=pain.rank if pain else None,
        chosen=how[0] if asked.scenario or asked.pain else how[1],
        ids=[item.id for item in chosen],
        others=_counted(others),
    )
    kept = [item for item in chosen if item.id in members or not voice_of(item)]
    return Cast(actor, scenario, tuple(kept))


def _best(material: Material, pains: Pains, asked: Asked) -> Pain | None:
    """Choose the pain that is asked for, else the one with the most voices, of the actor where one is asked for."""
    every = [*pains.pains, *pains.leads]
    if asked.pain is not None:
        return next((one for one in every if one.rank == asked.pain), None)
    segments = {item.id: item.segment for item in material.items}
    wanted = (asked.actor or "").casefold()
    count = {
        one.rank: sum(wanted in segments[name].casefold() for name in one.ids) if wanted else 0
        for one in every
    }
    return max(every, key=lambda one: (count[one.rank], one.voices, -one.rank), default=None)


def _on(material: Material, asked: Asked) -> list[Item]:
    telling = roots(content(words(asked.scenario or "")))
    near = asked.near or {}
    found = [
        item
        for item in material.items
        if telling
        and (
            len(telling & roots(words(item.text))) >= min(_SHARED, len(telling))
            or near.get(item.id, 0.0) >= _CLOSE
        )
    ]
    if not found:
        raise InputError(
            f"No feedback tells of “{asked.scenario}”.",
            "Say it in words that customers use, or index more: wbcoach index PATH.",
        )
    return found


def _of_one_product(items: Sequence[Item], actor: str | None) -> list[Item]:
    wanted = (actor or "").casefold()
    count = Counter(item.product for item in items if voice_of(item) and wanted in item.segment.casefold())
    best = min(count, key=lambda name: (-count[name], name), default=None)
    return [item for item in items if best is None or item.product == best]


def _actor(speaking: Sequence[Item], actor: str | None) -> tuple[str, list[Item]]:
    if actor:
        return actor, [item for item in speaking if actor.casefold() in item.segment.casefold()]
    kin: dict[str, list[Item]] = {}
    for item in speaking:
        if told := words(family(item.segment)):
            kin.setdefault(stem(told[-1].low), []).append(item)
    if not kin:
        return "people who are not described", list(speaking)
    head = min(kin, key=lambda name: (-len({voice_of(item) for item in kin[name]}), name))
    return _shared([family(item.segment) for item in kin[head]]), kin[head]


def _shared(names: Sequence[str]) -> str:
    """Give the last words that all names share, as most of them write them."""
    most = Counter(names)
    told = min(most, key=lambda name: (-most[name], name)).split()
    for length in range(len(told), 0, -1):
        tail = [stem(word.casefold()) for word in told[-length:]]
        if all([stem(word.casefold()) for word in name.split()[-length:]] == tail for name in names):
            return " ".join(told[-length:])
    return told[-1]


def _counted(items: Sequence[Item]) -> dict[str, int]:
    voices = {(item.segment or "not told", voice_of(item)) for item in items}
    return most_first(segment for segment, _ in voices)
