"""A first draft of a statement from a pain: the template, one customer's words where they fit, gaps for all the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from wbcoach.critique import SlotName
from wbcoach.define.acts import Told
from wbcoach.define.clauses import moments_of
from wbcoach.define.hardships import fit, forced_to, of_oneself, plain_act, troubled_act
from wbcoach.define.quoting import private, quoted
from wbcoach.define.shapes import DraftPart
from wbcoach.define.voices import voice_of
from wbcoach.define.wants import wants
from wbcoach.grammar import Span, words
from wbcoach.vocabulary.persons import plural, third_person
from wbcoach.vocabulary.reversals import roots

if TYPE_CHECKING:
    from wbcoach.evidence import Item

GAPS: Final[dict[SlotName, str]] = {
    "customer": "[who, exactly?]",
    "problem": "[what goes wrong today?]",
    "situation": "[in which moment?]",
    "need": "[get done what?]",
}
# How a slot is headed in a document of ours: no reader of documents takes that for a statement's label, as it does "problem:".
TOLD_AS: Final[dict[SlotName, str]] = {
    "customer": "who",
    "problem": "what they have to do",
    "situation": "when",
    "need": "what they need",
}
_WHEN: Final = re.compile(
    r"(?:when(?:ever)?|(?:every|each|any)\s*time(?:\s+that)?|as\s+soon\s+as|the\s+(?:very\s+)?(?:moment|minute|instant)(?:\s+that)?)\s+",
    re.IGNORECASE,
)
# "Does anyone know when", "as if when": what is asked, or isn't so, is no moment.
_ASKED: Final = re.compile(
    r"\b(?:know|knows|knew|tell|say|says|ask|guess|wonder|see|sure|idea|find\s+out|as)\s+\Z", re.IGNORECASE
)
# "When we got there": of which moment that is, only its speaker's other words tell.
_POINTS_ONLY: Final = frozenset(
    "i we they you he she it this that get gets got go goes went come comes came arrive arrived do does did be am is are was were there here back in out away again".split()
)
_TRIED: Final = 60  # items; the most typical come first
# "To know if it is free" is a question.
_INDIRECT: Final = re.compile(
    r"\b(?:know|tell|see|ask|check|find\s+out|wonder|sure|learn|hear)\b", re.IGNORECASE
)
# A moment that isn't told as a clause: "on Sundays", "after each cold night"; or as one that needs no "when": "if it rains".
_NO_TIME: Final = r"(?:there|it|is|are|was|were|has|have|to|so|at|by|I|we|they|until)\b"
_AT: Final = re.compile(
    r"(?:on|at|in|after|before|during|by)\s+(?!(?:the\s+)?(?:moment|time|times|first|last|end|all|once|least|case|fact|order)\b)"
    rf"(?!{_NO_TIME})[^\s,.;]+(?:\s+(?!{_NO_TIME})[^\s,.;]+){{0,3}}(?![^\s,.;])|(?:if|while|until|after|before)\s+(?:I|we|the|my|our|an?)\s[^,.;]+",
    re.IGNORECASE,
)
_ONESELF: Final = re.compile(
    r"(?:\A|[.!?;]\s+)(?:As\s+(?:an?|the)\s+(?P<who>[^,.;!?]{3,40}?)(?:,\s*|\s+)(?=I\b|we\b|my\b))"
)


def drafted(items: Sequence[Item]) -> list[DraftPart]:
    """Fill the template's parts from a pain's items: a hardship of one person with a moment of it, who they are, and what people want done.

    Args:
        items: of the pain, the most typical first; of many only the first are read.
    """
    telling = [item for item in items[:_TRIED] if voice_of(item) and not private(item.text)]
    kinds = (forced_to, troubled_act, plain_act)
    tried = [(kind, *_of_one(telling, kind, own=own)) for own in (False, True) for kind in kinds]
    told = [pair for pair in tried if pair[1] and (pair[2] or pair[0] is forced_to)]
    _, hardship, moment = next(
        iter([*told, *(pair for pair in tried if pair[1]), *(pair for pair in tried if pair[2]), tried[0]])
    )
    moment = moment or _akin_moment(hardship, telling)
    needs = sorted(_needs(telling, hardship), key=of_oneself)  # words about the speaker's own life come last
    need = needs[0] if needs else None
    parts: dict[SlotName, Told | None] = {"problem": hardship, "situation": moment, "need": need}
    return [_customer(telling, hardship), *(_part(slot, told) for slot, told in parts.items())]


def _of_one(
    items: Iterable[Item], hardship_in: Callable[[Item], Iterator[Told]], *, own: bool
) -> tuple[Told | None, Told | None]:
    """Give hardship and moment of the first person who tells both, else of the first who tells one."""
    best: tuple[Told | None, Told | None] = (None, None)
    for item in items:
        hardship = next((told for told in hardship_in(item) if own or not of_oneself(told)), None)
        found = (hardship, _moment(item, hardship, own=own))
        if _weight(*found) > _weight(*best):
            best = found
        if all(best):
            break
    return best


def _weight(hardship: Told | None, moment: Told | None) -> int:
    return 2 * (hardship is not None) + (moment is not None)


def _akin_moment(hardship: Told | None, items: Iterable[Item]) -> Told | None:
    """Find a moment that another person tells of the same hardship: they share a word of it."""
    if hardship is None:
        return None
    told = roots(words(hardship.words))
    akin = (item for item in items if told & roots(words(item.text)))
    return next((moment for item in akin if (moment := _moment(item, hardship, own=True))), None)


def _customer(items: Sequence[Item], hardship: Told | None) -> DraftPart:
    """Name who has it: the segment of most people heard, else what the one who tells the hardship says they are."""
    voices: dict[str, str] = {}
    for item in items:
        voices.setdefault(str(voice_of(item)), item.segment.strip())
    segments = Counter(segment for segment in voices.values() if segment)
    named, count = segments.most_common(1)[0] if segments else ("", 0)
    if 2 * count > len(voices) and (who := plural(named)):
        ids = sorted(item.id for item in items if item.segment.strip() == named)
        return DraftPart(slot="customer", text=who, said=None, ids=ids)
    if (
        hardship is not None
        and (match := _ONESELF.search(hardship.item.text))
        and (who := plural(match["who"]))
    ):
        return DraftPart(slot="customer", text=who, said=quoted(hardship.item, Span(*match.span("who"))))
    return DraftPart(slot="customer", text=GAPS["customer"], said=None)


def written(parts: Iterable[DraftPart]) -> str:
    """Put the parts into the template; a moment that isn't told as a clause stands without "when"."""
    by_slot = {part.slot: part.text for part in parts}
    moment = by_slot["situation"]
    return (
        f"Today, {by_slot['customer']} have to {by_slot['problem']} {'' if _AT.match(moment) else 'when '}{moment}. "
        f"Customers need a way to {by_slot['need']}."
    )


def _part(slot: SlotName, told: Told | None) -> DraftPart:
    if told is None:
        return DraftPart(slot=slot, text=GAPS[slot], said=None)
    text = third_person(told.words)
    if slot == "situation" and _AT.match(text):
        text = text[0].lower() + text[1:]
    return DraftPart(slot=slot, text=text, said=quoted(told.item, told.span))


def _moment(item: Item, hardship: Told | None, *, own: bool) -> Told | None:
    """Find the moment of a hardship: a clause that "when" can stand before, else a time such as "on Sundays"."""
    at_a_time = None
    for moment in moments_of(item):
        if _ASKED.search(item.text, 0, moment.span.start):
            continue
        clause = _WHEN.match(item.text, moment.span.start, moment.span.end)
        time = _AT.match(item.text, moment.span.start, moment.span.end)
        if not (clause or (time and at_a_time is None)):
            continue
        if time and _INDIRECT.search(item.text, 0, moment.span.start) and time[0].lower().startswith("if"):
            continue
        span = Span(clause.end(), moment.span.end) if clause else Span(*time.span()) if time else moment.span
        if hardship is not None and hardship.item is item and hardship.span.overlaps(span):
            continue
        if _POINTS_ONLY.issuperset(word.low for word in words(item.text, span.start, span.end)):
            continue
        told = fit(item, span, clause=bool(clause))
        if told is None or (not own and of_oneself(told)):
            continue
        if clause:
            return told
        at_a_time = told
    return at_a_time


def _needs(items: Iterable[Item], hardship: Told | None) -> Iterator[Told]:
    """Find the wants of these people in their place; one that only names a thing is none, nor is the hardship itself."""
    for item in items:
        for want in wants(item.text):
            if want.done is None or want.form == "thing":
                continue
            if hardship is not None and hardship.item is item and hardship.span.overlaps(want.done):
                continue
            if told := fit(item, want.done):
                yield told
