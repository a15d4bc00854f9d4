"""The critic as a conversation asks it: on the draft as it stands, with what the author saw, and without what was waived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.coach.gather import evidence_of
from wbcoach.coach.judged import judged
from wbcoach.coach.silence import Ignore
from wbcoach.evidence import Item
from wbcoach.stance import Claim, leans_against
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.coach import Coach
    from wbcoach.conversation.talk import Talk, Version
    from wbcoach.critique import Critique, Evidence, Finding

_KEPT: Final = 4  # the draft as it stands, and wording that is weighed against it


class Critic:
    """Asked offline; keeps the last few critiques, since a turn asks for the same one several times."""

    def __init__(self, coach: Coach, linked: Sequence[Item] = ()) -> None:
        """Take the critic, which is asked offline, and feedback that is linked from the start."""
        self.coach = coach
        self.linked = tuple(linked)
        self._kept: dict[object, Critique] = {}

    def critique(self, talk: Talk) -> Critique:
        """Critique the draft as it stands, with what the author saw, and without what was waived."""
        key = (talk.draft, talk.accounts, talk.waived)
        if key not in self._kept:
            told = self._accounts(talk)
            waived = [Ignore(one.code, one.reason, span_hash=one.words) for one in talk.waived]
            found = self.coach.critique(talk.draft, [*self.linked, *told], ignores=waived, offline=True)
            self._kept = {**dict(list(self._kept.items())[1 - _KEPT :]), key: found}
        return self._kept[key]

    def leaning(self, talk: Talk) -> list[Evidence]:
        """Give feedback that may pull the other way without contradicting the draft, the closest first."""
        statement = self.statement(talk)
        found = self.coach.gathered(statement, [*self.linked, *self._accounts(talk)])
        claim = Claim(statement)
        near = [one for one in found.judged if one.stance == "related" and leans_against(claim, one.item)]
        return [evidence_of(one) for one in sorted(near, key=lambda one: -one.score)]

    def _accounts(self, talk: Talk) -> list[Item]:
        return [Item(one.id, one.text, source="author_account") for one in talk.accounts]

    def statement(self, talk: Talk) -> Statement:
        """Read the draft as the critic does."""
        return Statement.parse(judged(talk.draft))

    def passes(self, talk: Talk, version: Version, finding: Finding) -> bool:
        """Put offered wording to the critic: the finding is gone, and nothing new of weight has come."""
        before = {one.code for one in self.critique(talk).findings}
        after = self.critique(talk.with_draft(version))
        new = {one.code for one in after.findings if one.severity != "minor"} - before
        return not new and finding.code not in {one.code for one in after.findings}
