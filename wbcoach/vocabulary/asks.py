"""What a text asks for: the need, a proposal, and what notes, plans and loose wordings put in their place."""

from __future__ import annotations

import re
from functools import lru_cache

from wbcoach.grammar import Span, sentences, trim
from wbcoach.statement import Statement
from wbcoach.vocabulary.screen import screened

_BUILD = (
    r"(?:build|add|implement|integrate|develop|create|launch|introduce|ship|deploy|automate|install|digiti[sz]e|gamify|buy|purchase|procure|"
    r"offer|provide|redesign|migrate|roll\s+out|bring\s+in|put\s+in|set\s+up|use|adopt|trial|pilot|fund|design|make|release|print|publish|produce)"
)
_PLAN = screened(
    r"\b(?:we|i|they|our\s+\w+|the\s+(?:team|company|business|firm|product|board|council|department|trust|ministry|office|vendor|project|squad))['’]?(?:m|re|ll|d|s|ve)?\s+"
    r"(?:(?:now|also|therefore|just|all|both|then|thus|so|really|still|have|has|had|are|is|am)\s+){0,2}"
    r"(?:intend(?:s|ed|ing)?|plan(?:s|ned|ning)?|propos(?:e|es|ed|ing)|aim(?:s|ing)?|hop(?:e|es|ing)|decided|agreed|committed|going|about|due|set|want(?:s)?|wish(?:es)?|would\s+like|ought|recommend(?:s)?|suggest(?:s)?|should|shall|could|must|will|ll)\s+"
    rf"(?:to\s+|that\s+(?:we|they)\s+(?:should\s+)?)?(?={_BUILD}(?:ing)?\b)"
    rf"|\b(?:the|our|my|their)\s+(?:[\w-]+\s+)?(?:plan|aim|goal|idea|proposal|intention|ambition|project)\s+(?:here\s+|now\s+)?(?:is|was)\s+to\s+(?={_BUILD}\b)"
    r"|\bthere\s+(?:should|must|ought\s+to|needs\s+to|has\s+to)\s+be\s+(?=(?:an?|some|more|one)\s)"
    r"|\b(?:will|['’]ll|would|['’]d)\s+(?:soon\s+|all\s+|one\s+day\s+|probably\s+|really\s+)?(?:want|expect|ask\s+for|demand|love|like)\s+(?=(?:an?|some)\s)",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    # what somebody "is after", "is crying out for", "could do with"
    r"\b(?:what|all|the\s+(?:one\s+)?thing)\s+(?:[\w'’-]+\s+){1,5}?(?:(?:are|is|['’]re|['’]s)\s+(?:really\s+|all\s+|actually\s+)?(?:after|asking\s+for|crying\s+out\s+for|hoping\s+for|looking\s+for|missing|waiting\s+for)"
    r"|(?:really\s+|actually\s+)?(?:needs?|wants?|lacks?|miss(?:es)?|asks?\s+for|asked\s+for|(?:would|['’]d)\s+(?:like|love)))(?:\s+(?:really|most|here|now|today|above\s+all))?\s+is\s+(?:really\s+|just\s+|simply\s+|only\s+)?(?:that\s+|to\s+(?:be\s+able\s+to\s+)?|for\s+)?"
    r"|\b(?:could|can)\s+(?:really\s+)?do\s+with\s+|\b(?:are|is|['’]re|['’]s|been)\s+(?:crying\s+out|asking|begging|hoping|longing|calling|waiting|screaming)\s+(?:out\s+)?for\s+|\b(?:dreams?|dreaming)\s+of\s+"
    r"|\bwhat\s+(?:would|might|could)\s+(?:really\s+)?help(?:\s+\w+){0,3}?\s+(?:is|would\s+be)\s+(?:to\s+)?|\b(?:the\s+)?(?:answer|solution|fix|remedy|idea|ask|request|wish|goal|aim|need)\s*(?:here\s+|for\s+\w+\s+)?(?:is|are|:|=)\s*(?:to\s+|that\s+|for\s+)?"
    r"|\b(?:want|need|wish\s+for|require)s?\s*:\s*(?:a\s+way\s+(?:to|of)\s+)?"
    r"|(?:^|(?<=[\n.;,:!?]\s)|(?<=[\n.;,:!?])|\bi\s|\bthey\s|\bwe\s|\bjust\s|\breally\s|\bwho\s)(?:wants?|needs?|(?:would|['’]d)\s+(?:like|love)|wishing\s+for|looking\s+for)\s+(?:to\s+(?:have|get|be\s+given)\s+)?(?:(?:an?|some)\s+(?:[\w-]+\s+){0,2}?ways?\s+(?:to|of)\s+)?(?!to\b|is\b|are\b|no\b)"
    r"|\bneeds?\s+that\s+|\bneeds?\s+(?=(?:\w+\s+){1,3}?to\s+be\s)",
    re.IGNORECASE,
)
_NO_ASK = re.compile(
    r"(?:add|say|mention|note|stress|report|admit|remember|point\s+out|make\s+(?:it\s+)?clear|make\s+sure|make\s+do)\b(?:\s+\w+)?\s*(?:that\b|:)?",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"(?:add|say|mention|note|stress)\s+(?:here\s+|also\s+)?(?:that|how|what)\b", re.IGNORECASE
)
_LEAD = re.compile(
    r"(?:(?:most\s+|really\s+|just\s+|simply\s+|now\s+)*(?:is|are)\s+(?:that\s+|to\s+(?:be\s+able\s+to\s+)?)?|to\s+(?:be\s+able\s+to\s+)?|that\s+(?=the\s|it\s|they\s))",
    re.IGNORECASE,
)
_STOP = re.compile(
    r",?\s+(?:because|since\s+(?:they|it|the)|as\s+(?:they|it)\b|so\s+that|so\s+(?=(?:i|we|they|he|she|the|our|it|no)\b)|in\s+order\s+to|which\s+is\s+(?:why|what)|but)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def _planned(text: str) -> tuple[Span, ...]:
    found = []
    for sentence in sentences(text)[:12]:
        match = _PLAN.search(text, sentence.start, sentence.end)
        if match and not _TELLS.match(text, match.end()):
            found.append(trim(text, Span(match.end(), sentence.end), ".!?"))
    return tuple(found)


@lru_cache(maxsize=256)
def _loose(text: str) -> tuple[Span, ...]:
    found = []
    for sentence in sentences(text)[:12]:
        match = _LOOSE.search(text, sentence.start, sentence.end)
        if match is None:
            continue
        end = sentence.end
        stop = _STOP.search(text, match.end(), end)
        span = trim(text, Span(match.end(), stop.start() if stop else end), '.!?,;:"”’)')
        if span:
            found.append(span)
    return tuple(found)


def asked(statement: Statement) -> list[Span]:
    """List what is asked for, the surest first: proposals and plans, the need, then loose wordings where there is none."""
    text, slots = statement.text, statement.slots
    found: list[Span] = []
    if slots.proposal is not None and not _TELLS.match(text, slots.proposal.start):
        found.append(slots.proposal)
    need = wanted(statement)
    if need is not None:
        found.append(need)
    later = _loose(text) if need is not None and not slots.way else ()
    for plan in (*_planned(text), *later):
        if not any(plan.overlaps(other) for other in found) and not statement.quoted(plan):
            found.append(plan)
    return found


def wanted(statement: Statement) -> Span | None:
    """Give what the customer wants: the need slot without its copula, else what a loose wording asks for."""
    text, need = statement.text, statement.slots.need
    if need is not None:
        lead = _LEAD.match(text, need.start, need.end)
        return Span(lead.end(), need.end) if lead and lead.end() < need.end else need
    return next((span for span in _loose(text) if not statement.quoted(span)), None)


def proposes(statement: Statement, asked_for: Span) -> bool:
    """Say whether these words are what the author's side would build, and no need of the customer."""
    slots = statement.slots
    return asked_for == slots.proposal or asked_for in _planned(statement.text)
