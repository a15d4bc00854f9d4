"""The critique chain, readable from top to bottom: read, gather, find, ask, check, say."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from wbcoach.coach import remarks
from wbcoach.coach.baseline import Baseline
from wbcoach.coach.gather import gather, linked_items, today
from wbcoach.coach.judged import judged
from wbcoach.coach.page import Reading, StepDone
from wbcoach.critique import Critique, Finding, Location
from wbcoach.errors import InputError, ModelError
from wbcoach.pitfall import SHOWN_FROM
from wbcoach.pitfalls import sense, sort_out
from wbcoach.screening import without_words_to_the_reader
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from threading import Event

    from wbcoach.coach.silence import Ignore
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
            model = open_reader(settings) if settings.model and not offline else None
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
        steps = self.stream(text, evidence, id=id, location=location, ignores=ignores, offline=offline)
        return deque(steps, maxlen=1).pop().critique

    def stream(
        self,
        text: str,
        evidence: Sequence[Item | dict[str, Any] | str] | None = None,
        *,
        id: str | None = None,  # noqa: A002  the contract's own word
        location: Location | None = None,
        ignores: Iterable[Ignore] = (),
        offline: bool = False,
        stop: Event | None = None,
    ) -> Iterator[StepDone]:
        """Critique one statement step by step; the last step's critique is the whole one.

        Closing the iterator, or setting `stop`, ends it before the model's next call; no thread is left.

        Args:
            text: the draft, and so on as for `critique`.
            evidence: linked feedback.
            id: kept in the result.
            location: kept in the result.
            ignores: silenced findings.
            offline: don't call the model this time.
            stop: once set, no further call is made, and what was had is the critique.

        Yields:
            "rules" with the offline critique; where a model is set also "find", "ground", "second_look" for
            each grave finding, "merge", "rewrite" and "recheck", as far as the depth goes.

        Raises:
            InputError: the text is too long, or the evidence is not of that shape.
        """
        if len(text) > MAX_STATEMENT:
            message = f"This text has {len(text):,} characters; a statement has at most {MAX_STATEMENT:,}."
            raise InputError(message, "Give the statement alone, or a Markdown file that holds it.")
        items = linked_items(evidence or ())
        statement = Statement.parse(judged(text))
        reading = Reading(
            text,
            statement,
            remarks.flags_of(text, statement.text),
            self.settings,
            today(self.settings).isoformat(),
            id=id,
            location=Location.model_validate(location) if location else None,
            ignores=tuple(ignores),
            baseline=self.baseline,
            generation=self.library.generation if self.library else None,
            model=self.model.name if self.model else None,
            heads=self.heads is not None,
        )
        if remarks.is_not_a_statement(reading.flags):
            yield StepDone("rules", "this is no statement", reading.critique)
            return
        dossier = self.gathered(statement, items)
        shown, tentative = sort_out(self._seen(statement, dossier.judged))
        reading = replace(reading, dossier=dossier, findings=tuple(shown), tentative=tuple(tentative))
        yield StepDone("rules", f"{len(shown)} shown", reading.critique)
        if self.model is not None and not offline:
            yield from self._consulting(self.model, reading, stop)

    def gathered(self, statement: Statement, items: Sequence[Item]) -> Dossier:
        """Gather what bears on a statement: what is linked, what is named in it, what a search finds."""
        near = self.heads.nearness if self.heads is not None else None
        return gather(statement, items, self.library, self.settings, near)

    def _consulting(self, model: Model, reading: Reading, stop: Event | None) -> Iterator[StepDone]:
        """Ask the model; when its first answer fails the offline critique is the last one, and the failure is told."""
        from wbcoach.coach.consult import consult
        from wbcoach.coach.steps.state import Case

        case = Case(
            model,
            self.settings,
            reading.statement,
            reading.dossier,
            reading.findings,
            reading.tentative,
            critic=self.critic,
            heard=lambda findings: reading.heard(findings)[0],
        )
        try:
            for name, state in consult(case, self._notify, stop):
                yield StepDone(name, state.told, partial(reading.critique, state))
        except ModelError as error:
            self._notify(error)

    def critic(self, statement: Statement, dossier: Dossier) -> list[Finding]:
        """Give what the offline critic would show on a statement beside that feedback."""
        return sort_out(self._seen(statement, dossier.judged))[0]

    def _seen(self, statement: Statement, dossier: Dossier) -> list[Finding]:
        """Find what the rules and heads see; words to whoever reads, put beside a statement, take nothing away from it."""
        seen = self._weighed(statement, dossier)
        bare = without_words_to_the_reader(statement.text)
        if bare == statement.text:
            return seen
        codes = {finding.code for finding in seen if finding.confidence >= SHOWN_FROM}
        alone = sort_out(self._weighed(Statement.parse(bare), dossier))[0]
        return [*seen, *(finding for finding in alone if finding.code not in codes)]

    def _weighed(self, statement: Statement, dossier: Dossier) -> list[Finding]:
        seen = sense(statement, dossier)
        return self.heads.weigh(statement, dossier, seen) if self.heads else seen
