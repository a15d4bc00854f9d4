"""The world, or the product, may have moved since the data was gathered."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from wbcoach.figures import SOURCE
from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "D12"
LENS = "data"
SEVERITY = "minor"
MESSAGE = "This rests on old data, and the thing may have changed."
QUESTION = "What has happened since then that would change the answer?"
ASKED = "You write “{words}”: what has happened since then that would change the answer?"
LOOK_FOR = "The newest data named or linked is older than two years, or from before a change that is mentioned; not laws, geography, or an old figure shown beside a new one."
BAD = [
    Example(
        "Today, campsite wardens have to walk every row when a guest checks out; a survey of 2021 put it at 40 minutes a day. Customers need a way to know which pitch is free.",
        (("interview", "I do the rows twice in August."),),
    ),
    Example(
        "Today, choir secretaries have to ring round for scores when a concert is near. Customers need a way to know who has which copy.",
        (
            ("interview", "I ring all fifty.", "2023-04-02"),
            ("diary_study", "Nine evenings in spring.", "2022-06-30"),
        ),
    ),
    Example(
        "Today, tram inspectors have to write fines on paper when the reader is cold, according to complaints from before the new readers came in. Customers need a way to pay on the spot.",
        (("complaint_log", "31 of 88 fines were written by hand."),),
    ),
]
GOOD = [
    Example(
        "Today, campsite wardens have to walk every row when a guest checks out: 40 minutes a day in the survey of 2021, 55 in that of 2026 (n = 38). Customers need a way to know which pitch is free.",
        (("survey", "2026: 55 minutes a day (n = 38 wardens)."),),
    ),
    Example(
        "Today, allotment holders have to carry water from the brook when the pump is locked, as the Water Act of 2003 allows no second pump. Customers need a way to water on a working day.",
        (("interview", "Forty cans a week."), ("field_visit", "June 2026: 14 of 22 plots watered by can.")),
    ),
]

_LAWFUL = re.compile(
    r"\b(?:act|law|laws|regulation|directive|treaty|code|decree|rule|bill|standard|statute|constitution|founded|built|opened|established|born|set\s+up|started|merged|sold|sale|fire|joined|moved|bought|acquired|introduced|launched|model|edition|version|iso|gdpr|office\s+20\d\d)\b",
    re.IGNORECASE,
)
_YEAR = screened(
    r"(?<![\d/.-])(?P<year>(?:19|20)\d{2})(?:\s?[/–-]\s?(?P<to>\d{2,4}))?(?![\d-]|\.\d)(?!\s*(?:x|×)\b)"
)
_CLAIMS = re.compile(
    r"\b(?:according\s+to|complaints?|tickets?|comments?|reviews?|notes?|found|showed?|shows|put|said|says|reported|reports?|average|median|counted|measured|figures?|numbers?|results?|data|study|studies|survey\w*|poll|interviews?|stats|statistics|census|research|benchmark|audit|log|logs|pilot|evaluation|review|sample|exit|test|tests|round|feedback|responses?|evidence|findings)\b|\d\s?%|per\s?cent",
    re.IGNORECASE,
)
_OLD = screened(
    r"\b(?:(?:some|a\s+few|several|two|three|four|five|six|seven|eight|ten|many|\d+)\s+years\s+(?:ago|back|old)|years\s+ago|a\s+decade\s+ago|(?:last|past)\s+decade|pre-?(?:pandemic|covid|merger|migration|launch|relaunch)|before\s+(?:the\s+)?(?:(?:19|20)\d\d\s+)?(?:pandemic|covid|lockdowns?|merger|migration|re-?launch|re-?design|move|rewrite|re-?organi[sz]ation|upgrade)"
    r"|(?:from|of|dated?|dating\s+(?:from|back\s+to))\s+(?:the\s+time\s+)?(?:before|prior\s+to)\s+(?:the\s+)?(?:[\w-]+\s+){1,6}?(?:came\s+in|was|were|went\s+live|arrived|opened|started|release|launch|version|app|system|rules?|update)|back\s+in\s+(?:the\s+)?(?:19|20)\d\d|last\s+year['’]s\s+(?:[\w-]+\s+)?(?:pilot|trial|survey|study|test|poll|audit|numbers|figures|data|interviews|round|benchmark|count|census|report|research)|(?:an?\s+)?(?:old|older|outdated|earlier|ancient|dated)\s+(?:[\w-]+\s+)?(?:survey|study|report|data|figures|numbers|poll|research|interviews|audit|benchmark|spreadsheet|deck|slide|slides|estimate|count|test)|(?:old|previous|former|last)\s+(?:version|release|system|app|site|building)['’]?s?\s+(?:survey|data|logs?|figures|feedback|numbers))\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|until|as\s+of|starting|beginning|by)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_ONWARD = re.compile(
    r"\s*(?:on\b|onwards?\b|to\s+(?:date|now|today|the\s+present)|until\s+(?:now|today))", re.IGNORECASE
)
_RECENT = re.compile(
    r"\b(?:this\s+(?:year|spring|summer|autumn|winter|season|term|semester|quarter|month|week|january|february|march|april|may|june|july|august|september|october|november|december)|last\s+(?:month|week|quarter)|so\s+far|(?:now|today)\s+(?:it\s+is|\d)|it\s+is\s+now)\b",
    re.IGNORECASE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_BEFORE = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.?\s+\Z", re.IGNORECASE)
_DAYS_A_MONTH = 30.44
_AROUND, _NAME = 90, 4


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Compare the newest year that a claim names, then the newest linked item, with the day of the critique."""
    text = statement.text
    dated = [(match, _end_of(text, match)) for match in _YEAR.finditer(text)]
    told = [(match, day) for match, day in dated if day is not None and _is_of_data(statement, match)]
    if told:
        newest, day = max(told, key=lambda pair: pair[1])
        if (
            _is_stale(day, evidence)
            and not _RECENT.search(text)
            and not any(other is not None and not _is_stale(other, evidence) for _, other in dated)
        ):
            yield Hit(_said(statement, newest), 0.8)
            return
    old = _OLD.search(text)
    if (
        old
        and not statement.in_need(span := Span(old.start(), old.end()))
        and (not statement.quoted(span) or len(statement.words(span)) <= _NAME)
    ):
        nearby = statement.text[max(0, old.start() - 80) : old.end() + 80]
        if _CLAIMS.search(nearby):
            yield Hit(span, 0.7)
            return
    yield from _old_items(evidence)


def _is_of_data(statement: Statement, match: re.Match[str]) -> bool:
    text = statement.text
    span = Span(match.start(), match.end())
    sentence = statement.sentence_of(span)
    if statement.in_need(span) or _LAWFUL.search(
        text, max(0, span.start - 30), min(len(text), span.end + 12)
    ):
        return False
    before = text[max(0, span.start - 12) : span.start]
    start, end = max(sentence.start, span.start - _AROUND), min(sentence.end, span.end + _AROUND)
    told = bool(_CLAIMS.search(text, start, end) or SOURCE.search(text, start, end))
    return told and not _SINCE.search(before) and not _ONWARD.match(text, span.end)


def _end_of(text: str, match: re.Match[str]) -> dt.date | None:
    """Give the last day that a year (or a month, or a span of years) can mean; None for a year to come or none at all."""
    year = int(match["year"])
    if match["to"]:
        later = match["to"]
        year = int(later) if len(later) == 4 else year // 100 * 100 + int(later)
    month = _MONTH_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
    if not 1900 <= year <= 2100:
        return None
    return dt.date(year, _MONTHS.index(month[1].lower()) + 1 if month else 12, 28)


def _is_stale(day: dt.date, evidence: Dossier) -> bool:
    return (evidence.as_of - day).days > evidence.stale_months * _DAYS_A_MONTH


def _said(statement: Statement, match: re.Match[str]) -> Span:
    """Take the clause that names the year."""
    text = statement.text
    sentence = next(s for s in [*statement.sentences, statement.whole] if s.start <= match.start() < s.end)
    start = max(
        (text.rfind(mark, sentence.start, match.start()) + 1 for mark in ";:(,"), default=sentence.start
    )
    ends = [at for mark in ";)" if (at := text.find(mark, match.end(), sentence.end)) >= 0]
    end = min(ends, default=sentence.end)
    start = max(start, sentence.start)
    while start < match.start() and text[start].isspace():
        start += 1
    while end > match.end() and text[end - 1] in " .!?\n":
        end -= 1
    return Span(start, end)


def _old_items(evidence: Dossier) -> Iterator[Hit]:
    """See that all that is linked and dated is old."""
    days = [(found.item.day, found.item.id) for found in evidence.linked if found.item.day]
    if days and all(_is_stale(day, evidence) for day, _ in days):
        yield Hit(None, 0.8, "All linked feedback is old.", tuple(name for _, name in days))
