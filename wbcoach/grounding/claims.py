"""What a suggestion claims: no number, group, role or cause that neither the draft nor the evidence has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wbcoach import lexicon
from wbcoach.figures import Figure, figures, same_value, values_of
from wbcoach.grammar import Span, base_verb, content, sentences, stem, words
from wbcoach.groups import demographic_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wbcoach.grammar import Word

_ANYBODY = lexicon.words("customers customer people they those anyone others someone everyone")
_SINGULAR = {
    "women": "woman",
    "men": "man",
    "children": "child",
    "people": "person",
    "wives": "wife",
    "housewives": "housewife",
}
_CAUSE = re.compile(
    r"\b(?:(?P<effect>leads?\s+to|led\s+to|results?\s+in|resulted\s+in|which\s+is\s+why|which\s+causes?|causing)"
    r"|because(?:\s+of)?|due\s+to|caused\s+by|owing\s+to|as\s+a\s+result\s+of|thanks\s+to|driven\s+by|stems?\s+from"
    r"|since(?=\s+(?:they|it|the|their|he|she)\b))\s+",
    re.IGNORECASE,
)


def unsupported_numbers(text: str, sources: Iterable[str]) -> list[Figure]:
    """List the figures of a text that stand in none of the sources, in digits or words.

    Times of day, ages and labels count as well: a suggestion may bring in none of them.
    """
    known = [figure for source in sources for figure in values_of(source)]
    return [figure for figure in figures(text) if not any(same_value(figure, other) for other in known)]


def unsupported_groups(text: str, sources: Sequence[str]) -> list[Span]:
    """List the groups and roles of people in a text that stand in none of the sources.

    A group of several words ("young drivers") has to stand in one sentence of a source.
    """
    told = [_people(words(span.of(source))) for source in sources for span in sentences(source)]
    known = set().union(*told)
    strange = [
        span
        for span in demographic_groups(text)
        if not any(_people(words(span.of(text))) <= one for one in told)
    ]
    found = words(text)
    strange += [
        Span(word.start, word.end)
        for before, word in zip([None, *found], found, strict=False)
        if lexicon.names_people(word.low) and word.low not in _ANYBODY and not _people([word]) <= known
        if not (before and before.low == "to" and base_verb(word.low))  # "to guide", "to judge"
    ]
    return sorted(set(strange), key=lambda span: span.start)


def _people(found: Iterable[Word]) -> set[str]:
    return {stem(_SINGULAR.get(word.low, word.low)) for word in found}


def unsupported_causes(text: str, sources: Sequence[str]) -> list[Span]:
    """List the causes and effects claimed in a text that no source claims in the same direction."""
    given = [link for source in sources for link in _links(source)]
    return [
        Span(link.start, link.end)
        for link in _links(text)
        if link.told
        and not any(link.told <= (other.told if link.cause == other.cause else other.rest) for other in given)
    ]


@dataclass(frozen=True, slots=True)
class _Link:
    """A claim of cause: the stems told behind its marker, those before it, and which of the two is the cause."""

    start: int
    end: int
    told: set[str]
    rest: set[str]
    cause: bool


def _links(text: str) -> list[_Link]:
    links = []
    for sentence in sentences(text):
        for match in _CAUSE.finditer(text, sentence.start, sentence.end):
            told = {stem(word.low) for word in content(words(text, match.end(), sentence.end))}
            rest = {stem(word.low) for word in content(words(text, sentence.start, match.start()))}
            links.append(_Link(match.start(), sentence.end, told, rest, match["effect"] is None))
    return links


def unfounded(text: str, sources: Sequence[str]) -> list[str]:
    """Say what a suggestion brings in that is in neither the draft nor the cited evidence, in words."""
    return [
        *(f"number {figure.span.of(text)!r} has no source" for figure in unsupported_numbers(text, sources)),
        *(f"group {span.of(text)!r} has no source" for span in unsupported_groups(text, sources)),
        *(f"cause {span.of(text)!r} has no source" for span in unsupported_causes(text, sources)),
    ]
