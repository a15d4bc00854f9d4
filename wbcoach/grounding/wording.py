"""The words in which a coach speaks of a draft itself; they claim nothing about customers."""

from __future__ import annotations

import re
from functools import lru_cache

from wbcoach import lexicon
from wbcoach.grammar import stem

# What a draft is made of: two of these may be counted, halved and numbered.
_PARTS = (
    r"(?:hardships?|problems?|needs?|sentences?|statements?|drafts?|clauses?|hal(?:f|ves)|parts?|claims?|ideas?"
    r"|wish(?:es)?|goals?|pains?|solutions?|stor(?:y|ies)|statements?|questions?|words?|phrases?|readings?|things?)"
)
OF_THE_TEXT = re.compile(
    rf"[\s-]+(?:of\s+)?(?:(?:the|this|your|these|its|a|an)\s+)?(?:[\w-]+\s+)?{_PARTS}\b", re.IGNORECASE
)
_SUBJECT = (
    r"(?:this|that|it|these|both|nothing|nobody|no(?:\s+one)?(?:\s+\w+)?|[\"“‘'][^\"”’]{1,80}[\"”’']"
    rf"|(?:the|a|an|one|each|either|its|your|such\s+an?)\s+(?:[\w-]+\s+){{0,2}}?(?:{_PARTS}|draft|wording|label|figure|number|share|term|case"
    r"|quotation|quote|trait|quality|cause|moment|customer|product|summary|tool|feedback|template|first\s+half|second\s+half))"
)
_VERB = (
    r"(?:names?d?|says?|said|tells?|told|reads?|asks?|asked|leaves?|left|gives?|given|states?|stands?|describes?|closes?|hides?|blames?d?"
    r"|repeats?|turns?|joins?|joined|points?|speaks?|sounds?|lists?|puts?|mixes|makes?|rests?|counts?|shows?|is|are|has|could|can(?:not|'t)?|may"
    r"|might|would|does|do|covers?|fits?|lumps?)"
)
ABOUT_THE_TEXT = re.compile(rf"\W*{_SUBJECT}(?:\s+[\w'’]+){{0,2}}?\s+{_VERB}\b", re.IGNORECASE)
_TALK = lexicon.words("""
    name names say said tell told read ask asked leave left give given state stand stands describe close closes
    closed open hide blame blames show repeat turn join list mix count counted measure check checked look see seen
    hear heard know find mean meant hold carry prove picture imagine decide choose judge act build design solve
    answer answers weigh compare trace verify test watch met agree guess point
    need needs hardship problem solution product tool feature choice question reader author customer customers
    people group member trait label person nobody anybody anyone somebody one two number figure share amount source
    period base quote quotation case pattern moment situation occasion place quality word words phrase sentence half
    statement draft template clause claim wish plan goal firm business team outcome task effort reason evidence
    feedback data story side kind sort part nothing something everything everyone everybody order
    clear unclear vague wide narrow broad precise exact new single separate different same other possible hard easy
    difficult impossible empty missing whole general specific concrete first second early soon late already yet
    still instead rather little alone apart either both neither ever never again between behind about like real
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
