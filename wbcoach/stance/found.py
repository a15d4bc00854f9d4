"""Whether feedback that only a search brought up is on a statement's hardship and tells it, or tells that the need is met."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.grammar import Span, content, sentences, words
from wbcoach.slots.troubles import tells_trouble
from wbcoach.vocabulary.pasts import root
from wbcoach.vocabulary.reversals import NOT_THERE, roots, told_of_oneself

if TYPE_CHECKING:
    from wbcoach.evidence import Item
    from wbcoach.stance.claim import Claim

_BY_WORDS: Final = 2
_NEAR: Final = 0.4
# The moment that somebody names themselves, up to where the thought ends.
_OWN_MOMENT: Final = re.compile(
    r"\b(?:when(?:ever)?|while|(?:every|each)\s+time(?:\s+that)?)\s+(?P<told>[^,.;:!?]{3,60})",
    re.IGNORECASE,
)
# A question that is asked or answered is no moment: "find out when it is open", "I don't know if it comes".
_INDIRECT: Final = re.compile(
    r"\b(?:know\w*|knew|tell|told|say|said|ask\w*|guess\w*|wonder\w*|see|saw|sure|clear|idea|out|check\w*|hear\w*|learn\w*)\s+\Z",
    re.IGNORECASE,
)
_PEOPLE_DO: Final = re.compile(
    r"\b(?:i|we|they|everyone|everybody|people|all\s+of\s+us)\s+(?:(?:always|now|already|easily|simply|just|usually)\s+)?(?:(?:can|could|do)\s+)?(?:(?:always|now|already|easily|simply|just)\s+)?(?P<act>\w+)",
    re.IGNORECASE,
)
_WISHED: Final = re.compile(r"\b(?:wish\w*|want\w*|would|like\s+to|['’]d|hope\w*|if|how)\b", re.IGNORECASE)
_NO_TROUBLE: Final = re.compile(
    r"\b(?:no|not|never|without|isn['’]t|wasn['’]t|don['’]t\s+have|didn['’]t\s+have|hardly)\s+(?:(?:had|have|any|much|really|so|too|that|at\s+all|a|an)\s+){0,3}(?:trouble|problems?|bother|hassle|hard|difficult\w*|tricky)\b",
    re.IGNORECASE,
)
_BUT: Final = re.compile(
    r"\b(?:only|but|until|unless|except|too|once|if|though|although|guess\w*)\b", re.IGNORECASE
)


def on_hardship(claim: Claim, item: Item, *, similarity: float) -> bool:
    """Say whether praise in an item is on the hardship, its moment or the need: by two words of them, or one and nearness."""
    told = roots(words(item.text)) - claim.who
    if told & claim.denials.acts:
        return True
    shared = len(told & (_core(claim) | claim.denials.moment))
    return shared >= _BY_WORDS or (shared > 0 and similarity >= _NEAR)


def tells_hardship(claim: Claim, item: Item, *, close: bool) -> bool:
    """Say whether an item tells the hardship, or that the need is not met, of these people and of this moment.

    Enough is the act with a second word of hardship, moment or need; two of hardship and need, or one and
    three of the whole statement, where the texts are `close` in meaning; three with a word of trouble, or
    four, where one is of the hardship or the need; two in a story that one of the statement's own people tells
    of themselves; or what people need to do, with a word of denial.
    """
    if claim.other_kind(item) or _at_another_moment(claim, item.text):
        return False
    every = roots(words(item.text))
    told = every - claim.who
    core = told & _core(claim)
    if not core:
        return False
    shared = core | (told & claim.denials.moment)
    if len(shared) >= _BY_WORDS and told & claim.denials.acts:
        return True
    if len(core) >= _BY_WORDS or (close and len(every & claim.known) > _BY_WORDS):
        return True
    if len(shared) > _BY_WORDS + 1 or _need_denied(claim, item.text):
        return True
    own = claim.same_segment(item) and told_of_oneself(item.text)
    return len(shared) > _BY_WORDS - own and tells_trouble(item.text, 0, len(item.text))


def _core(claim: Claim) -> frozenset[str]:
    """Give the roots of the hardship and of the need, without those of the people."""
    return (claim.denials.things | claim.denials.lacks | claim.needed) - claim.who


def tells_need_met(claim: Claim, item: Item) -> bool:
    """Say whether people tell that they do what the statement says they need a way to do: "I know the hours before I set off"."""
    if not claim.need_acts:
        return False
    ours = claim.known - claim.who
    for sentence in sentences(item.text):
        for match in _PEOPLE_DO.finditer(item.text, sentence.start, sentence.end):
            if root(match["act"].lower()) not in claim.need_acts:
                continue
            if NOT_THERE.search(item.text, sentence.start, match.end()):
                continue
            rest = Span(match.end(), sentence.end)
            if _WISHED.search(item.text, sentence.start, match.end()) or _BUT.search(item.text, *rest):
                continue
            told = roots(words(item.text, *rest)) - claim.need_acts
            if told & claim.needed and len(told & ours) >= _BY_WORDS:
                return not NOT_THERE.search(item.text, *rest)
        if spared := _NO_TROUBLE.search(item.text, sentence.start, sentence.end):
            told = roots(words(item.text, spared.end(), sentence.end))
            if told & claim.need_acts and told & (ours - claim.need_acts):
                return True
    return False


def _need_denied(claim: Claim, text: str) -> bool:
    """Say whether a text tells that people can't do what they need to, in the words of the need."""
    for match in NOT_THERE.finditer(text):
        after = content(words(text, match.end(), min(len(text), match.end() + 60)))
        told = [root(word.low) for word in after]
        if set(told[:_BY_WORDS]) & claim.need_acts and set(told) & (
            claim.known - claim.who - claim.need_acts
        ):
            return True
    return False


def _at_another_moment(claim: Claim, text: str) -> bool:
    """Say whether a text names moments of its own, and each shares nothing with the statement's."""
    ours = claim.denials.moment | claim.denials.lacks
    own = [
        roots(words(text, match.start("told"), match.end("told")))
        for match in _OWN_MOMENT.finditer(text)
        if not _INDIRECT.search(text, 0, match.start())
    ]
    return bool(ours) and any(own) and not any(told & ours for told in own)
