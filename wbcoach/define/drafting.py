"""A first draft of a statement from a pain: the template, one customer's words where they fit, gaps for all the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from wbcoach.critique import SlotName
from wbcoach.define.acts import Told, acts_out, clause_end
from wbcoach.define.clauses import moments_of
from wbcoach.define.quoting import private, quoted
from wbcoach.define.shapes import DraftPart
from wbcoach.define.voices import voice_of
from wbcoach.define.wants import wants
from wbcoach.grammar import Span, base_verb, sentences, trim, words
from wbcoach.grounding import check_quote
from wbcoach.slots.troubles import tells_trouble

if TYPE_CHECKING:
    from wbcoach.evidence import Item

GAPS: Final[dict[SlotName, str]] = {
    "customer": "[who, exactly?]",
    "problem": "[what goes wrong today?]",
    "situation": "[in which moment?]",
    "need": "[get done what?]",
}
# How a slot is headed in a document of ours: no reader of documents takes that for a statement's label, as it does "problem:".
TOLD_AS: Final[dict[SlotName, str]] = {
    "customer": "who",
    "problem": "what they have to do",
    "situation": "when",
    "need": "what they need",
}
_OFTEN: Final = r"(?:(?:always|usually|often|still|just|then|also|now|\w+ly)\s+)?"
# What comes before the words for what somebody is made to do.
_HAS_TO: Final = re.compile(
    rf"\b(?:I|[Ww]e)\s+{_OFTEN}(?:have|had)\s+{_OFTEN}to\s+|\b(?:I|[Ww]e)['’]ve\s+(?:got|had)\s+to\s+|\b(?:I|[Ww]e)\s+must\s+"
    r"|\b(?:I|[Ww]e)(?:\s+(?:am|are|was|were|get|got)|['’](?:m|re))\s+(?:forced|obliged|required|made|left|told|asked)\s+to\s+"
    r"|\b(?:no\s+(?:other\s+)?(?:choice|option|way)\s+(?:but|than)|only\s+(?:way|option|choice)(?:\s+(?:left|out))?\s+is)\s+to\s+"
    r"|\b(?:forces|forced|leaves|obliges|requires)\s+(?:me|us)\s+to\s+|\b(?:makes|made)\s+(?:me|us)\s+",
)
# What somebody does for want of anything better is a hardship where it stands as the outcome of what went before.
_SO: Final = re.compile(rf"\bso\s+(?:I|we)\s+{_OFTEN}|\b[Ii]nstead,?\s+(?:I|we)\s+{_OFTEN}")
# What somebody says they do today, at the head of a clause: no past, no denial, no question.
_DOES: Final = re.compile(rf"(?:(?<=[.!?;,]\s)|\A|\b(?:and|so|then|but)\s+)(?:I|[Ww]e)\s+{_OFTEN}(?=[a-z])")
_WHEN_INSIDE: Final = re.compile(
    r"\s(?:when(?:ever)?|if|while|(?:every|each)\s+time|as\s+soon\s+as|before|after|until)\b", re.IGNORECASE
)
_WHEN: Final = re.compile(
    r"(?:when(?:ever)?|(?:every|each|any)\s*time(?:\s+that)?|as\s+soon\s+as|the\s+(?:very\s+)?(?:moment|minute|instant)(?:\s+that)?)\s+",
    re.IGNORECASE,
)
# "Does anyone know when", "as if when": what is asked, or isn't so, is no moment.
_ASKED: Final = re.compile(
    r"\b(?:know|knows|knew|tell|say|says|ask|guess|wonder|see|sure|idea|find\s+out|as)\s+\Z", re.IGNORECASE
)
# "Those I need to see don't book": what follows is somebody else's verb.
_OTHER_VERB: Final = frozenset(
    "don't doesn't didn't do does did is are was were has have had can't won't".split()
)
_QUOTED: Final = re.compile(r"[\"“”«»]|(?:^|\s)['‘]|['’](?:\s|$)")
_LONGEST: Final = 24  # words
_TRIED: Final = 60  # items; the most typical come first
# In a statement about others "my" would be the author's.
_OWN: Final = frozenset(
    "i me my mine we us our ours you your i'm i've i'd we're we've it they them this that these those"
    " he him his she her hers they'd they're he's she's".split()
)
_MAY_POINT: Final = frozenset("it they them this that these those".split())


def drafted(items: Sequence[Item]) -> list[DraftPart]:
    """Fill the template's parts from a pain's items: hardship and moment of one person, never of two, and what people want done.

    Args:
        items: of the pain, the most typical first; of many only the first are read.
    """
    telling = [item for item in items[:_TRIED] if voice_of(item) and not private(item.text)]
    hardship, moment = _of_one(telling, _hardship)
    if hardship is None:
        told, its_moment = _of_one(telling, _plain_hardship)
        hardship, moment = (told, its_moment) if told is not None else (hardship, moment)
    parts = {"customer": None, "problem": hardship, "situation": moment, "need": _need(telling)}
    return [_part(slot, parts[slot]) for slot in GAPS]


def _of_one(
    items: Iterable[Item], hardship_in: Callable[[Item], Told | None]
) -> tuple[Told | None, Told | None]:
    """Give hardship and moment of the first person who tells both, else of the first who tells one."""
    best: tuple[Told | None, Told | None] = (None, None)
    for item in items:
        found = (hardship_in(item), _moment(item))
        if sum(part is not None for part in found) > sum(part is not None for part in best):
            best = found
        if all(best):
            break
    return best


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
    """Find what somebody says they have to do, else what they do for want of anything better."""
    for pattern in (_HAS_TO, _SO):
        for sentence in sentences(item.text):
            for match in pattern.finditer(item.text, sentence.start, sentence.end):
                verb = next(iter(words(item.text, match.end(), sentence.end)), None)
                if verb is None or not base_verb(verb.low) or not acts_out(verb.low):
                    continue
                end = clause_end(item.text, verb.end, sentence.end)
                span = trim(item.text, Span(match.end(), end), ",")
                if told := _fit(item, span, _MAY_POINT):
                    return told
    return None


def _plain_hardship(item: Item) -> Told | None:
    """Find what somebody says they do, in a sentence that tells of trouble: "I sort forty crates by hand"."""
    for sentence in sentences(item.text):
        if sentence.of(item.text).endswith("?") or not tells_trouble(item.text, sentence.start, sentence.end):
            continue
        for match in _DOES.finditer(item.text, sentence.start, sentence.end):
            verb = next(iter(words(item.text, match.end(), sentence.end)), None)
            if verb is None or not base_verb(verb.low) or not acts_out(verb.low):
                continue
            end = clause_end(item.text, verb.end, sentence.end)
            when = _WHEN_INSIDE.search(item.text, verb.end, end)
            span = trim(item.text, Span(match.end(), when.start() if when else end), ",")
            if told := _fit(item, span, _MAY_POINT):
                return told
    return None


def _moment(item: Item) -> Told | None:
    for moment in moments_of(item):
        match = _WHEN.match(item.text, moment.span.start, moment.span.end)
        if match is None or _ASKED.search(item.text, 0, moment.span.start):
            continue
        if told := _fit(item, Span(match.end(), moment.span.end), frozenset()):
            return told
    return None


def _need(items: Iterable[Item]) -> Told | None:
    """Find a want of these people in its place; one that only names a thing is none."""
    for item in items:
        for want in wants(item.text):
            if want.done and want.form != "thing" and (told := _fit(item, want.done, frozenset())):
                return told
    return None


def _fit(item: Item, span: Span, allowed: frozenset[str]) -> Told | None:
    """Give words that can be read of others; a hardship may point back ("split it by hand")."""
    told = [word.low.replace("’", "'") for word in words(item.text, span.start, span.end)]
    low = set(told)
    if (
        not 1 < len(low) <= _LONGEST
        or told[1] in _OTHER_VERB
        or told[-1] == "one"
        or _QUOTED.search(span.of(item.text))
    ):
        return None
    if low & (_OWN - allowed) or not check_quote(span.of(item.text), item.text).holds:
        return None
    return Told(item, span)
