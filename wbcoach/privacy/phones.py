"""Telephone numbers: by a label or a verb before them, by their "+", or valid where they would be dialled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.privacy.personal import Personal, at, before, digits, numbers_a_thing, without_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from phonenumbers import PhoneNumber

_NUMBER = re.compile(
    r"[+(\d](?<!\w.)(?<!\w[-./,:#_].)(?:(?<=\+) ?\(?\d|(?<=\()\d|(?<=\d))"
    r"(?:(?:[ \xa0]?\)?[ \xa0]?[.\-–‑]?[ \xa0]?\(?|/)\d){6,}(?!\w)(?:,? ?(?:ext\.?|extension|x) ?\d{1,5}(?!\w))?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:tele?(?:phone)?|phone|ph|mobile|mob|cell|fax|whats ?app|sms|landline|call|ring|dial|text|helpline)\b[\s:.#=(]*"
    r"(?:(?:number|no|nr|is|was|us|me|her|him|them|back|at|on)\b[\s:.=]*){0,4}\Z",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:call|calls|called|calling|ring|rings|rang|phone|phoned|text|texted|sms|reach|reached|reachable|contact|contacted|dial|whats ?app)\b"
    r"[^\n;!?\d]{0,45}\b(?:on|at|number|no|via|is)\b[\s:.]*\Z",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"[\s,;/&()]{0,3}(?:or|and|alternatively|home|work|office|mobile|landline)?[\s:,(]{0,3}", re.IGNORECASE
)
_THOUSANDS = re.compile(r"\+? ?[1-9]\d{0,2}(?:[ \xa0.]\d{3})+\Z")
_AMERICAN = re.compile(r"(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}")
# A local number, "at 555-0142", has no region to be valid in; somebody is called in the same sentence.
_LOCAL = re.compile(r"(\d{3})[-–‑](\d{4})")
_CALLED = re.compile(
    r"\b(?:call|ring|rang|phone|text|dial|reach|contact)(?:s|ed|ing|d)?\b[^\n.;!?]*\b(?:on|at|number|no|via|is)\b[\s:.]*\Z|\b(?:at|on)\s+\Z",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r",? ?(?:ext|x).*\Z", re.IGNORECASE | re.DOTALL)
_DIALLED_WITH_ZERO = ("GB", "IE", "FR", "NL", "BE", "AU", "NZ", "ZA", "DE", "CH")
_ANYWHERE = ("US", "GB", "DE", "FR", "IN", "AU", "ES", "IT", "PL", "BR", "NL", "DK")
_MOST_DIGITS, _UNGROUPED = 15, 9
_REACH = 80


def phones(text: str) -> Iterator[Personal]:
    """Find telephone numbers; with a label a number need only be possible, so reserved ranges count."""
    blanked = without_figures(text) if _NUMBER.search(text) else ""
    last = -1
    for match in _NUMBER.finditer(blanked):
        start = match.start()
        if numbers_a_thing(blanked, start):
            continue
        left = before(blanked, start, _REACH)
        follows = last >= 0 and bool(_ALSO.fullmatch(blanked, last, start))
        labelled = follows or bool(_LABEL.search(left) or _VERB.search(left))
        local = _LOCAL.fullmatch(match[0])
        if (
            local and not labelled and local[2] < local[1].zfill(4)
        ):  # else it may be a range, "at 120-1500 rpm"
            labelled = bool(_CALLED.search(left))
        for low, high in _numbers(match[0], labelled=labelled):
            yield at("phone", text, start + low, start + high)
            last = start + high


def _numbers(run: str, *, labelled: bool) -> Iterator[tuple[int, int]]:
    """Judge one run of digits; where it is too long for one number, look for several in it."""
    import phonenumbers

    if len(digits(_EXTENSION.sub("", run))) <= _MOST_DIGITS:
        if _is_phone(_EXTENSION.sub("", run), labelled=labelled):
            yield 0, len(run)
    else:
        for found in phonenumbers.PhoneNumberMatcher(run, "GB", leniency=phonenumbers.Leniency.VALID):
            yield found.start, found.end


def _is_phone(number: str, *, labelled: bool) -> bool:
    from phonenumbers import is_possible_number, is_valid_number

    counted = bool(_THOUSANDS.match(number)) and not (labelled and len(digits(number)) >= _UNGROUPED)
    if number.startswith(("+", "00")):
        abroad = "+" + digits(number).removeprefix("00")
        return _holds(is_valid_number if counted else is_possible_number, abroad, None)
    if counted:
        return False
    if labelled:
        return any(_holds(is_possible_number, number, region) for region in _ANYWHERE)
    if _AMERICAN.fullmatch(number):
        return _holds(is_valid_number, number, "US")
    dialled = number.lstrip("(").startswith("0")
    return dialled and any(_holds(is_valid_number, number, region) for region in _DIALLED_WITH_ZERO)


def _holds(judge: Callable[[PhoneNumber], bool], number: str, region: str | None) -> bool:
    from phonenumbers import NumberParseException, parse

    try:
        return judge(parse(number, region))
    except NumberParseException:
        return False
