"""Words for groups of people by age, gender, origin, means or family, and when such a group is to the point.

Sources for what counts as shorthand or as a biased term: the APA style guide on bias-free language (age),
the Microsoft and the Google style guides on inclusive writing, and Indi Young's "Describing Personas".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from wbcoach.grammar import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADS = (
    r"(?:people|persons?|adults?|men|women|man|woman|users?|customers?|clients?|patients?|shoppers?|drivers?|workers?|employees?|staff|students?|pupils?|residents?|citizens?|travell?ers?|"
    r"passengers?|parents?|families|family|households?|farmers?|buyers?|voters?|members?|riders?|tenants?|viewers?|readers?|players?|gamers?|consumers?|couples?|generations?|relatives?|folk|folks|guests?|"
    r"learners?|teachers?|nurses?|professionals?|colleagues?|managers?|owners?|visitors?|neighbours?|neighbors?|volunteers?|applicants?|candidates?|audiences?|crowd|donors?|subscribers?|borrowers?|investors?|savers?|cooks?|homeowners?|[a-z]+ers|[a-z]+ists|[a-z]+ants)"
)
_AGE = (
    r"gen(?:eration)?[\s-]?(?:x|y|z|alpha)(?:ers?)?|zoomers?|(?:baby[\s-])?boomers?|millennials?|digital\s+natives?|digital\s+immigrants?"
    r"|(?:the\s+)?elderly|(?:the\s+)?aged|old\s+folks?|(?:the\s+)?(?:over|under)[\s-]?(?:\d0s|\d{2}s|thirties|forties|fifties|sixties|seventies|eighties)"
    r"|(?:\d{2}|sixty|seventy|eighty|fifty|forty|thirty)[\s-]?(?:\+|plus)?[\s-]?years?[\s-]?olds?|\d{2}\+"
    r"|pensioners?|retirees|oaps?|octogenarians?|septuagenarians?|teen(?:ager)?s?|youngsters?|(?:the\s+)?youth|senior\s+citizens?|seniors|grandmas?|grandpas?|grandmothers|grandfathers|grandmas|grannies|middle-aged\s+\w+|twenty-?somethings?|thirty-?somethings?"
    rf"|(?:people|adults|men|women|patients|users|customers|drivers|workers)\s+(?:over|above|under)\s+(?:the\s+age\s+of\s+)?\d{{2}}|(?:older|younger|young|elderly|senior|old|teenage|ageing|aging|mature|geriatric)\s+(?:\w+\s+){{0,2}}{_HEADS}"
)
_GENDER = (
    r"(?:wo)?men(?!')\b|females?|males?|girls|boys|ladies|gentlemen|guys|mums?|moms?|mommies|dads?|mothers|fathers|housewives|housewife|stay-at-home\s+\w+"
    rf"|(?:female|male|women|lady)\s+{_HEADS}|(?:working|single|busy|new|young|soccer|tiger)\s+(?:mums?|moms?|mothers?|dads?|fathers?)"
)
_ORIGIN = (
    rf"(?:immigrants?|migrants?|foreigners|expats?|refugees)|(?:(?:[A-Z][a-z]+(?:ian|ean|ish|ese|can|ch|tan|ani|aqi|ench|erman|reek|utch|wiss|indu|uslim|ewish|hristian|uddhist|lack|atino|atina|ispanic|ndian|sian|rab)|Black|white|Muslims?|Jews?|Hindus?|Latinos?|Arabs?|Asians?|Indians?|Germans?|Italians?|Americans?|Africans?|Europeans?|Romanians?|Russians?|Mexicans?)(?:\s+(?:\w+\s+)?{_HEADS}))"
    r"|(?:Germans|Italians|Americans|Africans|Europeans|Asians|Indians|Russians|Mexicans|Romanians|Muslims|Hindus|Latinos|Arabs|Poles|Turks|Southerners|Northerners)"
)
_MEANS = (
    rf"(?:poor|poorer|low[\s-]income|lower[\s-]income|high[\s-]income|wealthy|wealthier|rich|affluent|working[\s-]class|middle[\s-]class|upper[\s-]class|blue[\s-]collar|white[\s-]collar|unemployed|jobless|uneducated|less[\s-]educated|low[\s-]skilled|unskilled|well-off|broke)\s+(?:\w+\s+)?{_HEADS}"
    r"|the\s+(?:poor|rich|wealthy|unemployed|homeless|uneducated)"
)
_FAMILY = rf"(?:unmarried|divorced|childless|single|married|widowed)\s+(?:{_HEADS}|mothers?|fathers?|mums?|moms?|dads?)"
_GROUP = re.compile(rf"(?<![\w-])(?:{_AGE}|{_ORIGIN}|{_MEANS}|{_FAMILY}|{_GENDER})(?![\w-])", re.IGNORECASE)
_PROPER_ONLY = re.compile(rf"(?<![\w-])(?:{_ORIGIN})(?![\w-])")
_ORIGIN_ANY = re.compile(rf"(?:{_ORIGIN})\Z", re.IGNORECASE)

TO_THE_POINT = re.compile(
    r"\b(?:eligib\w*|entitle\w*|allowance|benefits?\s+(?:office|claim|rules?)|pension(?:s)?\b(?!ers)|statutory|legal(?:ly)?|law|laws|licen[cs]e|visa|permit|age\s+limit|age\s+check|proof\s+of\s+age|minor|consent\s+form|quota|"
    r"(?:maternity|paternity|parental|adoption)|pregnan\w*|breast\w*|menopaus\w*|menstru\w*|period\s+products?|prostate|screening|vaccin\w*|clinical|diagnos\w*|symptom\w*|dementia|alzheimer\w*|cataract|glaucoma|arthritis|surgery|operation|"
    r"dose|dosage|prescri\w+|rehab\w*|physio\w*|hearing\s+(?:aid|loss)|low\s+vision|wheelchair|ramp|step-free|disab\w*|impair\w*|frail\w*|falls?\s+risk|"
    r"discriminat\w*|harass\w*|asylum|residence|citizenship|naturali[sz]ation|free\s+(?:school\s+meals?|bus\s+pass)|bus\s+pass|concession\w*|care\s+leavers?|foster|custody|child\s+support|childcare|school\s+age|apprentice\s+wage|"
    r"unsafe|assault\w*|stalk\w*|expecting|twins?|midwi\w+|scans?|births?|antenatal|postnatal|fertility|gyn\w+|translated|translation|interpreter|in\s+their\s+(?:own\s+)?language|mother\s+tongue|first\s+language|credit\s+history|scheme\s+for|programme\s+for|program\s+for|body|height|strength|fit\s+(?:badly|poorly)|sizes?)\b"
    r"|\baged\s+(?:\d|between|under|over|from)|\bunder-?(?:16|18|21|25)s?\b|\bover-?(?:16|18|21)s?\b|\b(?:turn|reach)(?:s|es|ed|ing)?\s+(?:\d{2}|(?:pension|retirement|school)\s+age)",
    re.IGNORECASE,
)


def demographic_groups(text: str, span: Span | None = None) -> Iterator[Span]:
    """Find words that pick people out by age, gender, origin, means or family."""
    return (group for group in _groups(text) if span is None or span.covers(group))


@lru_cache(maxsize=512)
def _groups(text: str) -> tuple[Span, ...]:
    return tuple(_all_groups(text))


def _all_groups(text: str) -> Iterator[Span]:
    end = len(text)
    for match in _GROUP.finditer(text):
        if _ORIGIN_ANY.match(match[0]) and not _PROPER_ONLY.match(text, match.start(), end):
            continue
        if match[0].lower() in {"senior", "seniors"} and re.match(
            r"\s+(?:engineer|developer|manager|nurse|designer|lead|staff|partner)",
            text[match.end() :],
            re.IGNORECASE,
        ):
            continue
        yield Span(match.start(), match.end())
