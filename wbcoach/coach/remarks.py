"""What a critique says besides its findings: flags, strengths, evidence beside a finding."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wbcoach.coach.rewording import GAP
from wbcoach.coach.settling import settling_questions, settling_sample
from wbcoach.critique import Abstained, Dropped, Finding, Flag
from wbcoach.grammar import Span, words
from wbcoach.privacy import has_personal_data
from wbcoach.screening import foreign_sentences, in_plain_letters, injection, language, pleads_aside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.critique import SlotName
    from wbcoach.evidence import Dossier, Found
    from wbcoach.statement import Statement

_FEWEST_WORDS = 3
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+", re.IGNORECASE)
_NO_STATEMENT: frozenset[Flag] = frozenset({"TOO_SHORT", "NON_ENGLISH"})
# What leads up to a question in brackets in the template.
_LEADS_TO: dict[SlotName, re.Pattern[str]] = {
    "customer": re.compile(
        r"(?:^|[.!?]\s|\b(?:today|currently|now|at\s+the\s+moment)\b,?)\s*\Z", re.IGNORECASE
    ),
    "problem": re.compile(r"\b(?:have|has)\s+to\s+\Z", re.IGNORECASE),
    "situation": re.compile(r"\b(?:when|while|if|after|before)\s+\Z", re.IGNORECASE),
    "need": re.compile(r"\b(?:way|need|needs|able)\s+to\s+\Z", re.IGNORECASE),
}
_GAP_REACH = 24
_THIN = 3
_LONGEST_NAME = 200


def flags_of(text: str, judged: str) -> tuple[Flag, ...]:
    """Give the handling flags of a draft; they are no findings and lower no score.

    Personal data and orders to a program are looked for in all of `text`, language and length in what
    is `judged` of it.
    """
    flags: list[Flag] = []
    found = [word for word in words(_ADDRESS.sub(" ", judged)) if any(map(str.isalpha, word.low))]
    if len(found) < _FEWEST_WORDS:
        flags.append("TOO_SHORT")
    if language(judged) not in ("en", "und") or (found and not any(word.low.isascii() for word in found)):
        flags = ["NON_ENGLISH"]
    if injection(text) or pleads_aside(text):
        flags.append("INJECTION")
    if has_personal_data(text):
        flags.append("PII")
    return tuple(flags)


def is_not_a_statement(flags: Sequence[Flag]) -> bool:
    """Say whether there is nothing here that could be judged."""
    return bool(_NO_STATEMENT & set(flags))


def gaps(statement: Statement) -> frozenset[SlotName]:
    """Name the slots that a statement leaves to be filled, with a question in brackets: "when [in which moment?]"."""
    text = statement.text
    return frozenset(
        name
        for gap in GAP.finditer(text)
        for name, leads in _LEADS_TO.items()
        if leads.search(text, max(0, gap.start() - _GAP_REACH), gap.start())
    )


def strengths(statement: Statement, findings: Sequence[Finding], dossier: Dossier) -> tuple[str, ...]:
    """Say what is good, in facts that can be checked, at most five; a fault that was silenced is a fault here."""
    codes = {finding.code for finding in findings}
    slots = statement.slots
    facts = []
    if slots.customer and not codes & {"N01", "T01", "S07", "P01", "P02", "P03", "S03"}:
        facts.append("one customer is named")
    if slots.situation and "T02" not in codes:
        facts.append("the moment is named")
    solved = slots.problem and any(one.code == "S01" and _on(one, slots.problem) for one in findings)
    if slots.problem and not solved and not codes & {"T05", "S02", "T03", "S03", "S08"}:
        facts.append("one hardship is told as an act")
    if slots.need and not codes & {"S01", "N02", "T07", "S06"}:
        facts.append("the need names no solution")
    if dossier.supporting:
        kinds = sorted({found.item.kind for found in dossier.supporting})
        count = len(dossier.supporting)
        facts.append(f"{count} item{'s' * (count > 1)} support{'s' * (count == 1)} it ({', '.join(kinds)})")
    return tuple(facts[:5])


def _on(finding: Finding, slot: Span) -> bool:
    return finding.span is not None and slot.overlaps(Span(finding.span.start, finding.span.end))


def with_evidence(findings: Sequence[Finding], dossier: Dossier) -> list[Finding]:
    """Put ids for and against beside each finding that has none of its own; each item stands once."""
    used: set[str] = set()
    ready = []
    for finding in sorted(findings, key=lambda one: one.weight):
        names = finding.evidence
        if not names and finding.lens in ("scope", "need", "persona"):
            chosen = [_best(dossier.supporting, used), _best(dossier.contradicting, used)]
            names = tuple(found.item.id for found in chosen if found)
        used.update(names)
        ready.append(finding.model_copy(update={"evidence": names}))
    return ready


def _best(found: Sequence[Found], used: set[str]) -> Found | None:
    return max((one for one in found if one.item.id not in used), key=lambda one: one.score, default=None)


def refused(dossier: Dossier) -> tuple[Dropped, ...]:
    """Name the linked items that were not read as feedback, so that nothing an author gave is lost in silence."""
    why = "no feedback on this: it gives orders to whoever reviews, speaks of the draft, tells nothing, or of something else, is a guidance note, or in another language than the rest"
    return tuple(Dropped(what=f"linked {name}"[:_LONGEST_NAME], reason=why) for name in dossier.refused)


def unread(text: str) -> tuple[Dropped, ...]:
    """Name the sentences of a draft that nobody here can judge, as they are in another language."""
    why = "not judged: it is in another language than the draft"
    plain = in_plain_letters(text)
    found = ("".join(filter(str.isprintable, part.of(plain))) for part in foreign_sentences(plain))
    return tuple(Dropped(what=f"sentence “{said[:_LONGEST_NAME]}”", reason=why) for said in found)


def abstained(statement: Statement, dossier: Dossier) -> Abstained | None:
    """Say so when there is too little feedback to speak for or against the statement, and what would settle it."""
    if dossier.telling or not dossier.searched:
        return None
    if dossier.items < _THIN:
        why = f"The index holds {dossier.items} item{'s' * (dossier.items != 1)}: too little to speak for or against."
    else:
        why = f"None of {dossier.items} items speaks for or against this."
    return Abstained(why=why, questions=settling_questions(statement), sample=settling_sample(statement))
