"""Words by which feedback turns a statement round: what it says happens is denied, what it says is lacking is there.

The words of denial alone prove nothing: they have to bear on an act or a thing of the statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wbcoach.grammar import content, sentences, words
from wbcoach.lexicon import names_people
from wbcoach.numerals import NUMBER_WORDS
from wbcoach.vocabulary.pasts import root
from wbcoach.vocabulary.screen import screened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wbcoach.grammar import Word

_NEVER = (
    r"never|nobody|no[\s-]one|none(?!\s+of\s+(?:my|our)\s+business)|not\s+once|not\s+a\s+single|no\s+longer|neither|rarely|hardly\s+(?:any\w*|ever)|stopped|zero"
    r"|(?:haven|hasn|hadn|didn|don|doesn)['’]t(?!\s+(?:work|know|come|help|answer|arrive|get))|(?:have|has|had|do|does|did)\s+not|(?<!had\s)(?<!have\s)(?<!has\s)(?<!with\s)(?<!is\s)no(?!\s+(?:wrong|other|such|better|easy|clear|quick|proper|real|good|idea|way))|0(?=\s+of\s+\d)"
)
_DENIED = screened(rf"\b(?:{_NEVER})\b", re.IGNORECASE)
# Where what is denied ends; without it a denial reaches into the next thought.
_END = re.compile(
    r"[.;:?!()]|,\s|\s[–—-]\s|\b(?:when|if|because|so|while|until|till|but|and|unless|once|since|before|after|whenever|as|who|which)\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"[.;:?!()]|,\s|\b(?:when|if|because|so|while|until|till|but|unless|once|since|before|after|whenever|as|and)\b",
    re.IGNORECASE,
)
NOT_THERE = screened(
    r"\b(?:never|nobody|no[\s-]one|nothing|none|no|not|cannot|without|nowhere|lacks?|unable\s+to|fails?\s+to|\w+n['’]t)\b",
    re.IGNORECASE,
)
# It is there, or it is done, each time or for everyone.
_THERE = screened(
    r"\b(?:always|every\s+(?:time|day|night|week|morning|evening|single)|each\s+time|everyone|everybody|all\s+of\s+(?:them|us)|at\s+once|straight\s*away|on\s+time|in\s+time|nearly\s+all|almost\s+all|from\s+day\s+one|the\s+same\s+(?:day|week|evening|hour|morning)|(?:i|we)\s+(?:can|could)(?!n['’]t|not|\s+not|\s+(?:hear|never|hardly|only))|got|comes?\s+with)\b",
    re.IGNORECASE,
)
# The state of things has changed for the better, or is told as no trouble.
_EASED = screened(
    r"\b(?:used\s+to\s+(?:be|have)\b[^.;]{0,60}\b(?:now|today|any\s*more|hardly)|used\s+to\s+be\s+[^.;]{0,60}[.;]\s+they\s+stopped|(?:that|it|which|the\s+\w+)\s+(?:has\s+)?stopped\s+(?:in|with|when|since|last|after)|(?:that|those|it)(?:['’]s|\s+(?:was|were|is|are))\s+before\s+the"
    r"|since\s+(?:the|they|you|we|last|this|january|february|march|april|may|june|july|august|september|october|november|december|easter|spring|summer|autumn)\b[^.;]{0,60}?\b(?:there['’]s\s+always|straight|at\s+once|never|no\s+one|nobody|no\s+longer|in\s+one|themselves|always|fine|easy|quick\w*|works?)"
    r"|(?:straight|right)\s+(?:on|in|through|up\s+to|onto|to\s+the|away)\b|no\s+(?:fuss|bother|trouble|charge|hurry|drama|hassle|queues?|problems?|issues?|delays?|waiting)|like\s+a\s+charm|trivial|as\s+usual|in\s+my\s+sleep|full\s+bars|(?:takes?|took)\s+(?:me\s+|us\s+)?(?:a|one|two)\s+(?:minutes?|seconds?|moment)"
    r"|(?:did|do)\s*(?:n['’]t|\s+not)\s+even\s+notice|(?:never|isn['’]t|is\s+not|wasn['’]t|not)\s+(?:an?\s+|the\s+)?(?:issue|problem|drama|bother|trouble)|always\s+(?:ha[sv]e?\s+been|been|fine|free|there|told|works?|worked|salted|open)|(?:was|is|were|are)\s+(?:perfect|free\s+when|there\s+before|fine|free)\b|\w+['’]s\s+free\b|that\s+part\s+works|\bat\s+once(?=[,.;]|\s+and\s+(?:shows|tells|see)|\Z)|never\s+let\s+(?:me|us)\s+down|never\s+(?:had|have)\s+to)",
    re.IGNORECASE,
)
_SPARED = screened(
    r"\b(?:nobody|no[\s-]one|none\s+of\s+(?:us|them)|never|didn['’]t|don['’]t|doesn['’]t|not)\s+(?:\w+\s+)?(?:ha[ds]|have|needs?|needed)\s+to\b",
    re.IGNORECASE,
)
_THEN = screened(
    r"\b(?:back\s+then|in\s+those\s+days|at\s+that\s+time|(?:in|on|with|under)\s+the\s+(?:old|former|previous|last)\s+\w+|years?\s+(?:back|ago)|only\s+[^.;]{1,30}\bthen)\b",
    re.IGNORECASE,
)
# A "never" is good news but where what never happens is what one would wish for.
_NEVER_BAD = screened(
    r"\b(?:never|not\s+once|not\s+(?:a\s+single|one|in)\s+(?:any\s+)?(?:time|day|storm|night))\b(?!\s+(?:been\s+)?(?:what|where|how|as|who|the\s+same|know|get|got|see|saw|seen|answers?|find|found|works?|worked|comes?|came|arrives?|hears?|heard|tells?|told|sure|enough|match\w*|picks?|again|ask\w*|read|reads|think|use|used|learn\w*|reach\w*|stay\w*|fits?|opens?|calls?|called|write|wrote|there|shown?|says?|said|ready|right|on\s+time|quite|open|clear|easy|able|mind|easily|leave|understood|understand))",
    re.IGNORECASE,
)
_CHANGED = screened(
    r"\bused\s+to\b[^.;]{0,60}\b(?:now|today|any\s*more)\b|\b(?:that|it|the\s+\w+)\s+stopped\s+(?:in|with|when|since|last|after)\b",
    re.IGNORECASE,
)
_KIND = re.compile(r"\s+(?P<kind>(?:who|with|without|on|\w+ing)\s[^:;,.\d]{3,40})(?=[:;,\d])", re.IGNORECASE)
_PEOPLE = re.compile(r"\b(?:i|me|my|we|us|our|you|she|he|her|him|again|out|off)\b", re.IGNORECASE)
# What opens on another thing, and has no word of the statement.
_OPENS_ON = re.compile(r"\s*(?:the|your|my|our|a|an)\s+\w+", re.IGNORECASE)
_COUNT = re.compile(rf"(?:{NUMBER_WORDS}|most|many|some|all|other|few|both)", re.IGNORECASE)
_PLAIN = frozenset(
    "he she we us they them it i me you was were is are be been am his her our your their after befor becaus customer today about still off got "
    "take do did come go get let make also onli even just everi each some most mani all one two who which that this there here now then".split()
)
_DIGIT = re.compile(r"\d")
_NOT_SO = screened(r"\b(?:not|never|without|no|n['’]t|un(?=\w))\s*(?P<what>[\w'’-]+)", re.IGNORECASE)
_PLACE = re.compile(
    r"\s*(?:at|in|by|on|with|for)\s+(?!(?:our|my|us|me|it|that|this|fact|average|total|all|each|every|both|day|time)\b)(?P<place>[^,.;:]{3,40}?)(?:,|\s+(?:there['’]s|there|the|we|they|it|every|each|you|a|no|is|are)\b)",
    re.IGNORECASE,
)
_NAUGHT = re.compile(
    r"(?P<thing>[\w’'-]+(?:\s+[\w’'-]+){0,2})\s*:?\s+(?:0|none|zero)(?=[\s,.;]|$)(?!\s+of\b)", re.IGNORECASE
)
_ZERO = screened(r"\b(?:0|none|zero)\b", re.IGNORECASE)
_RISE = screened(
    r"\b(?:rises?|rose|risen|rising|grows?|grew|grown|growing|increas(?:es|ed|ing)|climb(?:s|ed|ing)|up\s+from|more\s+and\s+more|get(?:s|ting)?\s+(?:worse|longer|slower))\b",
    re.IGNORECASE,
)
_FALL = screened(
    r"\b(?:falls?|fell|fallen|(?<!were\s)(?<!was\s)dropped\s+(?:from|to|by)|decreas(?:es|ed|ing)|shr(?:ank|unk|inking)|down\s+(?:from|to)|halved|fewer\s+and\s+fewer|hardly\s+any\w*|get(?:s|ting)?\s+(?:better|shorter|faster))\b",
    re.IGNORECASE,
)
_WONDERED = re.compile(
    r"\b(?:know|see|check|ask(?:ed)?|tell|wonder|sure|find\s+out|look|learn|hear|certain|guess)\b[^.;!?]{0,30}\bif\s+(?:[\w'’-]+\s+){0,4}\Z|\bwhether\s+(?:[\w'’-]+\s+){0,4}\Z",
    re.IGNORECASE,
)
_REACH, _AHEAD, _OPENS, _AT_FIRST, _LONG = 70, 8, 3, 50, 4


@dataclass(frozen=True, slots=True)
class Denials:
    """What a statement says, as roots: the act that it tells, the words of the hardship, what it says is lacking, its moment, and all of it.

    `rises` tells that it says that something grows.
    """

    acts: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    moment: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    rises: bool = False


def roots(found: Iterable[Word]) -> frozenset[str]:
    """Give the roots of the words that say something by themselves."""
    return frozenset(root(word.low) for word in content(found)) - _PLAIN


def lacking(text: str, start: int, end: int) -> frozenset[str]:
    """Give the roots of what a stretch of a statement says isn't so: "finds no seat", "never get the draught"."""
    found: set[str] = set()
    for match in NOT_THERE.finditer(text, start, end):
        stop = _SCOPE.search(text, match.end(), end)
        found.update(
            root(word.low) for word in content(words(text, match.end(), stop.start() if stop else end))
        )
    return frozenset(found) - _PLAIN


@lru_cache(maxsize=512)
def turned_round(text: str, claimed: Denials) -> bool:
    """Say whether a text denies what a statement tells, or has what the statement says is lacking.

    Args:
        text: the feedback.
        claimed: the roots of the statement's acts and things, and of what it says is lacking.
    """
    return any(True for _ in _turns(text, claimed))


def eased(text: str) -> int:
    """Count the words that tell that something is no trouble, or is so no longer."""
    eases = sum(1 for cue in _EASED.finditer(text) if not wondered(text, cue.start()))
    return eases + sum(1 for _ in _SPARED.finditer(text))


def wondered(text: str, at: int) -> bool:
    """Say whether words stand in a question that somebody has: "to know if one is free" tells of none that is."""
    return bool(_WONDERED.search(text, max(0, at - _REACH), at))


def rising(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of a statement tells that something grows."""
    return bool(_RISE.search(text, start, end)) and not _FALL.search(text, start, end)


def of_the_past(text: str) -> bool:
    """Say whether a text tells of a time that is over: "in the old system", "it was only small photos then"."""
    return bool(_THEN.search(text))


def other_people(text: str, who: frozenset[str], known: frozenset[str]) -> bool:
    """Say whether a text opens with people of another kind: "Car drivers stay", "Evening members tell us"."""
    first = words(text)[:_OPENS]
    for place, word in enumerate(first):
        if not names_people(word.low):
            continue
        if not word.low.endswith("s") and word.low not in ("people", "staff"):
            return False  # one who says who they are is no other segment
        others = [
            root(one.low)
            for one in content(first[:place])
            if one.low.isalpha() and not _COUNT.fullmatch(one.low)
        ]
        if root(word.low) in who and (kind := _KIND.match(text, word.end)):
            return not roots(words(kind["kind"])) <= known
        return (root(word.low) not in who and place < _OPENS - 1) or any(one not in known for one in others)
    return False


def told_of_oneself(text: str) -> bool:
    """Say whether somebody tells what happened to people, and doesn't open on a thing of its own: "The new trolleys squeak"."""
    return bool(_PEOPLE.search(text)) and not opens_on_a_thing(text)


def opens_on_a_thing(text: str) -> bool:
    """Say whether a text begins with a thing: "The foyer was cold", "Your roses are beautiful"."""
    return bool(_OPENS_ON.match(text))


def other_moment(text: str, moment: frozenset[str]) -> bool:
    """Say whether a text speaks of the times when the statement's moment isn't there: "calls that are not transferred"."""
    return any(root(match["what"].lower()) in moment for match in _NOT_SO.finditer(text, 0, _AT_FIRST))


def elsewhere(text: str, known: frozenset[str]) -> bool:
    """Say whether a text sets its scene at the very start, and in a place or a time of none of the known roots."""
    match = _PLACE.match(text)
    if match is None:
        return False
    named = [root(word.low) for word in content(words(text, match.start("place"), match.end("place")))]
    near = any(one in known or any(one in other for other in known if len(one) >= _LONG) for one in named)
    return bool(named) and not near and not any(map(str.isdigit, match["place"]))


def _turns(text: str, claimed: Denials) -> Iterator[int]:
    for match in _DENIED.finditer(text):
        after = _ahead(text, match.end())
        if any(one in claimed.acts for one in after) or len(set(after) & claimed.things) >= 2:
            yield match.start()
    for match in _NAUGHT.finditer(text) if _ZERO.search(text) else ():
        if any(root(word.low) in claimed.things | claimed.moment for word in content(words(match["thing"]))):
            yield match.start()
    if claimed.rises and (fall := _FALL.search(text)) and _shares(text, claimed.known):
        yield fall.start()
    if changed := _CHANGED.search(text):
        yield changed.start()
    for match in () if claimed.lacks & claimed.things else _NEVER_BAD.finditer(text):
        if not _DIGIT.search(text) and _shares(text, claimed.things | claimed.moment):
            yield match.start()
    if not claimed.lacks or claimed.lacks.isdisjoint(root(word.low) for word in words(text)):
        return
    for sentence in sentences(text):
        if _THERE.search(text, sentence.start, sentence.end) and not NOT_THERE.search(
            text, sentence.start, sentence.end
        ):
            yield sentence.start


def _shares(text: str, known: frozenset[str]) -> bool:
    return any(root(word.low) in known for word in content(words(text)))


def _ahead(text: str, start: int) -> list[str]:
    end = _end(text, start, min(len(text), start + _REACH))
    return [root(word.low) for word in content(words(text, start, end))[:_AHEAD]]


def _end(text: str, start: int, end: int) -> int:
    stop = _END.search(text, start + 1, end)
    return stop.start() if stop else end


def first_acts(found: list[Word]) -> frozenset[str]:
    """Give the root of the first word of a hardship: the act that people have to do."""
    told = content(found)
    return frozenset(root(word.low) for word in told[:1])
