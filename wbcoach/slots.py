"""Who, what hardship, when, what need: the four slots of a statement, found by clause, not by keyword.

The template is "Today, [customer] have to [problem] when [situation]. Customers need a way to [need]."
A slot is a raw slice of the text: the template's own words ("have to", "when", "need a way to") are left
out, other markers ("cannot", "after") belong to the slot since its meaning hangs on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from wbcoach.grammar import Span, Word, base_verb, gerund_verb, sentences, trim, words
from wbcoach.lexicon import names_people

Hardship = Literal["must", "cannot", "suffers", "plain", "expletive"]

# Long texts are documents, not statements: slots are looked for at their beginning.
SENTENCES_READ = 12
SENTENCE_REACH = 1500

_A = r"['’ʼ]"
_ADV = r"(?:(?:\w+ly|often|still|now|always|sometimes|also|just|even|then|regularly)\s+)?"
_OPENER = re.compile(
    r"(?:(?:as\s+of\s+)?today|to-?day|currently|presently|at\s+(?:the\s+)?(?:moment|present)|right\s+now|now|nowadays"
    r"|these\s+days|as\s+things\s+stand|as\s+it\s+stands|in\s+practice|until\s+now|so\s+far|still"
    r"|every\s+(?:day|week|month|year)|most\s+days|the\s+problem\s+(?:today\s+)?is\s+that|problem(?:\s+statement)?)\b\s*[:,–—-]*\s*",
    re.IGNORECASE,
)
_MUST = re.compile(
    rf"\b(?:(?:have|has|had|having){_A[:0]}\s+{_ADV}(?:got\s+)?to\s+(?!do\s+with\b)|(?:must|gotta)\s+{_ADV}(?!have\s+been\b)"
    rf"|(?:are|is|were|was|get|gets|being|feel|feels)\s+{_ADV}(?:made|forced|required|obliged|obligated|compelled|left|reduced"
    rf"|expected|asked|told|stuck|pushed|driven|condemned)\s+(?:to\s+|with\s+|(?=\w+ing\b))"
    rf"|end(?:s|ed|ing)?\s+up\s+|(?:{_A}ve|{_A}s)\s+got\s+to\s+"
    rf"|(?:it\s+falls\s+to\s+\w+\s+to)\s+)",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    rf"\b(?:cannot|can\s+not|can{_A}t|cant|could(?:n{_A}t|\s+not)|(?:are|is|were|was)\s+(?:not\s+able|unable)\s+to"
    rf"|can\s+(?:only|barely|hardly|rarely|no\s+longer|never)|(?:have|has)\s+(?:no|little|hardly\s+any)\s+(?!\w+\s+to\s+do\b)\w+"
    rf"|(?:do|does|did)(?:n{_A}t|\s+not)\s+(?:\w+ly\s+)?(?:know|have|get|see|understand|find|notice|realise|realize|hear|learn|receive|trust|feel)"
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
_NEED_TO = re.compile(rf"\bneed(?:s|ed)?\s+{_ADV}to\s+(?!be\s+able\b)", re.IGNORECASE)
_EXPLETIVE = re.compile(
    rf"\b(?:it|this|that)(?:{_A}s|\s+(?:is|was|can\s+be|gets|becomes|remains|takes))\s+(?:[\w-]+\s+){{0,7}}?(?=to\b|for\b|hard|difficult|impossible|tedious|slow|easy\s+to)"
    rf"|\bthere(?:{_A}s|\s+(?:is|are|exists?|was|were))\s+(?=(?:no|not|little|few|hardly|a\s+lack|too)\b)",
    re.IGNORECASE,
)
_ADJ = r"(?:[\w/-]+[ \t\r\n]+){0,4}?"
_WAY = re.compile(
    rf"\b(?:need(?:s|ed|ing)?|require(?:s|d)?|want(?:s|ed)?|lack(?:s)?|(?:are|is)\s+looking\s+for|(?:would|could)\s+benefit\s+from|deserves?|seeks?|(?:would|{_A}d)\s+(?:like|love))"
    rf"\s+(?:to\s+(?:have|get|be\s+given)\s+)?(?P<np>(?:(?:a|an|some|any|another|one|the)\s+)?{_ADJ}(?:ways?|means|method|possibility|ability|chance|opportunity|option))\s+"
    r"(?:to|of|for|that\s+lets\s+them|by\s+which\s+(?:they\s+)?(?:can\s+)?(?:to\s+)?|in\s+which\s+to)\b\s*",
    re.IGNORECASE,
)
_ABLE = re.compile(
    rf"\b(?:need(?:s)?|want(?:s)?|ought|(?:would|{_A}d)\s+(?:like|love)|wish(?:es)?|should)\s+(?:to\s+)?be\s+able\s+to\s+"
    rf"|\bwhat\s+(?:[\w-]+\s+){{1,5}}?(?:really\s+|actually\s+)?(?:need|want|miss|lack)(?:s)?(?:\s+most)?\s+is\s+(?:(?:a|some|any)\s+way\s+(?:to|of)\s+|to\s+be\s+able\s+to\s+|(?:to|for)\s+)?"
    rf"|\b(?:the|a|their)\s+need(?:\s+here)?\s+(?:is\s+)?(?:(?:a|some)\s+way\s+)?(?:to|for)\s+|\bwhat\s+would\s+help(?:\s+\w+)?\s+is\s+(?:to\s+)?|\bneed(?:s)?\s*:\s*(?:(?:a|some)\s+way\s+to\s+)?",
    re.IGNORECASE,
)
_NEED_NP = re.compile(
    rf"(?:\b(?:need(?:s)?|want(?:s)?|(?:would|{_A}d)\s+(?:like|love)|require(?:s)?)\s+(?:to\s+(?:have|get)\s+)?|\b(?:should|must|ought\s+to)\s+(?:get|have|receive)\s+)"
    r"(?=(?:a|an|some|any|more|better|faster|easier|simpler|quicker|the|their|one|our|new|real-?time|instant|auto\w*|AI)\b[\s-])",
    re.IGNORECASE,
)
_NEED_VERB = re.compile(rf"\b(?:need(?:s)?|want(?:s)?|(?:would|{_A}d)\s+(?:like|love))\s+{_ADV}to\s+(?=\w)", re.IGNORECASE)
_TURNED = re.compile(r"\s+(?:is|are)\s+what\s+(?P<who>they|customers|users|people|(?:[\w'’-]+\s+){1,4}?)\s*(?:really\s+)?(?:need|want)s?\b", re.IGNORECASE)
_NEED_BARE = re.compile(r"\b(?:needs?|wants?)\s+(?=[a-z])(?!to\b|is\b|are\b)", re.IGNORECASE)
_PROPOSAL = re.compile(
    rf"\b(?:we|i|the\s+(?:team|company|business))(?:{_A}d)?\s+(?:should|need\s+to|must|want\s+to|ought\s+to|could|will|would\s+like\s+to|plan\s+to|have\s+to|propose\s+to|are\s+going\s+to)\s+{_ADV}"
    r"(?=(?:build|add|implement|integrate|develop|create|launch|make|introduce|ship|deploy|automate|offer|provide|redesign|migrate|roll\s+out|use|adopt|move|put)\b)"
    r"|\b(?:we|i)\s+(?:just\s+|really\s+)?need\s+(?=(?:an?|the|some|more|our\s+own)\s)(?!(?:an?|some)\s+(?:\w+\s+)?way)"
    r"|^\s*(?=(?:please\s+)?(?:build|add|implement|integrate|develop|create|launch|introduce|ship|deploy|automate|redesign|provide)\s+(?:an?|the|some|our|new|more|support)\b)",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SITUATION = re.compile(
    r"\b(?:when(?:ever)?|if(?!\s+so\b)|while|whilst|during|(?<!-)(?<!look\s)(?<!looks\s)(?<!looked\s)(?<!looking\s)after|before|until|unless|once(?!\s+(?:a|an|per|every|more)\b)(?=\s+\w)|each\s+time|every\s+time|any\s*time"
    r"|as\s+soon\s+as|as\s+(?=(?:they|he|she|it|the\s+\w+\s+(?:is|are|comes?|ends?|starts?|closes?|opens?))\b)|by\s+the\s+time|the\s+moment|upon|in\s+case|right\s+(?:before|after)"
    r"|(?:on|upon|at|during|in)\s+(?:the\s+)?(?:(?!when\b|if\b|while\b)\w+\s+){0,2}?(?:arrival|departure|check-?in|check-?out|checkout|handover|hand-over|admission|discharge|delivery|pick-?up|renewal|sign-?up|inspection|audit|visit|shift\s+change|outage|emergency|storm|harvest|rush|peak|season|deadline|exam(?:s)?|meeting(?:s)?|weekend(?:s)?|night|dawn|dusk|noon|midnight|lunchtime|lunch|bedtime|closing(?:\s+time)?|opening(?:\s+time)?)\b"
    rf"|on\s+(?:a\s+|the\s+(?:first|last|same)\s+)?(?:{_WEEKDAY}|day\s+one|weekdays|moving\s+day)|(?:in|since|from|by)\s+(?:early\s+|late\s+|mid-?)?{_MONTH}"
    r"|at\s+(?:the\s+)?(?:month|quarter|year|week|term|shift|day|season)[\s-]?(?:end|close|start)|(?:at|by|near|towards)\s+the\s+(?:end|start|beginning|close|turn)\s+of"
    r"|(?:at|in|over|through)\s+(?:the\s+)?(?:winter|summer|spring|autumn|fall|evening|morning|afternoon|weekend|middle\s+of)|(?:over|at)\s+the\s+weekend|outside\s+(?:\w+\s+){0,2}hours"
    r"|in\s+the\s+(?:first|last|final|early)\s+\w+|between\s+(?:shifts|classes|jobs|visits|meetings|appointments|lessons|calls)|within\s+(?:an?|\d+|two|three)\s+\w+\s+of|every\s+(?:single\s+)?(?:day|night|morning|evening|week|month|quarter|year|spring|autumn|winter|summer|"
    + _WEEKDAY
    + r"|second|other|few)|(?:at|in)\s+(?:month|quarter|year)-?end|from\s+one\s+\w+\s+to\s+(?:another|the\s+next)|at\s+(?:\d{1,2}(?::\d\d)?(?:\s*[ap]m)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:\s+(?:o['’]clock|in\s+the\s+\w+))?)(?=\s|[,.;]|$)(?!\s+(?:sites|desks|places|schools|shops|depots|offices|counters|\w+s\b))|tonight|overnight|the\s+day\s+(?:before|after)|the\s+night\s+before|halfway\s+through|mid-(?:shift|term|journey|year|season|flight|project))\b",
    re.IGNORECASE,
)
_ASKING = frozenset(
    "know see check tell ask wonder guess decide remember find sure predict learn determine work understand matter say hear notice".split()
)
_NOT_BEFORE = frozenset("a an the or like such even".split())
_CLAUSE_END = re.compile(
    r"\s*(?:;|:\s|\s[–—-]+\s|—|,\s*(?:which|because|so(?!\s+as)|but|and\s+(?:\w+\s+){0,6}?(?:is|are|was|were|has|have|had|said|told|shows?|proves?|never|do|does|cannot|can)\b|since|as\s+(?:happened|they|we)|yet|and\s+(?:\d|our\b|we\b)|or\s+else|costing|leading|resulting|meaning|causing|leaving|wasting|making|even\s+though|although|though)\b|,\s+\d"
    r"|\s(?:because|which\s+(?:is|means|costs|leads|causes|makes|leaves|takes|results)|since\s+they|so\s+(?:that\b|they|the)|due\s+to|but\s+(?:they|it|we|the))\b|\s*\()",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"(?:,\s*|\s+)(?:because(?:\s+of)?|since|as\s+(?=they\b|it\b)|due\s+to)\s+", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|that|which|whose\s+\w+)\s*(?:\w+ly\s+|often\s+|still\s+|also\s+|then\s+|do\s+)?$", re.IGNORECASE)
_CLAUSAL = re.compile(
    r"\b(?:when(?:ever)?|if|because|while|until)\b|\b(?:before|after|once|since)\s+(?:they|he|she|it|we|you|i)\b", re.IGNORECASE
)
_TRAILING_ADVERB = re.compile(
    rf"[\s,]+(?:often|still|usually|currently|now|always|regularly|sometimes|frequently|typically|generally|also|constantly|routinely|then|today|simply|just|either|all|both|each|\w+ly|will|would|do|may|might|{_A}ll)\s*$",
    re.IGNORECASE,
)
_SELF = frozenset("i we us it this that there our my".split())


@dataclass(frozen=True, slots=True)
class Slots:
    """Where each slot stands, and how the hardship and the need were put."""

    customer: Span | None = None
    problem: Span | None = None
    situation: Span | None = None
    need: Span | None = None
    because: Span | None = None
    proposal: Span | None = None
    need_subject: Span | None = None
    need_phrase: Span | None = None
    hardship: Hardship | None = None
    way: bool = False
    opened: bool = False


@dataclass(frozen=True, slots=True)
class _Need:
    start: int
    content: Span
    subject: Span | None
    phrase: Span
    way: bool


def find_slots(text: str) -> Slots:
    """Read the slots of a template, a paraphrase of it, a point of view, or free text."""
    spans = [_shorten(span) for span in sentences(text)[:SENTENCES_READ]]
    if not spans:
        return Slots()
    opened = any(_OPENER.match(text, span.start, span.end) for span in spans)
    need = _find_need(text, spans, opened=opened)
    clause = _find_hardship(text, spans, need)
    proposal = _find_proposal(text, spans)
    if clause is None:
        clause = Slots()
    customer = clause.customer
    if need and need.subject and _stands_in(text, customer):
        customer = need.subject if not _is_template_word(text, need.subject) or customer is None else customer
        if customer == need.subject and _is_template_word(text, need.subject):
            told = clause.hardship is not None or opened or len(spans) > 1
            customer = clause.customer if told else customer
            if need.way and need.subject.of(text).lower() == "customers":
                customer = clause.customer  # the template's own word
    if _stands_in(text, customer) and clause.hardship is None:
        customer = _wisher(text, spans) or customer
    situation = clause.situation or _any_situation(text, spans, need)
    because = clause.because or _because(text, spans)
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


_WISHING = re.compile(r"\s+(?:would|will|shall|wants?|needs?|should|could|may|might|love|like|prefer|expect|deserve|hope|wish|are|is|can|do|does|have|has)\b", re.IGNORECASE)


def _wisher(text: str, spans: list[Span]) -> Span | None:
    """Find who wishes for something in a text that tells no hardship: "Hikers would love ..."."""
    for span in spans[:3]:
        start = _subject_start(text, span.start, span.end)
        verb = _WISHING.search(text, start, span.end)
        found = words(text, start, verb.start()) if verb else []
        if verb and 0 < len(found) <= 12 and names_people(found[-1].low) and found[-1].low not in {"they", "we", "others"}:  # noqa: PLR2004
            return trim(text, Span(start, verb.start()))
    return None


def _shorten(span: Span) -> Span:
    return Span(span.start, min(span.end, span.start + SENTENCE_REACH))


def _stands_in(text: str, customer: Span | None) -> bool:
    """Say whether a customer is missing, or a pronoun for one named elsewhere."""
    return customer is None or customer.of(text).lower() in {"they", "he", "she", "it", "we", "you", "i"}


def _is_template_word(text: str, subject: Span) -> bool:
    return subject.of(text).lower() in {"customers", "they", "customer", "he", "she", "we", "users", "people", "it"}


def _find_need(text: str, spans: list[Span], *, opened: bool) -> _Need | None:
    for span in spans:
        turned = _TURNED.search(text, span.start, span.end)
        if turned:
            content = trim(text, Span(span.start, turned.start()), ",")
            return _Need(turned.start(), content, trim(text, Span(turned.start("who"), turned.end("who"))), Span(content.start, turned.end()), way=False)
    for pattern, way in ((_WAY, True), (_ABLE, True), (_NEED_NP, False), (_NEED_VERB, False), (_NEED_BARE, False)):
        for number, span in enumerate(spans):
            for match in pattern.finditer(text, span.start, span.end):
                if pattern is _NEED_VERB and number == 0 and (opened or len(spans) > 1) and match[0].lower().startswith("need"):
                    continue  # "need to" in the first sentence is the hardship
                if _RELATIVE.search(text, span.start, match.start()) and not way:
                    continue
                found = _need_at(text, span, match, way=way, bare=pattern is _NEED_BARE)
                if found is not None:
                    return found
    return None


def _need_at(text: str, sentence: Span, match: re.Match[str], *, way: bool, bare: bool) -> _Need | None:
    subject = trim(text, Span(_subject_start(text, sentence.start, match.start()), match.start()), ",:;–—-")
    low = subject.of(text).lower()
    if not way and (low in {"we", "i"} or low.endswith((" we", " i"))):
        return None
    if not way and (_MUST.search(text, subject.start, subject.end) or re.search(r"\b(?:when|if|while|because|that)\s+\w+\s*$", text[subject.start : match.start()], re.IGNORECASE)):
        return None
    lead = text[sentence.start : match.start()].strip()
    if re.match(r"if\b", lead, re.IGNORECASE) or (re.match(r"(?:when|whenever|once|while|as|until)\b", lead, re.IGNORECASE) and "," not in lead):
        return None
    subject = _without_relative(text, _drop_tail_adverbs(text, subject))
    if low.startswith(("there is", "there's", "there’s", "there are")):
        subject = Span(subject.start, subject.start)
    if bare and not any(names_people(w.low) for w in words(text, subject.start, subject.end)):
        return None
    end = sentence.end
    because = _BECAUSE.search(text, match.end(), end)
    if because:
        end = because.start()
    content = trim(text, Span(match.end(), end), ".!?,;:\"”’)")
    if not content:
        return None
    verb_at = match.start() + re.match(r"\W*", match[0]).end()  # type: ignore[union-attr]  # \W* always matches
    return _Need(verb_at, content, subject or None, Span(verb_at, content.end), way)


def _subject_start(text: str, start: int, end: int) -> int:
    """Step over openers and fronted clauses, to where the subject of the verb at `end` starts."""
    for match in _BREAK.finditer(text, start, end):
        start = match.end()
    for _ in range(3):
        opener = _OPENER.match(text, start, end)
        begin = opener.end() if opener else start
        begin = _after_fronted(text, begin, end)
        if begin == start:
            break
        start = begin
    return start


_BREAK = re.compile(
    r";\s*|:\s+|\s[–—-]+\s|—\s*|,\s*(?:so|and|but|yet)\s+(?=(?:they|customers|what|we|people|users|\w+s)\b[^,]*$)"
    r"|\s(?:so|and)\s+(?=(?:they|customers|what)\b)"
    r"|\b(?:is|was|shows?|showed|found|finds?|says?|said|means?|know|believe|heard|saw|see|report)\s+that\s+",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"(?:when(?:ever)?|if|while|after|before|during|once|as|at|on|in|by|each|every|until|since|with|without|despite|because|upon|among|following|from|even|for\s+(?=\d|the\s+(?:first|last)))\b",
    re.IGNORECASE,
)


def _after_fronted(text: str, start: int, end: int) -> int:
    if not (_FRONT.match(text, start, end) or _SITUATION.match(text, start, end)):
        return start
    commas = [m.end() for m in re.finditer(r",\s+(?!like\b|such\b|e\.g|including\b|or\b|and\b)", text[start:end])]
    for offset in commas:
        rest = words(text, start + offset, end)
        if rest and any(names_people(word.low) for word in rest[:8]):
            return start + offset
    if commas:
        return start + commas[-1]
    return _uncommaed(text, start, end)


_CLAUSAL_FRONT = re.compile(r"(?:when(?:ever)?|if|while|once|because|since|as|until)\b", re.IGNORECASE)
_DETERMINERS = frozenset("the a an our their all most many some every each".split())


def _uncommaed(text: str, start: int, end: int) -> int:
    """Part "After each heavy rain the cellar" where no comma does: at the last determiner, or the people."""
    if _CLAUSAL_FRONT.match(text, start, end):
        return start
    found = words(text, start, end)
    for position in range(len(found) - 1, 1, -1):
        if found[position].low in _DETERMINERS:
            return found[position].start
    if len(found) > 2 and names_people(found[-1].low):  # noqa: PLR2004  "Every week cooks"
        return found[-1].start
    return start


def _drop_tail_adverbs(text: str, span: Span) -> Span:
    while span:
        match = _TRAILING_ADVERB.search(text, span.start, span.end)
        if not match or match.start() <= span.start:
            return span
        span = trim(text, Span(span.start, match.start()), ",")
    return span


def _find_hardship(text: str, spans: list[Span], need: _Need | None) -> Slots | None:
    for finder in (_modal, _suffering, _plain, _expletive):
        for span in spans:
            region = span
            if need and span.start <= need.start < span.end:
                region = Span(span.start, need.subject.start if need.subject else need.start)
                if len(words(text, region.start, region.end)) < 3:  # noqa: PLR2004  no room for a clause
                    continue
            found = finder(text, region)
            if found is not None:
                return found
    return None


def _modal(text: str, region: Span) -> Slots | None:
    best: tuple[int, int, Hardship] | None = None
    patterns: tuple[tuple[re.Pattern[str], Hardship], ...] = (
        (_MUST, "must"),
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
    if best is None or _PROPOSAL.search(text, region.start, min(region.end, best[1] + 30)):
        return None
    return _clause(text, region, *best)


def _suffering(text: str, region: Span) -> Slots | None:
    for match in _SUFFERS.finditer(text, region.start, region.end):
        if _subordinate(text, region.start, match.start()):
            continue
        before = words(text, _subject_start(text, region.start, match.start()), match.start())
        if before and _is_subject(before) and _ends_in_people(before):
            return _clause(text, region, match.start(), match.start(), "suffers")
    return None


def _plain(text: str, region: Span) -> Slots | None:
    """Find a clause whose subject is people and whose verb is a plain act: "porters walk back for keys"."""
    found = words(text, region.start, region.end)
    start = _subject_start(text, region.start, region.end)
    opener = _OPENER.match(text, region.start, region.end)
    start = min(start, opener.end() if opener else region.start) if not _FRONT.match(text, start) else start
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
    return base_verb(word) or (word.endswith("s") and (base_verb(word[:-1]) or base_verb(word.removesuffix("es"))))


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


_FINITE = frozenset("is are was were has have had can could will would may should must do does to".split())


def _is_subject(before: list[Word]) -> bool:
    """Say whether words can be a subject: no gerund in front, no verb of its own outside a relative clause."""
    low = [word.low for word in before]
    return not gerund_verb(low[0]) and (bool({"who", "that", "which", "whose", "where"} & set(low)) or not _FINITE & set(low))


def _ends_in_people(before: list[Word]) -> bool:
    tail = before[-12:]
    return before[-1].low in {"they", "we", "i", "he", "she"} or (
        any(names_people(word.low) for word in tail)
        and before[-1].low not in {"the", "a", "an", "to", "of", "their", "and", "or", "with", "in", "for", "no", "will", "would"}
    )


def _subordinate(text: str, start: int, at: int) -> bool:
    """Say whether a verb belongs to a relative or a fronted clause, and isn't the main one."""
    if _RELATIVE.search(text[max(start, at - 40) : at]):
        return True
    opener = _OPENER.match(text, start, at)
    begin = opener.end() if opener else start
    head = re.match(r"(?:when(?:ever)?|if|while|once|as|because|since|although|though|until|(?:after|before)\s+(?:they|he|she|it|we|you|i|the\s+\w+\s+(?:has|have|is|are|was|were)))\b", text[begin:at], re.IGNORECASE)
    if head and "," not in text[begin:at]:
        return True
    last = None
    for match in _CLAUSAL.finditer(text[begin:at]):
        last = match
    return bool(last and last.start() > 0 and "," not in text[begin + last.start() : at])


def _clause(text: str, region: Span, verb: int, start: int, kind: Hardship) -> Slots:
    subject_from = _subject_start(text, region.start, verb)
    customer = _drop_tail_adverbs(text, trim(text, Span(subject_from, verb), ",:;–—-"))
    customer = _without_relative(text, _fronted_for(text, customer))
    if kind == "cannot" and _ABSENT.match(text, verb) and not any(names_people(w.low) for w in words(text, customer.start, customer.end)):
        customer = Span(verb, verb)  # a thing that lacks something has no hardship
    end = trim(text, Span(start, region.end), ".!?;,…").end
    situation = _situation_after(text, start, end)
    problem_end = situation.start if situation else end
    stop = _CLAUSE_END.search(text, start + 1, problem_end)
    if stop:
        problem_end = stop.start()
    problem = trim(text, Span(start, problem_end), ",;:–—-.!?")
    if situation:
        stop = _CLAUSE_END.search(text, situation.start + 1, end)
        situation = trim(text, Span(situation.start, stop.start() if stop else end), ",;:–—-.!?")
        situation = _without_when(text, situation)
    else:
        situation = _fronted_situation(text, region, subject_from) or _inner_situation(text, customer)
    because = _because(text, [Span(start, region.end)])
    named = bool(customer) and words(text, customer.start, customer.end)
    return Slots(customer if named else None, problem or None, situation, because=because, hardship=kind)


_ABSENT = re.compile(r"(?:have|has)\s+(?:no|little)\b|(?:do|does)(?:n['’]t|\s+not)\s+have\b", re.IGNORECASE)


def _without_relative(text: str, span: Span) -> Span:
    match = re.search(r"[\s,]+(?:who|that|which)$", span.of(text), re.IGNORECASE)
    return Span(span.start, span.start + match.start()) if match else span


def _fronted_for(text: str, customer: Span) -> Span:
    match = re.match(r"(?:for|as)\s+(?:an?\s+)?", customer.of(text), re.IGNORECASE)
    if match:
        comma = customer.of(text).find(",")
        end = customer.start + comma if comma > 0 else customer.end
        return trim(text, Span(customer.start + match.end(), end))
    return customer


def _situation_after(text: str, start: int, end: int) -> Span | None:
    for match in _SITUATION.finditer(text, start, end):
        before = words(text, start, match.start())
        if not before or before[-1].low in _NOT_BEFORE:
            continue
        if match[0].lower() in {"when", "if"} and before[-1].low in _ASKING:
            continue
        return trim(text, Span(match.start(), end))
    return None


def _without_when(text: str, situation: Span) -> Span:
    match = re.match(r"when\s+", situation.of(text), re.IGNORECASE)
    return Span(situation.start + match.end(), situation.end) if match else situation


def _fronted_situation(text: str, region: Span, subject_from: int) -> Span | None:
    opener = _OPENER.match(text, region.start, subject_from)
    start = opener.end() if opener else region.start
    match = _SITUATION.match(text, start, subject_from)
    if not match:
        return None
    return _without_when(text, trim(text, Span(start, subject_from), ",;:–—-")) or None


def _inner_situation(text: str, customer: Span) -> Span | None:
    match = _SITUATION.search(text, customer.start, customer.end)
    return trim(text, Span(match.start(), customer.end)) if match else None


def _any_situation(text: str, spans: list[Span], need: _Need | None) -> Span | None:
    for span in spans:
        start = need.content.start if need and span.start <= need.start < span.end else span.start
        found = _situation_after(text, start, trim(text, span, ".!?").end)
        if found is None and start == span.start and _SITUATION.match(text, start, span.end):
            comma = text.find(",", start, span.end)
            found = Span(start, comma) if comma > 0 else None
        if found is not None:
            stop = _BECAUSE.search(text, found.start, found.end)
            return _without_when(text, trim(text, Span(found.start, stop.start() if stop else found.end), ","))
    return None


def _because(text: str, spans: list[Span]) -> Span | None:
    for span in spans:
        match = re.search(r"\b(?:because(?:\s+of)?|since(?=\s+(?:they|the|it|their|he|she|[a-z]+s)\b)|(?<=,\s)since|due\s+to|as\s+(?=they\s+(?:are|have|do|can)))\s*", text[span.start : span.end], re.IGNORECASE)
        if match:
            start = span.start + match.end()
            stop = re.search(r";|:\s|\.\s|,\s+(?:which|and|but|so)\b", text[start : span.end])
            end = start + stop.start() if stop else span.end
            found = trim(text, Span(start, end), ".!?,;\"”")
            if found:
                return found
    return None


def _find_proposal(text: str, spans: list[Span]) -> Span | None:
    for span in spans[:3]:
        match = _PROPOSAL.search(text, span.start, span.end)
        if match:
            return trim(text, Span(match.end(), span.end), ".!?")
    return None
