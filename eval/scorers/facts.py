"""Checks of what a suggestion claims: facts kept, nothing invented, no group added, evidence cited, doubt kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from eval.marks import Mark
from eval.scorers.proposal import stems_of
from wbcoach.grounding import check_quote, starred
from wbcoach.grounding.starred import numbers_without_source, without_source
from wbcoach.grounding.wording import talk

if TYPE_CHECKING:
    from eval.scorers.proposal import Proposal

_LEANS: Final = 2
# Faults of something that the author may not know: what stands in for it is a gap, or comes from evidence.
_UNKNOWN: Final = frozenset("T01 T02 N01 S03 S08 D01 D02 D03 D04 D05 D08".split())
_HEDGE: Final = re.compile(
    r"\b(?:may|(?<!how )might|could|seem(?:s|ed)?|appear(?:s|ed)?|perhaps|probably|possibly|likely|about|around|roughly|nearly|some"
    r"|(?:we|I)\s+(?:think|believe|guess))\b",
    re.IGNORECASE,
)
_SURE: Final = re.compile(
    r"\b(?:always|never|surely|certainly|obviously|clearly|undoubtedly|everywhere|all)\b", re.IGNORECASE
)


def keeps_facts(one: Proposal) -> Mark | None:
    """Rewrite: each number, role, name and time of the draft is kept, or its removal is said."""
    return _mark(starred.keeps_facts(one)) if one.rewords else None


def invents_nothing(one: Proposal) -> Mark:
    """No number, role, cause, segment or name that neither draft nor evidence has."""
    return _mark(starred.invents_nothing(one))


def no_group(one: Proposal) -> Mark:
    """No people told by age, sex, origin, health, income or family whom neither draft nor evidence names."""
    return _mark(starred.no_group(one))


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
    if cited and (figures := numbers_without_source(one, sources)):
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
    made_up = numbers_without_source(one, one.sources)
    if not made_up and one.finding.code in _UNKNOWN and not one.gaps:
        made_up = without_source(one, [*one.sources, starred.FORM])
    return _yes_or_no(not made_up, f"made up: {made_up[0]}" if made_up else "what is unknown stays open")


def _mark(told: starred.Told) -> Mark:
    return Mark(float(told.holds), told.why)


def _yes_or_no(passed: bool, why: str) -> Mark:  # noqa: FBT001  the answer itself
    return Mark(float(passed), why)
