"""Without its base a count cannot be weighed, and big firms always have big counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import Figure, figures, same_value
from wbcoach.grammar import Span, words
from wbcoach.lexicon import LIGHT, names_people
from wbcoach.lexicon import words as word_class
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.grammar import Word
    from wbcoach.statement import Statement

CODE = "D04"
LENS = "data"
SEVERITY = "major"
MESSAGE = "This count has no base."
QUESTION = "Out of how many chances for it to happen?"
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

_EVENTS = word_class("""
    ticket call complaint request report incident error refund return case message mail email e-mail letter cancellation visit
    view download signup sign-up review enquiry inquiry mistake failure crash fault alert alarm breakdown delay outage
    miss accident injury claim appeal query reminder correction rejection escalation timeout retry drop-off duplicate
    order parcel delivery booking reservation appointment application form invoice payment transfer transaction session
    account login sign-in reset form entry record post comment vote response answer household home site shop branch firm
    company team school ward farm vehicle car van bus train flight trip ride sailing shift journey hour day night job
    repair no-show absence handover hand-over page item batch build deployment pipeline test run event occasion time
    leaver departure resignation dispute chargeback loss theft infection fall readmission death admission referral
""")
# Where one is too many, no base is owed.
_TOO_MANY = re.compile(
    r"\b(?:died|deaths?|dead|killed|fatal\w*|chest[\s-]pain|overdos\w+|suicid\w*|stroke|drown\w*|collaps\w+|unconscious|anaphyla\w+|wrong\s+(?:dose|blood|patient|limb|drug)|leak(?:ed|s)?\s+(?:token|key|password)|breach\w*|assault\w*|evict\w*|explosion|gas\s+leak|child\s+(?:missing|lost))\b",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"\b(?:out\s+of|of\s+(?:the\s+|our\s+|all\s+)?\d|in\s+every|per\s+(?:cent|hundred|thousand|100|1,?000|patient|customer|user|account|order|case|visit|ride|trip|household|employee|site|class)|percent|a\s+(?:third|quarter|fifth|tenth)\s+of|half\s+(?:of|the)|n\s*=|from\s+(?:a\s+)?(?:total|base)|total\s+of|against\s+\d|compared\s+(?:with|to)|up\s+from|down\s+from|all\s+\d+|both)\b|%",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:in|by|since|of|until|before)\s$", re.IGNORECASE)
_FEWEST, _AHEAD = 12, 5


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a count of events or people, and look for its base in the sentence, then in the item it comes from."""
    text = statement.text
    if _TOO_MANY.search(text):
        return
    for figure in figures(text):
        span = figure.span
        if (
            figure.unit != "count"
            or figure.value <= _FEWEST
            or statement.in_need(span)
            or statement.quoted(span)
        ):
            continue
        sentence = next((s for s in statement.sentences if s.covers(span)), statement.whole)
        counted = _counted(statement, figure, sentence)
        if counted is None or _BASE.search(text, sentence.start, sentence.end) or _is_case(statement, figure):
            continue
        if _in_share(text, figure, sentence):
            continue
        sure = 0.4 if _base_in_evidence(figure, evidence) else 0.7
        yield Hit(Span(span.start, counted.end), sure)
        return


def _counted(statement: Statement, figure: Figure, sentence: Span) -> Word | None:
    """Give the noun that is counted, where it names events or people; "300 more a month" names none."""
    for word in words(statement.text, figure.span.end, sentence.end)[:_AHEAD]:
        low = word.low.removesuffix("'s")
        singular = low[:-3] + "y" if low.endswith("ies") else low.removesuffix("s")
        if (
            singular in _EVENTS
            or low in _EVENTS
            or (low.endswith("es") and low[:-2] in _EVENTS)
            or names_people(low)
        ):
            return word
        if low in LIGHT - {"of", "such", "the", "these"} and low not in ("such", "more"):
            return None
    return None


def _is_case(statement: Statement, figure: Figure) -> bool:
    """Say whether the number only says who or what is meant: "a depot of 40 drivers", "a class of 30 pupils"."""
    slots = statement.slots
    before = statement.text[max(0, figure.span.start - 12) : figure.span.start]
    named = (slots.customer, slots.situation)
    return any(slot is not None and slot.covers(figure.span) for slot in named) or bool(_DATED.search(before))


def _in_share(text: str, figure: Figure, sentence: Span) -> bool:
    """Say whether another figure of the sentence is its share or its whole."""
    return any(
        other.unit in ("percent", "share") and sentence.covers(other.span) and other.span != figure.span
        for other in figures(text)
    )


def _base_in_evidence(figure: Figure, evidence: Dossier) -> bool:
    """Say whether the item that holds this count gives its base."""
    return any(
        any(other.unit == "share" and other.top == figure.value for other in figures(found.item.text))
        or (
            any(same_value(figure, other) for other in figures(found.item.text) if other.unit == "count")
            and bool(_BASE.search(found.item.text))
        )
        for found in evidence
    )
