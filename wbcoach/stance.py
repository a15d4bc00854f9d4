"""How a piece of feedback stands to a statement: it supports it, contradicts it, or is only related.

Feedback contradicts only on the same subject and the same segment, and when it says that things go well
where the statement says that they don't. A high retrieval score alone proves nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wbcoach.evidence import Found, Item, Stance
from wbcoach.figures import figures, same_value, values_of
from wbcoach.grammar import Span, content, sentences, stem, words
from wbcoach.lexicon import GENERIC_PEOPLE, names_people
from wbcoach.measures import Measure, measures
from wbcoach.vocabulary.bearings import bearing
from wbcoach.vocabulary.polarity import BADLY, SLOW, WELL, Told, bad_news, good_news
from wbcoach.vocabulary.reversals import (
    Denials,
    eased,
    elsewhere,
    first_acts,
    lacking,
    of_the_past,
    opens_on_a_thing,
    other_moment,
    other_people,
    rising,
    root,
    roots,
    told_of_oneself,
    turned_round,
)
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from wbcoach.statement import Statement

_ASKED = re.compile(
    r"\s*(?:please\s+)?(?:add|build|make|give\s+us|need(?:s)?\s+(?:a|an|the)|we\s+need|you\s+should|i\s+want|want|wish|(?:i\s+|we\s+|i['’]d\s+|we['’]d\s+)?(?:would\s+)?(?:love|like)\s+(?:to|an?|some)(?=\s))\b|.{0,40}\b(?:pls|please)\W*$",
    re.IGNORECASE,
)
_NO_SEGMENT = frozenset({"", "unknown", "n/a", "none", "all", "various", "mixed", "other"})
_QUOTE_LENGTH = 260
_ROOT = 4
_DENIAL = 24
_DENIED = screened(
    r"\b(?:not|never|no|none|nobody|cannot|without|refuse|refuses|avoid|avoids|stop|stops|fail\s+to|unable\s+to|\w+n['’]t|no\s+one|neither)\s+(?:[\w'’-]+\s+){0,2}$",
    re.IGNORECASE,
)
_LENGTHS = {
    "minutes": 5.0,
    "hours": 120.0,
    "days": 2880.0,
    "fortnight": 20160.0,
    "weeks": 20160.0,
    "weekend": 2880.0,
    "whole day": 1440.0,
    "months": 86400.0,
    "forever": 60.0,
}
_LIKING = re.compile(r"lov|brilliant|happy", re.IGNORECASE)
_GENERAL = frozenset("know get have keep find be do see make go let stop".split())
_FEW, _LIKED, _SMALL = 5, 2, 12
_A_WAIT = 8.0  # minutes; less than a quarter of it is no wait
NEAR, CLOSE = 0.34, 0.45


@dataclass(frozen=True)
class Claim:
    """What a statement says, as stems to compare with; build it once for each statement."""

    statement: Statement

    @cached_property
    def about(self) -> frozenset[str]:
        """The stems of hardship, moment and need; of the whole text where no slot was found."""
        slots = self.statement.slots
        spans = [span for span in (slots.problem, slots.situation, slots.need) if span]
        found = [word for span in spans or [self.statement.whole] for word in self.statement.words(span)]
        return frozenset(stem(word.low) for word in content(found))

    @cached_property
    def who(self) -> frozenset[str]:
        """The stems that name the customer."""
        customer = self.statement.slots.customer
        found = self.statement.words(customer) if customer else []
        return frozenset(stem(word.low) for word in content(found) if word.low not in GENERIC_PEOPLE)

    @cached_property
    def query(self) -> str:
        """The words to search with: the claim without the template's own."""
        slots = self.statement.slots
        spans = [
            span
            for span in (slots.customer, slots.problem, slots.situation, slots.need, slots.proposal)
            if span
        ]
        return " ".join(span.of(self.statement.text) for span in spans) or self.statement.whole.of(
            self.statement.text
        )

    @cached_property
    def told(self) -> Told:
        """What the statement says happens (all of it but the need, where nothing denies it), and when."""
        text, need, moment = self.statement.text, self.statement.need_sentence, self.statement.slots.situation
        found = [
            word
            for word in content(self.statement.words())
            if not (need and need.start <= word.start < need.end)
            and not _DENIED.search(text, max(0, word.start - _DENIAL), word.start)
        ]
        when = self.statement.words(moment) if moment else []
        acts = frozenset(stem(word.low) for word in found)
        return Told(
            acts,
            frozenset(stem(w.low) for w in content(when)),
            self.about | self.who | acts,
            self.denials.things,
            self.denials.lacks,
            self.wanted,
        )

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The stem of what people need to do, where it is no general word such as "know"."""
        need = self.statement.slots.need
        acts = [stem(word.low) for word in content(self.statement.words(need) if need else [])][:1]
        return frozenset(act for act in acts if act not in _GENERAL | self.denials.things)

    @cached_property
    def denials(self) -> Denials:
        """What feedback would have to deny, or to have, in order to turn the statement round."""
        text, need, slots = self.statement.text, self.statement.need_sentence, self.statement.slots
        end = need.start if need and need.start else len(text)
        lacks = lacking(text, 0, end)
        problem = self.statement.words(slots.problem) if slots.problem else []
        things = roots(problem) - lacks
        when = self.statement.words(slots.situation) if slots.situation else []
        moment = roots(when) - lacks
        return Denials(first_acts(problem) - lacks, things, lacks, moment, self.known, rising(text, 0, end))

    @cached_property
    def known(self) -> frozenset[str]:
        """The roots of all words of the statement."""
        return roots(self.statement.words())

    @cached_property
    def measured(self) -> tuple[Measure, ...]:
        """The measures that the statement tells outside its need."""
        need = self.statement.need_sentence
        return tuple(
            one
            for one in measures(self.statement.text)
            if not (need and need.covers(one.figure.span))
            and (one.figure.unit in ("percent", "share") or one.figure.value > _SMALL)
        )

    @cached_property
    def minutes(self) -> float:
        """How long the statement says that the hardship takes; 0 where it isn't one of time."""
        text, need, problem = self.statement.text, self.statement.need_sentence, self.statement.slots.problem
        told = Span(0, need.start) if need and need.start else problem
        if told is None or not SLOW.search(text, told.start, told.end):
            return 0.0
        near = [slot for slot in (problem, self.statement.slots.situation) if slot]
        lengths = [
            f.value for f in figures(text) if f.unit == "duration" and any(slot.covers(f.span) for slot in near)
        ]
        named = [length for word, length in _LENGTHS.items() if word in told.of(text).lower()]
        return max([*lengths, *named], default=_A_WAIT if problem and SLOW.search(text, problem.start, problem.end) else 0.0)

    def same_segment(self, item: Item) -> bool:
        """Say whether the item speaks of the same people as the statement."""
        segment = {stem(word.low) for word in content(words(item.segment))}
        people = {stem(word.low) for word in words(item.segment) if names_people(word.low)}
        return bool(self.who & (people or segment))

    def other_segment(self, item: Item) -> bool:
        """Say whether the item names people, and other ones."""
        return (
            item.segment.lower() not in _NO_SEGMENT
            and bool(self.who)
            and not self.same_segment(item)
            and not item.segment.lower().startswith("all ")
        )


def stand(claim: Claim, item: Item, *, similarity: float = 0.0, linked: bool = False) -> Found:
    """Judge one item against a claim, and choose the words of it to quote.

    Args:
        claim: what the statement says.
        item: the feedback.
        similarity: cosine of the dense vectors, 0 where there are none.
        linked: whether the author gave the item as evidence.
    """
    quote = _best_words(claim, item)
    shared = len(claim.about & {stem(word.low) for word in content(words(item.text))})
    near = similarity >= NEAR or shared >= 2 or (linked and counted_well(claim, item))
    same = claim.same_segment(item)
    told = (claim.known - claim.who) & roots(words(item.text))
    stance: Stance = "related"
    well = _goes_well(claim, item, quote)
    turned = (near or linked) and turned_round(item.text, claim.denials)
    counted = linked and counted_well(claim, item)
    apart = (linked or well or turned) and (
        of_the_past(item.text)
        or elsewhere(item.text, claim.known)
        or other_moment(item.text, claim.denials.moment | claim.who)
        or other_people(item.text, claim.who, claim.known)
    )
    if (
        (near or turned or (linked and told))
        and (well or turned)
        and (counted or not _ASKED.match(item.text))
        and not apart
        and not claim.other_segment(item)
        and (shared >= 1 or linked or similarity >= CLOSE)
    ):
        stance = "contradicts"
    elif linked and differs(claim, item):
        stance = "contradicts"
    elif well or apart or _ASKED.match(item.text):
        stance = "related"  # a wish for a thing is no hardship
    elif linked:
        stance = "supports" if same or _goes_along(claim, item, len(told)) else "related"
    elif similarity >= CLOSE or shared >= 3 or (same and near):
        stance = "supports"
    return Found(item, linked, stance, max(similarity, min(1.0, shared / 6)), quote.start, quote.end)


def counted_well(claim: Claim, item: Item) -> bool:
    """Say whether figures of the item tell that the same thing goes well."""
    if not good_news(item.text, claimed=claim.told, minutes=claim.minutes):
        return False
    mine = [
        one
        for one in values_of(claim.statement.text)
        if one.measures and (one.unit != "count" or one.value > _FEW)
    ]
    # else the statement rests on this item
    return not any(same_value(figure, other) for figure in mine for other in values_of(item.text))


def _goes_along(claim: Claim, item: Item, shared: int) -> bool:
    """Say whether an item that an author gave can be on the same hardship: by its words, or as somebody's own story."""
    if shared >= _LIKED:
        return True
    if any(_LIKING.match(cue[0]) for cue in WELL.finditer(item.text)):
        return False
    return not opens_on_a_thing(item.text) if shared else told_of_oneself(item.text)


def differs(claim: Claim, item: Item) -> bool:
    """Say whether the item gives another number for what the statement measures, beyond honest rounding."""
    return any(
        bearing(mine, (Found(item),), subject=claim.about).how == "contradicted" for mine in claim.measured
    )


def _goes_well(claim: Claim, item: Item, quote: Span) -> bool:
    """Say whether the item tells that things go well: its words decide, then a rating at the top of its scale.

    A cue that is the statement's own subject ("failure" in a statement on failures) says nothing.
    """
    if counted_well(claim, item):
        return True
    well = sum(_on_it(claim, item, cue) for cue in WELL.finditer(item.text)) + eased(item.text)
    badly = sum(not _is_subject(claim, cue[0].lower().split()[-1]) for cue in BADLY.finditer(item.text))
    if well and bad_news(item.text, claimed=claim.told, minutes=claim.minutes):
        return False
    if well:
        return well > badly
    if BADLY.search(quote.of(item.text)) or item.rating is None:
        return False
    top = 5 if "app" in item.source or "star" in item.source else 10
    return item.rating >= 0.9 * top


def _on_it(claim: Claim, item: Item, cue: re.Match[str]) -> bool:
    """Say whether a word of praise stands in a sentence on the statement's subject; mere liking has to be on the hardship."""
    sentence = next((one for one in sentences(item.text) if one.start <= cue.start() < one.end), None)
    if sentence is None:
        return False
    told = {root(word.low) for word in words(item.text, sentence.start, sentence.end)}
    liking = _LIKING.match(cue[0])
    if liking:
        return len(told & claim.denials.things) >= _LIKED
    return bool(told & (claim.known - claim.who))


def _is_subject(claim: Claim, cue: str) -> bool:
    """Say whether a cue is of the statement's own words, in whatever form: "failure" of "fails"."""
    root = stem(cue)
    return any(
        root == own
        or (len(own) >= _ROOT and root.startswith(own))
        or (len(root) >= _ROOT and own.startswith(root))
        for own in claim.about
    )


def _best_words(claim: Claim, item: Item) -> Span:
    """Choose the sentence that shares most with the claim, with a neighbour where there is room."""
    parts = sentences(item.text)
    if not parts:
        return Span(0, len(item.text))
    weights = [
        len(claim.about & {stem(word.low) for word in content(words(item.text, part.start, part.end))})
        for part in parts
    ]
    best = max(range(len(parts)), key=lambda index: (weights[index], -index))
    span = parts[best]
    for other in (best + 1, best - 1):
        if 0 <= other < len(parts):
            wider = Span(min(span.start, parts[other].start), max(span.end, parts[other].end))
            if wider.end - wider.start <= _QUOTE_LENGTH:
                span = wider
    if span.end - span.start > _QUOTE_LENGTH:
        cut = item.text.rfind(" ", span.start, span.start + _QUOTE_LENGTH)
        span = Span(span.start, cut if cut > span.start else span.start + _QUOTE_LENGTH)
    return span
