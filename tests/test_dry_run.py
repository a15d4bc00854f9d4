"""`critique --dry-run`: exactly what a model would be sent, to whom, and nothing leaves the machine."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

import langsmith.utils
import pytest
from model_server import Server, said, serving
from program import DRAFT, Done, program

from wbcoach.faces.cli.dry_run import NAMES
from wbcoach.settings import silence_telemetry, telemetry_on

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

TELLING = (
    "Today, ward nurses have to mail jo.berg@example.org, call +44 20 7946 0958 and pay to DE89 3704 0044 0532 0130 00"
    " when a bed is free. Customers need a dashboard of free beds."
)
KEY = "sk-" + "not-a-real-key-0001"


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        running.rule = lambda _: said(json.dumps({"findings": [], "strengths": []}))
        yield running


@pytest.fixture
def asked(cli: Callable[..., Done], server: Server, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """`wbcoach critique` with a model on that server."""
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    return lambda *arguments: cli("critique", "--no-index", "--model", "m", *arguments)


def requests(done: Done) -> list[dict[str, Any]]:
    assert done.json["schema"] == "wbcoach.dry-run/1"
    assert done.json["sent"] is False
    return list(done.json["requests"])


def test_what_is_shown_is_byte_for_byte_what_is_sent_and_nothing_was_sent_before(
    asked: Callable[..., Done], server: Server, tmp_path: Path
) -> None:
    feedback = tmp_path / "told.csv"
    feedback.write_text("id,text,source\nN-1,Mail ann@example.com; we ring three wards.,interview\n", "utf-8")
    [request] = requests(asked("--dry-run", "--format", "json", "--evidence", feedback, TELLING))
    assert server.bodies == []
    assert asked("--evidence", feedback, TELLING).code == 1
    [body] = server.bodies
    assert request["body"].encode() == body
    assert request["sha256"] == hashlib.sha256(body).hexdigest()
    assert (request["method"], request["url"]) == ("POST", f"{server.url}/chat/completions")
    assert request["messages"] == json.loads(body)["messages"]
    assert request["model"] == "m"


def test_each_message_is_printed_whole_and_masked(asked: Callable[..., Done], server: Server) -> None:
    [request] = requests(asked("--dry-run", "--format", "json", TELLING))
    done = asked("--dry-run", TELLING)
    assert (done.code, server.asked) == (0, [])
    for message in request["messages"]:
        assert f"--- {message['role']} ---\n{message['content']}\n" in done.out
    for value in ("jo.berg", "7946 0958", "0532 0130"):
        assert value not in done.out
    assert request["masked"] == {"EMAIL": 1, "IBAN": 1, "PHONE": 1}
    assert "1 email, 1 iban, 1 phone" in done.out


def test_it_says_to_whom_how_much_and_that_names_are_sent(asked: Callable[..., Done], server: Server) -> None:
    done = asked("--dry-run", DRAFT)
    assert done.out.startswith(f"Nothing was sent. {NAMES}\n")
    for part in (
        f"POST {server.url}/chat/completions",
        "price unknown",
        " tokens",
        "nothing: no personal data",
    ):
        assert part in done.out
    [request] = requests(asked("--dry-run", "--format", "json", DRAFT))
    assert request["price_usd_at_most"] is None
    tokens = request["tokens"]
    assert tokens["messages"] > 1000
    assert tokens["answer_shape"] > 100
    assert tokens["answer_at_most"] == 4000


def test_the_price_is_that_of_the_longest_answer(
    asked: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WBCOACH_PRICES", '{"m": {"input": 2, "output": 8}}')
    [request] = requests(asked("--dry-run", "--format", "json", DRAFT))
    tokens = request["tokens"]
    read = tokens["messages"] + tokens["answer_shape"]
    assert request["price_usd_at_most"] == pytest.approx((2 * read + 8 * tokens["answer_at_most"]) / 1e6)
    assert f"at most ${request['price_usd_at_most']:.4f}" in asked("--dry-run", DRAFT).out


@pytest.mark.parametrize(
    ("depth", "more"),
    [("quick", {"second_look": 0, "rewrite": 0}), ("deep", {"second_look": 4, "rewrite": 2})],
)
def test_it_says_how_many_requests_the_answer_may_lead_to(
    asked: Callable[..., Done], depth: str, more: dict[str, int]
) -> None:
    [request] = requests(asked("--dry-run", "--format", "json", "--depth", depth, DRAFT))
    assert request["may_follow"] == more
    told = "up to 4 second looks and up to 2 rewrites" if depth == "deep" else "nothing more"
    assert told in asked("--dry-run", "--depth", depth, DRAFT).out


def test_what_was_answered_and_kept_is_shown_all_the_same(
    asked: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WBCOACH_CACHE", str(tmp_path / "answers.sqlite"))
    assert asked(TELLING).code == 1
    assert len(requests(asked("--dry-run", "--format", "json", TELLING))) == 1


def test_no_key_is_needed_and_none_is_shown(
    cli: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    flags = ("critique", "--no-index", "--model", "gpt-4o", "--dry-run", "--format", "json", DRAFT)
    [without] = requests(cli(*flags))
    assert without["url"] == "https://api.openai.com/v1/chat/completions"
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    done = cli(*flags)
    [request] = requests(done)
    assert KEY not in done.out + done.err
    assert request["headers"]["authorization"] == "..."
    assert request["body"] == without["body"]


@pytest.mark.parametrize("flags", [[], ["--offline", "--model", "m"]])
def test_without_a_model_nothing_would_be_sent(cli: Callable[..., Done], flags: list[str]) -> None:
    done = cli("critique", "--no-index", "--dry-run", *flags, DRAFT)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Nothing would be sent: ")
    assert requests(cli("critique", "--no-index", "--dry-run", "--format", "json", *flags, DRAFT)) == []


def test_every_statement_of_a_document_has_its_request_and_place(
    asked: Callable[..., Done], tmp_path: Path
) -> None:
    document = tmp_path / "prd.md"
    document.write_text(f"# Problem statement\n\n{DRAFT}\n\n# Problem statement\n\n{TELLING}\n", "utf-8")
    places = [one["location"] for one in requests(asked("--dry-run", "--format", "json", document))]
    assert [(place["path"], place["line"]) for place in places] == [(str(document), 3), (str(document), 7)]
    assert f"draft         {document}:7:1\n" in asked("--dry-run", document).out


def test_what_is_no_statement_is_told_as_such(asked: Callable[..., Done]) -> None:
    done = asked("--dry-run", "hello there")
    assert done.out == "Nothing would be sent: no model is asked about this draft.\n"


def test_a_draft_without_room_ends_as_it_would_in_earnest(
    asked: Callable[..., Done], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WBCOACH_PROMPT_TOKENS", "1500")
    long = DRAFT + " They wait again, and again nobody comes to the desk." * 90
    done = asked("--dry-run", long)
    assert done.code == 3
    assert "prompt_tokens" in done.err
    assert server.asked == []


@pytest.mark.parametrize(
    "flags", [["--format", "markdown"], ["--write-baseline", "b.json", "--reason", "before the review"]]
)
def test_what_a_dry_run_can_not_do_is_refused(asked: Callable[..., Done], flags: list[str]) -> None:
    done = asked("--dry-run", *flags, DRAFT)
    assert (done.code, done.out) == (2, "")


def test_what_it_prints_can_not_steer_a_terminal(server: Server) -> None:
    flags = ["--no-index", "--model", "m", "--dry-run"]
    done = program("critique", *flags, f"{DRAFT} \x1b]0;x\x07 \x1b[2J", env={"OPENAI_BASE_URL": server.url})
    assert "\x1b" not in done.out
    assert server.asked == []


@pytest.mark.parametrize(
    "name", ["LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING", "LANGCHAIN_TRACING"]
)
def test_tracing_under_any_name_is_told_of_and_is_what_the_user_chose(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for one in ("LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING", "LANGCHAIN_TRACING"):
        monkeypatch.setenv(one, "")
        monkeypatch.delenv(one)
    read: Any = langsmith.utils.get_env_var
    monkeypatch.setenv(name, "true")
    silence_telemetry()
    assert telemetry_on() == (name,)
    read.cache_clear()
    assert langsmith.utils.tracing_is_enabled() is True
    silence_telemetry(always=True)
    read.cache_clear()
    assert langsmith.utils.tracing_is_enabled() is False
    read.cache_clear()


def test_by_default_nothing_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FASTAPI_OTEL_AUTO_CONFIGURE", "DO_NOT_TRACK", "HF_HUB_DISABLE_TELEMETRY"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    silence_telemetry()
    assert os.environ["FASTAPI_OTEL_AUTO_CONFIGURE"] == "false"
    assert os.environ["DO_NOT_TRACK"] == os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
    monkeypatch.setenv("DO_NOT_TRACK", "true")
    assert telemetry_on() == (), "the same in other words"


def test_no_dependency_reports_to_its_makers_unless_it_was_turned_on_by_name(server: Server) -> None:
    flags = ("critique", "--no-index", "--model", "m", "--format", "json")
    traced = {"OPENAI_BASE_URL": server.url, "LANGSMITH_ENDPOINT": server.url, "LANGSMITH_API_KEY": "k-1"}
    program(*flags, DRAFT, env=traced)
    assert [one["path"] for one in server.asked] == ["/v1/chat/completions"]
    sent = len(server.bodies)
    done = program(*flags, "--dry-run", DRAFT, env={**traced, "LANGSMITH_TRACING": "true"})
    assert len(server.bodies) == sent, "a dry run sends nothing, traced or not"
    assert done.json["telemetry"] == ["LANGSMITH_TRACING"]
    assert "LANGSMITH_TRACING is set" in done.err
