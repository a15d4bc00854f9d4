"""Where a text labels a hardship and tells nothing of it: who faces what, what is called bad, who feels how."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, Word, each_phrase
from wbcoach.lexicon import names_people
from wbcoach.vocabulary.moods import BAD, LABELS, MOODS, SMALL, explained, generic
from wbcoach.vocabulary.screen import screened
from wbcoach.vocabulary.sides import is_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.statement import Statement

_BEAR = screened(
    r"\b(?:(?:struggl|strugl|grappl|wrestl|battl|contend|cop|deal|fight|liv|bother|stuck|left|lumber|burden|saddl|fac|confront|meet|met|plagu|met|dealt|fought)(?:e|es|ed|ing|s|t)?\s+(?:daily\s+|constantly\s+|hard\s+|both\s+)?(?:with|against|by|through)"
    r"|(?:fac|experienc|encounter|endur|tolerat|suffer|bear|navigat|handl|tackl|overcom|manag|stomach|juggl|weather|withstand|dread|combat|undergo|undergoe|perceiv|hat)(?:e|es|ed|s|ing)?(?:\s+(?:through|from|with|under))?"
    r"|(?:put|puts|putting)\s+up\s+with|(?:run|runs|running|bump|bumps)\s+into|(?:go|goes|going|wade|wades|work|works|sit|sits|get|gets|plough|slog|live)\s+through|come\s+up\s+against|(?:work|works|working|make\s+do|makes\s+do|get\s+by|gets\s+by)\s+with|(?:rely|relies|depend|depends)\s+on|us(?:e|es|ing)|(?:get|come)\s+to\s+(?:grips|terms)\s+with|dislik(?:e|es)"
    r"|(?:are|is|be|get|gets|been|being|feel|feels)\s+(?:\w+ly\s+|often\s+|still\s+)?(?:plagued|burdened|hampered|hindered|frustrated|overwhelmed|bogged\s+down|dogged|annoyed|held\s+back|put\s+off|subjected|exposed|slowed\s+down|let\s+down|stressed|irritated|dissatisfied|unhappy|fed\s+up|beset|troubled|disappointed|confused)\s+(?:by|with|to|because\s+of|in|about)"
    r"|(?:work|works|working|operate|operates|live|lives)\s+(?:in|under|within)|(?:have|has|having|get|gets|receive|receives)(?=\s+(?:an?\s+|so\s+|too\s+)?(?:[a-z-]+\s+){0,2}?(?:lots|lot|loads|many|much|big|huge|major|serious|real|constant|bad|poor|terrible|awful|horrible|negative|frustrating|painful|stressful|difficulty|difficulties|problems|issues|trouble|troubles|challenges|frustrations|disappointing|unpleasant|rough|subpar)\b))\s+",
    re.IGNORECASE,
)
_IS = screened(
    r"(?:\b(?:is|are|feels?|gets?|becomes?|became|remains?|seems?|was|been|being|be|makes?\s+(?:it|things|life|work|everything)|finds?\s+(?:it|this|that|(?:the|their|our|its)\s+\w+(?:\s+\w+){0,2}?))|(?<=t|s|e)['’]s)\s+(?=[a-z])",
    re.IGNORECASE,
)
_IDIOM = screened(
    r"\b(?:(?:go|goes|going|been)\s+through\s+(?:a\s+lot|so\s+much)(?=\s*(?:[.;,]|when))|jump(?:s|ing)?\s+through\s+(?:\w+\s+)?hoops|go(?:es|ing)?\s+(?:round\s+|around\s+)?in\s+circles|go(?:es|ing)?\s+through\s+(?:\w+\s+)?hell|pull(?:s|ing)?\s+their\s+hair\s+out|tear(?:s|ing)?\s+their\s+hair(?:\s+out)?|at\s+(?:their\s+wits?['’]?s?\s+end|the\s+end\s+of\s+their\s+tether)|ha(?:ve|s|ving)\s+(?:such\s+)?an?\s+(?:\w+ly\s+)?(?:hard|tough|rough|bad|difficult|awful|terrible|miserable|stressful)\s+time(?:\s+(?:of\s+it|with\s+(?:it|this|that|everything|things)))?(?!\s+(?:\w+ing|with|to|of)\b)"
    r"|drown(?:s|ing)?\s+in\s+(?:work|paperwork|admin|e-?mails?|information|data|tasks|bureaucracy|red\s+tape)|fall(?:s|ing)?\s+through\s+the\s+cracks|los(?:e|es|ing)\s+out(?!\s+on\b)|(?:muddle|muddles|muddling)\s+(?:through|along)|(?:nothing|things\s+do(?:n['’]t|\s+not))\s+(?:really\s+)?works?(?:\s+(?:well|properly|smoothly))?|(?:do(?:es)?(?:n['’]t|\s+not)|never)\s+(?:work|go|run)\s+(?:well|properly|smoothly|as\s+(?:it\s+should|expected))"
    r"|wast(?:e|es|ing)\s+(?:(?:a\s+lot\s+of|lots\s+of|so\s+much|too\s+much|much|precious|valuable)\s+)?(?:time|energy|effort|resources)(?:\s+and\s+(?:time|energy|effort|money|resources))?(?!\s+(?:\w+ing|on|with|in|by|because|at|to|for)\b)|struggl(?:e|es|ing)(?=\s*(?:[.;]|when\b|every\b|whenever\b|each\b|at\s+the\b|$))|suffer(?:s|ing)?(?=\s*(?:[.;]|when\b|every\b|whenever\b|each\b|$)))",
    re.IGNORECASE,
)
_EASE = re.compile(
    r"\b(?:reduc|remov|fix|solv|address|eliminat|eas|lessen|tackl|reliev|alleviat|tak|get\s+rid\s+of|minimi[sz]|overcom|resolv|cut|lower|end)(?:e|ing)?\s+(?:away\s+|out\s+|down\s+)?(?=[a-z])",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"\b(?:when(?:ever)?|if|while|each\s+time|every\s+time|as\s+soon|once|after|before|during|at\s+the)\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"\s*(?::\s|[–—]|\s-\s|\(|,?\s*\b(?:because|since|as\s+(?:the|they|it)|which|where|such\s+as|due\s+to|in\s+that)\b)",
    re.IGNORECASE,
)
_MANY = frozenset(
    "loads lot lots deal plenty number range variety sorts kinds tons host series heap heaps bit amount types".split()
)
_STOP_MARKS, _BREAKS = frozenset(",;:—–."), frozenset(",;:—–(")
_STOPS = frozenset(
    "when whenever if while because since that which who where so but during after before until every each in with for"
    " of at on around across from to about between through over and or as whose by without once into than out away off".split()
)
# "back pain", "tyre pressure", "mobility problems" are facts of a body or a machine, and can be told.
_BODILY = frozenset(
    "back chest joint knee tooth neck chronic labour labor period phantom tyre tire blood water air oil gas steam health"
    " heart kidney skin sleep eye breathing memory speech vision hearing sight mobility engine maths math homework"
    " journal magazine special word chess gear valve legal exam reading vocal heat medical physical mental".split()
)
TROUBLE = LABELS | BAD
_SIGNS = frozenset(phrase.split(" ")[0] for phrase in TROUBLE | MOODS) | frozenset(
    "struggle struggles struggling cope copes deal deals grapple wrestle battle suffer suffers hoops hate hates dislike dreads circles hell hair wits tether time cracks out muddle nothing work works things drown drowning waste wastes wasting paperwork properly smoothly well".split()
)


_OPENS = frozenset("because since when that now today currently if but so".split())
_LIGHTEST = frozenset("often still also really can has have will would just".split())
_GREAT = frozenset(
    "complete total real huge big constant major bit of a pure absolute never-ending daily".split()
)
_INTO = frozenset("of in between with for at on to from during across".split())
_HEDGES = frozenset(
    "kinda sorta kind sort of a bit bits little honestly basically frankly generally somehow".split()
)
_REACH = 1500


def labelled(statement: Statement) -> Iterator[tuple[Span, float]]:
    """Find the places, each with how sure it is (0..1) that nothing is told there."""
    text = statement.text
    if not any(word.low in _SIGNS for word in statement.words()):
        return
    for whole in statement.sentences[:12]:
        sentence = Span(whole.start, min(whole.end, whole.start + _REACH))
        for match in _BEAR.finditer(text, sentence.start, sentence.end):
            end, sure = _borne(statement, match, sentence)
            if sure:
                yield Span(match.start(), end), sure
        for match in _IS.finditer(text, sentence.start, sentence.end):
            found = _said(statement, match, sentence)
            if found:
                yield found
        for match in _IDIOM.finditer(text, sentence.start, sentence.end):
            yield Span(match.start(), match.end()), 0.65
    if statement.format == "hmw":
        for match in _EASE.finditer(text):
            after = _upto_break(statement, match.end(), min(len(text), match.end() + _REACH))
            phrase = after[: _phrase_end(after)]
            if phrase and _emptiness(phrase, "") >= 0.75:
                yield Span(match.start(), phrase[-1].end), 0.7


def _borne(statement: Statement, match: re.Match[str], sentence: Span) -> tuple[int, float]:
    """Read what people face: where the label ends, and how sure it is that it says nothing."""
    found = _upto_break(statement, match.end(), sentence.end)
    size = _phrase_end(found)
    while size < len(found) and size and found[size - 1].low in _MANY and found[size].low == "of":
        found = found[size + 1 :]
        size = _phrase_end(found)
    phrase = found[:size]
    if not phrase:
        return 0, 0.0
    sure = _emptiness(phrase, match[0].lower())
    if not sure:
        return 0, 0.0
    rest = found[size:]
    moment = next((n for n, word in enumerate(rest) if _MOMENT.match(word.low)), len(rest))
    if explained(rest[:moment]):
        return 0, 0.0
    end = rest[moment - 1].end if moment else phrase[-1].end
    joined = {"and", "or"} & {word.low for word in rest[:moment]}
    if joined:
        end = phrase[-1].end
    if moment == len(rest) and _WHY.match(statement.text, end) and end < sentence.end:
        sure = min(sure, 0.5)
    return end, sure


def _emptiness(phrase: list[Word], verb: str) -> float:
    """Weigh a noun phrase: a bare label, a generic thing that is bad, a field of work that is struggled with."""
    low = [word.low for word in phrase if word.low not in SMALL]
    if not low or any(word[0].isdigit() for word in low):
        return 0.0
    head = low[-1]
    pair = " ".join(low[-2:])
    if head in LABELS or pair in LABELS:
        inner = [word for word in low[:-1] if word not in BAD and not generic(word)]
        if set(low[:-1]) & _BODILY or len(inner) > 2:
            return 0.0
        return 0.75 if len(inner) > 1 else 0.8
    if generic(head) and any(word in BAD for word in low[:-1]):
        return 0.8
    if (generic(head) or names_people(head)) and {"nightmare", "terrible", "awful"} & set(low):
        return 0.75
    hard = re.match(r"(?:strugg|grapp|wrest|batt|cop|contend|suffer|hat|dislik|dread)", verb)
    if hard and all(generic(word) for word in low) and len(low) <= 3:
        return 0.65
    return 0.0


def _phrase_end(found: list[Word]) -> int:
    """Measure a noun phrase; "clunky and slow" goes on over its "and"."""
    for number, word in enumerate(found):
        paired = word.low == "and" and 0 < number < len(found) - 1
        paired = paired and found[number - 1].low in BAD and found[number + 1].low in BAD
        if word.low in _STOPS and not paired:
            return number
    return len(found)


def _upto_break(statement: Statement, start: int, end: int) -> list[Word]:
    """Take the words up to a comma or a stronger break; "slow, clunky" goes on."""
    found = statement.words(Span(start, end)) if start < end else []
    for number, (word, after) in enumerate(pairwise(found)):
        listed = word.low in BAD and after.low in {"and", *BAD}
        if not listed and not _BREAKS.isdisjoint(statement.text[word.end : after.start]):
            return found[: number + 1]
    return found


def _said(statement: Statement, match: re.Match[str], sentence: Span) -> tuple[Span, float] | None:
    """Read what is said of a thing ("is a mess") or of people ("feel overwhelmed")."""
    found = _upto_break(statement, match.end(), sentence.end)
    found_so = match[0].lower().startswith(("find", "make"))
    start = next((n for n, word in enumerate(found) if word.low not in SMALL | _HEDGES), len(found))
    if found_so:
        start = next((n for n, word in enumerate(found[:4]) if word.low in BAD), start)
    found = found[start:]
    if not found:
        return None
    size = next((j for i, j in each_phrase(found[:3], MOODS) if i == 0), 0)
    subject = _subject(statement, match.start(), sentence)
    by_mood = bool(size)
    if not size:
        size = _predicate(found)
    if not size or not subject:
        return None
    rest = found[size:]
    moment = next((n for n, word in enumerate(rest) if _MOMENT.match(word.low)), len(rest))
    told = rest[:moment]
    if told and told[0].low == "for" and any(is_role(word.low) for word in told):
        told = []  # whom it is bad for tells nothing of what is bad
    if (
        told
        and told[0].low in {"to", "that", "about", "which", "what", "of", "how", "whether", "than", "enough"}
    ) or explained(told):
        return None
    head = subject[-1].low if len(subject) < 2 or subject[-1].low != "who" else subject[-2].low
    people = (is_role(head) and not generic(head)) or head in {
        "they",
        "we",
        "i",
        "he",
        "she",
        "hires",
        "everyone",
    }
    if not found_so and (by_mood != people or (not people and not _general(subject))):
        return None
    end = told[-1].end if told and not {"and", "or"} & {w.low for w in told} else found[size - 1].end
    if not told and moment == len(rest) and _WHY.match(statement.text, end) and end < sentence.end:
        return None
    start = match.start() if people or found_so else subject[0].start
    return Span(start, end), 0.65 if people else 0.7


def _predicate(found: list[Word]) -> int:
    """Measure a predicate that judges: "clunky and slow", "a complete nightmare"."""
    size = 0
    while size < len(found) and (
        found[size].low in BAD
        or (
            size
            and found[size].low in {"and", *SMALL}
            and size + 1 < len(found)
            and found[size + 1].low in BAD
        )
    ):
        size += 1
    if size:
        following = found[size].low if size < len(found) else ""
        if (
            found[0].low in {"slow", "hard", "bad", "poor", "scattered", "broken"}
            and size == 1
            and following not in {"", "for", "when", "whenever", "and"}
        ):
            return 0
        if following == "and" and size + 2 < len(found) and generic(found[size + 2].low):
            return size + 3
        return size + 1 if generic(following) else size
    for number, word in enumerate(found[:4]):
        if word.low in LABELS and number + 1 <= len(found):
            return number + 1
        if word.low not in TROUBLE | _GREAT:
            return 0
    return 0


def _subject(statement: Statement, end: int, sentence: Span) -> list[Word]:
    found = statement.words(Span(sentence.start, end)) if sentence.start < end else []
    start = 0
    for number, (word, after) in enumerate(pairwise(found)):
        if word.low in _OPENS or not _STOP_MARKS.isdisjoint(statement.text[word.end : after.start]):
            start = number + 1
    return [word for word in found[start:] if word.low not in _LIGHTEST and not word.low.endswith("ly")][-8:]


def _general(subject: list[Word]) -> bool:
    """Say whether a subject is a thing at large: "it", "the handover between shifts", "booking"."""
    core = subject[
        : next(
            (n for n, word in enumerate(subject) if word.low in _INTO),
            len(subject),
        )
    ]
    head = (core or subject)[-1].low
    return (
        generic(head)
        or head in {"it", "this", "that", "one", "ones", "things", "everything", "life"}
        or head.endswith("ing")
    )
