"""What a server's failure means: an error of ours with a hint, and whether to try again, and when."""

from __future__ import annotations

import math
import random
import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from wbcoach.errors import (
    ModelAnswerError,
    ModelAuthError,
    ModelBusyError,
    ModelError,
    ModelUnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    import openai

    from wbcoach.settings import Settings

OFFLINE = "`--offline` goes on without a model."
KEY_HINT = f"Check OPENAI_API_KEY and OPENAI_BASE_URL. {OFFLINE}"
_SERVER_HINT = f"Check that the server runs, and OPENAI_BASE_URL. {OFFLINE}"
_SETTING_HINT = f"Check `model`, and OPENAI_BASE_URL (it mostly ends in /v1). {OFFLINE}"
_REFUSING = {400, 404, 422, 500, 501}
_PASSING = {408, 409, 429}
_DOWN = {502, 503, 504}
_CLIENT, _SERVER = 400, 500
_FILTERED = re.compile(r"content_filter|content management policy", re.IGNORECASE)
_TOO_LONG = re.compile(r"context|too (?:long|large)|maximum.{0,20}tokens|exceed", re.IGNORECASE)
# The words of a server that lacks a method, rather than dislikes the question.
_LACKING = {
    "json_schema": re.compile(r"response_?format|text\.format|schema|structured|grammar", re.IGNORECASE),
    "function_calling": re.compile(r"tool|function", re.IGNORECASE),
}


@dataclass(frozen=True)
class Failure:
    """A failed call: `status` is 0 where no answer came, `wait` None where trying again is no use."""

    status: int
    said: str
    error: ModelError
    wait: float | None

    def lacks(self, method: str) -> bool:
        """Say whether the server can't do `method` at all."""
        pattern = _LACKING.get(method)
        return bool(pattern and self.status in _REFUSING and pattern.search(self.said))

    def dislikes(self, option: str) -> bool:
        """Say whether the server takes no parameter of that name; one that is too large is another matter."""
        return self.status in {400, 422} and option in self.said and not _TOO_LONG.search(self.said)


def failure_of(error: openai.APIError, settings: Settings, tries: int) -> Failure:
    """Read an openai error; `tries` counts those made before, for the pause that doubles."""
    import openai

    pause = min(8.0, 0.5 * 2**tries) * random.uniform(0.75, 1.0)  # noqa: S311  spreads callers, guards nothing
    if isinstance(error, openai.APITimeoutError):
        return Failure(0, "", no_time(settings), pause)
    if isinstance(error, openai.APIConnectionError):
        message = f"The model's server can't be reached: {_short(_root(error), settings)}."
        return Failure(0, "", ModelUnreachableError(message, _SERVER_HINT), pause)
    if not isinstance(error, openai.APIStatusError):
        message = f"The model's server gave no proper answer: {_short(error.message, settings)}."
        return Failure(0, error.message, ModelAnswerError(message, _SETTING_HINT), None)
    status, said = error.status_code, _said(error)
    wait = asked = None
    if (status in _PASSING or status >= _SERVER) and "insufficient_quota" not in said:
        asked = _retry_after(error)
        # Many that were told the same moment don't come back in the same one.
        wait = pause if asked is None else asked + random.uniform(0, min(1.0, asked / 10))  # noqa: S311
    told = _by_status(status, _short(said, settings), settings, wait if asked is None else asked)
    return Failure(status, said, told, wait)


def status_of(error: ModelError) -> int:
    """Give the HTTP status that an error of ours was made of; 0 where no answer came."""
    return int(getattr(error.__cause__, "status_code", 0))


def disliked(status: int, said: str, options: Iterable[str]) -> list[str]:
    """Name the options that a server refused, by the status and the words of its answer."""
    failure = Failure(status, said, ModelError(said), None)
    return [one for one in options if failure.dislikes(one)]


def is_outage(error: ModelError) -> bool:
    """Say whether an ask failed for the server's sake, so that another one now would fail as well."""
    import openai

    down = isinstance(error, ModelUnreachableError | ModelBusyError)
    return down or isinstance(error.__cause__, openai.InternalServerError)


def no_time(settings: Settings) -> ModelUnreachableError:
    """Say that no answer came within the time for one ask."""
    message = f"No answer from the model within {settings.timeout_s:g} s."
    return ModelUnreachableError(
        message, f"Raise timeout_s (WBCOACH_TIMEOUT_S), or check the server. {OFFLINE}"
    )


def _by_status(status: int, said: str, settings: Settings, wait: float | None) -> ModelError:
    heard = f"({status}): {said}." if said else f"({status})."
    if status in {401, 403}:
        return ModelAuthError(f"The model's server refuses the key {heard}", KEY_HINT)
    if status == 429:
        when = (
            f"Try again in {math.ceil(wait)} s, or send less at once."
            if wait
            else "Check the account's plan."
        )
        return ModelBusyError(f"The model's server takes no more requests now {heard}", f"{when} {OFFLINE}")
    if status in _DOWN:
        return ModelUnreachableError(f"The model's server is down {heard}", f"Try again later. {OFFLINE}")
    if status >= _SERVER:
        return ModelError(f"The model's server failed {heard}", f"Try again, or look at its log. {OFFLINE}")
    if _FILTERED.search(said):
        return ModelAnswerError(
            f"The server's content filter keeps the prompt back {heard}", f"Ask another model. {OFFLINE}"
        )
    if _TOO_LONG.search(said):
        return ModelError(
            f"Prompt and answer are longer than model {settings.model!r} takes {heard}",
            f"Lower prompt_tokens (WBCOACH_PROMPT_TOKENS) or answer_tokens. {OFFLINE}",
        )
    return ModelError(
        f"The server does not take the request to model {settings.model!r} {heard}", _SETTING_HINT
    )


def _root(error: BaseException) -> str:
    while error.__cause__:
        error = error.__cause__
    return str(error).strip(" .") or type(error).__name__


def _said(error: openai.APIStatusError) -> str:
    body: object = error.body
    if isinstance(body, dict):
        inner = body.get("error", body)
        return (
            str(inner.get("message") or inner) + f" {inner.get('code') or ''}"
            if isinstance(inner, dict)
            else str(inner)
        )
    return str(body or error.message)


def _short(text: str, settings: Settings) -> str:
    """Keep the start of a server's words, on one line, without the key some servers repeat."""
    key = settings.api_key.get_secret_value() if settings.api_key else ""
    line = " ".join((text.replace(key, "***") if key else text).split())
    return line.rstrip(".") if len(line) <= 200 else line[:199] + "…"


def _retry_after(error: openai.APIStatusError) -> float | None:
    """Read Retry-After in seconds, from milliseconds, seconds or a date; None where it says nothing."""
    headers = error.response.headers
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        if math.isfinite(seconds):
            return max(0.0, seconds)
    try:
        return max(0.0, parsedate_to_datetime(headers.get("retry-after", "")).timestamp() - time.time())
    except ValueError:
        return None
