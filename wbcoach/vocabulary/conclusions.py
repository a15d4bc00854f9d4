"""Claims of a cause that rest on things having gone together: two groups, or a before and an after, and a conclusion."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, stems, words
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

# Two groups are compared, or a figure moves.
_MOVED = r"(?:rose|risen|rises|fell|fallen|falls|dropp?(?:ed|s)|grew|grown|doubled|tripled|halved|increased|decreased|declined|climbed|slumped|soared|dipped|went\s+(?:up|down)|gone\s+(?:up|down)|started|stopped|began|turned\s+up|came\s+in|moved\s+together)"
_MORE = r"(?:(?:more|less|fewer)(?!\s+than\s+(?:\d|an?\b|one|two|three|half))|better|worse|higher|lower|faster|slower|longer|shorter|sooner|later|earlier|younger|older|bigger|smaller|happier|healthier|safer|cheaper|richer|quieter|stronger|weaker|closer|twice|thrice|half\s+as|\d+\s?%|\w+\s+per\s?cent|most|least|best|worst)"
COVARIES = screened(rf"\b(?:{_MORE}|{_MOVED})\b")
# Where one group ends and another begins, or a time.
_PARTED = screened(
    r"\b(?:with|without|who|that|whose|after|since|when|once|than|as\s+soon|in\s+the\s+(?:same\s+)?(?:week|month|quarter|year|season|term)|(?:the\s+)?(?:week|month|year)s?\s+(?:the|we|they)|whenever|where|before)\b"
)
_CONCLUDES = screened(
    r"\b(?P<apart>so|hence|ergo|clearly|evidently|obviously)\b(?!\s+(?:that|far|many|much|long|on|as|they\s+(?:can|could|do\s+not|don)|[a-z]+\s+(?:can|could|may|might))\b),?"
    r"|\b(?:therefore|thus)\b|\b(?:which|that|this|it)\s+(?:clearly\s+|only\s+)?(?:proves|shows|demonstrates|confirms|means)\b(?:\s+that)?|\b(?:proving|showing|demonstrating|confirming|proof)\s+that\b"
    r"|(?:=|-)>|→|\b(?:so\s+)?(?:it|this|that)\s+must\s+be\b|\bmust\s+(?:be|have\s+been)\s+(?:the|what|why|because|down)\b|\b(?:for\s+)?(?:that|this)\s+reason\b"
)
_CAUSES = (
    r"(?:(?:mak|driv|caus|rais|reduc|scar|sav|leav|creat|trigger|bring|keep|stop|hold|slow|push|cost|delay|hurt|attract|prevent|lead|cut|break|kill|help|pull|turn|draw|lift|put|send|ruin|breed|sell|get|steadi|spoil|frighten|block|win|los|hook)(?:es|s|ed|d)"
    r"|made|drove|brought|kept|held|cost|hurt|led|cut|broke|drew|put|sent|bred|sold|got|left|won|lost)"
)
# A cause picked out as the one: "the guest is what brings people in", "it's the logo that does it".
CLEFT = screened(
    rf"\b(?:is|are|was|were|must\s+be|['’]s)\s+(?:clearly\s+|surely\s+|exactly\s+|obviously\s+)?what\s+(?:really\s+)?{_CAUSES}\b"
    rf"|\bit\s?(?:['’]s|\s+is|\s+was|\s+must\s+be)\s+(?:the|their|our|its)\s+(?:[\w-]+\s+){{1,3}}?that\s+(?:does|did|{_CAUSES})\b"
    r"|\b(?:is|are|was|were)\s+(?:clearly\s+|simply\s+)?(?:the\s+(?:main\s+|real\s+|only\s+)?reason(?=\s*[.,;]|\s*$)|why\s+(?!(?:they|he|she|customers|users)\s+(?:have|need|must|has|needs)\b|(?:i|we)\b))|\b(?:that|this|it)\s?(?:['’]s|\s+is)\s+(?:all\s+)?(?:down\s+to|because)\b|\bcauses?\s+(?:it|this|that)\b|\b(?:it|this|that|all)\s+comes\s+(?:of|from)\b|\b(?:is|are)\s+because\b"
)
_APART = re.compile(r"(?:[,.;:—–)]|\s-|\b(?:and|it))\s+\Z")
_DUTY = re.compile(
    r"\b(?:need|needs|want|wants|must(?!\s+(?:be|have\s+been)\b)|ha(?:ve|s)\s+to|cannot|can['’]t|can|could|will|should|would|may|might|let\s+us)\b"
)
_WISHED = re.compile(r"\b(?:want|wants|need|needs|would\s+like|wish)\b")
_END = re.compile(r"[;.!?—–]|,\s+(?:and|but|so|which)\s")
_SO = re.compile(r"\W*(?:and\s+)?so\b")
_OPENING, _BEFORE, _MOST = 25, 8, 6


def concluded(low: str, sentences: list[Span]) -> Iterator[tuple[Span, Span, Span, float]]:
    """Find conclusions as (words, cause, effect, sureness); `low` is the whole text in lower case.

    The conclusion names again what the groups, or the times, differed in.
    """
    for number, sentence in enumerate(sentences):
        for match in islice(_CONCLUDES.finditer(low, sentence.start, sentence.end), _MOST):
            if match["apart"] and not _APART.search(low[max(0, match.start() - _BEFORE) : match.start()]):
                continue
            opens = match.start() - sentence.start < _OPENING
            before = sentences[number - 1].start if opens and number else sentence.start
            told = Span(match.end(), _end(low, match.end(), sentence.end))
            whole = Span(match.start(), told.end)
            if "therefore" in match[0] or "thus" in match[0]:
                comma = max(low.rfind(mark, before, match.start()) for mark in ",;.")
                told = Span(max(before, comma + 1), told.end)
                whole = told
            premise = Span(before, whole.start)
            if _DUTY.search(low, told.start, told.end) or not _goes_with(low, premise):
                continue
            if "so" in match[0].split() and _WISHED.search(low, premise.start, premise.end):
                continue  # what for, and no conclusion
            if stems(words(low, *premise)) & stems(words(low, *told)):
                yield whole, premise, told, 0.68
        for match in islice(CLEFT.finditer(low, sentence.start, sentence.end), _MOST):
            end = _end(low, match.end(), sentence.end)
            begin = max(low.rfind(mark, sentence.start, match.start()) for mark in ",;:")
            cause = Span(max(sentence.start, begin + 1), match.start())
            effect = Span(match.end(), end)
            if not _DUTY.search(low, cause.start, effect.end):
                yield Span(cause.start, end), cause, effect, 0.64


def _goes_with(low: str, premise: Span) -> bool:
    return (
        COVARIES.search(low, premise.start, premise.end) is not None
        and _PARTED.search(low, premise.start, premise.end) is not None
    )


def _end(low: str, start: int, limit: int) -> int:
    match = _END.search(low, start, limit)
    return match.start() if match else limit
