"""Define asks what data informed the statement; without any it is an opinion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import PERIOD, SOURCE, figures, is_claim
from wbcoach.grammar import Span
from wbcoach.pitfall import SHOWN_FROM, Example, Hit
from wbcoach.vocabulary.anecdotes import anecdotes
from wbcoach.vocabulary.screen import screened
from wbcoach.vocabulary.wishes import hoped_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D01"
LENS = "data"
SEVERITY = "major"
MESSAGE = "No data stands behind this: none in the text, none linked, none found."
QUESTION = "What did you see or hear that made you write this?"
ASKED = "What did you see or hear that made you write “{words}”?"
ABOUT = "problem"
LOOK_FOR = "No observation, count, quotation or source in the text, and no feedback item that supports it."
BAD = [
    Example(
        "Today, stage managers have to re-tape the floor when a set is swapped. Customers need a way to start on the mark."
    ),
    Example(
        "Today, dog walkers have to carry ten keys when a client moves. Customers need a way to get in on the day."
    ),
    Example(
        "Currently, puppeteers must rewire a light whenever a stage is turned. They need a way to be seen."
    ),
]
GOOD = [
    Example(
        "Today, stage managers have to re-tape the floor when a set is swapped. Customers need a way to start on the mark.",
        (("interview", "Forty minutes on my knees, twice a day."),),
    ),
    Example(
        "Today, dog walkers have to carry ten keys when a client moves, and 9 of the 14 we interviewed in May 2026 had been locked out. Customers need a way to get in on the day.",
    ),
]

_SAYS = r"(?:said|told|wrote|telephoned|phoned|rang|e-?mailed|complained|reported|mentioned|admitted|explained|answered|replied|confirmed|laughed|asked\s+(?:us|me|for)|showed|found|put\s+it|let\s+slip|promised|agreed|voted|rated)"
# An observation is named: somebody was asked, heard, watched or counted, however well.
_OBSERVED = screened(
    rf"\b(?:we|i)(?:['’]ve|\s+have)?\s+(?:\w+ly\s+|only\s+|just\s+|also\s+)?(?:asked|saw|seen|watched|met|followed|counted|visited|interviewed|surveyed|polled|spoke\s+(?:to|with)|spoken\s+(?:to|with)|talked\s+(?:to|with)|sat\s+(?:in\s+)?with|rode\s+along|shadowed|observed|tested|logged|measured|read\s+through|keep\s+hearing|keep\s+seeing|learned\s+from|gave\s+everyone)\b"
    rf"|\b{_SAYS}\s+(?:us|me)\b"
    r"|\b(?:wrote|complained)\s+to\s+(?:us|me)\b|\b(?:having|after)\s+(?:sat|spoken|talked|watched|met)\b|\b(?:in|at|from|during)\s+(?:our|the|a)\s+(?:[\w-]+\s+)?(?:focus\s+groups?|interviews?|workshops?|usability\s+tests?|diary\s+stud(?:y|ies)|polls?|surveys?|questionnaires?)\b"
    r"|\b(?:exit\s+(?:calls?|interviews?)|field\s+visits?|support\s+(?:tickets|log)|helpdesk\s+log|call\s+log|complaints?\s+(?:log|book|file)|app\s+store\s+reviews|stars?\s+rating|rated\s+\d|nps|csat|sus\s+\d|prior\s+wave)\b"
    r"|\bn\s*=\s*\d|\b(?:as\s+)?(?:happened\s+to|in\s+the\s+words\s+of)\s+[A-Z]",
    re.IGNORECASE,
)
_VANITY = re.compile(
    r"\b(?:views?|likes|plays|downloads|clicks|scans|impressions|followers|subscribers|hits|installs|visits|sign-?ups)\b",
    re.IGNORECASE,
)
_REACH, _MANY = 30, 100


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a statement with no data in its words, none linked to it, and none that was found for it."""
    if evidence.telling or _has_data(statement):
        return
    yield Hit(None, 0.9 if not evidence.searched or evidence.items else 0.6)


def _has_data(statement: Statement) -> bool:
    text = statement.text
    if any(not _template_quote(statement, quotation) for quotation in statement.quotations):
        return True
    if any(
        not statement.in_need(span) and not statement.quoted(span)
        for match in _OBSERVED.finditer(text)
        for span in (Span(match.start(), match.end()),)
    ):
        return True
    slots = statement.slots
    for figure in figures(text):
        if hoped_for(statement, figure.span):
            continue  # a wish for 30% is no observation
        if figure.unit == "count" and figure.value >= _MANY and _VANITY.search(figure.thing[:_REACH]):
            return True
        in_case = any(
            slot is not None and slot.covers(figure.span)
            for slot in (slots.customer, slots.problem, slots.situation, slots.need)
        )
        if is_claim(text, figure, in_case=in_case) and not (
            slots.customer and slots.customer.covers(figure.span) and figure.unit == "count"
        ):
            return True
    if any(one.sure >= SHOWN_FROM for one in anecdotes(statement)):
        return True
    source = SOURCE.search(text)
    return bool(source and PERIOD.search(text) and not statement.in_need(Span(source.start(), source.end())))


def _template_quote(statement: Statement, quotation: Span) -> bool:
    """Short quotations are names of things, not words of customers."""
    return len(statement.words(quotation)) < 4
