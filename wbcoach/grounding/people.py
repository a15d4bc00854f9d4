"""Who a text is about: groups, roles, names, and people told apart by what they have or where they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach import lexicon
from wbcoach.grammar import Span, base_verb, sentences, stem, words
from wbcoach.grounding.wording import TALK_PLACES
from wbcoach.groups import demographic_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wbcoach.grammar import Word

_ANYBODY = lexicon.words("customers customer people person they those anyone others someone everyone whoever")
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
# How a coach, not the customer, comes in: "your reader", "any team", "a whole group", "the firm's goal".
_OF_THE_COACH = re.compile(
    r"\b(?:(?:your|any|no|which|what|whose)(?:\s+\w+)?\s+(?:teams?|groups?|colleagues?|compan(?:y|ies)|business|firm|readers?)"
    r"|(?:a|an|the|one|this|that|each|whole|of|single|demographic|other|another)(?:\s+whole)?\s+(?:groups?|readers?|author|writer)"
    r"|(?:the|your|a)\s+(?:firm|company|business)(?=['’]s\b)|(?:goal|wish|problem|need|aim)s?\s+of\s+(?:the|a|your)\s+(?:firm|company|business)"
    r"|the\s+subject\s+of\b)",
    re.IGNORECASE,
)
_APART = re.compile(r"\s+(?:in|on|with|without|under|from|off)\s+", re.IGNORECASE)
_ARTICLES = lexicon.words("a an the their his her its this that these those no any some one our your more")
# Words that may carry a capital anywhere: those that open a clause, and those said with stress.
_OPENERS = _ANYBODY | lexicon.words("""
    i i'm i've i'd i'll a an the this that these those it its they he she we you your their our my his her who what
    which when where why how whose is are was were do does did has have had can could will would should may might
    if in on at to of by for from with without as and or but so not no nor nothing nobody none never only all any both
    each every some many most more less before after until than then there here today tomorrow now say tell name ask
    write show think suppose take put give keep let look watch customers' us users user ok
""")
_ALSO_INITIALS = frozenset({"it", "us"})


def strange_groups(text: str, sources: Sequence[str]) -> Iterator[Span]:
    """Find groups and roles of people that no source names; those of several words need one sentence of it."""
    told = [_people(words(span.of(source))) for source in sources for span in sentences(source)]
    known: set[str] = set().union(*told)
    spoken = [Span(match.start(), match.end()) for match in _OF_THE_COACH.finditer(text)]
    for group in demographic_groups(text):
        if not any(_people(words(group.of(text))) <= one for one in told):
            yield group
    found = words(text)
    for before, word in zip([None, *found], found, strict=False):
        span = Span(word.start, word.end)
        if (
            _is_people(word)
            and word.low not in _ANYBODY
            and not _people([word]) <= known
            and not (before and before.low == "to" and base_verb(word.low))  # "to guide", "to judge"
            and not any(phrase.covers(span) for phrase in spoken)
        ):
            yield span


def _is_people(word: Word) -> bool:
    verb = word.low.endswith(("ers", "ors", "ees")) and base_verb(word.low.removesuffix("s"))
    return lexicon.names_people(word.low) and word.low not in _NOBODY and not verb


def _people(found: Iterable[Word]) -> set[str]:
    return {stem(_SINGULAR.get(word.low, word.low)) for word in found}


def strange_kinds(text: str, sources: Sequence[str]) -> Iterator[Span]:
    """Find people told apart by something that no source mentions: "those on benefits", "people with a cough"."""
    known = _known(sources)
    for sentence in sentences(text):
        found = words(text, sentence.start, sentence.end)
        for index, word in enumerate(found[:-1]):
            if word.low not in lexicon.GENERIC_PEOPLE and word.low != "those" and not _is_people(word):
                continue
            apart = _APART.match(text, word.end)
            traits = list(_traits(text, words(text, apart.end(), sentence.end))) if apart else []
            if any(not known(trait.low) and trait.low not in TALK_PLACES for trait in traits):
                yield Span(found[index].start, traits[-1].end)


def _traits(text: str, found: list[Word]) -> Iterator[Word]:
    """Give the first words behind "with" or "in", up to two, as far as they are its object."""
    taken = 0
    reached = found[0].start if found else 0
    for word in found:
        if text[reached : word.start].strip() or taken == 2:
            return
        reached = word.end
        if word.low in _ARTICLES:
            continue
        if word.low in lexicon.LIGHT or (taken and base_verb(word.low)):
            return
        taken += 1
        yield word


def strange_names(text: str, sources: Sequence[str]) -> Iterator[Span]:
    """Find capitalised words inside a sentence, and initials anywhere, that stand in no source."""
    known = _known(sources)
    initials = {word.text for source in sources for word in words(source)}
    for sentence in sentences(text):
        start = end = 0
        for index, word in enumerate(words(text, sentence.start, sentence.end)):
            if not any(
                _is_name(part, opens=index == 0) and not known(part.lower(), part, initials)
                for part in re.split(r"[-‐‑.]", word.text)
            ):
                continue
            if end and not text[end : word.start].strip():
                end = word.end
                continue
            if end:
                yield Span(start, end)
            start, end = word.start, word.end
        if end:
            yield Span(start, end)


def _is_name(part: str, *, opens: bool) -> bool:
    capitals = sum(map(str.isupper, part))
    low = part.lower().replace("’", "'")
    if not capitals or (low in _OPENERS and not (low in _ALSO_INITIALS and part.isupper())):
        return False
    return capitals > 1 or not opens


class _known:  # noqa: N801  # reads as the question it answers
    pass
