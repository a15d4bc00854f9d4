"""Checks of what a suggestion claims: facts kept, nothing invented, no group added, evidence cited, doubt kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from eval.marks import Mark
from eval.scorers.proposal import stems_of, union_of
from wbcoach.grammar import stem, words
from wbcoach.grounding import (
    check_quote,
    unsupported_causes,
    unsupported_groups,
    unsupported_names,
    unsupported_numbers,
)
from wbcoach.grounding.people import strange_groups
from wbcoach.grounding.wording import talk
from wbcoach.vocabulary.groups import demographic_groups

if TYPE_CHECKING:
    from eval.scorers.proposal import Proposal

_FORM: Final = "Today, customers have to problem when situation. Customers need a way to need."
_KEPT: Final = 0.6
_NEW_OUTSIDE, _NEW_IN_ALL = 2, 5
_LEANS: Final = 2
# Faults of something that the author may not know: what stands in for it is a gap, or comes from evidence.
_UNKNOWN: Final = frozenset("T01 T02 N01 S03 S08 D01 D02 D03 D04 D05 D08".split())
_HEDGE: Final = re.compile(
    r"\b(?:may|(?<!how )might|could|seem(?:s|ed)?|appear(?:s|ed)?|perhaps|probably|possibly|likely|about|around|roughly|nearly|some"
    r"|(?:we|I)\s+(?:think|believe|guess))\b",
    re.IGNORECASE,
)
_COUNTS_NOTHING: Final = re.compile(r"(?:every|each|all|both|one\s+of|two\Z)\b", re.IGNORECASE)
_SURE: Final = re.compile(
    r"\b(?:always|never|surely|certainly|obviously|clearly|undoubtedly|everywhere|all)\b", re.IGNORECASE
)


def keeps_facts(one: Proposal) -> Mark | None:
    """Rewrite: each number, role, name and time of the draft is kept, or its removal is said.

    The words of the finding itself may go. Where most of the other words that carry content are gone and
    nothing says so, a place or an act went with them.
    """
    if not one.rewords:
        return None
    whole = [one.worded, one.note, *one.gaps]
    told = union_of(whole)
    lost = unsupported_numbers(one.outside, whole) + unsupported_names(one.outside, whole)
    lost += [
        who
        for span in strange_groups(one.outside, whole)
        if not stems_of(who := span.of(one.outside)) <= told
    ]
    if lost:
        return Mark(0.0, f"gone, and nothing says so: {', '.join(lost)}")
    had = stems_of(one.outside)
    kept = len(had & told) / len(had) if had else 1.0
    return _yes_or_no(kept >= _KEPT, f"{kept:.0%} of the other words are kept")


def invents_nothing(one: Proposal) -> Mark:
    """No number, role, cause, segment or name that neither draft nor evidence has.

    A rewrite may bring in up to two new words of content outside its need and five in all. A question is free
    in its words, and what it asks about ("which of the two", "what makes them leave") it doesn't claim.
    """
    sources = [*one.sources, _FORM]
    strange = _unfounded(one, sources)
    if strange:
        return Mark(0.0, f"has no source: {strange[0]}")
    if not one.rewords:
        return Mark(1.0, "all it claims has a source")
    known_stems = union_of(sources) | talk()
    need = one.filled.need_sentence
    told = one.filled.text
    in_need = stems_of(need.of(told)) if need else frozenset()
    new = stems_of(one.bare) - known_stems
    fits = len(new - in_need) <= _NEW_OUTSIDE and len(new) <= _NEW_IN_ALL
    return _yes_or_no(fits, f"new words: {', '.join(sorted(new)) or 'none'}")


def no_group(one: Proposal) -> Mark:
    """No people told by age, sex, origin, health, income or family whom neither draft nor evidence names."""
    told = {stem(word.low) for source in one.sources for word in words(source)}
    strange = [
        group.of(one.bare)
        for group in demographic_groups(one.bare)
        if not {stem(word.low) for word in words(group.of(one.bare))} <= told
    ]
    return _yes_or_no(not strange, f"groups of its own: {', '.join(strange) or 'none'}")


def cites(one: Proposal) -> Mark | None:
    """Evidence is cited by ids that exist, quotations are exact, and nothing is taken from it without its id."""
    items = {item.id: item for item in one.evidence}
    if not items and not one.ids and not one.quoted:
        return None
    strange = [name for name in one.ids if name not in items and name not in one.statement.text]
    if strange:
        return Mark(0.0, f"there is no {', '.join(strange)}")
    cited = [items[name].text for name in one.ids if name in items]
    sources = [one.statement.text, *cited]
    wrong = [quote for quote in one.quoted if not any(check_quote(quote, source).holds for source in sources)]
    if wrong:
        return Mark(0.0, f"nobody said so: “{wrong[0]}”")
    if cited and (figures := _numbers(one, sources)):
        return Mark(0.0, f"not in what it cites: {', '.join(figures)}")
    mine = stems_of(one.statement.text) | talk()
    for item in one.evidence:
        taken = (stems_of(one.bare) & stems_of(item.text)) - mine
        if item.id not in one.ids and len(taken) >= _LEANS:
            return Mark(0.0, f"leans on {item.id} and doesn't say so: {', '.join(sorted(taken))}")
    return Mark(1.0, "what it takes from evidence has its id")


def uncertainty(one: Proposal) -> Mark | None:
    """Rewrite: hedges and gaps of the draft are kept, and what is unknown is a gap, not a made-up value."""
    if not one.rewords:
        return None
    told = one.worded.lower()
    lost = [hedge[0] for hedge in _HEDGE.finditer(one.outside) if hedge[0].lower() not in told]
    if lost:
        return Mark(0.0, f"said for sure, where the draft has “{lost[0]}”")
    if one.outside.count("?]") > len(one.gaps) and not one.ids:
        return Mark(0.0, "a gap of the draft is gone")
    surer = [word[0] for word in _SURE.finditer(one.own) if word[0].lower() not in one.statement.text.lower()]
    if surer:
        return Mark(0.0, f"surer than the draft: “{surer[0]}”")
    made_up = _numbers(one, one.sources)
    if not made_up and one.finding.code in _UNKNOWN and not one.gaps:
        made_up = _unfounded(one, [*one.sources, _FORM])
    return _yes_or_no(not made_up, f"made up: {made_up[0]}" if made_up else "what is unknown stays open")


def _unfounded(one: Proposal, sources: list[str]) -> list[str]:
    """List what is claimed and has no source; what is only asked is no claim."""
    strange = _numbers(one, sources)
    strange += unsupported_groups(one.bare, sources) + unsupported_names(one.bare, sources)
    return strange + (unsupported_causes(one.bare, sources) if one.rewords else [])


def _numbers(one: Proposal, sources: list[str]) -> list[str]:
    """List numbers without a source, but for "every" in a need and "which of the two" in a question, which count nothing."""
    need = one.filled.need_sentence if one.rewords else None
    wanted = need.of(one.filled.text) if need else one.bare if not one.rewords else ""
    return [
        told
        for told in unsupported_numbers(one.bare, sources)
        if not (told in wanted and _COUNTS_NOTHING.match(told))
    ]


def _yes_or_no(passed: bool, why: str) -> Mark:  # noqa: FBT001  the answer itself
    return Mark(float(passed), why)
