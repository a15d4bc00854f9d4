"""Terms that set people apart or diminish them also blur who is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.screen import screened
from wbcoach.vocabulary.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "L03"
LENS = "language"
SEVERITY = "major"
MESSAGE = "Style guides advise against this term."
QUESTION = "Which people exactly, and how do they name themselves?"
ASKED = "What would the people concerned say in place of “{words}”?"
LOOK_FOR = "A term that others or diminishes people ('the elderly', 'normal users', 'suffers from', 'manpower'); not in quotations, titles or of values."
BAD = [
    Example(
        "Today, the elderly have to show a card when they enter the pool at noon. Customers need a way to swim with less fuss."
    ),
    Example(
        "Today, site leads have to find extra manpower when a wall is poured late. Customers need a way to finish the pour in one day."
    ),
    Example(
        "Today, wheelchair-bound visitors have to wait outside when the ramp is in use. Customers need a way to come in with their party."
    ),
    Example(
        "Today, testers have to do a sanity check by hand when a build is late. Customers need a way to know that a build will start."
    ),
]
GOOD = [
    Example(
        "Today, visitors who use a wheelchair have to wait outside when the ramp is in use. Customers need a way to come in with their party.",
        (
            (
                "field_visit",
                "Waited at the ramp with six visitors in May 2026; the shortest wait was nine minutes.",
            ),
        ),
    ),
    Example(
        "Today, donors have to ring the lab when a value is outside the normal range. Customers need a way to know whether they may give blood.",
        (
            ("interview", "Is this normal for me? Nobody picks up."),
            ("lab_log", "May 2026: 140 of 900 calls asked about a flagged value."),
        ),
    ),
]

_PATTERN = screened(
    "|".join(rf"(?P<t{number}>(?<![\w-])(?:{terms})(?![\w-]))" for number, (terms, _, _) in enumerate(TERMS)),
    re.IGNORECASE,
)
_PLACE = re.compile(r"t(\d+)\Z")
# The word alone is what is advised against, not the noun or the verb that shows its use.
_ALONE = ("mates", "pals", "teams", "mad")
_TITLE = re.compile(
    r"\b(?:Act|Bill|Centre|Center|Trust|Foundation|Society|Association|Programme|Program|Scheme|Card|Pass|Day|Ministry|Department|Council|Institute|Register|Allowance|Railcard|Games|Union|League|Fund|Hospital|School|Order|Regulations|Charter|Award|Network|Alliance|Federation)\b"
)
# "Is this normal for me?", a normal range, regular customers of a shop, a proper user account: of values and habits.
_OF_HABIT = re.compile(r"(?:regular|typical|average|real|proper|healthy|ordinary)\s", re.IGNORECASE)
_APART = re.compile(
    r"\b(?:than|unlike|like|not\s+for|whereas|while|compared|against|versus|vs|as|(?:and|or|from|for)\s+(?:the\s+)?(?:disabled|blind|deaf|autistic|elderly|sick|wheelchair\w*|special|foreign\w*|handicapped|old\w*))\b|disab|autis|wheelchair|blind|deaf|dyslex|dementia|illness|mental|foreign|immigra|elderly|addict|gay|geek|nerd|scientist|engineer|expert|technical|academic",
    re.IGNORECASE,
)
_WORD_OF = re.compile(
    r"\b(?:the\s+)?(?:word|term|label|phrase|wording|title|headed|heading|called|named|field|box|category)\s+[^\s.]{0,3}\Z",
    re.IGNORECASE,
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find listed terms outside quotations and official titles, each with what to write instead."""
    del evidence
    for match in _PATTERN.finditer(statement.text):
        span = Span(match.start(), match.end())
        if statement.quoted(span) or _in_title(statement.text, span):
            continue
        number = next(
            int(found[1])
            for name, got in match.groupdict().items()
            if got is not None and (found := _PLACE.match(name))
        )
        _, instead, sure = TERMS[number]
        yield Hit(_term_alone(match), _sure(statement.text, match, sure), detail=f"Consider: {instead}.")


def _sure(text: str, match: re.Match[str], sure: float) -> float:
    """Lower it where the word may be of a habit, or is itself what is talked of."""
    if _WORD_OF.search(text, max(0, match.start() - 30), match.start()):
        return 0.4
    if match["normal"] and _OF_HABIT.match(match[0]):
        near = text[max(0, match.start() - 80) : match.start()] + " " + text[match.end() : match.end() + 80]
        return (
            sure
            if _APART.search(near)
            and not match[0].lower().startswith(("regular", "typical", "average", "healthy"))
            else 0.4
        )
    return sure


def _term_alone(match: re.Match[str]) -> Span:
    """Leave the article and the noun out: the word itself is what is advised against."""
    for name in _ALONE:
        if match[name]:
            return Span(match.start(name), match.end(name))
    end = match.start("normal") if match["normal"] else match.end()
    words = match.string[match.start() : end].rstrip()
    article = re.match(r"(?:the|an?)\s+(?:very\s+)?", words, re.IGNORECASE)
    return Span(match.start() + (article.end() if article else 0), match.start() + len(words))


def _in_title(text: str, span: Span) -> bool:
    """Official names keep their words: "Senior Citizens Act"."""
    return (
        span.of(text)[:1].isupper() and bool(_TITLE.search(text, span.end, span.end + 30)) and span.start > 0
    )
