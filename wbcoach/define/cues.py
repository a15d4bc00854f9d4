"""What an item's own words tell of how it goes: well or badly, and how grave it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from wbcoach.define.lost_time import lost_time
from wbcoach.evidence import Item
from wbcoach.figures import figures
from wbcoach.grammar import Span, sentences
from wbcoach.vocabulary.leaving import IN_A_STATE
from wbcoach.vocabulary.polarity import bad_news
from wbcoach.vocabulary.praising import NEAR_BY, PRAISED, TURNS, weighed
from wbcoach.vocabulary.screen import screened

Tone = Literal["well", "mixed", "badly", "open"]
MILD, COSTLY, GRAVE = 1, 2, 3

_DENIED: Final = re.compile(
    r"(?:no|nope|never|not\s+(?:really|here|for\s+(?:me|us)|in\s+our\s+\w+|once))\b(?!\s+(?:one|way|idea|answer|reply|luck|chance|help|longer|more)\b)",
    re.IGNORECASE,
)
# Leaving, harm, or something lost that does not come back.
_GRAVE: Final = screened(
    rf"\b(?:(?:i|we|they|people|customers?|clients?|contributors?)\s+(?:have\s+|has\s+|['’]ve\s+)?(?:left|leave|cancell?ed|switched|quit)\b(?<!before\si\sleave)(?<!before\swe\sleave)(?<!when\si\sleave)(?<!when\swe\sleave)(?!\s+(?:home|work|early|it|them|(?:the|my|our)\s+(?:house|flat|office|building|car|car\s+park|desk|site|room|ward))\b)(?!{IN_A_STATE})|left\s+(?:because|for\s+another)|gave\s+up|give\s+up|giving\s+up|no\s+deal|won['’]t\s+(?:recommend|renew|come\s+back)|(?<!when\si\s)(?<!when\swe\s)(?<!after\si\s)(?<!after\swe\s)moved\s+(?:on\s+)?to\s+(?:another|a\s+competitor)|(?:nearly\s+|almost\s+|probably\s+)?los[te]\s+(?:the|a|my|our|their|one|that|some|\d+|\w+)\s+(?:clients?|customers?|jobs?|orders?|sales?|patients?|contracts?)"
    r"|hospital|ambulance|injur\w+|bleed\w*|overdos\w+|unsafe|danger\w*|chest\s+pain|sued|court|stolen|(?:did|do)(?:n['’]t|\s+not)\s+(?:turn|show)\s+up|sen[dt]\s+(?:\w+\s+)?(?:home|away)|turn(?:ed)?\s+(?:\w+\s+)?away|outage|blackout)\b",
    re.IGNORECASE,
)
# Money, face or work that it takes each time; time lost is found apart.
_COSTLY: Final = screened(
    r"\b(?:by\s+hand|line\s+by\s+line|one\s+by\s+one|over\s+and\s+over|again|lost|los(?:e|es|ing)|wast(?:e|ed|ing)|embarrass\w*|afraid|worr(?:y|ied)|worst|hate|charged|paid|paying|costs?|locked\s+out|stuck|fail(?:s|ed|ing)?|vanish\w*|wrong|nobody|no\s+way|nightmare|mess|unpredictable|chas(?:e|es|ing))\b",
    re.IGNORECASE,
)
_LEAVING_SOURCE: Final = re.compile(r"churn|exit|cancel|incident|complaint", re.IGNORECASE)
_LOW: Final = 0.3


@dataclass(frozen=True)
class Severity:
    """How grave an item's own words make it, 1 to 3, and the words, source or rating that say so."""

    level: int
    cue: str
    span: Span | None = None


def tops(items: Iterable[Item]) -> dict[str, float]:
    """Give the top of each source's rating scale: 5 where no rating is above it, else 10."""
    highest: dict[str, float] = {}
    for item in items:
        if item.rating is not None:
            highest[item.source] = max(highest.get(item.source, 0.0), item.rating)
    return {source: 5.0 if top <= 5.0 else 10.0 if top <= 10.0 else 100.0 for source, top in highest.items()}


def tone(item: Item, scales: Mapping[str, float]) -> Tone:
    """Say whether an item tells that things go well: by the last sentence that says so or the opposite, else by its rating.

    Praise that a "but" takes back, or that is for other people, counts for nothing; so does praise beside
    a figure that tells of trouble.
    """
    text = item.text
    last, praised, blamed = 0, False, False
    for sentence in sentences(text):
        value = weighed(text, sentence)
        praised, blamed = praised or value > 0, blamed or value < 0
        last = value or last
    if asked_and_denied(text):
        return "well"
    if praised:
        return "well" if last > 0 and not bad_news(text) else "mixed"
    if blamed:
        return "badly"
    return "well" if at_the_top(item, scales) else "open"


def at_the_top(item: Item, scales: Mapping[str, float]) -> bool:
    """Say whether an item has a rating at the top of its scale."""
    return item.rating is not None and item.rating >= 0.9 * scales.get(item.source, 10.0)


def taken_back(text: str) -> bool:
    """Say whether praise is taken back in the same sentence, or is for other people: "fine, but", "fine for some"."""
    return any(TURNS.match(text, cue.end(), cue.end() + NEAR_BY) for cue in PRAISED.finditer(text))


def asked_and_denied(text: str) -> bool:
    """See a question that the speaker puts and answers with a plain no: "Trouble with X? ... No."."""
    told = sentences(text)
    return any(
        text[ask.start : ask.end].rstrip().endswith("?")
        and any(
            _DENIED.match(text, later.start, later.end) and later.end - later.start <= NEAR_BY
            for later in told[at + 1 :]
        )
        for at, ask in enumerate(told)
    )


def severity(item: Item, scales: Mapping[str, float]) -> Severity:
    """Weigh an item by its own words: 3 leaving or harm, 2 time lost or waited, money or face, or a rating at the foot of its scale, 1 the rest."""
    if found := _GRAVE.search(item.text):
        return Severity(GRAVE, found[0], Span(found.start(), found.end()))
    if _LEAVING_SOURCE.search(item.source):
        return Severity(GRAVE, f"source: {item.source}")
    if found := _COSTLY.search(item.text) or lost_time(item.text):
        return Severity(COSTLY, found[0], Span(found.start(), found.end()))
    spent = next((one for one in figures(item.text) if one.unit == "money"), None)
    if spent is not None:
        return Severity(COSTLY, spent.span.of(item.text), spent.span)
    if item.rating is not None and item.rating <= _LOW * scales.get(item.source, 10.0):
        return Severity(COSTLY, f"rating: {item.rating:g}")
    return Severity(MILD, "")
