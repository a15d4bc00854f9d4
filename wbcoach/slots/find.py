"""Put hardship, need, moment and customer together into the four slots."""

from __future__ import annotations

import re

from wbcoach.grammar import Span, sentences
from wbcoach.slots.hardships import find_hardship
from wbcoach.slots.markers import OPENER
from wbcoach.slots.needs import find_need, find_proposal
from wbcoach.slots.shape import SENTENCE_REACH, SENTENCES_READ, Need, Slots
from wbcoach.slots.situations import any_situation, find_because
from wbcoach.slots.subjects import is_template_word, stands_in, wisher

# A question in brackets; the span of a slot may end before its last marks.
_GAP = re.compile(r"\[[^\[\]]*\]?[.,;?]*")


def find_slots(text: str) -> Slots:
    """Read the slots of a template, a paraphrase of it, a point of view, or free text."""
    spans = [_shorten(span) for span in sentences(text)[:SENTENCES_READ]]
    if not spans:
        return Slots()
    opened = any(OPENER.match(text, span.start, span.end) for span in spans)
    need = find_need(text, spans, opened=opened)
    clause = find_hardship(text, spans, need) or Slots()
    customer = _customer(text, spans, clause, need, opened=opened)
    because = clause.because or find_because(text, spans)
    if customer is None and because is not None and clause.hardship is None:
        inner = find_hardship(text, [because], None)
        if inner is not None and not stands_in(text, inner.customer):
            # "Customers need ..., because today drivers have to ..."
            clause, customer = inner, inner.customer
    return Slots(
        customer=_told(text, customer),
        problem=_told(text, clause.problem or because),
        situation=_told(text, clause.situation or any_situation(text, spans, need)),
        need=_told(text, need.content if need else None),
        because=because,
        proposal=find_proposal(text, spans),
        need_subject=need.subject if need else None,
        need_phrase=need.phrase if need else None,
        hardship=clause.hardship,
        way=bool(need and need.way),
        opened=opened,
    )


def _customer(text: str, spans: list[Span], clause: Slots, need: Need | None, *, opened: bool) -> Span | None:
    """Choose who has the problem: the subject of the hardship, else of the need, else of a wish."""
    customer = clause.customer
    if need and need.subject and stands_in(text, customer):
        if not is_template_word(text, need.subject):
            return need.subject
        template = need.way and need.subject.of(text).lower() == "customers"
        if customer is None and not (template or opened or clause.hardship or len(spans) > 1):
            return need.subject
    wishing = None if clause.hardship else wisher(text, spans)
    if wishing and stands_in(text, customer) and not (need and need.way and wishing == need.subject):
        return wishing
    return customer


def _told(text: str, slot: Span | None) -> Span | None:
    """Give a slot that says something; one that is only a gap ("[who, exactly?]") is still to be filled."""
    return slot if slot is None or not _GAP.fullmatch(slot.of(text).strip()) else None


def _shorten(span: Span) -> Span:
    return Span(span.start, min(span.end, span.start + SENTENCE_REACH))
