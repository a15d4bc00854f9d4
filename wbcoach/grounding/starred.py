"""The four checks that refuse a suggestion: facts kept, nothing invented, no solution in the need, no group added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from wbcoach.grammar import stem, words
from wbcoach.grounding.claims import (
    unsupported_causes,
    unsupported_groups,
    unsupported_names,
    unsupported_numbers,
)
from wbcoach.grounding.people import strange_groups
from wbcoach.grounding.suggested import stems_of, union_of
from wbcoach.grounding.wording import talk
from wbcoach.vocabulary.groups import demographic_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wbcoach.critique import Finding
    from wbcoach.grounding.suggested import Suggested

FORM: Final = "Today, customers have to problem when situation. Customers need a way to need."
_KEPT: Final = 0.6
_NEW_OUTSIDE, _NEW_IN_ALL = 2, 5
_COUNTS_NOTHING: Final = re.compile(r"(?:every|each|all|both|one\s+of|two\Z)\b", re.IGNORECASE)
_SOLUTION: Final = "S01"


class Told(NamedTuple):
    """Whether a check is passed, and why, in one line for people."""

    holds: bool
    why: str


def keeps_facts(one: Suggested) -> Told:
    """Rewrite: each number, role, name and time of the draft is kept, or its removal is said.

    The words of the finding itself may go. Where most of the other words that carry content are gone and
    nothing says so, a place or an act went with them. A question takes nothing away.
    """
    if not one.rewords:
        return Told(holds=True, why="a question takes nothing away")
    whole = [one.worded, one.note, *one.gaps]
    told = union_of(whole)
    lost = unsupported_numbers(one.outside, whole) + unsupported_names(one.outside, whole)
    lost += [
        who
        for span in strange_groups(one.outside, whole)
        if not stems_of(who := span.of(one.outside)) <= told
    ]
    if lost:
        return Told(holds=False, why=f"gone, and nothing says so: {', '.join(lost)}")
    had = stems_of(one.outside)
    kept = len(had & told) / len(had) if had else 1.0
    return Told(kept >= _KEPT, f"{kept:.0%} of the other words are kept")


def invents_nothing(one: Suggested) -> Told:
    """No number, role, cause, segment or name that neither draft nor evidence has.

    A rewrite may bring in up to two new words of content outside its need and five in all. A question is free
    in its words, and what it asks about ("which of the two", "what makes them leave") it doesn't claim.
    """
    sources = [*one.sources, FORM]
    strange = without_source(one, sources)
    if strange:
        return Told(holds=False, why=f"has no source: {strange[0]}")
    if not one.rewords:
        return Told(holds=True, why="all it claims has a source")
    known_stems = union_of(sources) | talk()
    need = one.filled.need_sentence
    told = one.filled.text
    in_need = stems_of(need.of(told)) if need else frozenset()
    new = stems_of(one.bare) - known_stems
    fits = len(new - in_need) <= _NEW_OUTSIDE and len(new) <= _NEW_IN_ALL
    return Told(fits, f"new words: {', '.join(sorted(new)) or 'none'}")


def no_solution(one: Suggested, after: Iterable[Finding]) -> Told:
    """Rewrite: of what the critic shows on it (`after`), nothing says that the need names a solution."""
    hit = next((found for found in after if found.code == _SOLUTION), None) if one.rewords else None
    shown = hit.span.text if hit and hit.span else "the need"
    return Told(hit is None, f"a solution: “{shown}”" if hit else "no solution in the need")


def no_group(one: Suggested) -> Told:
    """No people told by age, sex, origin, health, income or family whom neither draft nor evidence names."""
    told = {stem(word.low) for source in one.sources for word in words(source)}
    strange = [
        group.of(one.bare)
        for group in demographic_groups(one.bare)
        if not {stem(word.low) for word in words(group.of(one.bare))} <= told
    ]
    return Told(not strange, f"groups of its own: {', '.join(strange) or 'none'}")


def refusals(one: Suggested, after: Iterable[Finding]) -> list[str]:
    """Say why a suggestion may not be shown, check by check; nothing where it may.

    Args:
        one: the suggestion.
        after: what the critic shows on the statement as the suggestion words it.
    """
    checked = (keeps_facts(one), invents_nothing(one), no_solution(one, after), no_group(one))
    return [told.why for told in checked if not told.holds]


def without_source(one: Suggested, sources: Sequence[str]) -> list[str]:
    """List what is claimed and has no source; what is only asked is no claim."""
    strange = numbers_without_source(one, sources)
    strange += unsupported_groups(one.bare, sources) + unsupported_names(one.bare, sources)
    return strange + (unsupported_causes(one.bare, sources) if one.rewords else [])


def numbers_without_source(one: Suggested, sources: Sequence[str]) -> list[str]:
    """List numbers without a source, but for "every" in a need and "which of the two" in a question, which count nothing."""
    need = one.filled.need_sentence if one.rewords else None
    wanted = need.of(one.filled.text) if need else one.bare if not one.rewords else ""
    return [
        told
        for told in unsupported_numbers(one.bare, sources)
        if not (told in wanted and _COUNTS_NOTHING.match(told))
    ]
