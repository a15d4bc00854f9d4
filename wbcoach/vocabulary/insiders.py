"""Special groups that are easily heard: insiders, the willing, the remaining, those who stood where one asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHO = (
    r"(?:customers?|users?|clients?|members?|people|patients?|readers?|fans?|followers?|subscribers?|accounts?|shops?|firms?|companies|teams?|participants?|attendees|volunteers"
    r"|testers?|parents|students|buyers?|players?|riders?|guests?|owners?|colleagues|respondents?|visitors|merchants?|sellers?|traders?|learners|tenants|drivers|families|schools|clubs"
    r"|branches|stores|admins?|partners?|suppliers?|farmers|growers|practices|sites|households|donors|supporters|folks?|diehards?|ones|viewers|listeners|passengers|travellers|shoppers|staff|chairs)"
)
_BEST = (
    r"(?:power|super|heavy|early|pro|premium|loyal|top|top-(?:rated|tier|performing|selling|spending)|best|biggest|largest|keenest|most\s+(?:active|loyal|engaged|vocal|enthusiastic)"
    r"|long-?time|long-standing|long-serving|favourite|favorite|enthusiastic|happiest|gold|platinum|vip|flagship|founding|charter|key|star|strategic|model|anchor|showcase|hand-?picked"
    r"|highest-\w+|five-star|award-winning|friendliest|closest|regular|frequent|veteran|beta|alpha|pilot|early-access|insider|preview|engaged|advanced|certified|paying|(?<=our\s)existing|(?<=our\s)current|(?<=the\s)remaining|surviving)"
)
_BODY = (
    r"(?:panel|panellists|panelists|advisory\s+(?:board|council|panel|group)|focus\s+group|circle|club|crowd|cohort|ambassadors?|champions?|advocates?|evangelists?|insiders?|loyalists"
    r"|superfans?|super-fans?|diehards?|die-hards?|alumni|regulars|programme\s+members|user\s+group|community|forum|subreddit|discord|slack|chat|whatsapp\s+group|facebook\s+group|mailing\s+list"
    r"|inner\s+circle|steering\s+(?:group|committee)|reference\s+(?:customers?|clients?)|volunteers|early\s+adopters?|testers?)"
)
_FANS = (
    r"(?:panellists|panelists|advisory\s+(?:board|council|panel|group)|focus\s+group|ambassadors?|champions?|evangelists?|insiders?|loyalists|superfans?|super-fans?|diehards?|die-hards?|alumni"
    r"|regulars|user\s+group|inner\s+circle|steering\s+(?:group|committee)|reference\s+(?:customers?|clients?)|early\s+adopters?)"
)
_CHOSE = (
    r"(?:responded|replied|answered|wrote|write|complained|complain|stayed|stay|remained|remain|renewed|renew|tapped|clicked|opened|signed\s+up|opted\s+in|volunteered|came|turned\s+up|showed\s+up"
    r"|attended|finished|completed|complete|passed|filled|contacted|called|rang|phoned|use\s+it\s+(?:daily|every\s+day)|bought|upgraded|pay|left\s+(?:us\s+)?(?:an?\s+)?(?:[\w-]+\s+)?(?:review|comment|rating)|spoke|agreed\s+to"
    r"|were\s+(?:free|willing|happy|at\s+the|around|still)|happened\s+to|kept|piloted|tested|tried\s+it|joined|asked\s+for|applied|graduated|succeeded|made\s+it|got\s+through|still\s+\w+|use[ds]?\s+it|sent\s+(?:in|back|us)|returned"
    r"|stopped\s+(?:by|at)|dropped\s+in|logged\s+in|followed\s+us|liked|voted|posted|commented|rated)"
)
_VENUE = (
    r"(?:stand|booth|stall|fair|trade\s+(?:fair|show)|conference|summit|congress|open\s+day|open\s+evening|agm|breakfast|dinner|reception|gala|webinar|meet-?up|workshop|launch|party|roadshow"
    r"|alumni\s+evening|evening|lunch|round\s*table|expo|exhibition|hackathon|user\s+day|showcase|check-?out|exit)"
)
_SPECIAL = screened(
    rf"\b(?:our\s+|the\s+)?{_BEST}[\s-]+(?:\w+\s+)?(?:{_WHO}|{_BODY})\b|\bpower-?users?\b|\bearly\s+adopters?\b|\b(?:our|the)\s+regulars\b|\bloyalists\b|\bevangelists\b|\bsuper-?fans?\b"
    r"|\bbeta(?:[\s-]+(?:testers?|users?|customers?|group|programme|program|cohort|participants?|testing|wave))\b|\bpilot\s+(?:users?|customers?|group|partners?)\b"
    rf"|\b(?:our|the)\s+(?:[\w-]+\s+)?{_FANS}\b|\b(?:our|customer|client|user|parent|patient|reader|expert|online|loyalty|vip|research|consumer|community|product|advisory)\s+(?:[\w-]+\s+){{0,2}}?{_BODY}\b|\b(?:panellists|panelists|focus\s+groups?|advisory\s+board)\b"
    r"|\b(?:twitter|linkedin|instagram|online|facebook|pop-?up|in-app|app[\s-]?store|play[\s-]?store|google|trustpilot)\s+(?:polls?|followers|reviews?|reviewers|comments)\b|\b(?:five|5)-star\s+(?:reviews?|ratings?)\b"
    rf"|\b(?:asked|met|told\s+(?:us|me)|heard|polled|question|said|agreed|hands|cards|spoke|talked|know(?:n)?\s+(?:it\s+)?)\s+(?:\w+\s+){{0,2}}?(?:at|from)\s+(?:our|the|a|an)\s+(?:[\w'’-]+\s+){{0,2}}?{_VENUE}\b|\b(?:our|the)\s+(?:own\s+)?(?:friends|employees|sales\s+(?:team|reps?|people)|account\s+managers|relatives)\b|\bfriends\s+and\s+family\b"
    r"|\b(?:reviews?|ratings?|comments|stars|posts)\s+(?:on|in|from)\s+(?:the\s+|our\s+)?(?:app[\s-]?store|play[\s-]?store|google|trustpilot|amazon|forum|facebook|twitter|reddit)\b|\b(?:survey|questionnaire)\s+(?:respondents|answers)\b|\bwalk-?ins\b"
    rf"|\b(?:readers|subscribers|followers|members|listeners|viewers|fans)\s+of\s+(?:our|the)\s+(?:own\s+)?(?:[\w-]+\s+)?(?:newsletter|magazine|blog|channel|podcast|mailing\s+list|advisory\s+board|board|committee|panel|council|page|feed|fan\s+club|users?['’]?\s+group)\b",
    re.IGNORECASE,
)
# Those who did something that not all do: their deed is looked for first, since any word may name them.
_WHO_CHOSE = screened(rf"\b(?:who|that|which)\s+(?:\w+\s+){{0,2}}?{_CHOSE}\b", re.IGNORECASE)
_THEM = re.compile(
    rf"\b(?:those|the\s+(?:[\w-]+\s+)?(?:\d+|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|few|ones)|{_WHO}|everyone|everybody|all|families|nurses|leads|managers|agents|[a-z]+ers|[a-z]+ors)\s+\Z",
    re.IGNORECASE,
)
_NAME = 60
TELLS = re.compile(
    r"\b(?:says?|said|tells?|told|shows?|showed|confirms?|confirmed|agrees?|agreed|reports?|reported|according\s+to|asked|answer\w*|vot(?:e|ed|es)|found|finds?|think|believe|complain\w*|mention\w*"
    r"|judging\s+(?:by|from)|based\s+on|going\s+by|heard|survey\w*|interview\w*|polled|responses?|replies|feedback|polls?|rated|rates?|learned|know\s+(?:it|this)\s+from|adores?|loves?|likes?|praise[sd]?|swears?\s+by"
    r"|happy|content|pleased|satisfied|delighted|put\s+the\s+question|per\s+the|as\s+per|rests?\s+on|source|want|prefers?|enjoy\w*|approve[sd]?|welcome[sd]?|rave[sd]?)\b|\d\s?%|\bpercent\b|\b\w+\s+(?:out\s+)?of\s+(?:the\s+)?(?:\d+|\w+)\b",
    re.IGNORECASE,
)
LIMITED = screened(
    r"\b(?:only\s+(?:that|this)\s+group|others?\s+(?:are\s+)?(?:unknown|not\s+asked)|nobody\s+(?:outside|else)|(?:was|were)\s+not\s+(?:asked|heard|contacted)|not\s+asked|not\s+(?:yet\s+)?(?:spoken|talked)|drawn\s+(?:by\s+lot|at\s+random)|random(?:ly)?"
    r"|we\s+have\s+not\s+asked|in\s+that\s+group|all\s+\d+\s+(?:who|that)|this\s+is\s+about|and\s+nobody\s+else|whether\s+(?:others|the\s+rest)|says?\s+nothing\s+(?:of|about))\b",
    re.IGNORECASE,
)
# What an item says of itself: who was left out of it.
LEFT_OUT = screened(
    r"\b(?:not|never)\s+(?:yet\s+)?(?:asked|contacted|heard|reached|invited|surveyed|included|present|polled|interviewed)\b|\bno\s+[\w-]+(?:\s+[\w-]+)?\s+(?:was\s+|were\s+)?(?:present|heard|asked|interviewed|responded|took\s+part)\b|\bnone\s+(?:of\s+[\w\s]{1,30}\s)?(?:was|were)\s+(?:asked|heard|present)\b"
    r"|\bgot\s+no\s+(?:form|mail|e-?mail|invitation|survey|letter|questionnaire)\b|\b(?:customers|clients|members|users|tenants|subscribers|accounts|owners|patients|employees|readers|respondents)\s+only\b"
    r"|\b(?:self-selected|by\s+invitation(?:\s+only)?|volunteers\s+who\s+asked|opt-in\s+panel|paid\s+panel|free\s+licen[cs]e)\b|\bonly\s+(?:those|people|customers|members|users|clients)\s+(?:who|with)\b",
    re.IGNORECASE,
)


def specials(text: str) -> Iterator[Span]:
    """Give the places where people are named who are not like the others: fans, panels, those who chose to answer."""
    chose = [
        Span(found.start(), match.end())
        for match in _WHO_CHOSE.finditer(text)
        if (found := _THEM.search(text, max(0, match.start() - _NAME), match.start()))
    ]
    named = [Span(match.start(), match.end()) for match in _SPECIAL.finditer(text)]
    return iter(sorted([*named, *chose], key=lambda span: span.start))
