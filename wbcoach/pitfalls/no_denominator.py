"""Without its base a count cannot be weighed, and big firms always have big counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import PERIOD, SOURCE, Figure, figures, same_value
from wbcoach.grammar import Span, words
from wbcoach.lexicon import LIGHT, names_people
from wbcoach.pitfall import SHOWN_FROM, Example, Hit
from wbcoach.vocabulary.counted import AMOUNTS, EVENTS, SAMPLED, VANITY
from wbcoach.vocabulary.screen import screened
from wbcoach.vocabulary.wishes import hoped_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D04"
LENS = "data"
SEVERITY = "major"
MESSAGE = "This count has no base."
QUESTION = "Out of how many chances for it to happen?"
ASKED = "“{words}” out of how many chances for it to happen?"
LOOK_FOR = "A count of events or people (tickets, calls, cases, users) with no share, rate, 'n of N' or total beside it, in the text or in the item that it comes from; not where one case is too many."
BAD = [
    Example(
        "Today, caretakers have to reset the lift by hand when a door sticks; the call log has 212 such calls in May 2026. Customers need a way to get upstairs with the shopping.",
        (
            ("call_log", "May 2026: 212 calls tagged 'lift door'."),
            ("interview", "Third floor, two bags, and it just blinks at you."),
        ),
    ),
    Example(
        "Today, ticket clerks have to type a seat number again when a scanner is wet, and 3,400 passengers were held up by it last winter. Customers need a way to board in the rain.",
        (("gate_log", "Winter 2025/26: 3,400 passengers held at the gate."),),
    ),
    Example(
        "Today, stall owners have to sell at a loss when a delivery is late. 87 complaints reached the market office in June 2026. Customers need a way to plan a day's stock.",
        (("office_file", "87 complaints about late vans, June 2026."),),
    ),
]
GOOD = [
    Example(
        "Today, caretakers have to reset the lift by hand when a door sticks; 212 of the 6,040 rides logged in May 2026 ended so. Customers need a way to get upstairs with the shopping.",
        (("call_log", "May 2026: 212 of 6,040 rides stopped by a door."),),
    ),
    Example(
        "Today, ticket clerks have to type a seat number again when a scanner is wet, which held up 3,400 passengers last winter. Customers need a way to board in the rain.",
        (("gate_log", "Winter 2025/26: 3,400 of 51,000 passengers held at the gate."),),
    ),
    Example(
        "Today, night nurses have to read a chest-pain message by torchlight when the ward screen sleeps; 2 messages lay unread in May 2026. Customers need a way to be reached while the ward is dark.",
        (("incident_report", "May 2026: 2 chest-pain messages lay unread for over an hour."),),
    ),
]

# Where one is too many, no base is owed.
_TOO_MANY = screened(
    r"\b(?:died|deaths?|dead|killed|fatal\w*|chest[\s-]pain|overdos\w+|suicid\w*|stroke|drown\w*|collaps\w+|unconscious|anaphyla\w+|wrong\s+(?:dose|blood|patient|limb|drug)|leak(?:ed|s)?\s+(?:token|key|password)|breach\w*|assault\w*|evict\w*|explosion|gas\s+leak|child\s+(?:missing|lost))\b",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"\b(?:out\s+of|of\s+(?:the\s+|our\s+|all\s+)?\d|(?:sample|total|base|set|batch|group|pool)\s+of|(?:in|from|among|across|against|over)\s+(?:the\s+|our\s+|all\s+)?\d{2,}[\d,]*\s+(?!jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]|in\s+every|per\s+(?:cent|hundred|thousand|100|1,?000|patient|customer|user|account|order|case|visit|ride|trip|household|employee|site|class)|percent|a\s+(?:third|quarter|fifth|tenth)\s+of|half\s+(?:of|the)|n\s*=|from\s+(?:a\s+)?(?:total|base)|total\s+of|against\s+\d|compared\s+(?:with|to)|up\s+from|down\s+from|all\s+\d+|both)\b|%",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:in|by|since|of(?:\s+(?:the|our|these|those|all|about|some))?|until|before|with|all|(?:the|a|an)\s+\w+\s+of)\s$|\(\s*$",
    re.IGNORECASE,
)
_DID = re.compile(
    r"\s+(?:did|were|was|had|came|went|got|lost|left|gave|took|sent|paid|fell|broke|ran|turned|returned|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\s+of\s+(?:them|us|these|those)\b", re.IGNORECASE)
_QUOTED = re.compile(r"\s+['\"‘“][^'\"’”]{1,60}['\"’”]")
_FROM = re.compile(r"\b(?:from|in|among|across|over|against)\s+(?:the\s+|our\s+|all\s+)?$", re.IGNORECASE)
_STOP = re.compile(r"[.;:,()\n–—]")
_FEWEST, _FEW, _AHEAD, _MOST = 12, 5, 5, 40
_SURE, _CLAIMED, _UNSOURCED, _BASED = 0.75, 0.62, 0.5, 0.4
# A count that is told as something that took place, and not as how big a thing is.
_TOLD = re.compile(
    r"\s+(?:(?:have|has|had)\s+(?:been\s+|already\s+|now\s+)?[a-z]{2,}(?:ed|en|ne|nt|ld)\b|(?:were|was|called|rang|wrote|asked|complained|came|went|left|lost|got|gave|took|sent|fell|broke|turned|[a-z]{3,}ed)\b(?!\s+(?:by|for|at|to)\b))",
    re.IGNORECASE,
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a count of events or people, and look for its base in the sentence, then in the item it comes from."""
    text = statement.text
    if _TOO_MANY.search(text):
        return
    doubtful = None
    for figure in figures(text)[:_MOST]:
        span = figure.span
        if figure.unit != "count" or figure.value <= _FEWEST or _sets_the_case(statement, span):
            continue
        sentence = statement.sentence_of(span)
        known = _known(figure, evidence)
        sourced = known or bool(
            SOURCE.search(text, sentence.start, sentence.end)
            or PERIOD.search(text, sentence.start, sentence.end)
        )
        counted = _counted(text, figure, sentence, sourced=sourced)
        if counted is None:
            continue
        told = sourced or _TOLD.match(text, counted.end, sentence.end)
        sure = _SURE if sourced else _CLAIMED if told else _UNSOURCED
        if (
            _BASE.search(text, sentence.start, sentence.end)
            or _beside_a_base(text, figure, sentence)
            or _base_in_evidence(figure, evidence)
        ):
            sure = _BASED
        if _is_vain(text, counted, sentence):
            sure = _BASED
        hit = Hit(Span(span.start, counted.end), sure)
        if sure >= SHOWN_FROM:
            yield hit
            return
        doubtful = doubtful or hit
    if doubtful:
        yield doubtful


def _counted(text: str, figure: Figure, sentence: Span, *, sourced: bool) -> Span | None:
    """Give the words that say what is counted: events or people; other things only where the count is on record."""
    start, end = figure.span.end, sentence.end
    if _STOP.match(text, start):
        return None
    quoted = _QUOTED.match(text, start, end)
    at = quoted.end() if quoted else start
    stop = _STOP.search(text, at, end)
    reach = stop.start() if stop else end
    if of_them := _OF_THEM.match(text, at, reach):
        return Span(start, of_them.end())
    if sourced and (did := _DID.match(text, at, reach)):
        return Span(did.start() + 1, did.end())
    for word in words(text, at, reach)[:_AHEAD]:
        low = word.low.removesuffix("'s")
        if _is_event(low) or names_people(low) or low in VANITY:
            return Span(word.start, word.end)
        if low in LIGHT - {"of", "such", "the", "these"} or low in AMOUNTS:
            return None
        if sourced and len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
            return Span(word.start, word.end)
    return None


def _is_vain(text: str, counted: Span, sentence: Span) -> bool:
    """Say whether the count is of views or likes ("88,000 page views"), or of the sample itself."""
    told = [word.low for word in words(text, counted.start, sentence.end)[:2]]
    return any(word in VANITY for word in told) or told[:1] in ([one] for one in SAMPLED)


def _is_event(low: str) -> bool:
    singular = low[:-3] + "y" if low.endswith("ies") else low.removesuffix("s")
    return low in EVENTS or singular in EVENTS or (low.endswith("es") and low[:-2] in EVENTS)


def _sets_the_case(statement: Statement, span: Span) -> bool:
    """Say whether the number only says who or what is meant: "a depot of 40 drivers", "with thirty pupils", "(14 learners)"."""
    slots, text = statement.slots, statement.text
    if hoped_for(statement, span):
        return True
    named = (slots.customer, slots.situation)
    if (
        statement.slots.situation
        and _DID.match(text, span.end)
        and text[: span.start].rstrip().endswith("as")
    ):
        return False  # "..., as 96 did last year"
    in_slot = any(slot is not None and slot.covers(span) for slot in named) and not _aside(statement, span)
    return (
        in_slot or statement.quoted(span) or bool(_BEFORE.search(text, max(0, span.start - 30), span.start))
    )


def _aside(statement: Statement, span: Span) -> bool:
    """Say whether a count there is a claim: a remark behind the moment, or people of whom only a past act is told.

    "... when the berth is changed, this is 340 calls", "412 riders have moaned".
    """
    slots = statement.slots
    situation, customer = slots.situation, slots.customer
    if customer is not None and customer.covers(span):
        return slots.hardship == "plain" and _TOLD.match(statement.text, customer.end) is not None
    if situation is None or not situation.covers(span):
        return False
    return _REMARK.search(statement.text, situation.start, span.start) is not None


_REMARK = re.compile(
    r"(?::|;|[–—]|,\s+(?:and\s+)?(?:this|that|it|which)\s+(?:is|was|makes?|made|means?|meant|happened))\s+(?:about\s+|some\s+|over\s+)?$"
)


def _known(figure: Figure, evidence: Dossier) -> bool:
    return any(
        same_value(figure, other)
        for found in evidence.linked
        for other in figures(found.item.text)
        if other.unit == "count"
    )


def _beside_a_base(text: str, figure: Figure, sentence: Span) -> bool:
    """Say whether another figure of the sentence is its share, its whole, or a part of it."""
    others = [one for one in figures(text) if sentence.covers(one.span) and one.span != figure.span]
    return any(
        one.unit in ("percent", "share")
        or (one.unit == "count" and one.value > figure.value)
        or (one.unit == "count" and one.span.start > figure.span.end and _FEW < one.value < figure.value)
        or (
            one.unit == "count"
            and bool(_FROM.search(text, max(one.span.end, figure.span.start - 10), figure.span.start))
        )
        for one in others
    )


def _base_in_evidence(figure: Figure, evidence: Dossier) -> bool:
    """Say whether the item that holds this count gives its base."""
    for found in evidence:
        theirs = figures(found.item.text)
        if any(other.unit == "share" and other.top == figure.value for other in theirs):
            return True
        counts = [other for other in theirs if other.unit == "count"]
        own = next((other for other in counts if same_value(figure, other)), None)
        if own and _BASE.search(found.item.text):
            return True
        if own and any(
            o.value > own.value or (o.span.start > own.span.end and o.value > _FEW) for o in counts
        ):
            return True
    return False
