"""What a model may not say in a coach's turn: made-up evidence, verdicts, wording of its own, two questions, planted words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from wbcoach.coach.saying import foreign, planted
from wbcoach.grammar import quotations
from wbcoach.grounding import misquoted, unfounded
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wbcoach.evidence import Stance
    from wbcoach.privacy import Masker

_MOST_WORDS: Final = 40
_BRACKETED: Final = re.compile(r"\[([^\[\]\n?]{1,120})\]")
_LIKE_AN_ID: Final = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,9}-?\w{0,6}-\d[\w-]*(?![\w-])")
_CODE: Final = re.compile(r"(?<![\w-])[A-Z]\d\d(?![\w-])")
_OF_EVIDENCE: Final = re.compile(
    r"\b(?:feedback|evidence|data|items?|records?|interviews?|reviews?|tickets?|surveys?|logs?|customers?|users?|people|others?|many|most|several)\s+(?:\w+\s+)?"
    r"(?:say|says|said|show|shows|showed|tell|tells|told|report|reports|reported|mention|mentions|mentioned|confirm|confirms|suggest|suggests|complain|agree|agrees|disagree|disagrees|indicate|indicates|points?)\b"
    r"|\baccording\s+to\s+(?:the\s+)?(?:feedback|evidence|data|customers|users)\b",
    re.IGNORECASE,
)
_VERDICT: Final = re.compile(
    r"\b(?:ready|approved|good\s+to\s+go|passes|passed|sign(?:ed)?\s+off|ship\s+it|verdict|score\w*|all\s+(?:done|set|clear)|no\s+(?:more\s+|open\s+|further\s+)*(?:findings?|faults?|issues?|problems?\s+left)"
    r"|nothing\s+(?:is\s+|of\s+weight\s+(?:is\s+)?)?(?:open|left|wrong|missing)|(?:finding|fault|issue|point|it|this|that|draft|statement|one)s?\s+(?:is|are|has\s+been|can\s+be|was)\s+(?:now\s+)?(?:closed|gone|resolved|fixed|solved|fine|dropped|waived|dismissed|finished|complete|perfect))\b",
    re.IGNORECASE,
)
_YIELDS: Final = re.compile(
    r"\b(?:drop|dismiss|ignore|waive|overlook|let\s+go\s+of|forget(?:\s+about)?|skip|withdraw|take\s+back|leave\s+aside|set\s+aside|stop\s+asking)\b.{0,40}\b(?:finding|fault|point|issue|rule|check|code|it|this|that|[A-Z]\d\d)\b"
    r"|\b(?:i|we)\s+(?:was|were)\s+wrong\b|\bmy\s+mistake\b|\byou(?:['’]re|\s+are)\s+(?:absolutely\s+|quite\s+|completely\s+)?right\b",
    re.IGNORECASE,
)
_PRAISE: Final = re.compile(
    r"\b(?:great|excellent|fantastic|wonderful|awesome|amazing|brilliant|perfect|impressive|love\s+(?:it|this|that|how)|nice(?:ly)?|good\s+(?:job|work|question|point|point|start|idea|thinking)|well\s+done)\b"
    r"|\bas\s+an?\s+(?:ai|assistant|language\s+model)\b|\b(?:i|we)\s+(?:would|['’]d)\s+(?:suggest|recommend|propose)\b|\byou\s+(?:could|should|might)\s+(?:build|add|create|develop|implement|launch|offer)\b",
    re.IGNORECASE,
)
_WORDING: Final = re.compile(
    r"\bcustomers?\s+needs?\s+(?:a\s+way\s+)?to\b|\btoday,\s.{3,}\bha(?:ve|s)\s+to\b|\bas\s+an?\s+\w+.{0,40}\bi\s+want\b",
    re.IGNORECASE | re.DOTALL,
)
_WH: Final = r"(?:what|which|who|whom|whose|where|when|why|how)"
_FURTHER: Final = re.compile(
    rf"\b(?:and|or)\s+(?:(?:in|on|at|for|by|to)\s+)?{_WH}\b|^\W*(?!when\b){_WH}\b.*[,;–—]\s+{_WH}\b",
    re.IGNORECASE,
)
_LEADS: Final = re.compile(
    r"(?:^|[:,;]\s+)(?:would|is|are|do|does|did|should|could|can|was|were|have|has)n['’]t\s|,\s*(?:\w+n['’]t\s+\w+|right|correct)\?|\b(?:surely|obviously|such\s+as|for\s+(?:example|instance)|e\.g\.)"
    r"|\b(?:have|had)\s+you\s+(?:considered|thought|tried)\b|\byou\s+(?:not\s+)?agree\b",
    re.IGNORECASE,
)
_BIDS: Final = re.compile(
    r"\b(?:tell|show|give)\s+me\b|\b(?:walk|take|talk)\s+me\s+(?:through|to)\b|(?:^|[,:]\s+)(?:please\s+)?(?:describe|name|picture|pick|explain|think|imagine|try|write|say)\s",
    re.IGNORECASE,
)
_FOR: Final = re.compile(
    r"\b(?:supports?|confirms?|backs?|agrees?\s+with|bears?\s+out|in\s+favou?r)\b", re.IGNORECASE
)
_AGAINST: Final = re.compile(
    r"\b(?:contradicts?|disagrees?|against|the\s+other\s+way|otherwise|opposite)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Material:
    """What a sentence may rest on: the author's words and the critic's, and feedback by the id it is known under."""

    own: Sequence[str]
    items: Mapping[str, str]
    stances: Mapping[str, Stance] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    instructions: str = ""


def cited(sentence: str) -> list[str]:
    """Give the ids of feedback in a sentence, known or not: in square brackets, or looking like one."""
    inside = [part for one in _BRACKETED.findall(sentence) for part in re.split(r"\s*[,;]\s*", one.strip())]
    bare = _BRACKETED.sub(" ", sentence)
    names = [*inside, *_LIKE_AN_ID.findall(bare)]
    return [name for name in dict.fromkeys(names) if name and not _CODE.fullmatch(name)]


def fault(sentence: str, given: Material, masker: Masker, *, masked: str = "") -> str:
    """Say why a sentence of a model may not be shown; empty where it may.

    Args:
        sentence: as the author would read it, personal data restored.
        given: what it may rest on.
        masker: gave out the placeholders.
        masked: the sentence as the model wrote it.
    """
    return next(_faults(sentence, given, masker, masked or sentence), "")


def _faults(sentence: str, given: Material, masker: Masker, masked: str) -> Iterator[str]:
    if len(sentence.split()) > _MOST_WORDS:
        yield "it is too long"
    names = cited(sentence)
    if strange := [name for name in names if name not in given.items]:
        yield f"there is no feedback {strange[0]!r} before it"
        return
    for code in _CODE.findall(sentence):
        if code not in catalogue() or code not in given.held:
            yield f"{code} is not open"
    texts = [given.items[name] for name in names]
    everything = [*given.own, *given.items.values()]
    yield from planted(sentence, given.instructions, everything)
    yield from foreign(masked, masker, everything)
    bare = _without_ids(sentence, names)
    yield from unfounded(bare, [*given.own, *texts])
    yield from misquoted(bare, [*given.own, *texts], reported=bool(names))
    if not names and _OF_EVIDENCE.search(_unquoted(sentence)):
        yield "it speaks of evidence without an id"
    yield from _wrong_side(sentence, names, given)
    yield from _manners(bare, given)
    yield from _asking(bare)


def _wrong_side(sentence: str, names: Sequence[str], given: Material) -> Iterator[str]:
    """Say where an item is put on the other side than it stands on."""
    for name in names:
        stance = given.stances.get(name, "related")
        if stance == "contradicts" and _FOR.search(sentence) and not _AGAINST.search(sentence):
            yield f"{name} stands against the draft"
        if stance != "contradicts" and _AGAINST.search(sentence):
            yield f"{name} does not stand against the draft"
        if stance == "related" and _FOR.search(sentence):
            yield f"{name} does not stand for the draft"


def _manners(sentence: str, given: Material) -> Iterator[str]:
    plain = _unquoted(sentence)
    for sign, why in (
        (_VERDICT, "the verdict is not for it to say"),
        (_YIELDS, "a finding does not yield to words"),
        (_PRAISE, "praise or advice without a reason"),
    ):
        if found := sign.search(plain):
            yield f"{why}: {found[0]!r}"
    if _WORDING.search(sentence) and not any(sentence.strip(' ."“”') in text for text in given.own):
        yield "wording that the critic has not seen"


def _asking(sentence: str) -> Iterator[str]:
    plain = _unquoted(sentence)
    if not is_question(sentence):
        if _BIDS.search(plain):
            yield "it asks without being the question"
        return
    if plain.count("?") != 1 or _FURTHER.search(plain):
        yield "it asks more than one thing"
    if found := _LEADS.search(plain):
        yield f"it leads to an answer: {found[0].strip()!r}"


def is_question(sentence: str) -> bool:
    """Say whether a sentence asks, in whatever script its mark is."""
    return bool(re.search(r"[?？⁇⁈⁉‽؟]", _unquoted(sentence)))


def _unquoted(sentence: str) -> str:
    for span in reversed(quotations(sentence)):
        sentence = f"{sentence[: span.start]}this{sentence[span.end :]}"
    return sentence


def _without_ids(sentence: str, names: Sequence[str]) -> str:
    bare = _CODE.sub("it", _BRACKETED.sub("", sentence))
    for name in names:
        bare = re.sub(rf"\(?(?<!\w){re.escape(name)}(?!\w)\)?", "it", bare)
    return re.sub(r"\s+([.,;?])", r"\1", " ".join(bare.split()))
