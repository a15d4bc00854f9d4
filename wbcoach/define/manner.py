"""In which order, with whom and by which way something is done: what a line of a persona and an item may differ in though they share their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.grammar import Span, sentences, words
from wbcoach.vocabulary.reversals import NOT_THERE, roots

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wbcoach.evidence import Item

# "Before seeing them", "until I've seen them"; "after 13:00" and "before noon" are times.
_AN_ACT: Final = (
    r"(?=\s+(?:\w+ing\b|(?:i|we|they|he|she|you|it|one)(?:['’]\w+)?\s"
    r"|(?:the|an?|my|their|our|his|her)\s+(?:[\w-]+\s+){1,3}(?:comes|goes|is|are|was|were|has|have|arrives?|opens?|closes?|leaves?|starts?|ends?|rings?|gets?|came|went|[\w-]+ed)\b))"
)
_ORDER: Final = re.compile(
    rf"\b(?P<before>before|ahead\s+of|until|till)\b{_AN_ACT}|\b(?P<after>after|once)\b{_AN_ACT}"
    r"|\b(?P<first>first)\s*,?\s*(?:and|then)\b|\b(?P<then>and\s+then|then)\b",
    re.IGNORECASE,
)
# "I wait until it is in, then do it": what is waited for comes first.
_WAITED: Final = re.compile(
    r"\bwait(?:s|ed|ing)?\s+(?:until|till|for)\s+(?P<until>[^.;]{3,80}?),?\s+(?:and\s+)?(?:then|before)\b",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(
    r"\b(?:alone|on\s+(?:my|his|her|their|our|one['’]s)\s+own|by\s+(?:myself|himself|herself|themselves|ourselves)|single-?handed(?:ly)?|without\s+(?:a\s+(?:second|colleague)|anyone|anybody))\b",
    re.IGNORECASE,
)
_TOGETHER: Final = re.compile(
    r"\b(?:together|jointly|in\s+pairs|as\s+a\s+(?:pair|team)|(?:two|both)\s+(?:of\s+us|people)|side\s+by\s+side|with\s+(?:a|an|the|my|another|some)\s+(?:second|other|colleague|partner|neighbou?r|friend|helper)\b|with\s+(?:another|a\s+second|the\s+other))",
    re.IGNORECASE,
)
# Ways that people reach one another, each in its own words.
_WAYS: Final = (
    re.compile(r"\be-?mail(?:s|ed|ing)?\b|\bmail(?:s|ed|ing)?\b", re.IGNORECASE),
    re.compile(r"\b(?:tele)?phon(?:e|es|ed|ing)\b|\bcall(?:s|ed|ing)?\b|\br(?:ing|ings|ang|ung|inging)\b|\bdial\w*", re.IGNORECASE),
    re.compile(r"\bby\s+post\b|\bpost(?:s|ed|al)?\b|\bletters?\b", re.IGNORECASE),
    re.compile(r"\btext(?:s|ed|ing)?\b|\bsms\b|\bmessag(?:e|es|ed|ing)\b|\bchat(?:s|ted|ting)?\b|\bwhatsapp\b", re.IGNORECASE),
    re.compile(r"\bfax(?:es|ed|ing)?\b", re.IGNORECASE),
    re.compile(r"\bradio(?:s|ed)?\b|\bwalkie-talkies?\b", re.IGNORECASE),
    re.compile(r"\bvideo\b", re.IGNORECASE),
    re.compile(r"\bin\s+person\b|\bface[\s-]to[\s-]face\b|\bask(?:s|ed|ing)?\s+(?:her|him|them)\b|\bcatch(?:es)?\b|\bmeet(?:s|ing)?\b", re.IGNORECASE),
)  # fmt: skip
_BY_WAY: Final = re.compile(
    r"\b(?:by|via|over|through|per|on)\s+(?:the\s+|an?\s+)?(?P<way>[\w-]+)|\bin\s+person\b|\bface[\s-]to[\s-]face\b",
    re.IGNORECASE,
)


def same_order(line: str, item: Item) -> bool | None:
    """Say whether a line and an item tell two acts in the same order; None where one of them tells no order, or not of these.

    "I never read the notes before I've seen them" tells that they are seen first.
    """
    mine = _ordered(line)
    if mine is None:
        return None
    for sentence in sentences(item.text):
        theirs = _ordered(sentence.of(item.text))
        if theirs is None:
            continue
        same = len(mine[0] & theirs[0]) * len(mine[1] & theirs[1])
        turned = len(mine[0] & theirs[1]) * len(mine[1] & theirs[0])
        if same != turned:
            return same > turned
    return None


def _ordered(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """Give the roots of what comes first and of what comes then."""
    if waited := _WAITED.search(text):
        return roots(words(text, *waited.span("until"))), roots(words(text, waited.end(), len(text)))
    match = _ORDER.search(text)
    if match is None:
        return None
    lead, rest = Span(0, match.start()), Span(match.end(), len(text))
    if not lead.of(text).strip():
        return None
    one, other = (roots(words(text, span.start, span.end)) for span in (lead, rest))
    denied = bool(NOT_THERE.search(text, 0, match.start()))
    earlier = bool(match["before"]) or bool(match["first"]) or bool(match["then"])
    return (one, other) if earlier != denied else (other, one)


def other_company(line: str, item: Item) -> bool:
    """Say whether one of a line and an item does alone what the other does with somebody."""
    told = item.text
    if _ALONE.search(line) and not _TOGETHER.search(line):
        return bool(_TOGETHER.search(told)) and not _ALONE.search(told)
    if _TOGETHER.search(line):
        return bool(_ALONE.search(told)) and not _TOGETHER.search(told)
    return False


def way_unseen(line: str, texts: Iterable[str]) -> str:
    """Give the way in which a line says people reach one another where none of some texts has it, else nothing."""
    told = list(texts)
    for match in _BY_WAY.finditer(line):
        way = next((one for one in _WAYS if one.fullmatch(match["way"] or match[0])), None)
        if way is not None and not any(way.search(text) for text in told):
            return match[0]
    return ""
