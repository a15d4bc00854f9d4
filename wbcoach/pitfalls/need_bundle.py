"""Several needs in one hide which comes first; a missing must-have is not paid for with delight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, Word, base_verb, stems, trim
from wbcoach.lexicon import LIGHT, words
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "N03"
LENS = "need"
SEVERITY = "minor"
MESSAGE = "Several needs stand in one."
QUESTION = "Which of these would make them leave if it were absent, and which would merely please?"
ASKED = "Which part of “{words}” would make them leave if it were absent, and which would merely please?"
LOOK_FOR = "Two or more wants with different objects in the need, often a must-have beside a delighter; not steps of one task (find and open), one trade-off, nor a need with its guard."
BAD = [
    Example(
        "Today, potters have to wait for a shelf when the kiln is full. Customers need a way to fire their pots, meet other makers and sell online."
    ),
    Example(
        "As a dog owner, I want to find a free kennel, compare groomers and collect reward points so that I do not spend my holiday on the phone."
    ),
    Example(
        "Today, stewards have to count by hand when a gate opens late. Customers need a way to know how many are inside. They also need a way to swap shifts with a colleague."
    ),
    Example(
        "Today, lodgers have to knock at three doors when the boiler stops. Customers need a way to reach whoever mends the boiler and to earn a discount on the rent."
    ),
]
GOOD = [
    Example(
        "Today, potters have to wait for a shelf when the kiln is full. Customers need a way to find and book a shelf before the clay dries.",
        (
            ("interview", "By the time there is room it has cracked."),
            ("kiln_book", "May 2026: 33 of 120 pots waited over four days."),
        ),
    ),
    Example(
        "Today, stewards have to count by hand when a gate opens late. Customers need a way to close a full stand without turning back families or their buggies.",
        (
            ("field_visit", "Watched nine matches in 2026; at six a family was sent round."),
            ("interview", "I count on my fingers and I lose my place."),
        ),
    ),
    Example(
        "Today, lodgers have to knock at three doors when the boiler stops. Customers need a way to report it and know when somebody will come.",
        (
            ("interview", "Three doors, and each says it is the other one's."),
            ("boiler_log", "Winter 2025/26: 41 of 66 faults were told to the wrong tenant."),
        ),
    ),
]

_JOINT = re.compile(
    r"\s*[,;]\s*(?:and\s+also|and\s+then|and|or|then|as\s+well\s+as|plus|while\s+also|but\s+also|all\s+while)?\s+|\s+(?:and|plus|as\s+well\s+as|while\s+also|but\s+also|&)\s+(?:also\s+|then\s+)?|\n\s*(?:[-*•]|\d[.)])\s*",
    re.IGNORECASE,
)
_MORE = screened(
    r"\b(?:(?:customers|users|they|people|he|she|we|i|it|[\w-]+s)\s+(?:would\s+|do\s+|will\s+)?(?:also|further|additionally|equally|likewise)\s+(?:need|want|require|wish|ask)s?\b|(?:need|want)s?\s+also\s+(?:a\s+way\s+)?to\b|(?:and|,|;)\s+(?:customers|users|they|people|he|she|i)\s+(?:also\s+)?(?:need|want)s?\s+(?!to\s+be\s+sure|not\b)"
    r"|(?:in\s+addition|additionally|besides|on\s+top\s+of\s+that|furthermore|moreover|finally|at\s+the\s+same\s+time),?\s+(?:customers|users|they|people|he|she|i|[\w-]+s)\s+(?:need|want)s?\b|(?:as\s+well\s+as|plus|and)\s+(?:an?|some)\s+(?:\w+\s+)?ways?\s+(?:to|of)\b)",
    re.IGNORECASE,
)
# Acts that a need may ask for though the plain list of verbs hasn't them.
_WANTS = words("""
    be feel become earn win enjoy achieve gain access discover rate review chat like follow motivate empower invite
    celebrate reward compete improve increase reduce lower cut boost raise nudge lift grow save protect spread discover
    personalise personalize customise customize stay remain help look have get keep see know relax sleep rest meet monetise
    monetize optimise optimize visualise visualize analyse analyze automate predict forecast socialise socialize network
    explore unlock extend shorten simplify speed train coach control maximise maximize minimise minimize satisfy start
""")
_PARTICLES = words("up out off down back in on over away around through along ahead together forward")
_PRONOUNS = words("it them this that these those him her us me one both more less so there then again")
# The second half of one act: to be sure of it, to see that it worked, to do it and come back.
_SEQUEL = words(
    "be know see feel make check confirm leave go come return start finish continue keep still get stay have"
)
_AND = re.compile(r"\b(?:and|plus|also|well\s+as)\b|&|[-*•]", re.IGNORECASE)
_GUARD = re.compile(r"(?:still|yet|not|never|without|instead)\b", re.IGNORECASE)
_AT = words("on in at by from before after over under until")
_WITH_PREPOSITION = words(
    "talk speak pay apply ask look listen respond reply connect go get write send come chat deal travel"
)
_FUNCTION = words("a an the to of for in on at with by from as their his her its our my your")


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Count wants with objects of their own in the need, then look for a second need beside it."""
    del evidence
    need = statement.slots.need
    if need is None:
        return
    acts = _acts(statement, need)
    if len(acts) >= 3:
        yield Hit(Span(acts[0].start, acts[-1].end), 0.85)
        return
    if (len(acts) == 2 and _verbs(statement, need) >= 3) or _listed(statement, need):
        yield Hit(need, 0.7)
        return
    more = _MORE.search(statement.text, need.start)
    if more and not statement.quoted(Span(more.start(), more.end())) and more.start() < need.end + 200:
        end = _clause_end(statement, more.end())
        yield Hit(Span(need.start, end), 0.7)
        return
    if len(acts) == 2:
        yield Hit(Span(acts[0].start, acts[1].end), 0.65 if _apart(statement, *acts) else 0.5)
    elif _things(statement, need) >= 3:
        yield Hit(need, 0.65)


def _parts(statement: Statement, span: Span) -> list[Span]:
    cuts = [span.start]
    for match in _JOINT.finditer(statement.text, span.start, span.end):
        cuts += [match.start(), match.end()]
    cuts.append(span.end)
    parts = (
        trim(statement.text, Span(cuts[i], cuts[i + 1]))
        for i in range(0, len(cuts), 2)
        if cuts[i] < cuts[i + 1]
    )
    return [part for part in parts if part and not statement.quoted(part)]


def _acts(statement: Statement, need: Span) -> list[Span]:
    """Cut the need at its joints and keep the parts that are a verb with an object of its own."""
    acts: list[Span] = []
    for part in _parts(statement, need):
        found = _bare(statement.words(part))
        first = not acts and statement.slots.way
        if _is_act(found, first=first and part.start == need.start):
            acts.append(part)
        elif acts and statement.text[acts[-1].end : part.start].strip(" ,") in {"", "and", "or"}:
            acts[-1] = Span(acts[-1].start, part.end)
    return acts if acts and acts[0].start <= need.start + 12 else []


def _bare(found: list[Word]) -> list[Word]:
    """Drop what may stand before the verb: "to", "be able to", "easily"."""
    while found and (
        found[0].low.endswith("ly")
        or found[0].low in {"to", "also", "then", "even", "both", "either", "just", "all", "able"}
    ):
        found = found[1:]
    if [word.low for word in found[:3]] == ["be", "able", "to"]:
        return found[3:]
    return found


def _is_act(found: list[Word], *, first: bool) -> bool:
    if len(found) < 2:
        return False
    verb = found[0].low
    if not (first or base_verb(verb) or verb in _WANTS):
        return False
    rest = [word for word in found[1:] if word.low not in _FUNCTION]
    if rest and rest[0].low in _PARTICLES:
        rest = rest[1:] or rest
    return bool(rest) and rest[0].low not in _PRONOUNS | {
        "and",
        "or",
        "when",
        "if",
        "before",
        "after",
        "without",
        "by",
        "until",
    }


def _listed(statement: Statement, need: Span) -> bool:
    """Say whether what is asked "to" do is a list of acts though not each has an object: "gift, donate and collect stamps"."""
    asks_to = statement.slots.way or _ASKS_TO.search(statement.text, 0, need.start) is not None
    parts = [_bare(statement.words(part)) for part in _parts(statement, need)]
    if not asks_to or len(parts) < 3 or not all(0 < len(part) <= _LONGEST for part in parts):
        return False
    acting = [number for number, part in enumerate(parts) if base_verb(part[0].low) or part[0].low in _WANTS]
    last = len(parts) - 1
    return last in acting and len(acting) >= last and len(parts[last]) > 1


_ASKS_TO = re.compile(r"\bto\s+$", re.IGNORECASE)
_LONGEST = 7


def _verbs(statement: Statement, need: Span) -> int:
    """Count the parts that begin with a verb, with or without an object."""
    parts = [_bare(statement.words(part)) for part in _parts(statement, need)]
    return sum(bool(part) and (base_verb(part[0].low) or part[0].low in _WANTS) for part in parts)


def _apart(statement: Statement, one: Span, other: Span) -> bool:
    """Say whether two wants stand for themselves: no sequel, no guard, no object in common."""
    text = statement.text
    if not _AND.search(text, one.end, other.start + 1):
        return False
    low = [word.low for word in _bare(statement.words(other))]
    if _GUARD.match(text, other.start) or low[0] in _SEQUEL - {"be", "get", "keep", "make"}:
        return False
    if low[0] in {"get", "keep", "be", "make"} and (
        len(low) < 3 or set(low[1:3]) & {"sure", "certain", "told", "going", "it", "in", "there"}
    ):
        return False
    if low[1] in {"to", "for", "with", "of"} and low[0] not in _WITH_PREPOSITION:
        return False  # "get food and water to the farm"
    if low[1] in _AT and low[0] not in {"be", "stay", "get", "live", "sleep", "rest"}:
        return False  # "decide on the spot"
    if set(low) & _PRONOUNS:
        return False
    return not stems(statement.words(one)) & stems(statement.words(other))


def _things(statement: Statement, need: Span) -> int:
    """Count the things of a list that is all that is asked for: "lower fees, kinder staff and parking"."""
    asks_to = statement.text[: need.start].rstrip().lower().endswith(" to")
    if statement.slots.way or asks_to or statement.is_story:
        return 0
    parts = _parts(statement, need)
    short = [part for part in parts if 0 < len(statement.words(part)) <= 5]
    if len(short) != len(parts):
        return 0
    return sum(any(word.low not in LIGHT for word in statement.words(part)) for part in parts)


def _clause_end(statement: Statement, at: int) -> int:
    end = next((one.end for one in statement.sentences if one.start <= at <= one.end), at)
    return trim(statement.text, Span(at, end), ".!?").end
