"""One wrong digit costs the whole document its trust."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from wbcoach.figures import PERIOD, is_claim
from wbcoach.grammar import Span, content, stem, words
from wbcoach.grounding import check_quote
from wbcoach.lexicon import GENERIC_PEOPLE, names_people
from wbcoach.measures import measures
from wbcoach.pitfall import Example, Hit
from wbcoach.stance import Claim
from wbcoach.vocabulary.bearings import bearing
from wbcoach.vocabulary.wishes import hoped_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier, Found
    from wbcoach.figures import Figure
    from wbcoach.statement import Statement

CODE = "D07"
LENS = "data"
SEVERITY = "blocker"
MESSAGE = "This differs from its source."
QUESTION = "I find something else in this item; which one is right?"
ASKED = "I find something else in this item than “{words}”; which one is right?"
LOOK_FOR = "A figure or a quotation that a cited or linked item gives differently: another number for the same thing and period, or other words between quotation marks; honest rounding, equal units and shares that the item's own counts give are fine."
BAD = [
    Example(
        "Today, lock keepers have to crank the gates by hand when the pump trips, 145 hours last autumn. Boat crews need a way to pass before the tide turns.",
        (("duty_log", "Sept to Nov 2025: 154 hours of cranking the gates by hand."),),
    ),
    Example(
        'Today, visitors have to queue twice when the tower is full ("we waited for ages and were told to come back", guest book, May). They need a way to choose another hour.',
        (("guest_book", "We waited for minutes and were never told to come back."),),
    ),
    Example(
        "Today, ferry stewards have to recount cars by hand when the gate counter stops, which happened on 61 sailings in June 2026. Customers need a way to cast off with the right number aboard.",
        (
            ("deck_log", "June 2026: the gate counter stopped on 16 sailings of 240."),
            ("interview", "I walk the deck with a clicker."),
        ),
    ),
    Example(
        'Today, beekeepers have to open every hive when the weather turns; one said "I never know which colony is starving". Customers need a way to tell a light hive from a heavy one.',
        (("interview", "I mostly know which colony is starving, but the far ones I have to open."),),
    ),
    Example(
        "Today, piano teachers have to spend three hours a day moving lessons when a school trip is announced. Customers need a way to keep a pupil's hour.",
        (("diary_study", "May 2026, 7 teachers: moving lessons took three hours a month on average."),),
    ),
]
GOOD = [
    Example(
        "Today, ferry stewards have to recount cars by hand when the gate counter stops, which happened on 7% of sailings in June 2026. Customers need a way to cast off with the right number aboard.",
        (
            ("deck_log", "June 2026: the gate counter stopped on 16 sailings of 240."),
            ("interview", "I walk the deck with a clicker."),
        ),
    ),
    Example(
        "Today, piano teachers have to spend about two hours a month moving lessons when a school trip is announced. Customers need a way to keep a pupil's hour.",
        (("diary_study", "May 2026, 7 teachers: moving lessons took 118 minutes a month on average."),),
    ),
    Example(
        'Today, beekeepers have to open every hive when the weather turns; one said "the far ones I have to open". Customers need a way to tell a light hive from a heavy one.',
        (
            ("interview", "I mostly know which colony is starving, but the far ones I have to open."),
            ("field_visit", "8 of 11 keepers opened all hives in March 2026."),
        ),
    ),
]

_NAMED, _FOUND = 0.85, 0.5
_FEWEST_WORDS = 4
_FEW, _NEXT = 12, 24
_ALIKE, _ONE_AND_THE_SAME = 55.0, 97.0
_ON = re.compile(r"\bon\s$", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|wr(?:ote|ites?|itten)|puts?|call(?:s|ed)|report(?:s|ed)?|not(?:es?|ed)|complain(?:s|ed)?|explain(?:s|ed)?"
    r"|ask(?:s|ed)?|answer(?:s|ed)?|repl(?:y|ies|ied)|admit(?:s|ted)?|confirm(?:s|ed)?|remember(?:s|ed)?|recall(?:s|ed)?|sigh(?:s|ed)?|shout(?:s|ed)?|laugh(?:s|ed)?"
    r"|state[sd]?|claim(?:s|ed)?|mention(?:s|ed)?|agree(?:s|d)?|add(?:s|ed)|words|voice|quotes?|quoted|quotation|according|heard|record(?:s|ed)?|logs?|diary|survey|interview\w*|feedback|review)\b|:\s*\|",
    re.IGNORECASE,
)

_SPEAKER = re.compile(r"\b(?:I|[Ww]e|[Uu]s|[Oo]urs?|[Mm]y|[Mm]ine|me)\b")


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look each figure and each quotation up in the feedback: first what is linked, then what was found."""
    if not evidence.found:
        return
    subject = Claim(statement).about
    for quotation in statement.quotations:
        hit = _quotation(statement, quotation, evidence.linked)
        if hit:
            yield hit
            return
    for mine in measures(statement.text):
        span = mine.figure.span
        if hoped_for(statement, span) or statement.quoted(span) or not _told(statement, mine.figure):
            continue
        for gathered, sure in ((evidence.linked, _NAMED), (evidence.found, _FOUND)):
            known = bearing(mine, gathered, subject=subject)
            if known.how in ("supported", "computed"):
                break
            if known.how == "contradicted":
                yield Hit(span, sure, f"The item says {known.other!r}.", known.ids)
                return


def _told(statement: Statement, figure: Figure) -> bool:
    """Say whether a number can be a report of what was measured; small counts and lengths mostly set the case."""
    text, customer = statement.text, statement.slots.customer
    if customer and customer.covers(figure.span) and figure.unit not in ("percent", "share"):
        return False
    if is_claim(text, figure, in_case=False):
        return True
    if figure.unit == "duration":
        counted = PERIOD.search(text, figure.span.end, min(len(text), figure.span.end + _NEXT))
        return bool(counted or _ON.search(text, max(0, figure.span.start - 4), figure.span.start))
    return figure.unit == "money" or (figure.unit == "count" and figure.value > _FEW)


def _quotation(statement: Statement, quotation: Span, linked: tuple[Found, ...]) -> Hit | None:
    """Compare a quotation with the item that comes closest to it; one that resembles no item is from elsewhere."""
    found = content(statement.words(quotation))
    if len(statement.words(quotation)) < _FEWEST_WORDS or statement.in_need(quotation):
        return None
    said = quotation.of(statement.text).strip("\"“”'‘’«»").rstrip(",.;:!?…")
    if not _is_speech(statement, quotation) or any(check_quote(said, one.item.text).holds for one in linked):
        return None
    near = [
        (fuzz.partial_ratio(said.lower(), one.item.text.lower()), one)
        for one in linked
        if {stem(word.low) for word in found} & {stem(word.low) for word in content(words(one.item.text))}
    ]
    alike, best = max(near, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or alike >= _ONE_AND_THE_SAME:
        return None
    if alike < _ALIKE and not _same_speaker(statement, quotation, best):
        return None
    return Hit(quotation, _NAMED, "The item's own words are others.", (best.item.id,))


def _is_speech(statement: Statement, quotation: Span) -> bool:
    """Say whether somebody is quoted, and not the label of a button: a verb of saying, a record, a stop inside the marks, the speaker."""
    text = statement.text
    sentence = next((s for s in statement.sentences if s.overlaps(quotation)), statement.whole)
    around = text[sentence.start : quotation.start] + " | " + text[quotation.end : sentence.end + 60]
    if _SPEAKER.search(text, quotation.start, quotation.end):
        return True
    return bool(_SPEECH.search(around)) or text[quotation.end - 2 : quotation.end - 1] in ",.!?…"


def _same_speaker(statement: Statement, quotation: Span, one: Found) -> bool:
    """Say whether the item names the very person who is said to speak: "says the dog groomer", and "Dog groomer: ..."."""
    text = statement.text
    near = statement.words(Span(max(0, quotation.start - 40), quotation.start))
    near += statement.words(Span(quotation.end, min(len(text), quotation.end + 40)))
    people = {
        stem(word.low)
        for word in near
        if (names_people(word.low) or names_people(f"{word.low}s")) and word.low not in GENERIC_PEOPLE
    }
    return bool(people & {stem(word.low) for word in words(one.item.text)})
