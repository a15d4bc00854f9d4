"""Put hardship, need, moment and customer together into the four slots."""

from __future__ import annotations

from wbcoach.grammar import Span, sentences
from wbcoach.slots.hardships import find_hardship
from wbcoach.slots.markers import OPENER
from wbcoach.slots.needs import find_need, find_proposal
from wbcoach.slots.shape import SENTENCE_REACH, SENTENCES_READ, Slots
from wbcoach.slots.situations import any_situation, find_because
from wbcoach.slots.subjects import is_template_word, stands_in, wisher


def find_slots(text: str) -> Slots:
    """Read the slots of a template, a paraphrase of it, a point of view, or free text."""
    spans = [_shorten(span) for span in sentences(text)[:SENTENCES_READ]]
    if not spans:
        return Slots()
    opened = any(OPENER.match(text, span.start, span.end) for span in spans)
    need = find_need(text, spans, opened=opened)
    clause = find_hardship(text, spans, need)
    proposal = find_proposal(text, spans)
    if clause is None:
        clause = Slots()
    customer = clause.customer
    if need and need.subject and stands_in(text, customer):
        customer = need.subject if not is_template_word(text, need.subject) or customer is None else customer
        if customer == need.subject and is_template_word(text, need.subject):
            told = clause.hardship is not None or opened or len(spans) > 1
            customer = clause.customer if told else customer
            if need.way and need.subject.of(text).lower() == "customers":
                customer = clause.customer  # the template's own word
    if stands_in(text, customer) and clause.hardship is None:
        customer = wisher(text, spans) or customer
    situation = clause.situation or any_situation(text, spans, need)
    because = clause.because or find_because(text, spans)
    problem = clause.problem
    if problem is None and because is not None:
        problem = because
    return Slots(
        customer=customer,
        problem=problem,
        situation=situation,
        need=need.content if need else None,
        because=because,
        proposal=proposal,
        need_subject=need.subject if need else None,
        need_phrase=need.phrase if need else None,
        hardship=clause.hardship,
        way=bool(need and need.way),
        opened=opened,
    )


def _shorten(span: Span) -> Span:
    return Span(span.start, min(span.end, span.start + SENTENCE_REACH))
