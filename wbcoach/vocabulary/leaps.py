"""Claims that one thing makes people act, or makes a figure move: where they stand and what they join."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, trim, words
from wbcoach.vocabulary.effects import CHOICE, MISSED, SHIFT, TOLL
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

# The effect comes first, the cause behind the marker ...
_BECAUSE = screened(
    r"\b(?:because(?:\s+of)?|due\s+to|owing\s+to|on\s+account\s+of|as\s+a\s+(?:direct\s+)?(?:result|consequence)\s+of|thanks\s+to|caused\s+by|driven\s+by|(?:is|are|was|were)\s+down\s+to|stem(?:s|ming)?\s+from|comes?\s+from|since(?=\s+(?:they|it|there|our|the|no|nobody|we|she|he)\b)|as(?=\s+(?:they|it|there|the|no|nobody)\s+[\w\s'’]{2,40}?(?:is|are|was|were|has|have|had|do|does|did|takes?|cannot|can['’]t|n['’]t)\b))"
)
# ... or the cause first, the effect behind it.
_SO = screened(
    r"(?:(?:,|;|—|–)\s*(?:and\s+)?(?:so|hence|thus|therefore|consequently)(?!\s+(?:that|far|many|much|long|on|as)\b)|\b(?:and\s+so|and\s+therefore)|\.\s+(?:so|hence|thus|therefore|clearly|as\s+a\s+result|consequently|that\s+is\s+why|that['’]s\s+why|this\s+is\s+why),?|\b(?:which|that|this)(?:\s+is|['’]s)\s+(?:clearly\s+|obviously\s+|exactly\s+)?why|\bwhich\s+explains\s+why|\b(?:and\s+)?as\s+a\s+(?:result|consequence)(?!\s+of),?|\bwith\s+the\s+result\s+that)\s+"
)
_INFERS = screened(r"\b(?:so|hence|thus|therefore|consequently|clearly|result|consequence|why)\b")
_DRIVES = screened(
    r"\b(?:(?:is|are|was|were|clearly|must\s+be|keeps?|be)\s+)?(?:driv(?:e|es|ing)|drove|scar(?:e|es|ed|ing)|put(?:s|ting)?|chas(?:e|es|ed|ing)|push(?:es|ed|ing)?|frighten(?:s|ed|ing)?)\s+(?:our\s+|the\s+|these\s+|most\s+|many\s+|young\s+|new\s+)?(?:[a-z]+s|people|them|everyone|staff)\s+(?:away|off|out)\b"
    r"|\b(?:is|are|was|were|must\s+be|clearly)\s+(?:clearly\s+|surely\s+|obviously\s+)?(?:causing|to\s+blame(?:\s+for)?|responsible\s+for|behind|the\s+(?:main\s+|real\s+|root\s+|only\s+)?(?:reason|cause)\s+(?:for|of|why|that|behind)|what\s+(?:makes|drives|causes|keeps|stops)|why)\b|\b(?:therefore|thus|hence|clearly)\s+(?:reduc|improv|attract|draw|bring|rais|increas|lower|help|mak|caus|prevent|keep|sav)(?:e|es|s|ed)\b[^.;]{2,30}|\b(?:leads?|led|leading)\s+(?:directly\s+)?to\b|\bresult(?:s|ed|ing)?\s+in\b|\bcaus(?:es|ed|ing)\b(?!\s+(?:by|of)\b)|\bcause\s+(?:the|these|those|our|more|most|many)\b|\btrigger(?:s|ed|ing)?\b|\baccounts?\s+for\b|\bdriv(?:es|ing)\s+(?:up\s+|down\s+)?(?:the\s+|our\s+)?(?:churn|sales|complaints|costs|absences?|turnover|renewals|cancellations|drop-?outs?|attrition|no-shows?)\b"
)
_MAKES = screened(
    r"\b(?:mak(?:e|es|ing)|made|gets?|prompts?|encourag(?:es|ed)|leads?|drives?|persuad(?:es|ed)|pushes|pushed)\s+(?:our\s+|the\s+|more\s+|some\s+|most\s+)?(?:[a-z]+s|people|them|children|men|women|staff)\s+(?:to\s+)?(?P<act>pay|buy|order|come\s+back|return|stay|leave|quit|stop|spend|complain|renew|cancel|switch|finish|learn|trust|skip|miss|eat|drink|exercise|donate|vote|work\s+harder|perform|behave|care|read\s+(?:more|less))\b"
)
_SINCE = screened(
    r"\b(?:ever\s+)?(?:since|after)\s+(?:we|they|the|our|it|a|an|last)\b[^,.;]{3,70}?\b(?:changed?|moved?|got|became|went|introduced|switched|raised|cut|closed|opened|launched|redesigned|replaced|removed|added|started|stopped|dropped|came|took|shut|smaller|bigger|update|redesign|launch|move|change|switch)\b"
)
_CLAUSE_END = re.compile(
    r"[,;:.!?—–]|\s(?:and|but|so(?=\s(?:they|he|she|it|the|we|our|that|customers|users)\b))\s"
)
_DUTY = re.compile(
    r"\b(?:need|needs|want|wants|must|ha(?:ve|s)\s+to|cannot|can['’]t|can|could|will|should|would|may|might|customers|(?:i|we)\s)"
)
_NEED = re.compile(r"\b(?:need|needs|want|wants|must|have\s+to|has\s+to)\b")
_INFERRED = re.compile(r"(?:therefore|thus|hence|clearly)\b")
_MORE = re.compile(r"\b(?:fewer|more|less|better|worse|higher|lower|faster|slower|longer|shorter)\b")
_FORCED = re.compile(
    r"\b(?:(?:have|has|had|need|forced|made|obliged|supposed|asked)\s+to|must)\s+(?:[\w'’-]+\s+){0,2}$"
)
_JOINS = frozenset("so and that which because but when if".split())
_STOPS = " ,;.—–\n\t"
_REACH, _SUBJECT = 90, 6
_COSTS = re.compile(r"driv(?:es|ing)\s+(?:up|down|the|our|\w+$)")


@dataclass(frozen=True, slots=True)
class Leap:
    """A claim of a cause: its words, its two sides, and how sure it is that more is claimed than seen."""

    span: Span
    cause: Span
    effect: Span
    sure: float

    def forced(self, low: str) -> bool:
        """Say whether the act is one that people are made to do: its cause is mostly plain to see."""
        acts = (act.search(low, self.effect.start, self.effect.end) for act in (CHOICE, MISSED))
        return any(act and _FORCED.search(low[max(0, act.start() - 40) : act.start()]) for act in acts)


def leaps(low: str, sentence: Span) -> Iterator[Leap]:
    """Find the claims of a sentence; `low` is the whole text in lower case."""
    start = sentence.start
    while start > 0 and low[start - 1].isspace():
        start -= 1
    whole = Span(max(0, start - 1), sentence.end)  # with the full stop before it: "So" opens a claim
    yield from _inferred(low, whole)
    yield from _reasoned(low, whole)
    yield from _driven(low, whole)


def _inferred(low: str, sentence: Span) -> Iterator[Leap]:
    """See "..., which is why they leave"."""
    if not _INFERS.search(low, sentence.start, sentence.end):
        return
    for match in _SO.finditer(low, sentence.start, sentence.end):
        end = _clause_end(low, match.end(), sentence.end)
        told = Span(match.end(), end)
        lead = trim(low, Span(match.start(), end), _STOPS)
        cause = Span(sentence.start, match.start() + 1)
        strong = "why" in match[0]
        if CHOICE.search(low, told.start, told.end) or (strong and MISSED.search(low, told.start, told.end)):
            yield Leap(lead, cause, told, 0.7 if strong else 0.65)
        elif (strong and SHIFT.search(low, told.start, told.end)) or (
            SHIFT.search(low, cause.start, cause.end) and not _NEED.search(low, told.start, told.end)
        ):
            yield Leap(lead, cause, told, 0.7)
        elif strong and not _DUTY.search(low, told.start, told.end):
            yield Leap(lead, cause, told, 0.62)


def _reasoned(low: str, sentence: Span) -> Iterator[Leap]:
    """See "they leave because ...", and "because ..., they leave"."""
    for match in _BECAUSE.finditer(low, sentence.start, sentence.end):
        end = _clause_end(low, match.end(), sentence.end)
        before = Span(max(sentence.start, match.start() - _REACH), match.start())
        if not before.of(low).strip(_STOPS):
            before = Span(end, _clause_end(low, min(end + 1, sentence.end), sentence.end))
        span, cause = Span(match.start(), end), Span(match.end(), end)
        acts = CHOICE.search(low, before.start, before.end) or SHIFT.search(low, before.start, before.end)
        yield Leap(span, cause, before, 0.65 if acts else 0.0)


def _driven(low: str, sentence: Span) -> Iterator[Leap]:
    """See "the cold is driving buyers away", "the sticker makes people buy", "since we moved, sales fell"."""
    for match in _DRIVES.finditer(low, sentence.start, sentence.end):
        end = _clause_end(low, match.end(), sentence.end)
        told, after = Span(match.start(), end), Span(match.end(), end)
        cause = _subject(low, sentence, match.start())
        if (
            match[0].endswith(("away", "off", "out", "blame"))
            or _COSTS.match(match[0])
            or CHOICE.search(low, after.start, after.end)
            or SHIFT.search(low, told.start, told.end)
            or TOLL.search(low, after.start, after.end)
            or (_INFERRED.match(match[0]) and _MORE.search(low, sentence.start, match.start()))
        ):
            yield Leap(Span(cause.start, end), cause, told, 0.7)
    for match in _MAKES.finditer(low, sentence.start, sentence.end):
        cause = _subject(low, sentence, match.start())
        if cause:
            told = Span(match.start(), match.end())
            yield Leap(Span(cause.start, told.end), cause, told, 0.62)
    since = _SINCE.search(low, sentence.start, sentence.end)
    if since and SHIFT.search(low, sentence.start, sentence.end):
        span = Span(since.start(), since.end())
        yield Leap(span, span, sentence, 0.62)


def _subject(low: str, sentence: Span, at: int) -> Span:
    """Give the last few words before a verb, up to a comma or a conjunction."""
    start = at
    for word in reversed(words(low, max(sentence.start, at - _REACH), at)[-_SUBJECT:]):
        if word.low in _JOINS or any(mark in low[word.end : start] for mark in ",;:."):
            break
        start = word.start
    return Span(start, at)


def _clause_end(low: str, start: int, limit: int) -> int:
    match = _CLAUSE_END.search(low, start, limit)
    return match.start() if match else limit
