"""How a typed answer is got from servers and models that keep to a schema more or less."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from model_server import ASK, DRAFT, FINDING, Server, ask, called, failure, refused, said, serving

from wbcoach.errors import ModelAnswerError, ModelError
from wbcoach.models import Draft, DraftFinding, open_model
from wbcoach.models.reading import UnfitError, typed

if TYPE_CHECKING:
    from collections.abc import Generator

    from model_server import Json, Reply

NO_SCHEMA = "'response_format' of type 'json_schema' is not supported with this model"
NO_TOOLS = "tools are not supported by this model"


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        yield running


def lacking(*lacks: str, otherwise: Reply | None = None) -> Any:
    """A server that refuses those keys of a request, and answers in the way it is asked."""

    def rule(asked: Json) -> Reply:
        if "response_format" in asked and "response_format" in lacks:
            return refused(400, NO_SCHEMA)
        if "tools" in asked:
            return refused(400, NO_TOOLS) if "tools" in lacks else called(DRAFT)
        return otherwise or said(f"Here you are:\n```json\n{DRAFT}\n```")

    return rule


@pytest.mark.parametrize("status", [400, 404, 422, 500])
def test_a_server_without_schemas_is_asked_for_a_tool_call(server: Server, status: int) -> None:
    server.plan = [refused(status, "Unknown field: response_format"), called(DRAFT)]
    answer = ask(server)
    assert answer.method == "function_calling"
    assert answer.value.findings[0].code == "S01"
    assert server.methods == ["json_schema", "function_calling"]


def test_a_server_with_neither_is_asked_in_plain_text(server: Server) -> None:
    server.rule = lacking("response_format", "tools")
    assert ask(server).value.findings[0].code == "S01"
    last = server.asked[-1]["messages"]
    assert [message["role"] for message in last] == ["system", "user"]
    assert '"maxLength":' in last[-1]["content"]
    assert "Does this statement have any?" in last[-1]["content"]


def test_the_method_that_worked_is_remembered(server: Server) -> None:
    server.rule = lacking("response_format", "tools")
    with open_model(server.settings()) as model:
        methods = [model.ask(ASK, Draft).method for _ in range(3)]
    assert methods == ["text"] * 3
    assert server.methods == ["json_schema", "function_calling", "text", "text", "text"]


def test_a_proven_method_is_not_given_up_for_one_bad_answer(server: Server) -> None:
    server.plan = [said(DRAFT), said("Sorry?"), called(DRAFT), said(DRAFT)]
    with open_model(server.settings()) as model:
        methods = [model.ask(ASK, Draft).method for _ in range(3)]
    assert methods == ["json_schema", "function_calling", "json_schema"]


def test_a_server_that_ignores_the_schema_is_read_all_the_same(server: Server) -> None:
    server.plan = [said(f"<think>{{maybe}}</think>Sure!\n```json\n{DRAFT}\n```\nAnything else?")]
    assert ask(server).value.findings[0].code == "S01"


def test_a_tool_that_is_not_called_leads_to_plain_text(server: Server) -> None:
    server.plan = [refused(400, NO_SCHEMA), said("I would call Draft."), said(DRAFT)]
    answer = ask(server)
    assert answer.method == "text"
    assert answer.tokens == {"input": 60, "output": 8}


def test_broken_json_is_mended_once(server: Server) -> None:
    server.plan = [said(DRAFT[:-9]), called(DRAFT[:-9]), said(DRAFT[:-9]), said(DRAFT)]
    answer = ask(server)
    assert answer.method == "text"
    assert answer.tokens == {"input": 120, "output": 16}
    roles = [message["role"] for message in server.asked[-1]["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert "can't be read" in server.asked[-1]["messages"][-1]["content"]


def test_json_that_stays_broken_is_an_error(server: Server) -> None:
    server.rule = lambda asked: called(DRAFT[:50]) if "tools" in asked else said(DRAFT[:50])
    assert "breaks off" in failure(server, ModelAnswerError)
    assert len(server.asked) == 4


def test_an_option_that_a_server_refuses_is_left_out_from_then_on(server: Server) -> None:
    def rule(asked: Json) -> Reply:
        for option in ("max_tokens", "temperature"):
            if option in asked:
                return refused(400, f"Unsupported parameter: '{option}' is not supported with this model.")
        return said(DRAFT)

    server.rule = rule
    with open_model(server.settings()) as model:
        model.ask(ASK, Draft)
        model.ask(ASK, Draft)
    assert len(server.asked) == 4
    assert "max_completion_tokens" in server.asked[-1]


def test_threads_that_meet_the_same_refusal_all_get_their_answer(server: Server) -> None:
    together = threading.Barrier(4, timeout=20)

    def rule(asked: Json) -> Reply:
        if "temperature" in asked:
            together.wait()
            return refused(400, "Unsupported value: 'temperature' does not support 0 with this model.")
        return said(DRAFT)

    server.rule = rule
    with open_model(server.settings()) as model, ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: model.ask(ASK, Draft), range(4)))
    assert [answer.method for answer in answers] == ["json_schema"] * 4


def test_a_request_that_is_refused_for_itself_is_not_put_in_another_way(server: Server) -> None:
    server.plan = [refused(400, "messages: at most one system message")]
    assert "at most one system message" in failure(server, ModelError)


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"confidence": 85}, "confidence", 0.85),
        ({"confidence": -1}, "confidence", 0.0),
        ({"confidence": 2000}, "confidence", 0.0),
        ({"quote": None}, "quote", ""),
        ({"quote": "x" * 500}, "quote", "x" * 240),
        ({"why": "too long " * 50}, "why", ("too long " * 50)[:197] + "…"),
        ({"suggestion": ""}, "suggestion", None),
        ({"evidence": None}, "evidence", ()),
        ({"mood": "sour"}, "code", "S01"),
    ],
)
def test_what_a_looser_server_gets_wrong_is_put_right(change: Json, field: str, value: object) -> None:
    finding = typed(json.dumps(FINDING | change), DraftFinding)
    assert getattr(finding, field) == value


def test_findings_beyond_the_eighth_are_kept_for_the_count() -> None:
    draft = typed(json.dumps({"findings": [FINDING] * 11}), Draft)
    assert len(draft.findings) == 11
    assert draft.strengths == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "{" * 5000,
        '{"a":' * 50000,
        "[]",
        '{"findings": [{"quote": "no code"}]}',
        '{"findings": 3}',
        "null",
    ],
)
def test_what_is_no_draft_is_never_an_empty_one(text: str) -> None:
    with pytest.raises(UnfitError):
        typed(text, Draft)
