"""Totals only rise, and a score of opinion says nothing of what people did."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.casing import lowered
from wbcoach.vocabulary.metrics import ACTS, GROWTH, MISREAD, VANITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D09"
LENS = "data"
SEVERITY = "minor"
MESSAGE = "This measure cannot carry the claim."
QUESTION = "If this number doubled and nothing got better for them, how could that happen?"
ASKED = "You write “{words}”: if the number doubled and nothing got better for them, how could that happen?"
LOOK_FOR = "A total that only rises (views, downloads, sign-ups, followers), or a score used for what it does not measure (NPS for behaviour, SUS as a percentage); not a task score on its task, nor active users with a definition and a base."
BAD = [
    Example(
        "Today, amateur astronomers have to drive out of town when the sky is clear, and our star map has passed 90,000 downloads. Customers need a way to know that a dark site is open.",
        (("app_analytics", "Downloads to May 2026: 90,300."),),
    ),
    Example(
        "Today, allotment holders have to ring the office when the tap is locked; a CSAT of 82 shows that they can find the number. Customers need a way to water before work.",
        (("survey", "CSAT 82 (n = 140), spring 2026."),),
    ),
    Example(
        "Today, guitar pupils have to rewind the lesson when a chord goes by too fast, and video views grew by 60% this spring. Customers need a way to hear one bar again.",
        (("video_analytics", "Views up 60% in spring 2026."),),
    ),
    Example(
        "Today, tenants have to print the meter form when a lease ends. The form scored SUS 64, so 64% of tenants can use it. Customers need a way to hand over the flat in one visit.",
        (("usability_test", "SUS mean 64, 11 tenants, May 2026."),),
    ),
]
GOOD = [
    Example(
        "Today, tenants have to print the meter form when a lease ends; 4 of 11 finished it in the test, and its SUS was 64 against a usual mean of 68. Customers need a way to hand over the flat in one visit.",
        (("usability_test", "11 tenants, May 2026: 4 of 11 finished; SUS mean 64, usual mean 68."),),
    ),
    Example(
        "Today, night editors have to download each photograph twice when the agency renames a file, and 38 of 120 active editors (logged in within seven days) did so in May 2026. Customers need a way to keep one copy per picture.",
        (
            ("picture_log", "May 2026: 38 of 120 active editors downloaded a renamed file twice."),
            ("interview", "Same face, new number, I take it again."),
        ),
    ),
    Example(
        "Today, stall owners have to ring the bank when a reader stops; after the call they gave a customer effort score of 5.6 of 7 (May 2026, n = 210). Customers need a way to go on selling in the queue.",
        (
            ("call_survey", "May 2026: CES 5.6 of 7 after calls about readers (n = 210)."),
            ("interview", "The queue walks off while I hold the line."),
        ),
    ),
]

_REACH = 50
_BASED = re.compile(r"\bof\s+(?:the\s+|our\s+)?\d|\bn\s*=|\b(?:out\s+of|per)\s+\d")
_USUAL = re.compile(
    r"\b(?:against|benchmark|usual\s+mean|average\s+of\s+68|compared|near|below|above\s+the)\b"
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look for a score that must prove an act, then for a total with a figure or a change beside it."""
    del evidence
    text = lowered(statement.text)
    for match in MISREAD.finditer(text):
        span = Span(match.start(), match.end("claim"))
        if statement.quoted(span) or _USUAL.search(match["claim"]) or not ACTS.search(match["claim"]):
            continue
        if match["link"].lower() in {"so", "because"} and not re.search(r"\d", match[0]):
            continue
        yield Hit(span, 0.75)
        return
    yield from _vain(statement)


def _vain(statement: Statement) -> Iterator[Hit]:
    text = lowered(statement.text)
    for match in VANITY.finditer(text):
        span = Span(match.start(), match.end())
        if statement.quoted(span) or _is_act(text, match):
            continue
        sentence = next((one for one in statement.sentences if one.covers(span)), statement.whole)
        start, end = max(sentence.start, span.start - _REACH), min(sentence.end, span.end + _REACH)
        counted = [
            figure
            for figure in figures(statement.text)
            if start <= figure.span.start < end and figure.unit in ("percent", "count", "share")
        ]
        moved = GROWTH.search(text, start, end)
        if any(figure.unit == "share" for figure in counted) or _BASED.search(text, start, end):
            continue
        if not moved and not counted:
            continue
        sure = 0.45 if statement.in_need(span) else 0.7
        first = min([span.start, *(figure.span.start for figure in counted)])
        last = max(
            [
                span.end,
                *(figure.span.end for figure in counted),
                moved.end() if moved and moved.start() >= span.end else 0,
            ]
        )
        yield Hit(Span(first, last), sure)
        return


def _is_act(text: str, match: re.Match[str]) -> bool:
    """Say whether the word is a verb or somebody's task: "downloads the log", "count the clicks"."""
    after = re.match(
        r"\s+(?:the|a|an|it|each|every|them|this|that|his|her|their)\b(?!\s+(?:year|month|week|quarter|spring|summer|autumn|winter))",
        text[match.end() : match.end() + 24],
    )
    return after is not None and match[0].lower() in {
        "downloads",
        "installs",
        "likes",
        "clicks",
        "views",
        "plays",
        "streams",
        "mentions",
        "stars",
        "listens",
    }
