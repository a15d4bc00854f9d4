"""How many people a line of a persona speaks for: "three of them", "most owners"; the feedback has to have as many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from wbcoach.lexicon import names_people
from wbcoach.numerals import NUMBER_WORDS, value_of

_SOME: Final = {"both": 2, "several": 3, "some": 2, "a few": 2, "a couple": 2, "a handful": 3}
_OF_ALL: Final = r"all|most|half|every\s?one|everybody|nearly\s+all|almost\s+all|(?:a|the)\s+(?:\w+\s+)?(?:majority|minority)|a\s+(?:third|quarter)"
_COUNTED: Final = re.compile(
    rf"\s*(?:(?P<share>{_OF_ALL})|(?P<some>{'|'.join(_SOME)})|(?P<number>{NUMBER_WORDS}|\d{{1,4}}))"
    r"(?P<whose>\s+(?:of\s+)?(?:(?:the|these|our|their)\s+)?(?P<noun>[\w'’-]+)(?P<head>\s+[\w'’-]+)?)?(?=[\s,.;]|\Z)",
    re.IGNORECASE,
)
_THEM: Final = frozenset("them us those".split())
_ALONE: Final = frozenset("both several some everyone everybody".split())


@dataclass(frozen=True)
class Headcount:
    """The words that count, what of the line is left, and how many people at least; None where it is a share of all."""

    words: str
    rest: str
    least: int | None


def headcount(line: str) -> Headcount | None:
    """Read how many people a line opens on; None where it counts nobody: "half an hour", "two letters"."""
    match = _COUNTED.match(line)
    if match is None:
        return None
    noun, head = (match["noun"] or "").lower(), (match["head"] or "").strip().lower()
    first = " ".join((match["share"] or match["some"] or match["number"]).lower().split())
    if noun in _THEM or (noun and names_people(noun)):
        end = match.end("noun")
    elif head.endswith("s") and names_people(head) and not noun.endswith("s"):  # "two day nurses"
        end = match.end("head")
    elif first in _ALONE:
        end = match.end("share") if match["share"] else match.end("some")
    else:
        return None
    least = _SOME.get(first) if match["some"] else int(value_of(first)) if match["number"] else None
    return Headcount(line[:end].strip(), line[end:].strip(), least)
