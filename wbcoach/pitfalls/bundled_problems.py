"""A bundle can't be sized, ranked or solved; what doesn't fit the template is several statements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, base_verb, gerund_verb
from wbcoach.pitfall import Example, Hit

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
    r",?\s+plus\s+|,?\s+as\s+well\s+as\s+|,\s*(?:and|or|then|and\s+then)?\s*|\s+(?:and|or)\s+(?:then\s+|also\s+)?|;\s*",
    re.IGNORECASE,
)
_MODAL_AGAIN = re.compile(
    r"(?:and|,|;|or)\s+(?:also\s+|then\s+|they\s+(?:also\s+)?)?(?:cannot|can['’]t|have\s+to|has\s+to|must|get\s+no|have\s+no|don['’]t|do\s+not|are\s+(?:not|never))\b",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"\b(?:they|(?:and\s+)?(?:[\w-]+\s+){0,4})\s*also\s+(?:have\s+to|has\s+to|must|cannot|can['’]t|struggle|lose|wait|need\s+to\s+(?!be))|\b(?:on\s+top\s+of\s+that|in\s+addition|additionally|besides|plus|furthermore|moreover)\b,?\s+[^.]{0,60}?\b(?:have\s+to|has\s+to|must|cannot|can['’]t|struggle|lose|wait|lack)",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\b(?:plus|as\s+well\s+as|not\s+only|on\s+top\s+of)\b", re.IGNORECASE)
_MANY, _OWN_OBJECT = 3, 2


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Count acts with objects of their own: verbs that share one object are steps of one task."""
    del evidence
    problem = statement.slots.problem
    if problem is None or statement.is_story or statement.slots.hardship in (None, "plain"):
        return
    acts = _acts(statement, problem)
    if len(acts) >= _MANY:
        yield Hit(Span(acts[0].start, acts[-1].end), 0.8)
        return
    rest = (
        statement.need_sentence.start
        if statement.need_sentence and statement.need_sentence.start > problem.end
        else len(statement.text)
    )
    sentence = next((s for s in statement.sentences if s.start <= problem.start < s.end), problem)
    again = list(
        _MODAL_AGAIN.finditer(
            statement.text,
            problem.start,
            min(sentence.end, max(rest, problem.end), _semicolon(statement.text, problem.start)),
        )
    )
    if again:
        yield Hit(Span(problem.start, max(problem.end, again[-1].end())), 0.7 if len(again) > 1 else 0.65)
        return
    more = _ALSO.search(statement.text, problem.end, max(problem.end, rest))
    if more:
        yield Hit(Span(problem.start, more.end()), 0.65)
    elif len(acts) == _OWN_OBJECT:
        added = _ADDED.search(statement.text, problem.start, problem.end) is not None
        yield Hit(Span(acts[0].start, acts[1].end), 0.65 if added else 0.5)


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
        while found and (
            found[0].low.endswith("ly") or found[0].low in {"then", "to", "even", "also", "with", "by", "of"}
        ):
            found = found[1:]
        if _is_act(found, first=part.start == problem.start and statement.slots.hardship == "must"):
            acts.append(part)
        elif acts:
            acts[-1] = Span(acts[-1].start, part.end or acts[-1].end)
    return acts


_PARTICLES = frozenset(
    "up out off down back in on over away around through the a an their its each every his her any".split()
)


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
