"""What an answer says, clause by clause: who, what they have to do, at which moment, and what they need; in third person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.grammar import base_verb, quotations, sentences, words
from wbcoach.lexicon import names_people
from wbcoach.slots.markers import SITUATION
from wbcoach.slots.situations import situation_after
from wbcoach.statement import Statement
from wbcoach.vocabulary.persons import base_form, third_person

if TYPE_CHECKING:
    from wbcoach.critique import SlotName

MOST: Final = 24
_FEWEST: Final = 3
_HEDGE: Final = (
    r"(?:well|so|now|and|but|oh|ah|hm+|um+|yes|yeah|no|ok(?:ay)?|sorry|fine|right|actually|wait|basically|honestly|maybe|perhaps|probably"
    r"|mostly|mainly|usually|you\s+know|i\s+mean|(?:i|we)\s+(?:think|guess|suppose|believe|saw|noticed|found)(?:\s+that)?|what\s+happened(?:\s+is)?(?:\s+that)?"
    r"|what\s+(?:they|we|i)\s+(?:really\s+|actually\s+)?(?:want|need)(?:ed)?\s+is(?:\s+that)?|the\s+(?:thing|point|problem)\s+is(?:\s+that)?)"
)
_FILLER: Final = re.compile(rf"(?:[-*•–]\s+)?(?:{_HEDGE}\b[\s,.:;–—-]+)*", re.IGNORECASE)
# What only leads to what is told, wherever it stands.
_LEADS_TO: Final = re.compile(
    r"\bwhat\s+(?:happened|happens|they\s+do)(?:\s+then)?\s+(?:is|was)(?:\s+that)?\s+|\bwhat\s+(?:they|we|i)\s+(?:really\s+|actually\s+)?(?:want|need)(?:ed)?\s+is(?:\s+that)?\s+"
    r"|^(?:the\s+)?(?:customers?|moment|situation|hardship|problem|trouble|need|who|when)(?:\s*:\s*|\s+(?:is|are)\s+(?!\w+ing\b|wrong\b|not\b)(?:that\s+)?)",
    re.IGNORECASE,
)
# Where a speaker turns aside or starts another clause: nothing behind it belongs to the one before.
_ASIDE: Final = re.compile(
    r"\s*(?:[;(]|\s[–—-]\s|,\s+(?:(?:and|but|or|so)\s+)?(?:then\s+)?(?:i|we|you|he|she|it|they|it['’]s|that['’]s|that|this|there|nobody|everybody|the\s+ones|which|because|honestly|more\s+or\s+less"
    r"|mostly|mainly|usually|sometimes|really|actually|i\s*guess|sort\s+of|or\s+so|please|right|so)\b).*",
    re.IGNORECASE | re.DOTALL,
)
_CAUSE: Final = re.compile(
    r",?\s+(?:because|since\s+(?:they|the|it)|due\s+to)\b.*", re.IGNORECASE | re.DOTALL
)
_HAPPENS: Final = re.compile(
    r"(?:(?:it|this|that)\s+)?(?:(?:usually|mostly|often|always|only|just|mainly)\s+)?(?:(?:happens|happened|starts|started|begins|began|is|was|occurs|occurred)\s+)?(?:(?:usually|mostly|often|always|only|just|mainly)\s+)?",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(r"when(?:ever)?\s+|(?:each|every)\s+time\s+(?=\w+\s+\w)", re.IGNORECASE)
_NEXT: Final = re.compile(r",?\s+(?:and|but|so)\s+(?:then\s+)?(?:i|we|they|he|she)\s", re.IGNORECASE)
_IS: Final = re.compile(
    r"(?:(?:it|this|that|they|these|those)\s*(?:['’]s|['’]re|\s+is|\s+are|\s+was|\s+were)\s+)(?:(?:mostly|mainly|usually|only|just|about)\s+)?",
    re.IGNORECASE,
)
_ADVERB: Final = (
    r"(?:(?:always|often|usually|then|also|still|just|all|only|really|actually|first|now|sometimes)\s+)*"
)
_ACTS: Final = re.compile(
    rf"(?P<who>they|we|i|people|he|she|customers)\s+{_ADVERB}(?:(?:had|have|has|need|needed)\s+to\s+|must\s+(?:to\s+)?)?{_ADVERB}",
    re.IGNORECASE,
)
_CAN: Final = re.compile(
    r"(?:(?:they|he|she|people|customers)(?:['’]d|\s+(?:would|could|can|should|want|wanted|need|needed|must|have|had))(?:\s+(?:like|want|need|have|still|just|only))*\s+)?(?:to\s+)?(?:(?:be|been)\s+able\s+to\s+)?",
    re.IGNORECASE,
)
_NOW: Final = re.compile(
    r"(?:they|we|i|people|he|she|customers)\s+(?:\w+ly\s+)?(?:must|have\s+to|has\s+to|had\s+to)\b(?!\s+be\s+able)",
    re.IGNORECASE,
)
_I_NEED: Final = re.compile(
    r"(?:i|we)(?:['’]d|\s+would)?\s+(?:need|want|like|love)\s+to\s+(?:be\s+able\s+to\s+)?(?P<what>(?P<verb>\w+)\s+\w+.*)",
    re.IGNORECASE | re.DOTALL,
)
_CAN_DO: Final = re.compile(
    r"(?:\w+\s+){1,4}?(?:would|could|can|should|want|wants|need|needs|['’]d)\b|\w+['’]d\b", re.IGNORECASE
)
_CLEFT: Final = re.compile(
    r"(?:^|[,;]\s+)(?:it['’]?s|it\s+is|we\s+are|we['’]re|i\s+am|i['’]m|i\s+mean|rather)\s+(?:about\s+|really\s+|actually\s+|only\s+|mostly\s+)?(?P<who>[^,;]{3,120}?)(?=,|;|\s+(?:and\s+)?not\s|\s+after\s+all\b|\s+instead\b|\Z)",
    re.IGNORECASE,
)
_KNOWING: Final = frozenset("know see find understand notice learn".split())
_TO_THE_COACH: Final = frozenset(
    "think believe know guess suppose want need hope plan wish like ask say tell mean see saw speak spoke talk talked hear heard "
    "watch interview meet met stop leave go come agree disagree build ship make add launch".split()
)
_OWN: Final = re.compile(r"(?:\w+\s+)?(?:i|we|you)\b", re.IGNORECASE)
_NEEDS: Final = re.compile(
    r"\b(?:needs?|wants?)(?:\s+is)?\s+(?:(?:a|some)\s+way\s+)?to(?:\s+be\s+able\s+to)?\Z", re.IGNORECASE
)
# What tells people apart behind their name; a verb there makes a sentence of it.
_TOLD_APART: Final = frozenset(
    "who whose that with without in at of from on and or for under over near outside inside behind".split()
)
_PRONOUNS: Final = frozenset("i we they he she it you that this there those these everybody everyone".split())


def parts(answer: str, asked: SlotName | None = None) -> dict[SlotName, str]:
    """Read an answer for the slots of the template that it fills.

    Args:
        answer: as the author said it; questions and what stands in quotation marks are passed over.
        asked: the slot that was asked about; a bare phrase is read for it.

    Returns:
        Slot to words in third person, at most 24 each; a moment keeps its "after" or "at", and loses its "when".
    """
    found: dict[SlotName, str] = {}
    for span in sentences(answer):
        said = span.of(answer)
        if "?" in said or quotations(said):
            continue
        for name, text in _of_sentence(said.strip().rstrip(".!,;: "), asked).items():
            found.setdefault(name, text)
    return found


def fitted(answer: str, slot: SlotName) -> str:
    """Cut an answer to what fits a slot of the template; empty where nothing in it does."""
    return parts(answer, slot).get(slot, "")


def _of_sentence(said: str, asked: SlotName | None) -> dict[SlotName, str]:
    said = without_filler(said)
    meant = identified(said)
    if meant:
        return {"customer": _lowered(meant)}
    need = need_of(said)
    if need:
        return {"need": _lowered(need)}
    whole = without_aside(said)
    if are_people(whole) and not SITUATION.match(whole):
        return _people(whole)
    own = _I_NEED.match(said)
    if (own and own["verb"].lower() in _KNOWING) or (
        own and asked != "problem" and own["verb"].lower() not in _TO_THE_COACH
    ):
        return {"need": third_person(without_aside(own["what"]))}
    given: dict[SlotName, str] = {}
    moment, rest = _moment(said, asked)
    given["situation"] = moment
    if rest:
        plain = without_aside(rest)
        who = _IS.sub("", plain, count=1)
        if are_people(who) and (asked in (None, "customer") or who != plain):
            given["customer"] = who
        elif asked == "need" and (wanted := _wanted(plain)):
            given["need"] = wanted
        elif asked == "need":
            return _of_sentence(said, None)
        else:
            given.update(_act(plain, bare=asked == "problem"))
    return {name: _lowered(text) for name, text in given.items() if 0 < len(text.split()) <= MOST}


def _people(said: str) -> dict[SlotName, str]:
    """Part "market traders, at closing time" into who and when; "clerks, who work alone" is one name."""
    who, comma, rest = said.partition(", ")
    if comma and rest.split(" ", 1)[0].lower() in ("who", "whose", "that"):
        return {"customer": _lowered(said)} if len(said.split()) <= MOST else {}
    given: dict[SlotName, str] = {"customer": _lowered(who)}
    if comma and SITUATION.match(rest):
        given["situation"] = _lowered(_worded(rest.partition(", ")[0]))
    return {name: text for name, text in given.items() if len(text.split()) <= MOST}


def without_filler(text: str) -> str:
    """Leave out what only leads up to what is told: "well, I think that ..."."""
    found = list(_LEADS_TO.finditer(text))
    text = text[found[-1].end() :] if found else text
    lead = _FILLER.match(text)
    return text[lead.end() :].strip() if lead else text


def without_aside(text: str) -> str:
    """Cut a sentence where its speaker turns aside, starts another clause or gives a cause."""
    return _CAUSE.sub("", _ASIDE.sub("", text)).strip().rstrip(".!,;: ")


def _moment(said: str, asked: SlotName | None) -> tuple[str, str]:
    """Give the moment that a sentence names, in front, behind or by itself, and what is left without it."""
    lead = _HAPPENS.match(said)
    start = lead.end() if lead else 0
    if SITUATION.match(said, start) and not (asked == "need" and said[start : start + 2].lower() == "if"):
        front, comma, rest = said[start:].partition(", ")
        behind = without_filler(rest)
        if comma and _ACTS.match(behind):
            return _worded(front), behind
        return _worded(without_aside(said[start:])), ""
    clause = _ASIDE.sub("", said)
    found = situation_after(clause, 0, len(clause))
    if found is None or asked == "need" or clause[found.start : found.end].lower().startswith("if "):
        return "", said
    return _worded(_NEXT.split(without_aside(found.of(clause)))[0]), clause[: found.start].rstrip(" ,")


def _worded(moment: str) -> str:
    bare = _WHEN.sub("", moment, count=1) if _WHEN.match(moment) else moment
    return third_person(bare.rstrip(" ,"))


def _act(said: str, *, bare: bool) -> dict[SlotName, str]:
    """Read what somebody does or has to do, in its plain form, and who that is where the clause names them."""
    lead = _ACTS.match(said)
    if lead:
        who = lead["who"].lower()
        act = base_form(said[lead.end() :], strict=who in ("he", "she"))
        first = act.split(" ", 1)[0].lower()
        if not act or (who in ("i", "we") and first in _TO_THE_COACH and not _NOW.match(said)):
            return {}
        return {"problem": third_person(act)}
    head = words(said[:60])
    if bare and head and base_verb(head[0].low) and not names_people(head[0].low):
        return {"problem": third_person(said)}
    slots = Statement.parse(said).slots
    if slots.customer is None or slots.problem is None or slots.hardship not in ("must", "plain", "suffers"):
        return {}
    who, end = slots.customer.of(said), slots.problem.end
    act = base_form(said[slots.problem.start : max(end, len(said))])
    if not act or words(who)[0].low in _PRONOUNS | {"my", "our"}:
        return {}
    return {"customer": who, "problem": third_person(act)}


def _wanted(said: str) -> str:
    """Read what somebody could do; what they have to do now is a hardship, and who does it belongs to none."""
    if _NOW.match(said) or (Statement.parse(said).slots.customer is not None and not _CAN_DO.match(said)):
        return ""
    lead = _CAN.match(said)
    text = said[lead.end() :] if lead else said
    head = words(text[:60])
    return third_person(text) if head and base_verb(head[0].low) else ""


def identified(said: str) -> str:
    """Give the people whom a line says it is about ("it's dispatchers, not couriers"); empty where it says none."""
    for found in _CLEFT.finditer(without_filler(said.strip().rstrip(".!,;: "))):
        who = _ASIDE.sub("", found["who"]).strip()
        if are_people(who):
            return who
    return ""


def bare_need(text: str) -> str:
    """Give a need that is said as a bare act of three words or more ("find the right door"); empty where none is."""
    plain = without_aside(without_filler(text.strip().rstrip(".!,;: ")))
    head = words(plain[:60])
    bare = head and base_verb(head[0].low) and not names_people(head[0].low) and not quotations(text)
    return (
        _lowered(third_person(plain))
        if bare and _FEWEST <= len(plain.split()) <= MOST and "?" not in text
        else ""
    )


def has_to(text: str) -> bool:
    """Say whether a line tells in so many words what somebody has or had to do."""
    return bool(_NOW.match(without_filler(text)))


def need_of(text: str) -> str:
    """Give what somebody needs to do, where a line says that in a sentence of its own; empty where it doesn't.

    "Nurses need to know which bed is free": not "they need a dashboard", and not "I need to think".
    """
    found = sentences(text)
    if len(found) != 1 or "?" in text:
        return ""
    plain = text.strip().rstrip(".!,;: ")
    need = Statement.parse(plain).slots.need
    if need is None or (_OWN.match(plain) and words(need.of(plain))[0].low in _TO_THE_COACH - {"know"}):
        return ""
    said, before = without_aside(need.of(plain)), plain[: need.start].rstrip()
    first = words(said[:60])
    whole = need.end == len(plain) and _NEEDS.search(before)
    if not whole or not first or not base_verb(first[0].low) or len(said.split()) > MOST:
        return ""
    return third_person(said)


def are_people(text: str) -> bool:
    """Say whether words name people, and no more than that: "clerks who work alone", not "clerks work alone"."""
    found = words(text)
    if not found or found[0].low in _PRONOUNS:
        return False
    if base_verb(found[0].low) and not names_people(found[0].low):
        return False
    at = next((at for at, word in enumerate(found[:6]) if names_people(word.low)), None)
    if at is None:
        return False
    while at + 1 < len(found) and names_people(found[at + 1].low):
        at += 1
    behind = found[at + 1].low if at + 1 < len(found) else "who"
    return behind in _TOLD_APART or behind.endswith("ing")


def _lowered(text: str) -> str:
    return text if text[1:2].isupper() or not text else text[0].lower() + text[1:]
