"""Terms that set people apart or diminish them also blur who is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "L03"
LENS = "language"
SEVERITY = "major"
MESSAGE = "Style guides advise against this term."
QUESTION = "Which people exactly, and how do they name themselves?"
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

# Term and what the guides suggest instead (APA, Microsoft and Google style guides).
_TERMS = (
    (
        r"the\s+(?:very\s+)?elderly|the\s+aged|the\s+infirm|old\s+folks?|oldies|geriatrics?|senile|old\s+people|senior\s+citizens",
        "older adults, or an age range",
    ),
    (r"(?<!the\s)(?<!very\s)elderly(?=\s+\w)", "older"),
    (
        r"the\s+(?:disabled|handicapped|blind|deaf|mute|mentally\s+ill|homeless|poor|unemployed|jobless|autistic|illiterate|uneducated|insane|obese|needy|underprivileged|less\s+fortunate|disadvantaged|vulnerable|sick|bedridden|housebound|visually\s+impaired|hearing\s+impaired|hard\s+of\s+hearing)(?=\s*(?:[,.;:!?)]|$|(?:and|or|who|have|has|to|are|is|in|with|must|cannot|can|when|whenever|from|by|at|for|on|as|of|tonight|today|now|there|here|while|if|before|after|end|need)\b))",
        "people who ..., named by what is the case",
    ),
    (
        r"handicapped|crippled|cripples?|invalids?|lame|retarded|spastic|deaf\s+and\s+dumb|deaf-mute|dumb|midgets?|mongoloid",
        "the name that the people concerned use",
    ),
    (r"wheelchair[\s-]bound|confined\s+to\s+(?:a\s+)?wheelchair", "who use a wheelchair"),
    (
        r"suffer(?:s|ing|ers?)?\s+from\s+(?:(?:an?|the|chronic|severe|mild)\s+)?(?=\w*(?:autis|dementia|diabet|asthma|epilep|depress|adhd|dyslex|arthrit|blind|deaf|cancer|obes|anxiet|disab|sclerosis|down|stroke|migraine|disorder|parkinson|alzheimer|condition|syndrome|illness|disease|hiv|aids))",
        "have",
    ),
    (
        r"(?:afflicted|stricken)\s+with|victims?\s+of\s+(?:\w+\s+)?(?:stroke|dementia|cancer|disability|autism|aids|illness|disease)",
        "people who have ...",
    ),
    (
        r"(?:cancer|stroke|aids|dementia|polio|autism)\s+(?:victims?|sufferers?)|\w+\s+sufferers",
        "people who have ...",
    ),
    (
        r"(?<!in\s)(?:normal|able-bodied|regular)\s+(?:people|users?|customers?|persons?|folks?|patients?|passengers?|riders?|employees?|children|kids|adults|visitors|pupils|students|drivers|families|travell?ers)",
        "others, or people without ...",
    ),
    (
        r"man-?power|man-?hours?|man-?days?|man-?made|manned|unmanned|middle-?m[ae]n|salesm[ae]n|chairm[ae]n|foreman|foremen|businessm[ae]n|workm[ae]n|mankind|policem[ae]n|firem[ae]n|postm[ae]n|mailm[ae]n|stewardess(?:es)?|cleaning\s+lad(?:y|ies)|cameram[ae]n|repairm[ae]n|handym[ae]n|housewi(?:fe|ves)|delivery\s?m[ae]n|tradesm[ae]n|craftsm[ae]n|layman|laymen|layman's|male\s+nurses?|female\s+(?:doctors?|engineers?|drivers?)|lady\s+(?:doctors?|drivers?)|girls\s+(?:at|in|on)\s+(?:the\s+)?(?:front\s+desk|office|reception)",
        "a word without gender",
    ),
    (
        r"sanity[\s-]check(?:s|ed|ing)?|crazy|insane|psycho|lunatic|nuts|schizophrenic|bipolar(?=\s+(?:process|system|interface))|tone-deaf|blind\s+spots?|turn(?:s|ed|ing)?\s+a\s+blind\s+eye|fall(?:s|en|ing)?\s+on\s+deaf\s+ears|crippl(?:es|ing)|blind(?:ly)?(?=\s+(?:accept|trust|follow|sign))|paraly[sz]ed\s+by",
        "the plain fact",
    ),
    (
        r"black-?list(?:s|ed|ing)?|white-?list(?:s|ed|ing)?|master/slave|master[\s-]slave|slave(?:s)?(?=\s+(?:node|device|server|unit))|grandfathered|tribal\s+knowledge|third[\s-]world|first[\s-]world|illegal\s+(?:immigrants?|aliens?|migrants?)|illegals|gypp?ed|gypsies|oriental(?=\s+(?:people|customers|women|men))|coloured\s+people|colored\s+people|mulatto|eskimos?|natives(?=\s+(?:have|must|cannot))|exotic\s+(?:customers|people|women)|non-whites|minorities|ghetto|peasants|spinsters?|the\s+fairer\s+sex|the\s+weaker\s+sex|uneducated\s+(?:people|users|customers|workers)|low-class|unskilled\s+(?:workers|labour|labor|staff)|dole\s+scroungers|welfare\s+queens?|addicts?|junkies|alcoholics?|ex-cons?|inmates|prostitutes?|transvestites?|transgenders|homosexuals|hermaphrodites?|the\s+gays|sexual\s+preference|opposite\s+sex|mentally\s+(?:ill|retarded|challenged|handicapped)|special[\s-]needs\s+(?:kids|children|people|students|pupils)|differently[\s-]abled|slow\s+learners|high-functioning|low-functioning|dummies|newbies|noobs?|laypeople|grandma-proof|so\s+(?:easy|simple)\s+(?:that\s+)?(?:even\s+)?(?:your|my|a)\s+(?:grandma|grandmother|mother|mum|mom)\w*",
        "the name that the people concerned use",
    ),
)
_PATTERN = re.compile(
    "|".join(rf"(?P<t{number}>(?<![\w-])(?:{terms})(?![\w-]))" for number, (terms, _) in enumerate(_TERMS)),
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:Act|Bill|Centre|Center|Trust|Foundation|Society|Association|Programme|Program|Scheme|Card|Pass|Day|Ministry|Department|Council|Institute)\b"
)


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Find listed terms outside quotations and official titles, each with what to write instead."""
    del evidence
    for match in _PATTERN.finditer(statement.text):
        span = Span(match.start(), match.end())
        if statement.quoted(span) or _in_title(statement.text, span):
            continue
        span = _term_alone(statement.text, span)
        instead = _TERMS[int((match.lastgroup or "t0")[1:])][1]
        yield Hit(span, 0.9, detail=f"Consider: {instead}.")


def _term_alone(text: str, span: Span) -> Span:
    """Leave the article and the noun out: the word itself is what is advised against."""
    bare = re.match(
        r"(?:the\s+(?:very\s+)?)?(?P<term>(?:normal|able-bodied|regular)(?=\s)|.+)",
        span.of(text),
        re.IGNORECASE | re.DOTALL,
    )
    return Span(span.start + bare.start("term"), span.start + bare.end("term")) if bare else span


def _in_title(text: str, span: Span) -> bool:
    """Official names keep their words: "Senior Citizens Act"."""
    return (
        span.of(text)[:1].isupper() and bool(_TITLE.search(text, span.end, span.end + 25)) and span.start > 0
    )
