"""What is vivid beats what is typical: one case told as a pattern misleads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.figures import figures
from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D05"
LENS = "data"
SEVERITY = "major"
MESSAGE = "One case, or a very small base, is told as a pattern."
QUESTION = "Who did you talk to that has NOT had this?"
LOOK_FOR = "A general claim that rests on one person, one event or a percentage of fewer than ten."
BAD = [
    Example(
        "Today, bakers have to throw out dough when the power dips, as happened to Ines last Tuesday. Customers need a way to save a batch."
    ),
    Example(
        "Today, surfers have to drive home when a beach is closed; a customer told us so in the shop. Customers need a way to know before they load the car."
    ),
    Example(
        "Today, stewards have to search for spare chairs when a hall is overfull: 66.7% of halls ran out (2 of 3 visited in May 2026). Customers need a way to seat everybody."
    ),
]
GOOD = [
    Example(
        "Today, bakers have to throw out dough when the power dips: 14 of 40 bakeries in the outage log of 2026 lost a batch. Customers need a way to save a batch.",
        (
            ("outage_log", "2026: 14 of 40 bakeries lost a batch."),
            ("interview", "On Tuesday I binned the lot."),
        ),
    ),
    Example(
        "Today, surfers have to drive home when a beach is closed; 6 of the 8 we spoke to in May 2026 had done so that month. Customers need a way to know before they load the car.",
    ),
]

_SINGLE = re.compile(
    r"\b(?:as\s+(?:happened|was\s+the\s+case)\s+(?:to|for|with)\s+(?:[\w'’-]+\s*){1,4}|(?:just\s+)?(?:a|one|another)\s+(?:[\w-]+\s+){0,3}?(?:customer|user|client|patient|tenant|parent|teacher|colleague|friend|neighbour|neighbor|driver|nurse|guest|member|student|shopper|seller|farmer|manager|owner|person|woman|man|guy|prospect|reviewer|caller|complaint|visitor|resident|supplier|engineer|clerk|reader|buyer|[a-z]+er|[a-z]+or|[a-z]+ist)\s+"
    r"(?:(?:recently|once|even|actually|has|had|who)\s+)*(?:told|tells|said|says|complained|complains|reported|mentioned|wrote|asked|emailed|called|lost|had\s+to|waited|gave\s+up|left|cancelled|spent|missed|described|admitted|swore|joked|claims?|explained|confirmed)\b[^.;]*?(?=[.;,]|$)"
    r"|(?:someone|somebody)\s+(?:told|said|complained|wrote|mentioned|at\s+\w+\s+(?:said|told))\b[^.;]*|(?:my|our|the)\s+(?:own\s+)?(?:(?:neighbour|neighbor|friend|cousin|sister|brother|mother|mum|mom|dad|father|wife|husband|boss|manager|ceo|uncle|aunt|flatmate|colleague|son|daughter|director|founder)(?:['’]s\s+\w+)?)\s+(?:told|said|says|had|has|lost|always|is|was|had\s+to|complained|keeps|gave|sees|swears|mentioned|waited|spent|missed|once|recently)\b[^.;]*"
    r"|(?:i|we)\s+(?:once\s+|recently\s+)?(?:heard|overheard|met|saw|know|spoke\s+to|talked\s+to)\s+(?:of\s+|about\s+|from\s+)?(?:one|a|an|somebody|someone)\s+[^.;]*|(?:just\s+)?look\s+at\s+[A-Z]\w+[^.;]*|(?:like|ask)\s+[A-Z][a-z]+\s+(?:did|had|who|from|in|last)\b[^.;]*)",
)
_DID = r"(?:[a-z]+ed|shook|said|told|lost|left|gave|spent|had|went|came|took|sat|stood|wrote|cried|found|threw|broke|swore|paid|ran|fell|got|put|kept)"
_ONE_DID = re.compile(
    rf"\b(?:it\s+(?:has\s+)?(?:happened\s+to|caught\s+out)\s+(?:the|our|my|[A-Z])[\w'’ -]*|(?:a|one)\s+single\s+(?:[\w-]+\s+)?(?:letter|complaint|review|call|e-?mail|ticket|tweet|case|example|comment)|the\s+one\s+[\w-]+\s+we\s+(?:visited|asked|saw|met|watched)|confirmed\s+by\s+[A-Z]\w+|an?\s+[a-z]+\s+in\s+our\s+(?:building|street|team|town|family|village|office)\s+(?:had|has|lost|was|told)|(?:just\s+)?as\s+(?:Mrs?\.?|Ms\.?|Dr\.?|[A-Z][a-z]+)(?:\s+[A-Z][a-z]+)?\s+(?:had|did|found|was|discovered|learn\w+|experienced)\b|(?:[Oo]ne|[Aa]\s+single|[Aa]nother)\s+(?:[\w-]+\s+){{0,2}}?(?:[a-z]+(?:er|or|ist|ent|ant|ian|man|woman)|customer|client|colleague|friend|guest|nurse|couple|family|teacher)(?:\s+(?:from|at|in|of|with)\s+[\w-]+){{0,2}}\s+{_DID}\b(?!\s+by)|(?:an?)\s+[a-z]+(?:er|or|ist|ent|ant)\s+(?:from|at|in)\s+[\w-]+\s+(?:told|said|complained|wrote|mentioned|swore)\b|(?:my|our)\s+(?:own\s+)?(?:neighbou?r|friend|cousin|sister|brother|mother|mum|mom|dad|father|wife|husband|boss|uncle|aunt|flatmate|son|daughter)\s+{_DID}\b|[Yy]esterday\s+(?:the|a|one)\s+\w+)[^.;,]*"
)
_NAMED = re.compile(
    r"\b(?:when|since|after|because)\s+(?!January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|Ramadan|I\b)[A-Z][a-z]+\s+(?:[\w'’-]+\s+){0,8}?(?:last|yesterday|the\s+other)\s*\w*"
)
_LAST = re.compile(
    r"\b(?:last|on)\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\bthe\s+other\s+(?:day|week|night)\b",
    re.IGNORECASE,
)
_SMALL = 10


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """See one person or event in the text, a rate on a tiny base, or a single voice behind a general claim."""
    text = statement.text
    for pattern, sure in ((_SINGLE, 0.7), (_NAMED, 0.65), (_ONE_DID, 0.65), (_LAST, 0.62)):
        match = pattern.search(text)
        if match and not statement.in_need(Span(match.start(), match.end())) and not _counted(text, match):
            yield Hit(Span(match.start(), match.end()), sure)
            return
    tiny = _tiny_base(statement, evidence)
    if tiny:
        yield tiny
    elif (
        len(evidence.linked) == 1
        and evidence.linked[0].item.is_voice
        and not figures(evidence.linked[0].item.text)
    ):
        yield Hit(None, 0.45, evidence=(evidence.linked[0].item.id,))


def _counted(text: str, match: re.Match[str]) -> bool:
    """Say whether a count of several stands in the same breath."""
    around = text[match.start() : min(len(text), match.end() + 40)]
    return any(figure.unit == "share" and (figure.base or 0) >= _SMALL for figure in figures(around))


def _tiny_base(statement: Statement, evidence: Dossier) -> Hit | None:
    numbers = figures(statement.text)
    percents = [figure for figure in numbers if figure.unit == "percent"]
    if not percents:
        return None
    own = [(figure, None) for figure in numbers]
    theirs = [(figure, found.item.id) for found in evidence.linked for figure in figures(found.item.text)]
    for share, source in [*own, *theirs]:
        if share.unit != "share" or not share.base or share.base >= _SMALL:
            continue
        for percent in percents:
            if abs(percent.value - share.value) <= 1:
                return Hit(percent.span, 0.7, evidence=(source,) if source else ())
    small = re.search(r"\bn\s*=\s*(\d)\b(?![\d,.])", statement.text)
    return Hit(percents[0].span, 0.7) if small else None
