"""`wbcoach serve`: the contract over HTTP, step by step, and problems; one real server for all."""

from __future__ import annotations

import asyncio
import json
import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

import contract
import httpx2
import pytest
from program import DRAFT, ROOT
from serving import Served, events_of, serve, until

from wbcoach.faces.web.app import api
from wbcoach.library import Store, read
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from program import Done

EVIDENCE = [
    {"id": "I-7", "text": "I wait for the invoice and then I add it up by hand.", "source": "interview"}
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, sample_index: Path) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("serve"), "--store", sample_index) as server:
        yield server


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """See that an answer is a problem as RFC 9457 has it, and give it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["code"] == code
    assert told["type"].endswith(code)
    assert told["request_id"] == answer.headers["x-request-id"]
    return told


def test_a_critique_is_the_contracts(served: Served) -> None:
    answer = served.http.post("/v1/critique", json={"text": DRAFT, "evidence": EVIDENCE, "id": "x"})
    assert answer.status_code == 200
    critique = answer.json()
    contract.check(critique)
    assert critique["id"] == "x"
    assert any(one["id"] == "I-7" and one["linked"] for one in critique["evidence"])
    assert critique["searched"]["items"] > 0
    assert "S02" in [finding["code"] for finding in critique["findings"]]


def test_a_request_says_how(served: Served) -> None:
    def of(**how: Any) -> dict[str, Any]:
        critique: dict[str, Any] = served.http.post("/v1/critique", json={"text": DRAFT, **how}).json()
        return critique

    there = of(stage="growth", as_of="2026-01-31")
    assert there["receipt"]["as_of"] == "2026-01-31"
    assert there["receipt"]["made_with"]["stage"] == "growth"
    assert of(index=False)["searched"] is None
    silenced = of(ignores=[{"code": "S02", "reason": "the contract names it"}])
    assert [one["code"] for one in silenced["ignored"]] == ["S02"]
    lapsed = of(ignores=[{"code": "S02", "reason": "it named it", "until": "2020-01-01"}])
    assert lapsed["ignored"] == []
    inline = of(text=f"{DRAFT} <!-- wbcoach: ignore S02 -- the contract names it -->")
    assert [one["code"] for one in inline["ignored"]] == ["S02"]


def test_what_is_no_statement_has_no_verdict(served: Served) -> None:
    critique = served.http.post("/v1/critique", json={"text": "hello"}).json()
    contract.check(critique)
    assert critique["verdict"] is None


@pytest.mark.parametrize("path", ["/v1/critique", "/v1/critique/stream"])
@pytest.mark.parametrize("text", ["", " \n\t "])
def test_a_blank_draft_is_refused_and_says_what_to_write(served: Served, path: str, text: str) -> None:
    told = problem(served.http.post(path, json={"text": text}), 422, "bad_input")
    assert told["detail"] == "The draft is empty."
    assert 'Write who has which hardship when: "Today, ...' in told["hint"]


def test_a_stream_tells_findings_then_steps_then_the_whole(served: Served) -> None:
    with served.http.stream("POST", "/v1/critique/stream", json={"text": DRAFT}) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = events_of(answer.iter_lines())
    names = [name for name, _ in events]
    assert names.index("finding") < names.index("step") < names.index("critique") == len(names) - 1
    whole = events[-1][1]
    contract.check(whole)
    found = [(one["code"], one["span"]) for name, one in events if name == "finding"]
    assert found == [(one["code"], one["span"]) for one in whole["findings"]]
    assert [one["name"] for name, one in events if name == "step"] == ["rules"]


def test_a_bad_stream_is_told_by_its_status(served: Served) -> None:
    twice = [{"id": "1", "text": "one"}, {"id": "1", "text": "two"}]
    told = problem(
        served.http.post("/v1/critique/stream", json={"text": DRAFT, "evidence": twice}), 422, "bad_input"
    )
    assert "two different texts" in told["detail"]
    assert told["hint"]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "body.text"),
        ({"text": 3}, "body.text"),
        ({"text": "Today", "stage": "late"}, "body.stage"),
        ({"text": "Today", "wish": 1}, "body.wish"),
        ({"text": "Today", "as_of": "tomorrow"}, "body.as_of"),
        ({"text": "x" * 20_001}, "body.text"),
    ],
)
def test_what_is_wrong_with_a_request_is_named_and_not_repeated(
    served: Served, body: dict[str, Any], where: str
) -> None:
    told = problem(served.http.post("/v1/critique", json=body), 422, "bad_input")
    assert [one["where"] for one in told["errors"]] == [where]
    assert "x" * 100 not in json.dumps(told)


def test_paths_and_methods_that_are_not_there(served: Served) -> None:
    problem(served.http.get("/v1/nothing"), 404, "not_found")
    assert "POST" in served.http.get("/v1/critique").headers["allow"]
    problem(served.http.get("/v1/critique"), 405, "method_not_allowed")
    problem(served.http.post("/v1/critique", content=b'{"text": "a"}'), 422, "bad_input")
    broken = {"content-type": "application/json"}
    problem(served.http.post("/v1/critique", content=b"{", headers=broken), 422, "bad_input")


def test_search_finds_what_the_index_holds(served: Served) -> None:
    asked = {"query": "the invoice is hard to split by team", "k": 3}
    found = served.http.post("/v1/search", json=asked).json()
    assert len(found["matches"]) == 3
    assert [one["rank"] for one in found["matches"]] == [1, 2, 3]
    assert found["meaning"] is False
    source = found["matches"][0]["source"]
    narrowed = served.http.post("/v1/search", json={**asked, "where": {"source": source}}).json()
    assert {one["source"] for one in narrowed["matches"]} == {source}


def test_pain_points_are_those_of_the_command_line(
    served: Served, cli: Callable[..., Done], sample_index: Path
) -> None:
    asked = served.http.get("/v1/pains", params={"kind": "qualitative", "as_of": "2026-11-01"})
    assert asked.status_code == 200
    told = cli(
        "pains",
        "--store",
        sample_index,
        "--where",
        "kind=qualitative",
        "--as-of",
        "2026-11-01",
        "--format",
        "json",
    )
    assert asked.json() == told.json
    for given, where in (
        ({"kind": "loud"}, "query.kind"),
        ({"as_of": "soon"}, "query.as_of"),
        ({"top": 3}, "query.top"),
    ):
        refused = problem(served.http.get("/v1/pains", params=given), 422, "bad_input")
        assert where in [one["where"] for one in refused["errors"]]
    none = problem(served.http.get("/v1/pains", params={"product": "no such"}), 404, "not_found")
    assert "No feedback fits" in none["detail"]
    far = problem(served.http.post("/v1/pains/start", json={"rank": 999}), 404, "not_found")
    assert "no pain 999" in far["detail"]


def test_without_the_libraries_for_pain_points_all_else_is_served(tmp_path: Path, sample_index: Path) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "sklearn.py").write_text("raise ImportError", "utf-8")
    path = f"{tmp_path / 'without'}{os.pathsep}{ROOT}"
    with serve(tmp_path, "--store", sample_index, PYTHONPATH=path) as served:
        told = problem(served.http.get("/v1/pains"), 400, "extra_missing")
        assert "pip install 'wbcoach[insights]'" in told["hint"]
        problem(served.http.post("/v1/pains/start", json={"rank": 1}), 400, "extra_missing")
        assert served.http.post("/v1/search", json={"query": "log"}).status_code == 200


def test_pitfalls_are_explained_as_data(served: Served) -> None:
    listed = served.http.get("/v1/pitfalls").json()
    assert [one["code"] for one in listed] == list(catalogue())
    page = served.http.get("/v1/pitfalls/solution-in-need").json()
    known = catalogue()["S01"]
    assert page["code"] == "S01"
    assert page["question"] == known.question
    assert [one["text"] for one in page["bad"]] == [one.text for one in known.bad]
    assert page["measured"]["shown"] >= page["measured"]["right"] > 0
    assert page["note"].startswith("#")
    problem(served.http.get("/v1/pitfalls/Z99"), 404, "not_found")


def test_health_and_counters(served: Served) -> None:
    assert served.http.get("/healthz").json()["status"] == "ok"
    ready = served.http.get("/readyz").json()
    assert ready["index"] == "gen-000001"
    served.http.post("/v1/critique", json={"text": DRAFT})
    page = served.http.get("/metrics").text
    assert 'wbcoach_requests_total{method="POST",route="/v1/critique",status="200"}' in page
    assert "process_resident_memory_bytes" in page


def test_every_answer_has_an_id_and_security_headers(served: Served) -> None:
    answer = served.http.get("/v1/nothing", headers={"X-Request-ID": "mine-1"})
    assert answer.headers["x-request-id"] == "mine-1"
    assert served.http.get("/healthz", headers={"X-Request-ID": "a b"}).headers["x-request-id"] != "a b"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "server" not in answer.headers
    assert (
        "access-control-allow-origin"
        not in served.http.get("/healthz", headers={"Origin": "http://a"}).headers
    )


def test_the_log_names_requests_and_holds_no_text(served: Served) -> None:
    draft = "Today, quartermasters have to weigh marzipan by hand."
    served.http.post("/v1/critique", json={"text": draft}, headers={"X-Request-ID": "logged"})
    served.http.get("/healthz")
    told = served.told(id="logged")
    assert [(one["route"], one["status"], one["client"]) for one in told] == [
        ("/v1/critique", 200, "127.0.0.1")
    ]
    assert told[0]["verdict"]
    assert "marzipan" not in json.dumps(served.log)


def test_without_a_token_only_names_of_this_machine_are_answered(served: Served) -> None:
    for host in ("rebound.example", "rebound.example:80", "127.0.0.1.rebound.example", "[::2]", ":"):
        problem(served.http.get("/healthz", headers={"Host": host}), 421, "wrong_host")
    for host in ("localhost", "LOCALHOST:99", "127.0.0.1:1", "[::1]:80"):
        assert served.http.get("/healthz", headers={"Host": host}).status_code == 200
    foreign = {"Origin": "http://rebound.example"}
    problem(served.http.post("/v1/critique", json={"text": DRAFT}, headers=foreign), 403, "foreign_origin")


def test_an_index_that_appears_or_is_rebuilt_is_searched_from_then_on(tmp_path: Path) -> None:
    def index(text: str) -> None:
        (tmp_path / "said.csv").write_text(f"id,text\nN-1,{text}\n", "utf-8")
        Store(tmp_path / "store").update(read(tmp_path / "said.csv"), embedder=None, origin="said.csv")

    def found(served: Served) -> list[str]:
        matches = served.http.post("/v1/search", json={"query": "invoice"}).json().get("matches", [])
        return [one["text"] for one in matches]

    with serve(tmp_path, "--store", tmp_path / "store") as served:
        problem(served.http.post("/v1/search", json={"query": "invoice"}), 503, "store_failed")
        critique = served.http.post("/v1/critique", json={"text": DRAFT}).json()
        assert critique["searched"] is None
        index("The invoice came late again.")
        until(lambda: found(served) == ["The invoice came late again."])
        assert served.http.post("/v1/critique", json={"text": DRAFT}).json()["searched"]["items"] == 1
        index("The invoice was wrong twice.")
        assert found(served) == ["The invoice was wrong twice."]


def test_a_folder_of_pages_is_at_the_root_and_never_in_place_of_the_api(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text("<title>wbcoach</title>", "utf-8")
    (tmp_path / "page.js").write_text("export {};", "utf-8")
    monkeypatch.setattr(import_module("wbcoach.faces.web.app"), "PAGE", tmp_path)

    async def ask() -> list[httpx2.Response]:
        transport = httpx2.ASGITransport(app=api())
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as http:
            asked = [
                ("GET", "/"),
                ("GET", "/page.js"),
                ("GET", "/v1/no"),
                ("DELETE", "/v1/critique"),
                ("GET", "/no"),
            ]
            return [await http.request(*one) for one in asked]

    root, script, unknown, wrong, none = asyncio.run(ask())
    assert root.text == "<title>wbcoach</title>"
    assert script.headers["content-type"].startswith("text/javascript")
    assert [unknown.status_code, wrong.status_code, none.status_code] == [404, 405, 404]
    assert {one.headers["content-type"] for one in (unknown, wrong, none)} == {"application/problem+json"}
    assert wrong.headers["allow"] == "POST"
