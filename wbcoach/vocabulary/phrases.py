"""Noun phrases seen from afar: where one ends, what its head is, and where the next in a list begins."""

from __future__ import annotations

import re

from wbcoach.grammar import Word, each_phrase, gerund_verb

JOINS = frozenset(
    "to of for with that which in on and or so by from at when where before if as across while because who without"
    " during per about into then they is are under over inside showing between every each using via through against"
    " until than but it we i you he she will would can could must should was were be has have had beside near behind"
    " beneath above below around like such plus after since whose outside along among upon whenever once unless though although upon onto towards toward not also".split()
)
_NO_ADVERBS = frozenset(
    "daily weekly monthly yearly hourly nightly quarterly friendly user-friendly early family elderly costly timely lonely lively orderly assembly supply reply fly jelly belly rally tally ally bully".split()
)
_OWNERS = frozenset("their his her its my our your this that these those same".split())
_LEADS = frozenset("just really maybe perhaps also simply only at least".split())
_AND = frozenset("and or plus".split())


def noun_phrase(text: str, found: list[Word], start: int, *, plain: bool = False) -> int:
    """Give the end of the noun phrase that starts at a word (itself, where none does).

    Args:
        text: the text that the words are of.
        found: the words.
        start: the index of its first word.
        plain: take the first word as part of it, whatever it is.
    """
    end = start
    while end < len(found):
        word = found[end]
        first = end == start
        if not (plain and first):
            if word.low in JOINS or (word.low.endswith("ly") and word.low not in _NO_ADVERBS and not first):
                break
            tied = end + 1 < len(found) and found[end + 1].low in JOINS
            if not first and tied and word.low.endswith("ed") and "-" not in word.low:
                break  # "an export mailed to me"
            if not first and gerund_verb(word.low):
                return _past_gerund(text, found, end)
            if not first and _parted(text, found, end):
                break
        end += 1
    return end


def _past_gerund(text: str, found: list[Word], at: int) -> int:
    """A gerund within a phrase ("a route planning tool") goes on; one at its end doesn't belong ("a deploy going")."""
    after = at + 1
    if after < len(found) and not _parted(text, found, after) and found[after].low not in JOINS:
        low = found[after].low
        if low not in {"a", "an", "the", "their", "its"} and not low.endswith("ly"):
            end = noun_phrase(text, found, after)
            return end if end > after else at
    return at


def _parted(text: str, found: list[Word], at: int) -> bool:
    """Say whether punctuation parts a word from the one before; markup and the dashes of "--flag" don't."""
    gap = text[found[at - 1].end : found[at].start]
    if gap.isspace():
        return False
    return bool(_MARKUP.sub("", gap).strip(" \t\r\n\"'“”‘’*_`~"))


_MARKUP = re.compile(r"</?[a-z][^<>]{0,40}>|(?<=\s)--?\Z", re.IGNORECASE)


def follows(text: str, found: list[Word], end: int) -> int:
    """Give the index where the next noun phrase of a list starts, or the number of words."""
    if end >= len(found):
        return end
    if found[end].low in _AND:
        return end + 1
    gap = text[found[end - 1].end : found[end].start].strip() if end else ""
    return end if gap in {",", "+", "/", "&"} else len(found)


def ends_in(phrase: list[Word], nouns: frozenset[str]) -> bool:
    """Say whether the head of a noun phrase is among `nouns`."""
    size = next((i for i, word in enumerate(phrase) if i and word.low in JOINS), len(phrase))
    head = phrase[:size]
    return bool(head) and any(end == size for _, end in each_phrase(head, nouns))


def possessed(low: list[str]) -> bool:
    """Say whether a phrase names what somebody has already: "their", "the client's"."""
    return low[0] in _OWNERS or any(word.endswith(("'s", "s'")) for word in low[:-1])
