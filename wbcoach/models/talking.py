"""A talk with a model that may use tools: its text as it comes, within the budget, the time and the breaker of its asks."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from wbcoach.errors import ModelAnswerError
from wbcoach.models.calling import Clock, taken
from wbcoach.models.failures import OFFLINE
from wbcoach.models.line import within
from wbcoach.models.prices import dollars, price_of
from wbcoach.models.reading import cut_off, withheld
from wbcoach.models.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
    from langchain_core.runnables import Runnable
    from langchain_core.tools import BaseTool

    from wbcoach.models.breaker import Breaker
    from wbcoach.models.calling import Caller
    from wbcoach.models.failures import Failure
    from wbcoach.models.line import Line
    from wbcoach.settings import Settings

_AROUND_A_MESSAGE = 8
_AROUND_A_TOOL = 32


class Talking:
    """A model's side of a talk; what its server lacks (pieces, their count) is left out from then on.

    `tokens` sums all calls; `counted` is False once a server didn't say what one of them took.
    """

    def __init__(self, settings: Settings, caller: Caller, breaker: Breaker) -> None:
        """Share purse and breaker with the model's asks; `Model.talking` is the way in."""
        self.tokens: Counter[str] = Counter()
        self.calls = 0
        self.counted = True
        self._settings = settings
        self._caller = caller
        self._breaker = breaker
        self._streams = self._counts = True

    @property
    def chat(self) -> BaseChatModel:
        """LangChain's client, for those who have to name one; `say` is what asks."""
        return self._caller.line.talker(streams=self._streams, counts=self._counts)

    @property
    def cost_usd(self) -> float | None:
        """The dollars of all calls; None where the price or a count isn't known."""
        price = price_of(str(self._settings.model), self._settings)
        return dollars(self.tokens, price) if self.counted else None

    def count(self, messages: Sequence[BaseMessage], tools: Sequence[BaseTool] = ()) -> int:
        """Count the tokens that a call sends, at most."""
        texts = [
            str(message.content) + json.dumps(getattr(message, "tool_calls", [])) for message in messages
        ]
        texts += [f"{tool.name} {tool.description} {json.dumps(tool.args)}" for tool in tools]
        counted = count_tokens("\n".join(texts), str(self._settings.model), self._settings.assets).tokens
        return counted + _AROUND_A_MESSAGE * len(messages) + _AROUND_A_TOOL * len(tools)

    def say(
        self, messages: Sequence[BaseMessage], tools: Sequence[BaseTool], heard: Callable[[str], None]
    ) -> AIMessage:
        """Ask for the next message; its text is given to `heard` piece by piece as it comes.

        A call is tried again where that helps, as long as nothing of its text was heard.

        Raises:
            ModelAnswerError: empty, cut off, withheld or refused.
            BudgetError: this call could go beyond the run's budget; it was not made.
            ModelError: the server failed, can't be reached, refuses the key, or is left alone for a while.
        """
        begun: list[bool] = []

        def told(text: str) -> None:
            begun.append(True)
            heard(text)

        def call(line: Line, left: float, took: Counter[str]) -> AIMessage:
            chat: BaseChatModel = line.talker(streams=self._streams, counts=self._counts)
            bound = chat.bind_tools(tools) if tools else chat
            return _spoken(bound.bind(timeout=within(left)), messages, told, took)

        def adapt(failure: Failure) -> bool:
            if begun:
                raise failure.error
            return self._adapted(failure)

        tokens: Counter[str] = Counter()
        self.calls += 1
        try:
            with self._breaker.watching():
                bound = lambda: self.count(messages, tools)  # noqa: E731  a name for what is counted late
                return self._caller.tried(call, bound, adapt, Clock(self._settings.timeout_s), tokens)
        finally:
            self.counted = self.counted and bool(tokens)
            self.tokens.update(tokens)

    def _adapted(self, failure: Failure) -> bool:
        """Do without what a server doesn't take; say whether that is new."""
        if self._counts and failure.dislikes("stream_options"):
            self._counts = False
            return True
        if self._streams and failure.dislikes("stream"):
            self._streams = False
            return True
        return False


def _spoken(
    chat: Runnable[Any, Any],
    messages: Sequence[BaseMessage],
    heard: Callable[[str], None],
    took: Counter[str],
) -> AIMessage:
    """Read one answer to its end."""
    from langchain_core.messages import AIMessage

    whole: AIMessageChunk | None = None
    for chunk in _pieces(chat, messages):
        whole = chunk if whole is None else whole + chunk
        if text := chunk.text:
            heard(str(text))
    if whole is None:
        raise ModelAnswerError("The model said nothing.", f"Try again, or another model. {OFFLINE}")
    took.update(taken(whole))
    finish = whole.response_metadata.get("finish_reason") or whole.response_metadata.get("status")
    if finish in {"length", "incomplete"}:
        raise cut_off(took["output"])
    if finish == "content_filter":
        raise withheld()
    if refusal := whole.additional_kwargs.get("refusal"):
        raise ModelAnswerError(f"The model refuses: {str(refusal)[:200]}.", f"Ask another model. {OFFLINE}")
    if not str(whole.text).strip() and not whole.tool_calls:
        raise ModelAnswerError("The model said nothing.", f"Try again, or another model. {OFFLINE}")
    return AIMessage(str(whole.text), tool_calls=whole.tool_calls)


def _pieces(chat: Runnable[Any, Any], messages: Sequence[BaseMessage]) -> Iterator[AIMessageChunk]:
    """Stream an answer; a line that breaks in mid-answer fails as one that was never there."""
    import httpx2
    import openai

    nowhere = httpx2.Request("POST", "http://model")
    try:
        yield from chat.stream(list(messages))
    except httpx2.TimeoutException as error:
        raise openai.APITimeoutError(nowhere) from error
    except httpx2.HTTPError as error:
        raise openai.APIConnectionError(request=nowhere) from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        message = f"The server's answer is no chat completion: {str(error)[:200]}."
        raise ModelAnswerError(
            message, f"Check OPENAI_BASE_URL (it mostly ends in /v1). {OFFLINE}"
        ) from error
