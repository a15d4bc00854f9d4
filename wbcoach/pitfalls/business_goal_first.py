"""What the firm wants stands where the customer's need should be; customers don't need to churn less."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.asks import asked
from wbcoach.vocabulary.firm import (
    AIM,
    CONDUCT,
    COST_US,
    FEWER,
    GOAL,
    HARMS,
    HURT,
    METRIC,
    OUR_PURPOSE,
    OURS,
    PER_START,
    PURPOSE,
    SPEAKS,
    TRADE,
    WE_CAN,
)
from wbcoach.vocabulary.firm_voice import (
    AIMED,
    FIRM_RISES,
    LOSING,
    SERVED,
    THE_FIRM,
    VOICE,
    WITH_US,
)
from wbcoach.vocabulary.screen import Family

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "S06"
LENS = "scope"
SEVERITY = "blocker"
MESSAGE = "A goal of the business stands where the customer's problem or need should be."
QUESTION = "Read it aloud to the customer: what would they say in their own words?"
ASKED = "Read “{words}” aloud to the customer: what would they say in their own words?"
LOOK_FOR = "The need or hardship is the firm's (churn, conversion, revenue, call volume, adoption), not something its customers would say."
BAD = [
    Example(
        "Today, gym members have to ring the desk when they want to pause. Customers need a way to pause that improves our retention."
    ),
    Example(
        "Today, we have to deal with falling renewals when the trial ends. Customers need a way to stay subscribed."
    ),
    Example(
        "Today, diners have to wait for the bill when the terrace is full. Customers need a way to increase table turnover."
    ),
    Example(
        "Today, readers have to click through five pages when they look for a recipe. Customers need a way to engage with more content and spend more."
    ),
]
GOOD = [
    Example(
        "Today, owners of corner shops have to lower prices by guesswork when milk is about to expire. Customers need a way to sell it that day without losing revenue on the rest.",
        (
            ("interview", "I cut it to half and then everybody waits for half."),
            ("till_records", "May 2026: 18% of milk was written off in 24 shops (n = 6,100 litres)."),
        ),
    ),
    Example(
        "Today, policy holders have to read a twelve-page letter when a premium changes, which costs the insurer a call each time. Customers need a way to tell from the letter what they will pay.",
        (
            ("call_records", "Q1 2026: 2,400 of 8,100 calls asked what the letter meant."),
            ("interview", "Page nine. It was on page nine."),
        ),
    ),
]

_VOICE = re.compile(r"\b(?:we|our|us|the\s+(?:company|firm|business))\b", re.IGNORECASE)
_HMW_OURS = re.compile(
    r"\b(?:get|nudge|persuade|encourage|convince|convert|move|shift|steer|push|win|attract|retain|keep|upsell|bring)\s+(?:[\w-]+\s+){0,3}?(?:more\s+)?(?:customers|users|members|subscribers|savers|households|shoppers|clients|donors|guests|patients|learners|visitors|holders|accounts|readers|viewers|passengers|tenants|residents|drivers|players|owners)\s+(?:to|on\s?to|back|in|into|for)\b[^.;?]*",
    re.IGNORECASE,
)
_PERSUADED = re.compile(
    r"be\s+(?:nudged|persuaded|encouraged|steered|converted|upsold|incentivi[sz]ed|tempted|talked|won|moved)\s+(?:to|in|on|into|onto|back|out|over)(?:\s+\w+){1,6}",
    re.IGNORECASE,
)
_WE_MUST = re.compile(r"(?:we|our\s+\w+)\s+(?:have\s+to|has\s+to|must)\b", re.IGNORECASE)
_SO = re.compile(r"\bso\b", re.IGNORECASE)
_OWN_JOB = 0.45
_NEAR, _SOON, _REACH = 25, 8, 70
_WISHES = Family(((0.85, OURS), (0.8, GOAL), (0.72, CONDUCT), (0.68, FEWER), (0.62, WE_CAN), (0.5, METRIC)))
_GAINS = Family(
    (
        (0.75, SPEAKS),
        (0.75, OUR_PURPOSE),
        (0.7, PURPOSE),
        (0.68, COST_US),
        (0.62, PER_START),
        (0.68, FIRM_RISES),
    )
)
_PAINS = Family(((0.72, HURT), (0.7, AIM), (0.62, HARMS), (0.68, LOSING)))


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look for a measure of the firm, or conduct that only it wishes for, in need, purpose and hardship."""
    del evidence
    best: Hit | None = None
    for hit in _all(statement):
        if best is None or hit.confidence > best.confidence:
            best = hit
    if best:
        yield best


def _all(statement: Statement) -> Iterator[Hit]:
    trade = _trading(statement)
    for need in asked(statement):
        yield from _in_need(statement, need, trade=trade)
    yield from _in_purpose(statement, trade=trade)
    yield from _in_hardship(statement, trade=trade)


def _in_need(statement: Statement, need: Span, *, trade: bool) -> Iterator[Hit]:
    """Look in what is asked for: the firm's measure, its wish for conduct, fewer calls."""
    text = statement.text
    for sure, pattern in _WISHES.concerned(text):
        match = pattern.search(text, need.start, need.end)
        if match is None:
            continue
        soon = match.start() - need.start
        ours = match[0].lower().startswith("our")
        weight = sure
        if pattern is OURS and not ours and not GOAL.search(text, need.start, need.end):
            weight = _OWN_JOB
        if pattern is METRIC and statement.format == "hmw":
            weight = 0.66  # it is the firm that asks
        if trade and not (pattern is CONDUCT and soon < _SOON):  # what the customer itself should do counts
            weight = 0.75 if ours and not statement.is_story else _OWN_JOB
        yield Hit(need if soon < _NEAR else Span(match.start(), match.end()), weight)
        return
    if trade:
        return
    yield from _heard(statement, need)
    after = _SO.search(text, need.end, need.end + 12) and CONDUCT.search(text, need.end)
    if after:
        yield Hit(Span(after.start(), after.end()), 0.64)
    moved = statement.format == "hmw" and _HMW_OURS.search(text, max(0, need.start - 30), need.end)
    if moved:
        own = METRIC.search(text) or OURS.search(text) or CONDUCT.search(text)
        yield Hit(Span(moved.start(), moved.end()), 0.68 if own else 0.4)


def _heard(statement: Statement, need: Span) -> Iterator[Hit]:
    """Hear the firm in what customers are said to need: "us", its own gain, its target, or itself as what needs."""
    text, slots = statement.text, statement.slots
    ours = any(
        slot is not None and _VOICE.search(slot.of(text)) for slot in (slots.customer, slots.need_subject)
    )
    if not ours and not statement.quoted(need):
        pattern = WITH_US if statement.is_story else VOICE
        match = pattern.search(text, need.start, min(need.end, need.start + _REACH))
        if match:
            yield Hit(need if match.start() - need.start < _NEAR else Span(match.start(), need.end), 0.64)
    for pattern in (SERVED, AIMED):
        match = pattern.search(text, need.start, need.end)
        if match:
            yield Hit(Span(match.start(), match.end()), 0.66)
    subject = slots.need_subject
    if subject and slots.customer and subject.start > slots.customer.end and THE_FIRM.match(subject.of(text)):
        yield Hit(Span(subject.start, need.end), 0.66)


def _in_purpose(statement: Statement, *, trade: bool) -> Iterator[Hit]:
    """Look for what the firm says it wants, or gains: "so that our renewals hold"."""
    text, slots = statement.text, statement.slots
    for sure, pattern in _GAINS.concerned(text):
        match = pattern.search(text)
        if match is None or statement.quoted(Span(match.start(), match.end())):
            continue
        aside = (
            pattern is COST_US and slots.problem and slots.customer
        )  # told beside a hardship of the customer
        owned = trade and pattern in (OUR_PURPOSE, PURPOSE)
        yield Hit(Span(match.start(), match.end()), _OWN_JOB if aside or owned else sure)


def _in_hardship(statement: Statement, *, trade: bool) -> Iterator[Hit]:
    """Look for what the firm suffers where the customer's hardship should be."""
    text, slots = statement.text, statement.slots
    told = slots.hardship in ("must", "cannot")
    speaks = slots.customer and _VOICE.search(slots.customer.of(text))
    for sure, pattern in _PAINS.concerned(text):
        match = pattern.search(text)
        if match is None or statement.quoted(Span(match.start(), match.end())):
            continue
        impact = pattern is not AIM and slots.customer and told and not (speaks or _WE_MUST.match(match[0]))
        yield Hit(Span(match.start(), match.end()), _OWN_JOB if trade else 0.5 if impact else sure)
    bidden = _PERSUADED.match(text, slots.problem.start) if slots.problem else None
    if bidden:
        yield Hit(Span(bidden.start(), bidden.end()), 0.66)
    cause = GOAL.search(text, slots.because.start, slots.because.end) if slots.because else None
    if cause and not trade:
        yield Hit(Span(cause.start(), cause.end()), 0.64)
    measure = None if trade or told else METRIC.search(text)
    if measure and not statement.quoted(Span(measure.start(), measure.end())):
        yield Hit(Span(measure.start(), measure.end()), _OWN_JOB)


def _trading(statement: Statement) -> bool:
    """Say whether the customer's own job is revenue."""
    slots = statement.slots
    return any(
        span is not None and bool(TRADE.search(span.of(statement.text)))
        for span in (slots.customer, slots.need_subject)
    )
