"""The words in which a coach speaks of a draft itself; they claim nothing about customers."""

from __future__ import annotations

import re
from functools import lru_cache

from wbcoach import lexicon
from wbcoach.grammar import stem

# What a draft is made of: two of these may be counted, halved and numbered.
_PARTS = (
    r"(?:hardships?|problems?|needs?|sentences?|statements?|drafts?|clauses?|hal(?:f|ves)|parts?|claims?|ideas?"
    r"|wish(?:es)?|goals?|pains?|causes?|readings?|things?)"
)
OF_THE_TEXT = re.compile(
    rf"[\s-]+(?:of\s+|or\s+more\s+)?(?:(?:the|this|your|these|its|a|an)\s+)?(?:[\w-]+\s+)?{_PARTS}\b",
    re.IGNORECASE,
)
_TELLS = (
    r"(?:names?|says?|tells?|reads?|asks?|leaves?|gives?|states?|describes?|closes?|hides?|blames?|repeats?|turns?|joins?|points?|speaks?"
    r"|sounds?|lists?|puts?|mixes|makes?|rests?|counts?|shows?|covers?|fits?|lumps?)"
)
_IS = r"(?:is|are|has|have|could|can(?:not|['’]t)?|may|might|would|does|do|stands?|stays?|remains?|becomes?)"
_ADVERB = r"(?:\s+(?!not\b)[\w'’]+){0,2}?"
_NOUN = (
    r"(?:[\"“‘'][^\"”’']{1,80}[\"”’']|(?:both|the|an?|one|each|either|your|such\s+an?)\s+(?:[\w-]+\s+){0,2}?"
    rf"(?:{_PARTS}|wording|words?|phrase|label|figure|number|share|term|quotation|quote|template|trait|quality|moment|feedback|evidence)"
    r"(?:\s+[\"“‘'][^\"”’']{1,80}[\"”’'])?)"
)
ABOUT_THE_TEXT = re.compile(
    rf"\W*(?:(?:this|that|it|these|naming|{_NOUN}|no\s+\w+|nothing|nobody){_ADVERB}\s+{_TELLS}|(?:{_NOUN}|no\s+\w+|nothing|nobody){_ADVERB}\s+{_IS}|(?:name|say|tell|ask|show|check)\s)",
    re.IGNORECASE,
)
_TALK = lexicon.words("""
    name names say said tell told made make stay remain become read ask asked leave left give given state stand stands describe close closes
    closed open hide blame blames show repeat turn join list mix count counted measure check checked look see seen
    hear heard know find mean meant hold carry prove picture imagine decide choose judge act build design solve
    answer answers weigh compare trace verify test watch met agree guess point speak happen happened work
    need needs hardship problem solution product tool feature choice question reader author customer customers
    people group member trait label person nobody anybody anyone somebody one two number figure share amount source
    period base quote quotation case pattern moment situation occasion place quality word words phrase sentence half
    statement draft template clause claim wish plan goal firm business team outcome task effort reason evidence
    feedback data story side kind sort part nothing something everything everyone everybody order
    clear unclear vague wide narrow broad precise exact new single separate different same other possible cannot can't hard easy
    difficult impossible empty missing whole general specific concrete first second early soon late already yet
    still instead rather little alone apart either both neither ever never again between behind about like real
    not may might must set sets against upon among around beyond within toward who whom whose what where why always often once anything
""")
TALK_PLACES = lexicon.words("""
    problem hardship trouble need mind place moment situation occasion position case role group team draft statement
    sentence evidence feedback data question same other different such similar own common kind sort general
    particular practice between view advance touch short turn average list
""")


@lru_cache(maxsize=1)
def talk() -> frozenset[str]:
    """Give the stems of the words that a coach needs for speaking of a draft."""
    return frozenset(map(stem, _TALK))
