"""A figure without a source hardens as it is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.figures import PERIOD, SOURCE, Figure, figures, is_claim, same_value, values_of
from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D03"
LENS = "data"
SEVERITY = "major"
MESSAGE = "This figure has no source, period or base, and is in none of the linked feedback."
QUESTION = "Where can I look this number up, and for which period?"
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


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find measured figures that neither the sentence nor the evidence gives a source for."""
    text = statement.text
    known = [value for found in evidence for value in values_of(found.item.text)]
    sourced: dict[Span, bool] = {}
    for figure in figures(text):
        sentence = next((s for s in statement.sentences if s.covers(figure.span)), statement.whole)
        if sentence not in sourced:
            words = sentence.of(text)
            sourced[sentence] = bool(SOURCE.search(words) or PERIOD.search(words))
        if sourced[sentence] or statement.quoted(figure.span) or not _claimed(statement, figure):
            continue
        if any(same_value(figure, other) for other in known):
            continue
        yield Hit(_with_noun(statement, figure, sentence), 0.75)


def _claimed(statement: Statement, figure: Figure) -> bool:
    slots = statement.slots
    if slots.customer and slots.customer.covers(figure.span) and figure.unit not in ("percent", "share"):
        return False
    if statement.in_need(figure.span):
        return False
    in_case = any(slot is not None and slot.covers(figure.span) for slot in (slots.problem, slots.situation))
    return is_claim(statement.text, figure, in_case=in_case)


def _with_noun(statement: Statement, figure: Figure, sentence: Span) -> Span:
    """Stretch the span over the two words that say what is counted."""
    after = statement.words(Span(figure.span.end, sentence.end)) if figure.span.end < sentence.end else []
    end = figure.span.end
    for word in after[:2]:
        if any(mark in statement.text[end : word.start] for mark in ",;.:()"):
            break
        end = word.end
    return Span(figure.span.start, end)
