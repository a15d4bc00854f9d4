"""Must-have, performance or delighter: a hypothesis from cues in customers' words, never a finding without its questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wbcoach.define.cues import GRAVE, severity
from wbcoach.define.need_shapes import Group, Kano
from wbcoach.define.shapes import Cue
from wbcoach.define.voices import most_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wbcoach.define.material import Material
    from wbcoach.evidence import Item

ANSWERS: Final = ["I like it", "I expect it", "I don't mind", "I can live with it", "I dislike it"]
_MOST_SURE: Final = 0.8  # words alone never settle it
_DOUBT: Final = 3
_LOW: Final = 0.3
_EXPECTED: Final = re.compile(
    r"\b(?:nobody\s+(?:warned|told)|never\s+told|of\s+course|should\s+(?:just|be\s+able|not\s+have\s+to)|why\s+can(?:['’]?t|not)|stop\s+this|unacceptable|ridiculous|must\s+(?:not|never)|(?:still\s+)?no\s+(?:other\s+)?way\s+to|locked\s+out|lost\s+access)\b|\?\?+|!!+",
    re.IGNORECASE,
)
_DEGREE: Final = re.compile(
    r"\b(?:s+l+o+w+(?:er|ly)?|faster|quicker|sooner|longer|cheaper|easier|fewer|more\s+than|less\s+than|instead\s+of\s+\w+|takes?|took|too\s+(?:small|long|slow|many|much|few|late|big|high)|by\s+hand|one\s+by\s+one|line\s+by\s+line|rounds?\s+on\s+average|hours?|minutes?|tabs)\b",
    re.IGNORECASE,
)
_UNASKED: Final = re.compile(
    r"\b(?:would\s+be\s+(?:nice|lovely|great|cool|amazing)|(?:would|['’]d)\s+love|nice\s+to\s+have|wow|one\s+day|bonus|dream(?:s|ing)?\s+of|surprised\s+(?:me|us)\s+how)\b",
    re.IGNORECASE,
)


def kano(material: Material, places: Sequence[int], done: str | None) -> Kano:
    """Group a need by what its voices say; each voice has one vote, for the strongest cue in its words.

    Args:
        material: all items.
        places: the items of those who have this need.
        done: what is to get done, in customers' words, for the two questions; None leaves a gap in them.
    """
    votes: dict[str, Group] = {}
    cues = []
    for at in places:
        found, who = _cue(material.items[at], material.scales), material.voice(at)
        if found is not None and who is not None:
            group, cue = found
            votes.setdefault(who, group)
            cues.append(cue)
    ranked = list(most_first(votes.values()).items())
    tied = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
    group, count = ranked[0] if ranked and not tied else ("unclear", 0)
    voices = material.voices(places)
    sure = count / max(1, len(votes)) * count / (voices + _DOUBT)
    wording = f"“{done}”" if done else "[get done what?]"
    return Kano(
        group=group,
        confidence=round(min(_MOST_SURE, sure), 2),
        votes=dict(ranked),
        cues=cues,
        functional=f"Suppose you could get this done: {wording}. How would you feel?",
        dysfunctional=f"Suppose you could not get this done: {wording}. How would you feel?",
        answers=ANSWERS,
    )


def _cue(item: Item, scales: Mapping[str, float]) -> tuple[Group, Cue] | None:
    weighed = severity(item, scales)
    if weighed.level == GRAVE:
        start, end = (weighed.span.start, weighed.span.end) if weighed.span else (None, None)
        return "must-have", Cue(id=item.id, level=GRAVE, cue=weighed.cue, start=start, end=end)
    patterns: tuple[tuple[Group, re.Pattern[str], int], ...] = (
        ("must-have", _EXPECTED, 2),
        ("delighter", _UNASKED, 1),
        ("performance", _DEGREE, 2),
    )
    for group, pattern, level in patterns:
        if found := pattern.search(item.text):
            return group, Cue(id=item.id, level=level, cue=found[0], start=found.start(), end=found.end())
    if item.rating is not None and item.rating <= _LOW * scales.get(item.source, 10.0):
        return "must-have", Cue(id=item.id, level=2, cue=f"rating: {item.rating:g}")
    return None
