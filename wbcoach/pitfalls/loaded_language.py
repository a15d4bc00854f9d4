"""Emotion without an act behind it cannot be checked, and persuades less than what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.casing import lowered
from wbcoach.vocabulary.hype import ABSTRACT, LITERAL, LOADED, MILD

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "L02"
LENS = "language"
SEVERITY = "minor"
MESSAGE = "Hype or horror stands in place of a fact."
QUESTION = "What did you see that earned that word?"
ASKED = "What did you see that earned the words “{words}”?"
LOOK_FOR = "Emotive words (nightmare, unusable, revolutionary, pure hell) in the author's own voice; not in a quotation, not literal, not beside the fact that bears them out."
BAD = [
    Example(
        "Today, landlords have to put up with an atrocious heating form when a boiler is replaced. Customers need a way to prove the boiler is safe."
    ),
    Example(
        "Today, violin teachers go through absolute hell when a pupil moves to another school. Customers need a way to hand on what the pupil can play."
    ),
    Example(
        "Today, bakers have to work with an unusable till when a card is refused. Customers need a world-class way to take the money."
    ),
    Example(
        "Booking a hall is broken. Today, scout leaders have to ring three caretakers when it rains. Customers need a way to move the evening indoors."
    ),
]
GOOD = [
    Example(
        'Today, landlords have to fill in nine pages when a boiler is replaced; "a nightmare, twice a year," said one of eight we asked in May 2026. Customers need a way to prove the boiler is safe.',
    ),
    Example(
        "Today, parents of children with nightmares have to sit up until two when the sleep nurse is off duty. Customers need a way to know what to say in the first ten minutes.",
        (
            ("interview", "I sit on the stairs so that she hears me breathe."),
            ("call_log", "May 2026: 120 of 700 night calls were about a child who woke in fear."),
        ),
    ),
    Example(
        "Today, tour guides have to leave guests at the station when the lift is broken. Customers need a way to choose a train that stops at a working lift.",
        (
            ("field_visit", "Six tours in May 2026; on three of them a lift stood still."),
            ("interview", "Two of mine went home in a taxi."),
        ),
    ),
]
_NEAR = 45


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find emotive words in the author's own voice."""
    del evidence
    text = lowered(statement.text)
    shown = False
    for match in LOADED.finditer(text):
        span = Span(match.start(), match.end())
        if statement.quoted(span) or _is_literal(text, match) or _shown_by_a_fact(statement.text, span):
            continue
        shown = True
        yield Hit(span, 0.8)
        break
    if shown:
        return
    mild = MILD.search(text)
    if mild and not statement.quoted(Span(mild.start(), mild.end())):
        yield Hit(Span(mild.start(), mild.end()), 0.4)


def _is_literal(text: str, match: re.Match[str]) -> bool:
    """Say whether a dream is dreamt, or a thing that can break is broken."""
    if match[0].lower().endswith(("broken", "dead")) and match[0][:2].lower() in {"is", "ar", "ha", "re"}:
        return ABSTRACT.search(text[max(0, match.start() - 40) : match.start()]) is None
    return LITERAL.search(text, max(0, match.start() - 60), min(len(text), match.end() + 60)) is not None


def _shown_by_a_fact(text: str, span: Span) -> bool:
    """Say whether a measured figure follows at once: "unusable: 9 of 11 gave up"."""
    return any(
        figure.unit in ("percent", "share") and span.end <= figure.span.start <= span.end + _NEAR
        for figure in figures(text)
    )
