"""What praise is of: the thing that is said to do well, or the act that is said to be easy, by where its words stand in the sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.define.words import named_terms
from wbcoach.grammar import Span, sentences, words
from wbcoach.vocabulary.praising import PRAISED, praise_in, praises

if TYPE_CHECKING:
    from wbcoach.grammar import Word

_BREAK: Final = re.compile(r"[,;:?!()]|\s[–—-]+>?\s|\b(?:and|but|so|because)\b", re.IGNORECASE)
# "Since June the viewer is good": what opens a sentence this way is a moment, a place or a condition.
_LEADS_IN: Final = frozenset(
    "since in at after with for on by from when whenever as before during once if whether until under over within".split()
)
_PREPOSITIONS: Final = _LEADS_IN | frozenset(
    "about without than through across between into onto near behind beside per to".split()
)
_RELATIVE: Final = frozenset("that which who whom whose where".split())
_COPULA: Final = frozenset("is are was were been be being isn't aren't wasn't weren't seems seem".split())
_DETERMINERS: Final = frozenset(
    "the a an my our your their his her its this that these those each every".split()
)
_PEOPLE: Final = frozenset("i we".split())
_OWN: Final = frozenset("i we you they he she it there mine ours".split())


def praised(text: str) -> tuple[str, ...]:
    """Give the stems of what is praised, the act or the thing itself first, then what tells which; nothing where only "it" is named.

    The sentence that praises is read up to its praise; where none of it stands before that, the clause from the start,
    then the sentence before. Praise without a word of praise is of what its first clause names.
    """
    told = sentences(text)
    if not told:
        return ()
    at = next((at for at, sentence in enumerate(told) if praises(text, sentence)), None)
    if at is None:
        return _named(text, _clause(text, told[0]))
    sentence = told[at]
    cue = next(iter(praise_in(text, sentence.start, sentence.end)), None)
    if cue is not None and cue.start() > sentence.start:
        before = Span(sentence.start, cue.start())
        breaks = [one.end() for one in _BREAK.finditer(text, before.start, before.end)]
        for start in [*reversed(breaks), sentence.start]:
            if found := _named(text, Span(start, cue.start())):
                return found
    for one in (sentence, *reversed(told[:at])):
        if found := _named(text, _clause(text, one)):
            return found
    return ()


def _clause(text: str, sentence: Span) -> Span:
    """Give a sentence up to its first break that leaves a word before it."""
    for stop in _BREAK.finditer(text, sentence.start, sentence.end):
        if words(text, sentence.start, stop.start()):
            return Span(sentence.start, stop.start())
    return sentence


def _named(text: str, clause: Span) -> tuple[str, ...]:
    """Give the terms of the subject of a clause, or of its act and what it is done to; what is told of it is left out."""
    found = words(text, clause.start, clause.end)
    there = next((at for at, word in enumerate(found) if word.low == "there"), None)
    if there is not None:
        found = [word for word in found[there + 1 :] if word.low not in _COPULA]
    elif found and found[0].low in _LEADS_IN:
        found = _after_the_lead_in(found)
    for at, word in enumerate(found):
        ends = word.low in _COPULA or word.low in _PREPOSITIONS or word.low in _RELATIVE
        if at and ends:
            found = found[:at]
            break
    if not found:
        return ()
    terms = named_terms(text[found[0].start : found[-1].end].replace("-", " "))
    named = [term for term in terms if " " not in term and not PRAISED.fullmatch(term)]
    return tuple(named if _acts(found) else reversed(named))


def _acts(found: list[Word]) -> bool:
    """Say whether an act is told first, by somebody or by nobody: "I pause ...", "Booked ...", "Ending ..."."""
    return found[0].low in _PEOPLE or found[0].low.endswith(("ing", "ed"))


def _after_the_lead_in(found: list[Word]) -> list[Word]:
    """Leave out how a clause begins: what stands before its last determiner or the person who acts."""
    last = max(
        (at for at, word in enumerate(found) if word.low in _DETERMINERS or word.low in _OWN),
        default=0,
    )
    return found[last + 1 :]
