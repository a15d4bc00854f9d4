"""A trait given to a group, kind or unkind, is seldom backed by evidence and closes the enquiry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span
from wbcoach.groups import demographic_groups
from wbcoach.lexicon import names_people
from wbcoach.pitfall import Example, Hit
from wbcoach.traits import ATTRIBUTED, BLAME, DENIED, HAS, IS, LABEL, TENDS, TRAIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "P02"
LENS = "persona"
SEVERITY = "blocker"
MESSAGE = "A trait of character or ability is given to a whole group."
QUESTION = "What did you see that made you think so, and would it surprise you in someone outside the group?"
LOOK_FOR = "A group, a trait (able, patient, loyal, careful, afraid, tech-savvy ...) and a generalisation over its members; not observed conduct with a count, a person's own words, or a trait that is denied."
BAD = [
    Example(
        "Today, retired savers have to visit a branch when a rate changes because they are afraid of computers. Customers need a way to move money at home."
    ),
    Example(
        "Today, young drivers have to pay a deposit when they hire a van, since they are reckless by nature. Customers need a way to hire for a day."
    ),
    Example(
        "Today, women have to call a helpline when a router fails; women are more patient on the phone. Customers need a way to get back online."
    ),
    Example(
        "Today, fishermen have to fill in a paper log when they land a catch because fishermen resist change. Customers need a way to land and leave."
    ),
]
GOOD = [
    Example(
        "Today, savers who have no password have to visit a branch when a rate changes, because 41 of 120 reset messages in May 2026 never arrived. Customers need a way to move money on the day the rate moves.",
        (
            ("mail_log", "May 2026: 41 of 120 reset messages bounced."),
            ("interview", "I am 78 and I bank online; it is the letter that never comes."),
        ),
    ),
    Example(
        "Today, growers have to drive to each field when a sensor stops, because two sensors failed on nine of twelve farms in 2026. Customers need a way to know the soil before they drive.",
        (("field_visit", "12 farms visited in 2026; on nine, two sensors had failed."),),
    ),
]


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look clause by clause for a group as subject, and a trait or a taste as its predicate."""
    del evidence
    text = statement.text
    best: Hit | None = None
    group_named = any(True for _ in demographic_groups(text))
    for pattern in (IS, HAS, TENDS):
        for match in pattern.finditer(text):
            trait = TRAIT.match(text, match.end()) if pattern is IS else match
            if trait is None or (statement.slots.way and statement.in_need(Span(match.start(), trait.end()))):
                continue
            clause = _clause_start(text, match.start())
            hit = _judge(
                statement,
                Span(clause, trait.end()),
                match.start(),
                trait=pattern is not TENDS,
                named=group_named,
            )
            if hit and (best is None or hit.confidence > best.confidence):
                best = hit
    best = _labelled(statement, best)
    if best:
        yield best


def _clause_start(text: str, at: int) -> int:
    start = 0
    for match in re.finditer(
        r"[.;:!?]\s+|,\s*(?:but|and|so|which|because|since)\s+|\s(?=because\s|since\s|as\s+they\s)|\s[–—-]\s|—|,\s+(?=they\b)|\s(?=but\s)",
        text[:at],
    ):
        start = match.end()
    return start


def _judge(statement: Statement, span: Span, verb: int, *, trait: bool, named: bool) -> Hit | None:
    text = statement.text
    words = statement.words(Span(span.start, verb)) if verb > span.start else []
    if statement.quoted(span) or not words:
        return None
    clause = span.of(text)
    if (
        ATTRIBUTED.search(clause)
        or DENIED.search(clause)
        or any(figure.unit in ("percent", "share", "count") for figure in figures(clause))
    ):
        return None
    demographic = any(True for _ in demographic_groups(text, Span(span.start, verb)))
    tail = words[-1].low
    pronoun = tail in {"they", "he", "she", "who"} or (
        len(words) > 1
        and words[-2].low in {"they", "who"}
        and (tail.endswith("ly") or tail in {"just", "also", "all", "still", "often", "simply"})
    )
    people = names_people(tail) or demographic
    if not (demographic or pronoun or people):
        return None
    sure = 0.45
    if trait:
        blame = BLAME.search(clause) is not None
        sure = 0.8 if demographic or (pronoun and named) else (0.5 if blame else 0.7)
    elif demographic or (pronoun and named):
        sure = 0.65
    elif people or pronoun:
        strong = re.search(
            r"\b(?:resist|fear|distrust|mistrust|dread|shy\s+away|cling|refuse|hate|can['’]?t\s+(?:handle|cope|concentrate|focus|sit)|grew\s+up|know\s+nothing|only\s+care|never\s+(?:read|plan|listen|learn)|struggle)",
            clause,
            re.IGNORECASE,
        )
        sure = 0.62 if strong and not pronoun else 0.5
    return Hit(span, sure)


def _labelled(statement: Statement, best: Hit | None) -> Hit | None:
    """See a trait set before the noun: "tech-shy pensioners"."""
    customer = statement.slots.customer
    if customer and best is None and any(True for _ in demographic_groups(statement.text, customer)):
        trait = TRAIT.search(statement.text, customer.start, customer.end)
        if trait and not statement.quoted(Span(trait.start(), trait.end())):
            return Hit(customer, 0.7)
    match = LABEL.search(statement.text, customer.start, customer.end) if customer else None
    if match is None or customer is None or (best and best.confidence >= 0.75):
        return best
    end = re.match(
        r"[\w'’-]+(?:\s+(?!who|that|at|in|with|from|on|of)[\w'’-]+)?",
        statement.text[match.end() : customer.end],
    )
    return Hit(Span(match.start(), match.end() + (end.end() if end else 0)), 0.75)
