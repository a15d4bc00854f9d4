"""What bears out a line of a persona in the feedback, and what speaks against it: by words, by meaning, by what is denied."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from wbcoach.define.bearing import best_sentence
from wbcoach.define.denials import agrees, denies, denies_of, lets_be, opposes, without_denials
from wbcoach.define.extent import reaches_otherwise
from wbcoach.define.manner import other_company, same_order
from wbcoach.evidence import Found
from wbcoach.figures import figures
from wbcoach.grammar import content, words
from wbcoach.lexicon import GENERIC_PEOPLE
from wbcoach.slots.troubles import tells_trouble
from wbcoach.stance import CLOSE, Claim, stand
from wbcoach.statement import Statement
from wbcoach.vocabulary.praising import BADLY, blame_in, praise_in
from wbcoach.vocabulary.reversals import roots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wbcoach.evidence import Item
    from wbcoach.library import Library

# Nearness from which an item tells the same: with one word in common, with none, and where only what is denied differs.
SEARCHED, _NEAR, NEAR_BY_FEW, _NEARER, _OPPOSED = 12, 0.45, 0.5, 0.6, 0.45
PLAINLY: Final = 0.15  # by so much nearer, what bears a line out weighs more than what another person says
_LOOSELY: Final = 0.35
NOBODY: Final = re.compile(r"\s*(?:nobody|no[\s-]one|none(?:\s+of\s+\w+)?|no\s+[\w-]+s)\b", re.IGNORECASE)
SHARED, _SHARE, _SOME_SHARE = 2, 0.5, 0.25


def near_to(text: str, library: Library) -> dict[str, tuple[Item, float]]:
    """Search for a line, and for what it denies as well, which those who do it tell without the denial."""
    bare = " ".join(without_denials(text).split())
    found: dict[str, tuple[Item, float]] = {}
    for asked in dict.fromkeys((text, bare) if len(words(bare)) >= SHARED else (text,)):
        for match in library.search(asked, k=SEARCHED):
            close = match.similarity or 0.0
            if match.item.id not in found or found[match.item.id][1] < close:
                found[match.item.id] = (match.item, close)
    return found


def telling_roots(text: str) -> frozenset[str]:
    """Give the roots of the words of a line that say something, without "people" and "customers"."""
    return roots(word for word in content(words(text)) if word.low not in GENERIC_PEOPLE)


def bears_out(text: str, item: Item, close: float) -> bool:
    """Say whether an item tells the same: two acts in the same order, most of the line's telling words, or by meaning and one of them."""
    if (order := same_order(text, item)) is not None:
        return order
    telling = telling_roots(text)
    shared = telling & roots(words(item.text))
    if len(shared) >= min(SHARED, len(telling)) and len(shared) > _SHARE * len(telling):
        return bool(shared)
    if close < (_NEARER if not shared else _NEAR if len(telling) > SHARED else NEAR_BY_FEW):
        return False
    if close < _NEARER and len(shared) < _SOME_SHARE * len(telling):
        return False
    return denies(text) == denies_of(best_sentence(item.text, telling).of(item.text), telling)


def found_in(item: Item, telling: frozenset[str]) -> Found:
    """Give an item that bears a line out, with the sentence that shares most with its telling roots."""
    quote = best_sentence(item.text, telling)
    return Found(item, stance="supports", start=quote.start, end=quote.end)


def speaking_against(
    said: str, near: Mapping[str, tuple[Item, float]], backing: Sequence[Item]
) -> list[Found]:
    """Give the items that say the contrary on the same subject: that it goes well, or badly, or another figure."""
    claim, telling = Claim(Statement.parse(said)), telling_roots(said)
    counted = bool(claim.measured)  # a figure is contradicted by another figure alone
    fine = not counted and bool(praise_in(said))
    hard = not counted and (bool(BADLY.search(said)) or tells_trouble(said, 0, len(said)))
    found = []
    for item, close in near.values():
        shared = len(telling & roots(words(item.text)))
        if not shared and close < _OPPOSED:
            continue
        order = same_order(said, item)
        if order:
            continue
        if reaches_otherwise(said, item) or (
            not counted
            and (
                order is False
                or (shared >= SHARED and other_company(said, item))
                or opposes(said, item)
                or _denied_alone(said, item, close)
                or _of_nobody(said, item, close)
            )
        ):
            found.append(replace(found_in(item, telling), stance="contradicts"))
            continue
        judged = stand(claim, item, similarity=close)
        if agrees(said, item):
            continue
        if hard and judged.stance == "contradicts":
            found.append(judged)
        elif fine and not hard and (shared >= SHARED or close >= CLOSE) and _goes_badly(item):
            found.append(replace(found_in(item, telling), stance="contradicts"))
        elif item in backing and stand(claim, item, similarity=close, linked=True).unlike:
            found.append(replace(found_in(item, telling), stance="contradicts", unlike=True))
    return found


def _of_nobody(text: str, item: Item, close: float) -> bool:
    """Say whether somebody does what a line says that nobody does."""
    return bool(
        NOBODY.match(text)
        and close >= _LOOSELY
        and not denies(best_sentence(item.text, telling_roots(text)).of(item.text))
        and telling_roots(text) & roots(words(item.text))
    )


def _denied_alone(text: str, item: Item, close: float) -> bool:
    """Say whether a line and an item are on one act by meaning, and only one of them denies it."""
    if close < _OPPOSED or any(one.unit in ("share", "percent") for one in figures(item.text)):
        return False
    telling = telling_roots(text)
    told = best_sentence(item.text, telling).of(item.text)
    return denies(text) != denies_of(told, telling) and not (lets_be(text) and lets_be(told))


def _goes_badly(item: Item) -> bool:
    return bool(blame_in(item.text)) and not praise_in(item.text)
