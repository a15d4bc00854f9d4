"""What one run may use: each call's bound is set aside before it, and what it took is settled after."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wbcoach.errors import BudgetError, SettingsError
from wbcoach.models.prices import dollars, price_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wbcoach.settings import Settings


@dataclass
class Sum:
    """Tokens, and dollars; dollars stay 0 where no price is known."""

    tokens: int = 0
    usd: float = 0.0

    def add(self, other: Sum, sign: int = 1) -> None:
        """Add another sum, or take it off."""
        self.tokens += sign * other.tokens
        self.usd += sign * other.usd


@dataclass
class Purse:
    """The budget of one run, shared by all threads that ask one model."""

    settings: Settings
    spent: Sum = field(default_factory=Sum)
    _held: Sum = field(default_factory=Sum)
    _turn: threading.Condition = field(default_factory=threading.Condition)
    _queue: deque[object] = field(default_factory=deque)

    def __post_init__(self) -> None:
        """Look up the price.

        Raises:
            SettingsError: there is a budget in dollars and no price.
        """
        self._price = price_of(str(self.settings.model), self.settings)
        if self.settings.budget_usd is not None and self._price is None:
            raise SettingsError(
                f"budget_usd needs the price of model {self.settings.model!r} on this server.",
                'Add it to wbcoach.toml, such as prices."NAME" = { input = 0.5, output = 2 } in dollars a million tokens, or use budget_tokens.',
            )

    def set_aside(self, count: Callable[[], int]) -> Sum:
        """Set the bound of one call aside: its prompt, counted by `count`, and the longest answer.

        Where calls in flight hold what this one needs, it waits until they are settled, behind those that came
        before: rows are answered in their order, so that few are beyond the one that a budget ends at.

        Raises:
            BudgetError: what was spent already leaves too little.
        """
        if self.settings.budget_tokens is None and self.settings.budget_usd is None:
            return Sum()
        prompt, answer = count(), self.settings.answer_tokens
        need = self._sum({"input": prompt, "output": answer})
        mine = object()
        with self._turn:
            self._queue.append(mine)
            try:
                self._turn.wait_for(lambda: self._queue[0] is mine and self._is_decided(need))
                if lack := self._lack(need, self.spent):
                    raise BudgetError(lack, "Raise it for the next run; `--offline` goes on without a model.")
                self._held.add(need)
            finally:
                self._queue.remove(mine)
                self._turn.notify_all()
        return need

    def settle(self, need: Sum, tokens: Mapping[str, int] | None) -> None:
        """Put what a call took in the place of its bound; None where that is not known, so that the bound stands."""
        with self._turn:
            self._held.add(need, -1)
            self.spent.add(need if tokens is None else self._sum(tokens))
            self._turn.notify_all()

    def _is_decided(self, need: Sum) -> bool:
        """Say whether a call fits beside those in flight, or can't ever."""
        return bool(self._lack(need, self.spent)) or not self._lack(need, self._in_all())

    def _sum(self, tokens: Mapping[str, int]) -> Sum:
        total = tokens.get("input", 0) + tokens.get("output", 0)
        return Sum(total, dollars(tokens, self._price) or 0.0)

    def _in_all(self) -> Sum:
        both = Sum(self.spent.tokens, self.spent.usd)
        both.add(self._held)
        return both

    def _lack(self, need: Sum, used: Sum) -> str:
        """Say which budget a call could go beyond; empty where none."""
        tokens, usd = self.settings.budget_tokens, self.settings.budget_usd
        if tokens is not None and used.tokens + need.tokens > tokens:
            return f"budget_tokens ({tokens:,}) is used up: {used.tokens:,} so far, and the next call could take {need.tokens:,}."
        if usd is not None and used.usd + need.usd > usd:
            return f"budget_usd (${usd:g}) is used up: ${used.usd:.4f} so far, and the next call could cost ${need.usd:.4f}."
        return ""
