"""Traits and demographics that nobody observed, as P01, P02 and P03 see them, in a line of a persona."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.critique import Shape
from wbcoach.define.extent import felt_alike
from wbcoach.evidence import Dossier, Found
from wbcoach.figures import figures
from wbcoach.grammar import words
from wbcoach.lexicon import names_people
from wbcoach.lexicon import words as word_class
from wbcoach.pitfall import SHOWN_FROM
from wbcoach.pitfalls import pitfall
from wbcoach.statement import Statement
from wbcoach.vocabulary.given_names import is_given_name
from wbcoach.vocabulary.groups import groups
from wbcoach.vocabulary.reasons import has_reason, set_by_age
from wbcoach.vocabulary.traits import CHARACTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wbcoach.evidence import Item
    from wbcoach.vocabulary.groups import Kind

# What profiles have a field for, by the pitfall that it falls under; the kind says what could excuse it.
_FIELDS: Final[dict[str, tuple[frozenset[str], Kind | None]]] = {
    "P01 age": (word_class("age ages aged generation birthday born dob"), "age"),
    "P01 gender": (word_class("gender sex pronoun pronouns"), "gender"),
    "P01 origin": (
        word_class("nationality ethnicity race religion origin hometown birthplace from lives location city"),
        "origin",
    ),
    "P01 means": (word_class("income salary wealth class education degree qualification net worth"), "means"),
    "P01 family": (
        word_class("family marital married children kids relationship status spouse partner household"),
        "family",
    ),
    "P02 trait": (
        word_class("personality character temperament trait traits archetype mbti attitude disposition"),
        None,
    ),
    "P03 name": (word_class("name nickname alias surname"), None),
    "P03 taste": (
        word_class(
            "hobby hobbies interests favourite favorite brands music pets car photo picture portrait avatar"
        ),
        None,
    ),
}
# A profile leaves its subject out; these put one there of whom the pitfall takes nothing for granted.
_ROLE: Final = "Technicians"
_MEET: Final = "Meet Sarah, who {}, has to ask again when it is so."
_WITH_DETAILS = 0.8  # less sure than that, it is the name in the frame that was seen
_WISHES: Final = word_class("want wants need needs ask asks wish wishes request requests")
_FILLER = re.compile(
    r"(?:(?:they|she|he|this\s+(?:persona|user|person|customer))\s+)?(?:is|are|’s|'s)\s+", re.IGNORECASE
)
# What somebody earns or learnt, and what they are said to be good or bad at or by nature.
_MEANS: Final = re.compile(
    r"\b(?:earns?|makes|takes\s+home|(?:salary|income|wages?)\s+of|is\s+paid)\s+(?:about\s+|around\s+|over\s+|under\s+|some\s+)?[€$£]?\s?\d[\d.,]*\s*k?\b(?=.{0,12}(?:\ba\b|\bper\b|\beach\b|year|month|hour|annual|[€$£]|euros?|dollars?|pounds?))"
    r"|\b(?:well|poorly|highly|barely|(?:not\s+)?(?:very|too|particularly)|un|less|little)[\s-]?educated\b",
    re.IGNORECASE,
)
# Where somebody comes from and lives, and how old they are, in words that name no number of years.
_ORIGIN: Final = re.compile(
    r"\b(?:grew\s+up|(?:was|were|is)\s+(?:born|raised|brought\s+up)|(?:was|were)\s+bred|hails?\s+from|comes\s+from\s+(?:an?|the)\s+(?:\w+\s+)?(?:village|town|city|family|farm|country)"
    r"|(?:liv|rent|own)(?:es|e|s|ing)\s+(?:in\s+)?(?:an?|the|their\s+own)\s+(?:[\w-]+\s+){0,2}(?:flat|house|cottage|apartment|suburbs?|city|town|village|countryside))\b",
    re.IGNORECASE,
)
_DECADE: Final = re.compile(
    r"\b(?:early|mid|late)[\s-]+(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[1-9]0s)\b"
    r"|\A\W*(?:(?:they|she|he)\s+)?(?:is|are|aged?|turned)\s+(?:about\s+|around\s+|over\s+)?[1-9]\d(?=\s*(?:,|;|\.|\Z|and\s+(?!\d)))"
    r"|\bin\s+(?:their|his|her)\s+(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[1-9]0s)\b",
    re.IGNORECASE,
)
_NATURE: Final = re.compile(
    r"\b(?:(?:not\s+(?:very\s+|so\s+)?)?(?:good|great|bad|poor|hopeless|useless|clumsy|brilliant|terrible)\s+(?:with|at)\s+(?:computers?|technology|tech|machines?|numbers|figures|people|words|money|gadgets|maths?|details?)"
    r"|(?:naturally|by\s+nature|born\s+to\s+be|inherently|innately)\s+(?:an?\s+)?\w+)\b",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"[\s\W_]*(?P<first>[^\W\d_]+)")


class Invention(Shape):
    """Words that say more than anybody observed, the pitfall that they fall under, and its question."""

    code: str
    words: str
    why: str
    question: str


def inventions(text: str, label: str = "", observed: Sequence[Item] = ()) -> tuple[Invention, ...]:
    """List what a line of a persona invents.

    Args:
        text: the line, or the value of a field.
        label: the name of the field, if it is one.
        observed: items that the line may rest on; a rule, a body or an injustice in them may make a group matter.
    """
    said = " ".join(text.split())
    if not said:
        return ()
    found = list(dict.fromkeys((*_fields(said, label, observed), *_by_pitfalls(said, observed))))
    chosen: dict[str, Invention] = {}
    for code, told in found:
        known = pitfall(code)
        chosen.setdefault(code, Invention(code=code, words=told, why=known.message, question=known.question))
    return tuple(chosen[code] for code in sorted(chosen))


def _fields(said: str, label: str, observed: Sequence[Item]) -> Iterator[tuple[str, str]]:
    low = {word.low for word in words(label)}
    for what, (names, kind) in _FIELDS.items():
        if not low & names:
            continue
        if kind and any(has_reason(kind, item.text) and _named(said, item) for item in observed):
            continue
        if what == "P03 name" and not _person(said):
            continue
        yield what[:3], f"{label}: {said}"
        return


def _named(said: str, item: Item) -> bool:
    """Say whether an item has the words of a field's value."""
    theirs = {word.low for word in words(item.text)}
    return all(word.low in theirs for word in words(said))


def _person(said: str) -> bool:
    first = _BY.match(said)
    return first is not None and is_given_name(first["first"].capitalize())


def _by_pitfalls(said: str, observed: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Run P01 to P03 on a line as it stands, and as what it says of people."""
    dossier = Dossier(tuple(Found(item, linked=True) for item in observed))
    for code in ("P02", "P03"):
        yield from ((code, hit) for hit in _hits(code, said, "", dossier))
    bare = _FILLER.sub("", said, count=1) if _FILLER.match(said) else said
    lowered = bare[:1].lower() + bare[1:]
    first = words(bare)[:3]
    if first and not names_people(first[0].low):
        for frame in (f"{_ROLE} are ", f"{_ROLE} "):
            yield from (("P02", hit) for hit in _hits("P02", lowered, frame, dossier))
        if first[0].low in CHARACTER:
            yield "P02", first[0].text
    met = Statement.parse(_MEET.format(lowered.rstrip(" .!?")))
    # What somebody asks for is no taste of theirs, and what an item says that they like or hate isn't made up.
    seen = (bool(first) and first[0].low in _WISHES) or any(felt_alike(said, one.text) for one in observed)
    if not seen and any(hit.confidence >= _WITH_DETAILS for hit in pitfall("P03").detect(met, dossier)):
        yield "P03", said
    if _person(bare) and re.match(r"[\W_]*[^\W\d_]+,\s*(?:\d{2}|(?:a|an|the)\s)", bare):
        yield "P03", bare
    case = f"{said} {' '.join(item.text for item in observed)}"
    for group in groups(said):
        told = group.span.of(said)
        framed = f"Today, {told} have to ask again when it is so. Customers need a way to go on."
        hits = list(_hits("P01", framed, "", Dossier()))
        if hits and not set_by_age(case) and not has_reason(group.kind, case):
            yield "P01", told
    yield from _biography(said, observed, case)
    for match in _NATURE.finditer(said):
        yield "P02", match[0]


def _biography(said: str, observed: Sequence[Item], case: str) -> Iterator[tuple[str, str]]:
    """Give what is said of means, origin and age where none of the items says it and nothing in the case asks for it."""
    patterns: dict[Kind, re.Pattern[str]] = {"means": _MEANS, "origin": _ORIGIN, "age": _DECADE}
    for kind, pattern in patterns.items():
        for match in pattern.finditer(said):
            excused = has_reason(kind, case) or any(_named(match[0], item) for item in observed)
            if not excused and not (kind == "age" and set_by_age(case)):
                yield "P01", match[0]
    for figure in figures(said):
        if figure.unit == "age" and not set_by_age(case) and not has_reason("age", case):
            yield "P01", figure.span.of(said)


def _hits(code: str, text: str, frame: str, dossier: Dossier) -> Iterable[str]:
    """Give the author's own words of each hit that is sure enough to show and reaches beyond the frame."""
    whole = frame + text
    for hit in pitfall(code).detect(Statement.parse(whole), dossier):
        if hit.confidence >= SHOWN_FROM and hit.span is not None and hit.span.end > len(frame):
            yield whole[max(hit.span.start, len(frame)) : hit.span.end]
