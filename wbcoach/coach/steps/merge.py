"""Bring together what the model proposed, what a second reader said of it, and what the offline critic found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from wbcoach.coach.saying import lost, named
from wbcoach.coach.steps.state import HIGH_RISK, State, among, joined, same
from wbcoach.critique import Finding, scores_of
from wbcoach.pitfall import SHOWN_FROM
from wbcoach.pitfalls import settle, stands_for

Drop = Callable[[str, str], None]


def merge(state: State) -> State:
    """Decide what is shown; a grave finding that nobody else agreed to is tentative, one that was denied is dropped."""
    dropped = list(state.dropped)

    def drop(what: str, reason: str) -> None:
        dropped.append(lost(what, reason))

    passed = [looked for one in state.checked if (looked := _looked_at(one, state, drop)) is not None]
    merged = _merged(state.case.rules, [one for one in passed if one.confidence >= SHOWN_FROM], drop)
    unsure = _apart([one for one in passed if one.confidence < SHOWN_FROM], merged, drop)
    shown = {finding.code for finding in merged}
    known = [one for one in state.case.unsure if one.code not in shown and not among(one, unsure)]
    mine = sum("llm" in one.found_by for one in merged)
    return replace(
        state,
        findings=tuple(merged),
        tentative=(*known, *unsure),
        dropped=tuple(dropped),
        reached=state.reached + Counter(second_look=len(passed), shown=mine),
        merged=True,
        told=f"{len(merged)} shown, {mine} of them by the model as well",
    )


def _looked_at(one: Finding, state: State, drop: Drop) -> Finding | None:
    """Apply what a second reader said; without one a grave finding of the model alone waits behind "more".

    Feedback could have talked the model into it.
    """
    if one.code not in HIGH_RISK or one.found_by != ("llm",) or among(one, state.case.rules):
        return one
    answer = next((look.answer for look in state.looks if same(look.finding, one)), None)
    if answer == "agreed":
        return one
    if answer == "disagreed":
        drop(_name(one), "second look disagreed")
        return None
    return one.model_copy(update={"confidence": min(one.confidence, SHOWN_FROM - 0.01)})


def _merged(rules: Sequence[Finding], proposed: Sequence[Finding], drop: Drop) -> list[Finding]:
    """Join findings of the same code on the same words; of two codes on the same words the weightier stays.

    Nothing that a model says may raise a score, so it can't put a harmless fault in the place of a grave one.
    """
    merged = list(rules)
    for one in sorted(proposed, key=lambda finding: finding.weight):
        place = next((i for i, other in enumerate(merged) if same(one, other)), None)
        if place is not None:
            if "llm" in merged[place].found_by:
                drop(_name(one), "was proposed already")
            merged[place] = joined(merged[place], one)
            continue
        settled = settle([*merged, one])
        if not _holds(one, settled):
            drop(_name(one), "a weightier finding has the same words")
        elif not all(_is_kept(known, settled) for known in rules):
            drop(_name(one), "would hide what a rule found on the same words")
        elif _milder(settled, merged):
            drop(_name(one), "would hide a finding that bears on another score")
        else:
            for milder in merged:
                if not _holds(milder, settled):
                    drop(_name(milder), "a weightier finding has the same words")
            merged = settled
    return merged


def _is_kept(known: Finding, findings: Sequence[Finding]) -> bool:
    """Say whether what was seen without a model is still there, or a graver grade of the same fault on its words.

    Asked of the first findings at each step: two proposals, each fair by itself, could else push one out together.
    """
    return any(same(known, one) or stands_for(one, known) for one in findings)


def _apart(tentative: Sequence[Finding], merged: Sequence[Finding], drop: Drop) -> list[Finding]:
    """Keep of the unsure findings those that are not there already."""
    kept: list[Finding] = []
    for one in tentative:
        if among(one, (*merged, *kept)):
            drop(_name(one), "is unsure, and there already")
        else:
            kept.append(one)
    return kept


def _holds(one: Finding, findings: Sequence[Finding]) -> bool:
    return any(other is one for other in findings)


def _milder(after: Sequence[Finding], before: Sequence[Finding]) -> bool:
    pairs = zip(scores_of(after).model_dump().values(), scores_of(before).model_dump().values(), strict=True)
    return any(new > old for new, old in pairs)


def _name(finding: Finding) -> str:
    return named(finding.code, finding.span.text if finding.span else "")
