"""A trait given to a group, kind or unkind, is seldom backed by evidence and closes the enquiry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from wbcoach.figures import figures
from wbcoach.grammar import Span, Word
from wbcoach.groups import groups
from wbcoach.lexicon import names_people, words
from wbcoach.pitfall import Example, Hit
from wbcoach.predicates import Predicate, character_at, liking, mild, predicate, upset
from wbcoach.traits import ALIEN, ATTRIBUTED, CHARACTER, DENIED, FOND, LABEL, LIKE_ALL, NATURE

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


# Nouns for people of whom much is said: not a demographic, but more than a role.
_KIN = words("""
    students kids children teens tourists locals villagers islanders creatives introverts extroverts academics artists generation
    newcomers outsiders youngsters learners apprentices trainees interns graduates freshers undergraduates lot crowd
    parents grandparents bachelors couples boys girls
""")
_PRONOUNS = words("they he she they're they've they'd they'll he's she's theyre")
_SKIPPED = words("""
    just simply also all still often usually generally always never only really too so basically do don't does will would can may might
    these days today nowadays themselves mostly largely typically naturally ever hardly as rule
""")
_SOME = words("some several few two three four five six seven eight nine ten both one this these those another certain my her his single")
_CAUSES = words("because since as for so")
_MOMENTS = words("when whenever if while until after before once unless where how whether why what which")
# People by place or by health: no shorthand by itself, but groups to be stereotyped.
_OTHERS = re.compile(
    r"\b(?:(?:rural|urban|suburban|small-town|village|provincial|country|city|northern|southern|island|coastal|big-city|metropolitan|autistic|dyslexic|deaf|blind|disabled|diabetic|obese|overweight|neurodivergent|neurodiverse|religious|religiously\s+\w+|gay|lesbian|left-handed|self-employed|homeless|university-educated|academic)\s+(?P<head>[a-z]+)"
    r"|the\s+(?:mentally\s+ill|disabled|deaf|blind|obese|homeless|sick|religious|self-employed)(?=[\s,]+(?:who|are|can|cannot|don|do|have|never|always|will|won|tend|love|hate|prefer)))\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?;:,]|\s[–—-]\s|—|\b(?:because|since|but|and|so|when|if|while)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Subject:
    kind: Literal["group", "kin", "role"]
    start: int
    named: bool  # by a noun, not a pronoun


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Look at what each verb says of its subject: a trait, taste or conduct of people by kind."""
    del evidence
    text, found = statement.text, statement.words()
    known = sorted([group.span for group in groups(text)] + list(_others(text)), key=lambda g: g.start)
    best: Hit | None = None
    for at in range(len(found)):
        told = predicate(text, found, at)
        who = _subject(text, found, at, known) if told else None
        if told is None or who is None:
            continue
        span = Span(who.start, max(told.end, who.start + 1))
        sure = _sure(statement, found, at, told, who)
        if sure and not _excused(statement, span) and (best is None or sure > best.confidence):
            best = Hit(span, sure)
    for hit in (*_marked(statement, found, known), *_labelled(statement, found, known)):
        if best is None or hit.confidence > best.confidence:
            best = hit
    if best:
        yield best


def _others(text: str) -> Iterator[Span]:
    for match in _OTHERS.finditer(text):
        head = match["head"]
        if head is None or (names_people(head) and head.lower().endswith(("s", "folk", "people"))):
            yield Span(match.start(), match.end())


def _subject(text: str, found: list[Word], at: int, known: list[Span]) -> _Subject | None:
    """Find who the verb at `at` is about, straight before it or before a short phrase of place."""
    if found[at].low in _PRONOUNS:
        return _Subject("group" if _meant(text, found[at].start, known) else "role", found[at].start, named=False)
    index = at - 1
    while index >= 0 and (found[index].low in _SKIPPED or found[index].low.endswith("ly")):
        index -= 1
    if index < 0 or re.search(r"[.!?;:]", text[found[index].end : found[at].start]):
        return None
    word = found[index]
    if word.low in _PRONOUNS:
        return _Subject("group" if _meant(text, word.start, known) else "role", word.start, named=False)
    if found[at].low == "being" and text[: found[at].start].rstrip()[-1:] == ",":
        before = [group for group in known if group.end < found[at].start and "." not in text[group.end : found[at].start]]
        if before:
            return _Subject("group", found[at].start, named=True)
    if word.low in {"who", "that"} or found[at].low == "being" or word.low in {"to", "stop"}:
        for group in known:
            if 0 <= word.end - group.end and len(text[group.end : word.end].split()) <= 3:
                start = word.start if word.low == "who" else group.start
                return _Subject("group", start, named=True)
        if word.low in {"to", "stop"}:
            return None
        relative = word.low in {"who", "that"}
        index -= relative
        if index < 0 or (relative and text[found[index].end] != ","):
            return None  # "shoppers who love paper" are told apart, not judged
        return _noun(text, found, index)
    for group in known:
        between = text[group.end : word.end]
        if group.start <= word.start < group.end or (
            group.end <= word.start
            and re.match(r"\s+(?:from|of|in|on|at|with|over|under)\b[^.,;:]*\Z", between)
            and len(between.split()) <= 5
        ):
            before = text[max(0, group.start - 12) : group.start].lower().split()[-1:]
            return None if before and before[0] in _SOME else _Subject("group", group.start, named=True)
    for back in range(index - 1, max(-1, index - 6), -1):
        if re.search(r"[.,;:]", text[found[back].end : found[back + 1].start]):
            break
        if found[back].low in _KIN and found[back + 1].low in {"on", "from", "of", "in", "at", "with"}:
            return _noun(text, found, back)
    return _noun(text, found, index)


def _noun(text: str, found: list[Word], index: int) -> _Subject | None:
    """Read a bare plural as the subject of a general claim; "the nurses" are some that were seen."""
    word = found[index].low
    kin = word in _KIN
    if not kin and not (names_people(word) and (word.endswith(("s", "men", "people", "folk")))):
        return None
    start = index
    while start and index - start < 3 and text[found[start - 1].end : found[start].start] == " ":
        before = found[start - 1].low
        if before in _SOME or (before == "the" and not kin):
            return None
        if before in _CAUSES or before in _MOMENTS or before in {"and", "but", "that", "our", "with", "of"}:
            break
        start -= 1
    return _Subject("kin" if kin else "role", found[start].start, named=True)


def _meant(text: str, at: int, known: list[Span]) -> bool:
    """Say whether a pronoun can stand for a group: one named before it, or later in its sentence."""
    stop = text.find(". ", at)
    return any(group.start < at or group.start < (stop if stop > 0 else len(text)) for group in known)


def _sure(statement: Statement, found: list[Word], at: int, told: Predicate, who: _Subject) -> float:
    text = statement.text
    lead = text[max(0, who.start - 14) : who.start].lower().replace(",", " ").split()[-2:]
    cause = any(word in _CAUSES for word in lead) or text[: who.start].rstrip()[-1:] in {";", ".", ":", "–", "—"}
    customer = statement.slots.customer
    main = customer is not None and customer.start <= who.start < customer.end and text[who.start :][:3] != "who"
    sure = {
        "group": {"character": 0.8, "blame": 0.72, "conduct": 0.7, "leaning": 0.68, "taste": 0.66, "habit": 0.64, "temper": 0.64, "state": 0.45},
        "kin": {"character": 0.72, "blame": 0.5, "conduct": 0.64, "leaning": 0.64, "taste": 0.5, "habit": 0.5, "temper": 0.5, "state": 0.3},
        "role": {"character": 0.68, "blame": 0.5, "conduct": 0.45, "leaning": 0.62, "taste": 0.4, "habit": 0.35, "temper": 0.4, "state": 0.0},
    }[who.kind][told.claim]
    if main and not (who.kind == "kin" and told.claim == "conduct") and (told.claim in {"conduct", "habit"} or (told.claim == "taste" and mild(found[told.at].low))):
        sure = min(sure, 0.62 if who.kind == "group" and told.claim != "taste" else 0.5)
    if told.claim == "taste" and mild(found[told.at].low) and not cause:
        sure = min(sure, 0.55)
    if told.claim == "leaning" and liking(found[told.at].low) and not any(word in _CAUSES for word in lead):
        sure = min(sure, 0.5 if who.kind != "group" else 0.62)
    if not who.named and who.kind == "role":
        sure = sure - 0.05 if told.claim == "character" and cause else min(sure, 0.45)
    if lead and lead[-1] in _MOMENTS:
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
        or any(figure.unit in ("percent", "share", "count") for figure in figures(clause))
    )


def _marked(statement: Statement, found: list[Word], known: list[Span]) -> Iterator[Hit]:
    """See what is said outright to be in people's nature, and what frightens or bores "them"."""
    text = statement.text
    if not known:
        return
    for match in NATURE.finditer(text):
        span = _clause_of(text, Span(match.start(), match.end()))
        if not _excused(statement, span):
            yield Hit(span, 0.66)
    for group in known:
        like = LIKE_ALL.search(text, max(0, group.start - 24), group.start)
        if like and any(word in like[0].lower() for word in ("all", "most", "any", "every")):
            yield Hit(_clause_of(text, Span(like.start(), group.end)), 0.66)
    for match in ALIEN.finditer(text):
        whom = Span(match.start("whom"), match.end("whom"))
        if (match["whom"].lower().startswith(("them", "us ", "our ", "people like")) or any(whom.overlaps(g) for g in known)) and not _excused(statement, whom):
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
        if before and text[before.end : group.start] in {" ", ", "} and (before.low in CHARACTER or FOND.match(before.low)):
            yield Hit(Span(before.start, group.end), 0.72)
        after = next((i for i in range(index, len(found)) if found[i].start >= group.end), None)
        if after is not None and text[group.end : found[after].start] == ", ":
            end = character_at(text, found, after)
            if end:
                yield Hit(Span(found[after].start, end), 0.72)
    customer = statement.slots.customer
    match = LABEL.search(text, customer.start, customer.end) if customer else None
    if match and customer and not statement.quoted(customer):
        end = re.match(r"[\w'’-]+(?:\s+(?!who|that|at|in|with|from|on|of)[\w'’-]+)?", text[match.end() : customer.end])
        yield Hit(Span(match.start(), match.end() + (end.end() if end else 0)), 0.75)
