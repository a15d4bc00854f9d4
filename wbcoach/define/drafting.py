"""A first draft of a statement from a pain: the template, one customer's words where they fit, gaps for all the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from wbcoach.critique import SlotName
from wbcoach.define.acts import Told, acts_of
from wbcoach.define.clauses import moments_of
from wbcoach.define.pack_shapes import DraftPart
from wbcoach.define.quoting import private, quoted
from wbcoach.define.voices import voice_of
from wbcoach.grammar import Span, words
from wbcoach.grounding import check_quote

if TYPE_CHECKING:
    from wbcoach.define.need_shapes import Need
    from wbcoach.evidence import Item

GAPS: Final[dict[SlotName, str]] = {
    "customer": "[who, exactly?]",
    "problem": "[what goes wrong today?]",
    "situation": "[in which moment?]",
    "need": "[get done what?]",
}
_HAS_TO: Final = re.compile(r"\b(?:I|[Ww]e)(?:['’]ve)?\s+(?:\w+\s+)?(?:have|had|['’]ve\s+got)\s+to\s+")
_WHEN: Final = re.compile(r"when(?:ever)?\s+", re.IGNORECASE)
# In a statement about others "my" would be the author's.
_OWN: Final = frozenset(
    "i me my mine we us our ours you your i'm i've i'd we're we've it they them this that these those".split()
)
_MAY_POINT: Final = frozenset("it they them this that these those".split())


def drafted(items: Sequence[Item], need: Need | None) -> list[DraftPart]:
    """Fill the template's parts from a pain's items: hardship and moment of one person, never of two, and what people want done.

    Args:
        items: of the pain, the most typical first.
        need: the need behind it, if somebody says what they want to get done.
    """
    telling = [item for item in items if voice_of(item) and not private(item.text)]
    best: tuple[Told | None, Told | None] = (None, None)
    for item in telling:
        found = (_hardship(item), _moment(item))
        if sum(part is not None for part in found) > sum(part is not None for part in best):
            best = found
    hardship, moment = best
    parts = {"customer": None, "problem": hardship, "situation": moment, "need": _need(telling, need)}
    return [_part(slot, parts[slot]) for slot in GAPS]


def written(parts: Iterable[DraftPart]) -> str:
    """Put the parts into the template."""
    by_slot = {part.slot: part.text for part in parts}
    return (
        f"Today, {by_slot['customer']} have to {by_slot['problem']} when {by_slot['situation']}. "
        f"Customers need a way to {by_slot['need']}."
    )


def _part(slot: SlotName, told: Told | None) -> DraftPart:
    if told is None:
        return DraftPart(slot=slot, text=GAPS[slot], said=None)
    return DraftPart(slot=slot, text=told.words, said=quoted(told.item, told.span))


def _hardship(item: Item) -> Told | None:
    """Find what somebody says they have to do."""
    for act in acts_of(item):
        match = _HAS_TO.match(item.text, act.span.start, act.span.end)
        if match is not None and (told := _fit(item, Span(match.end(), act.span.end), _MAY_POINT)):
            return told
    return None


def _moment(item: Item) -> Told | None:
    for moment in moments_of(item):
        match = _WHEN.match(item.text, moment.span.start, moment.span.end)
        if match is not None and (told := _fit(item, Span(match.end(), moment.span.end), frozenset())):
            return told
    return None


def _need(items: Iterable[Item], need: Need | None) -> Told | None:
    """Find a want of these people in its place; one that only names a thing is none."""
    by_id = {item.id: item for item in items}
    for want in need.wants if need else ():
        item = by_id.get(want.id)
        if item is None or not want.done or want.form == "thing":
            continue
        at = item.text.find(want.done)
        if at >= 0 and (told := _fit(item, Span(at, at + len(want.done)), frozenset())):
            return told
    return None


def _fit(item: Item, span: Span, allowed: frozenset[str]) -> Told | None:
    """Give words that can be read of others; a hardship may point back ("split it by hand")."""
    low = {word.low for word in words(item.text, span.start, span.end)}
    if len(low) < 2 or low & (_OWN - allowed) or not check_quote(span.of(item.text), item.text).holds:
        return None
    return Told(item, span)
