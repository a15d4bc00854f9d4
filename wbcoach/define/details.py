"""What a line of a persona adds to an act that an item shows: where, with what, and why; the same item has to show these too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.define.bearing import telling_roots
from wbcoach.define.denials import acts
from wbcoach.grammar import Span, words
from wbcoach.lexicon import names_people
from wbcoach.vocabulary.reversals import roots
from wbcoach.vocabulary.whereabouts import names_place, names_tool, shows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.evidence import Item

_ITS: Final = r"(?:the|an?|their|his|her|its|my|our|another|each|every|some)"
# What may follow a place: the end, or a word that opens something else.
_OVER: Final = r"(?=\s*(?:[.,;:!?()]|\Z)|\s+(?:and|or|but|while|when|whenever|if|before|after|until|since|because|so|to|for|with|from|by|in|on|at|of|about|during|where|that|which|they|he|she|it|as|than|then|instead|rather|every|each|first|alone|again|\w+ly)\b)"
_WHERE: Final = re.compile(
    rf"\b(?P<at>in|at|inside|outside|behind|beside|near|on|from|under|by|with|using)\s+(?P<its>{_ITS}\s+)?(?P<more>(?:[\w'’-]+\s+){{0,2}}?)(?P<head>[^\W\d][\w-]*){_OVER}",
    re.IGNORECASE,
)
# With "a" and "their" before it, what is worked on or with is a thing as well: "on a slate", "with their torch".
_IN_A_PLACE: Final = frozenset("in at inside outside behind beside near under using".split())
_ON_A_THING: Final = frozenset("on with".split())
# "In the end", "in a hurry", "at the same time": a time, a manner, a part of a whole, and no place.
_NO_PLACE: Final = frozenset(
    """morning mornings afternoon evening night day days week weeks weekend month months year years quarter season spring
    summer autumn winter end start beginning moment moments minute minutes second seconds hour hours time times way hurry
    rush row spot dark light glance go case fact order mood meantime front back middle side top bottom name form total
    price cost risk expense pace rate first last past future run event sense subject next latest earliest least most same
    other rest lot bit few mind memory head hope belief language english person group team pair pairs line lines list
    house-style style detail details hand hands mouth words numbers bulk part parts half process matter text message letter
    item shift shifts beginnings dates date turn turns whim smile laugh view average basis account budget foot
    heart purpose trip visit journey round break call lunch holiday weekday""".split()
)
_ABSTRACT: Final = re.compile(
    r"\w{3,}(?:ness|ity|tion|sion|ment|ance|ence|ing|ism|ship|hood)s?\Z", re.IGNORECASE
)
_NOT: Final = re.compile(
    r"\b(?:not|never|no|without|instead\s+of|rather\s+than|nor|\w+n['’]t)\b[^.,;]{0,30}\Z", re.IGNORECASE
)
_CAR_PARK: Final = re.compile(r"\b(car|coffee|post|ring)\s+(park|shop|it|binder)s?\b", re.IGNORECASE)
_CAUSE: Final = re.compile(
    r"\b(?:because(?:\s+of)?|since|due\s+to|owing\s+to|thanks\s+to)\b(?!\s+(?:the\s+)?(?:\d|spring|summer|autumn|winter|easter|christmas|last|then|\w+day\b|january|february|march|april|may|june|july|august|september|october|november|december))",
    re.IGNORECASE,
)
_IN_ORDER_TO: Final = re.compile(r"\bto\s+(?=[a-z]+\b)(?!(?:the|an?|their|his|her|its|my|our|them|it)\b)")


def undetailed(line: str, backing: Sequence[Item]) -> tuple[list[Item], str]:
    """Keep the items that show where, with what and why as a line says it.

    Of several acts each may be shown by another item; a reason is shown by one that tells any of its words.

    Returns:
        The items that are left, and the words that none of them shows, where none is left.
    """
    parts = acts(line)
    missing = ""
    kept: list[Item] = []
    for part in parts:
        own = [item for item in backing if len(parts) == 1 or _tells(part, item)] or list(backing)
        lacking = [(item, _lacking(part, item)) for item in own]
        shown = [item for item, lacks in lacking if not lacks]
        if not shown:
            missing = missing or next(lacks for _, lacks in lacking if lacks)
        kept += [item for item in shown if item not in kept]
    return ([], missing) if missing else ([item for item in backing if item in kept], "")


def _tells(part: str, item: Item) -> bool:
    return bool(telling_roots(part, Span(0, len(part))) & roots(words(item.text)))


def _lacking(part: str, item: Item) -> str:
    """Give the first place, tool or reason of an act that an item doesn't show."""
    whole = _joined(part)
    told = [word.low for word in words(f"{_joined(item.text)} {item.segment}")]
    for phrase, head in (*_places(whole), *_tools(whole)):
        if not shows(head, told) and not roots(words(head)) & roots(words(item.text)):
            return phrase
    for pattern, fewest in ((_CAUSE, 1), (_IN_ORDER_TO, 2)):
        why = pattern.search(part)
        if why and why.start():
            telling = telling_roots(part, Span(why.end(), len(part)))
            if len(telling) >= fewest and not telling & roots(words(item.text)):
                return part[why.start() :].strip(" .,;")
    return ""


def _joined(text: str) -> str:
    """Write "car park" as one word."""
    return _CAR_PARK.sub(r"\1-\2", text)


def _places(text: str) -> list[tuple[str, str]]:
    found = []
    for match in _WHERE.finditer(text):
        head = match["head"].lower()
        if _NOT.search(text, 0, match.start()):
            continue
        known = names_place(head)
        unknown = (
            match["its"] is not None
            and (
                match["at"].lower() in _IN_A_PLACE
                or (match["at"].lower() in _ON_A_THING and match["its"].lower().strip() != "the")
            )
            and head not in _NO_PLACE
            and not _ABSTRACT.match(head)
            and not head.endswith("day")
            and not names_people(head)
        )
        if known or unknown:
            found.append((match[0].strip().replace("-park", " park"), head))
    return found


def _tools(text: str) -> list[tuple[str, str]]:
    return [
        (word.text, word.low)
        for word in words(text)
        if names_tool(word.low)
        and not _NOT.search(text, 0, word.start)
        and not _acts_itself(text, word.start)
    ]


def _acts_itself(text: str, start: int) -> bool:
    """Say whether a word that could be a verb is one: it opens the text, or follows a person or "to" ("phones them")."""
    before = [word.low for word in words(text, 0, start)]
    return not before or before[-1] in {"to", "they", "he", "she", "and", "then", "always", "never", "often"}
