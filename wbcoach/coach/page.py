"""One statement as it is read: what the offline critic found, and the critique as far as it has come."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wbcoach import __version__
from wbcoach.coach import remarks
from wbcoach.coach.conversion import conversion
from wbcoach.coach.gather import shown_evidence
from wbcoach.coach.silence import Ignore, silence, statement_hash
from wbcoach.critique import (
    Critique,
    Finding,
    Flag,
    Ignored,
    Location,
    Receipt,
    Searched,
    StatementView,
    TextSpan,
    scores_of,
    verdict_of,
)
from wbcoach.evidence import Dossier
from wbcoach.statement import SLOT_NAMES, Statement

if TYPE_CHECKING:
    from wbcoach.coach.baseline import Baseline
    from wbcoach.coach.steps.state import Name, State
    from wbcoach.settings import Settings


@dataclass(frozen=True)
class StepDone:
    """A step that is finished: its name, in a line what it brought, and the critique as it stands now."""

    name: Name
    told: str
    _made: Callable[[], Critique]

    @cached_property
    def critique(self) -> Critique:
        """The critique after this step, whole in its shape; made when it is first asked for."""
        return self._made()


@dataclass(frozen=True)
class Reading:
    """All that a critique of one text is made of, but for what a model says."""

    text: str
    statement: Statement
    flags: tuple[Flag, ...]
    settings: Settings
    as_of: str
    id: str | None = None
    location: Location | None = None
    ignores: tuple[Ignore, ...] = ()
    baseline: Baseline | None = None
    generation: str | None = None
    model: str | None = None
    heads: bool = False
    dossier: Dossier = field(default_factory=Dossier)
    findings: tuple[Finding, ...] = ()
    tentative: tuple[Finding, ...] = ()
    started: float = field(default_factory=time.perf_counter)

    def heard(self, findings: Sequence[Finding]) -> tuple[list[Finding], tuple[Ignored, ...]]:
        """Part findings, placed and in the author's words, from those that the author has silenced."""
        mine = statement_hash(self.text)
        found = self._placed(findings)
        known = self.baseline.covering(found, mine) if self.baseline else []
        return silence(found, [*self.ignores, *known], mine)

    def critique(self, state: State | None = None) -> Critique:
        """Put the critique together: of the offline critic alone, or with what a model's steps have brought so far.

        Before they are merged, what the model proposed is shown as if nothing were to come.
        """
        location, view = self.location, _view(self.statement, self.text)
        if remarks.is_not_a_statement(self.flags):
            return Critique(
                id=self.id,
                location=location,
                statement=view,
                scores=None,
                verdict=None,
                flags=self.flags,
                receipt=self._receipt(None),
            )
        state = state.as_merged if state else None
        found, tentative = (state.findings, state.tentative) if state else (self.findings, self.tentative)
        shown, ignored = self.heard(found)
        shown = remarks.with_evidence(shown, self.dossier)
        scores = scores_of(shown, remarks.gaps(self.statement))
        return Critique(
            id=self.id,
            location=location,
            statement=view,
            findings=tuple(shown),
            tentative=tuple(self._placed(tentative)),
            ignored=ignored,
            strengths=remarks.strengths(self.statement, found, self.dossier),
            scores=scores,
            verdict=verdict_of(scores, shown),
            question=_next_question(shown),
            evidence=shown_evidence(self.dossier, shown, _cited_in(state)),
            searched=Searched.of(self.dossier) if self.dossier.searched else None,
            abstained=remarks.abstained(self.statement, self.dossier),
            rewrite=(state.rewrite if state else None) or conversion(self.statement, shown, self.dossier),
            dropped=(
                *remarks.unread(self.text),
                *remarks.refused(self.dossier),
                *(state.dropped if state else ()),
            ),
            funnel=state.funnel if state else None,
            flags=self.flags,
            receipt=self._receipt(state),
        )

    def _placed(self, findings: Iterable[Finding]) -> list[Finding]:
        return _placed(_as_written(findings, self.text), self.text, self.location)

    def _receipt(self, state: State | None) -> Receipt:
        return Receipt(
            version=__version__,
            model=self.model if state else None,
            prompts=state.stamps if state else (),
            generation=self.generation,
            as_of=self.as_of,
            made_with={
                "stage": self.settings.stage,
                "stale_months": self.settings.stale_months,
                "heads": self.heads,
                "depth": self.settings.depth,
                **({"names": True} if self.settings.names else {}),
            },
            tokens=dict(state.tokens) if state else {},
            cost_usd=self._cost(state) if state else None,
            elapsed_ms=round((time.perf_counter() - self.started) * 1000, 2),
        )

    def _cost(self, state: State) -> float | None:
        """Give the dollars of all steps; None where a server didn't count one of them, or the price isn't known."""
        from wbcoach.models import cost_of

        return cost_of(state.tokens, self.model or "", self.settings) if state.counted else None


def _cited_in(state: State | None) -> frozenset[str]:
    parts = state.rewrite.provenance if state and state.rewrite else ()
    return frozenset(part.origin for part in parts)


def _as_written(findings: Iterable[Finding], text: str) -> list[Finding]:
    """Let spans show the text as its author wrote it, where other words than those were judged."""
    whole = []
    for finding in findings:
        span = finding.span
        if span is not None and span.text != text[span.start : span.end]:
            end = span.end
            while end < len(text) and text[end].isalpha() and text[end - 1].isalpha():
                end += 1  # what parted the letters of the last word stood behind it while it was judged
            written = TextSpan(start=span.start, end=end, text=text[span.start : end])
            whole.append(finding.model_copy(update={"span": written}))
        else:
            whole.append(finding)
    return whole


def _placed(findings: Iterable[Finding], text: str, location: Location | None) -> list[Finding]:
    """Say where in its document each finding of a statement starts, where the statement is in one."""
    if location is None:
        return list(findings)
    return [
        one.model_copy(update={"location": location.behind(text[: one.span.start]) if one.span else location})
        for one in findings
    ]


def _view(statement: Statement, text: str) -> StatementView:
    slots: dict[Any, TextSpan | None] = {}
    for name in SLOT_NAMES:
        span = statement.slot(name)
        slots[name] = TextSpan(start=span.start, end=span.end, text=span.of(text)) if span else None
    return StatementView(text=text, format=statement.format, slots=slots)


def _next_question(findings: Sequence[Finding]) -> str | None:
    worst = min(findings, key=lambda finding: finding.weight, default=None)
    return worst.question if worst else None
