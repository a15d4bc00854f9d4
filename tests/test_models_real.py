"""A real model behind a real OpenAI-compatible server: what goes over the wire, not what it thinks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import pytest
from pydantic import Field

from wbcoach.errors import ModelAnswerError, ModelError
from wbcoach.models import Draft, DraftFinding, open_model
from wbcoach.prompt import fence, load
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

xllamacpp: Any = pytest.importorskip("xllamacpp")

QUESTION = load("critique").fill(
    catalogue="""S01 solution-in-need
  look for: a product, feature, technology or screen named in what the customers need.
  has it: Customers need a dashboard of free beds.
  near miss: Today, nurses have to copy figures from the bed dashboard.""",
    draft=fence(
        "draft", "Today, nurses have to chart twice when a patient moves. Customers need a dashboard."
    ),
    evidence=fence("feedback", "I chart it twice.", id="N-1", source="interview"),
)


class Short(Draft):
    """A draft that a small model is done with soon."""

    findings: Annotated[tuple[DraftFinding, ...], Field(max_length=1)]
    strengths: Annotated[tuple[Annotated[str, Field(max_length=40)], ...], Field(max_length=1)]


class Long(Draft):
    """A draft that no model can put in 200 tokens."""

    findings: Annotated[tuple[DraftFinding, ...], Field(min_length=6, max_length=8)]


@pytest.fixture(scope="module")
def base_url(smollm2_path: Path) -> Generator[str]:
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(smollm2_path)
    wanted.n_ctx = 4096
    wanted.n_parallel = 1
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = (
        1  # two threads on a busy machine take four times as long
    )
    wanted.hostnames = ["127.0.0.1"]
    wanted.port = 0
    server = xllamacpp.Server(wanted)
    yield f"{server.listening_address}/v1"
    del server


def test_a_real_server_gives_typed_drafts_and_counts_its_tokens(base_url: str) -> None:
    with open_model(Settings(model="smollm2", base_url=base_url, timeout_s=300)) as model:
        answer = model.ask(QUESTION, Short)
        counted = model.count(QUESTION.text)
    assert isinstance(answer.value, Draft)
    assert answer.method == "json_schema"
    assert all(isinstance(finding, DraftFinding) for finding in answer.value.findings)
    assert 0 < answer.tokens["input"] <= counted.tokens + 50
    assert 0 < answer.tokens["output"] <= 1500


def test_a_real_answer_that_outgrows_its_budget_is_an_error(base_url: str) -> None:
    settings = Settings(model="smollm2", base_url=base_url, timeout_s=300, answer_tokens=200)
    with open_model(settings) as model, pytest.raises(ModelAnswerError, match="cut off after 200 tokens"):
        model.ask(QUESTION, Long)


def test_a_real_server_is_not_asked_for_another_path(base_url: str) -> None:
    settings = Settings(model="smollm2", base_url=f"{base_url}/elsewhere", timeout_s=300)
    with open_model(settings) as model, pytest.raises(ModelError, match="404") as caught:
        model.ask(QUESTION, Draft)
    assert "OPENAI_BASE_URL" in caught.value.hint


def test_a_real_answer_stays_within_the_bound_that_is_set_aside_and_is_kept(
    base_url: str, tmp_path: Path
) -> None:
    values = {"model": "smollm2", "base_url": base_url, "timeout_s": 300, "budget_tokens": 20_000}
    settings = Settings.model_validate({**values, "cache": str(tmp_path / "answers.sqlite")})
    with open_model(settings) as model:
        first = model.ask(QUESTION, Short)
        bound = model._caller._bound(QUESTION, Short) + settings.answer_tokens
        second = model.ask(QUESTION, Short)
        assert model.spent.tokens == first.tokens["input"] + first.tokens["output"] <= bound
    assert second.value == first.value
    assert second.tokens == {"input": 0, "output": 0, "cached": model.spent.tokens}
