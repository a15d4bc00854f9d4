"""The critique chain, readable from top to bottom: read, gather, find, ask, check, say."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Self

from wbcoach import __version__
from wbcoach.coach import remarks
from wbcoach.coach.baseline import Baseline
from wbcoach.coach.conversion import conversion
from wbcoach.coach.gather import gather, linked_items, shown_evidence, today
from wbcoach.coach.judged import judged
from wbcoach.coach.silence import Ignore, silence, statement_hash
from wbcoach.critique import (
    Critique,
    Finding,
    Location,
    Receipt,
    Searched,
    StatementView,
    TextSpan,
    scores_of,
    verdict_of,
)
from wbcoach.errors import InputError, ModelError
from wbcoach.pitfalls import sense, sort_out
from wbcoach.statement import SLOT_NAMES, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wbcoach.coach.consult import Consulted
    from wbcoach.errors import WbcoachError
    from wbcoach.evidence import Dossier, Item
    from wbcoach.heads.weigh import Heads
    from wbcoach.library import Library
    from wbcoach.models import Model
    from wbcoach.settings import Settings

MAX_STATEMENT = 20_000


class Coach:
    """Critiques statements, with an index, heads, a model and a baseline where they are given; safe to share between threads.

    `notify` is told of what went wrong without stopping a critique, such as a model that can't be reached.
    """

    def __init__(
        self,
        settings: Settings,
        library: Library | None = None,
        model: Model | None = None,
        notify: Callable[[WbcoachError], None] | None = None,
        heads: Heads | None = None,
        baseline: Baseline | None = None,
    ) -> None:
        """Keep the parts; `from_settings` opens them."""
        self.settings = settings
        self.library = library
        self.model = model
        self.heads = heads
        self.baseline = baseline
        self._notify = notify or (lambda _error: None)

    @classmethod
    def from_settings(
        cls,
        settings: Settings | None = None,
        *,
        offline: bool = False,
        index: bool = True,
        notify: Callable[[WbcoachError], None] | None = None,
    ) -> Self:
        """Open what the settings name: the index if there is one, the model and the baseline if they are set.

        Args:
            settings: None reads flags, environment and config file as the command line does.
            offline: never call a model.
            index: search the index; without it only linked evidence counts.
            notify: told of a model that can't be opened; the critique then goes on without it.

        Raises:
            StoreError: there is an index and it can't be read.
            InputError: the baseline is missing, or is none.
        """
        from wbcoach.coach.opening import open_parts, open_reader

        if settings is None:
            from wbcoach.settings import load

            settings = load().settings
        baseline = Baseline.read(settings.baseline, today(settings)) if settings.baseline else None
        library, heads = open_parts(settings, index=index)
        try:
            model = open_reader(settings, library) if settings.model and not offline else None
        except ModelError as error:
            if notify is None:
                raise
            notify(error)
            model = None
        return cls(settings, library, model, notify, heads, baseline)

    def __enter__(self) -> Self:
        """Use the coach until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the index and the model."""
        self.close()

    def close(self) -> None:
        """Let go of the index and the model."""
        for part in (self.library, self.model):
            if part is not None:
                part.close()

    def critique(
        self,
        text: str,
        evidence: Sequence[Item | dict[str, Any] | str] | None = None,
        *,
        id: str | None = None,  # noqa: A002  the contract's own word
        location: Location | None = None,
        ignores: Iterable[Ignore] = (),
        offline: bool = False,
    ) -> Critique:
        """Critique one statement.

        Args:
            text: the draft, at most 20,000 code points.
            evidence: feedback linked to it: items, {"id", "text", "source", "date"} records, or bare texts.
            id: kept in the result.
            location: where it stands in a document; kept in the result.
            ignores: findings to keep out of scores and verdict, besides those of the baseline.
            offline: don't call the model this time.

        Raises:
            InputError: the text is too long, or the evidence is not of that shape.
        """
        started = time.perf_counter()
        if len(text) > MAX_STATEMENT:
            message = f"This text has {len(text):,} characters; a statement has at most {MAX_STATEMENT:,}."
            raise InputError(message, "Give the statement alone, or a Markdown file that holds it.")
        items = linked_items(evidence or ())
        statement = Statement.parse(judged(text))
        flags = remarks.flags_of(text, statement.text)
        view = _view(statement, text)
        if remarks.is_not_a_statement(flags):
            receipt = self._receipt(started, None)
            return Critique(
                id=id,
                location=location,
                statement=view,
                scores=None,
                verdict=None,
                flags=flags,
                receipt=receipt,
            )
        dossier = gather(statement, items, self.library, self.settings)
        judged_by = dossier.judged
        seen = sense(statement, judged_by)
        findings, tentative = sort_out(self.heads.weigh(statement, judged_by, seen) if self.heads else seen)
        consulted = None if offline else self._consult(statement, dossier, findings, tentative)
        if consulted is not None:
            findings, tentative = consulted.findings, consulted.tentative
        place = Location.model_validate(location) if location else None
        mine = statement_hash(text)
        found = placed(as_written(findings, text), text, place)
        known = self.baseline.covering(found, mine) if self.baseline else []
        shown, ignored = silence(found, [*ignores, *known], mine)
        shown = remarks.with_evidence(shown, dossier)
        return Critique(
            id=id,
            location=location,
            statement=view,
            findings=tuple(shown),
            tentative=tuple(placed(as_written(tentative, text), text, place)),
            ignored=ignored,
            strengths=remarks.strengths(statement, shown, dossier),
            scores=(scores := scores_of(shown)),
            verdict=verdict_of(scores, shown),
            question=_next_question(shown),
            evidence=shown_evidence(dossier, shown),
            searched=_searched(dossier),
            abstained=remarks.abstained(dossier),
            rewrite=conversion(statement, shown, dossier),
            dropped=consulted.dropped if consulted else (),
            funnel=consulted.funnel if consulted else None,
            flags=flags,
            receipt=self._receipt(started, consulted),
        )

    def _consult(
        self, statement: Statement, dossier: Dossier, findings: list[Finding], tentative: list[Finding]
    ) -> Consulted | None:
        """Ask the model; when it fails the offline critique is the answer, and the failure is told."""
        if self.model is None:
            return None
        from wbcoach.coach.consult import consult

        try:
            return consult(self.model, self.settings, statement, dossier, findings, tentative)
        except ModelError as error:
            self._notify(error)
            return None

    def _receipt(self, started: float, consulted: Consulted | None) -> Receipt:
        cost = None
        if consulted is not None:
            from wbcoach.models import cost_of

            cost = cost_of(consulted.tokens, consulted.model, self.settings)
        return Receipt(
            version=__version__,
            model=consulted.model if consulted else None,
            prompts=(consulted.stamp,) if consulted else (),
            generation=self.library.generation if self.library else None,
            as_of=today(self.settings).isoformat(),
            made_with={
                "stage": self.settings.stage,
                "stale_months": self.settings.stale_months,
                "heads": self.heads is not None,
            },
            tokens=consulted.tokens if consulted else {},
            cost_usd=cost,
            elapsed_ms=round((time.perf_counter() - started) * 1000, 2),
        )


def as_written(findings: Iterable[Finding], text: str) -> list[Finding]:
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


def placed(findings: Iterable[Finding], text: str, location: Location | None) -> list[Finding]:
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


def _searched(dossier: Dossier) -> Searched | None:
    if not dossier.searched:
        return None
    return Searched(
        items=dossier.items,
        set_aside=dossier.set_aside,
        not_english=dossier.not_english,
        duplicates=dossier.duplicates,
    )


def _next_question(findings: Sequence[Finding]) -> str | None:
    worst = min(findings, key=lambda finding: finding.weight, default=None)
    return worst.question if worst else None
