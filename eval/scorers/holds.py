"""Does what a critique claims hold: its quotations, its numbers, the sources it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.marks import Mark
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.golden import Case
    from wbcoach.critique import Critique

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_COUNT = re.compile(r"\b\d+ words\b")  # of the draft, which the critic counted itself
_ID = re.compile(r"\[([^\[\]\s]{2,60})\]")


def quotes(case: Case, critique: Critique) -> Mark | None:
    """The share of quotations that are exact slices of the item they are taken from, at the place they name.

    Its weight is how many there are. Only evidence that came with the case can be looked up.
    """
    texts = {one.id: one.text for one in case.evidence}
    given = [one for one in critique.evidence if one.id in texts]
    if not given:
        return None
    wrong = [one.id for one in given if texts[one.id][one.start : one.end] != one.quote or not one.quote]
    why = f"not the item's words: {' '.join(wrong)}" if wrong else f"{len(given)} exact"
    return Mark(1 - len(wrong) / len(given), why, len(given))


def numbers(case: Case, critique: Critique) -> Mark | None:
    """The share of numbers in messages, suggestions and the rewrite that stand in the draft or its evidence.

    What the catalogue's own messages say counts as said; the weight is how many numbers there are.
    """
    known = set(_NUMBER.findall(case.text))
    for one in case.evidence:
        known |= {*_NUMBER.findall(one.text), *_NUMBER.findall(one.date)}
    for pitfall in catalogue().values():
        known |= set(_NUMBER.findall(f"{pitfall.message} {pitfall.question}"))
    said = [number for text in _said(critique) for number in _NUMBER.findall(_COUNT.sub("", text))]
    if not said:
        return None
    unknown = [number for number in said if number not in known]
    why = f"nowhere in draft or evidence: {' '.join(unknown)}" if unknown else f"{len(said)} traced"
    return Mark(1 - len(unknown) / len(said), why, len(said))


def sources(case: Case, critique: Critique) -> Mark | None:
    """The share of evidence ids in findings, suggestions and the rewrite that exist; the weight is how many."""
    known = {one.id for one in case.evidence} | {one.id for one in critique.evidence}
    cited = [source for finding in critique.findings for source in finding.evidence]
    cited += [
        found for text in _said(critique) for found in _ID.findall(text) if found in known or "-" in found
    ]
    if not cited:
        return None
    unknown = sorted({one for one in cited if one not in known})
    why = f"no such item: {' '.join(unknown)}" if unknown else f"{len(cited)} exist"
    return Mark(sum(one in known for one in cited) / len(cited), why, len(cited))


def _said(critique: Critique) -> Iterator[str]:
    """Give what the critic says in its own words, quotations apart."""
    for finding in critique.findings:
        yield finding.message
        yield finding.question
        yield finding.suggestion or ""
    if critique.rewrite:
        yield critique.rewrite.text
