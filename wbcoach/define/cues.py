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
from wbcoach.vocabulary.polarity import BADLY, WELL, bad_news
from wbcoach.vocabulary.reversals import eased, wondered
from wbcoach.vocabulary.screen import screened

Tone = Literal["well", "mixed", "badly", "open"]
MILD, COSTLY, GRAVE = 1, 2, 3

_TURNS: Final = re.compile(
    r"[\s,;]+(?:but|except|however|although|though|only|yet|until|if|when\s+it)\b|\s+for\s+(?:other|some|most|normal)\s+\w+",
    re.IGNORECASE,
)
PRAISED: Final = re.compile(
    r"\b(?:fine|ok|okay|easy|great|good|quick|nice|lovely|love|like|liked|works?|brilliant|kind|friendly|fast)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"(?:no|nope|never|not\s+(?:really|here|for\s+(?:me|us)|in\s+our\s+\w+|once))\b(?!\s+(?:one|way|idea|answer|reply|luck|chance|help|longer|more)\b)",
    re.IGNORECASE,
)
_NEAR_BY: Final = 24
# A hardship that is denied is praise: "never had to wait", "none of our cards has been declined".
_SPARED: Final = re.compile(
    r"\b(?:never|not\s+once|no\s+longer|not(?!\s+(?:only|just))|no(?!\s+(?:wonder|idea|way|matter))|nothing|nobody|no[\s-]one|without|free\s+of|neither|hardly|have\s+yet\s+to|not\s+one\s+(?:\w+\s+){0,3}?(?:has|have|had|was|were|is|are)|none(?:\s+of\s+(?:\w+\s+){1,4}?(?:has|have|had|was|were|is|are))?|\w+n['’]t)"
    r"\s+(?:(?:yet|ever|once|been|being|had|have|has|be|to|a|an|any|the|single|one|got|get|gets|even|ever|is|are|was|were|feel|felt|for|my|our|more|longer|too|that|so|very|in|by)\s+){0,6}"
    r"(?P<fault>waits?|waited|waiting|queues?|queued|miss(?:ed)?(?!\s+a\s+chance)|los[et]|lost|late|delays?|delayed|declined|refused|rejected|charged|overcharged|billed|fined|fees?|wrong|broken?|fail(?:ed|s|ures?)?|stuck|damaged|cancelled|canceled|turned\s+away|locked\s+out|chase|chased|redo|repeat|problems?|issues?|trouble|errors?|mistakes?|mix-?ups?|complaints?|complain|surprises?|surprised|fuss|hassle|bother|slow|hard|difficult|confus\w+|worr\w+|afraid|by\s+hand|missing|wasted?|stolen|dirty|cold|forget|forgot(?:ten)?|guess|argue|argued|asked\s+(?:twice|again))\b",
    re.IGNORECASE,
)
# Leaving, harm, or something lost that does not come back.
_GRAVE: Final = screened(
    r"\b(?:(?:i|we|they|people|customers?|clients?|contributors?)\s+(?:have\s+|has\s+|['’]ve\s+)?(?:left|leave|cancell?ed|switched|quit)\b|left\s+(?:because|for\s+another)|gave\s+up|give\s+up|giving\s+up|no\s+deal|won['’]t\s+(?:recommend|renew|come\s+back)|moved\s+(?:on\s+)?to\s+(?:another|a\s+competitor)|(?:nearly\s+|almost\s+|probably\s+)?los[te]\s+(?:the|a|my|our|their|one|that|some|\d+|\w+)\s+(?:clients?|customers?|jobs?|orders?|sales?|patients?|contracts?)"
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
        value = _value(text, sentence)
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


def praising(text: str, sentence: Span) -> bool:
    """Say whether a sentence tells that something goes well, more than it tells the opposite."""
    return _value(text, sentence) > 0


def _value(text: str, sentence: Span) -> int:
    praise = [
        cue
        for cue in WELL.finditer(text, sentence.start, sentence.end)
        if not _TURNS.match(text, cue.end(), min(sentence.end, cue.end() + _NEAR_BY))
        and not wondered(text, cue.start())
    ]
    spared = list(_SPARED.finditer(text, sentence.start, sentence.end))
    blame = [
        cue
        for cue in BADLY.finditer(text, sentence.start, sentence.end)
        if not any(one.start() <= cue.start() < one.end() for one in spared)
    ]
    turned = bool(_TURNS.search(text, sentence.start, sentence.end))
    well = len(praise) + (0 if blame or turned else max(eased(sentence.of(text)), len(spared)))
    if well > len(blame):
        return 1
    if well and well == len(blame):
        return 1 if praise and praise[0].start() < blame[0].start() else 0
    return -1 if blame else 0


def taken_back(text: str) -> bool:
    """Say whether praise is taken back in the same sentence, or is for other people: "fine, but", "fine for some"."""
    return any(_TURNS.match(text, cue.end(), cue.end() + _NEAR_BY) for cue in PRAISED.finditer(text))


def asked_and_denied(text: str) -> bool:
    """See a question that the speaker puts and answers with a plain no: "Trouble with X? ... No."."""
    told = sentences(text)
    return any(
        text[ask.start : ask.end].rstrip().endswith("?")
        and any(
            _DENIED.match(text, later.start, later.end) and later.end - later.start <= _NEAR_BY
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
