"""Whether a line tells what somebody saw, counted or said, or only that there was a talk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from wbcoach.conversation.pressure import BOSS
from wbcoach.grammar import quotations, words

if TYPE_CHECKING:
    from wbcoach.grammar import Span

Witness = Literal["account", "claim", ""]

_SELF: Final = (
    r"(?:(?:^|[.;,:!]\s+|\b(?:and|but|so)\s+)|\b(?:i|we)(?:['’]ve|\s+have)?\s+(?:\w+ly\s+|just\s+|also\s+)?)"
)
_SAW: Final = re.compile(
    rf"{_SELF}(?:saw|seen|watched|shadowed|observed|counted|tallied|filmed|overheard|measured|timed|looked)\b|\b(?:i|we)\s+(?:stood|sat|rode|walked|went)\b.{{0,60}}\b(?:saw|watched|counted|timed|heard)\b",
    re.IGNORECASE,
)
_SPOKE: Final = re.compile(
    r"\b(?:i|we)(?:['’]ve|\s+have)?\s+(?:\w+ly\s+|just\s+|also\s+)?(?:spoke|spoken|talked|chatted|met|interviewed|surveyed|asked|called|phoned|visited|had\s+(?:an?\s+)?(?:\w+\s+)?(?:calls?|chats?|talks?|interviews?|meetings?))\b"
    r"(?:(?![,;:.–—]|\band\s+(?:they|he|she|all|most|some|both|one)\b|\b(?:they|he|she|said|told|says)\b|\b(?:how|what|why|whether|about)\b).)*(?:\b(?:how|what|why|whether|about)\b[^,;:.–—]*)?",
    re.IGNORECASE | re.DOTALL,
)
_REPORTED: Final = re.compile(
    r"\b(?:he|she|they|one|another|both|all|most|some|\d+|two|three|four|five|someone|somebody|\w+s?)\s+(?:of\s+(?:them|the\s+\w+)\s+)?(?:also\s+|even\s+|each\s+)?(?:said|told|wrote|complained|explained|described|mentioned|reported)\b(?:\s+(?:me|us|that))*[\s:,]*(?P<what>.*)",
    re.IGNORECASE | re.DOTALL,
)
_RECORD: Final = re.compile(
    r"\b(?:logged|recorded|registered|surveys?|interviews?|(?:the|our|their)\s+(?:\w+\s+)?(?:logs?|records|ledger|register|receipts)|diary|tally|according\s+to)\b",
    re.IGNORECASE,
)
_WHERE_SAID: Final = re.compile(
    r"(?:in|at|on|during|about|over|by|this|last|yesterday|so|it)\b[^,;:.]*\Z", re.IGNORECASE
)
_SHARE: Final = re.compile(
    r"(?<![\w-])[A-Z]{1,6}-\d+(?!\w)|\b\d+\s+(?:\w+\s+){0,3}?(?:of|in|out\s+of|from)\s+(?:the\s+)?\d+\b"
)
_NO_SOURCE: Final = re.compile(
    r"\b(?:gut|made\s+(?:it|that)\s+up|invent\w*|obvious|every(?:body|one)\s+knows|trust\s+me|makes\s+sense|nobody|no\s+one|never|haven['’]t|didn['’]t)\b",
    re.IGNORECASE,
)
_TELLS: Final = re.compile(
    r"\b(?:they|he|she|it|one|two|three|both|all|most|some|each|several|nobody|\d+|the\s+\w+)\s+[\w'’]+\s+[\w'’]+",
    re.IGNORECASE,
)
_COUNTS: Final = re.compile(
    r"\d|\b(?:once|twice|thrice|(?:two|three|four|five|six|seven|eight|nine|ten|several)\s+(?:times|of|\w+s))\b",
    re.IGNORECASE,
)
_BOSS: Final = re.compile(
    rf"\b(?:my|our|the)\s+(?:\w+\s+)?{BOSS}\b|\b(?:i|we|you)\s+(?:said|told|wrote)\b", re.IGNORECASE
)
_LIGHT: Final = frozenset("it that this them him her there myself ourselves so i we have yes".split())
_WORDS_OF_A_QUOTE, _WORDS_TOLD, _WORDS_SEEN, _WORDS_OF_A_RECORD = 3, 3, 2, 7


def witness(text: str) -> Witness:
    """Say whether a line is an account: something seen, counted, recorded, or said by somebody who has the trouble.

    A talk without what was said in it ("I spoke with three nurses") is a claim, and so is "I saw it"; a hunch is neither.
    """
    quotes = quotations(text)
    bare = text
    for span in reversed(quotes):
        bare = f"{bare[: span.start]} {bare[span.end :]}"
    if _NO_SOURCE.search(bare) and not (_SAW.search(bare) and _SHARE.search(bare)):
        return ""
    if _SHARE.search(text) or (_said_in(text, quotes) and not _BOSS.search(bare)):
        return "account"
    spoke, reported, saw = _SPOKE.search(bare), _REPORTED.search(bare), _SAW.search(bare)
    if reported and not _BOSS.search(bare):
        said = len(words(reported["what"])) >= _WORDS_TOLD and not _WHERE_SAID.match(reported["what"])
        return "account" if said else "claim"
    if saw:
        told = [word for word in words(bare, saw.end()) if word.low not in _LIGHT]
        return "account" if len(told) >= _WORDS_SEEN or _COUNTS.search(bare) else "claim"
    if spoke:
        rest = f"{bare[: spoke.start()]} {bare[spoke.end() :]}"
        return "account" if _TELLS.search(rest) else "claim"
    if _RECORD.search(bare):
        return "account" if _COUNTS.search(bare) or len(words(bare)) >= _WORDS_OF_A_RECORD else "claim"
    return ""


def _said_in(text: str, quotes: list[Span]) -> bool:
    """Say whether somebody is quoted at some length."""
    return any(len(words(text, span.start, span.end)) >= _WORDS_OF_A_QUOTE for span in quotes)
