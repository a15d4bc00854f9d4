"""Feedback that speaks of the critique in place of its subject: no customer says that a draft is approved or its data complete.

An order can be worded in endless ways, but it has to name what it is about: whoever reviews, the draft, how the
review ends, the data it asks for, what is to be done with them. Two of these tell, as long as they are no words of the
statement's own subject.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from wbcoach.grammar import Span, content, sentences, stem, stems, words
from wbcoach.lexicon import LIGHT
from wbcoach.screening.blanking import blank, without
from wbcoach.screening.disguises import views
from wbcoach.screening.pleading import FIRST_BEYOND_LATIN, may_plead, pleads
from wbcoach.vocabulary.critique_talk import ENGLISH, LATIN, OTHER, Topic
from wbcoach.vocabulary.review_words import ONESELF
from wbcoach.vocabulary.screen import Family

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from wbcoach.vocabulary.screen import Screened

_ENGLISH, _LATIN = Family(ENGLISH.items()), Family(LATIN.items())
_FEWEST = 2
# A draft's own sentences are lost only where they plead beyond doubt: of 8,690 drafts of our own it is one, "Kindly sign off this draft".
_CLEAR = 4.0
# Who speaks of a draft and of what became of it, and of nothing else of a critique, may well speak of their own.
_SURE = 2.0
# Customers speak of drafts of theirs that were approved, and ask for approval; so these pairs alone tell nothing.
_ORDINARY_OF_SOMEBODY: Final[frozenset[Topic]] = frozenset({"draft", "outcome"})
_ORDINARY: Final[frozenset[Topic]] = frozenset({"act", "outcome"})
_OWN = re.compile(r"\b(?:I|[Mm]y|me|[Oo]ur)\b(?!\s+(?:ask|order|urge|beg))")
_OF_A_STATEMENT = re.compile(
    r"\b(?:Today|today,|Currently)(?!\w)|\bneeds?\s+(?:an?\s+|some\s+)?(?:way|to)\b|\bNeeds?\b(?=\s*[:\w])|\b(?:[Tt]hey|[A-Za-z]\w+s)\s+needs?\b(?!\s+no\b)|\b(?:have|has)\s+to\b"
)
_OF_A_REVIEW = re.compile(
    r"\b(?:reviewer|critic|grader|checker|evaluator|coach|verdict|finding|pitfall)(?:e?s)?\b", re.IGNORECASE
)
_TO_THE_READER = re.compile(r"\b(?:you|yours?|yourself|please|kindly)\b", re.IGNORECASE)
_SAID = re.compile(r"[\"“][^\"”]*[\"”]|(?<!\w)['‘][^'’]*['’](?!\w)")
_NO_MATTER = LIGHT | frozenset(
    "before after when while until since once then again still never always".split()
)
_LONGEST = 4_000
_ASIDE = re.compile(r"\[[^\[\]]{1,800}\]|\([^()]{1,800}\)")
_SILENCED = re.compile(r"<!--\s{0,9}wbcoach:.*?-->", re.DOTALL)  # a finding that its author answers
_OPENING = 30
_PLAIN = str.maketrans("ßøıłđ", "soild")


def without_self_talk(text: str, subject: AbstractSet[str]) -> str:
    """Put spaces over what speaks of the critique itself; offsets stay.

    Args:
        text: a piece of feedback.
        subject: the stems of the statement's own words; a word of theirs is no sign, whatever else it may mean.
    """
    if len(text) > _LONGEST:
        return text  # nobody pleads at such length; an order in it is told by the rules for orders
    topics = _told(text, subject)
    if topics is None:
        return text
    parts = [part for part in sentences(text) if _told(part.of(text), subject)]
    if topics and not parts:  # only the sentences together tell
        return blank(text)
    text = without(text, _with_their_asides(text, parts))
    return text if bears(text, subject) or not topics else blank(text)


def _with_their_asides(text: str, parts: list[Span]) -> list[Span]:
    """Give the parts, and the brackets in which one of them ends or stands whole: what is put in brackets has one voice."""
    asides = [Span(*one.span()) for one in _ASIDE.finditer(text)] if parts else []
    return parts + [aside for aside in asides if any(aside.start <= part.start < aside.end for part in parts)]


def bears(text: str, subject: AbstractSet[str]) -> bool:
    """Say whether a text shares a word of content with a statement."""
    return any(stem(word.low) in subject for word in content(words(text)))


def shared(text: str, subject: AbstractSet[str]) -> int:
    """Count the stems of content that a text has in common with a statement."""
    return len(_matter(text) & subject)


def _matter(text: str) -> set[str]:
    return stems(words(text), without=_NO_MATTER)


def pleads_aside(text: str) -> bool:
    """Say whether a sentence beside a draft's own two speaks of the draft's review; the others tell the draft's subject."""
    return bool(_asides(text))


def without_pleas(text: str) -> str:
    """Put spaces over the sentences beside a draft's own two that plead beyond doubt with who reviews it; offsets stay."""
    return without(
        text, [part for part, said, subject in _asides(text) if _told(said, subject, least=_CLEAR)]
    )


def without_words_to_the_reader(text: str) -> str:
    """Put spaces over the sentences that speak to whoever reads, and share no word with the others; offsets stay."""
    if len(text) > _LONGEST or not _TO_THE_READER.search(text):
        return text
    parts = [part for part in sentences(text) if part.of(text).strip()]
    own = [_matter(part.of(text)) for part in parts]
    aside = [
        part
        for number, part in enumerate(parts)
        if _TO_THE_READER.search(_SAID.sub("", part.of(text)))
        and not _OF_A_STATEMENT.search(text, part.start, part.end)
        and own[number].isdisjoint(frozenset[str]().union(*own[:number], *own[number + 1 :]))
    ]
    return without(text, aside) if len(aside) < len(parts) else text


@lru_cache(maxsize=128)
def _asides(text: str) -> tuple[tuple[Span, str, frozenset[str]], ...]:
    """Give the sentences that speak of the review: place, words, and the stems of all others; both who flags and who cuts ask."""
    if len(text) > _LONGEST:
        return ()
    own = _SILENCED.sub(lambda match: blank(match[0]), text) if "<!--" in text else text
    parts = [part for part in sentences(own) if part.of(own).strip()]
    aside = [
        part
        for part in parts
        if _OF_A_REVIEW.search(own, part.start, part.end)
        or not _OF_A_STATEMENT.search(own, part.start, part.end)
    ]
    found = []
    for part in aside if len(parts) > 1 else ():
        subject = frozenset[str]().union(*(stems(words(other.of(own))) for other in parts if other != part))
        if subject and _told(part.of(own), subject):
            found.append((part, part.of(own), subject))
    return tuple(found)


def topics_of(text: str, subject: AbstractSet[str]) -> set[Topic]:
    """Give what of a critique a text names, words of the statement's own subject left out."""
    return _topics(text, subject)[0]


def _told(text: str, subject: AbstractSet[str], *, least: float = 0.0) -> bool | None:
    """Say whether a text, in plain letters or in a disguise, speaks of the critique; None where no part of it can.

    `least` is the weight that its plea has to have.
    """
    meant = [(view, *_topics(view, subject)) for view, _ in views(text)]
    if all(len(topics) < _FEWEST and not may_plead(view, topics) for view, topics, _ in meant):
        return None
    return any(
        pleads(
            view,
            subject,
            topics,
            told=_speaks_of_it(topics, rest, subject),
            least=max(least, _SURE if topics and topics <= _ORDINARY_OF_SOMEBODY else 0.0),
        )
        for view, topics, rest in meant
    )


def _speaks_of_it(topics: AbstractSet[Topic], rest: str, subject: AbstractSet[str]) -> bool:
    if len(topics) < _FEWEST or topics == _ORDINARY:
        return False
    if len(topics) == _FEWEST and any(char >= FIRST_BEYOND_LATIN for char in rest) and ONESELF.search(rest):
        return False  # stems of such scripts say little, and here is somebody who speaks for themselves
    return topics != _ORDINARY_OF_SOMEBODY or not (bears(rest, subject) or _OWN.search(rest))


def _topics(text: str, subject: AbstractSet[str]) -> tuple[set[Topic], str]:
    """Give what of a critique a text names, and the text without the words that do."""
    topics: set[Topic] = set()
    rest = text
    for topic, start, end in _named(text):
        named = text[start:end]
        if not bears(named, subject):
            topics.add(topic)
            rest = rest[:start] + " " * (end - start) + rest[end:]
    return topics, rest


def _named(text: str) -> Iterator[tuple[Topic, int, int]]:
    yield from _matches(_ENGLISH.concerned(text), text)
    plain = _without_accents(text)
    if len(plain) == len(text):
        yield from _matches(_LATIN.concerned(plain), plain)
    if any(char >= FIRST_BEYOND_LATIN for char in text):
        openings = [part.start for part in sentences(text)]
        for topic, start, end in _matches(OTHER.items(), unicodedata.normalize("NFC", text)):
            if topic != "reader" or any(0 <= start - opening <= _OPENING for opening in openings):
                yield topic, start, end


def _matches(
    patterns: Iterable[tuple[Topic, re.Pattern[str] | Screened]], text: str
) -> Iterator[tuple[Topic, int, int]]:
    for topic, pattern in patterns:
        for match in pattern.finditer(text):
            yield topic, match.start(), match.end()


def _without_accents(text: str) -> str:
    """Write small Latin letters without accents, each in its place."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", char)[0] for char in text.lower().translate(_PLAIN))
