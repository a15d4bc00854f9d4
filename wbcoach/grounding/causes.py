"""Claims of cause and effect, and what each of them says on both sides of its marker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from wbcoach.grammar import Span, base_verb, content, sentences, stem, words
from wbcoach.grounding.people import is_people
from wbcoach.grounding.wording import ABOUT_THE_TEXT, talk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EFFECT = (
    r"leads?\s+to|led\s+to|results?\s+in|resulted\s+in|resulting\s+in|(?<=,\s)(?:leaving|making|forcing)|causing|triggering"
    r"|(?:which|that|this)(?:\s+is|['’]s)\s+why|which\s+(?:then\s+|also\s+|in\s+turn\s+)?(?:means?|makes?|forces?|leads?|causes?|leaves?|costs?)"
    r"|hence|therefore|thus|explains?(?=\s+(?:the|their|its|why)\b)|(?:(?<=,\s)|(?<=and\s))so(?!\s+(?:that|far|many|much|long|as|on|called)\b)"
    r"|(?<!what\s)(?<!\bto\s)(?:makes?|made|forces?|forced)"
    r"|(?<!the\s)(?<!its\s)(?<!two\s)(?<!what\s)causes(?=\s+(?!of\b|are\b|is\b|behind\b|and\b|or\b))|caused(?=\s+(?!by\b))"
)
_CAUSE = (
    r"because(?:\s+of)?|due\s+to|caused\s+by|triggered\s+by|owing\s+to|as\s+a\s+result\s+of|thanks\s+to|driven\s+by|on\s+account\s+of"
    r"|(?:stem|aris|com)(?:s|es?|ing|med)\s+from|came\s+from|arose\s+from|results?\s+from|(?:is|are|was|were)\s+down\s+to"
    r"|given\s+that|for\s+(?:want|lack)\s+of|out\s+of(?=\s+(?:fear|worry|concern|habit|ignorance|laziness|pride|shame)\b)"
    r"|the\s+(?:[\w-]+\s+)?(?:reasons?|causes?)\s*(?:being|:|(?:is|are|was)(?!\s+(?:already|told|given|not|never|missing|un\w+|in|still|there|left|named|only|nowhere|also|what|whether)\b))(?:\s+that)?"
    r"|since(?=\s+(?:they|it|the|their|he|she)\b)"
    r"|as(?=\s+(?:they|he|she|there|(?:the|their|its?)(?:\s+(?!who\b|that\b|which\b)[\w-]+){1,3})\s+"
    r"(?:are|is|were|was|have|has|had|do|does|did|cannot|can['’]t|don['’]t|doesn['’]t|lacks?)\s+(?!now\b|today\b)\w)"
)
_LINK = re.compile(
    rf"(?<![\w-])(?:(?P<effect>{_EFFECT})|(?P<cause>{_CAUSE}))(?!\w)\s*[:,]?\s*", re.IGNORECASE
)
# "as long as the ...", "the same as they have": a comparison. "Where does it come from": a question.
_COMPARED = re.compile(r"\b(?:(?:as|so|such|same)\s+\w+|such|same|just|exactly|much)\s+\Z", re.IGNORECASE)
# "because [what stands in the way?]" leaves the cause to the author.
_GAP = re.compile(
    r"\[(?:how|what|which|who|whom|whose|when|where|why|from)\b[^\]\n]{0,60}\?\]", re.IGNORECASE
)
_THEM = frozenset({"them", "him", "her", "us"})
_OBJECT = 5  # words in which "makes" and "forces" name whom and to do what
_SIDE = 400  # how far to each side a link is read, in code points
_ASKED = re.compile(r"\bwhere\s+(?:do|does|did)\b[^.!?]*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A claim of cause: the stems told behind its marker, those before it, and which of the two is the cause.

    `about_text` says that it may only reason about the draft, as "It names a tool, so ..." does.
    """

    span: Span
    told: frozenset[str]
    rest: frozenset[str]
    cause: bool
    about_text: bool = False

    def is_told_by(self, other: Link) -> bool:
        """Say whether another link has all that is told here, in the same direction, and what it is linked to."""
        behind, across = (other.told, other.rest) if self.cause == other.cause else (other.rest, other.told)
        linked = self.rest - talk()
        return self.told <= behind and (not linked or bool(linked & across))


@lru_cache(maxsize=256)
def links(text: str) -> tuple[Link, ...]:
    """Find each claim of cause; its span runs from the marker to the end of the sentence."""
    return tuple(_links(text))


def _links(text: str) -> Iterator[Link]:
    for sentence in sentences(text):
        for match in _LINK.finditer(text, sentence.start, sentence.end):
            before = text[max(sentence.start, match.start() - _SIDE) : match.start()]
            after = _GAP.sub(" ", text[match.end() : min(sentence.end, match.end() + _SIDE)])
            if not before.strip() and match["cause"]:  # "Because ..., they wait": the effect comes second
                after, _, before = after.partition(",")
            marker = match[0].lower()
            if (
                (marker.startswith("as ") and _COMPARED.search(before))
                or ("from" in marker and _ASKED.search(before))
                or (marker.startswith(("make", "made", "force")) and not _moves(after))
            ):
                continue
            yield Link(
                Span(match.start(), sentence.end),
                _stems(after),
                _stems(before),
                match["effect"] is None,
                marker.startswith("so") or bool(ABOUT_THE_TEXT.match(before) or ABOUT_THE_TEXT.match(after)),
            )


def _moves(after: str) -> bool:
    """Tell "makes clerks wait" and "forces them to wait" from "makes a call"."""
    found = words(after)[:_OBJECT]
    return any(
        (word.low in _THEM or is_people(word)) and (then.low == "to" or base_verb(then.low))
        for word, then in pairwise(found)
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word.low) for word in content(words(text)))


def strange_causes(text: str, sources: Sequence[str]) -> list[Span]:
    """Find the causes and effects that no source claims in the same direction.

    What a coach says of the draft's own words ("it names a tool, so the choice is made") brings none in.
    """
    given = [link for source in sources for link in links(source)]
    own = talk().union(*map(_stems, sources))
    return [
        link.span
        for link in links(text)
        if link.told
        and not (link.about_text and link.told <= own)
        and not any(link.is_told_by(other) for other in given)
    ]
