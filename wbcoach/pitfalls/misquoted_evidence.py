"""One wrong digit costs the whole document its trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from wbcoach.figures import is_claim
from wbcoach.grammar import Span, content, stem, words
from wbcoach.grounding import check_quote
from wbcoach.measures import bearing, measures
from wbcoach.pitfall import Example, Hit
from wbcoach.stance import Claim

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
LOOK_FOR = "A figure or a quotation that a cited or linked item gives differently: another number for the same thing and period, or other words between quotation marks; honest rounding, equal units and shares that the item's own counts give are fine."
BAD = [
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
_FEW = 12
_ALIKE = 55.0


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
        if statement.in_need(span) or statement.quoted(span) or not _told(statement, mine.figure):
            continue
        for gathered, sure in ((evidence.linked, _NAMED), (evidence.found, _FOUND)):
            known = bearing(mine, gathered, subject=subject)
            if known.how in ("supported", "computed"):
                break
            if known.how == "contradicted":
                yield Hit(span, sure, f"The item says {known.other!r}.", known.ids)
                return


def _told(statement: Statement, figure: Figure) -> bool:
    """Say whether a number can be a report of what was measured; small counts mostly set the case."""
    return figure.unit != "count" or figure.value > _FEW or is_claim(statement.text, figure, in_case=False)


def _quotation(statement: Statement, quotation: Span, linked: tuple[Found, ...]) -> Hit | None:
    """Compare a quotation with the item that comes closest to it; one that resembles no item is from elsewhere."""
    found = content(statement.words(quotation))
    if len(statement.words(quotation)) < _FEWEST_WORDS or statement.in_need(quotation):
        return None
    said = quotation.of(statement.text)
    if any(check_quote(said, one.item.text).holds for one in linked):
        return None
    near = [
        (fuzz.partial_ratio(said.lower(), one.item.text.lower()), one)
        for one in linked
        if {stem(word.low) for word in found} & {stem(word.low) for word in content(words(one.item.text))}
    ]
    alike, best = max(near, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or alike < _ALIKE:
        return None
    return Hit(quotation, _NAMED, "The item's own words are others.", (best.item.id,))
