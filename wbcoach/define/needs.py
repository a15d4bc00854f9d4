"""Unmet needs: what customers want to get done, grouped by theme, each with a hypothesis and how to settle it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from wbcoach.define.kano import kano
from wbcoach.define.material import Material
from wbcoach.define.need_shapes import Need, Needs, Want
from wbcoach.define.pains import find_pains
from wbcoach.define.quoting import private, quote
from wbcoach.define.shapes import Pain, Pains
from wbcoach.define.survey import opportunities
from wbcoach.define.wants import wants
from wbcoach.evidence import Item
from wbcoach.grammar import content, words

_GAP = "Suppose “{}” were out of reach: what would you still need to be able to do?"


def find_needs(
    material: Material,
    as_of: dt.date,
    rows: Iterable[Item] = (),
    scale: int | None = None,
    pains: Pains | None = None,
) -> Needs:
    """Find unmet needs behind the pains, the most voices first, and score those that a survey asked about.

    Args:
        material: what was read.
        as_of: the day that recency is counted from.
        rows: items whose survey columns are read, duplicates as well; those that don't fit the filters are passed over.
        scale: the top of the survey's scale.
        pains: of the same material and day, where they are known already.

    Raises:
        SettingsError: a survey's answer lies above `scale`.
    """
    pains = pains or find_pains(material, as_of)
    place = {item.id: at for at, item in enumerate(material.items)}
    told = {
        at: found
        for at in material.spoken
        if not private(material.items[at].text) and (found := _wants(material.items[at]))
    }
    groups: list[tuple[Pain | None, list[int]]] = [
        (pain, [place[name] for name in pain.ids]) for pain in (*pains.pains, *pains.leads)
    ]
    placed = {at for _, group in groups for at in group}
    groups += [(None, [at]) for at in sorted(told.keys() - placed)]
    needs = [_need(material, pain, group, told) for pain, group in groups if told.keys() & set(group)]
    needs.sort(key=lambda need: (-need.voices, need.pain or len(groups) + 1, need.key))
    silent = [pain.rank for pain, group in groups if pain and not told.keys() & set(group)]
    scored, survey = opportunities((item for item in rows if fits(item, material.filters)), scale)
    return Needs(
        as_of=pains.as_of,
        filters=pains.filters,
        read=pains.read,
        voices=pains.voices,
        left_out=pains.left_out,
        without_want=len(material.spoken) - len(told),
        silent_pains=silent,
        needs=[need.model_copy(update={"rank": rank}) for rank, need in enumerate(needs, 1)],
        opportunities=scored,
        survey=survey,
        method=pains.method,
    )


def _wants(item: Item) -> list[Want]:
    told = wants(item.text)
    said = quote(item) if told else None
    if said is None:
        return []
    found = []
    for want in told:
        thing = want.thing.of(item.text) if want.thing else None
        done = want.done.of(item.text) if want.done else None
        question = _GAP.format(thing) if thing and not done else None
        found.append(Want(id=item.id, form=want.form, said=said, done=done, thing=thing, question=question))
    return found


def _need(
    material: Material, pain: Pain | None, group: Sequence[int], told: Mapping[int, list[Want]]
) -> Need:
    """Gather the wants of one theme; the two questions are in the fullest of their wordings."""
    places = [at for at in group if at in told]
    mine = [want for at in places for want in told[at]]
    said = sorted(
        (want for want in mine if want.done), key=lambda want: (want.form == "thing", -_fullness(want))
    )
    done = said[0].done if said else None
    return Need(
        rank=0,
        pain=pain.rank if pain else None,
        key=mine[0].id,
        product=material.items[places[0]].product,
        voices=material.voices(places),
        done=done,
        wants=mine,
        kano=kano(material, group, done),
    )


def _fullness(want: Want) -> int:
    return len(content(words(want.done or "")))


def fits(item: Item, filters: Mapping[str, str]) -> bool:
    """Say whether a row fits filters as a search understands them."""
    for name, value in filters.items():
        wanted = value.strip().casefold()
        if name in ("since", "until"):
            day = item.date[:10]
            if not day or (day < wanted if name == "since" else day > wanted):
                return False
        elif name == "segment":
            if wanted not in item.segment.casefold():
                return False
        elif str(getattr(item, name)).casefold() != wanted:
            return False
    return True
