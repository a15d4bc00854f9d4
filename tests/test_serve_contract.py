"""The OpenAPI document: kept, true of the server by schemathesis, and in step with the client."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from program import DRAFT
from serving import Served, serve, until

from wbcoach.api import StepTold
from wbcoach.client import OPERATIONS, Client
from wbcoach.critique import Critique, Finding
from wbcoach.errors import InputError, ServiceError
from wbcoach.faces.web.document import PLACE, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "a-token-that-is-long-enough"  # noqa: S105  of a test
# A body may be refused for its length before its shape is looked at.
CONFIG = """
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serve")


@pytest.fixture(scope="module")
def served(folder: Path, sample_index: Path) -> Iterator[Served]:
    with serve(folder, "--store", sample_index) as server:
        yield server


@pytest.fixture
def client(served: Served) -> Iterator[Client]:
    with Client(served.url) as one:
        yield one


def document() -> Any:
    return json.loads(PLACE.read_text("utf-8"))


def test_the_kept_document_is_the_applications() -> None:
    assert PLACE.read_text("utf-8") == text(), "write it anew: python -m wbcoach.faces.web.document"


def test_the_client_has_a_method_for_each_operation() -> None:
    described = {
        operation["operationId"]: (method.upper(), path)
        for path, operations in document()["paths"].items()
        for method, operation in operations.items()
    }
    assert described == OPERATIONS
    methods = {name for name in vars(Client) if not name.startswith("_")} - {"close"}
    assert methods == set(OPERATIONS)


def test_every_operation_names_its_problems_and_examples_are_there() -> None:
    for path, operations in document()["paths"].items():
        for operation in operations.values():
            problems = {
                status: sorted(answer["content"])
                for status, answer in operation["responses"].items()
                if int(status) >= 400
            }
            assert {"401", "429", "500"} <= set(problems), path
            assert all(kinds == ["application/problem+json"] for kinds in problems.values()), path
    shapes = document()["components"]["schemas"]
    for name in ("CritiqueRequest", "SearchRequest", "BatchRequest", "Problem", "Job"):
        assert shapes[name]["examples"], name


def answers() -> Iterator[tuple[str, str, Any]]:
    """Give operation, media type and content of each answer that is no problem."""
    for operations in document()["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if status.startswith("2"):
                    for kind, content in answer.get("content", {}).items():
                        yield operation["operationId"], kind, content


def test_every_answer_has_an_example_that_is_of_its_shape() -> None:
    shapes = document()["components"]
    seen = set()
    for operation, _kind, content in answers():
        check = Draft202012Validator({**content["schema"], "components": shapes})
        wrong = [
            f"{operation}: {error.json_path}: {error.message}"
            for error in check.iter_errors(content["example"])
        ]
        assert not wrong, wrong
        assert content["example"], operation
        seen.add(operation)
    assert seen == set(OPERATIONS) - {"batch_delete"}, "deleting answers with nothing"


def test_an_example_of_another_shape_would_be_seen() -> None:
    (schema,) = (content["schema"] for name, _, content in answers() if name == "critique")
    check = Draft202012Validator({**schema, "components": document()["components"]})
    assert not check.is_valid({})


def test_examples_are_what_the_types_read() -> None:
    examples = {name: content["example"] for name, _, content in answers()}
    critique = Critique.model_validate(examples["critique"])
    assert {
        one.span and one.span.text == critique.statement.text[one.span.start : one.span.end]
        for one in critique.findings
    } == {True}
    assert json.loads(examples["critique_stream"]["data"])["name"] == "rules"
    assert [json.loads(line)["id"] for line in examples["batch_result"].splitlines()] == ["2"]


def test_schemathesis_finds_no_fault(served: Served, folder: Path) -> None:
    (folder / "schemathesis.toml").write_text(CONFIG, "utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{served.url}/openapi.json"]
    bounds = ["--max-examples", "5", "--seed", "1", "--no-color", "--suppress-health-check", "all"]
    done = subprocess.run(
        [*command, *bounds], cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout[-6000:]
    tested = re.search(r"Tested: (\d+)", done.stdout)
    assert tested
    assert int(tested[1]) == len(OPERATIONS)


def test_the_client_gives_typed_answers(client: Client, served: Served) -> None:
    critique = client.critique(DRAFT, ["I add it up by hand."], as_of="2026-11-01")
    assert critique.verdict
    assert critique.evidence[0].linked
    *steps, whole = client.critique_stream(DRAFT, as_of="2026-11-01")
    assert isinstance(whole, Critique)
    assert [one for one in steps if isinstance(one, Finding)] == list(whole.findings)
    assert [one.name for one in steps if isinstance(one, StepTold)] == ["rules"]
    assert client.search("the invoice", 2, where={"kind": "qualitative"}).matches[0].kind == "qualitative"
    pains = client.pains(source="support_ticket", as_of=date(2026, 11, 1))
    assert pains.as_of == "2026-11-01"
    assert {quote.source for pain in pains.leads + pains.pains for quote in pain.quotes} == {"support_ticket"}
    started = client.pain_start(2, as_of=date(2026, 11, 1))
    assert started.name == client.pains(as_of=date(2026, 11, 1)).pains[1].name
    assert started.statement in started.document
    assert client.critique(started.statement, index=False).statement.format == "template"
    assert client.pitfall("S01").code in [one.code for one in client.pitfalls()]
    assert client.health().status == "ok"
    assert client.ready().index == "gen-000001"
    assert "wbcoach_requests_total" in client.metrics()
    job = client.batch([{"id": "1", "text": DRAFT}, {"id": "2"}], key="client", index=False)
    assert client.batch([{"id": "1", "text": DRAFT}, {"id": "2"}], key="client", index=False).id == job.id
    until(lambda: client.batch_job(job.id).ended)
    assert [line["id"] for line in client.batch_result(job.id)] == ["1", "2"]
    assert client.batch_cancel(job.id).state == "done"
    assert job.id in [one.id for one in client.batches()]
    client.batch_delete(job.id)
    with pytest.raises(ServiceError) as gone:
        client.batch_job(job.id)
    assert gone.value.status == 404
    assert served.run.poll() is None


def test_the_client_raises_what_wbcoach_raises_elsewhere(client: Client) -> None:
    with pytest.raises(InputError, match="stage"):
        client.critique(DRAFT, stage="late")
    twice = [{"id": "1", "text": "one"}, {"id": "1", "text": "two"}]
    with pytest.raises(InputError, match="two different texts"):
        client.critique(DRAFT, twice)
    with pytest.raises(InputError, match="two different texts"):
        next(client.critique_stream(DRAFT, twice))
    with pytest.raises(ServiceError, match="no pitfall") as unknown:
        client.pitfall("Z 99?")
    assert unknown.value.status == 404
    with Client("http://127.0.0.1:9", timeout_s=5) as nobody, pytest.raises(ServiceError, match="be reached"):
        nobody.health()
