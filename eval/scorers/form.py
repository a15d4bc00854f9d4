"""Checks of how a suggestion is made: no solution, on template, mends its finding, specific, one question, voice, short."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from eval.marks import Mark
from eval.scorers.asking import asks, closed, leads
from eval.scorers.proposal import stems_of
from wbcoach.grammar import stem, words
from wbcoach.grounding import starred, unsupported_causes
from wbcoach.grounding.wording import talk

if TYPE_CHECKING:
    from eval.scorers.proposal import Proposal

QUESTION_WORDS, REWRITE_WORDS = 30, 60
_SLOT_CODES: Final = frozenset({"T01", "T02", "T03", "T04"})
# The share of the draft's other words that stay in order: the graver the finding, the fewer have to.
_IN_ORDER: Final = {"minor": 0.8, "major": 0.6, "blocker": 0.5}
_CAUSES: Final = frozenset({"D08", "P02", "P04"})
# Mended by words that are added, so that those of the finding may stay.
_MENDED_BY_MORE: Final = frozenset({"D01", "D04", "D06", "D10", "D12", "T02", "T04"})
# Mended by cutting: here the rewrite's words have to be the draft's, in order.
_MENDED_BY_LESS: Final = frozenset({"T05", "T08", "N03"})
_ADVICE: Final = re.compile(
    r"\b(?:more\s+(?:specific|concrete|data|detail|customer-centric|user-centric)|pain\s+points?|user(?:['’]s)?\s+pain"
    r"|improve\s+(?:the\s+)?clarity|quantify|(?:narrow(?:ing)?|define|clarify)\s+(?:the|your)\s+(?:scope|problem|customer)"
    r"|tell\s+me\s+more|user\s+segments?|customer-centric|business\s+(?:goals|impact)|best\s+practices?|stakeholders?)\b",
    re.IGNORECASE,
)


# Words of the language's grammar, which every draft has; to share them names nothing of this one.
_CLOSED_CLASS: Final = (
    "i me you he him she we us they them my mine your yours his hers our ours their theirs this that these those"
    " if while although unless whether because since until though for of at by to in on with from into onto off up down"
    " out over under before after during about across per than as so too very just only also even now then once here"
    " there today again back away had has have having did does done was were been being be is are am would could should"
    " shall will must may might can else another others any some all each every own much many more most less few"
)


@lru_cache(maxsize=1)
def _names_nothing() -> frozenset[str]:
    """Give the stems that don't count as words of a draft: grammar's own, and those for speaking of any draft."""
    return talk() | frozenset(map(stem, _CLOSED_CLASS.split()))


def no_solution(one: Proposal) -> Mark | None:
    """Rewrite: the rule for S01 shows nothing on it."""
    if not one.rewords:
        return None
    told = starred.no_solution(one, one.after)
    return Mark(float(told.holds), told.why)


def template(one: Proposal) -> Mark | None:
    """Rewrite: customer, hardship, moment and need are there (the rules for T01-T04), gaps taken as filled."""
    if not one.rewords:
        return None
    missing = sorted({found.code for found in one.after} & _SLOT_CODES)
    return Mark(
        float(not missing), f"missing: {', '.join(missing)}" if missing else "all four slots are there"
    )


def fixes(one: Proposal) -> Mark | None:
    """Rewrite: the critic no longer shows the finding, its words are gone, and no new one of weight has come in.

    None where the critic doesn't see the finding in the draft either and it stands on no words: then nothing can be told.
    """
    if not one.rewords:
        return None
    code, span = one.finding.code, one.finding.span
    shown = {found.code for found in one.after}
    if code in shown:
        return Mark(0.0, f"{code} is still shown")
    if code in _CAUSES and unsupported_causes(one.bare, [item.text for item in one.evidence]):
        return Mark(0.0, "a cause is still given that no evidence has")
    same_words = span is not None and span.of(one.statement.text).lower() in one.ungapped.lower()
    if same_words and code not in _MENDED_BY_MORE:
        return Mark(0.0, "the words of the finding are still there")
    # That evidence is missing was so before, whether or not a figure hid it.
    new = sorted({found.code for found in one.after if found.severity != "minor"} - one.before - {"D01"})
    if new:
        return Mark(0.0, f"new: {', '.join(new)}")
    if code == "D06":
        return _sets_against(one)
    if code not in one.before and (span is None or same_words):
        return None
    return Mark(1.0, f"{code} is gone and nothing of weight has come in")


def _sets_against(one: Proposal) -> Mark | None:
    against = one.against
    if not against:
        return None
    return Mark(float(bool(against & set(one.ids))), f"speaks against it: {', '.join(sorted(against))}")


def specific(one: Proposal) -> Mark:
    """It takes up words of this draft that carry content, and is none of the advice that fits any draft.

    A question that points at the finding's words ("it", "that word") and names none of them fits any draft with that
    finding, so it fails.
    """
    advice = _ADVICE.search(one.bare)
    nothing = talk() if one.rewords else _names_nothing()
    shared = stems_of(one.worded) & (stems_of(one.statement.text) - nothing)
    wanted = 2 if one.rewords else 1
    if advice and len(shared) <= wanted:
        return Mark(0.0, f"advice for any draft: “{advice[0]}”")
    return Mark(float(len(shared) >= wanted), f"of the draft: {', '.join(sorted(shared)) or 'nothing'}")


def one_question(one: Proposal) -> Mark | None:
    """Question: one at a time, open, not leading, with no answer inside."""
    if one.rewords:
        return None
    number = asks(one.worded)
    if number != 1:
        return Mark(0.0, f"asks {number} things")
    if why := leads(one.worded):
        return Mark(0.0, why)
    return Mark(
        float(not closed(one.worded)), "yes or no would do" if closed(one.worded) else "one open question"
    )


def voice(one: Proposal) -> Mark | None:
    """Rewrite: the draft's other words stay, in their order; how many have to depends on the finding's severity.

    Where the finding is mended by cutting, the rewrite's words have to be the draft's instead.
    """
    if not one.rewords:
        return None
    from rapidfuzz.distance import LCSseq

    mine = [word.low for word in words(one.outside)]
    if not mine:
        return None
    said_out = {word.low for word in words(one.note)}
    wanted = [word for word in mine if word not in said_out]
    told = [word.low for word in words(one.worded)]
    whole = len(told if one.finding.code in _MENDED_BY_LESS else wanted)
    kept = LCSseq.similarity(wanted, told) / max(1, whole)
    bar = _IN_ORDER.get(one.finding.severity, _IN_ORDER["major"])
    return Mark(float(kept >= bar), f"{kept:.0%} of the other words in order, at least {bar:.0%}")


def short(one: Proposal) -> Mark:
    """A question has at most 30 words, a rewrite at most 60; ids count for nothing."""
    limit = REWRITE_WORDS if one.rewords else QUESTION_WORDS
    number = len(one.text.split()) - len(one.ids)
    return Mark(float(number <= limit), f"{number} words, at most {limit}")
