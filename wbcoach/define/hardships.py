"""Words of somebody's own that can fill a statement's slot: what they have to do, do for want of anything better, or do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from wbcoach.define.acts import Told, acts_out, clause_end
from wbcoach.define.cues import tone
from wbcoach.grammar import Span, base_verb, sentences, trim, words
from wbcoach.grounding import check_quote
from wbcoach.slots.troubles import tells_trouble

if TYPE_CHECKING:
    from wbcoach.evidence import Item

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
_DOES: Final = re.compile(
    rf"(?:(?<=[.!?;,]\s)|\A|\b[Aa]s\s+an?\s+(?:[\w-]+\s+){{1,3}}|\b(?:and|so|then|but)\s+)(?:I|[Ww]e)\s+{_OFTEN}(?=[a-z])"
)
_WHEN_INSIDE: Final = re.compile(
    r"\s(?:when(?:ever)?|if|while|(?:every|each)\s+time|as\s+soon\s+as|before|after|until)\b", re.IGNORECASE
)
_MOMENT_INSIDE: Final = re.compile(
    r"\s(?:when(?:ever)?|(?:every|each)\s+time|as\s+soon\s+as)\s", re.IGNORECASE
)
# "Those I need to see don't book": what follows is somebody else's verb.
_OTHER_VERB: Final = frozenset(
    "don't doesn't didn't do does did is are was were has have had can't won't".split()
)
_QUOTED: Final = re.compile(r"[\"“”«»]|(?:^|\s)['‘]|['’](?:\s|$)")
_UNREAL: Final = re.compile(r"\bas\s+(?:if|though)\b", re.IGNORECASE)
_LONGEST: Final = 24  # words
# "I" and "my" become "they" and "their"; whom these mean, nobody could tell.
_OTHERS: Final = frozenset(
    "you your yours it they them this that these those he him his she her hers they'd they're he's she's".split()
)
_SELF: Final = frozenset("i me my mine we us our ours i'm i've i'd we're we've myself ourselves".split())
_THAT_CLAUSE: Final = re.compile(
    r"\A(?:(?!\bthat\b).)*\bthat\s+(?:the|an?|my|our|there|all|every|each|no|i|we)\s(?:(?!\bthat\b).)*\Z",
    re.IGNORECASE | re.DOTALL,
)
_MAY_POINT: Final = frozenset("it they them this that these those".split())


def forced_to(item: Item) -> Iterator[Told]:
    """Find what somebody says they have to do, else what they do for want of anything better."""
    for pattern in (_HAS_TO, _SO):
        for sentence in sentences(item.text):
            for match in pattern.finditer(item.text, sentence.start, sentence.end):
                verb = next(iter(words(item.text, match.end(), sentence.end)), None)
                if verb is None or not base_verb(verb.low) or not acts_out(verb.low):
                    continue
                end = clause_end(item.text, verb.end, sentence.end)
                at = _MOMENT_INSIDE.search(item.text, verb.end, end)
                if at is not None and fit(item, trim(item.text, Span(at.end(), end), ","), clause=True):
                    end = at.start()  # the draft has a place of its own for it
                span = trim(item.text, Span(match.end(), end), ",")
                if told := fit(item, span, points=True):
                    yield told


def troubled_act(item: Item) -> Iterator[Told]:
    """Find what somebody says they do, in a sentence that tells of trouble: "I sort forty crates by hand"."""
    for sentence in sentences(item.text):
        if tells_trouble(item.text, sentence.start, sentence.end):
            yield from _done_in(item, sentence)


def _done_in(item: Item, sentence: Span) -> Iterator[Told]:
    if sentence.of(item.text).endswith("?"):
        return
    for match in _DOES.finditer(item.text, sentence.start, sentence.end):
        verb = next(iter(words(item.text, match.end(), sentence.end)), None)
        if verb is None or not base_verb(verb.low) or not acts_out(verb.low):
            continue
        end = clause_end(item.text, verb.end, sentence.end)
        when = _WHEN_INSIDE.search(item.text, verb.end, end)
        span = trim(item.text, Span(match.end(), when.start() if when else end), ",")
        if told := fit(item, span, points=True):
            yield told


def plain_act(item: Item) -> Iterator[Told]:
    """Find what somebody says they do, in an item that doesn't tell that it goes well: "I carry my washing down"."""
    if tone(item, {}) in ("open", "badly"):
        for sentence in sentences(item.text):
            yield from _done_in(item, sentence)


def of_oneself(told: Told) -> bool:
    """Say whether words speak of the speaker: "call my brother"."""
    return bool(_SELF & {word.low for word in words(told.words)})


def fit(item: Item, span: Span, *, points: bool = False, clause: bool = False) -> Told | None:
    """Give words that can be read of others; a hardship may point back ("split it by hand"), a clause has a subject of its own ("there is")."""
    told = [word.low.replace("’", "'") for word in words(item.text, span.start, span.end)]
    low = set(told)
    if _THAT_CLAUSE.search(span.of(item.text)):
        low.discard("that")  # it joins, and points at nothing
    if (
        not 1 < len(low) <= _LONGEST
        or (told[1] in _OTHER_VERB and not clause)
        or told[-1] == "one"
        or _QUOTED.search(span.of(item.text))
        or _UNREAL.search(span.of(item.text))
    ):
        return None
    if (
        low & (_OTHERS - (_MAY_POINT if points else frozenset()))
        or not check_quote(span.of(item.text), item.text).holds
    ):
        return None
    return Told(item, span)
