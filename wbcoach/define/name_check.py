"""Whether a model's name for a pain may be taken: said by its customers, in few words, about what goes badly, and nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from wbcoach import lexicon
from wbcoach.define.cues import tone
from wbcoach.define.quoting import private
from wbcoach.define.voices import voice_of
from wbcoach.define.words import named_terms
from wbcoach.evidence import Item
from wbcoach.grammar import each_phrase, stem, words
from wbcoach.grounding import unsupported_causes, unsupported_numbers
from wbcoach.screening import injection, without_orders
from wbcoach.vocabulary.groups import demographic_groups
from wbcoach.vocabulary.traits import CHARACTER, TRAIT_NOUNS
from wbcoach.vocabulary.wares import SOFT_SOLUTIONS, SOLUTION_NOUNS

if TYPE_CHECKING:
    from wbcoach.define.shapes import Pain

_MOST_WORDS, _LONGEST = 8, 80
_READ: Final = 500  # items of a pain that its words are looked up in
_VOICES: Final = 2
_SHARED: Final = 0.5  # of a name's words, so that one person's item can't order it
_ALIKE: Final = 0.6
_PLAIN: Final = re.compile(r"[^\W_]+(?:[-'’ ,]+[^\W_]+)*")
# Words that join others and say nothing; "not" and "no" say something.
_GLUE: Final = lexicon.words("""
    a an the of to for in on at with and or by from as into over about between per
    is are was were be been being it its that when while after before during until
""")
# Words that speak for everybody, or for all times: two voices have to have said so.
_SWEEPING: Final = lexicon.words("""
    all always any anybody anyone every everybody everyone everything everywhere most many never nobody none nothing only
""")
_TRAITS: Final = (CHARACTER - lexicon.PEOPLE) | TRAIT_NOUNS
_WARES: Final = SOLUTION_NOUNS | SOFT_SOLUTIONS


@dataclass(frozen=True)
class Bearing:
    """What a name may be made of: stems of all that was `said`, those `shared` by two voices or the terms, and the `texts`."""

    said: frozenset[str]
    shared: frozenset[str]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, pain: Pain, items: Mapping[str, Item]) -> Bearing:
        """Read a pain's terms and its items, without those that hold personal data and without orders to a program."""
        read = [items[name] for name in islice(pain.ids, _READ) if not private(items[name].text)]
        texts = tuple(without_orders(item.text) for item in read)
        by: defaultdict[str, set[str]] = defaultdict(set)
        for item, text in zip(read, texts, strict=True):
            for root in _roots(text):
                by[root].add(voice_of(item) or item.id)
        terms = {root for term in pain.words for root in _roots(term)}
        shared = {root for root, voices in by.items() if len(voices) >= _VOICES}
        return cls(frozenset(by) | terms, frozenset(shared | terms), texts)


def complaint(name: str, bearing: Bearing) -> str | None:
    """Say why a name may not be taken, as a reason to count; None where it may.

    Args:
        name: one that is not empty.
        bearing: what the pain's customers said.
    """
    found = words(name)
    if not _PLAIN.fullmatch(name):
        return "has more than words on one line"
    if len(found) > _MOST_WORDS or len(name) > _LONGEST:
        return f"is longer than {_MOST_WORDS} words"
    if any(char.isdigit() for char in name) or unsupported_numbers(name, []):
        return "has a number"
    if any(demographic_groups(name)):
        return "has a group of people"
    if _tells_a_trait(name, bearing):
        return "has a trait of people"
    if injection(name):
        return "is an order"
    if any(word.low in _SWEEPING and stem(word.low) not in bearing.shared for word in found):
        return "speaks for more than its items do"
    strange = [word.low for word in found if not _borne_out(word.low, bearing)]
    if _names_a_ware(name, bearing, strange):
        return "has a solution that its items don't"
    if strange:
        return "has words that its items don't"
    telling = {root for root in named_terms(name) if " " not in root}
    if not telling or len(telling & bearing.shared) < _SHARED * len(telling):
        return "rests on one voice's words"
    if unsupported_causes(name, bearing.texts):
        return "has a cause that its items don't tell"
    if tone(Item("name", name), {}) == "well":
        return "says that it goes well"
    return None


def alike(name: str, other: str) -> bool:
    """Say whether two names share most of their words."""
    mine, theirs = _roots(name), _roots(other)
    return len(mine & theirs) > _ALIKE * len(mine | theirs)


def _tells_a_trait(name: str, bearing: Bearing) -> bool:
    """Say whether a name tells what somebody is like; "flaky tests" doesn't where several call them so."""
    found = words(name)
    about_people = any(lexicon.names_people(word.low) for word in found)
    return any(
        about_people or not all(stem(word.low) in bearing.shared for word in found[start:end])
        for start, end in each_phrase(found, _TRAITS, 3)
    )


def _names_a_ware(name: str, bearing: Bearing, strange: list[str]) -> bool:
    """Say whether a name has a word for a solution that nobody has, or several words that only together are one."""
    found = words(name)
    for start, end in each_phrase(found, _WARES, 3):
        phrase = " ".join(word.low for word in found[start:end])
        if any(word.low in strange for word in found[start:end]):
            return True
        if end - start > 1 and not any(phrase in text.lower() for text in bearing.texts):
            return True
    return False


def _borne_out(word: str, bearing: Bearing) -> bool:
    return word in _GLUE or stem(word.replace("’", "'")) in bearing.said


def _roots(text: str) -> frozenset[str]:
    return frozenset(stem(low) for word in words(text) if (low := word.low.replace("’", "'")) not in _GLUE)
