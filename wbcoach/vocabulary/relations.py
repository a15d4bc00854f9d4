"""Words for people that are wider than those in the feedback: a daughter is a relative, another nurse a colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.grammar import words
from wbcoach.lexicon import names_people
from wbcoach.lexicon import words as word_class

if TYPE_CHECKING:
    from collections.abc import Sequence

_PARENTS: Final = word_class("parent parents mum mom mother mam dad father stepmother stepfather")
_CHILDREN: Final = word_class("child children kid kids son sons daughter daughters toddler baby teenager")
_MATES: Final = word_class("husband wife partner spouse fiancé fiancée boyfriend girlfriend")
_OTHER_KIN: Final = word_class(
    "brother sister sibling aunt uncle niece nephew cousin gran granny nan grandma grandmother grandad grandfather grandson granddaughter grandchildren in-laws"
)
_KIN: Final = _PARENTS | _CHILDREN | _MATES | _OTHER_KIN | word_class("relative relatives family")
# People of one's own work, of whatever trade, and how they are meant without a trade.
_BESIDE: Final = word_class(
    "we us team crew shift staff everyone everybody somebody someone each_other another others"
)
_THEY: Final = word_class("they them who client clients customer customers")
_WIDER: Final = {
    "client": _THEY, "clients": _THEY, "customer": _THEY, "customers": _THEY,
    "relative": _KIN, "relatives": _KIN, "family": _KIN, "family member": _KIN, "family members": _KIN,
    "parent": _PARENTS, "parents": _PARENTS, "child": _CHILDREN, "children": _CHILDREN,
    "partner": _MATES, "partners": _MATES, "spouse": _MATES,
}  # fmt: skip
_AT_WORK: Final = word_class(
    "colleague colleagues co-worker co-workers coworker coworkers workmate workmates teammate teammates"
)


def wider(told: str, sources: Sequence[str]) -> bool:
    """Say whether a group that a line names takes in people whom one of some texts names."""
    low = told.lower().strip()
    last = low.rsplit(" ", 1)[-1]
    if low in _WIDER:
        return any(word.low in _WIDER[low] for text in sources for word in words(text))
    if last not in _AT_WORK:
        return False
    return any(
        word.low in _BESIDE or (word.low not in _KIN and names_people(word.low))
        for text in sources
        for word in words(text)
    )
