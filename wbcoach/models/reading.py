"""From what a model said to a typed value; and how it is asked for JSON where a server can't insist."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from wbcoach.errors import ModelAnswerError
from wbcoach.models.failures import OFFLINE

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage, BaseMessage

    from wbcoach.models.line import Method

T = TypeVar("T", bound=BaseModel)
LONGEST_RAW = 2000
_LONGEST = 60_000
_STARTS = 12
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_PLAIN = "Answer with one JSON object and nothing else. It follows this JSON schema:\n{schema}"
_MEND = (
    "That can't be read: {reason}. Give the whole answer again, as one JSON object that follows the schema."
)


@dataclass(frozen=True)
class Answer(Generic[T]):
    """A typed answer; `tokens` sums all calls it took, `raw` is cut to 2000 characters.

    `tokens` has "input" and "output"; "input_cached" is the part of the input that the server had cached,
    "input_batch" and "output_batch" are what of both went through the Batch API, at half price.
    An answer that was kept from before has 0 of both, and "cached" is what it took then. `cost_usd` is
    None where the price isn't known.
    """

    value: T
    tokens: dict[str, int]
    method: Method
    elapsed_ms: float
    raw: str
    cost_usd: float | None = None


class Ask(Protocol):
    """What a model can be asked: anything that turns into LangChain messages, such as a filled prompt."""

    def as_messages(self) -> list[BaseMessage]:
        """Give the messages."""


class UnfitError(Exception):
    """An answer that can't be read as the asked type; another method may do better."""

    def __init__(self, reason: str, text: str = "", *, lacking: bool = False) -> None:
        """Keep why, what was said, and whether it is that the server lacks the method."""
        super().__init__(reason)
        self.reason = reason
        self.text = text
        self.lacking = lacking


@dataclass(frozen=True)
class Plainly:
    """An ask that carries the schema in words."""

    ask: Ask
    answer: type[BaseModel]

    def as_messages(self) -> list[BaseMessage]:
        """Add the schema to the last message: some chat templates take no two of one role in a row."""
        *before, last = self.ask.as_messages()
        schema = json.dumps(self.answer.model_json_schema(), separators=(",", ":"))
        text = f"{last.text}\n\n{_PLAIN.format(schema=schema)}"
        return [*before, last.model_copy(update={"content": text})]


@dataclass(frozen=True)
class Again:
    """An ask that shows the model its answer and what was wrong with it."""

    ask: Ask
    said: str
    reason: str

    def as_messages(self) -> list[BaseMessage]:
        """Go on with the talk."""
        from langchain_core.messages import AIMessage, HumanMessage

        return [*self.ask.as_messages(), AIMessage(self.said), HumanMessage(_MEND.format(reason=self.reason))]


def read(message: AIMessage, answer: type[T]) -> tuple[T, str]:
    """Give the typed value of a message, and its raw text.

    Raises:
        ModelAnswerError: it was cut off, withheld or refused, so that asking in another way is no use.
        UnfitError: it is empty or not of the type.
    """
    about = message.response_metadata
    finish = about.get("finish_reason") or about.get("status")
    if finish in {"length", "incomplete"}:
        raise cut_off(message.usage_metadata["output_tokens"] if message.usage_metadata else 0)
    if finish == "content_filter":
        raise withheld()
    if refusal := message.additional_kwargs.get("refusal"):
        raise ModelAnswerError(f"The model refuses: {str(refusal)[:200]}.", f"Ask another model. {OFFLINE}")
    text = _spoken(message)
    return typed(text, answer), text


def typed(text: str, answer: type[T]) -> T:
    """Read the first JSON object in `text` that is of the type, past reasoning, prose and code fences.

    Raises:
        UnfitError: there is none.
    """
    said = _THOUGHTS.sub("", text)[:_LONGEST]
    reason, start = "it is empty" if not said.strip() else "it holds no JSON object", said.find("{")
    for _ in range(_STARTS):
        if start < 0:
            break
        try:
            value, end = json.JSONDecoder().raw_decode(said, start)
            return answer.model_validate(value)
        except json.JSONDecodeError as error:
            reason, end = f"the JSON breaks off or is wrong at character {error.pos}: {error.msg}", start + 1
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        except RecursionError:
            reason, end = "the JSON is nested too deeply", start + 1
        start = said.find("{", end)
    raise UnfitError(reason, text)


def cut_off(tokens: int) -> ModelAnswerError:
    """Say that an answer ended at its token budget."""
    return ModelAnswerError(
        f"The model's answer was cut off{f' after {tokens} tokens' if tokens else ''}.",
        "Raise answer_tokens (WBCOACH_ANSWER_TOKENS); a model that reasons first needs several thousand.",
    )


def withheld() -> ModelAnswerError:
    """Say that the server's filter kept the answer back."""
    return ModelAnswerError(
        "The server's content filter kept the answer back.", f"Ask another model. {OFFLINE}"
    )


def _spoken(message: AIMessage) -> str:
    calls: list[Any] = [*message.tool_calls, *message.invalid_tool_calls]
    if not calls:
        return str(message.text)
    arguments = calls[0]["args"]
    return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
