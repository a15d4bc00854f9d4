"""What the steps work on (`Case`), and what they hand from one to the next (`State`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from wbcoach.critique import Dropped, Finding, Rewrite
from wbcoach.funnel import STAGES, Funnel

if TYPE_CHECKING:
    from pydantic import BaseModel

    from wbcoach.coach.brief import Brief
    from wbcoach.evidence import Dossier
    from wbcoach.models import DraftFinding, DraftRewrite, Model
    from wbcoach.prompt import Filled
    from wbcoach.settings import Settings
    from wbcoach.statement import Statement

    T = TypeVar("T", bound=BaseModel)

Name = Literal["rules", "find", "ground", "second_look", "merge", "rewrite", "recheck"]
HIGH_RISK = frozenset({"P01", "P02", "D06", "S06"})


@dataclass(frozen=True)
class Case:
    """What stays the same through all steps.

    `rules` and `unsure` are the findings of the offline critic, shown and tentative. `critic` gives what it
    would show on another wording; `heard` takes out what the author has silenced.
    """

    model: Model
    settings: Settings
    statement: Statement
    dossier: Dossier
    rules: tuple[Finding, ...]
    unsure: tuple[Finding, ...]
    critic: Callable[[Statement, Dossier], list[Finding]]
    heard: Callable[[Sequence[Finding]], Sequence[Finding]]


@dataclass(frozen=True)
class Look:
    """What a second reader said of a finding; an "agreed" without words that hold counts as "unsure"."""

    finding: Finding
    answer: Literal["agreed", "disagreed", "unsure"]


@dataclass(frozen=True)
class Tried:
    """A rewrite as a model offered it, masked, and why it was refused; no reason yet where it wasn't checked."""

    offer: DraftRewrite
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class State:
    """How far the chain has come; each step gives a new one.

    `waiting` holds the findings that a second reader has yet to look at. After the step "merge", `findings`
    and `tentative` are what will be shown; `tried` and `rewrite` come after it. `told` says in a line what the last step brought;
    `counted` says whether the server told the tokens of each answer.
    """

    case: Case
    brief: Brief | None = None
    proposed: tuple[DraftFinding, ...] = ()
    checked: tuple[Finding, ...] = ()
    waiting: tuple[Finding, ...] = ()
    looks: tuple[Look, ...] = ()
    findings: tuple[Finding, ...] = ()
    tentative: tuple[Finding, ...] = ()
    answered: Finding | None = None
    given: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()
    rewrite: Rewrite | None = None
    reached: Counter[str] = field(default_factory=Counter)
    dropped: tuple[Dropped, ...] = ()
    stamps: tuple[str, ...] = ()
    tokens: Counter[str] = field(default_factory=Counter)
    counted: bool = True
    merged: bool = False
    told: str = ""

    @property
    def as_merged(self) -> State:
        """The same with all findings brought together, if no step did so yet."""
        from wbcoach.coach.steps.merge import merge

        return self if self.merged else merge(self)

    @property
    def funnel(self) -> Funnel:
        """How many of the model's proposals came how far; before the merge none is shown yet."""
        counts = {name: self.reached[name] for name in STAGES if name != "proposed"}
        return Funnel.model_validate({"proposed": len(self.proposed), **counts})

    def asked(self, filled: Filled, answer: type[T]) -> tuple[T, State]:
        """Ask the model; give its answer, and the state with what that cost.

        Raises:
            ModelError: it gave no usable answer.
        """
        said = self.case.model.ask(filled, answer)
        stamps = tuple(dict.fromkeys((*self.stamps, filled.stamp)))
        tokens = Counter(self.tokens)
        tokens.update(said.tokens)  # a sum of counters would lose the zeros of a kept answer
        counted = self.counted and "input" in said.tokens
        return said.value, replace(self, stamps=stamps, tokens=tokens, counted=counted)


def same(left: Finding, right: Finding) -> bool:
    """Say whether two findings are one: the same code on overlapping words, or one of them on none."""
    if left.code != right.code:
        return False
    if left.span is None or right.span is None:
        return True
    return left.span.start < right.span.end and right.span.start < left.span.end


def among(one: Finding, findings: Sequence[Finding]) -> bool:
    """Say whether a finding is one of these, or the same as one."""
    return any(same(one, other) for other in findings)


def joined(known: Finding, one: Finding) -> Finding:
    """Make one finding of two: the first's words, both their finders and evidence, the surer confidence."""
    update = {
        "found_by": tuple(dict.fromkeys((*known.found_by, *one.found_by))),
        "confidence": max(known.confidence, one.confidence),
        "evidence": tuple(dict.fromkeys((*known.evidence, *one.evidence))),
        "suggestion": known.suggestion or one.suggestion,
    }
    return known.model_copy(update=update)
