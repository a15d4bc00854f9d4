"""All detectors over one text: what they find, settled so that no two overlap, and the quick yes or no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.privacy.accounts import accounts, cards, ibans, is_card
from wbcoach.privacy.credentials import secrets
from wbcoach.privacy.identities import birth_dates, homes, homes_beside, national_ids
from wbcoach.privacy.online import TAIL, emails, ips, is_email, is_ip, is_mac, is_telling, links, macs
from wbcoach.privacy.personal import Kind, Personal, at
from wbcoach.privacy.phones import phones
from wbcoach.privacy.shadow import shadow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# In the order that wins where two cover the same span; the first three do without a digit.
_FINDERS: tuple[Callable[[str], Iterator[Personal]], ...] = (
    *(secrets, links, emails),
    *(cards, ibans, accounts, birth_dates, national_ids, phones, ips, macs, homes),
)
_WITHOUT_DIGITS = 3
_DIGIT = re.compile(r"\d")
_PIECE = re.compile(r"\S[^\n]{0,1500}(?!\S)|\S{1,1500}")
_OF_LANGCHAIN = frozenset({"email", "card", "ip", "mac", "url"})


def find(text: str) -> list[Personal]:
    """List the personal data of a text in order of place; no two overlap. Names are not found.

    It is looked for in the text's plain form, so that odd characters hide nothing; places and values are the
    raw ones. LangChain's detectors look a second time at texts that hold something of their kinds, and are
    imported only then (about a second).
    """
    plain = shadow(text)
    found = list(_detect(plain.text))
    if any(personal.kind in _OF_LANGCHAIN for personal in found):
        found += _second_look(plain.text)
    found += homes_beside(plain.text, found)
    return _settle(text, [at(one.kind, text, *plain.place(one.start, one.end)) for one in found])


def has_personal_data(text: str) -> bool:
    """Say whether `find` finds anything, without LangChain and stopping at the first."""
    return any(True for _ in _detect(shadow(text).text))


def _detect(text: str) -> Iterator[Personal]:
    for finder in _FINDERS if _DIGIT.search(text) else _FINDERS[:_WITHOUT_DIGITS]:
        yield from finder(text)


def _second_look(text: str) -> Iterator[Personal]:
    """Ask LangChain's detectors, in pieces, since they take quadratic time; the same near misses are let go."""
    from langchain.agents.middleware import pii

    judges: tuple[tuple[Kind, Callable[[str], list[pii.PIIMatch]], Callable[[str, int, int], bool]], ...] = (
        ("email", pii.detect_email, lambda text, start, end: is_email(text[start:end])),
        ("card", pii.detect_credit_card, is_card),
        ("ip", pii.detect_ip, is_ip),
        ("mac", pii.detect_mac_address, is_mac),
        ("url", pii.detect_url, lambda text, start, end: is_telling(text[start:end])),
    )
    for piece in _PIECE.finditer(text):
        for kind, detect, holds in judges:
            for match in detect(piece[0]):
                start, end = piece.start() + match["start"], piece.start() + match["end"]
                end -= len(match["value"]) - len(match["value"].rstrip(TAIL)) if kind == "url" else 0
                if holds(text, start, end):
                    yield at(kind, text, start, end)


def _settle(text: str, found: list[Personal]) -> list[Personal]:
    """Join what overlaps, so that no part of either stays in the open; the longer one names the kind."""
    settled: list[Personal] = []
    for personal in sorted(found, key=lambda one: (one.start, -one.end)):
        last = settled[-1] if settled else None
        if last is None or personal.start >= last.end:
            settled.append(personal)
        elif personal.end > last.end:
            longer = max(last, personal, key=lambda one: one.end - one.start)
            settled[-1] = at(longer.kind, text, last.start, personal.end)
    return settled
