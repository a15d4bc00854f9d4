"""Who a text is about: groups, roles, and people told apart by what they have or where they are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from wbcoach import lexicon
from wbcoach.grammar import Span, base_verb, sentences, stem, words
from wbcoach.grounding.wording import TALK_PLACES
from wbcoach.vocabulary.groups import demographic_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wbcoach.grammar import Word

ANYBODY = lexicon.words("""
    customer customers user users people person persons individual individuals those they whoever others
    someone somebody anyone anybody everyone everybody
""")
_SINGULAR = {
    "women": "woman",
    "men": "man",
    "children": "child",
    "people": "person",
    "wives": "wife",
    "housewives": "housewife",
}
# Verbs and things that end like people, beyond those that a plain form gives away.
_NOBODY = lexicon.words("""
    exist exists consist consists persist persists insist insists resist resists assist assists twist twists
    refers differs suffers considers wonders triggers hinders prefers infers alters bothers remembers discovers
    whether together rather altogether either neither another however further others hers agrees foresees oversees
    human specimen regimen practice lead leads second couple twin
""")
_DOES = lexicon.words("it this draft statement sentence")
# How a coach, not the customer, comes in: "your reader", "any team", "a whole group", "the firm's goal".
_OF_THE_COACH = re.compile(
    r"\b(?:(?:your|any|no|which|what|whose)(?:\s+\w+)?\s+(?:teams?|groups?|colleagues?|compan(?:y|ies)|business|firm|readers?)"
    r"|(?:a|an|the|one|this|that|each|whole|of|single|demographic|other|another)(?:\s+whole)?\s+(?:groups?|readers?|author|writer)"
    r"|(?:the|your|a)\s+(?:firm|company|business)(?=['’]s\b)|(?:goal|wish|problem|need|aim)s?\s+of\s+(?:the|a|your)\s+(?:firm|company|business)"
    r"|(?:person|people|roles?)\s+or\s+(?:role|group)s?|the\s+subject\s+of\b)",
    re.IGNORECASE,
)
_ASKS_WHICH = re.compile(r"(?:which|such|each|much)\b", re.IGNORECASE)
_APART = re.compile(r"\s+(?:in|on|with|without|under|from|off)\s+", re.IGNORECASE)
_TRAITS, _REACH = 2, 80
_ARTICLES = lexicon.words("a an the their his her its this that these those no any some one our your more")


def strange_groups(text: str, sources: Sequence[str]) -> Iterator[Span]:
    """Find groups and roles of people that no source names; those of several words need one sentence of it."""
    told = [_people(words(span.of(source))) for source in sources for span in sentences(source)]
    known: set[str] = set().union(*told)
    spoken = [Span(match.start(), match.end()) for match in _OF_THE_COACH.finditer(text)]
    for group in demographic_groups(text):
        if _ASKS_WHICH.match(group.of(text)):
            continue  # "Which drivers" has the ending of "French drivers"
        if not any(_people(words(group.of(text))) <= one for one in told):
            yield group
    found = words(text)
    for before, word in zip([None, *found], found, strict=False):
        span = Span(word.start, word.end)
        if (
            is_people(word)
            and word.low not in ANYBODY
            and not _people([word]) <= known
            and not (before and _is_act(before.low, word.low))
            and not any(phrase.covers(span) for phrase in spoken)
        ):
            yield span


def _is_act(before: str, word: str) -> bool:
    """Tell "to guide" and "it judges" from guides and judges."""
    return (before == "to" and base_verb(word)) or (before in _DOES and word.endswith("s"))


def is_people(word: Word) -> bool:
    """Say whether a word names people, and is no verb or thing that only ends like one."""
    verb = word.low.endswith(("ers", "ors", "ees")) and base_verb(word.low.removesuffix("s"))
    return lexicon.names_people(word.low) and word.low not in _NOBODY and not verb


def _people(found: Iterable[Word]) -> set[str]:
    return {stem(_SINGULAR.get(word.low, word.low)) for word in found}


def strange_kinds(text: str, sources: Sequence[str]) -> Iterator[Span]:
    """Find people told apart by something that no source mentions: "those on benefits", "people with a cough"."""
    known = vocabulary(sources) | TALK_PLACES
    for sentence in sentences(text):
        for word in words(text, sentence.start, sentence.end):
            if word.low not in lexicon.GENERIC_PEOPLE and word.low != "those" and not is_people(word):
                continue
            apart = _APART.match(text, word.end, sentence.end)
            traits = (
                list(_traits(text, words(text, apart.end(), min(sentence.end, apart.end() + _REACH))))
                if apart
                else []
            )
            if any(not parts(trait) & known for trait in traits):
                yield Span(word.start, traits[-1].end)


def _traits(text: str, found: list[Word]) -> Iterator[Word]:
    """Give the first words behind "with" or "in", up to two, as far as they are its object."""
    taken, reached = 0, found[0].start if found else 0
    for word in found:
        if text[reached : word.start].strip() or taken == _TRAITS:
            return
        reached = word.end
        if word.low in _ARTICLES:
            continue
        if word.low in lexicon.LIGHT or (taken and base_verb(word.low)):
            return
        taken += 1
        yield word


def vocabulary(sources: Iterable[str]) -> set[str]:
    """Give the stems of all words of some texts, and of the parts of those with a hyphen."""
    return set().union(*map(_vocabulary, sources))


@lru_cache(maxsize=256)
def _vocabulary(source: str) -> frozenset[str]:
    return frozenset(part for word in words(source) for part in parts(word))


def parts(word: Word) -> set[str]:
    """Give a word in lower case, its stem, and those of its parts."""
    return {
        form for part in (word.low, *re.split(r"[-‐‑.]", word.low)) for form in (part, stem(part)) if part
    }
