"""What a line of a persona and a piece of feedback assert and deny, act by act: "never phones" against "I phone"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wbcoach.figures import figures
from wbcoach.grammar import Span, base_verb, content, sentences, words
from wbcoach.vocabulary.pasts import root
from wbcoach.vocabulary.reversals import NOT_THERE, roots

if TYPE_CHECKING:
    from wbcoach.evidence import Item

_SHARED: Final = 2
# What is let be is not done.
_LET_BE: Final = re.compile(
    r"\b(?:ignor(?:e|es|ed|ing)|skip(?:s|ped|ping)?|avoid(?:s|ed|ing)?|refus(?:e|es|ed|ing)|stop(?:s|ped|ping)?|quit(?:s|ting)?|gave\s+up|gives?\s+up)\b",
    re.IGNORECASE,
)
_SPARED: Final = re.compile(
    rf"{_LET_BE.pattern}[^.;,]{{0,40}},\s+(?P<but>not)\s+(?:on|to|at|in|with|for|the|an?|my|their)\b",
    re.IGNORECASE,
)
_AND_THEN: Final = re.compile(r",?\s+and\s+(?:then\s+)?\w", re.IGNORECASE)
# What is taken or got says what is done: "never have to take the card out" denies nothing of the glove.
_LIGHT: Final = frozenset("take get put bring have make go give keep do come".split())
_NO: Final = re.compile(r"\b(?:not|never|no|none|nobody|nothing|without|\w+n['’]t)\b", re.IGNORECASE)
_END: Final = re.compile(
    r"[.;:?!()]|,\s|\b(?:when|if|because|so|while|until|till|but|unless|once|since|before|after|whenever|as|and|i|we|they|he|she|you)\b",
    re.IGNORECASE,
)
# A denial that only names a moment or a reason denies no act of the speaker: "if no one opens".
_ASIDE: Final = re.compile(
    r"\b(?:when(?:ever)?|if|until|unless|in\s+case)\s+(?:\w+\s+){0,2}\Z|\b(?:because|since|so\s+that)\s+(?:\w+\s+){0,5}\Z"
    r"|\b(?:so\s+as\s+|in\s+order\s+)?to\s+\Z|\bso\s+as\s+\Z|\bin\s+order\s+\Z",
    re.IGNORECASE,
)
# "Brings nothing along" speaks of whatever there is.
_ANY: Final = re.compile(r"\b(?:any(?:thing|body|one|where)?|nothing|ever|at\s+all)\b", re.IGNORECASE)
_WHY: Final = re.compile(r",?\s+(?:so\s+that|in\s+order\s+to|so\s+as\s+to|because|since)\b", re.IGNORECASE)
_ASIDE_REACH: Final = 40
_END_OF_ACT: Final = re.compile(
    r"[.;:?!()]|,\s|\b(?:when|if|because|so|while|until|till|but|unless|once|since|before|after|whenever)\b",
    re.IGNORECASE,
)
_BEFORE: Final = 4  # words that may stand before the denial of an act
_BEFORE_AN_ACT: Final = frozenset(
    "i we they he she it you people one do does did don't doesn't didn't have has had would will can could may might is are was were"
    " i'd we'd i've we've i'm we're always usually often just simply mostly even still also of them us the never not to tend tends".split()
)
_NEXT_ACT: Final = re.compile(
    r"(?:,\s*|\s+)(?:and|but)\s+(?=(?:never|not|no|does|doesn['’]t|do|don['’]t|is|has)\b|\w+[^s\W]s\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Told:
    """The roots that a stretch denies, and those that its denials open on."""

    denied: frozenset[str]
    heads: frozenset[str]


def acts(text: str) -> list[str]:
    """Split a line at "and" and "but" where another act or a denial follows."""
    return [part for part in _NEXT_ACT.split(text) if part.strip()]


def without_denials(text: str) -> str:
    """Give a text without the words that only deny."""
    return _LET_BE.sub(" ", _NO.sub(" ", text))


def lets_be(text: str) -> bool:
    """Say whether a text tells of something that is left alone or given up, wherever in the sentence it says so."""
    return bool(_LET_BE.search(text))


def opposes(line: str, item: Item) -> bool:
    """Say whether an item asserts an act that a part of the line denies, or denies one that it asserts.

    They have to share two words that say something, and the denial has to open on one of these. A record
    of shares says nothing of everybody, so it opposes neither.
    """
    return any(one is False for one in _agreements(line, item))


def agrees(line: str, item: Item) -> bool:
    """Say whether an item denies what a part of the line denies, and opposes no other part."""
    found = _agreements(line, item)
    return True in found and False not in found


def _agreements(line: str, item: Item) -> list[bool]:
    if any(one.unit in ("share", "percent") for one in figures(item.text)):
        return []
    found = []
    for whole in acts(line):
        part = _WHY.split(whole, maxsplit=1)[0] or whole  # what an act is for, or comes of, is another matter
        mine = _told(part, 0, len(part))
        first = next(iter(words(part)), None)
        if not mine.denied and first is not None and base_verb(first.low):
            continue  # a goal asserts nothing of what is done today
        shared = roots(words(part)) & roots(words(item.text))
        for sentence in sentences(item.text):
            theirs = _told(item.text, sentence.start, sentence.end)
            here = roots(words(item.text, sentence.start, sentence.end))
            heads = shared & here & (mine.heads | theirs.heads)
            if len(shared) < (1 if mine.denied and _ANY.search(part) else _SHARED) or not heads:
                continue
            found.append(not any((one in mine.denied) != (one in theirs.denied) for one in heads))
    return found


def denies(text: str) -> bool:
    """Say whether the first act of a text is denied: "I never look at it", "nobody uses it", "skipped the check"; of two denials none is left."""
    told = words(text)
    if not told:
        return False
    reach = _END_OF_ACT.search(text, told[0].end)
    count = 0
    for one in _denials(text, 0, reach.start() if reach else len(text)):
        before = [word.low for word in words(text, 0, one.start)]
        count += all(word in _BEFORE_AN_ACT for word in before[-_BEFORE:]) and len(before) <= _BEFORE
    return count % 2 == 1


def denies_of(text: str, telling: frozenset[str]) -> bool:
    """Say whether that clause of a sentence is denied which has most of some roots: "I can't tell which, so I send it"."""
    ends = [match.start() for match in _END_OF_ACT.finditer(text)]
    starts = [0, *(match.end() for match in _END_OF_ACT.finditer(text))]
    clauses = [Span(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if start < end]
    shared = [len(telling & roots(words(text, *one))) for one in clauses]
    if not clauses or shared.count(max(shared)) > 1:
        return denies(text)
    return denies(clauses[shared.index(max(shared))].of(text).strip())


def _told(text: str, start: int, end: int) -> _Told:
    denied: set[str] = set()
    heads: set[str] = set()
    for place in _denials(text, start, end):
        stop = _END.search(text, place.end, end)
        reach = Span(place.end, stop.start() if stop else end)
        if not content(words(text, *reach)):
            reach = Span(start, place.start)  # "it was the password that I gave up on"
        after = [root(word.low) for word in content(words(text, *reach))]
        telling = [one for one in after if one in roots(words(text, *reach))]
        denied.symmetric_difference_update(telling)  # "never skips" does it
        heads.update([one for one in telling if one not in _LIGHT][:1] or telling[:1])
    return _Told(frozenset(denied), frozenset(heads))


def _only_then(text: str, end: int, before: int) -> bool:
    """Say whether something unsaid was given up, and another act followed: "I gave up and carried it"."""
    return before <= 1 and bool(_AND_THEN.match(text, end))


def _denials(text: str, start: int, end: int) -> list[Span]:
    found = [
        Span(*match.span())
        for pattern in (NOT_THERE, _LET_BE)
        for match in pattern.finditer(text, start, end)
        if pattern is not _LET_BE or not _only_then(text, match.end(), len(words(text, start, match.start())))
    ]
    spared = _SPARED.search(text, start, end)  # "gave up on this, not on that": that is done
    if spared:
        found = [one for one in found if one.start != spared.start("but")]
    return [one for one in found if not _ASIDE.search(text, max(start, one.start - _ASIDE_REACH), one.start)]
