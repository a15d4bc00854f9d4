"""Define is read by every team member, and the customer should recognise the words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.grammar import Span
from wbcoach.pitfall import Example, Hit
from wbcoach.vocabulary.shorthand import BUSINESS, COMMON, INITIALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.evidence import Dossier
    from wbcoach.statement import Statement

CODE = "L01"
LENS = "language"
SEVERITY = "minor"
MESSAGE = "Shorthand stands here that a newcomer would not know."
QUESTION = "How would the customer say this to a friend?"
ASKED = "How would the customer say “{words}” to a friend?"
LOOK_FOR = "Two or more initials or in-house words that are neither spelled out, nor in common use (GP, VAT), nor in the customers' own feedback."
BAD = [
    Example(
        "Today, CSMs have to merge two lists by hand when a QBR is moved. Customers need a way to walk in with the right numbers.",
        (("interview", "Two lists, and the meeting is in ten minutes."),),
    ),
    Example(
        "Today, lorry drivers have to wait at the gate when the ASN and the BOL do not agree. Customers need a way to unload in the hour they were given.",
        (("gate_log", "May 2026: 44 of 300 lorries waited over an hour."),),
    ),
    Example(
        "Today, porters have to walk to the office when the WMS drops a TU. Customers need a way to know where a trolley belongs.",
        (("field_visit", "Nine shifts in May 2026; porters walked on seven of them."),),
    ),
]
GOOD = [
    Example(
        "Today, lorry drivers have to wait at the gate when the bill of lading (BOL) and the advance notice of the load do not agree. Customers need a way to unload in the hour they were given.",
        (
            ("gate_log", "May 2026: 44 of 300 lorries waited over an hour."),
            ("interview", "My hour is gone before the barrier is up."),
        ),
    ),
    Example(
        "Today, people with one kidney have to ring the clinic when their eGFR falls and the ACR is missing. Customers need a way to know whether to come in.",
        (
            ("interview", "eGFR 52, and no ACR again. Do I come or not?"),
            ("call_log", "May 2026: 61 of 240 calls asked about a missing ACR."),
        ),
    ),
    Example(
        "Today, GPs have to print the VAT form and a PDF when a patient needs a travel letter. Customers need a way to leave with one page.",
        (("field_visit", "Watched eleven letters in May 2026; nine took two print-outs."),),
    ),
]

_CAPITALS = re.compile(r"[A-Z]{2}")
_SPELLED = 4


def detect(statement: Statement, evidence: Dossier) -> Iterator[Hit]:
    """Count initials that are neither common, nor explained, nor the customers' own, and business words."""
    text = statement.text
    found: dict[str, Span] = {}
    if _CAPITALS.search(text) and not _shouted(statement):
        told = " ".join(item.item.text for item in evidence.linked)
        for match in INITIALS.finditer(text):
            core, span = match["core"], Span(match.start(), match.end())
            if core in COMMON or core.upper() in COMMON or statement.quoted(span):
                continue
            if re.search(rf"\b{re.escape(core)}", told) or _explained(text, span) or _label(text, span):
                continue
            found.setdefault(core, span)
    for match in BUSINESS.finditer(text):
        if not statement.quoted(Span(match.start(), match.end())):
            found.setdefault(match[0].lower(), Span(match.start(), match.end()))
    spans = sorted(found.values(), key=lambda span: span.start)
    initials = sum(not key.islower() for key in found)
    if len(spans) >= 2 and initials:
        yield Hit(spans[0], 0.7, detail="Spell out " + ", ".join(span.of(text) for span in spans[:3]) + ".")
    elif spans:
        yield Hit(spans[0], 0.4)


def _explained(text: str, span: Span) -> bool:
    """Say whether it is spelled out once: in brackets behind its words, or with its words in brackets."""
    core = span.of(text)
    first = text.find(core)
    before, after = text[max(0, first - 1) : first], text[first + len(core) : first + len(core) + 3]
    return (
        before in {"(", "["} or after.lstrip(" s").startswith(("(", "= ")) or after.startswith((" –", " —"))
    )


def _label(text: str, span: Span) -> bool:
    """Say whether it is only the name of a thing: "RFC 12", "form AB", "-X"."""
    after = text[span.end : span.end + 2]
    before = text[max(0, span.start - 6) : span.start].lower()
    return (after[:1] == " " and after[1:2].isdigit()) or before.endswith(
        ("form ", "row ", "bay ", "room ", "gate ", "type ")
    )


def _shouted(statement: Statement) -> bool:
    """Say whether the author writes in capitals anyway."""
    found = [word for word in statement.words() if len(word.text) > _SPELLED]
    return bool(found) and sum(word.text.isupper() for word in found) * 3 > len(found)
