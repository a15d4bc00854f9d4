"""The clause that tells the hardship: the verb that marks it, who has it, and how far it reaches."""

from __future__ import annotations

import re

from wbcoach.grammar import Span, Word, gerund_verb, trim, words
from wbcoach.lexicon import names_people
from wbcoach.slots.acts import plain_act
from wbcoach.slots.clauses import clause, subordinate
from wbcoach.slots.markers import ADVERB, APOSTROPHE, MUST, OPENER
from wbcoach.slots.needs import PROPOSAL
from wbcoach.slots.shape import Hardship, Need, Slots
from wbcoach.slots.subjects import FINITE, subject_start
from wbcoach.vocabulary.screen import Screened, screened

_CANNOT = screened(
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

_NEED_TO = screened(rf"\bneed(?:s|ed)?\s+{ADVERB}to\s+(?!be\s+able\b)", re.IGNORECASE)

_HARD = r"hard(?:er)?|difficult|tricky|tough|impossible|tedious|slow|laborious|awkward|painful|cumbersome|confusing|unclear|unsafe|costly|expensive|risky|dangerous|stressful|exhausting|time-consuming|annoying|complicated|complex|fiddly|uncertain|unfair|tiresome|burdensome|inconvenient|(?:not|hardly|barely|never|rarely|seldom|n['’]t)\s+(?:\w+\s+)?(?:possible|easy|clear|allowed|permitted|safe|obvious|simple|known|certain)|easy\s+to\s+(?:miss|lose|forget|overlook|mix|confuse|break|mistake)"

_SUBJECTLESS = re.compile(rf"is\s+(?:\w+\s+){{0,2}}?(?={_HARD})", re.IGNORECASE)

_EXPLETIVE = re.compile(
    rf"(?:\b(?:it|this|that)(?:{APOSTROPHE}s|\s+(?:{ADVERB})?(?:currently\s+)?(?:is|was|can\s+be|gets|becomes|remains)))\s+(?:[\w-]+\s+){{0,5}}?"
    rf"(?=(?:{_HARD})\b)"
    rf"|\bit\s+(?:{ADVERB})?(?:takes?|costs?)\s+(?=(?:[\w-]+\s+){{1,4}}?(?:to|for|before|until)\b)"
    rf"|\bthere(?:{APOSTROPHE}s|\s+(?:is|are|exists?|was|were))\s+(?=(?:no|not|little|few|hardly|nothing|nobody|too|(?:an?|often|always|usually|some|the)\s+(?:[\w-]+\s+){{0,3}}?(?:lack|shortage|trek|wait|queue|delay|gap|backlog|bottleneck|mismatch|muddle|rigmarole|detour|hunt|scramble|rush|risk|trip|drive|walk|climb|search|mix-up|confusion|uncertainty|hold-up|limit|limits|journey|fee|charge|penalty))\b)",
    re.IGNORECASE,
)

_NOT_SUBJECT = FINITE | {"must", "do", "to"}


def find_hardship(text: str, spans: list[Span], need: Need | None) -> Slots | None:
    """Find the clause that tells the hardship: one with a modal first, then a verb of suffering, then any act."""
    for finder in (_modal, _suffering, _means, plain_act, _expletive):
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
    patterns: tuple[tuple[Screened, Hardship], ...] = (
        (MUST, "must"),
        (_CANNOT, "cannot"),
        (_NEED_TO, "must"),
    )
    for pattern, kind in patterns:
        for match in pattern.finditer(text, region.start, region.end):
            if subordinate(text, region.start, match.start()):
                continue
            start = match.start() if kind == "cannot" else match.end()
            if best is None or match.start() < best[0]:
                best = (match.start(), start, kind)
            break
    if best is None or PROPOSAL.search(text, region.start, min(region.end, best[1] + 30)):
        return None
    return clause(text, region, *best)


def _suffering(text: str, region: Span) -> Slots | None:
    for match in _SUFFERS.finditer(text, region.start, region.end):
        if subordinate(text, region.start, match.start()):
            continue
        before = words(text, subject_start(text, region.start, match.start()), match.start())
        if before and _is_subject(before) and _ends_in_people(before):
            return clause(text, region, match.start(), match.start(), "suffers")
    return None


def _is_subject(before: list[Word]) -> bool:
    """Say whether words can be a subject: no gerund in front, no verb of its own outside a relative clause."""
    low = [word.low for word in before]
    return not gerund_verb(low[0]) and (
        bool({"who", "that", "which", "whose", "where"} & set(low)) or not _NOT_SUBJECT & set(low)
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
    told = clause(text, Span(match.end(), region.end), match.end(), match.end(), "suffers")
    customer = Span(match.start("who"), match.end("who"))
    return Slots(customer, told.problem, told.situation, because=told.because, hardship="suffers")


def _expletive(text: str, region: Span) -> Slots | None:
    opener = OPENER.match(text, region.start, region.end)
    begin = opener.end() if opener else region.start
    match = _SUBJECTLESS.match(text, begin, region.end) or _EXPLETIVE.search(text, region.start, region.end)
    if not match or subordinate(text, region.start, match.start()):
        return None
    told = clause(text, region, match.start(), match.start(), "expletive")
    holder = re.search(r"\bfor\s+((?:[\w'’-]+\s+){1,6}?)to\b", text[match.start() : region.end])
    if holder and any(names_people(word.low) for word in words(holder[1])):
        start = match.start() + holder.start(1)
        customer: Span | None = trim(text, Span(start, start + len(holder[1])))
    else:
        customer = None
    return Slots(customer, told.problem, told.situation, because=told.because, hardship="expletive")
