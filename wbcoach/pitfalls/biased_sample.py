"""Those who were heard may differ from those who are spoken for, and the missing often have the problem."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, content, stem, words
from wbcoach.lexicon import GENERIC_PEOPLE
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier, Found
    from wbcoach.statement import Statement

CODE = "D10"
LENS = "data"
SEVERITY = "major"
MESSAGE = "Those who were heard are not those who are spoken for."
QUESTION = "Who could not have answered this, and might tell a different story?"
LOOK_FOR = "A broad claim that rests on a special group (fans, beta testers, a panel, a forum, those who wrote in, who stayed, who clicked), or feedback of one channel or one segment for a claim about others; fine where the sample is named and the claim stays with it."
BAD = [
    Example(
        "Today, bread shops have to throw away rolls when rain keeps people in, as the regulars of our advisory board confirm. Customers need a way to bake what will be eaten.",
        (("interview", "Board member, four shops: rain means a full bin."),),
    ),
    Example(
        "Today, anglers have to guess the river's height before they leave, say the beta testers of our gauge. Customers need a way to know whether the bank is dry.",
        (("survey", "31 of 40 beta testers check the gauge before leaving."),),
    ),
    Example(
        "Today, choirs have to cancel rehearsals when a hall is double-booked; 80% of those who wrote to us about halls had it happen. Customers need a way to know the hall is theirs.",
        (("email", "Two choirs, one hall, again."),),
    ),
]
GOOD = [
    Example(
        "Today, beta testers of the river gauge have to reset it by hand when the battery is low. Customers need a way to trust a reading at dawn.",
        (("survey", "31 of 40 beta testers had reset it in May 2026."),),
    ),
    Example(
        "Today, bread shops have to throw away rolls when rain keeps people in: 22 of 30 shops drawn by lot, none of them ours, did so in June 2026. Customers need a way to bake what will be eaten.",
        (("field_visit", "June 2026, 30 shops drawn by lot: 22 threw away more than a tray on wet days."),),
    ),
]

_WHO = r"(?:customers?|users?|clients?|members?|people|patients?|readers?|fans?|followers?|subscribers?|accounts?|shops?|firms?|companies|teams?|participants?|attendees|volunteers|testers?|parents|students|buyers?|players?|riders?|guests?|owners?|colleagues|respondents?|visitors)"
_SPECIAL = re.compile(
    rf"\b(?:(?:power|super|heavy|early|pro|premium|loyal|top|best|biggest|largest|keenest|most\s+(?:active|loyal|engaged|vocal)|long-?time|long-standing|favourite|favorite|enthusiastic|happiest)[\s-]+(?:\w+\s+)?{_WHO}|power-?users?|early\s+adopters?|regulars|loyalists|evangelists|super-?fans?"
    r"|beta(?:[\s-]+(?:testers?|users?|customers?|group|programme|program|cohort|participants?|testing|wave))?|pilot\s+(?:users?|customers?|group|partners?)|(?:(?:our|the|customer|user|client|community|forum|product|online)\s+)+(?:champions?|ambassadors?|advocates?|insiders?)|champions"
    r"|(?:customer\s+|client\s+|user\s+|parent\s+|patient\s+)?advisory\s+(?:board|council|panel|group)|reference\s+(?:customers?|clients?)|(?:our\s+(?:[\w-]+\s+){0,2}?|(?:customer|user|client|reader|expert|online|loyalty|vip|patient|parent|research|consumer)\s+)(?:panel|focus\s+group)|panellists|panelists"
    r"|(?:our|the)\s+(?:\w+\s+)?(?:forum|subreddit|discord|slack|facebook\s+group|whatsapp\s+group|mailing\s+list|newsletter\s+(?:readers|subscribers)|community\s+(?:members|channel|forum)|community|meet-?up|user\s+group|conference|booth|stand|webinar)"
    rf"|(?:twitter|linkedin|instagram|online|app[\s-]?store|play[\s-]?store|google|trustpilot)\s+(?:polls?|followers|reviews?|reviewers|comments)|(?:five|5|one|1)-star\s+(?:reviews?|ratings?)"
    rf"|(?:those|{_WHO}|everyone|everybody|all|firms|families|nurses|drivers|teachers)\s+(?:who|that|which)\s+(?:\w+\s+)?(?:(?:still\s+)?(?:responded|replied|answered|wrote|write|complained|complain|stayed|stay|remained|remain|renewed|renew|tapped|clicked|opened|signed\s+up|opted\s+in|volunteered|came|turned\s+up|showed\s+up|attended|finished|completed|passed|filled|contacted|called|rang|phoned|use\s+it\s+(?:daily|every\s+day)|bought|upgraded|pay|left\s+(?:a\s+)?(?:review|comment)|spoke|agreed\s+to|were\s+(?:free|willing|happy|at\s+the)|happened\s+to|kept))"
    r"|(?:our|the)\s+(?:own\s+)?(?:friends|staff|employees|colleagues|sales\s+(?:team|reps?|people)|account\s+managers|relatives|families)\b|friends\s+and\s+family|(?:our|the)\s+(?:existing|current|remaining|surviving|paying)\s+\w+|(?:survey|questionnaire)\s+(?:respondents|answers)|walk-?ins)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:says?|said|tells?|told|shows?|showed|confirms?|confirmed|agrees?|agreed|reports?|reported|according\s+to|asked|answer\w*|vot(?:e|ed|es)|found|think|believe|complain\w*|mention\w*|judging\s+by|based\s+on|going\s+by|heard|survey\w*|interviewed|polled|responses?|feedback|polls?|rated|rates?|learned|know\s+(?:it|this)\s+from)\b|\d\s?%|\bpercent\b|\b\w+\s+of\s+(?:the\s+)?(?:\d+|\w+)\b",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\b(?:only\s+(?:that|this)\s+group|others?\s+(?:are\s+)?(?:unknown|not\s+asked)|nobody\s+(?:outside|else)|not\s+asked|not\s+(?:yet\s+)?(?:spoken|talked)|drawn\s+(?:by\s+lot|at\s+random)|random(?:ly)?|we\s+have\s+not\s+asked|in\s+that\s+group|all\s+\d+\s+(?:who|that))\b",
    re.IGNORECASE,
)
_SELF_CHOSEN = re.compile(
    r"forum|community|beta|panel|review|app_?store|play_?store|nps|poll|social|twitter|newsletter|advisory|champion|webinar|fan",
    re.IGNORECASE,
)
_ENOUGH, _MOST = 5, 0.8


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See a special group as the source of a claim about others, then feedback of one channel or one segment."""
    text = statement.text
    if _LIMITED.search(text):
        return
    for match in _SPECIAL.finditer(text):
        span = Span(match.start(), match.end())
        if statement.in_need(span) or statement.quoted(span) or _is_customer(statement, span):
            continue
        sentence = statement.sentence_of(span)
        around = text[max(sentence.start, span.start - 60) : min(sentence.end, span.end + 60)]
        if _TELLS.search(around):
            yield Hit(span, 0.65)
            return
    yield from _by_metadata(statement, evidence)


def _is_customer(statement: Statement, span: Span) -> bool:
    """Say whether the special group is itself the customer of the statement."""
    customer = statement.slots.customer
    if customer is None:
        return False
    if customer.overlaps(span):
        return True
    mine = _stems(statement, span)
    return bool(mine & _stems(statement, customer))


def _stems(statement: Statement, span: Span) -> set[str]:
    return {stem(word.low) for word in content(statement.words(span)) if word.low not in GENERIC_PEOPLE}


def _by_metadata(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See that what supports a statement comes from one self-chosen channel, or from one other segment."""
    support = [found for found in evidence.supporting if found.item.is_voice]
    if len(support) < _ENOUGH:
        return
    source, number = Counter(found.item.source for found in support).most_common(1)[0]
    if number >= _MOST * len(support) and _SELF_CHOSEN.search(source):
        yield Hit(
            None, 0.6, f"{number} of {len(support)} supporting items are from {source!r}.", _ids(support)
        )
        return
    named = [found for found in support if found.item.segment]
    if len(named) < _ENOUGH:
        return
    segment, number = Counter(found.item.segment for found in named).most_common(1)[0]
    if number >= _MOST * len(named) and _spoken_for(statement, segment):
        yield Hit(
            None,
            0.6,
            f"{number} of {len(named)} supporting items are from the segment {segment!r}.",
            _ids(named),
        )


def _spoken_for(statement: Statement, segment: str) -> bool:
    """Say whether a statement speaks for more people than a segment: none of its words names it."""
    customer = statement.slots.customer
    told = {stem(word.low) for word in content(words(segment))}
    return customer is not None and not told & {stem(word.low) for word in statement.words(customer)}


def _ids(found: list[Found]) -> tuple[str, ...]:
    return tuple(one.item.id for one in found)
