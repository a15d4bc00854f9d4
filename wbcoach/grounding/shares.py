"""Shares of people told in words: "most nurses", "nearly all of them", "no clerk"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wbcoach import lexicon
from wbcoach.figures import figures
from wbcoach.grammar import Span, sentences, stem, words
from wbcoach.grounding.people import is_people
from wbcoach.grounding.wording import ABOUT_THE_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wbcoach.figures import Figure
    from wbcoach.grammar import Word

_HOW_MANY = re.compile(
    r"\b(?P<nearly>(?:nearly|almost|virtually|practically)\s+)?(?:(?P<all>all|every|each|everyone|everybody)"
    r"|(?P<most>most|(?:a|the)\s+(?:\w+\s+)?majority)|(?P<few>(?:very\s+)?few|(?:a|the)\s+(?:\w+\s+)?minority)|(?P<none>none|no))\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(r"\b(?:the|a|an|at|what|which|matters?|hurts?|you|they)\s+\Z", re.IGNORECASE)
_NOT = re.compile(r"\bnot\s+\Z", re.IGNORECASE)
_BETWEEN = lexicon.words("of the these our their its your such")
_THEM = lexicon.words("them us those they")
_ANY_PEOPLE = _THEM | lexicon.words("people customers users")
# Readers and authors are the coach's; bodies and places are gone through one by one ("ring each ward").
_NO_CROWD = lexicon.words("""
    reader readers author group groups agency association bakery bank branch business businesses church clinic clinics
    club community companies company council department departments enterprise firm firms home hospital hospitals
    hotel household households institution kitchen lab laboratory library merchant office offices pharmacy practice
    restaurant school schools shop shops store stores supplier suppliers surgery team teams unit units university
    ward wards workshop
""")
_ARE = lexicon.words("are were have had do did don't can cannot can't will would never")
# "It speaks of every clerk" reads the draft, "Do all clerks ...?" asks: neither claims.
_READING = re.compile(
    r"\b(?:speaks?|reads?|says?|treats?|means?|covers?|describes?|sounds?|holds?|blames?|lumps?|appl(?:y|ies)|giv(?:es?|en)|assumes?"
    r"|about|true\s+of|could\s+be|as\s+if|whether|stands?\s+for)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"\W*(?:do|does|did|is|are|was|were|has|have|can|could|would|will)\b.*\?\W*\Z", re.IGNORECASE | re.DOTALL
)
_AHEAD, _REACH = 3, 80
# The percentages that bear a word out.
_RANGES = {
    "most": (50.1, 100.0),
    "nearly all": (85.0, 100.0),
    "all": (100.0, 100.0),
    "none": (0.0, 0.0),
    "few": (0.0, 25.0),
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of which people; `head` is the stem of the noun, "" for "them"."""

    span: Span
    kind: str
    head: str

    def agrees(self, other: Share) -> bool:
        """Say whether another share is of as many of the same people."""
        return other.kind == self.kind and (not self.head or not other.head or self.head == other.head)

    def is_borne_out(self, figure: Figure) -> bool:
        """Say whether a percentage bears it out."""
        low, high = _RANGES[self.kind]
        return figure.unit in ("percent", "share") and low <= figure.value <= high


def strange_shares(text: str, sources: Iterable[str], known: Sequence[Figure]) -> Iterator[Span]:
    """Find the shares that no source tells, in words or as one of its figures."""
    told = set()
    for source in sources:
        told |= {(share.kind, share.head) for share in shares(source, of_source=True)}
    others = [Share(Span(0, 0), kind, head) for kind, head in told]
    for share in shares(text):
        if not any(map(share.agrees, others)) and not any(map(share.is_borne_out, known)):
            yield share.span


def shares(text: str, *, of_source: bool = False) -> Iterator[Share]:
    """Find each share of people that a text claims; of a source also those that it only asks or reports."""
    for sentence in sentences(text):
        asks = bool(_YES_OR_NO.match(sentence.of(text)))
        for match in _HOW_MANY.finditer(text, sentence.start, sentence.end):
            kind = "nearly all" if match["nearly"] and match["all"] else str(match.lastgroup)
            before = text[max(sentence.start, match.start() - _REACH) : match.start()]
            if kind == "all" and not of_source and (asks or _READING.search(before) or _NOT.search(before)):
                continue
            if kind == "most" and match["most"].lower() == "most" and _SUPERLATIVE.search(before):
                continue
            one = match[0].lower() in {"every", "each"}
            found = _people(kind, words(text, match.end(), min(sentence.end, match.end() + _REACH)), one=one)
            if match[0].lower().endswith(("one", "body")) and match["all"]:
                if not of_source and ABOUT_THE_TEXT.match(text, sentence.start, match.start()):
                    continue
                yield Share(Span(match.start(), match.end()), kind, "")
            elif found:
                head = "" if found.low in _ANY_PEOPLE | _ARE else stem(found.low)
                yield Share(Span(match.start(), found.end), kind, head)


def _people(kind: str, after: list[Word], *, one: bool) -> Word | None:
    """Give the noun for people that a word such as "most" governs; "most" governs things and verbs as well."""
    of = bool(after) and after[0].low == "of"
    while after and after[0].low in _BETWEEN:
        after = after[1:]
    if kind == "most" and after and (of or after[0].low in _ARE or _is_plural(after[0].low)):
        return _last_people(after) or after[0]
    if one and not of and (last := _last_people(after)) and last.low.endswith("s"):
        return None  # "every morning cooks ring"
    if kind == "all" and after and figures(after[0].text):
        return None  # "all three clerks" are three
    if kind in ("none", "few") and after and after[0].low in lexicon.GENERIC_PEOPLE and not of:
        return None
    return _last_people(after)


def _last_people(after: list[Word]) -> Word | None:
    """Give the last of the first run of nouns for people, so that "ward nurses" are nurses."""
    last: Word | None = None
    for index, word in enumerate(after[:_AHEAD]):
        pronoun = index == 0 and word.low in _THEM
        people = pronoun or (is_people(word) and word.low not in _NO_CROWD)
        if (last and not people) or (word.low in lexicon.LIGHT and not pronoun):
            break
        last = word if people else last
    return last


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "ous", "us", "always", "times"))
