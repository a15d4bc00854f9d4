"""The clause that tells the hardship: the verb that marks it, who has it, and how far it reaches."""

from __future__ import annotations

import re

from wbcoach.grammar import Span, Word, base_verb, gerund_verb, trim, words
from wbcoach.lexicon import names_people
from wbcoach.slots.markers import ADVERB, APOSTROPHE, FRONT, MUST, OPENER, RELATIVE, SITUATION
from wbcoach.slots.needs import PROPOSAL
from wbcoach.slots.shape import Hardship, Need, Slots
from wbcoach.slots.situations import (
    find_because,
    fronted_situation,
    inner_situation,
    situation_after,
    without_when,
)
from wbcoach.slots.subjects import drop_tail_adverbs, fronted_for, subject_start, without_relative

_CANNOT = re.compile(
    rf"\b(?:cannot|can\s+not|can{APOSTROPHE}t|cant|could(?:n{APOSTROPHE}t|\s+not)|(?:are|is|were|was)\s+(?:not\s+able|unable)\s+to"
    rf"|can\s+(?:only|barely|hardly|rarely|no\s+longer|never)|(?:have|has)\s+(?:no|little|hardly\s+any)\s+(?!\w+\s+to\s+do\b)\w+"
    rf"|(?:do|does|did)(?:n{APOSTROPHE}t|\s+not)\s+(?:\w+ly\s+)?(?:know|have|get|see|understand|find|notice|realise|realize|hear|learn|receive|trust|feel)"
    rf"|(?:are|is)\s+(?:not\s+allowed|forbidden|never\s+told|not\s+told|left\s+without|locked\s+out|kept\s+from|in\s+the\s+dark))\b",
    re.IGNORECASE,
)


_SUFFERS = re.compile(
    r"\b(?:struggles?|los(?:e|es)|wait(?:s)?|wast(?:e|es)|spend(?:s)?|miss(?:es)?|repeat(?:s)?|re-?\w+(?:es|s)?(?=\s+(?:the|a|an|their|every|each|all|it)\b)"
    r"|retypes?|redo(?:es)?|guess(?:es)?|chas(?:e|es)|queues?|rel(?:y|ies)\s+on|resorts?\s+to|fails?\s+to|giv(?:e|es)\s+up|keeps?\s+\w+ing"
    r"|lacks?|suffers?|go(?:es)?\s+without|liv(?:e|es)\s+(?:with|without)|operat(?:e|es)\s+without|work(?:s)?\s+without|fac(?:e|es)|experienc(?:e|es)|deals?\s+with"
    r"|find(?:s)?\s+(?:it\s+(?:\w+\s+)?(?:hard|difficult|tricky|confusing|impossible)|themselves|himself|herself)"
    r"|get(?:s)?\s+(?:stuck|lost|confused|charged|no\b|locked|turned|sent|blamed|nothing|frustrated)|runs?\s+out|forgets?|worr(?:y|ies)|risks?|juggl(?:e|es)"
    r"|scrambl(?:e|es)|ha(?:ve|s)\s+(?:trouble|difficulty|problems|a\s+hard\s+time|to\s+be)|abandons?|copy|copies|drop(?:s)?\s+out|pay(?:s)?\s+(?:twice|more|extra|for)"
    r"|put(?:s)?\s+up\s+with|cop(?:e|es)\s+with|take(?:s)?\s+(?:hours|days|weeks|minutes|too\s+long|a\s+long\s+time)|turn(?:s)?\s+up)\b",
    re.IGNORECASE,
)


_NEED_TO = re.compile(rf"\bneed(?:s|ed)?\s+{ADVERB}to\s+(?!be\s+able\b)", re.IGNORECASE)


_EXPLETIVE = re.compile(
    rf"\b(?:it|this|that)(?:{APOSTROPHE}s|\s+(?:{ADVERB})?(?:currently\s+)?(?:is|was|can\s+be|gets|becomes|remains|takes))\s+(?:[\w-]+\s+){{0,7}}?(?=to\b|for\b|hard|difficult|impossible|tedious|slow|easy\s+to)"
    rf"|\bthere(?:{APOSTROPHE}s|\s+(?:is|are|exists?|was|were))\s+(?=(?:no|not|little|few|hardly|a\s+lack|too)\b)",
    re.IGNORECASE,
)


_CLAUSE_END = re.compile(
    r"\s*(?:;|:\s|\s[–—-]+\s|—|,\s*(?:which|because|so(?!\s+as)|but|and\s+(?:\w+\s+){0,6}?(?:is|are|was|were|has|have|had|said|told|shows?|proves?|never|do|does|cannot|can)\b|since|as\s+(?:happened|they|we)|yet|and\s+(?:\d|our\b|we\b)|or\s+else|costing|leading|resulting|meaning|causing|leaving|wasting|making|even\s+though|although|though)\b|,\s+\d"
    r"|\s(?:because|which\s+(?:is|means|costs|leads|causes|makes|leaves|takes|results)|since\s+they|so\s+(?:that\b|they|the)|due\s+to|but\s+(?:they|it|we|the))\b|\s*\()",
    re.IGNORECASE,
)


_CLAUSAL = re.compile(
    r"\b(?:when(?:ever)?|if|because|while|until)\b|\b(?:before|after|once|since)\s+(?:they|he|she|it|we|you|i)\b",
    re.IGNORECASE,
)


_FINITE = frozenset("is are was were has have had can could will would may should must do does to".split())


_ABSENT = re.compile(r"(?:have|has)\s+(?:no|little)\b|(?:do|does)(?:n['’]t|\s+not)\s+have\b", re.IGNORECASE)


def find_hardship(text: str, spans: list[Span], need: Need | None) -> Slots | None:
    """Find the clause that tells the hardship: one with a modal first, then a verb of suffering, then any act."""
    for finder in (_modal, _suffering, _means, _plain, _expletive):
        for span in spans:
            region = span
            if need and span.start <= need.start < span.end:
                region = Span(span.start, need.subject.start if need.subject else need.start)
                if len(words(text, region.start, region.end)) < 3:
                    continue
            found = finder(text, region)
            if found is not None:
                return found
    return None


def _modal(text: str, region: Span) -> Slots | None:
    best: tuple[int, int, Hardship] | None = None
    patterns: tuple[tuple[re.Pattern[str], Hardship], ...] = (
        (MUST, "must"),
        (_CANNOT, "cannot"),
        (_NEED_TO, "must"),
    )
    for pattern, kind in patterns:
        for match in pattern.finditer(text, region.start, region.end):
            if _subordinate(text, region.start, match.start()):
                continue
            start = match.start() if kind == "cannot" else match.end()
            if best is None or match.start() < best[0]:
                best = (match.start(), start, kind)
            break
    if best is None or PROPOSAL.search(text, region.start, min(region.end, best[1] + 30)):
        return None
    return _clause(text, region, *best)


def _suffering(text: str, region: Span) -> Slots | None:
    for match in _SUFFERS.finditer(text, region.start, region.end):
        if _subordinate(text, region.start, match.start()):
            continue
        before = words(text, subject_start(text, region.start, match.start()), match.start())
        if before and _is_subject(before) and _ends_in_people(before):
            return _clause(text, region, match.start(), match.start(), "suffers")
    return None


def _is_subject(before: list[Word]) -> bool:
    """Say whether words can be a subject: no gerund in front, no verb of its own outside a relative clause."""
    low = [word.low for word in before]
    return not gerund_verb(low[0]) and (
        bool({"who", "that", "which", "whose", "where"} & set(low)) or not _FINITE & set(low)
    )


def _ends_in_people(before: list[Word]) -> bool:
    tail = before[-12:]
    return before[-1].low in {"they", "we", "i", "he", "she"} or (
        any(names_people(word.low) for word in tail)
        and before[-1].low
        not in {
            "the",
            "a",
            "an",
            "to",
            "of",
            "their",
            "and",
            "or",
            "with",
            "in",
            "for",
            "no",
            "will",
            "would",
        }
    )


_MEANS = re.compile(
    r"(?:for|among)\s+(?P<who>[^,.;]{3,100}),\s+(?=[^,.;]{0,80}?\b(?:means?|involves?|takes?|requires?|costs?|ends?\s+(?:up\s+)?in|leaves?|adds?)\b)",
    re.IGNORECASE,
)


def _means(text: str, region: Span) -> Slots | None:
    """Find who bears what: "For night nurses, a handover means reading six charts aloud"."""
    opener = OPENER.match(text, region.start, region.end)
    match = _MEANS.match(text, opener.end() if opener else region.start, region.end)
    if not match or not any(names_people(word.low) for word in words(match["who"])):
        return None
    clause = _clause(text, Span(match.end(), region.end), match.end(), match.end(), "suffers")
    customer = Span(match.start("who"), match.end("who"))
    return Slots(customer, clause.problem, clause.situation, because=clause.because, hardship="suffers")


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


def _plain(text: str, region: Span) -> Slots | None:
    """Find a clause whose subject is people and whose verb is a plain act: "porters walk back for keys"."""
    found = words(text, region.start, region.end)
    start = subject_start(text, region.start, region.end)
    opener = OPENER.match(text, region.start, region.end)
    start = min(start, opener.end() if opener else region.start) if not FRONT.match(text, start) else start
    index = next((i for i, word in enumerate(found) if word.start >= start), len(found))
    seen_people = False
    for position in range(index, min(len(found) - 1, index + 25)):
        word = found[position]
        if seen_people and _can_be_verb(word.low) and not _subordinate(text, region.start, word.start):
            return _clause(text, region, word.start, word.start, "plain")
        seen_people = names_people(word.low) or (seen_people and word.low in {"and", "or"})
        if word.low in {"they", "who"}:
            seen_people = word.low == "they"
    return None


def _can_be_verb(word: str) -> bool:
    return base_verb(word) or (
        word.endswith("s") and (base_verb(word[:-1]) or base_verb(word.removesuffix("es")))
    )


def _expletive(text: str, region: Span) -> Slots | None:
    match = _EXPLETIVE.search(text, region.start, region.end)
    if not match or _subordinate(text, region.start, match.start()):
        return None
    clause = _clause(text, region, match.start(), match.start(), "expletive")
    holder = re.search(r"\bfor\s+((?:[\w'’-]+\s+){1,6}?)to\b", text[match.start() : region.end])
    if holder and any(names_people(word.low) for word in words(holder[1])):
        start = match.start() + holder.start(1)
        customer: Span | None = trim(text, Span(start, start + len(holder[1])))
    else:
        customer = None
    return Slots(customer, clause.problem, clause.situation, because=clause.because, hardship="expletive")


def _subordinate(text: str, start: int, at: int) -> bool:
    """Say whether a verb belongs to a relative or a fronted clause, and isn't the main one."""
    if RELATIVE.search(text[max(start, at - 40) : at]):
        return True
    opener = OPENER.match(text, start, at)
    begin = opener.end() if opener else start
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


def _clause(text: str, region: Span, verb: int, start: int, kind: Hardship) -> Slots:
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
