"""Calls to one server: at most so many at once, within the budget, tried again where that helps, in the time there is."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from wbcoach.errors import ModelAnswerError
from wbcoach.models.failures import OFFLINE, failure_of, no_time
from wbcoach.models.purse import Purse
from wbcoach.models.reading import UnfitError, cut_off, read, withheld
from wbcoach.models.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from langchain_core.messages import AIMessage
    from langchain_core.runnables import Runnable

    from wbcoach.models.failures import Failure
    from wbcoach.models.line import Line, Method
    from wbcoach.models.pace import Pace
    from wbcoach.models.reading import Ask
    from wbcoach.settings import Settings

T = TypeVar("T", bound=BaseModel)
V = TypeVar("V")
# The tier that an answer of a job is marked with before it is read.
BATCH_TIER = "batch"
_AROUND_A_MESSAGE = 8
_AROUND_A_CALL = 64  # a server's own words around schema and tools


class Clock:
    """The time that one ask may take; it stands while the ask waits for others."""

    def __init__(self, seconds: float) -> None:
        """Start it."""
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._end - time.monotonic()

    def stood(self, since: float) -> None:
        """Give back the time since then."""
        self._end += time.monotonic() - since


class Caller:
    """Sends asks along a line; what the server doesn't take is left out from then on. Shared by all threads."""

    def __init__(self, settings: Settings, line: Line, pace: Pace) -> None:
        """Keep the line and the pace that its server allows, and make the purse.

        Raises:
            SettingsError: there is a budget in dollars and no price.
        """
        self.line = line
        self.purse = Purse(settings)
        self._pace = pace
        self._settings = settings
        self._slots = threading.BoundedSemaphore(settings.concurrency)

    def send(
        self, ask: Ask, answer: type[T], method: Method, clock: Clock, tokens: Counter[str]
    ) -> tuple[T, str]:
        """Ask in one way, and again where the failure may pass; `tokens` gets what it took.

        Raises:
            UnfitError: the server lacks the method, or the answer is not of the type.
            ModelError: no answer can be had.
        """

        def call(line: Line, left: float, took: Counter[str]) -> tuple[T, str]:
            return _call(line.chain(answer, method, left), ask, answer, took)

        def adapt(failure: Failure) -> bool:
            if failure.lacks(method):
                raise UnfitError(failure.error.message, lacking=True)
            return False

        return self.tried(call, lambda: self._bound(ask, answer), adapt, clock, tokens)

    def tried(
        self,
        call: Callable[[Line, float, Counter[str]], V],
        bound: Callable[[], int],
        adapt: Callable[[Failure], bool],
        clock: Clock,
        tokens: Counter[str],
    ) -> V:
        """Make a call, paid and one of so many at once, and again where the failure may pass.

        Args:
            call: given the line, the seconds left and a count of tokens to fill.
            bound: counts the tokens that the call sends, at most.
            adapt: told of a failure; True where the call now goes another way, or it raises.
            clock: the time there is.
            tokens: gets what all tries took.

        Raises:
            ModelError: no answer can be had.
        """
        import openai

        tries = 0
        while clock.left > 0:
            line = self.line
            try:
                return self._once(line, call, bound, clock, tokens)
            except openai.APIError as error:
                failure = failure_of(error, self._settings, tries)
                if disliked := next(filter(failure.dislikes, line.options), None):
                    if self.line is line:  # else another thread came to the same just before
                        self.line = line.without(disliked)
                    continue
                try:
                    if adapt(failure):
                        continue
                except UnfitError as unfit:
                    raise unfit from error
                wait, tries = failure.wait, tries + 1
                if wait is None or tries > self._settings.max_retries or wait >= clock.left:
                    raise failure.error from error
                time.sleep(wait)
        raise no_time(self._settings)

    def _once(
        self,
        line: Line,
        call: Callable[[Line, float, Counter[str]], V],
        bound: Callable[[], int],
        clock: Clock,
        tokens: Counter[str],
    ) -> V:
        import openai

        since = time.monotonic()
        counted = cache(bound)
        need = self.purse.set_aside(counted)
        tokens_at_most = counted() + self._settings.answer_tokens if self._pace.known else 0
        took: Counter[str] = Counter()
        refused = False
        try:
            with self._slots:
                # Behind the slot, so that those who wait for room are as many as may be in flight.
                self._pace.take(tokens_at_most, self._settings.timeout_s)
                clock.stood(since)
                try:
                    return call(line, max(clock.left, 0.001), took)
                finally:
                    self._pace.landed(tokens_at_most)
        except openai.APIError as error:
            # A server that gave up or that nobody waited for may have worked on it all the same.
            refused = not isinstance(error, openai.APITimeoutError | openai.InternalServerError)
            raise
        finally:
            self.purse.settle(need, took if refused or took else None)
            tokens.update(took)

    def _bound(self, ask: Ask, answer: type[BaseModel]) -> int:
        """Count the tokens that a call sends, at most."""
        texts = [message.text for message in ask.as_messages()]
        schema = json.dumps(answer.model_json_schema(), separators=(",", ":"))
        sent = "\n".join([*texts, schema])
        counted = count_tokens(sent, str(self._settings.model), self._settings.assets).tokens
        return counted + _AROUND_A_MESSAGE * len(texts) + _AROUND_A_CALL


def _call(chain: Runnable[Ask, Any], ask: Ask, answer: type[T], tokens: Counter[str]) -> tuple[T, str]:
    import openai

    try:
        message = chain.invoke(ask)
    except openai.APIError:
        raise
    except openai.LengthFinishReasonError as error:
        if usage := error.completion.usage:
            tokens.update(input=usage.prompt_tokens, output=usage.completion_tokens)
            if error.completion.service_tier == BATCH_TIER:
                tokens.update(input_batch=usage.prompt_tokens, output_batch=usage.completion_tokens)
        raise cut_off(tokens["output"]) from error
    except openai.ContentFilterFinishReasonError as error:
        raise withheld() from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        message = f"The server's answer is no chat completion: {str(error)[:200]}."
        raise ModelAnswerError(
            message, f"Check OPENAI_BASE_URL (it mostly ends in /v1). {OFFLINE}"
        ) from error
    tokens.update(taken(message))
    return read(message, answer)


def taken(message: AIMessage) -> dict[str, int]:
    """Give the tokens that the server says it took, as the receipt names them."""
    usage = message.usage_metadata
    if not usage:
        return {}
    taken = {"input": usage["input_tokens"], "output": usage["output_tokens"]}
    if message.response_metadata.get("service_tier") == BATCH_TIER:
        # At half the whole price, whatever the server had cached.
        return taken | {"input_batch": taken["input"], "output_batch": taken["output"]}
    cached = (usage.get("input_token_details") or {}).get("cache_read") or 0
    return taken | {"input_cached": cached} if cached else taken
