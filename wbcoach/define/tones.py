"""Whether an item tells that things go well where it has no word of praise, and whether its praise is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.define import themes
from wbcoach.define.cues import Tone, asked_and_denied, at_the_top, taken_back
from wbcoach.heads.going import scores
from wbcoach.vocabulary.praising import BADLY, GOOD, praised_by_grammar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wbcoach.evidence import Item
    from wbcoach.library.vectors import ReadsHalfway

AT_MOST: Final = 2000  # texts that are read for it: some milliseconds each
# Where the rules are silent, where they see blame, and below which their praise is doubted.
_SURE, _SURER, _DOUBTED = 0.55, 0.65, 0.12
# "Refund was quick", "Love the new menu": a thing and its praise, and nothing that could turn it.
_BARE: Final = re.compile(
    rf"\s*(?:(?:[\w'’-]+\s+){{1,4}}(?:is|are|was|were)\s+(?:(?:very|really|so|quite|all|always|now)\s+)?{GOOD}(?:\s+and\s+{GOOD})?(?:\s+(?:now|here|(?:for|to)\s+(?:me|us)))?"
    r"|(?:i\s+|we\s+)?(?:really\s+)?love\s+(?:the|your|my|our|this|these|that|how)(?:\s+(?!\w+ing\b)[\w'’-]+){1,3})\s*[.!]*\s*",
    re.IGNORECASE,
)


# Who checks or does more than it should take has no trust in it, whatever came of it.
_TO_BE_SURE: Final = re.compile(
    r"\b(?:just\s+to\s+(?:check|see|make\s+sure|be)|to\s+be\s+(?:safe|sure|certain|on\s+the\s+safe\s+side)|in\s+case|out\s+of\s+(?:fear|caution)|for\s+fear)\b",
    re.IGNORECASE,
)


def heard(
    items: Sequence[Item], tones: Sequence[Tone], scales: Mapping[str, float], reader: ReadsHalfway
) -> tuple[frozenset[str], frozenset[str]]:
    """Read the items whose tone the rules can't be sure of.

    A question, praise that is taken back, a thing and its praise without another word, praise by its grammar, and words beside a rating at
    the top stay what they are. Of more than
    `AT_MOST` items a sample is read, chosen by a hash of the id.

    Returns:
        The ids of those that tell that things go well where the rules don't see it, and of those whose praise isn't meant.
    """
    doubtful = [
        at
        for at, item in enumerate(items)
        if item.is_voice
        and (
            (
                tones[at] in ("open", "badly")
                and "?" not in item.text
                and not taken_back(item.text)
                and not _TO_BE_SURE.search(item.text)
            )
            or (
                tones[at] == "well"
                and not asked_and_denied(item.text)
                and not at_the_top(item, scales)
                and not bare_praise(item.text)
                and not praised_by_grammar(item.text)
            )
        )
    ]
    chosen = sorted(sorted(doubtful, key=lambda at: themes.draw(items[at].id))[:AT_MOST])
    if not chosen:
        return frozenset(), frozenset()
    glad: set[str] = set()
    hollow: set[str] = set()
    for at, score in zip(chosen, scores([items[at].text for at in chosen], reader), strict=True):
        if tones[at] == "well":
            if score < _DOUBTED:
                hollow.add(items[at].id)
        elif score >= (_SURER if tones[at] == "badly" else _SURE):
            glad.add(items[at].id)
    return frozenset(glad), frozenset(hollow)


def bare_praise(text: str) -> bool:
    """Say whether a text is a thing and its praise, with no trouble named: there is nothing by which it could be unmeant."""
    return bool(_BARE.fullmatch(text)) and not BADLY.search(text)
