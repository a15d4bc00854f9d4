"""Payment cards and bank accounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.privacy.personal import Personal, at, before, digits, mentions, numbers_a_thing

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = r"[\s._/–-]{1,2}"
_CARD = re.compile(
    rf"\d(?<![\w.,-]\d)\d{{3}}(?:\d{{9,15}}|{_GAP}\d{{4}}(?:{_GAP}\d{{4}}){{2}}(?:{_GAP}\d{{1,3}})?"
    rf"|{_GAP}\d{{6}}{_GAP}\d{{4,5}}|(?:-?\d{{4}}){{3}})(?![\w-]|[.,]\d)",
    re.ASCII,
)
_ISSUED = re.compile(r"4|5|6|3[0-9]|2[2-7]")
_CARD_LABEL = re.compile(
    r"\b(?:card|visa|master ?card|amex|american express|maestro|debit|pan)\b[^.;\n\d]{0,30}\Z", re.IGNORECASE
)
_CARD_END = re.compile(
    r"\b(?:card|visa|master ?card|amex|maestro)\b[^.;\n\d]{0,30}\b(?:ending|ends|last (?:four|4)(?: digits| numbers)?)"
    r"(?:\s(?:in|with|is|are|on|of|by))?\s?:?\s?(?P<value>\d{4})(?!\d|[.,]\d)"
    r"|\blast (?:four|4) (?:digits|numbers)(?: (?:of|on) (?:the|my|her|his) card)?(?: (?:is|are)|:) (?P<last>\d{4})(?!\d|[.,]\d)",
    re.IGNORECASE | re.ASCII,
)
_IBAN = re.compile(
    r"[A-Za-z](?<!\w.)(?:[A-Z]\d\d(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?|[a-z]\d\d[a-z0-9]{11,30})(?!\w)",
    re.ASCII,
)
_IBAN_LABEL = re.compile(r"\biban\b[^.;\n\d]{0,24}\Z", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"\b(?:(?:account|routing)\s?(?:no\b\.?|number|num\b\.?|#)|acct\b\.?(?:\s?(?:no\b\.?|number|num\b\.?|#))?|a/c(?: no\b\.?)?|s/c|sort\s?-?code|\bbsb\b|\biban\b)"
    r"(?:\s(?:is|was))?\s?[:=#]?\s?(?P<value>\d(?:[ -]?\d){5,16})(?![\w]|[.,-]\d)"
    r"|\b(?:bank |my |our |her |his |the )?account\s?[:=#]?\s(?P<bare>\d{8,17})(?![\w]|[.,-]\d)",
    re.IGNORECASE | re.ASCII,
)
_ACCOUNTS = ("account", "acct", "a/c", "s/c", "rout", "sort", "bsb", "iban")


def cards(text: str) -> Iterator[Personal]:
    """Find card numbers (13 to 19 digits, Luhn), and the last four where the text says that they are."""
    for match in _CARD.finditer(text):
        if is_card(text, match.start(), match.end()):
            yield at("card", text, match.start(), match.end())
    for match in _CARD_END.finditer(text) if mentions(text, "ending", "ends", "last ") else ():
        yield at("card", text, *match.span("last" if match["last"] else "value"))


def is_card(text: str, start: int, end: int) -> bool:
    """Tell a card from another long number: said to be one, or issued by a scheme, valid and not an order's."""
    if _CARD_LABEL.search(before(text, start)):
        return True
    number = digits(text[start:end])
    if not _ISSUED.match(number) or numbers_a_thing(text, start):
        return False
    from stdnum import luhn

    return bool(luhn.is_valid(number)) and len(set(number)) > 1


def ibans(text: str) -> Iterator[Personal]:
    """Find international account numbers: valid ones, and any that is said to be one."""
    for match in _IBAN.finditer(text):
        from stdnum import iban

        end = match.end()
        while not iban.is_valid(text[match.start() : end]):
            end = max(text.rfind(gap, match.start(), end) for gap in " -")
            if end < 0:
                break
        if end < 0 and _IBAN_LABEL.search(before(text, match.start())):
            end = match.end()
        if end >= 0:
            yield at("iban", text, match.start(), end)


def accounts(text: str) -> Iterator[Personal]:
    """Find account numbers, sort codes and routing numbers behind their label."""
    for match in _ACCOUNT.finditer(text) if mentions(text, *_ACCOUNTS) else ():
        yield at("account", text, *match.span("value" if match["value"] else "bare"))
