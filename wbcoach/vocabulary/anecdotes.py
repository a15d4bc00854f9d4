"""One person or one event told in a statement, and the words that make a rule of it.

A single case is told with one person ("one customer", "my cousin", "she"), one thing ("a complaint from ...")
or one day ("only yesterday"), in the past or as what somebody said. "So ...", "which shows", "everywhere" and
"the rest will be no different" make a rule of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.lexicon import THINGS, names_people
from wbcoach.lexicon import words as word_class
from wbcoach.vocabulary.screen import Family, screened
from wbcoach.vocabulary.wishes import hoped_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.statement import Statement

_KIN = (
    r"(?:neighbou?r|friend|mate|cousin|sister|brother|mother|mum|mom|mam|dad|father|wife|husband|partner|boss|uncle|aunt(?:ie)?|nephew|niece"
    r"|flatmate|housemate|roommate|son|daughter|kids?|boy|girl|gran(?:dmother|dfather|ny|dad|ma)?|nan|grandson|granddaughter|in-laws?"
    r"|family|folks|colleague|co-?worker|manager|director|ceo|founder|landlord|dentist|doctor|hairdresser|barber|plumber|postman|godmother|godson)"
)
_PERSON = (
    r"(?P<who>person|people|man|woman|guy|bloke|lad|lass|chap|fella|fellow|lady|gentleman|gent|boy|girl|kid|child|teenager|student|pupil|couple|family|mum|mom|dad"
    r"|mother|father|parent|nurse|client|customer|guest|colleague|friend|neighbou?r|chief|head|judge|coach|cook|chef|guide|host|clerk|temp|volunteer"
    r"|patient|tenant|resident|prospect|lead|rep|user|member|postdoc|trainee|cyclist|pensioner|widow|household|firm|company|shop|team|school|club|branch|site"
    r"|[a-z]{2,}(?:er|or|ist|ant|ian|eer|ee|man|woman|smith|wright|wife|keeper|mate|monger|herd|ess|aide|surgeon|chemist|florist|pilot|tailor|sailor|vet|judge))"
)
_THING = (
    r"(?:letter|complaint|review|call|e-?mail|ticket|tweet|post|comment|case|message|note|story|example|incident|visit|order|parcel|box|batch|bag|invoice"
    r"|delivery|booking|flight|train|bus|van|claim|form|report|thread|reply|survey|photo|video|article|screenshot)"
)
_IRREGULAR = (
    "ate became began bent bit blew bought broke brought built burnt burst came caught chose cost could couldn crept cried cut dealt did didn died drank drew"
    " drove fell felt fled flew forgot fought found froze gave got grew had hadn heard held hid hit hurt kept knew laid learnt left lent let lost made"
    " meant met missed paid put quit ran rang read rode rose said sat saw sent set shook shot shouted showed shut slept slid slipped spent spilt split"
    " spoke stole stood stuck swore swam took taught told tore threw thought tried understood was wasn went were weren withdrew woke won wore would wrote"
).split()
_PAST = rf"(?:(?:has|had|have)\s+(?!to\b)(?:\w+ly\s+|just\s+|once\s+)?\w+|(?:{'|'.join(_IRREGULAR)})(?:['’]t)?\b|[a-z]{{3,}}ed)"
_REPORTS = (
    r"(?:told|tells|said|says|complain(?:ed|s)|reported|mention(?:ed|s)|wr(?:ote|ites)|has\s+written|asked|e-?mailed|called|rang|phoned|described|admitted|swore|swears|joked"
    r"|claim(?:s|ed)|explained|confirm(?:ed|s)|let\s+slip|reckon(?:s|ed)|remarked|put\s+it|assured|pointed\s+out|shook\s+(?:his|her|their)\s+head|tweeted|posted)"
)
_BETWEEN = r"(?:\s+(?:[\w'’-]+\s+){0,5}?|,[^,;.()]{1,40},\s+)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_LATELY = (
    rf"(?:(?:only\s+|just\s+)?yesterday|the\s+other\s+(?:day|week|night|evening|morning)|(?:in\s+)?last\s+(?:week|night|month|time|{_DAY}|spring|summer|autumn|winter|year)"
    rf"|(?:on|in)\s+{_DAY}\b(?!s)|a\s+(?:week|month|fortnight)\s+ago|this\s+morning|recently|once|\d{{1,2}}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|in\s+(?:january|february|march|april|may|june|july|august|september|october|november|december))"
)
_MONTHS_AND_DAYS = (
    r"(?!January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|Christmas|Easter|Ramadan|Today|Currently|The|Our|Each|Every|When|They|We|If|Customers|Some|Most|Many|It|I\b)"
)
MAKES_A_RULE = screened(
    r"=>|→|\b(?:and\s+)?so\s+(?:clearly|obviously|evidently|yes|yeah|it(?:['’]s|\s+is)\s+(?:plain|clear|obvious|with|for)|is\s+(?:it\s+)?(?:clear|plain)|that['’]?s|this\s+(?:is|happens)|all\b|every\w*|they\s+all|nobody|no\s+one|would|do\b|are\b|is\b|it\s+(?:is|goes|must)|the\b|our\b|these\b|people\b|(?!that\b|far\b|on\b|much\b|many\b|as\b)[a-z]+s\s+(?!that\b))"
    r"|\b(?:therefore|thus|hence|ergo|consequently|evidently)\b|\b(?:which|that|this|it)\s+(?:just\s+|only\s+|clearly\s+)?(?:tells?|shows?|proves?|means?|confirms?|demonstrates?|goes\s+to\s+show|says\s+it\s+all|makes?\s+(?:it\s+)?(?:plain|clear|obvious))\b"
    r"|\bmakes?\s+(?:it\s+)?(?:plain|clear|obvious)\b|\b(?:it|that)(?:['’]s|\s+is)\s+(?:plain|clear|obvious|how|what|always|typical|the\s+same|like\s+that|(?:clearly\s+)?all\s+over)\b|\b(?:as\s+a\s+rule|in\s+general|everywhere|across\s+the\s+(?:county|country|board|region|trade|industry|company)|all\s+over|up\s+and\s+down\s+the|of\s+all|in\s+(?:the\s+)?whole|no\s+different|the\s+rest\s+(?:will|are|do|is|must)|the\s+others?\s+(?:will|are|do|is|must)|you\s+can\s+take\s+it\s+from\s+there|(?:for|with)\s+you\s*[.!]|go(?:es)?\s+for\s+(?:all|everyone|the\s+rest)|happens?\s+(?:always|all\s+the\s+time)|every\s+(?:one|single|other)|nobody\s+else\s+(?:will|can|does)|we\s+can\s+conclude|no\s+wonder|and\s+always|always\s+like)\b|\bso\s+\w+s\s+\w+|\bfor\s+you\b",
    re.IGNORECASE,
)
_ONE = r"(?:one|a\s+single|one\s+single|a\s+certain|another|this|this\s+one|that\s+one)"
_WEIGHED = Family((sure, pattern) for pattern, sure in (
    # somebody close to the author
    (screened(rf"\b(?:my|our)\s+(?:own\s+|old\s+|best\s+|[\w-]+['’]s\s+)?{_KIN}s?(?:['’]s?\s+\w+)?\s+(?!has\s+to\b|have\s+to\b|(?:who|and|or|but|not|to|in|on|at|for|with|from|of|about|the|a|an|is|are|has|by|if|when|getting|i|we|do|does)\b)[a-z]+(?:['’]t)?\b", re.IGNORECASE), 0.7),
    # one person did or said
    (screened(rf"(?<!\bas\s)\b{_ONE}\s+(?:[\w-]+\s+){{0,2}}?{_PERSON}{_BETWEEN}(?<!\bwho\s)(?:{_PAST}|{_REPORTS})\b(?!\s+by\b)", re.IGNORECASE), 0.66),
    (screened(rf"(?<!\bas\s)\b(?:a|an)\s+(?:[\w-]+\s+){{0,2}}?{_PERSON}{_BETWEEN}(?<!\bwho\s){_REPORTS}\b(?!\s+by\b|\s+(?:to|for|at|on)\b)", re.IGNORECASE), 0.66),
    (screened(rf"\bas\s+(?:one|he|she|a(?:n)?\s+(?:[\w-]+\s+){{0,2}}?{_PERSON})(?:\s+(?:of|from|at|in)\s+[\w'’-]+(?:\s+[\w'’-]+)?)?\s+{_REPORTS}\b", re.IGNORECASE), 0.68),
    (screened(rf"\b(?:someone|somebody)\s+(?:[\w'’-]+\s+){{0,3}}?{_REPORTS}\b", re.IGNORECASE), 0.66),
    (
        screened(
            rf"\bas\s+(?:my|our|one)\s+(?:own\s+)?(?:[\w-]+\s+){{0,2}}?{_PERSON}\s+(?:{_PAST}|{_REPORTS})\b",
            re.IGNORECASE,
        ),
        0.68,
    ),
    # somebody the author ran into
    (
        screened(
            r"\b(?:an?|one|this|some)\s+(?:[\w-]+\s+){1,3}?(?:i|we|my\s+\w+)\s+(?:once\s+|just\s+|recently\s+)?(?:met|know|knew|chatted|spoke|talked|sat|drank|worked|ran|bumped|share|shared|lunched|had\s+\w+)\b(?:\s+(?:to|with|into))?",
            re.IGNORECASE,
        ),
        0.64,
    ),
    # what so few are taken for
    (
        screened(
            r"\b(?:judging|going|to\s+(?:judge|go)|based|resting|rests)\s+(?:by|from|on)\s+(?:just\s+|only\s+)?(?:the\s+|my\s+|our\s+|these\s+|a\s+)?(?:one|two|three|single|couple|pair|handful)\b(?:\s+of)?\s+(?!hundred|thousand|dozen)[\w-]+",
            re.IGNORECASE,
        ),
        0.68,
    ),
    # it happened to one
    (screened(r"\b(?:as\s+)?(?:it\s+|this\s+|that\s+)?(?:has\s+)?(?:happened|was\s+the\s+case|befell|caught\s+out)\s+(?:to\s+|with\s+|for\s+)?(?:me\b|the\s+\w+|(?:our|my)\s+(?:own\s+|old\s+)?" + _KIN + r"|one\s+\w+|a\s+\w+|[A-Z][\w'’-]+)"), 0.7),
    (screened(r"(?:\b[Jj]ust\s+)?\b[Aa]s\s+(?:[Mm]rs?\.?\s+|[Mm]s\.?\s+|[Dd]r\.?\s+)?[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?\s+(?:had|did|found|was|discovered|learn\w+|experienced|told|said)\b"), 0.68),
    (screened(r"\b(?:i|we)\s+(?:once\s+|recently\s+|just\s+)?(?:had|know|knew|met|heard|overheard|saw|spoke\s+to|talked\s+to)\s+(?:of\s+|about\s+|from\s+)?(?:one|this|just\s+one|an?)\s+(?:[\w-]+\s+)?" + _PERSON + r"\b", re.IGNORECASE), 0.66),
    (screened(r"\b[Tt]ook\s+(?:me|us)\s+(?:[\w-]+\s+){0,3}?(?:last\s+time|once|yesterday)\b|\b(?:just\s+)?look\s+at\s+[A-Z]\w+|\bconfirmed\s+by\s+[A-Z]\w+|\b(?:like|ask)\s+[A-Z][a-z]+\s+(?:did|had|who|from|in|last)\b|\b(?:in|from)\s+(?:just\s+)?one\s+(?:single\s+)?(?:case|instance|example)\b"), 0.66),
    # one thing on one day
    (screened(rf"\b(?:one|a\s+single|this|just\s+one)\s+(?:[\w-]+\s+)?{_THING}\s+(?:from|of|by|on|in|at|about)\s+[^.;()]{{1,50}}?\s(?:{_PAST}|makes|shows|proves|tells|says)\b", re.IGNORECASE), 0.62),
    (screened(r"\b(?:a|one)\s+single\s+(?:[\w-]+\s+)?" + _THING + r"\b|\bthe\s+one\s+[\w-]+\s+we\s+(?:visited|asked|saw|met|watched|called)\b", re.IGNORECASE), 0.66),
    (screened(rf"\b{_LATELY}\s*,?\s+(?:there\s+was\s+)?(?:one|a|an|this|the)\s+(?:[\w-]+\s+){{0,2}}?{_PERSON}{_BETWEEN}{_PAST}\b", re.IGNORECASE), 0.62),
    (screened(rf"\b{_MONTHS_AND_DAYS}[A-Z][a-z]+(?:['’]s)?\s+(?:[\w'’-]+\s+){{0,8}}?(?:last\s+(?:week|night|month|time|[A-Z]\w+day)|yesterday|the\s+other\s+(?:day|week|night)|twice\s+last)\b"), 0.64),
    (screened(rf"\b[Tt]he\s+other\s+(?:day|week|night|morning)\s*,?\s+{_MONTHS_AND_DAYS}[A-Z][a-z]+\s+{_PAST}"), 0.68),
))  # fmt: skip
# Not much alone; with a rule made of it, it is one.
_LEANING = (
    screened(
        rf"\b(?:yesterday|{_DAY}|(?:last|this)\s+\w+)['’]s\s+(?:\w+\s+)?(?:{_THING}|outage|crash|accident|meeting|shift|session|failure|mix-up|breakdown)\b",
        re.IGNORECASE,
    ),
    screened(rf"(?:^|[.!?]\s+|\bbecause\s+)(?:he|she)\s+{_REPORTS}\b", re.IGNORECASE),
    screened(rf"\b(?:an?)\s+(?:[\w-]+\s+){{0,2}}?{_PERSON}(?:\s+(?:from|at|in|of|on)\s+(?:[\w'’-]+\s+){{0,3}}?[\w'’-]+)?\s+(?:i\s+\w+\s+with\s+(?:on\s+\w+\s+)?)?{_PAST}\b(?!\s+by)", re.IGNORECASE),
    screened(rf"\b(?:one|a|an)\s+(?:[\w-]+\s+)?{_THING}(?:\s+(?:from|of|by|on|in|at|about)\s+[^.;()]{{1,50}}?)?\s+(?:{_PAST}|makes|shows|proves|tells|says)\b", re.IGNORECASE),
    screened(rf"\b(?:the\s+)?(?:two|three|four|2|3|4|both|a\s+couple\s+of|all\s+(?:two|three|four))\s+(?:[\w-]+\s+){{0,2}}?[a-z]+s\b(?:\s+[\w'’]+){{0,5}}?\s+(?:{_PAST}|intend|plan|want|say|reckon|would|agree)\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTHS_AND_DAYS}[A-Z][a-z]+\s+(?:{_PAST})\b"),
    screened(r"\b(?:2|two|3|three|4|four)\s+(?:out\s+)?of\s+(?:the\s+)?(?:2|two|3|three|4|four)\b", re.IGNORECASE),
    screened(r"\bin\s+my\s+(?:own\s+)?(?:postbag|inbox|street|building|class|office|shop|ward|village|team|family)\b", re.IGNORECASE),
    screened(r"\bone\s+of\s+(?:them|us|these|those|my|our)\b[^.;]{0,20}\b" + _PAST, re.IGNORECASE),
)  # fmt: skip
_ENDINGS = ("er", "or", "ist", "ant", "ian", "eer", "ee")
_PLAIN = frozenset(
    "mother father member user customer teenager brother sister prospect manager driver teacher".split()
)
_NOBODY = THINGS | word_class("""
    other another whether number order letter paper transfer counter computer error mirror matter water winter summer corner
    paramount instant moment want current never ever over under after however together quarter former latter later earlier
    printer scanner server router charger container trailer folder reminder calendar timer meter sensor monitor motor
    tractor elevator escalator freezer cooler heater boiler shower tower power offer banner poster newsletter chapter
    semester register ledger filter layer cluster header footer pointer adapter browser buffer parser trigger ticker
    coffee fee committee guarantee trainee-ship list plant restaurant grant tenant-ship warrant giant consultant-ship
    better longer shorter bigger smaller faster slower cheaper newer older higher lower closer further rather either neither
    door floor colour color favour labour flavour humour odour minor major prior senior junior exterior interior
    behaviour neighbour-hood harbour vapour rumour armour honour tutor-ial factor vector actor-ship doctor-ate
    answer dinner supper butter finger shoulder river weather leather feather border murder disorder surrender
    """)
_CUE = screened(
    r"\b(?:one|single|another|my|our|someone|somebody|yesterday|last|other\s+day|told|said|says|happened|as\s+[A-Z]|had\s+a|look\s+at|two|three|four|both|he|she|this|[2-4]|an?)\b",
    re.IGNORECASE,
)
_GRAVE = re.compile(
    r"\b(?:died|deaths?|dead|killed|fatal\w*|overdos\w+|suicid\w*|stroke|drown\w*|collaps\w+|unconscious|anaphyla\w+|injur\w+|assault\w*|evict\w*)\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(?:because|since|as)\b", re.IGNORECASE)
_RULE, _LEANT, _SHOWS = 0.76, 0.68, 0.4


@dataclass(frozen=True, slots=True)
class Anecdote:
    """A single case: where it is told, how sure that is, and whether a rule is made of it."""

    span: Span
    sure: float
    generalised: bool


@lru_cache(maxsize=32)
def anecdotes(statement: Statement) -> tuple[Anecdote, ...]:
    """Find single cases, one a sentence, the surest kinds first."""
    return tuple(_find(statement))


def _find(statement: Statement) -> Iterator[Anecdote]:
    text = statement.text
    if not _CUE.search(text):
        return
    need = statement.need_sentence
    weighed = _WEIGHED.concerned(text)
    for sentence in statement.sentences:
        if need and need.covers(sentence) and not _REASON.search(text, sentence.start, sentence.end):
            continue
        for sure, pattern in weighed:
            match = pattern.search(text, sentence.start, sentence.end)
            if match and _free(statement, match):
                rule = _rule_after(statement, match, sentence)
                shows = not rule and bool(_GRAVE.search(text, match.start(), sentence.end))
                shows = shows or (not rule and any(q.overlaps(sentence) for q in statement.quotations))
                yield Anecdote(
                    _clause(text, match, sentence), _RULE if rule else _SHOWS if shows else sure, rule
                )
                break
        else:
            for leaning in _LEANING if _rules(statement, sentence.start, sentence) else ():
                match = leaning.search(text, sentence.start, sentence.end)
                if match and _free(statement, match) and _rule_after(statement, match, sentence):
                    yield Anecdote(_clause(text, match, sentence), _LEANT, generalised=True)
                    break


def _free(statement: Statement, match: re.Match[str]) -> bool:
    span = Span(match.start(), match.end())
    if statement.quoted(span) or not _is_person(match.groupdict().get("who")):
        return False
    if not hoped_for(statement, span):
        return True
    start = statement.slots.need.start if statement.slots.need else span.start
    return bool(_REASON.search(statement.text, start, max(start, span.start)))


def _is_person(who: str | None) -> bool:
    """Say whether the head of a match names a person; "-er" ends things too."""
    if who is None:
        return True
    low = who.lower()
    return low in _PLAIN or not low.endswith(_ENDINGS) or (low not in _NOBODY and names_people(f"{low}s"))


def _rule_after(statement: Statement, match: re.Match[str], sentence: Span) -> bool:
    """Say whether the same sentence, or the start of the next, makes a rule of the case."""
    return _rules(statement, match.start(), sentence)


def _rules(statement: Statement, start: int, sentence: Span) -> bool:
    text = statement.text
    following = next((s for s in statement.sentences if s.start >= sentence.end), None)
    if MAKES_A_RULE.search(text, start, sentence.end):
        return True
    return following is not None and bool(_NEXT.match(text, following.start, following.end))


_NEXT = re.compile(
    r"(?:and\s+)?(?:so\s+(?:it\s+is|are|do|is|all|every)|that['’]?s\s+(?:how|what)|which\s+shows|clearly|obviously|therefore|it\s+is\s+(?:always|the\s+same)|[^.]{0,40}\bit\s+is\s+clear)\b",
    re.IGNORECASE,
)


def _clause(text: str, match: re.Match[str], sentence: Span) -> Span:
    """Stretch a match to the end of its clause, so that the case can be read."""
    stop = re.compile(r"[;:,.!?()]|\s[–—]\s").search(text, match.end(), sentence.end)
    end = stop.start() if stop else sentence.end
    return Span(match.start(), end)
