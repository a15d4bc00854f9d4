"""A model whose first questions a job has answered: its answers go through the same reading as direct ones."""

from __future__ import annotations

import hashlib
import json
import threading
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pydantic import BaseModel, SecretStr

from wbcoach.models.answers import Draft
from wbcoach.models.calling import BATCH_TIER
from wbcoach.models.model import Model, ready
from wbcoach.models.prices import dollars, price_of
from wbcoach.models.purse import Sum

if TYPE_CHECKING:
    from collections.abc import Iterable

    import httpx2

    from wbcoach.models.reading import Answer, Ask
    from wbcoach.settings import Settings

T = TypeVar("T", bound=BaseModel)


class Replies(Protocol):
    """What a job has answered, by the name of the request."""

    def reply(self, name: str) -> tuple[int, dict[str, Any]] | None:
        """Give the HTTP status and body, or None where there is no answer."""


def name_of_request(body: bytes) -> str:
    """Name a request by all that is in it, so that the same one is sent and paid once; 51 characters."""
    whole = json.dumps(json.loads(body), sort_keys=True, ensure_ascii=True)
    return f"wb-{hashlib.sha256(whole.encode()).hexdigest()[:48]}"


def usage_of(body: dict[str, Any]) -> dict[str, int]:
    """Give the tokens that an answer of a job took, as `prices` counts them."""
    usage = body.get("usage") or {}
    read = int(usage.get("prompt_tokens") or usage.get("input_tokens") or 0)
    written = int(usage.get("completion_tokens") or usage.get("output_tokens") or 0)
    return {"input": read, "output": written, "input_batch": read, "output_batch": written}


class PaidModel(Model):
    """Gives the first answer about each row from a job alone; what follows from it is asked directly, at full price."""

    def __init__(
        self,
        settings: Settings,
        replies: Replies,
        *,
        leave_out: Iterable[str] = (),
        paid: Sum | None = None,
    ) -> None:
        """Keep the answers.

        Args:
            settings: the model, its server, and what all of it may cost.
            replies: what the job has answered.
            leave_out: options that the server is known to refuse.
            paid: what the job took of the budget.

        Raises:
            SettingsError: no model is named, or there is a budget in dollars and no price.
            ModelAuthError: there is no key.
        """
        import httpx2

        ready(settings)
        paid = paid or Sum()
        left: dict[str, Any] = {}
        if settings.budget_usd is not None:
            left["budget_usd"] = max(0.0, settings.budget_usd - paid.usd)
        if settings.budget_tokens is not None:
            left["budget_tokens"] = max(0, settings.budget_tokens - paid.tokens)
        super().__init__(settings.model_copy(update=left), None)
        self._replies = replies
        self._price = price_of(str(settings.model), settings)
        self._given: set[str] = set()
        self._again = Sum()
        self._guard = threading.Lock()
        self._shelf = httpx2.Client(transport=httpx2.MockTransport(self._answer))
        free: dict[str, Any] = {
            "budget_usd": None,
            "budget_tokens": None,
            "max_retries": 0,
            "breaker_after": 0,
        }
        free |= {"api_key": settings.api_key or SecretStr("none")}
        self._first = Model(settings.model_copy(update=free), self._shelf, one_way=True)
        for model in (self, self._first):
            Model.leave_out(model, leave_out)

    def ask(self, filled: Ask, answer: type[T]) -> Answer[T]:
        """Ask as `Model.ask` does; a first question goes to no server, and fails where the job has no answer to it."""
        return self._first.ask(filled, answer) if answer is Draft else super().ask(filled, answer)

    @property
    def spent(self) -> Sum:
        """What all asks took until now, those to the job at half price."""
        both = Sum(self._first.spent.tokens, self._first.spent.usd)
        both.add(super().spent)
        with self._guard:
            both.add(self._again, -1)
        return both

    def close(self) -> None:
        """Close connections and kept answers."""
        self._first.close()
        self._shelf.close()
        super().close()

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        import httpx2

        name = name_of_request(request.read())
        found = self._replies.reply(name)
        if found is None:
            raise httpx2.ConnectError("the job was asked no such question", request=request)
        status, body = found
        with self._guard:
            if name in self._given:
                # Rows that say the same share one answer, which was paid once.
                tokens = usage_of(body)
                self._again.add(Sum(tokens["input"] + tokens["output"], dollars(tokens, self._price) or 0.0))
            self._given.add(name)
        return httpx2.Response(status, json={**body, "service_tier": BATCH_TIER}, request=request)
