"""A trait given to a group, kind or unkind, is seldom backed by evidence and closes the enquiry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span, Word
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.bearers import CAUSES, MOMENTS, Bearer, bearer, known_groups
from wbcoach.vocabulary.origins import NATIONS
from wbcoach.vocabulary.predicate_words import liking, mild
from wbcoach.vocabulary.predicates import character_at, predicates, upset
from wbcoach.vocabulary.traits import (
    ALIEN,
    ATTRIBUTED,
    BEING,
    CHARACTER,
    DENIED,
    FOND,
    LABEL,
    LIKE_ALL,
    NATURE,
    OUTRIGHT,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement
    from wbcoach.vocabulary.willing import Predicate

CODE = "P02"
LENS = "persona"
SEVERITY = "blocker"
MESSAGE = "A trait of character or ability is given to a whole group."
QUESTION = "What did you see that made you think so, and where have you seen it outside the group?"
ASKED = "What did you see that made you write “{words}”, and where have you seen it outside the group?"
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


_MOMENT = re.compile(r"[^.;]*?\b(?:when|if|while|until|whenever)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?;:,]|\s[–—-]\s|—|\b(?:because|since|but|and|so|when|if|while)\b", re.IGNORECASE)


_CLAIMS = "character blame failing lapse conduct leaning taste habit temper state shunning sweep".split()
_SURE = {
    "group": dict(
        zip(_CLAIMS, (0.8, 0.72, 0.7, 0.5, 0.7, 0.68, 0.66, 0.64, 0.64, 0.45, 0.45, 0.45), strict=True)
    ),
    "kin": dict(
        zip(_CLAIMS, (0.72, 0.62, 0.62, 0.4, 0.64, 0.64, 0.5, 0.5, 0.5, 0.3, 0.4, 0.35), strict=True)
    ),
    "role": dict(zip(_CLAIMS, (0.68, 0.5, 0.4, 0.3, 0.45, 0.62, 0.4, 0.35, 0.4, 0.0, 0.3, 0.0), strict=True)),
}
_COMPARED = re.compile(r"[^.;,]{0,60}?\bthan\b", re.IGNORECASE)
_BECAUSE = re.compile(r"\b(?:because|since|as)\s+(?:most\s+|the\s+)?\Z", re.IGNORECASE)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look at what each verb says of its subject: a trait, taste or conduct of people by kind."""
    del evidence
    text, found = statement.text, statement.words()
    known = known_groups(text)
    best: Hit | None = None
    for at, told in predicates(text, found):
        who = bearer(text, found, at, known)
        if who is None:
            continue
        span = Span(who.start, max(told.end, who.start + 1))
        sure = _sure(statement, found, told, who)
        if sure and not _excused(statement, span) and (best is None or sure > best.confidence):
            best = Hit(span, sure)
    for hit in (*_marked(statement, found, known), *_labelled(statement, found, known)):
        if best is None or hit.confidence > best.confidence:
            best = hit
    if best:
        yield best


def _sure(statement: Statement, found: list[Word], told: Predicate, who: Bearer) -> float:
    text = statement.text
    lead = text[max(0, who.start - 14) : who.start].lower().replace(",", " ").split()[-2:]
    because = any(word in CAUSES for word in lead)
    cause = because or text[: who.start].rstrip()[-1:] in {";", ".", ":", "–", "—"}
    customer = statement.slots.customer
    main = (
        not because
        and customer is not None
        and customer.start <= who.start < customer.end
        and text[who.start :][:3] != "who"
    )
    sure = _SURE[who.kind][told.claim]
    word = found[told.at].low
    every = re.match(r"\s*(?:\w+\s+)?(?:every|any)", text[found[told.at].end : told.end + 8]) is not None
    if told.claim == "taste" and mild(word) and not every and (main or not cause):
        sure = min(sure, 0.5)
    if main and told.claim in {"conduct", "habit", "failing"}:
        then = _MOMENT.search(text, told.end, told.end + 60)
        sure = min(sure, 0.5 if then else 0.62)
    if because and who.kind == "group" and who.named and told.claim in {"shunning", "lapse"}:
        sure = 0.64
    if told.claim == "sweep" and who.kind == "group" and who.named and cause:
        sure = 0.45 if _MOMENT.match(text, told.end) else 0.62  # "count every penny"
    if told.claim == "taste" and who.kind == "group" and _COMPARED.match(text, told.end):
        sure = max(sure, 0.64)  # "moms worry more than dads"
    if told.claim == "leaning" and liking(word) and not because:
        sure = min(sure, 0.5 if who.kind != "group" else 0.62)
    if not who.named and who.kind == "role":
        sure = sure - 0.05 if told.claim == "character" and cause else min(sure, 0.45)
    if lead and lead[-1] in MOMENTS:
        sure = min(sure, 0.5)
    return sure


def _excused(statement: Statement, span: Span) -> bool:
    """Say whether others said it, or it is denied, counted, wished for or quoted."""
    text = statement.text
    if statement.quoted(span):
        return True
    last = Span(span.end - 1, span.end)
    if statement.in_need(last) and (statement.slots.way or re.search(r"\bneeds?\b", span.of(text))):
        return True
    sentence = next((s for s in statement.sentences if s.overlaps(span)), statement.whole)
    stop = _ENDS.search(text, span.end, sentence.end)
    clause = text[max(sentence.start, span.start - 40) : stop.start() if stop else sentence.end]
    return bool(
        ATTRIBUTED.search(clause)
        or DENIED.search(clause)
        or any(figure.unit in ("percent", "share", "count") and figure.value for figure in figures(clause))
    )


def _marked(statement: Statement, found: list[Word], known: list[Span]) -> Iterator[Hit]:
    """See what is said outright to be in people's nature, and what frightens or bores "them"."""
    text = statement.text
    if not known:
        for match in OUTRIGHT.finditer(text):
            if not _excused(statement, Span(match.start(), match.end())):
                yield Hit(_clause_of(text, Span(match.start(), match.end())), 0.62)
        return
    for match in NATURE.finditer(text):
        span = _clause_of(text, Span(match.start(), match.end()))
        if not _excused(statement, span):
            yield Hit(span, 0.66)
    for match in BEING.finditer(text):
        apt = match["nation"] is None or match["nation"].lower() in NATIONS
        if apt and not _excused(statement, Span(match.start(), match.end())):
            yield Hit(Span(match.start(), match.end()), 0.64)
    for group in known:
        if _BECAUSE.search(text, max(0, group.start - 20), group.start) and not statement.quoted(group):
            yield Hit(_clause_of(text, group), 0.42)
        like = LIKE_ALL.search(text, max(0, group.start - 24), group.start)
        if like and any(word in like[0].lower() for word in ("all", "most", "any", "every")):
            yield Hit(_clause_of(text, Span(like.start(), group.end)), 0.66)
    for match in ALIEN.finditer(text):
        whom = Span(match.start("whom"), match.end("whom"))
        if (
            match["whom"].lower().startswith(("them", "us ", "our ", "people like"))
            or any(whom.overlaps(g) for g in known)
        ) and not _excused(statement, whom):
            yield Hit(_clause_of(text, Span(match.start(), match.end())), 0.66)
    for at, word in enumerate(found):
        if upset(found, at) and not _excused(statement, Span(found[at - 1].start, word.end)):
            after = found[at + 1] if at + 1 < len(found) else word
            them = after.low == "them" or any(group.start <= after.start < group.end for group in known)
            yield Hit(Span(found[at - 1].start, after.end), 0.68 if them else 0.45)


def _clause_of(text: str, span: Span) -> Span:
    start = max((m.end() for m in _ENDS.finditer(text[: span.start])), default=0)
    stop = _ENDS.search(text, span.end)
    start += len(text[start : span.start]) - len(text[start : span.start].lstrip())
    return Span(start, stop.start() if stop else len(text.rstrip()))


def _labelled(statement: Statement, found: list[Word], known: list[Span]) -> Iterator[Hit]:
    """See a trait set before or after the noun: "tech-shy pensioners", "grandmothers, hopeless with remotes,"."""
    text = statement.text
    places = {word.start: index for index, word in enumerate(found)}
    for group in known:
        index = places.get(group.start)
        if index is None or statement.quoted(group):
            continue
        before = found[index - 1] if index else None
        if (
            before
            and text[before.end : group.start] in {" ", ", "}
            and (before.low in CHARACTER or FOND.match(before.low))
        ):
            yield Hit(Span(before.start, group.end), 0.72)
        after = next((i for i in range(index, len(found)) if found[i].start >= group.end), None)
        if after is not None and text[group.end : found[after].start] == ", ":
            end = character_at(text, found, after)
            if end:
                yield Hit(Span(found[after].start, end), 0.72)
    customer = statement.slots.customer
    for word in statement.words(customer)[:-1] if customer else ():
        if word.low in CHARACTER:
            yield Hit(Span(word.start, customer.end if customer else word.end), 0.5)
            break
    match = LABEL.search(text, customer.start, customer.end) if customer else None
    if match and customer and not statement.quoted(customer):
        tail = re.match(
            r"[\w'’-]+(?:\s+(?!who|that|at|in|with|from|on|of)[\w'’-]+)?", text[match.end() : customer.end]
        )
        yield Hit(Span(match.start(), match.end() + (tail.end() if tail else 0)), 0.75)
