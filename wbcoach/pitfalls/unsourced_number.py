"""A figure without a source hardens as it is copied."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from wbcoach.figures import PERIOD, SOURCE, Figure, figures, is_claim
from wbcoach.grammar import Span, words
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.bearings import backed
from wbcoach.vocabulary.wishes import hoped_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D03"
LENS = "data"
SEVERITY = "major"
MESSAGE = "This figure has no source, period or base, and is in none of the linked feedback."
QUESTION = "Where can I look this number up, and for which period?"
ASKED = "Where can I look up “{words}”, and for which period?"
LOOK_FOR = "A measured figure (share, count, time, money) with no source or date beside it and not in the linked evidence; limits, ages and times of day are not claims."
BAD = [
    Example(
        "Today, gym managers have to refuse 35% of visitors when a card reader fails. Customers need a way to train on the day they came."
    ),
    Example(
        "Today, legal clerks have to spend 6 hours a week on bundles when a hearing moves. Customers need a way to file the right pages."
    ),
    Example(
        "Today, roofers have to redo quotes when steel prices jump, which costs them 4,200 euros a year. Customers need a way to quote a price they can keep."
    ),
]
GOOD = [
    Example(
        "Today, legal clerks have to spend 6 hours a week on bundles when a hearing moves (diary study, 11 clerks, May 2026). Customers need a way to file the right pages.",
    ),
    Example(
        "Today, visitors aged 16 to 18 have to bring a parent when they enter the pool after 8 pm. Customers need a way to swim on the evenings when a coach is there.",
        (
            ("interview", "My mum sits in the car until nine."),
            ("door_log", "May 2026: 96 of 400 evening entries were turned away."),
        ),
    ),
    Example(
        "Today, gym managers have to refuse visitors when a card reader fails, and 35% of them go home. Customers need a way to train on the day they came.",
        (("door_log", "June 2026: 35% of 310 refused visitors left without training."),),
    ),
]


_OUT_OF_TEN = re.compile(
    r"\bout\s+of\s+(?:every\s+)?(?:ten|10|five|5|four|4|three|3|twenty|20|100)\b|\bin\b|\bfrom\b",
    re.IGNORECASE,
)
_BASED = re.compile(r"[^.;]{0,40}\(\s*(?:n\s*=|\w+\s+(?:of|from|out\s+of|in)\s+\w+|\d)", re.IGNORECASE)
_REACH, _MOST = 60, 40
_SURE, _BASE_TOLD, _LINKED = 0.75, 0.4, 0.7


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find measured figures that neither the sentence nor the evidence gives a source for."""
    text = statement.text
    items = [found.item.text for found in evidence]
    names = {found.item.id for found in evidence}
    sourced: dict[Span, bool] = {}
    for figure in figures(text)[:_MOST]:
        if not figure.measures or statement.quoted(figure.span) or not _claimed(statement, figure):
            continue
        sentence = statement.sentence_of(figure.span)
        if sentence not in sourced:
            told = sentence.of(text)
            sourced[sentence] = bool(PERIOD.search(told) or _has_source(told, names))
        if sourced[sentence] or backed(figure, items):
            continue
        sure = _BASE_TOLD if _has_base(text, figure) else _LINKED if evidence.linked else _SURE
        yield Hit(_with_noun(statement, figure, sentence), sure)


def _has_source(told: str, names: set[str]) -> bool:
    """Say whether a sentence names where its figures come from; the id of an item that isn't there names nothing."""
    return any(
        not match[0].startswith("[") or match[0].strip("[]") in names for match in SOURCE.finditer(told)
    )


def _has_base(text: str, figure: Figure) -> bool:
    """Say whether the base stands with the figure: "9 of 17 made a second trip", "40% (n = 30)"; "9 out of 10" is a way to say 90%."""
    if figure.unit == "share":
        return not _OUT_OF_TEN.search(figure.span.of(text))
    if figure.unit != "percent":
        return False
    counts = [other for other in figures(text) if other.unit == "count" and other.value > 0]
    worked_out = any(
        abs(100 * part.value / whole.value - figure.value) <= 1
        for whole, part in pairwise(counts)
        if part.value < whole.value
    )
    return worked_out or bool(_BASED.match(figure.thing))


def _claimed(statement: Statement, figure: Figure) -> bool:
    slots = statement.slots
    if slots.customer and slots.customer.covers(figure.span) and figure.unit not in ("percent", "share"):
        return False
    if hoped_for(statement, figure.span):
        return False
    in_case = any(slot is not None and slot.covers(figure.span) for slot in (slots.problem, slots.situation))
    return is_claim(statement.text, figure, in_case=in_case)


def _with_noun(statement: Statement, figure: Figure, sentence: Span) -> Span:
    """Stretch the span over the two words that say what is counted."""
    reach = min(sentence.end, figure.span.end + _REACH)
    after = words(statement.text, figure.span.end, reach)
    end = figure.span.end
    for word in after[:2]:
        if any(mark in statement.text[end : word.start] for mark in ",;.:()"):
            break
        end = word.end
    return Span(figure.span.start, end)
