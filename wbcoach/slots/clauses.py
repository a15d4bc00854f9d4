"""A clause round its verb: its subject, how far what it tells reaches, its moment and its cause."""

from __future__ import annotations

import re

from wbcoach.grammar import Span, trim, words
from wbcoach.lexicon import names_people
from wbcoach.slots.markers import OPENER, RELATIVE, SITUATION
from wbcoach.slots.shape import Hardship, Slots
from wbcoach.slots.situations import (
    find_because,
    fronted_situation,
    inner_situation,
    situation_after,
    without_when,
)
from wbcoach.slots.subjects import (
    drop_tail_adverbs,
    fronted_for,
    main_clause_start,
    subject_start,
    without_relative,
)

_CLAUSE_END = re.compile(
    r"\s*(?:;|:\s|\s[–—-]+\s|—|,\s*(?:which|because|so(?!\s+as)|but|and\s+(?:(?:\w+\s+){0,6}?(?:is|are|was|were|has|had|said|told|shows?|proves?|never|does|cannot|can)|(?:\w+\s+){1,6}?(?:have|do))\b|since|as\s+(?:happened|they|we)|yet|and\s+(?:\d|our\b|we\b)|or\s+else|costing|leading|resulting|meaning|causing|leaving|wasting|making|even\s+though|although|though)\b|,\s+\d"
    r"|\s(?:because|which\s+(?:is|means|costs|leads|causes|makes|leaves|takes|results)|since\s+they|so\s+(?:that\b|they|the)|due\s+to|but\s+(?:they|it|we|the))\b|\s*\()",
    re.IGNORECASE,
)

_CLAUSAL = re.compile(
    r"\b(?:when(?:ever)?|if|because|while|until)\b|\b(?:before|after|once|since)\s+(?:they|he|she|it|we|you|i)\b",
    re.IGNORECASE,
)

_ABSENT = re.compile(r"(?:have|has)\s+(?:no|little)\b|(?:do|does)(?:n['’]t|\s+not)\s+have\b", re.IGNORECASE)


def _without_aside(text: str, customer: Span) -> tuple[Span, Span | None]:
    """Part "pet owners, when a vet is closed," into who and when."""
    comma = text.find(",", customer.start, customer.end)
    start = comma + 1
    while comma > 0 and start < customer.end and text[start].isspace():
        start += 1
    if comma < 0 or not SITUATION.match(text, start, customer.end):
        return customer, None
    return trim(text, Span(customer.start, comma)), without_when(
        text, trim(text, Span(start, customer.end), ",")
    )


def _named_in_front(text: str, start: int, end: int) -> Span | None:
    """Find whom "they" stands for in a fronted clause: "When users log in, they have to wait"."""
    found = words(text, start, end)
    people = next(
        (i for i, word in enumerate(found[:12]) if names_people(word.low) and word.low != "they"), None
    )
    if people is None:
        return None
    first = next((i for i in range(people, 0, -1) if found[i - 1].low in _LEADS), people)
    return Span(found[first].start, found[people].end)


_LEADS = frozenset(
    "when whenever if while once as before after until because since today currently now that to for of by with at".split()
)


def subordinate(text: str, start: int, at: int) -> bool:
    """Say whether a verb belongs to a relative or a fronted clause, and isn't the main one."""
    if RELATIVE.search(text[max(start, at - 40) : at]):
        return True
    opener = OPENER.match(text, start, at)
    begin = opener.end() if opener else start
    if main_clause_start(text, begin, at) is not None:
        return False
    head = re.match(
        r"(?:when(?:ever)?|if|while|once|as|because|since|although|though|until|(?:after|before)\s+(?:they|he|she|it|we|you|i|the\s+\w+\s+(?:has|have|is|are|was|were)))\b",
        text[begin:at],
        re.IGNORECASE,
    )
    if head and "," not in text[begin:at]:
        return True
    last = None
    for match in _CLAUSAL.finditer(text[begin:at]):
        last = match
    return bool(last and last.start() > 0 and "," not in text[begin + last.start() : at])


def clause(text: str, region: Span, verb: int, start: int, kind: Hardship) -> Slots:
    """Cut the clause round a verb into who, what, when and why; what it tells starts at `start`."""
    subject_from = subject_start(text, region.start, verb)
    customer = drop_tail_adverbs(text, trim(text, Span(subject_from, verb), ",:;–—-"))
    customer, aside = _without_aside(text, without_relative(text, fronted_for(text, customer)))
    if customer.of(text).lower() in {"they", "he", "she"}:
        customer = _named_in_front(text, region.start, subject_from) or customer
    if (
        kind == "cannot"
        and _ABSENT.match(text, verb)
        and not any(names_people(w.low) for w in words(text, customer.start, customer.end))
    ):
        customer = Span(verb, verb)  # a thing that lacks something has no hardship
    end = trim(text, Span(start, region.end), ".!?;,…").end
    situation = situation_after(text, start, end)
    problem_end = situation.start if situation else end
    stop = _CLAUSE_END.search(text, start + 1, problem_end)
    if stop:
        problem_end = stop.start()
    problem = trim(text, Span(start, problem_end), ",;:–—-.!?")
    if situation:
        stop = _CLAUSE_END.search(text, situation.start + 1, end)
        situation = trim(text, Span(situation.start, stop.start() if stop else end), ",;:–—-.!?")
        situation = without_when(text, situation)
    else:
        situation = aside or fronted_situation(text, region, subject_from) or inner_situation(text, customer)
    because = find_because(text, [Span(start, region.end)])
    named = bool(customer) and words(text, customer.start, customer.end)
    return Slots(customer if named else None, problem or None, situation, because=because, hardship=kind)
