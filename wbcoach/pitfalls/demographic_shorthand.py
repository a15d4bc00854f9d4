"""Reasoning rarely follows demographic lines; the label invites each reader's own stories."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.groups import Group, groups
from wbcoach.vocabulary.reasons import about_a_child, has_reason, set_by_age

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "P01"
LENS = "persona"
SEVERITY = "major"
MESSAGE = "A demographic label stands in for what these people do."
QUESTION = (
    "What do these people do or think that others their age do not, and who outside the group does it too?"
)
ASKED = "What do these people do or think apart from being “{words}”, and who else does it too?"
LOOK_FOR = "Age, gender, income, origin, generation or family status picks the customer out although the task would be the same for others; not where a rule, the body, a life event or discrimination makes it matter."
BAD = [
    Example(
        "Today, millennial homebuyers have to scroll through listings twice when a filter resets. Customers need a way to go on where they stopped."
    ),
    Example(
        "Today, elderly passengers have to ask at the desk when a gate changes. Customers need a way to be at the right gate."
    ),
    Example(
        "Today, working mums have to call back when the practice line is busy. Customers need a way to ask once."
    ),
    Example(
        "Today, wealthy investors have to wait for a paper statement when a fund closes. Customers need a way to decide in time."
    ),
]
GOOD = [
    Example(
        "Today, women returning from maternity leave have to apply for their own shifts again when a ward has changed its rota. Customers need a way to come back to the hours they had agreed.",
        (
            ("case_records", "11 of 14 returns in 2026 began with a new application."),
            ("interview", "I applied for my own job."),
        ),
    ),
    Example(
        "Today, travellers over 75 have to post a doctor's letter when an insurer's age limit applies. Customers need a way to be covered before the fare expires.",
        (
            ("policy_rules", "Cover from 75 on requires a letter, 2026 terms."),
            ("call_records", "May 2026: 210 of 600 calls asked where to send it."),
        ),
    ),
]

_FACILITY = re.compile(r"\b(?:women['’]s|men['’]s|girls['’]|boys['’])", re.IGNORECASE)
_PARENT = re.compile(
    r"(?:first-time\s+|new\s+)?(?:mother|father|mum|dad|mom|mumm(?:y|ie)|dadd(?:y|ie)|parent)s?\Z",
    re.IGNORECASE,
)
# "The girls in reception" are colleagues; how they are called is another fault (L03).
_COLLEAGUES = re.compile(
    r"\s+(?:there|here|(?:in|at|on)\s+(?:the\s+)?(?:front\s+|night\s+|help\s+)?(?:desk|reception|office|shift|counter|tills?|switchboard|line|floor|shop|kitchen|site|ward|crew))\b",
    re.IGNORECASE,
)
_PET_NAMES = frozenset("girls boys lads guys ladies gentlemen chaps fellas gents".split())
_SUBJECT = re.compile(
    r"(?:(?:today|currently|these\s+days|nowadays|now|it['’]?s|it\s+is|only|most|many|some|our|all|as|the|a|an|these|every|when|because|since)\b[\s,]+){0,4}\Z",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"\b(?:how\s+(?:might|can|could)\s+we|help(?:ing)?|let|enable|empower|delight|get|give|serve|support|engage|reach|attract|win|bring|make|encourage|nudge|teach|show|keep|offer|allow|equip|inspire|motivate|persuade|convince|for|of|with)"
    r"\s+(?:back\s+|more\s+|our\s+|the\s+|all\s+|those\s+|a\s+|an\s+|over\s+)?\Z",
    re.IGNORECASE,
)


_NARROWED = re.compile(r"\s+without\s+", re.IGNORECASE)
_RETIRED = re.compile(
    r"retired\s+(?!people|persons?|men|women|couples?|folk|adults|citizens|residents)", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b\d+\s+(?:out\s+)?of\s+(?:the\s+)?\d+\b|\d\s*%[^.]{1,80}\b(?:against|compared|versus|vs|than\s+\d)",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\b(?:from|by|about|of|with|for|among|to|against)\s+(?:an?\s+|the\s+|their\s+|our\s+)?\Z", re.IGNORECASE
)
_ONE_MAN = re.compile(r"(?:,\s+an?|\b(?:this|that|one|another))\s+(?:[\w-]+\s+)?\Z|\b[Tt]he\s+\Z")


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find a demographic label on those who have the problem, unless the case gives it a reason."""
    text = statement.text
    best: Hit | None = None
    for group in groups(text):
        if _FACILITY.match(text, group.span.start) or statement.quoted(group.span):
            continue
        sure = _weigh(statement, group, evidence)
        if best is None or sure > best.confidence:
            best = Hit(_short(statement, group.span), sure)
    if best:
        yield best


def _weigh(statement: Statement, group: Group, evidence: Dossier) -> float:
    """Say how sure it is that this label stands in for what people do."""
    text, span = statement.text, group.span
    slots = statement.slots
    if not _has_the_problem(statement, span) or not (slots.need or slots.hardship not in (None, "plain")):
        return 0.3  # a sentence that tells no hardship and no need speaks for nobody
    case = _case(statement)
    if (
        set_by_age(case)
        or has_reason(group.kind, case)
        or any(has_reason(group.kind, i.item.text) for i in evidence.linked)
    ):
        return 0.35
    words = span.of(text)
    if _PARENT.match(words) and about_a_child(case):
        return 0.45  # who looks after the baby, not what kind of person
    if words.lower() in _PET_NAMES and (
        _COLLEAGUES.match(text, span.end) or text[: span.start].rstrip()[-3:].lower() == "the"
    ):
        return 0.4
    if _NARROWED.match(text, span.end) or _RETIRED.match(words) or _measured(statement, span):
        return 0.5
    return 0.7


def _has_the_problem(statement: Statement, span: Span) -> bool:
    slots = statement.slots
    text = statement.text
    alone = _ONE_MAN.search(text, max(0, span.start - 40), span.start)
    if alone and not statement.is_story and (alone[0][:1] == "," or text[span.start].isdigit()):
        return False
    for who in (slots.customer, slots.need_subject):
        if who is not None and who.overlaps(span):
            return not _INSIDE.search(text, who.start, max(span.start, who.start))
    sentence = next((s for s in statement.sentences if s.covers(span)), None)
    if sentence is None or (slots.because is not None and slots.because.covers(span)):
        return False
    lead = text[sentence.start : span.start]
    if statement.format == "hmw":
        return slots.customer is None and _HELPED.search(lead) is not None
    return _SUBJECT.match(lead) is not None and text[span.end : span.end + 1] != "'"


def _measured(statement: Statement, span: Span) -> bool:
    """Say whether the sentence counts the group itself, "11 of 13, against 40 of 127"."""
    sentence = next((s for s in statement.sentences if s.covers(span)), span)
    return _COUNTED.search(statement.text, sentence.start, sentence.end) is not None


def _case(statement: Statement) -> str:
    """Give the words that say why the label might matter: all but the need."""
    need = statement.slots.need
    if need is None or statement.is_story:
        return statement.text
    return statement.text[: need.start] + " " + statement.text[need.end :]


def _short(statement: Statement, span: Span) -> Span:
    """Keep to one line of words; an article is no part of the label."""
    words = statement.words(span)
    if len(words) > 2 and words[0].low in {"the", "a", "an"}:
        return Span(words[1].start, span.end) if words[1].low not in {"over", "under"} else span
    return span
