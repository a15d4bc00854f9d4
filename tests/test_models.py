"""The door to language models, against a real server on the loopback that fails in every way it can."""

from __future__ import annotations

import os
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from model_server import ASK, DRAFT, Json, Reply, Server, ask, called, failure, refused, said, serving

from wbcoach.errors import (
    ModelAnswerError,
    ModelAuthError,
    ModelBusyError,
    ModelError,
    ModelUnreachableError,
    SettingsError,
)
from wbcoach.models import Draft, open_model
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator

SOON = {"Retry-After-Ms": 1}
KEY = "sk-secret-of-mine-0123456789"


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        yield running


def test_an_answer_is_typed_and_says_what_it_took(server: Server) -> None:
    server.plan = [said(DRAFT)]
    answer = ask(server)
    assert answer.value.findings[0].quote == "an app"
    assert answer.value.strengths == ("Says who.",)
    assert answer.tokens == {"input": 30, "output": 4}
    assert (answer.method, answer.raw) == ("json_schema", DRAFT)
    assert answer.elapsed_ms > 0
    [asked] = server.asked
    assert [message["role"] for message in asked["messages"]] == ["system", "user"]
    assert asked["path"] == "/v1/chat/completions"
    assert asked["max_completion_tokens"] == asked["max_tokens"] == server.settings().answer_tokens


def test_the_schema_that_is_sent_is_strict_and_bounds_every_text_and_list(server: Server) -> None:
    server.plan = [said(DRAFT)]
    ask(server)
    kinds = []

    def look(node: Any) -> None:
        for part in node if isinstance(node, list) else node.values() if isinstance(node, dict) else ():
            look(part)
        if isinstance(node, dict) and isinstance(node.get("type"), str):
            kinds.append(node["type"])
            assert "default" not in node
            assert node["type"] != "string" or node["maxLength"] <= 300
            assert node["type"] != "array" or node["maxItems"] <= 8
            if node["type"] == "object":
                assert node["additionalProperties"] is False
                assert node["required"] == list(node["properties"])

    look(server.asked[0]["response_format"]["json_schema"]["schema"])
    assert {"string", "array", "object", "number"} <= set(kinds)


def test_a_model_without_a_name_is_a_matter_of_settings() -> None:
    with pytest.raises(SettingsError, match="No model"):
        open_model(Settings())


@pytest.mark.parametrize("base_url", [None, "https://api.openai.com/v1", "https://eu.api.openai.com/v1/"])
def test_openai_without_a_key_fails_before_any_call(base_url: str | None) -> None:
    with pytest.raises(ModelAuthError, match="needs a key") as caught:
        open_model(Settings(model="m", base_url=base_url))
    assert "OPENAI_API_KEY" in caught.value.hint


def test_a_server_of_ones_own_needs_no_key_and_gets_no_stray_one(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    server.plan = [said(DRAFT)]
    ask(server)
    assert KEY not in server.asked[0]["key"]


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_not_tried_again_and_not_repeated(server: Server, status: int) -> None:
    server.plan = [refused(status, f"Incorrect API key provided: {KEY}")]
    told = failure(server, ModelAuthError, api_key=KEY)
    assert KEY not in told
    for word in (str(status), "OPENAI_API_KEY", "OPENAI_BASE_URL", "--offline"):
        assert word in told


@pytest.mark.parametrize(
    ("header", "value", "least"),
    [("Retry-After", "1", 1.0), ("Retry-After-Ms", "200", 0.2), ("Retry-After", "soon", 0.3)],
)
def test_a_busy_server_is_asked_again_when_it_says(
    server: Server, header: str, value: str, least: float
) -> None:
    server.plan = [refused(429, "Rate limit reached", headers={header: value}), said(DRAFT)]
    assert ask(server).value.findings
    assert server.times[1] - server.times[0] >= least


def test_a_busy_server_may_name_a_time_of_day(server: Server) -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
    server.plan = [refused(429, "Rate limit reached", headers={"Retry-After": moment}), said(DRAFT)]
    assert ask(server).value.findings


def test_a_server_that_stays_busy_is_left_after_the_retries(server: Server) -> None:
    server.rule = lambda _: refused(429, "Rate limit reached", headers=SOON)
    assert "Rate limit reached" in failure(server, ModelBusyError)
    assert len(server.asked) == 3


def test_a_wait_beyond_the_time_there_is_is_not_begun(server: Server) -> None:
    server.rule = lambda _: refused(429, "Rate limit reached", headers={"Retry-After": 3600})
    assert "Try again in 3600 s" in failure(server, ModelBusyError)
    assert len(server.asked) == 1


def test_an_empty_account_is_not_asked_again(server: Server) -> None:
    server.plan = [refused(429, "You exceeded your current quota", code="insufficient_quota")]
    assert "plan" in failure(server, ModelBusyError)


def test_a_server_that_stumbles_is_asked_again(server: Server) -> None:
    server.plan = [
        refused(500, "oops", headers=SOON),
        refused(503, "wait", headers=SOON),
        said(DRAFT),
    ]
    assert ask(server).value.findings


@pytest.mark.parametrize(("status", "kind"), [(500, ModelError), (503, ModelUnreachableError)])
def test_a_server_that_stays_down_is_left_after_the_retries(
    server: Server, status: int, kind: type[ModelError]
) -> None:
    server.rule = lambda _: refused(status, "out of order", headers=SOON)
    assert "out of order" in failure(server, kind)
    assert len(server.asked) == 3


@pytest.mark.parametrize("reply", [said(DRAFT, wait=30), said(DRAFT, drip=0.03)], ids=["silence", "drips"])
def test_an_ask_ends_at_its_time(server: Server, reply: Reply) -> None:
    server.rule = lambda _: reply
    assert "within 0.5 s" in failure(server, ModelUnreachableError, timeout_s=0.5)
    assert len(server.asked) == 1


def test_a_closed_port_is_said_to_be_unreachable(server: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = failure(server, ModelUnreachableError, base_url=f"http://127.0.0.1:{port}/v1", max_retries=1)
    assert "OPENAI_BASE_URL" in told
    assert "refused" in told


def test_an_address_that_is_none_is_said_so(server: Server) -> None:
    assert "reached" in failure(server, ModelUnreachableError, base_url="localhost/v1", max_retries=0)


@pytest.mark.parametrize("cut", [said(DRAFT[:40], "length"), said("", "length")])
@pytest.mark.parametrize("proven", ["json_schema", "function_calling", "text"])
def test_an_answer_that_was_cut_off_is_an_error(server: Server, cut: Reply, proven: str) -> None:
    lacking = {
        "json_schema": [],
        "function_calling": ["response_format"],
        "text": ["response_format", "tools"],
    }
    server.plan = [*(refused(400, f"{name} is not supported") for name in lacking[proven]), cut]
    assert "answer_tokens" in failure(server, ModelAnswerError)
    assert server.methods[-1] == proven


@pytest.mark.parametrize("proven", ["json_schema", "function_calling"])
def test_a_refusal_is_an_error(server: Server, proven: str) -> None:
    lacking = [refused(400, "response_format is not supported")] if proven == "function_calling" else []
    server.plan = [*lacking, said(None, refusal="I can't help with that.")]
    assert "refuses: I can't help" in failure(server, ModelAnswerError)


def test_an_answer_that_a_filter_kept_is_an_error(server: Server) -> None:
    server.plan = [said(None, "content_filter")]
    assert "filter" in failure(server, ModelAnswerError)


@pytest.mark.parametrize("content", ["", None, "   "])
def test_an_answer_that_stays_empty_is_an_error(server: Server, content: str | None) -> None:
    server.rule = lambda _: said(content)
    assert "empty" in failure(server, ModelAnswerError)
    assert set(server.methods) == {"json_schema", "function_calling", "text"}


@pytest.mark.parametrize(
    "body",
    [
        "<html><body>Sign in</body></html>",
        {"error": {"message": "Provider returned error", "code": 502}},
        {"choices": []},
        {"choices": None},
        "[]",
    ],
)
@pytest.mark.parametrize("lacks_schema", [False, True])
def test_what_is_no_chat_completion_is_an_error(server: Server, body: Json | str, lacks_schema: bool) -> None:  # noqa: FBT001  a case
    first = [refused(400, "response_format is not supported")] if lacks_schema else []
    kind = "text/html" if str(body).startswith("<") else "application/json"
    server.plan = [*first, Reply(body, headers={"Content-Type": kind})]
    assert "OPENAI_BASE_URL" in failure(server, ModelAnswerError)


def test_a_model_that_is_not_there_is_not_taken_for_a_missing_method(server: Server) -> None:
    server.plan = [refused(404, "The model `m` does not exist", code="model_not_found")]
    assert "Check `model`" in failure(server, ModelError)


@pytest.mark.parametrize(
    "message",
    [
        "This model's maximum context length is 4096 tokens",
        "'max_tokens' or 'max_completion_tokens' is too large: 1500",
        "request (5012 tokens) exceeds the available context size (4096 tokens), try increasing it",
    ],
)
def test_a_prompt_that_is_too_long_is_said_so_and_not_sent_without_its_bounds(
    server: Server, message: str
) -> None:
    server.plan = [refused(400, message)]
    assert "prompt_tokens" in failure(server, ModelError)


def test_many_threads_share_one_model(server: Server) -> None:
    server.rule = lambda asked: called(DRAFT) if "tools" in asked else refused(422, "response_format: extra")
    with open_model(server.settings()) as model, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: model.ask(ASK, Draft), range(16)))
    assert {answer.method for answer in answers} == {"function_calling"}


def test_a_client_that_was_lent_is_used_and_left_open(server: Server) -> None:
    server.plan = [said(DRAFT)]
    with httpx2.Client(headers={"X-Team": "blue"}) as client:
        with open_model(server.settings(), client) as model:
            model.ask(ASK, Draft)
        assert not client.is_closed


def test_opening_a_model_turns_tracing_off(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGSMITH_TRACING", raising=False)
    open_model(server.settings()).close()
    assert os.environ["LANGSMITH_TRACING"] == "false"
