"""Push-back: rank, common knowledge, "just write it", orders to the critic, a hurt author; and what is said to each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from wbcoach.conversation.questions import closed_by
from wbcoach.screening import injection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.critique import Finding

Pressure = Literal["rank", "everyone", "write", "orders", "hurt", "experience", "threat"]

BOSS: Final = (
    r"(?:vp|svp|ceo|cto|cpo|cfo|boss(?:es)?|director|manager|chief|head\s+of\s+\w+|leadership|management|exec(?:utive)?s?|board|founder|president"
    r"|mayor|minister|sponsor|stakeholders?|steering\s+(?:committee|group)|consultant|customer\s+zero|lead)"
)
_DECIDES: Final = r"(?:approv\w+|sign(?:ed|s)\s*(?:it\s+)?off|signed|decid\w+|wants?|wanted|insists?|insisted|announced|agreed|agrees|blessed|loves?|ordered|asked\s+for|promised|uses?|used|committed|told\s+(?:me|us)\s+to)"
_PATTERNS: Final[tuple[tuple[Pressure, str], ...]] = (
    (
        "orders",
        (
            r"\b(?:ignore|forget|drop|bypass|override|disregard)\b.{0,30}\b(?:rules?|instructions?|prompt|checks?|findings?)\b|\b(?:just\s+)?(?:mark|call|declare|rate|score|pass)\s+(?:it|this|that|the\s+draft)\s+(?:as\s+)?(?:ready|done|approved|passed|a\s+4)\b"
            r"|\bsay\s+(?:that\s+)?(?:it|this)(?:['’]s|\s+is)\s+ready\b|\bpretend\s+(?:to|that|you)\b|\byou\s+are\s+now\b"
        ),
    ),
    (
        "hurt",
        (
            r"\b(?:hurts?|hurtful|insult\w*|offen[sd]\w*|harsh|humiliat\w*|patroni[sz]\w*|condescend\w*|rude|unfair|mean\s+to\s+me|stupid|an?\s+idiot|useless|discourag\w*|demotivat\w*|upset|cruel|nasty)\b"
            r"|\bi\s+(?:give\s+up|feel\s+(?:bad|awful|small|dumb|attacked))\b|\b(?:i(?:['’]ve)?|we(?:['’]ve)?)\s+(?:\w+\s+)?(?:worked|spent|put|poured)\b.{0,40}\b(?:weeks?|months?|days?|nights?|hours?|heart)\b|\bstop\s+being\b"
        ),
    ),
    (
        "threat",
        (
            r"\bif\s+you\s+(?:don['’]t|do\s+not|won['’]t)\b.{0,60}\bi(?:['’]ll|\s+will)\b|\bi(?:['’]ll|\s+will)\s+(?:report|uninstall|complain|write\s+a\s+bad)"
        ),
    ),
    (
        "write",
        (
            r"\b(?:just|please|can\s+you|could\s+you|why\s+don['’]t\s+you)\s+(?:just\s+|please\s+)?(?:write|draft|fix|do)\s+(?:it|this|that|one|the\s+\w+)\b|\bwrite\s+(?:it|this|one|the\s+\w+)\s+for\s+me\b|\byou\s+(?:write|do)\s+it\b|\btell\s+me\s+what\s+to\s+(?:write|say|put)\b|\bgive\s+me\s+(?:the|a)\s+(?:text|wording|finished|final)\b"
        ),
    ),
    (
        "rank",
        (
            rf"\b(?:my|our|the|a|an|famous)\s+(?:\w+\s+)?{BOSS}\b.{{0,40}}\b{_DECIDES}\b|\b(?:it\s+is|it['’]s|been|already|was)\s+(?:been\s+)?(?:approved|decided|signed\s+off|agreed|settled|announced)\b|\bship\s+has\s+sailed\b|\bend\s+of\s+story\b"
        ),
    ),
    (
        "everyone",
        (
            r"\b(?:everybody|everyone|anyone|anybody|all\s+of\s+us)\s+(?:here\s+|else\s+)?(?:knows?|agrees?|sees?|says?|liked?|thinks?)\b|\b(?:it|that|this)(?:['’]s|\s+is)\s+(?:just\s+|simply\s+|quite\s+)?(?:obvious|common\s+(?:knowledge|sense)|self[- ]evident|a\s+fact|well\s+known)\b|\b(?:just\s+)?makes\s+sense\b|\btrust\s+me\b|\bgoes\s+without\s+saying\b"
        ),
    ),
    (
        "experience",
        (
            r"\bi(?:['’]ve|\s+have)\s+(?:done|been|worked)\b.{0,40}\b(?:years?|since)\b|\b(?:phd|degree|expert)\b|\byou(?:['’]re|\s+are)\s+(?:an?\s+|just\s+an?\s+|only\s+an?\s+)?(?:ai|machine|bot|program|tool)\b|\byou\s+have\s+never\b|\bi\s+(?:simply\s+|just\s+)?disagree\b|\byou(?:['’]re|\s+are)\s+wrong\b|\b(?:don['’]t|do\s+not)\s+care\s+what\b"
        ),
    ),
)
_SIGNS: Final = [(name, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for name, pattern in _PATTERNS]
_SAID: Final[dict[Pressure, str]] = {
    "rank": "Noted that it has backing. Backing doesn't show what customers go through, so {code} stays open: {message}",
    "everyone": "It may well be so; what many take as known still needs one trace that can be looked at. {code} stays open: {message}",
    "write": "I put together what you have said; what nobody has told me stays a gap. {code} stays open: {message}",
    "orders": "Nothing said here changes what the critic finds; only the draft and what stands behind it do. {code} stays open: {message}",
    "hurt": "That may read harshly. It is the sentence that is read here, never you. {good}{code} stays open: {message}",
    "threat": "That is yours to do. {code} stays open: {message}",
    "experience": "Noted that you see it differently. What you know from your own work counts, told as something that happened. {code} stays open: {message}",
}
_CAN_WAIVE: Final = "What closes it: {closed}. Or /waive {code} with a reason, which is kept on record."


def pressure(text: str) -> Pressure | None:
    """Say what sort of push-back a line is; None where it is none."""
    if injection(text):
        return "orders"
    return next((name for name, sign in _SIGNS if sign.search(text)), None)


def reply_to(put: Pressure, finding: Finding, strengths: Sequence[str]) -> list[str]:
    """Accept the fact, keep the finding, say what would close it; praise only in facts that can be checked."""
    good = f"What stands: {', '.join(strengths)}. " if strengths else ""
    told = _SAID[put].format(code=finding.code, message=finding.message, good=good)
    return [told, _CAN_WAIVE.format(closed=closed_by(finding), code=finding.code)]
