"""What a statement says, in the forms in which feedback is held against it; build it once for each statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wbcoach.figures import values_of
from wbcoach.grammar import Span, content, stem, words
from wbcoach.lexicon import GENERIC_PEOPLE, names_people
from wbcoach.measures import Measure, measures
from wbcoach.vocabulary.polarity import SLOW, Told
from wbcoach.vocabulary.reversals import Denials, first_acts, lacking, rising, roots
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from wbcoach.evidence import Item
    from wbcoach.figures import Figure
    from wbcoach.statement import Statement

_NO_SEGMENT = frozenset({"", "unknown", "n/a", "none", "all", "various", "mixed", "other"})
_BODIES = frozenset(
    map(
        stem,
        "organisation organization business company firm team group account client agency studio shop".split(),
    )
)
_DENIAL = 24
_DENIES = r"\b(?:not|never|no|none|nobody|cannot|without|refuse|refuses|avoid|avoids|stop|stops|fail\s+to|unable\s+to|\w+n['’]t|no\s+one|neither)\s"
_DENYING = screened(_DENIES, re.IGNORECASE)
_DENIED = re.compile(rf"{_DENIES}+(?:[\w'’-]+\s+){{0,2}}$", re.IGNORECASE)
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
_GENERAL = frozenset("know get have keep find be do see make go let stop".split())
_FEW, _SMALL = 5, 12
_A_WAIT = 8.0  # minutes; a small part of it is no wait
# "25 minutes of a 4 hour shift", "40 minutes of every 8-hour day"
_A_PART_OF = re.compile(
    r"\s+(?:out\s+)?(?:of|in|per|during|within)\s+(?:(?:an?|the|each|every|one|my|our|their)\s+)?\Z",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"\d\W*(?:minute|hour|day|week|month)\Z|\w-(?:minute|hour|day|week|month)\Z", re.IGNORECASE
)


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
        denying = [match.start() for match in _DENYING.finditer(text)]
        found = [
            word
            for word in content(self.statement.words())
            if not (need and need.start <= word.start < need.end)
            and not (
                denying
                and any(0 < word.start - start <= _DENIAL for start in denying)
                and _DENIED.search(text, max(0, word.start - _DENIAL), word.start)
            )
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
    def needed(self) -> frozenset[str]:
        """The roots of the words of the need."""
        need = self.statement.slots.need
        return roots(self.statement.words(need)) if need else frozenset()

    @cached_property
    def need_acts(self) -> frozenset[str]:
        """The root of what people need a way to do."""
        need = self.statement.slots.need
        return first_acts(self.statement.words(need)) if need else frozenset()

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
        """The measures that the statement tells outside its need; what one of them is a part of measures no hardship."""
        need = self.statement.need_sentence
        every = measures(self.statement.text)
        return tuple(
            one
            for number, one in enumerate(every)
            if not (need and need.covers(one.figure.span))
            and (one.figure.unit in ("percent", "share") or one.figure.value > _SMALL)
            and not (number and _is_whole(self.statement.text, every[number - 1].figure, one.figure))
        )

    @cached_property
    def counts(self) -> tuple[Figure, ...]:
        """The statement's figures that are more than a few; feedback that has one of them is what it rests on."""
        found = (one for one in values_of(self.statement.text) if one.measures)
        return tuple(one for one in found if one.unit != "count" or one.value > _FEW)

    @cached_property
    def minutes(self) -> float:
        """How long the statement says that the hardship takes each time; 0 where it isn't one of time."""
        text, need, problem = self.statement.text, self.statement.need_sentence, self.statement.slots.problem
        told = Span(0, need.start) if need and need.start else problem
        if told is None or not SLOW.search(text, told.start, told.end):
            return 0.0
        near = [slot for slot in (problem, self.statement.slots.situation) if slot]
        lengths = [
            one.figure.value
            for one in measures(text)
            if one.figure.unit == "duration"
            and not one.rate
            and any(slot.covers(one.figure.span) for slot in near)
        ]
        named = [length for word, length in _LENGTHS.items() if word in told.of(text).lower()]
        return max(
            [*lengths, *named],
            default=_A_WAIT if problem and SLOW.search(text, problem.start, problem.end) else 0.0,
        )

    def same_segment(self, item: Item) -> bool:
        """Say whether the item speaks of the same people as the statement."""
        segment = {stem(word.low) for word in content(words(item.segment))}
        people = {stem(word.low) for word in words(item.segment) if names_people(word.low)}
        return bool(self.who & (people or segment))

    def other_kind(self, item: Item) -> bool:
        """Say whether the item's segment names people of another kind; a kind of organisation may be the same people."""
        told = {word.low for word in words(item.segment)}
        people = any(names_people(one) and stem(one) not in _BODIES for one in told)
        return people and item.is_voice and self.other_segment(item)

    def other_segment(self, item: Item) -> bool:
        """Say whether the item names people, and other ones."""
        return (
            item.segment.lower() not in _NO_SEGMENT
            and bool(self.who)
            and not self.same_segment(item)
            and not item.segment.lower().startswith("all ")
        )


def _is_whole(text: str, part: Figure, whole: Figure) -> bool:
    """Say whether a figure only says how long that is which the one before it is a part of."""
    between = text[part.span.end : whole.span.start]
    return bool(_A_PART_OF.fullmatch(between) and _ATTRIBUTE.search(whole.span.of(text)))
