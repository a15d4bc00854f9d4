"""A language model that is asked one typed question at a time, on any OpenAI-compatible server.

The server is asked for JSON by schema first, by a tool call where it lacks that, and else for JSON in
plain text, with one request to mend it. What worked is remembered, and an answer that was had before is
not asked for again. An ask, retries and all, takes no longer than `timeout_s` (and a moment for connecting).
"""

from __future__ import annotations

import time
import warnings
import weakref
from collections import Counter
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Self, TypeVar

from pydantic import BaseModel

from wbcoach.errors import ModelAnswerError, ModelAuthError, NotKeptError, SettingsError
from wbcoach.models.breaker import Breaker
from wbcoach.models.calling import Caller, Clock
from wbcoach.models.failures import KEY_HINT, OFFLINE
from wbcoach.models.keeping import Keeper
from wbcoach.models.line import METHODS, Line, Method, is_openai
from wbcoach.models.pace import Pace
from wbcoach.models.prices import dollars, price_of
from wbcoach.models.reading import LONGEST_RAW, Again, Answer, Ask, Plainly, UnfitError
from wbcoach.models.talking import Talking
from wbcoach.models.tokens import TokenCount, count_tokens
from wbcoach.models.wire import bounded_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import httpx2

    from wbcoach.models.purse import Sum
    from wbcoach.settings import Settings

T = TypeVar("T", bound=BaseModel)
# What every prompt has, such as the pitfalls' notes, is counted once; longer texts are hardly met again.
_COUNTS, _PART = 1024, 4000


def open_model(
    settings: Settings,
    http_client: httpx2.Client | None = None,
    *,
    kept_only: bool = False,
) -> Model:
    """Make the model that the settings name; nothing is sent yet.

    A server of one's own needs no key. `http_client` may be shared by many models; it stays open.

    Args:
        settings: the model, its server, what it may cost, where its answers are kept.
        http_client: used instead of one of its own.
        kept_only: give answers that were kept, and never ask the server; no key is needed.

    Raises:
        SettingsError: no model is named, or there is a budget in dollars and no price.
        ModelAuthError: OpenAI's own server is meant and there is no key.
    """
    ready(settings, needs_key=not kept_only)
    return Model(settings, http_client, kept_only=kept_only)


def ready(settings: Settings, *, needs_key: bool = True) -> None:
    """See that a model can be asked with these settings, and prepare its libraries.

    Raises:
        SettingsError: no model is named, or it has no address.
        ModelAuthError: OpenAI's own server is meant and there is no key.
    """
    from wbcoach.settings import silence_telemetry

    if not settings.model:
        raise SettingsError("No model is set.", "Name one with --model or WBCOACH_MODEL.")
    if settings.api_version and not settings.base_url:
        raise SettingsError("api_version needs the address of the Azure resource.", "Set OPENAI_BASE_URL.")
    if settings.api_key is None and is_openai(settings.base_url) and needs_key:
        raise ModelAuthError(f"Model {settings.model!r} needs a key.", f"Set OPENAI_API_KEY. {KEY_HINT}")
    silence_telemetry()
    # langchain-openai warns before it raises what is handled here.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"langchain_openai\.")


class Model:
    """One model on one server; safe to share between threads. As a context, it closes its connections."""

    def __init__(
        self,
        settings: Settings,
        http_client: httpx2.Client | None,
        *,
        kept_only: bool = False,
        one_way: bool = False,
    ) -> None:
        """Keep the settings; `open_model` is the way in. `one_way` asks in the first way alone."""
        self._settings = settings
        self._kept_only = kept_only
        self._ways = 1 if one_way else len(METHODS)
        pace = Pace()
        self._keeper = Keeper(settings)
        self._http_client = http_client or bounded_client(pace.hear, self._keeper.inbox)
        self._closing = None if http_client else weakref.finalize(self, self._http_client.close)
        self._caller = Caller(settings, Line.to(settings, self._http_client), pace)
        self._breaker = Breaker(settings.breaker_after, settings.breaker_s)
        self._price = price_of(self.name, settings)
        self._proven: Method | None = None
        self._counted = lru_cache(_COUNTS)(
            partial(count_tokens, model=self.name, assets_folder=settings.assets)
        )

    def __enter__(self) -> Self:
        """Use the model until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections, unless the client came from outside, and the kept answers."""
        if self._closing:
            self._closing()
        self._keeper.close()

    @property
    def name(self) -> str:
        """The model's name, as the server knows it."""
        return str(self._settings.model)

    @property
    def spent(self) -> Sum:
        """What all asks took until now; dollars are 0 where the price isn't known."""
        return self._caller.purse.spent

    def count(self, text: str) -> TokenCount:
        """Count the tokens of `text` for this model."""
        if len(text) <= _PART:
            return self._counted(text)
        return count_tokens(text, self.name, self._settings.assets)

    def leave_out(self, options: Iterable[str]) -> None:
        """Send these options no more: the server is known to take none of that name."""
        for option in options:
            if option in self._caller.line.options:
                self._caller.line = self._caller.line.without(option)

    def hire(self, tell: Callable[[str], None]) -> None:
        """Have asks made by a process of their own where answers are kept, so that a kill costs none that is in flight.

        Args:
            tell: told where that process can't be started, or an ask waits for that of an earlier run.
        """
        self._keeper.hire(tell)

    def talking(self) -> Talking:
        """Begin a talk, with tools; its calls share budget, breaker and connections with the asks."""
        return Talking(self._settings, self._caller, self._breaker)

    def ask(self, filled: Ask, answer: type[T]) -> Answer[T]:
        """Ask, and read the answer as `answer`; one that is kept is given without asking.

        Raises:
            ModelAuthError: the key is refused.
            ModelBusyError: rate limited, after `max_retries` or when the server's wait is too long.
            ModelUnreachableError: no connection, no answer in time, or the server is left alone for a while.
            ModelAnswerError: empty, cut off, withheld, refused or unreadable.
            BudgetError: this call could go beyond the run's budget; it was not made.
            NotKeptError: only kept answers are given, and this one isn't kept.
            ModelError: the server failed, or doesn't take the request.
        """
        started = time.monotonic()
        if kept := self._keeper.recall(filled, answer):
            return kept
        if self._kept_only:
            raise NotKeptError(
                f"The answer of model {self.name!r} to this prompt is not kept.",
                "Prompt, evidence, index, server and settings have to be those of then, and `cache` the same file.",
            )
        with self._keeper.asking():
            with self._breaker.watching():
                given = self._ask(filled, answer, started)
            self._keeper.keep(filled, answer, given)
        return given

    def _ask(self, filled: Ask, answer: type[T], started: float) -> Answer[T]:
        self._proven = self._proven or self._keeper.remind(self._caller)
        tokens: Counter[str] = Counter()
        clock = Clock(self._settings.timeout_s)
        reason, first = "", METHODS.index(self._proven or METHODS[0])
        sure = True
        for method in METHODS[first : first + self._ways]:
            try:
                value, raw = self._try(method, filled, answer, clock, tokens)
            except UnfitError as unfit:
                reason = unfit.reason
                # An answer that was no use may have been bad luck: that is not kept for a week.
                sure = sure and unfit.lacking and not first
                continue
            self._proven = self._proven or method
            if sure:
                self._keeper.learn(self._proven, self._caller)
            elapsed_ms = (time.monotonic() - started) * 1000
            cost = dollars(tokens, self._price) if tokens else None
            return Answer(value, dict(tokens), method, elapsed_ms, raw[:LONGEST_RAW], cost)
        raise ModelAnswerError(
            f"The answer of model {self.name!r} can't be used: {reason[:200]}.",
            f"Try again, or a model that keeps to JSON. {OFFLINE}",
        )

    def _try(
        self, method: Method, ask: Ask, answer: type[T], clock: Clock, tokens: Counter[str]
    ) -> tuple[T, str]:
        if method != "text":
            try:
                return self._caller.send(ask, answer, method, clock, tokens)
            except UnfitError as unfit:
                if unfit.lacking and self._proven == method:
                    self._proven = None
                raise
        plain = Plainly(ask, answer)
        try:
            return self._caller.send(plain, answer, method, clock, tokens)
        except UnfitError as unfit:
            if not unfit.text:
                raise
            mended = Again(plain, unfit.text[:LONGEST_RAW], unfit.reason)
            return self._caller.send(mended, answer, method, clock, tokens)
