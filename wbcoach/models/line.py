"""A line to one model on one server: the options it is sent, the chains that ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self, cast
from urllib.parse import urlsplit

from pydantic import BaseModel, SecretStr

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx2
    from langchain_core.runnables import Runnable, RunnableSequence
    from langchain_openai.chat_models.base import BaseChatOpenAI

    from wbcoach.models.reading import Ask
    from wbcoach.settings import Settings

Method = Literal["json_schema", "function_calling", "text"]
METHODS: tuple[Method, ...] = ("json_schema", "function_calling", "text")
OPENAI = "https://api.openai.com/v1"
_CONNECT_S = 10.0


class Line:
    """LangChain's client with fixed `options`; where a server refuses one, another line takes its place."""

    def __init__(self, settings: Settings, http_client: httpx2.Client, options: Mapping[str, int]) -> None:
        """Make the client; nothing is sent."""
        self.options = options
        self._settings = settings
        self._http_client = http_client
        self._chat = self._client()
        self._chains: dict[tuple[type[BaseModel], Method], Runnable[Ask, Any]] = {}

    @classmethod
    def to(cls, settings: Settings, http_client: httpx2.Client) -> Self:
        """Make the line with all the options there are."""
        return cls(settings, http_client, cls.options_of(settings))

    @staticmethod
    def options_of(settings: Settings) -> dict[str, int]:
        """Give all the options that a server may be sent."""
        bound = settings.answer_tokens
        # Several local servers know only the older name of the answer's bound; OpenAI's and Azure's take one of the two.
        newer = is_openai(settings.base_url) or is_azure(settings) or settings.api == "responses"
        older = {} if newer else {"max_tokens": bound}
        return {**older, "max_completion_tokens": bound, "temperature": 0}

    def without(self, option: str) -> Line:
        """Make the same line with an option less."""
        left = {name: value for name, value in self.options.items() if name != option}
        return Line(self._settings, self._http_client, left)

    def chain(self, answer: type[BaseModel], method: Method, timeout_s: float) -> Runnable[Ask, Any]:
        """Give the LangChain chain from an ask to the model's message.

        The chain of a first try, which has all the time there is, is kept: making its schema costs as
        much as the rest of an ask.
        """
        whole = self._settings.timeout_s
        if timeout_s < whole * 0.99:
            return self._chain(answer, method, timeout_s)
        kind = (answer, method)
        if kind not in self._chains:
            self._chains[kind] = self._chain(answer, method, whole)
        return self._chains[kind]

    def talker(self, *, streams: bool, counts: bool) -> BaseChatOpenAI:
        """Give LangChain's client for a talk with tools.

        Args:
            streams: ask for the answer piece by piece.
            counts: ask for the tokens it took, which not every server gives with pieces.
        """
        return self._chat.model_copy(update={"stream_usage": counts, "disable_streaming": not streams})

    def _chain(self, answer: type[BaseModel], method: Method, timeout_s: float) -> Runnable[Ask, Any]:
        from langchain_core.runnables import RunnableLambda

        prompt: Runnable[Ask, Any] = RunnableLambda(lambda ask: ask.as_messages())
        timeout = within(timeout_s)
        if method == "text":
            return prompt | self._chat.bind(timeout=timeout)
        schema = _strict_schema(answer) if method == "json_schema" else answer
        structured = self._chat.with_structured_output(schema, method=method, timeout=timeout)
        # Without LangChain's parser: `read` gives the value, and beside the raw message that parser starts two
        # threads a call, which Ctrl-C has to wait for.
        return prompt | cast("RunnableSequence[Any, Any]", structured).first

    def _client(self) -> BaseChatOpenAI:
        from langchain_openai import ChatOpenAI

        settings, options = self._settings, self.options
        speaks = {"auto": None if is_openai(settings.base_url) else False, "chat": False, "responses": True}
        common: dict[str, Any] = {
            "model": str(settings.model),
            "api_key": settings.api_key or SecretStr("none"),
            "temperature": options.get("temperature"),
            "max_completion_tokens": options.get("max_completion_tokens"),
            "extra_body": {"max_tokens": options["max_tokens"]} if "max_tokens" in options else None,
            "use_responses_api": speaks[settings.api],
            # The Responses API keeps what it is sent unless it is told not to.
            "store": False if settings.api == "responses" else None,
            "max_retries": 0,
            "openai_proxy": None,
            "http_client": self._http_client,
        }
        if settings.api_version:
            from langchain_openai import AzureChatOpenAI

            return AzureChatOpenAI(
                azure_endpoint=settings.base_url,
                azure_deployment=None if settings.api == "responses" else settings.model,
                api_version=settings.api_version,
                **common,
            )
        return ChatOpenAI(base_url=settings.base_url or OPENAI, **common)


def within(timeout_s: float) -> httpx2.Timeout:
    """Give the time that one call may take, and a part of it for connecting."""
    import httpx2

    return httpx2.Timeout(timeout_s, connect=min(timeout_s, _CONNECT_S))


def _strict_schema(answer: type[BaseModel]) -> dict[str, Any]:
    """Give the schema as OpenAI's library makes it; handed a class, that library makes it anew for each call."""
    import openai

    function = openai.pydantic_function_tool(answer, name=answer.__name__)["function"]
    return {"name": function["name"], "strict": True, "schema": function["parameters"]}


def is_openai(base_url: str | None) -> bool:
    """Say whether this is OpenAI's own server, which needs a key."""
    host = urlsplit(base_url or OPENAI).hostname or ""
    return host == "openai.com" or host.endswith(".openai.com")


def is_azure(settings: Settings) -> bool:
    """Say whether this is a deployment on Azure, by its address or since it has a dated version."""
    host = urlsplit(settings.base_url or OPENAI).hostname or ""
    return bool(settings.api_version) or host.endswith((".openai.azure.com", ".services.ai.azure.com"))


def endpoint(settings: Settings) -> str:
    """Name the server, without the user name and password that an address may hold, and what it is spoken to in."""
    parts = urlsplit(settings.base_url or OPENAI)
    host = parts.netloc.rpartition("@")[2].lower()
    place = parts._replace(netloc=host, query="", fragment="").geturl().rstrip("/")
    return " ".join(filter(None, (place, settings.api, settings.api_version)))
