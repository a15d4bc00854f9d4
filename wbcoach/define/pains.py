"""The top pain points: themes of what goes badly, ranked by distinct voices, how grave and how recent they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wbcoach.define import themes
from wbcoach.define.contrary import AGAINST, beside, nearest_group, on_it, parted
from wbcoach.define.cues import severity
from wbcoach.define.drafting import drafted
from wbcoach.define.material import Material, says_something
from wbcoach.define.quoting import private, quote, unlike
from wbcoach.define.shapes import Contrary, CountedBy, Cue, LeftOut, Method, Pain, Pains, Voices
from wbcoach.define.trends import by_quarter, freshness, trend
from wbcoach.define.voices import FEWEST, most_first, segments_of
from wbcoach.define.words import Tally, names
from wbcoach.grammar import stem, words

if TYPE_CHECKING:
    from wbcoach.define.material import Matrix
    from wbcoach.evidence import Kind

KINDS: Final[tuple[Kind, ...]] = ("behavioral", "qualitative", "subjective")
_UNTOLD: Final = "not told"
_MEASURED: Final = 0.1


@dataclass(frozen=True)
class Theme:
    """Places of the items on one thing, the most typical first; who says it goes well; what was measured of it; and its terms."""

    members: tuple[int, ...]
    contrary: tuple[int, ...]
    measured: tuple[int, ...]
    terms: Tally


@dataclass(frozen=True)
class Placed:
    """All items, each in a theme or in what is left; `vectors` are those that the themes were found by."""

    themes: tuple[Theme, ...]
    vectors: Matrix
    short: tuple[int, ...]
    alone: tuple[int, ...]
    well: tuple[int, ...]
    unplaced: tuple[int, ...]


def place(material: Material) -> Placed:
    """Find the themes of what goes badly, and put praise and measurements with the theme of their product that they are nearest to."""
    items = material.items
    products = [item.product for item in items]
    vectors = themes.prepared(material.vectors, material.segments, items)
    spoken = material.spoken
    measured = sorted(set(range(len(items))) - set(spoken))
    short = [at for at in spoken if not says_something(items[at])]
    telling = sorted(set(spoken) - set(short))
    well = [at for at in telling if material.tones[at] == "well"]
    rest = [at for at in telling if material.tones[at] != "well"]
    near = near_for(material)
    together = [
        [rest[at] for at in group]
        for group in themes.themes(
            vectors[rest], [items[at].id for at in rest], [products[at] for at in rest], near
        )
    ]
    groups, found_with = parted(material, together)
    hollow = [at for at in well if material.tone(at) != "well"]
    for at, group in nearest_group(vectors, hollow, groups, products, AGAINST).items():
        groups[group].append(at)
    terms = [_terms(material, group) for group in groups]
    meant = [at for at in well if material.tone(at) == "well"]
    against = beside(material, vectors, meant, groups, terms) | {
        at: group for at, group in found_with.items() if on_it(material, at, groups[group], terms[group])
    }
    figures = nearest_group(vectors, measured, groups, products, _MEASURED)
    found = [
        Theme(
            tuple(_typical(vectors, group)),
            tuple(at for at, number in against.items() if number == at_group),
            tuple(at for at, number in figures.items() if number == at_group),
            terms[at_group],
        )
        for at_group, group in enumerate(groups)
    ]
    placed = {at for group in groups for at in group}
    return Placed(
        tuple(found),
        vectors,
        tuple(short),
        tuple(at for at in telling if at not in placed and material.tone(at) != "well"),
        tuple(at for at in telling if material.tone(at) == "well" and at not in against),
        tuple(at for at in measured if at not in figures),
    )


def _how(products: Sequence[str]) -> str:
    """Say how themes were found, and which products have too many items to compare each with each."""
    large = sorted(name for name, count in most_first(products).items() if count > themes.AT_ONCE)
    told = "average linkage of cosines within a product"
    if large:
        named = ", ".join(name or "no product" for name in large)
        told += f"; of {named} a sample of {themes.AT_ONCE} items at a time, the rest by the theme nearest to them"
    return told


def near_for(material: Material) -> float:
    """Give how near items of one theme are, by the kind of vectors there are."""
    return themes.NEAR_BY_WORDS if material.made == "words" else themes.NEAR


def _typical(vectors: Matrix, group: Sequence[int]) -> list[int]:
    centre = vectors[list(group)].mean(axis=0)
    return sorted(group, key=lambda at: (-round(float(vectors[at] @ centre), 6), at))


def find_pains(material: Material, as_of: dt.date) -> Pains:
    """Find and rank the pain points of all feedback that was read; every line of them names the items behind it."""
    placed = place(material)
    items = material.items
    spoken = material.spoken
    everybody = by_quarter(material, spoken)
    named = names(
        [theme.terms for theme in placed.themes], [_first(material, theme.members) for theme in placed.themes]
    )
    found = [
        _pain(material, placed.vectors, theme, name, everybody, as_of)
        for theme, name in zip(placed.themes, named, strict=True)
    ]
    found.sort(key=lambda pain: (-pain.score, pain.key))
    pains = [pain for pain in found if pain.voices >= FEWEST]
    leads = [pain for pain in found if pain.voices < FEWEST]
    customers = sum(1 for at in spoken if items[at].customer)
    counted_by: CountedBy = "item" if not customers else "customer" if customers == len(spoken) else "both"
    return Pains(
        as_of=as_of.isoformat(),
        filters=dict(material.filters),
        items=material.counts["items"],
        read=len(items),
        voices=Voices(
            counted_by=counted_by,
            total=material.voices(spoken),
            items=len(spoken),
            with_customer=customers,
        ),
        left_out=LeftOut(
            set_aside=material.counts["set_aside"],
            not_english=material.counts["not_english"],
            duplicates=material.counts["duplicates"],
            too_short=_ids(material, placed.short),
            on_its_own=_ids(material, placed.alone),
            goes_well=_ids(material, placed.well),
            asked=list(material.asked),
            later=list(material.later),
            measured=_ids(material, placed.unplaced),
        ),
        personal_data=sum(private(item.text) for item in items),
        pains=[pain.model_copy(update={"rank": rank}) for rank, pain in enumerate(pains, 1)],
        leads=[pain.model_copy(update={"rank": rank}) for rank, pain in enumerate(leads, len(pains) + 1)],
        method=Method(
            vectors=material.made,
            embedder=material.embedder,
            clustering=_how([item.product for item in items]),
            parameters={"near": near_for(material), "segment_weight": themes.SEGMENT, "against": AGAINST},
            generation=material.generation,
        ),
    )


def _terms(material: Material, places: Sequence[int]) -> Tally:
    """Count the terms to name a theme by, without those of texts that hold personal data."""
    tally = Tally()
    for at in places:
        if not private(material.items[at].text):
            tally.add(material.items[at].text)
    return tally


def _first(material: Material, places: Sequence[int]) -> str:
    """Give the first text that holds no personal data."""
    return next((text for at in places if not private(text := material.items[at].text)), "")


def _ids(material: Material, places: Sequence[int]) -> list[str]:
    return [material.items[at].id for at in places]


def _pain(
    material: Material,
    vectors: Matrix,
    theme: Theme,
    name: Sequence[str],
    everybody: dict[str, set[str]],
    as_of: dt.date,
) -> Pain:
    items = material.items
    about = {stem(word.low) for term in name for word in words(term)}
    gravest: dict[str, int] = {}
    newest: dict[str, float] = {}
    cues = []
    for at in theme.members:
        voice, weighed = material.voice(at) or items[at].id, severity(items[at], material.scales)
        gravest[voice] = max(gravest.get(voice, 0), weighed.level)
        newest[voice] = max(newest.get(voice, 0.0), freshness(items[at].day, as_of))
        if weighed.cue:
            span = weighed.span
            start, end = (span.start, span.end) if span else (None, None)
            cues.append(Cue(id=items[at].id, level=weighed.level, cue=weighed.cue, start=start, end=end))
    voices = len(gravest)
    grave, recent = sum(gravest.values()) / voices, sum(newest.values()) / voices
    members = [items[at] for at in theme.members]
    days = sorted(item.date[:10] for item in members if item.day)
    against = material.voices(theme.contrary)
    kinds: dict[Kind, list[str]] = {
        kind: sorted(items[at].id for at in (*theme.members, *theme.measured) if items[at].kind == kind)
        for kind in KINDS
    }
    measured = [
        made for at in theme.measured if not private(items[at].text) and (made := quote(items[at], about))
    ]
    return Pain(
        rank=0,
        key=members[0].id,
        name=", ".join(name),
        words=list(name),
        score=round(voices * grave * recent, 3),
        voices=voices,
        severity=round(grave, 3),
        recency=round(recent, 3),
        ids=sorted(_ids(material, theme.members)),
        product=members[0].product,
        sources=most_first(item.source or _UNTOLD for item in members),
        segments=segments_of(members, _UNTOLD),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        undated=sum(1 for item in members if not item.day),
        trend=trend(by_quarter(material, list(theme.members)), everybody),
        quotes=unlike(material, vectors, theme.members, about),
        cues=sorted(cues, key=lambda cue: (-cue.level, cue.id)),
        contrary=Contrary(
            voices=against,
            share=round(against / (against + voices), 3),
            ids=_ids(material, theme.contrary),
            quotes=unlike(material, vectors, theme.contrary, about, most=2),
        ),
        kinds=kinds,
        missing=[kind for kind in KINDS if not kinds[kind]],
        measured=measured,
        draft=drafted(members),
    )
