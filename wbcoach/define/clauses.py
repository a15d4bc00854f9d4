"""What people say they think and feel, and in which moment, in their own words: clauses of one item each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.define.acts import Told
from wbcoach.grammar import Span, each_phrase, sentences, trim, words
from wbcoach.grounding import check_quote
from wbcoach.slots.markers import SITUATION
from wbcoach.vocabulary.moods import MOODS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Item

_THINKS: Final = re.compile(
    r"\b(?:I|[Ww]e)(?:['’](?:d|ve|m|re))?\s+(?:(?:\w+ly|just|never|always|still|only|then|also|do|did|can|could|would|have|had|not|don['’]t|didn['’]t|can['’]?t|cannot|couldn['’]t|haven['’]t)\s+){0,3}"
    r"(?:think|thought|know|knew|guess(?:ed)?|suppose[d]?|assum\w+|believ\w+|wonder\w*|expect\w*|understand|understood|suspect\w*|reckon\w*|realis\w+|realiz\w+|want(?:ed)?|wish(?:ed)?|hope[d]?|tell|doubt\w*|trust\w*|decid\w+|remember\w*|forg[eo]t)\b"
)
_FEELS: Final = re.compile(
    r"\b(?:hat(?:e|ed|ing)|lov(?:e|ed|ely)|afraid|fear(?:ed)?|scared|frighten\w*|worr(?:y|ied|ying)|anxious|nervous|embarrass\w*|annoy\w*|frustrat\w*|angry|furious|upset|proud|asham\w+"
    r"|panic\w*|thinking\s+the\s+worst|nightmare|relie(?:f|ved)|happy|glad|pleased|delight\w*|brilliant|guilty|fed\s+up|sick\s+of|dread\w*|shock(?:ed|ing)|exhaust(?:ed|ing)|overwhelm\w*|can['’]t\s+stand)\b",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    r"[.;?!](?=\W|$)|\s[–—-]\s|,\s+(?:so|but|because|which)\b|\s+(?:so|because)\s+(?=I\b|we\b)"
)
_MOMENT_ENDS: Final = re.compile(
    r"[.,;:?!)](?=\W|$)|\s[–—-]\s|\s\(|\s(?=(?:I|we|you)(?:['’]\w+)?\s|it(?:['’]s|\s+(?:is|was|takes|took|gets|got|says|said))\b)|\s(?:because|but|so|then)\b",
    re.IGNORECASE,
)
_JOINS: Final = re.compile(
    r"\b(?:when(?:ever)?|if|while|whilst|after|before|until|till|unless|once|time|as|moment|instant)\Z",
    re.IGNORECASE,
)
_WHOSE: Final = re.compile(r"\s*(?:I|we|you|it)\b", re.IGNORECASE)
# What isn't so, a month of the calendar and an amount are no moment of an episode.
_NO_MOMENT: Final = re.compile(
    r"if\s+.*\b(?:had|were|could|would)\b|(?:in|since|from|by)\s+(?:(?:early|late|mid)[\s-]+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\Z"
    r"|at\s+\d+\s+[a-z]+\Z",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"[^\W\d_]{2,20}:\s+")
_FEWEST, _MOST, _MOST_OF_A_MOMENT = 3, 30, 14


def thoughts_of(item: Item) -> list[Told]:
    """List what the person thinks, knows, wants or asks: clauses of the first person, and their questions."""
    return _told(item, _thoughts(item.text)) if item.is_voice else []


def feelings_of(item: Item) -> list[Told]:
    """List the clauses in which the person names a feeling."""
    return _told(item, _feelings(item.text), fewest=1) if item.is_voice else []


def moments_of(item: Item) -> list[Told]:
    """List the moments that an item names, each with the word that marks it ("when", "after", "at month end")."""
    return _told(item, _moments(item.text), fewest=2, most=_MOST_OF_A_MOMENT) if item.is_voice else []


def _told(item: Item, spans: Iterator[Span], fewest: int = _FEWEST, most: int = _MOST) -> list[Told]:
    text = item.text
    return [
        Told(item, span)
        for span in spans
        if fewest <= len(words(text, span.start, span.end)) <= most
        and check_quote(span.of(text), text, speaker="customer").holds
    ]


def _thoughts(text: str) -> Iterator[Span]:
    for sentence in sentences(text):
        if sentence.of(text).rstrip("\"”')").endswith("?"):
            label = _LABEL.match(text, sentence.start, sentence.end)
            yield Span(label.end() if label else sentence.start, sentence.end)
            continue
        match = _THINKS.search(text, sentence.start, sentence.end)
        if match is not None:
            stop = _ENDS.search(text, match.end(), sentence.end)
            yield trim(text, Span(match.start(), stop.start() if stop else sentence.end), ",")


def _feelings(text: str) -> Iterator[Span]:
    for sentence in sentences(text):
        found = words(text, sentence.start, sentence.end)
        match = _FEELS.search(text, sentence.start, sentence.end)
        moods = [found[start].start for start, _ in each_phrase(found, MOODS, 3)]
        # "Lost six last week" names no feeling; a mood is one where somebody is or feels it.
        moods = [
            at
            for at in moods
            if re.search(r"\b(?:am|['’]m|was|feel|felt|are|were)\s+(?:\w+\s+)?\Z", text[sentence.start : at])
        ]
        if match is None and not moods:
            continue
        at = match.start() if match else moods[0]
        before = [stop.end() for stop in _ENDS.finditer(text, sentence.start, at)]
        stop = _ENDS.search(text, at, sentence.end)
        yield trim(
            text, Span(before[-1] if before else sentence.start, stop.start() if stop else sentence.end), ","
        )


def _moments(text: str) -> Iterator[Span]:
    reach = 0
    for sentence in sentences(text):
        for match in SITUATION.finditer(text, sentence.start, sentence.end):
            if match.start() < reach:
                continue
            # "When I split it": the subject belongs to it; "At month end I split it": the moment ends before.
            who = _WHOSE.match(text, match.end(), sentence.end) if _JOINS.search(match[0]) else None
            stop = _MOMENT_ENDS.search(text, who.end() if who else match.end(), sentence.end)
            reach = stop.start() if stop else sentence.end
            found = trim(text, Span(match.start(), reach), ",.")
            if not _NO_MOMENT.match(found.of(text)):
                yield found
