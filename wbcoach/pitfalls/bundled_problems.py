"""A bundle can't be sized, ranked or solved; what doesn't fit the template is several statements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, base_verb, gerund_verb
from wbcoach.pitfall import Example, Hit
from wbcoach.slots.troubles import tells_trouble
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.grammar import Word
    from wbcoach.statement import Statement

CODE = "T05"
LENS = "template"
SEVERITY = "major"
MESSAGE = "Several separate hardships stand in one statement."
QUESTION = "If you could only remove one of these, which would they thank you for first?"
ASKED = "If you could remove only one part of “{words}”, which would they thank you for first?"
LOOK_FOR = "Two or more hardships with different objects, joined by commas or 'and'; not the steps of one task, nor a list of things or channels."
BAD = [
    Example(
        "Today, caterers have to print allergen labels, hunt for cool boxes and settle overtime on paper when a wedding runs late. Customers need a way to leave on time."
    ),
    Example(
        "Today, tutors have to wait for room keys and cannot see who has paid and get no word of cancellations when term starts. Customers need a way to open the first lesson."
    ),
    Example(
        "Today, gardeners have to re-enter plant orders when a nursery is out of stock. They also have to plead for refunds by phone. Customers need a way to plant in season."
    ),
]
GOOD = [
    Example(
        "Today, archivists have to ask for a reading permit by letter, e-mail and phone when a file is older than the index. Customers need a way to know whether a file may be opened.",
        (
            ("interview", "Three channels, one answer, three weeks."),
            ("reading_room_log", "2026: 71 of 190 requests asked for an older file."),
        ),
    ),
    Example(
        "Today, vets have to find, copy and attach an X-ray when an animal is referred to another clinic. Customers need a way to have the picture there before the animal.",
        (("usability_test", "7 of 9 vets sent the wrong picture at least once (May 2026)."),),
    ),
]

_JOINT = re.compile(
    r",?\s+plus\s+|,?\s+as\s+well\s+as\s+|,\s*(?:(?:and\s+then|and|or|then)\b)?\s*|\s+(?:and|or)\s+(?:then\s+|also\s+)?|\s+but\s+(?:also\s+|then\s+)?|;\s*",
    re.IGNORECASE,
)
_MODAL_AGAIN = re.compile(
    r"(?:and|,|;|or)\s+(?:also\s+|then\s+|they\s+(?:also\s+)?)?(?:cannot|can['’]t|have\s+to|has\s+to|must|get\s+no|have\s+no|don['’]t|do\s+not|are\s+(?:not|never))\b(?!\s+(?:be|been)\b)",
    re.IGNORECASE,
)
_ALSO = screened(
    r"\b(?:they|(?:and\s+)?(?:[\w-]+\s+){0,4})\s*also\s+(?:have\s+to|has\s+to|must|cannot|can['’]t|struggle|lose|wait|need\s+to\s+(?!be))|\b(?:on\s+top\s+of\s+that|in\s+addition|additionally|besides|plus|furthermore|moreover)\b,?\s+[^.]{0,60}?\b(?:have\s+to|has\s+to|must|cannot|can['’]t|struggle|lose|wait|lack)"
    r"|(?:^|[.;]\s+|,\s+(?:and\s+)?)also,?\s+(?:the\s+|their\s+|its\s+)?(?:[\w'’-]+\s+){1,3}?(?:are|is|get|gets|come|comes|fail|fails|clash|clashes|not|never|break|breaks|run|runs|take|takes|have|has|do|does|lose|loses|wait|waits|miss|misses|cost|costs|arrive|arrives|close|closes)\b",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\b(?:plus|as\s+well\s+as|not\s+only|on\s+top\s+of)\b", re.IGNORECASE)
# A clause with a subject of its own, joined on: "and the wages are late", "and nobody repairs the roof".
_CLAUSE_MORE = re.compile(
    r"(?:[,;]\s*|\s+)(?:and\s+|;\s*|(?<=;)\s*|(?<=,)\s+)(?:also\s+|then\s+|often\s+)?"
    r"(?=(?:the|their|his|her|its|our|my|nobody|no[\s-]one|no|they|he|she|[a-z]+s)\s+)(?:[\w'’-]+\s+){1,6}?"
    r"(?:is|are|was|were|has|have|gets?|comes?|goes|go|takes?|fails?|breaks?|changes?|clash(?:es)?|jams?|blocks?|needs?|gives?|tells?|repairs?|answers?|arrives?|closes?|warns?|pays?|cools?|drops?|runs?|loses?|costs?|keeps?|stops?|starts?|phones?|calls?|asks?|picks?|shows?|knows?|sends?|blocks?|leaves?|expires?|disappears?|vanish(?:es)?|spoils?|leaks?|freez(?:es|e)|crash(?:es)?|slips?|falls?|rings?|wants?|pile(?:s)?|grows?|turns?|overlaps?|bounces?|ends?|never|cannot|can['’]t|does(?:n['’]t|\s+not)|do(?:n['’]t|\s+not)|must)\b",
    re.IGNORECASE,
)
_ALSO_NEAR = re.compile(r"\balso\b", re.IGNORECASE)
_MANY, _OWN_OBJECT = 3, 2


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Count acts with objects of their own: verbs that share one object are steps of one task."""
    del evidence
    problem = statement.slots.problem
    if problem is None or (statement.slots.hardship is None and not statement.is_story):
        return
    plain = statement.slots.hardship == "plain"
    acts = _acts(statement, problem)
    if len(acts) >= _MANY:
        yield Hit(Span(acts[0].start, acts[-1].end), 0.62 if plain else 0.8)
        return
    joined = _joined_clauses(statement, problem)
    if joined is not None:
        yield joined
    if joined is not None or statement.is_story:
        return
    rest = (
        statement.need_sentence.start
        if statement.need_sentence and statement.need_sentence.start > problem.end
        else len(statement.text)
    )
    again = [] if plain else _again(statement, problem, rest)
    if again:
        yield Hit(Span(problem.start, max(problem.end, again[-1].end())), 0.7 if len(again) > 1 else 0.65)
        return
    more = _ALSO.search(statement.text, problem.end, max(problem.end, rest))
    if more:
        yield Hit(Span(problem.start, more.end()), 0.5 if plain else 0.65)
    elif len(acts) == _OWN_OBJECT:
        added = _ADDED.search(statement.text, problem.start, problem.end) is not None
        yield Hit(Span(acts[0].start, acts[1].end), 0.65 if added else (0.4 if plain else 0.5))


def _told_in(statement: Statement, problem: Span) -> Span:
    """Give the sentence of the hardship from its verb on, up to the moment, the need or the cause."""
    text = statement.text
    sentence = next((s for s in statement.sentences if s.start <= problem.start < s.end), problem)
    end = sentence.end
    slots = statement.slots
    for other in (slots.situation, slots.need_phrase, slots.need_subject, slots.need, slots.because):
        if other is not None and problem.start < other.start < end:
            end = other.start
    return Span(problem.start, min(end, len(text)))


def _again(statement: Statement, problem: Span, rest: int) -> list[re.Match[str]]:
    """Find a second modal on the same subject, before the moment."""
    told = _told_in(statement, problem)
    end = min(told.end, max(rest, problem.end), _semicolon(statement.text, problem.start))
    return list(_MODAL_AGAIN.finditer(statement.text, problem.start, end))


def _joined_clauses(statement: Statement, problem: Span) -> Hit | None:
    """See more hardships in clauses with subjects of their own; one alone is mostly what follows from the first."""
    told = _told_in(statement, problem)
    found = list(_CLAUSE_MORE.finditer(statement.text, told.start, told.end))
    if not any(tells_trouble(statement.text, m.start(), min(m.end() + _REACH, told.end)) for m in found):
        return None
    end = max(problem.end, _clause_end(statement.text, found[-1].end(), told.end))
    also = any(_ALSO_NEAR.search(m[0]) for m in found)
    several = (len(found) > 1 or also) and not statement.is_story
    return Hit(Span(problem.start, end), 0.65 if several else 0.45)


_REACH = 40


def _clause_end(text: str, start: int, end: int) -> int:
    stop = re.compile(r"[,;.:]|\s+(?:when|if|while|whenever)\b").search(text, start, end)
    return stop.start() if stop else end


def _acts(statement: Statement, problem: Span) -> list[Span]:
    """Cut the hardship at its joints and keep the parts that are a verb with an object of its own."""
    cuts = [problem.start]
    text = statement.text
    for match in _JOINT.finditer(text, problem.start, problem.end):
        cuts += [match.start(), match.end()]
    cuts.append(problem.end)
    parts = [Span(cuts[i], cuts[i + 1]) for i in range(0, len(cuts) - 1, 2)]
    acts: list[Span] = []
    for part in parts:
        found = statement.words(part) if part else []
        while found and (found[0].low.endswith("ly") or found[0].low in _LEADING):
            found = found[1:]
        if _is_act(found, first=part.start == problem.start and statement.slots.hardship == "must"):
            acts.append(part)
        elif acts:
            acts[-1] = Span(acts[-1].start, part.end or acts[-1].end)
    return acts


_PARTICLES = frozenset(
    "up out off down back in on over away around through the a an their its each every his her any".split()
)


_LEADING = frozenset("then to even also with by of i i'm they're we're am are is we they still".split())


def _is_act(found: list[Word], *, first: bool) -> bool:
    """Say whether words are a verb with an object of its own; what follows "have to" is a verb by its place."""
    if len(found) < _OWN_OBJECT or found[1].low in {"it", "them"}:
        return False
    low = found[0].low
    if first or base_verb(low) or gerund_verb(low):
        return True
    return found[1].low in _PARTICLES and low not in _PARTICLES | {"of", "by", "with", "for", "from", "to"}


def _semicolon(text: str, start: int) -> int:
    at = text.find(";", start)
    return at if at >= 0 else len(text)
