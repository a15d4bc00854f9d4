"""What a model took in one turn, added to what it took in the conversation before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wbcoach.conversation.talk import Spent

if TYPE_CHECKING:
    from wbcoach.conversation.talk import Talk
    from wbcoach.models import Talking


@dataclass(frozen=True)
class Spending:
    """One turn's calls, the model, the prompt's stamp, and why the model gave up ("": it did not)."""

    talking: Talking
    model: str
    stamp: str
    failed: str = ""

    def on(self, talk: Talk, said: int) -> Talk:
        """Add the turn to the talk's account; `said` counts the sentences that were shown."""
        before = talk.spent or Spent(model=self.model)
        known = before.cost_usd is not None and self.talking.cost_usd is not None
        tokens = Counter(before.tokens) + Counter(self.talking.tokens)
        spent = Spent(
            model=self.model,
            prompts=tuple(dict.fromkeys([*before.prompts, *filter(None, [self.stamp])])),
            turns=before.turns + 1,
            calls=before.calls + self.talking.calls,
            said=before.said + said,
            tokens=dict(tokens),
            cost_usd=round((before.cost_usd or 0) + (self.talking.cost_usd or 0), 8) if known else None,
            left=self.failed or before.left,
        )
        return talk.to(spent=spent)
