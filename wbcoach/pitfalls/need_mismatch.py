"""A need that would not end the hardship shows that two ideas were glued together, one of them a pet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, content, stem
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.screen import Family, screened
from wbcoach.vocabulary.topics import PETS, topics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "T06"
LENS = "template"
SEVERITY = "major"
MESSAGE = "Meeting this need would not end the hardship."
QUESTION = "Once they had what the second sentence asks for, what of the first would still be true?"
ASKED = "Say they could “{words}”: what of the first sentence would still be true?"
ABOUT = "need"
LOOK_FOR = "The need is about another matter than the hardship, so that meeting it would leave the hardship as it is; not a need one level up, nor the same matter in other words."
BAD = [
    Example(
        "Today, bell ringers have to climb the tower twice when a rope frays on a Sunday. Customers need a way to share photos of the view with friends."
    ),
    Example(
        "Today, sign-language interpreters have to stand where the camera cannot see them when a hearing is moved to a bigger hall. Customers need a way to compare the prices of hotels."
    ),
    Example(
        "Ski-lift attendants have to shovel the ramp by hand when snow drifts overnight. They need to be able to be thanked by the guests."
    ),
]
GOOD = [
    Example(
        "Today, bell ringers have to climb the tower twice when a rope frays on a Sunday. Customers need a way to have every bell ready before the service.",
        (
            ("interview", "Ninety-one steps. I know each of them by name."),
            ("tower_log", "2026: 11 of 52 Sundays began one bell short."),
        ),
    ),
    Example(
        "Today, food-bank drivers have to ring round volunteers when a fridge van breaks down at noon. Customers need a way to reach the last family while the milk is cold.",
        (
            ("interview", "Eight calls, and the yoghurt in the sun."),
            ("van_log", "June 2026: 4 breakdowns, 37 families served after dark."),
        ),
    ),
]

_LINK = re.compile(
    r"\b(?:it|its|them|that|this|those|these|one|ones|there|same|again|still|back|such|both|either|instead|the\s+(?:first|next|last|right|other)|without|so\s+that|before|until|while|when|once|after|by|in\s+time|on\s+time|at\s+once)\b",
    re.IGNORECASE,
)
_FEW = 3
_NOTHING_OF_ITS_OWN = frozenset(
    "today currently customers customer need needs way ways able people user users time times day days hand thing things"
    " get make take have use find know see go come first new good best".split()
)
_W = r"(?:[\w'’-]+\s+)"
_NEW = r"(?:(?:new|more|other|extra|better|an?|their|some|the)\s+)*"
# A pet idea, and the fields in which it would be to the point.
_PETS = Family(
    (frozenset(fields.split()), screened(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for pattern, fields in (
        (
            rf"(?:share|post|show\s+off|upload|publish)\s+{_W}{{0,5}}?(?:on\s+social|on\s+(?:instagram|facebook|tiktok|linkedin|twitter)|with\s+{_NEW}(?:friends|followers|fans))|{_W}{{1,6}}?(?:on|to|via)\s+social\s+media",
            "company selling play",
        ),
        (
            rf"compare\s+{_W}{{0,4}}?(?:prices?|offers?|deals?|rates|fees?|tariffs?|costs?|discounts?)",
            "money",
        ),
        (
            rf"(?:earn|collect|win|gain|unlock)\s+{_W}{{0,3}}?(?:badges?|(?:loyalty\s+|bonus\s+|reward\s+)?points|medals?|rewards?|prizes?|troph(?:y|ies)|certificates?|awards?|stars?|vouchers?|titles?|bonus(?:es)?)",
            "praise money",
        ),
        (
            r"be(?:ing)?\s+(?:\w+ly\s+)?(?:recogni[sz]ed|praised|thanked|appreciated|promoted|celebrated|admired|rewarded|honou?red)|(?:get|receive|win)\s+(?:more\s+|some\s+)?(?:recognition|praise|applause|thanks|appreciation|a\s+(?:promotion|pay\s+rise|raise))|see\s+(?:how\s+they|where\s+they|their)\s+rank\w*|compete\s+(?:with|against)|climb\s+the\s+leaderboard",
            "praise career money",
        ),
        (
            rf"(?:meet|chat\s+with|connect\s+with|get\s+to\s+know|make|follow|network\s+with|socialise\s+with|socialize\s+with)\s+{_W}{{0,3}}?(?:people|others|friends|peers|like-minded\s+\w+|singles)|join\s+an?\s+{_W}{{0,2}}?(?:community|club|choir)",
            "company",
        ),
        (
            rf"(?:listen\s+to|watch|play|stream)\s+{_W}{{0,2}}?(?:music|films?|movies?|videos?|games?|songs?|podcasts?|radio|series|football)",
            "play",
        ),
        (
            rf"(?:personali[sz]e|customi[sz]e|decorate|redecorate|choose|pick|change|design)\s+{_W}{{0,4}}?(?:colou?rs?|themes?|avatars?|wallpapers?|logos?|uniforms?|furniture|curtains?|carpets?|outfits?|fonts?|styles?|badges?|t-shirts?|mugs?)|(?:decorate|redecorate)\s+{_W}{{0,4}}?\w+",
            "style",
        ),
        (
            rf"(?:learn|practi[sc]e|brush\s+up|improve)\s+{_NEW}{_W}{{0,2}}?(?:languages?|skills?|instruments?|recipes?|english|spanish|french|german|mandarin|guitar|piano|yoga|coding|first\s+aid)|(?:take|attend|find|book)\s+{_NEW}{_W}{{0,2}}?(?:online\s+courses?|workshops?|seminars?|evening\s+class(?:es)?)",
            "learning career",
        ),
        (
            rf"(?:track|count|burn|log|monitor)\s+{_W}{{0,2}}?(?:steps|calories|workouts?|pulse|heart\s+rate)|(?:get|keep|stay)\s+fit|lose\s+weight|meditate",
            "fitness care",
        ),
        (
            rf"(?:offset|shrink|cut|lower|reduce|track|measure)\s+{_W}{{0,3}}?(?:carbon|footprint|emissions)",
            "planet weather",
        ),
        (
            rf"(?:attract|reach|win|find|gain|win\s+over)\s+{_NEW}{_W}{{0,2}}?(?:new\s+\w+|customers|visitors|followers|audiences?|guests|donors|sponsors|fans|listeners)|(?:advertise|promote|market)\s+{_W}{{0,4}}?\w+",
            "selling money career",
        ),
        (
            rf"(?:find|get|hire|apply\s+for|recruit|train)\s+{_NEW}{_W}{{0,1}}?(?:jobs?|apprentices?|interns?|trainees|pay\s+rise)",
            "career learning care",
        ),
        (
            rf"(?:book|plan|choose)\s+{_NEW}{_W}{{0,2}}?(?:holidays?|vacations?|hotels?|restaurants?|part(?:y|ies)|cruises?|weddings?)",
            "roads rooms play food",
        ),
        (
            rf"(?:check|see|read|get|follow)\s+{_W}{{0,2}}?(?:weather|forecast|news|horoscope|football\s+scores)",
            "weather land play roads",
        ),
        (
            rf"(?:get|find|receive|collect|redeem|use)\s+{_W}{{0,3}}?(?:discounts?|coupons?|cashback|bargains?|gift\s+cards?|freebies|special\s+offers?)",
            "money",
        ),
        (
            rf"(?:order|buy)\s+{_W}{{0,2}}?(?:lunch|coffee|snacks?|pizza|flowers|souvenirs?|merchandise)|(?:find|see|read|share|swap|get|try)\s+{_NEW}recipes?",
            "food money play",
        ),
        (
            rf"(?:invest|save\s+for\s+retirement|pay\s+{_W}{{0,2}}?tax(?:es)?|apply\s+for\s+{_NEW}{_W}{{0,1}}?(?:loan|mortgage)|get\s+{_NEW}{_W}{{0,1}}?(?:loan|mortgage))",
            "money papers",
        ),
        (
            rf"(?:leave|write|read|post)\s+{_NEW}{_W}{{0,2}}?(?:reviews?|ratings?)|rate\s+and\s+review",
            "company selling money",
        ),
    )
)


_OPENS = re.compile(r"\b(?:and|or|to)\s+\Z", re.IGNORECASE)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Compare what the need and the hardship are about, where they have no word in common."""
    del evidence
    slots = statement.slots
    need, problem = slots.need, slots.problem
    if need is None or problem is None or problem.overlaps(need) or statement.is_story:
        return
    wanted = _roots(statement, need)
    if not wanted:
        return
    told = _roots(statement, problem)
    for slot in (slots.situation, slots.because):
        if slot is not None and not slot.overlaps(need):
            told |= _roots(statement, slot)
    who = _roots(statement, slots.customer) if slots.customer else set()
    near = topics(told)
    text = need.of(statement.text)
    pet = _pet(statement.text, need)
    common = wanted & (told | who)
    if pet is not None and len(common) <= 1:
        yield Hit(need, 0.5 if pet & near or (common and len(wanted) < _FEW) else 0.7)
        return
    strange = topics(wanted)
    if common or _LINK.search(text):
        return
    if strange and near and not strange & (near | topics(who)):
        yield Hit(need, 0.5 if strange & PETS else 0.4)


def _pet(text: str, need: Span) -> frozenset[str] | None:
    """Give the fields of a pet idea that is an act of the need."""
    for fields, pattern in _PETS.concerned(text):
        for match in pattern.finditer(text, need.start, need.end):
            if match.start() == need.start or _OPENS.search(text, need.start, match.start()):
                return fields
    return None


def _roots(statement: Statement, span: Span) -> set[str]:
    return {stem(word.low) for word in content(statement.words(span)) if word.low not in _NOTHING_OF_ITS_OWN}
