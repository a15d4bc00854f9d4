"""A suggestion under judgement: taken apart, and what the rules show on the draft and on what it makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from eval.score import pinned
from wbcoach.coach.gather import gather
from wbcoach.grounding.suggested import Answered, Suggested, stems_of, union_of
from wbcoach.pitfalls import find

if TYPE_CHECKING:
    from wbcoach.critique import Finding
    from wbcoach.evidence import Dossier, Item
    from wbcoach.settings import Settings
    from wbcoach.statement import Statement

__all__ = ["Answered", "Proposal", "stems_of", "union_of"]


@dataclass(frozen=True)
class Proposal(Suggested):
    """A suggestion with what the rules say before and after it."""

    @cached_property
    def before(self) -> frozenset[str]:
        """The codes that the rules show on the draft."""
        return frozenset(one.code for one in find(self.statement, _dossier(self.statement, self.evidence))[0])

    @cached_property
    def against(self) -> frozenset[str]:
        """The ids of the evidence that speaks against the draft."""
        return frozenset(one.item.id for one in _dossier(self.statement, self.evidence).contradicting)

    @cached_property
    def after(self) -> tuple[Finding, ...]:
        """What the rules show on the rewrite, but for what stands in the words that filled a gap."""
        shown, _ = find(self.filled, _dossier(self.filled, self.evidence))
        return tuple(filter(self.stands_by_itself, shown))


@lru_cache(maxsize=1)
def _settings() -> Settings:
    return pinned()


def _dossier(statement: Statement, evidence: tuple[Item, ...]) -> Dossier:
    return gather(statement, evidence, None, _settings())
