"""What tells who somebody is: national ids, ids behind a label, birth dates, home addresses."""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING

from wbcoach.privacy.personal import (
    FULL_DATE,
    Personal,
    at,
    digits,
    mentions,
    numbers_a_thing,
    without_figures,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Shapes that hardly anything else has, each with the python-stdnum module that knows its checksum.
_SHAPES = {
    "ssn": (r"\d{3}-\d{2}-\d{4}", "us.ssn"),
    "cpf": (r"\d{3}\.\d{3}\.\d{3}-\d{2}", "br.cpf"),
    "nn": (r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", "be.nn"),
    "personnummer": (r"\d{6}[-+]\d{4}", "se.personnummer"),
    "hetu": (r"\d{6}[-+A]\d{3}[0-9A-Z]", "fi.hetu"),
    "nif": (r"[XYZ\d]\d{7}-?[A-Z]", "es.nif"),
    "nir": (r"[12] ?\d\d ?(?:0[1-9]|1[0-2]) ?\d\d ?\d{3} ?\d{3} ?\d\d", "fr.nir"),
    "codicefiscale": (r"[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]", "it.codicefiscale"),
    "curp": (r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d", "mx.curp"),
    "pan": (r"[A-Z]{5}\d{4}[A-Z]", "in_.pan"),
}
_NINO = r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]"
_SHAPED = re.compile(
    r"(?<![\w.+-])(?:(?=[A-Z]{0,6}\d)(?:"
    + "|".join(f"(?P<{name}>{shape})" for name, (shape, _) in _SHAPES.items())
    + rf")|(?P<nino>{_NINO}))(?![\w-]|\.\d)",
    re.ASCII,
)
_NUMBERED = r"(?:\s?(?:no\b\.?|nr\b\.?|num\b\.?|number|id|card|#)){1,2}"
_LABELLED = re.compile(
    r"\b(?:(?P<strong>nhs|national insurance|nino|ssn|social security|passport|driv(?:ing|ers?|er['’]s) licen[cs]e|badge|mrn"
    r"|medical record|medicare|aadhaa?r|pesel|cpf|bsn|personnummer|codice fiscale|id card|identity card|national id|tax id)"
    rf"(?P<number>{_NUMBERED})?|(?:employee|staff|payroll|patient|hospital|student|member(?:ship)?|insurance|ni|sin|tfn|tax|pan|pps){_NUMBERED})"
    r"(?:\s(?:is|was))?\s?[:=#]?\s?(?P<value>(?:[A-Z]{1,5}-?|(?-i:[A-Z]{1,2}) )?\d[\dA-Z]*(?:[ -]\d[\dA-Z]*)*(?: [A-D]\b)?)(?![\w]|[.,]\d)",
    re.IGNORECASE | re.ASCII,
)
_LABELS = (
    *(
        "nhs",
        "insurance",
        "nino",
        "ssn",
        "security",
        "passport",
        "licen",
        "badge",
        "mrn",
        "record",
        "medicare",
    ),
    *(
        "aadha",
        "pesel",
        "cpf",
        "bsn",
        "personnummer",
        "codice",
        "id card",
        "ity card",
        "nal id",
        "tax",
        "staff",
    ),
    *(
        "employee",
        "payroll",
        "patient",
        "hospital",
        "student",
        "member",
        "ni ",
        "sin ",
        "tfn",
        "pan ",
        "pps ",
    ),
)
_ENOUGH_DIGITS, _ENOUGH_BARE = 4, 5
_BORN = re.compile(
    r"(?:\bdate of birth|\bbirth ?date|\bbirthday|\bborn|\bd\.?o\.?b\b\.?)(?:\s?(?:is|was|on|the|=|:|,|\(|-)){0,3}\s{0,2}"
    rf"(?P<value>{FULL_DATE})",
    re.IGNORECASE,
)

_STREET_TYPE = (
    r"(?:Street|Str|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Crescent|Place|Pl|Square|Sq|Terrace|Way"
    r"|Boulevard|Blvd|Gardens|Grove|Hill|Row|Mews|Parade|Highway|Walk|Park)\b(?:\.(?=,))?"
)
_CAPITAL = r"[A-Z][\w'’-]{0,30}"
_DOOR = r"(?:(?:Flat|Apt\.?|Apartment|Unit|Suite) \w{1,5},? )?\d{1,5}[A-Za-z]?,? "
_POSTCODE = r"(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|(?:[A-Z]{2} )?\d{5}(?:-\d{4})?)\b"
_TAIL = rf"(?:,? {_POSTCODE}(?: {_CAPITAL})?|, {_CAPITAL}(?: (?!{_POSTCODE}){_CAPITAL}){{0,2}}){{0,4}}"
_STREET = re.compile(rf"(?<!\w){_DOOR}(?:{_CAPITAL} ){{1,3}}{_STREET_TYPE}{_TAIL}")
_LIVES = re.compile(
    r"(?:(?i:\b(?:home|postal|mailing|street|delivery|billing|shipping|my|our|his|her|their|new|old) address(?: is| was)?"
    r"|\baddress(?: is| was|:)|\b(?:i|he|she|we|mum|dad|who)(?: used to)? live[sd]? at|\bresid(?:es|ing) at|\bpost ?code(?: is)?|\bzip(?: code)?(?: is)?):? {0,2})"
    rf"(?P<value>{_DOOR}(?:{_CAPITAL} ?){{1,5}}{_TAIL}|{_CAPITAL}(?: {_CAPITAL}){{0,3}} \d{{1,4}}[a-z]?{_TAIL}|{_POSTCODE})(?<! )"
    r"|(?i:\b(?:liv(?:e[sd]?|ing) at|(?:deliver|delivered|send|sent|ship|shipped|post|posted) (?:it |them )?to) )"
    rf"(?P<street>{_STREET.pattern})"
)
_LIVING = ("address", "live", "living", "resid", "send", "sent", "ship", "post", "zip")
_NEAR = 80
_OF_A_PERSON = frozenset({"email", "phone", "card", "iban", "account", "id", "birthdate"})


def national_ids(text: str) -> Iterator[Personal]:
    """Find ids of a shape of their own, their checksum proved, and those behind a label, proved or not."""
    for match in _SHAPED.finditer(text):
        if not numbers_a_thing(text, match.start()) and _proved(match.lastgroup or "", match[0]):
            yield at("id", text, match.start(), match.end())
    blanked = without_figures(text) if mentions(text, *_LABELS) else ""
    for match in _LABELLED.finditer(blanked):
        bare = bool(match["strong"]) and not match["number"] and match["strong"].lower() != "badge"
        if len(digits(match["value"])) >= (_ENOUGH_BARE if bare else _ENOUGH_DIGITS):
            yield at("id", text, *match.span("value"))


def _proved(name: str, number: str) -> bool:
    """Check the sum where the kind of number has one."""
    return name not in _SHAPES or bool(importlib.import_module(f"stdnum.{_SHAPES[name][1]}").is_valid(number))


def birth_dates(text: str) -> Iterator[Personal]:
    """Find full dates that are said to be someone's birth."""
    for match in _BORN.finditer(text) if mentions(text, "birth", "born", "dob", "d.o.b") else ():
        yield at("birthdate", text, *match.span("value"))


def homes(text: str) -> Iterator[Personal]:
    """Find street addresses and postcodes behind a label such as "my address is" or "lives at"."""
    for match in _LIVES.finditer(text) if mentions(text, *_LIVING) else ():
        yield at("address", text, *match.span("street" if match["street"] else "value"))


def homes_beside(text: str, found: Iterable[Personal]) -> Iterator[Personal]:
    """Find house number and street without a label where other data of a person stands close by."""
    people = [personal for personal in found if personal.kind in _OF_A_PERSON]
    for match in _STREET.finditer(text) if people else ():
        if any(who.start - match.end() < _NEAR and match.start() - who.end < _NEAR for who in people):
            yield at("address", text, match.start(), match.end())
