"""So wide a scope has no sample, no measure and no finish line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.asks import wanted
from wbcoach.vocabulary.breadth import signs, wide_act, wide_customer, wide_moment
from wbcoach.vocabulary.praise import pleased, wins
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "S03"
LENS = "scope"
SEVERITY = "major"
MESSAGE = "This is too wide for any team to act on."
QUESTION = "Which of these people, in which week, would you watch first?"
ASKED = "Which people within “{words}” would you watch first, and in which week?"
LOOK_FOR = "Everybody, a whole trade or a whole system, or an abstraction (communication, productivity) in place of one act in one moment."
BAD = [
    Example(
        "Today, everyone in education has to cope with scattered information when a term begins. Customers need a way to stay informed."
    ),
    Example(
        "Today, all companies have to manage their data when they grow. Customers need a way to improve productivity."
    ),
    Example(
        "Today, organisations have to deal with communication challenges when people work apart. Customers need a way to collaborate."
    ),
]
GOOD = [
    Example(
        "Today, any adult who takes a child across a border has to carry a signed letter when the other parent stays behind. Customers need a way to show consent at the gate.",
        (
            ("interview", "We stood aside for an hour, with a crying boy, for a signature."),
            ("border_log", "July 2026: 410 of 9,000 families were held for the letter."),
        ),
    ),
    Example(
        "Today, dispatchers at all 22 depots have to read out the bay list by radio when a ramp fails. Customers need a way to send each lorry to a bay that works.",
        (
            ("ops_log", "May 2026: 37 ramp failures, a median of 26 minutes each."),
            ("interview", "Half of them write down the wrong bay."),
        ),
    ),
]

_ALL_OF_US = screened(
    r"(?:\bthe\s+(?:entire|whole)\s+population|(?:^|[.!?,]\s+)the\s+(?:entire|whole)\s+(?:[\w-]+\s+){0,2}(?:industry|sector|population|workforce|profession|country|nation|world|economy)\s|\ball\s+(?:of\s+)?(?:human|man)kind|\bevery\s+human|\beveryone\s+(?:on\s+earth|everywhere)|\bhumanity\b|\bfor\s+(?:everyone|everybody)\s*(?=[?!]|$))",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\s*(?:would|will|might|may|could|should)\b", re.IGNORECASE)
_READ = 700
_WIDE, _SOME = 0.65, 0.5


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Weigh how wide the customer is and how general the act; two signs of width make a finding."""
    del evidence
    text, slots = statement.text, statement.slots
    need = wanted(statement)
    wide = wide_customer(statement, slots.customer)
    if slots.customer and _WOULD.match(text, slots.customer.end):
        wide = 0.0
    regions = [span for span in (slots.customer, slots.problem, need) if span]
    if slots.problem is None or statement.is_story or statement.format == "free":
        regions = [Span(statement.whole.start, min(statement.whole.end, _READ))]
    seen: dict[str, Span] = {}
    for region in regions:
        for kind, span in signs(text, region).items():
            if not statement.quoted(span):
                seen.setdefault(kind, span)
    act = wide_act(statement, slots.problem) or wide_act(statement, need)
    if need and wide >= _SOME and (wins(text, need) or pleased(text, need)):
        act = True
    general = wide_moment(statement)
    inside = {kind for kind, span in seen.items() if slots.customer and slots.customer.covers(span)}
    others = len(seen.keys() - inside) + act + general
    sure = _weigh(wide, others, len(seen) + ("litany" in seen), act=act, general=general)
    if sure < _SHOWN and any(
        not statement.quoted(Span(m.start(), m.end())) for m in _ALL_OF_US.finditer(text)
    ):
        sure = 0.62
    if sure:
        yield Hit(_reach(statement, wide, seen, need), sure)


_SHOWN = 0.6


def _weigh(wide: float, others: int, signs_seen: int, *, act: bool, general: bool) -> float:
    """Turn a wide customer and other signs of width into one weight."""
    if wide >= _SOME and others:
        return 0.75 if others > 1 else 0.68
    if wide >= _WIDE:
        return 0.65
    if signs_seen + act >= 2 or (wide and others > 1):
        return 0.62
    if wide >= _SOME or (signs_seen and general) or (wide and others):
        return 0.5
    return 0.4 if signs_seen or (act and general) else 0.0


def _reach(statement: Statement, wide: float, seen: dict[str, Span], need: Span | None) -> Span:
    """Take the customer with the hardship where both are wide, else the words that show the width."""
    slots = statement.slots
    if wide and slots.customer:
        if slots.problem and slots.problem.start > slots.customer.end:
            return Span(slots.customer.start, slots.problem.end)
        return slots.customer
    if not seen:
        return slots.problem or need or statement.whole
    return Span(min(span.start for span in seen.values()), max(span.end for span in seen.values()))
