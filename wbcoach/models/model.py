"""A language model that is asked one typed question at a time, on any OpenAI-compatible server.

The server is asked for JSON by schema first, by a tool call where it lacks that, and else for JSON in
plain text, with one request to mend it. What worked is remembered. An ask, retries and all, takes no
longer than `timeout_s` (and a moment for connecting).
"""

from __future__ import annotations

import time
import warnings
import weakref
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from pydantic import BaseModel, ValidationError

from wbcoach.errors import ModelAnswerError, ModelAuthError, SettingsError
from wbcoach.models.failures import KEY_HINT, OFFLINE, failure_of, no_time
from wbcoach.models.line import Line, Method, bounded_client, is_openai
from wbcoach.models.reading import Again, Ask, Plainly, UnfitError, cut_off, read, typed, withheld
from wbcoach.models.tokens import TokenCount, count_tokens

if TYPE_CHECKING:
    import httpx2
    from langchain_core.runnables import Runnable

    from wbcoach.settings import Settings

T = TypeVar("T", bound=BaseModel)

METHODS: tuple[Method, ...] = ("json_schema", "function_calling", "text")
_KEEP = 2000


@dataclass(frozen=True)
class Answer(Generic[T]):
    """A typed answer; `tokens` ("input", "output") sums all calls it took, `raw` is cut to 2000 characters."""

    value: T
    tokens: dict[str, int]
    method: Method
    elapsed_ms: float
    raw: str


def open_model(settings: Settings, http_client: httpx2.Client | None = None) -> Model:
    """Make the model that the settings name; nothing is sent yet.

    A server of one's own needs no key. `http_client` may be shared by many models; it stays open.

    Raises:
        SettingsError: no model is named.
        ModelAuthError: OpenAI's own server is meant and there is no key.
    """
    from wbcoach.settings import silence_telemetry

    if not settings.model:
        raise SettingsError("No model is set.", "Name one with --model or WBCOACH_MODEL.")
    if settings.api_key is None and is_openai(settings.base_url):
        raise ModelAuthError(f"Model {settings.model!r} needs a key.", f"Set OPENAI_API_KEY. {KEY_HINT}")
    silence_telemetry()
    # langchain-openai warns before it raises what is handled here.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"langchain_openai\.")
    return Model(settings, http_client)


class Model:
    """One model on one server; safe to share between threads. As a context, it closes its connections."""

    def __init__(self, settings: Settings, http_client: httpx2.Client | None) -> None:
        """Keep the settings; `open_model` is the way in."""
        self._settings = settings
        self._http_client = http_client or bounded_client()
        self._closing = None if http_client else weakref.finalize(self, self._http_client.close)
        self._line = Line.to(settings, self._http_client)
        self._proven: Method | None = None

    def __enter__(self) -> Self:
        """Use the model until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections, unless the client came from outside."""
        if self._closing:
            self._closing()

    @property
    def name(self) -> str:
        """The model's name, as the server knows it."""
        return str(self._settings.model)

    def count(self, text: str) -> TokenCount:
        """Count the tokens of `text` for this model."""
        return count_tokens(text, self.name, self._settings.assets)

    def ask(self, filled: Ask, answer: type[T]) -> Answer[T]:
        """Ask, and read the answer as `answer`.

        Raises:
            ModelAuthError: the key is refused.
            ModelBusyError: rate limited, after `max_retries` or when the server's wait is too long.
            ModelUnreachableError: no connection, or no answer in time.
            ModelAnswerError: empty, cut off, withheld, refused or unreadable.
            ModelError: the server failed, or doesn't take the request.
        """
        started = time.monotonic()
        tokens: Counter[str] = Counter()
        reason = ""
        for method in METHODS[METHODS.index(self._proven or METHODS[0]) :]:
            try:
                value, raw = self._try(method, filled, answer, started + self._settings.timeout_s, tokens)
            except UnfitError as unfit:
                reason = unfit.reason
                continue
            self._proven = self._proven or method
            elapsed_ms = (time.monotonic() - started) * 1000
            return Answer(value, dict(tokens), method, elapsed_ms, raw[:_KEEP])
        raise ModelAnswerError(
            f"The answer of model {self.name!r} can't be used: {reason[:200]}.",
            f"Try again, or a model that keeps to JSON. {OFFLINE}",
        )

    def _try(
        self, method: Method, ask: Ask, answer: type[T], deadline: float, tokens: Counter[str]
    ) -> tuple[T, str]:
        if method != "text":
            return self._send(ask, answer, method, deadline, tokens)
        plain = Plainly(ask, answer)
        try:
            return self._send(plain, answer, method, deadline, tokens)
        except UnfitError as unfit:
            if not unfit.text:
                raise
            mended = Again(plain, unfit.text[:_KEEP], unfit.reason)
            return self._send(mended, answer, method, deadline, tokens)

    def _send(
        self, ask: Ask, answer: type[T], method: Method, deadline: float, tokens: Counter[str]
    ) -> tuple[T, str]:
        import openai

        tries = 0
        while (left := deadline - time.monotonic()) > 0:
            line = self._line
            try:
                return _call(line.chain(answer, method, left), ask, answer, tokens)
            except openai.APIError as error:
                failure = failure_of(error, self._settings, tries)
                if disliked := next(filter(failure.dislikes, line.options), None):
                    if self._line is line:  # else another thread came to the same just before
                        self._line = line.without(disliked)
                    continue
                if failure.lacks(method):
                    self._proven = None if self._proven == method else self._proven
                    raise UnfitError(failure.error.message) from error
                wait, tries = failure.wait, tries + 1
                if wait is None or tries > self._settings.max_retries or wait >= deadline - time.monotonic():
                    raise failure.error from error
                time.sleep(wait)
        raise no_time(self._settings)


def _call(chain: Runnable[Ask, Any], ask: Ask, answer: type[T], tokens: Counter[str]) -> tuple[T, str]:
    import openai

    try:
        out = chain.invoke(ask)
    except openai.APIError:
        raise
    except openai.LengthFinishReasonError as error:
        spent = error.completion.usage
        raise cut_off(spent.completion_tokens if spent else 0) from error
    except openai.ContentFilterFinishReasonError as error:
        raise withheld() from error
    except ValidationError as error:
        return _salvage(error, answer, tokens)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        message = f"The server's answer is no chat completion: {str(error)[:200]}."
        raise ModelAnswerError(
            message, f"Check OPENAI_BASE_URL (it mostly ends in /v1). {OFFLINE}"
        ) from error
    message = out["raw"]
    usage = message.usage_metadata or {}
    tokens.update({name: usage[f"{name}_tokens"] for name in ("input", "output") if usage})
    return read(message, answer)


def _salvage(error: ValidationError, answer: type[T], tokens: Counter[str]) -> tuple[T, str]:
    """Read what openai could not: it raises before the message is had, with the response attached."""
    body = error.response.json() if hasattr(error, "response") else {}
    usage = body.get("usage") or {}
    tokens.update(input=usage.get("prompt_tokens") or 0, output=usage.get("completion_tokens") or 0)
    text = str(body["choices"][0]["message"].get("content") or "") if body.get("choices") else ""
    return typed(text, answer), text
