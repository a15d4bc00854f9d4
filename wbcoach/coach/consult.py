"""Ask a model, believe nothing: each finding it proposes is checked, and what fails is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wbcoach import prompt
from wbcoach.critique import Dropped, Finding, Funnel, TextSpan
from wbcoach.errors import ModelError
from wbcoach.grammar import Span
from wbcoach.grounding import find_verbatim, unfounded
from wbcoach.models import Draft, pack
from wbcoach.pitfall import SHOWN_FROM
from wbcoach.pitfalls import catalogue, central, settle, staged
from wbcoach.privacy import Masker

if TYPE_CHECKING:
    from wbcoach.evidence import Dossier, Found
    from wbcoach.models import DraftFinding, Model
    from wbcoach.pitfall import Pitfall
    from wbcoach.settings import Settings
    from wbcoach.statement import Statement

# Faults of something that is missing: a finding may stand on no words.
_ABSENCES = frozenset({"T01", "T02", "T03", "T04", "D01", "S09"})
_WEIGHTS = {"blocker": 3.0, "major": 2.0, "minor": 1.0}
_NO_FEEDBACK = "No feedback was found."
_QUESTION_WORDS = 30
_STAGES = ("known_code", "span_found", "evidence_given", "claims_hold", "shown")


@dataclass
class Consulted:
    """What is left of a model's answer, merged with the findings of the rules."""

    model: str
    stamp: str
    tokens: dict[str, int]
    findings: list[Finding]
    tentative: list[Finding]
    dropped: tuple[Dropped, ...]
    funnel: Funnel


@dataclass
class _Sieve:
    """Counts how far each proposal comes."""

    statement: Statement
    dossier: Dossier
    given: dict[str, Found]
    masker: Masker
    reached: Counter[str] = field(default_factory=Counter)
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, what: str, reason: str) -> None:
        self.dropped.append(Dropped(what=what[:200], reason=reason))


def consult(model: Model, settings: Settings, statement: Statement, dossier: Dossier, findings: list[Finding]) -> Consulted:
    """Ask `model` for findings, check each against the draft and the evidence it was given, and merge.

    Raises:
        ModelError: the model gave no usable answer, or the draft alone is over the prompt's budget.
    """
    masker = Masker()
    filled, given = _fill(model, settings, statement, dossier, masker)
    answer = model.ask(filled, Draft)
    sieve = _Sieve(statement, dossier, given, masker)
    proposed = [checked for one in answer.value.findings if (checked := _check(sieve, one)) is not None]
    shown = [finding for finding in proposed if finding.confidence >= SHOWN_FROM]
    merged = settle(_merge(findings, shown))
    kept = sum("llm" in finding.found_by for finding in merged)
    sieve.reached["shown"] = kept
    for lost in shown:
        if not any(lost.code == other.code for other in merged):
            sieve.drop(f"{lost.code} {lost.span.text if lost.span else ''}".strip(), "a weightier finding has the same words")
    codes = {finding.code for finding in merged}
    return Consulted(
        model=model.name,
        stamp=filled.stamp,
        tokens=answer.tokens,
        findings=merged,
        tentative=[f for f in proposed if f.confidence < SHOWN_FROM and f.code not in codes],
        dropped=tuple(sieve.dropped),
        funnel=Funnel(proposed=len(answer.value.findings), **{stage: sieve.reached[stage] for stage in _STAGES}),
    )


def _fill(
    model: Model, settings: Settings, statement: Statement, dossier: Dossier, masker: Masker
) -> tuple[prompt.Filled, dict[str, Found]]:
    """Fill the prompt: catalogue and draft always, evidence as far as the token budget reaches."""
    template = prompt.load("critique")
    draft = prompt.fence("draft", masker.mask(statement.text))
    budget = min(settings.prompt_tokens, template.max_tokens)

    def count(text: str) -> int:
        return model.count(text).tokens

    room = budget - count(template.fill(catalogue="", draft=draft, evidence=_NO_FEEDBACK).text)
    entries = [(_WEIGHTS[known.severity], entry(known)) for known in catalogue().values()]
    codes = pack(entries, room, count)
    if room < 0 or not codes.kept:
        raise ModelError(
            f"The draft and the catalogue need more than the budget of {budget:,} tokens.",
            "Raise prompt_tokens, fetch exact token counts (`wbcoach assets fetch tiktoken`), or shorten the draft.",
        )
    ordered = sorted(dossier, key=_priority, reverse=True)
    blocks = [(_priority(found), _block(found, masker)) for found in ordered]
    packed = pack(blocks, room - codes.tokens, count)
    left_out = set(packed.left_out)
    given = {found.item.id: found for place, found in enumerate(ordered) if place not in left_out}
    evidence = "\n\n".join(packed.kept) or _NO_FEEDBACK
    return template.fill(catalogue="\n\n".join(codes.kept), draft=draft, evidence=evidence), given


def _priority(found: Found) -> float:
    return found.score + 2 * found.linked + (found.stance == "contradicts")


def _block(found: Found, masker: Masker) -> str:
    item = found.item
    return prompt.fence(
        "feedback", masker.mask(item.text), id=item.id, kind=item.kind, source=item.source, date=item.date, stance=found.stance
    )


def entry(known: Pitfall) -> str:
    """Describe a pitfall to a model: what to look for, one example of it, one near miss."""
    return (
        f"{known.code} {known.name}\n"
        f"  look for: {known.look_for}\n"
        f"  has it: {known.bad[0].text}\n"
        f"  near miss: {known.good[0].text}"
    )


def _check(sieve: _Sieve, one: DraftFinding) -> Finding | None:
    """Pass one proposal through the checks; None when it fails one."""
    known = catalogue().get(one.code.strip().upper())
    label = f"{one.code} {one.quote!r}"
    if known is None:
        sieve.drop(label, "no such code in the catalogue")
        return None
    if (known.code == "D01" and sieve.dossier.linked) or (known.code == "T04" and sieve.statement.is_story):
        sieve.drop(label, "does not apply to this statement")
        return None
    sieve.reached["known_code"] += 1
    span, reason = _span(sieve, known.code, one)
    if reason:
        sieve.drop(label, reason)
        return None
    sieve.reached["span_found"] += 1
    strange = [name for name in one.evidence if name not in sieve.given]
    if strange:
        sieve.drop(label, f"cites feedback it was not given: {', '.join(strange)[:80]}")
        return None
    sieve.reached["evidence_given"] += 1
    finding = _finding(sieve, known, one, span)
    sieve.reached["claims_hold"] += 1
    return finding


def _span(sieve: _Sieve, code: str, one: DraftFinding) -> tuple[Span | None, str]:
    quote = prompt.unfence(sieve.masker.restore(one.quote)).strip()
    if not quote:
        return None, "" if code in _ABSENCES else "names no words of the draft"
    span = find_verbatim(quote, sieve.statement.text)
    return (None, "its words are not in the draft") if span is None else (span, "")


def _finding(sieve: _Sieve, known: Pitfall, one: DraftFinding, span: Span | None) -> Finding:
    """Build the finding; words of the model that bring in something of their own give way to the catalogue's."""
    text = sieve.statement.text
    sources = [text, *(sieve.given[name].item.text for name in one.evidence)]
    why = _grounded(sieve, known, "why", one.why, sources) or known.message
    question = _grounded(sieve, known, "question", one.question, sources)
    if question and (question.count("?") != 1 or not question.rstrip().endswith("?") or len(question.split()) > _QUESTION_WORDS):
        sieve.drop(f"{known.code} question {question!r}", "is not one short question")
        question = ""
    suggestion = _grounded(sieve, known, "suggestion", one.suggestion or "", sources)
    return Finding(
        code=known.code,
        name=known.name,
        lens=known.lens,
        severity=staged(known.code, known.severity, sieve.dossier),
        span=TextSpan(start=span.start, end=span.end, text=span.of(text)) if span else None,
        message=why,
        question=question or known.question,
        suggestion=suggestion or None,
        evidence=tuple(dict.fromkeys(one.evidence)),
        guidance=(known.note,),
        found_by=("llm",),
        confidence=one.confidence,
        central=central(known.code, span, sieve.statement),
    )


def _grounded(sieve: _Sieve, known: Pitfall, part: str, words: str, sources: list[str]) -> str:
    """Give the model's words back, restored, or nothing where they bring in what no source has."""
    words = " ".join(prompt.unfence(sieve.masker.restore(words)).split())
    strange = unfounded(words, [*sources, known.message, known.question])
    if strange:
        sieve.drop(f"{known.code} {part} {words!r}", strange[0])
        return ""
    return words


def _merge(rules: list[Finding], proposed: list[Finding]) -> list[Finding]:
    """Join findings of the same code on overlapping words; the rest of both stay."""
    merged = list(rules)
    for one in proposed:
        place = next((i for i, other in enumerate(merged) if other.code == one.code and _touch(one, other)), None)
        if place is None:
            merged.append(one)
            continue
        other = merged[place]
        update = {
            "found_by": tuple(dict.fromkeys((*other.found_by, "llm"))),
            "confidence": max(other.confidence, one.confidence),
            "evidence": tuple(dict.fromkeys((*other.evidence, *one.evidence))),
            "suggestion": other.suggestion or one.suggestion,
        }
        merged[place] = other.model_copy(update=update)
    return merged


def _touch(left: Finding, right: Finding) -> bool:
    if left.span is None or right.span is None:
        return True
    return left.span.start < right.span.end and right.span.start < left.span.end

