"""Servers that speak OpenAI's language, each with its own accent.

The replies are written after each server's documentation and the errors its users report; none was recorded from
the server itself. What was tried for real is in test_models_real.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from model_server import (
    ASK,
    DRAFT,
    Json,
    Reply,
    Server,
    ask,
    called,
    failure,
    refused,
    responded,
    said,
    serving,
)

from wbcoach.errors import ModelAnswerError, ModelError, ModelUnreachableError, SettingsError
from wbcoach.models import Draft, open_model
from wbcoach.models.line import endpoint
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator

SOON = {"Retry-After-Ms": 1}
DATED = "2024-10-21"


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        yield running


def flat(status: int, message: str, kind: str = "BadRequestError") -> Reply:
    """An error as older vLLM words it: no `error` around it."""
    return Reply({"object": "error", "message": message, "type": kind, "param": None, "code": status}, status)


def test_the_responses_api_is_asked_by_schema_and_keeps_nothing(server: Server) -> None:
    server.plan = [responded(DRAFT)]
    answer = ask(server, api="responses")
    assert answer.value.findings[0].quote == "an app"
    assert answer.tokens == {"input": 30, "output": 4, "input_cached": 10}
    [asked] = server.asked
    assert asked["path"] == "/v1/responses"
    assert asked["store"] is False
    assert asked["max_output_tokens"] == server.settings().answer_tokens
    assert "max_tokens" not in asked
    assert asked["text"]["format"]["type"] == "json_schema"


def test_an_answer_of_the_responses_api_that_was_cut_off_is_an_error(server: Server) -> None:
    server.rule = lambda _: responded(DRAFT[:40], "incomplete")
    assert "answer_tokens" in failure(server, ModelAnswerError, api="responses")


def test_a_responses_api_without_schemas_answers_in_a_fence(server: Server) -> None:
    server.rule = lambda _: responded(f"```json\n{DRAFT}\n```")
    assert ask(server, api="responses").value.findings


def test_an_azure_deployment_with_a_dated_version(server: Server) -> None:
    server.plan = [said(DRAFT)]
    base = server.url.removesuffix("/v1")
    assert ask(server, base_url=base, api_version=DATED, api_key="az-key", model="dep").value.findings
    [asked] = server.asked
    assert asked["path"] == f"/openai/deployments/dep/chat/completions?api-version={DATED}"
    assert (asked["azure_key"], asked["key"]) == ("az-key", None)
    assert "max_tokens" not in asked, "Azure takes one of the two bounds"


def test_azures_v1_endpoint_is_any_other_server(server: Server) -> None:
    server.plan = [said(DRAFT)]
    base = server.url.removesuffix("/v1") + "/openai/v1/"
    assert ask(server, base_url=base, api_key="az-key").value.findings
    assert server.asked[0]["path"] == "/openai/v1/chat/completions"
    assert server.asked[0]["key"] == "Bearer az-key"


def test_an_old_version_of_azure_lacks_schemas(server: Server) -> None:
    lacking = (
        "response_format value as json_schema is enabled only for api versions 2024-08-01-preview and later"
    )
    server.plan = [refused(400, lacking, "BadRequest"), called(DRAFT)]
    base = server.url.removesuffix("/v1")
    answer = ask(server, base_url=base, api_version="2024-02-01", api_key="k")
    assert answer.method == "function_calling"


def test_azures_filter_on_a_prompt_is_no_matter_of_settings(server: Server) -> None:
    words = "The response was filtered due to the prompt triggering Azure OpenAI's content management policy."
    server.plan = [refused(400, words, "content_filter")]
    base = server.url.removesuffix("/v1")
    assert "filter" in failure(server, ModelAnswerError, base_url=base, api_version=DATED, api_key="k")


def test_a_version_without_an_address_is_a_matter_of_settings() -> None:
    with pytest.raises(SettingsError, match="address"):
        open_model(Settings(model="m", api_version=DATED, api_key="k"))  # type: ignore[arg-type]


# Each server: what it says first, and the method that then works.
ACCENTS: list[tuple[str, list[Reply], str]] = [
    ("Ollama that keeps to the schema", [said(DRAFT)], "json_schema"),
    ("Ollama that leaves the schema out", [said(f"Here it is:\n```json\n{DRAFT}\n```")], "json_schema"),
    (
        "Ollama, a model without tools",
        [
            said("Let me think about it."),
            refused(400, "registry.ollama.ai/library/m does not support tools"),
            said(DRAFT),
        ],
        "text",
    ),
    (
        "vLLM that knows one bound",
        [flat(400, "max_completion_tokens: extra fields"), said(DRAFT)],
        "json_schema",
    ),
    (
        "vLLM without a tool parser",
        [
            flat(400, "response_format json_schema is not supported by this backend"),
            flat(
                400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'
            ),
            said(f"<think>Hm.</think>{DRAFT}"),
        ],
        "text",
    ),
    (
        "llama.cpp that still loads its model",
        [refused(503, "Loading model", headers=SOON), said(DRAFT)],
        "json_schema",
    ),
    (
        "llama.cpp without --jinja",
        [
            refused(400, "Failed to parse grammar"),
            refused(500, "tools param requires --jinja flag"),
            said(DRAFT),
        ],
        "text",
    ),
    (
        "LM Studio before it had schemas",
        [Reply({"error": "'response_format.type' must be 'text'"}, 400), called(DRAFT)],
        "function_calling",
    ),
    (
        "OpenRouter, a model without tools",
        [
            refused(404, "No endpoints found that support structured outputs", "404"),
            refused(
                404,
                "No endpoints found that support tool use. To learn more about provider routing, visit the docs",
            ),
            said(DRAFT),
        ],
        "text",
    ),
]


@pytest.mark.parametrize(("plan", "method"), [one[1:] for one in ACCENTS], ids=[one[0] for one in ACCENTS])
def test_what_a_server_can_do_is_found_by_trying(server: Server, plan: list[Reply], method: str) -> None:
    server.plan = list(plan)
    answer = ask(server)
    assert answer.value.findings[0].quote == "an app"
    assert answer.method == method
    assert not server.plan


@pytest.mark.parametrize(
    ("reply", "kind", "word"),
    [
        (refused(404, 'model "m" not found, try pulling it first'), ModelError, "Check `model`"),
        (refused(400, "the request exceeds the available context size"), ModelError, "prompt_tokens"),
        (
            Reply({"error": {"message": "Provider returned error", "code": 502}}),
            ModelAnswerError,
            "OPENAI_BASE_URL",
        ),
        (flat(404, "The model `m` does not exist.", "NotFoundError"), ModelError, "Check `model`"),
        (Reply("no healthy upstream", 503, headers=SOON), ModelUnreachableError, "down"),
    ],
    ids=[
        "Ollama, not pulled",
        "llama.cpp, too long",
        "OpenRouter, error in 200",
        "vLLM, no model",
        "a gateway",
    ],
)
def test_what_a_server_complains_of_is_told_with_what_to_do(
    server: Server, reply: Reply, kind: type[ModelError], word: str
) -> None:
    server.rule = lambda _: reply
    assert word in failure(server, kind)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({}, "https://api.openai.com/v1 auto"),
        ({"base_url": "http://me:secret@Host:1/v1/?a=b"}, "http://host:1/v1 auto"),
        (
            {"base_url": "https://x.openai.azure.com", "api_version": DATED, "api": "chat"},
            f"https://x.openai.azure.com chat {DATED}",
        ),
    ],
)
def test_an_endpoint_is_named_without_its_secrets(values: Json, name: str) -> None:
    assert endpoint(Settings.model_validate(values)) == name


def learnt(server: Server, **values: Any) -> list[str]:
    """The methods that a model of its own process would try."""
    before = len(server.methods)
    with open_model(server.settings(**values)) as model:
        model.ask(ASK, Draft)
    return server.methods[before:]


def test_what_an_endpoint_lacks_is_remembered_by_the_next_process(
    server: Server, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rule(asked: Json) -> Reply:
        if "max_tokens" in asked:
            return refused(400, "Unknown parameter: max_tokens")
        return called(DRAFT) if "tools" in asked else refused(400, "response_format is not supported")

    server.rule = rule
    cache = str(tmp_path / "a" / "answers.sqlite")
    assert learnt(server, cache=cache) == ["json_schema", "json_schema", "function_calling"]
    # Another bound on the answer is another question, so that nothing is taken from the kept answers.
    assert learnt(server, cache=cache, answer_tokens=300) == ["function_calling"]
    assert learnt(server, cache=cache, answer_tokens=400, model="other")[0] == "json_schema"
    monkeypatch.setattr("wbcoach.models.memory._LEARNT_FOR_S", -1.0)
    assert learnt(server, cache=cache, answer_tokens=500)[0] == "json_schema"


def test_an_answer_that_was_no_use_is_not_taken_for_a_lack(server: Server, tmp_path: Any) -> None:
    server.plan = [said("no"), called(DRAFT), said(DRAFT)]
    cache = str(tmp_path / "answers.sqlite")
    assert learnt(server, cache=cache) == ["json_schema", "function_calling"]
    assert learnt(server, cache=cache, answer_tokens=300) == ["json_schema"]
