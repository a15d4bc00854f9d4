"""How surely words ask for something that would be built: the nouns, what governs them, and whose work they are.

A thing that stands in the hardship too is what the customer works with, and no solution.
"""

from __future__ import annotations

import re

from wbcoach.grammar import Span, Word, base_verb, each_phrase, stem
from wbcoach.lexicon import ABSTRACTIONS, LIGHT, QUALITIES, QUALITY_NOUNS, names_people
from wbcoach.statement import Statement
from wbcoach.vocabulary.asks import proposes
from wbcoach.vocabulary.phrases import ends_in, follows, noun_phrase, possessed
from wbcoach.vocabulary.screen import screened
from wbcoach.vocabulary.wares import (
    ARTEFACTS,
    BUILD_VERBS,
    HALF_MADE,
    MADE,
    OUTCOMES,
    PLAIN_THINGS,
    SCHEMES,
    SOFT_SOLUTIONS,
    SOLUTION_NOUNS,
    SUPPLIES,
)

_GIVEN = r"(?:use|using|have|having|get|getting|access|accessing|receive|open|run|install|download|be\s+given|work\s+with|rely\s+on|buy|try|add|build|create|implement|integrate|adopt|switch\s+to|via|through|with|by)"
_WANTED = re.compile(
    rf"\b{_GIVEN}\s+(?:(?:a|an|the|some|more|our|their|one|any|new|its)\s+)?(?:[\w/-]+\s+){{0,4}}$",
    re.IGNORECASE,
)
# Acts by which one takes up a thing that was not there before.
_HANDLED = screened(
    r"\b(?:us(?:e|ing)|hav(?:e|ing)|get(?:ting)?|access(?:ing)?|receiv(?:e|ing)|open(?:ing)?|run(?:ning)?|install(?:ing)?|download(?:ing)?|consult(?:ing)?|fit(?:ting)?|wear(?:ing)?|follow(?:ing)?|scan(?:ning)?|tap(?:ping)?|press(?:ing)?|watch(?:ing)?"
    r"|attend(?:ing)?|leverag(?:e|ing)|adopt(?:ing)?|buy(?:ing)?|add(?:ing)?|read(?:ing)?|consult(?:ing)?|take\s+part\s+in|subscribe\s+to|sign\s+up\s+(?:to|for)|log\s+in\s?to|switch\s+to|rely\s+on|turn\s+to|tap\s+into|ask|look\s+at|borrow(?:ing)?|mount(?:ing)?|hand\s+out|put\s+up"
    r"|be\s+(?:given|sent|shown|handed|offered|provided\s+with|equipped\s+with|supplied\s+with|issued\s+with|paired\s+with|trained\s+(?:on|with))|work(?:ing)?\s+(?:from|with|through|in|beside|off))\s+"
    r"(?!the\b|their\b|his\b|her\b|its\b|my\b|our\b|this\b|that\b)",
    re.IGNORECASE,
)
_MEANS = screened(
    r"\b(?P<by>with|through|via|using|by|by\s+means\s+of|with\s+the\s+help\s+of|over|on|in|inside|from|beside|at)\s+(?=(?:an?|one|some|more|new)\s)",
    re.IGNORECASE,
)
_GIVES = screened(
    r"\b(?:giv(?:e|ing)|offer(?:ing)?|provid(?:e|ing)|equip(?:ping)?|supply(?:ing)?|hand(?:ing)?|send(?:ing)?|issu(?:e|ing))\s+[^.;]{2,90}?[\s,](?:with\s+)?(?=(?:an?|some)\s)",
    re.IGNORECASE,
)
_GERUND = re.compile(r"[a-z]+ing\b", re.IGNORECASE)
_SOME = frozenset("a an some one more new".split())
_TOOLED = frozenset({"with", "through", "via", "using", "by", "by means of", "with the help of"})
_AVOIDED = re.compile(
    r"\b(?:without|outside|instead\s+of|rather\s+than|regardless\s+of|no|not|independent\s+of|off|away\s+from|out\s+of|free\s+of|rid\s+of|stop(?:ping)?|quit(?:ting)?|avoid(?:ing)?|leav(?:e|ing)|escap(?:e|ing)|ditch(?:ing)?|replac(?:e|ing)|retir(?:e|ing)|prevent(?:ing)?|never|less|fewer|beyond)\s+(?:[\w'’-]+\s+){0,3}$"
    r"|\b(?:keep|stop|prevent|discourage|save|spare|wean)\s+[^.;]{2,60}?\b(?:from|off)\s+[^.;]{0,40}$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:before|after|whether|that|which|if|when|what|why|how|who)\s+(?:[\w'’-]+\s+){0,4}$", re.IGNORECASE
)
_BETTERED = re.compile(r"\s+(?:to\s+(?:be|feel|work|run|look|become|get)|is|are|was|being)\b", re.IGNORECASE)
_ONE_OF_THEIRS = re.compile(r"\b(?:each|every|both|whichever|what|any)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_CHANNEL = screened(
    r"\b(?:via|by\s+adding|by\s+(?:installing|building|introducing|using|creating|launching|deploying|printing|putting\s+up)|by\s+means\s+of|with\s+the\s+help\s+of)\s+(?:an?\s+|the\s+|some\s+|more\s+)?[\w-]+",
    re.IGNORECASE,
)
_REMADE = screened(
    r"\b(?:rewritten|rebuilt|migrated|refactored|redesigned|containeri[sz]ed|ported|moved)\s+(?:in|to|onto|into|as|with)\s+[A-Z]\w*|\b(?:replaced\s+(?:by|with))\s+(?:an?|the)\b"
)
_AUTO = screened(
    r"\b(?:auto(?:matically|mated|mate)?-?\w*|one-click|real-time|AI-\w+|ML-\w+|cloud-based|blockchain-\w+|voice-activated|self-service|[a-z]+-(?:powered|enabled|activated|controlled|driven))\b",
    re.IGNORECASE,
)
_HARD_AUTO = screened(
    r"\b(?:AI-\w+|ML-\w+|blockchain-\w+|voice-activated|auto-(?!\w*(?:mobile|bus))\w+|automatically|automated|automate)\b",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(r"\b(?:by|on|of)\s+(?:itself|themselves|its\s+own|their\s+own)\b", re.IGNORECASE)
_MACHINE_ACTS = re.compile(
    r"(?:the|an?|our|my|their|its)\s+(?:[\w-]+\s+){0,2}?(?:(?i:systems?|apps?|software|tool|platform|scanner|machine|till|phone|printer|screen|site|website|portal|software|calendar|inbox|terminal|device|sensor|algorithm|database|backend|engine|model|pipeline|bot)|(?!HR|GP|CEO|QA|IT|MD|PM|VP|NHS|EU|UK|US|UN|GPs)[A-Z]{2,5})\s+(?:to\s+(?!be\b)[a-z]{3,}|that\s+\w+)"
)
_TO = re.compile(r"\b(?:to|of|for)\s+(?:[a-z]+ly\s+|just\s+)?$", re.IGNORECASE)
_STRONG_BUILD = re.compile(
    r"\s*(?:[-*•]\s+)?(?:how\s+(?:might|can|could)\s+we|hmw)\b[\s:,]*(?:build|launch|install|deploy|implement|roll\s+out|digiti[sz]e|automate|gamify|develop|embed|introduce|ship|use|leverage|add|integrate|buy|adopt)\s+(?!on\b|trust|up\b|in\b|off\b)",
    re.IGNORECASE,
)
_DIGITAL_STATE = re.compile(r"\b(?:be|go|get|stay|come|being|going|are|is)\s+$", re.IGNORECASE)
_FURTHER = frozenset("more bigger better new another extra".split())
_REACH = 60
_WARES = SUPPLIES | SOFT_SOLUTIONS | SOLUTION_NOUNS | ARTEFACTS
_BRANDS = frozenset("ai ml blockchain gpt llm chatbot app dashboard".split())
_GRADES = QUALITIES | frozenset(
    "more less new better good bad nice big bigger proper real extra separate other different single".split()
)
_NO_THING = frozenset(
    "visibility updates update information insight insights data view overview feedback".split()
)


_OF_OURS = screened(
    r"\b(?:use|adopt|buy|try|switch\s+to|get|have|see)\s+our\s+(?:[\w-]+\s+){0,2}?(?:tools?|systems?|platforms?|services?|features?|products?)\b",
    re.IGNORECASE,
)


def asks_for_a_thing(statement: Statement, asked: Span) -> float:
    """Weigh what is asked for (0..1): named outright, handed over, remade, automated, or to be built."""
    found = statement.words(asked)
    if not found or (names_people(found[0].low) and found[0].low not in SUPPLIES | SOFT_SOLUTIONS):
        return 0.0
    text = statement.text
    does = (
        bool(_TO.search(text, max(0, asked.start - 30), asked.start))
        or (statement.slots.way and asked == statement.slots.need)
        or (statement.format == "hmw" and found[0].low not in _SOME)
    )
    sure = max(
        (_sureness(statement, asked, found, i, j) for i, j in each_phrase(found, SOLUTION_NOUNS)), default=0.0
    )
    if sure < 0.6:
        sure = max(sure, _named(statement, found, does=does), _handled(statement, asked, found))
    if _CHANNEL.search(text, asked.start, asked.end) or _REMADE.search(text, asked.start, asked.end):
        sure = max(sure, 0.65)
    if _OF_OURS.search(text, asked.start, asked.end):
        sure = max(sure, 0.7)
    if _HARD_AUTO.search(text, asked.start, asked.end):
        sure = max(sure, 0.7)
    elif _AUTO.search(text, asked.start, asked.end):
        sure = max(sure, 0.5)
    if not does:
        if _MACHINE_ACTS.match(text, asked.start, asked.end):
            sure = max(sure, 0.64)
        if _BY_ITSELF.search(text, asked.start, asked.end):
            sure = max(sure, 0.62)
    return max(sure, _to_be_built(statement, asked, found, sure))


def is_built(phrase: list[Word]) -> bool:
    """Say whether the head of a noun phrase is something that would be built."""
    return ends_in(phrase, ARTEFACTS) or ends_in(phrase, SOLUTION_NOUNS) or ends_in(phrase, SOFT_SOLUTIONS)


def _named(statement: Statement, found: list[Word], *, does: bool) -> float:
    """Weigh the things that are all that is needed: "a red lamp", "bigger signs and a map"."""
    if does:
        return 0.0
    start, best = 0, 0.0
    while start < len(found):
        end = noun_phrase(statement.text, found, start)
        if end == start:
            break
        best = max(best, _rated(statement, found[start:end], known=0.66))
        start = follows(statement.text, found, end)
    return best


def _handled(statement: Statement, asked: Span, found: list[Word]) -> float:
    """Weigh the things that somebody would take up, or do their work with: "consult a guide", "through a leaflet"."""
    text, best = statement.text, 0.0
    places = {word.start: number for number, word in enumerate(found)}
    for pattern in (_HANDLED, _MEANS, _GIVES):
        for match in pattern.finditer(text, asked.start, asked.end):
            at = places.get(match.end())
            if at is None:
                continue
            before = text[max(asked.start, match.start() - _REACH) : match.start()]
            if _AVOIDED.search(before) or _ABOUT.search(before):
                continue
            aside = pattern is _HANDLED and match.start() > asked.start and _GERUND.match(match[0])
            if aside and found[at].low not in _SOME:
                continue
            phrase = found[at : noun_phrase(text, found, at)]
            if not phrase:
                continue
            tooled = pattern is not _MEANS or match["by"].lower() in _TOOLED
            if not tooled:
                soft = ends_in(phrase, SOFT_SOLUTIONS) and phrase[-1].low not in PLAIN_THINGS
                if soft or ends_in(phrase, SOLUTION_NOUNS) or any(word.low in MADE for word in phrase[:-1]):
                    best = max(best, _rated(statement, phrase, known=0.62))
                continue
            if pattern is _MEANS and any(word.low in SUPPLIES for word in phrase[:-1]):
                best = max(best, 0.62)  # "through a leaflet drop"
            best = max(best, _rated(statement, phrase, known=0.65))
    return best


def _rated(statement: Statement, phrase: list[Word], *, known: float) -> float:
    """Weigh one noun phrase that is asked for."""
    head, low = phrase[-1], [word.low for word in phrase]
    further = low[0] in _FURTHER and (ends_in(phrase, SUPPLIES) or ends_in(phrase, SCHEMES))
    if (
        possessed(low)
        or (_own_work(statement, head) and not further)
        or (names_people(head.low) and head.low not in _WARES)
    ):
        return 0.0
    if _BETTERED.match(statement.text, head.end):
        return 0.4
    modifiers = [
        word for word in low[:-1] if word not in LIGHT and word not in _GRADES and not word.isdigit()
    ]
    graded = any(word in QUALITIES or word.endswith("ier") for word in low[:-1])
    made = any(word in MADE for word in low[:-1])
    thing = ends_in(phrase, SUPPLIES) or (ends_in(phrase, SCHEMES) and not graded)
    soft = ends_in(phrase, SOFT_SOLUTIONS)
    if ends_in(phrase, SOLUTION_NOUNS):
        return known + 0.1
    if made and head.low not in _NO_THING | QUALITY_NOUNS | LIGHT | ABSTRACTIONS:
        return known
    if low[0] == "the" or (graded and not thing):
        return 0.4 if thing or soft else 0.0
    if thing or soft:
        return known if modifiers or head.low not in PLAIN_THINGS else 0.5
    if ends_in(phrase, ARTEFACTS):
        return 0.64 if any(word in HALF_MADE for word in low[:-1]) else 0.5
    unsaid = head.low in OUTCOMES or head.low in LIGHT or {head.low, head.low + "s"} & ABSTRACTIONS
    return 0.45 if low[0] in {"a", "an", "some"} and not unsaid and not head.low.endswith("ing") else 0.0


def _to_be_built(statement: Statement, asked: Span, found: list[Word], sure: float) -> float:
    size = 2 if " ".join(word.low for word in found[:2]) in BUILD_VERBS else 1
    builds = size == 2 or found[0].low in BUILD_VERBS
    if proposes(statement, asked):
        phrase = found[size : noun_phrase(statement.text, found, size)]
        vague = not phrase or phrase[-1].low in LIGHT | ABSTRACTIONS | QUALITY_NOUNS
        if sure >= 0.6:
            return 0.8
        return 0.7 if builds and not vague else 0.5
    if statement.format == "hmw" and _STRONG_BUILD.match(statement.text):
        return 0.8 if sure >= 0.5 else 0.65
    return (0.8 if sure >= 0.6 else 0.5) if builds and len(found) > 1 else 0.0


def _sureness(statement: Statement, asked: Span, found: list[Word], first: int, last: int) -> float:
    word = found[last - 1]
    before = statement.text[max(asked.start, found[first].start - _REACH) : found[first].start]
    if _BETTERED.match(statement.text, word.end) and re.search(r"\bthe\s+(?:[\w-]+\s+)?$", before):
        return 0.4  # "the app to be clearer" praises what is there
    if _own_work(statement, word) or _AVOIDED.search(before) or _ONE_OF_THEIRS.search(before):
        return 0.0
    if _ABOUT.search(before):
        return 0.45
    head = last == len(found) or noun_phrase(statement.text, found, last - 1, plain=True) == last
    if not head:
        brand = found[last - 1].low in _BRANDS
        if (names_people(found[last].low) and not brand) or not _asked_for(_WANTED, before, found):
            return 0.5
        return 0.8 if brand else 0.65
    return 0.85 if _asked_for(_WANTED, before, found) else 0.65


def _asked_for(pattern: re.Pattern[str], before: str, found: list[Word]) -> bool:
    """Say whether the thing is the object of "use", "get" and the like, or is all that is needed."""
    first = next((word for word in found if not word.low.endswith("ly")), found[0])
    bare = not base_verb(first.low) and len(before.split()) <= 5
    return bare or pattern.search(before) is not None


def _own_work(statement: Statement, word: Word) -> bool:
    """Say whether the thing is what the customer works with: it stands in the hardship or the customer too."""
    slots = statement.slots
    root = stem(word.low)
    for slot in (slots.customer, slots.problem, slots.situation):
        if slot is None or (slots.problem is slot and _absent(statement, slot)):
            continue
        if any(stem(other.low) == root and other.start != word.start for other in statement.words(slot)):
            return True
    return False


def _absent(statement: Statement, slot: Span) -> bool:
    return bool(
        re.search(r"\b(?:without|no|lack|lacks|missing|not\s+have)\b", slot.of(statement.text), re.IGNORECASE)
    )
