"""What calls cost, what a run may use, how many go out at once, and when a server is left alone."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_server import ASK, DRAFT, Json, Reply, Server, refused, said, serving

from wbcoach.coach import Coach
from wbcoach.errors import (
    BudgetError,
    ModelAnswerError,
    ModelBusyError,
    ModelError,
    ModelUnreachableError,
    SettingsError,
    WbcoachError,
)
from wbcoach.models import Draft, Model, cost_of, open_model, price_of
from wbcoach.models.prices import TABLE
from wbcoach.models.purse import Purse
from wbcoach.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from program import Done

SOON = {"Retry-After-Ms": 1}
PRICES = {"m": {"input": 10, "output": 100, "cached": 1}}
STATEMENT = "Today, nurses have to chart the same dose twice when a patient moves. Customers need an app."


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        running.rule = lambda _: said(DRAFT)
        yield running


def usage(read: int, written: int, cached: int = 0) -> Reply:
    """A draft with those counts."""
    reply = said(DRAFT)
    body = json.loads(reply.body)
    body["usage"] = {
        "prompt_tokens": read,
        "completion_tokens": written,
        "total_tokens": read + written,
        "prompt_tokens_details": {"cached_tokens": cached},
    }
    return Reply(body)


# --- prices --------------------------------------------------------------------------------------------


def test_a_list_price_is_for_the_listed_server_and_its_dated_names() -> None:
    openai = Settings(model="gpt-4o")
    assert price_of("gpt-4o", openai) == price_of("gpt-4o-2024-08-06", openai) == TABLE["gpt-4o"]
    assert price_of("gpt-4o-of-mine", openai) is None
    assert price_of("gpt-4o", Settings(base_url="http://localhost:8000/v1")) is None


def test_a_price_of_ones_own_comes_first_and_holds_on_any_server(tmp_path: Path) -> None:
    words = 'base_url = "http://localhost:1/v1"\n[prices]\n"gpt-4o" = { input = 1, output = 2 }\n'
    (tmp_path / "wbcoach.toml").write_text(words, "utf-8")
    settings = load(cwd=tmp_path).settings
    assert cost_of({"input": 500_000, "output": 1_000_000}, "gpt-4o-2024-08-06", settings) == 2.5


def test_cached_input_costs_what_it_costs_and_unknown_is_not_nothing() -> None:
    settings = Settings.model_validate({"prices": PRICES})
    tokens = {"input": 1_000_000, "output": 0, "input_cached": 600_000}
    assert cost_of(tokens, "m", settings) == pytest.approx(4.6)
    assert cost_of(tokens, "another", settings) is None
    assert cost_of({}, "m", settings) is None, "the server did not say"
    assert cost_of({"input": 0, "output": 0, "cached": 99}, "another", settings) == 0.0


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_cost_never_falls_when_more_is_used(read: int, written: int, cached: int) -> None:
    settings = Settings.model_validate({"prices": PRICES})
    less = cost_of({"input": read, "output": written, "input_cached": cached}, "m", settings)
    more = cost_of({"input": read + 1, "output": written + 1, "input_cached": cached}, "m", settings)
    assert less is not None
    assert more is not None
    assert 0 <= less < more


@pytest.mark.parametrize(
    "words",
    ["prices = 3\n", "[prices]\nm = 3\n", "[prices.m]\ninput = -1\noutput = 1\n", "[prices.m]\ninput = 1\n"],
)
def test_a_price_that_is_none_is_told_by_its_name(tmp_path: Path, words: str) -> None:
    (tmp_path / "wbcoach.toml").write_text(words, "utf-8")
    with pytest.raises(SettingsError, match="prices"):
        load(cwd=tmp_path)


def test_prices_may_come_from_the_environment_as_json(monkeypatch: pytest.MonkeyPatch, cli: Any) -> None:
    monkeypatch.setenv("WBCOACH_PRICES", '{"m": {"input": 1, "output": 2, "cached": 0.1}}')
    monkeypatch.setenv("WBCOACH_BUDGET_USD", "0.5")
    done: Done = cli("settings")
    assert "m: 1 (0.1 cached) in, 2 out" in done.out
    assert [line.split()[1:3] for line in done.out.splitlines() if line.startswith("budget_usd")] == [
        ["0.5", "environment"]
    ]
    monkeypatch.setenv("WBCOACH_PRICES", "{")
    assert cli("settings").code == 2


def test_the_receipt_says_what_a_critique_cost(server: Server) -> None:
    server.rule = lambda _: usage(1000, 100, cached=500)
    for prices, cost in (({}, None), (PRICES, 0.0155)):
        settings = server.settings(prices=prices, embedder="none")
        with Coach.from_settings(settings) as coach:
            receipt = coach.critique(STATEMENT).receipt
        assert receipt.tokens == {"input": 1000, "output": 100, "input_cached": 500}
        assert receipt.cost_usd == cost


# --- budgets -------------------------------------------------------------------------------------------


def test_a_budget_is_asked_before_the_call(server: Server) -> None:
    with open_model(server.settings(budget_tokens=1000, answer_tokens=1000)) as model:
        with pytest.raises(BudgetError, match="budget_tokens"):
            model.ask(ASK, Draft)
        assert not server.asked


def test_what_was_used_counts_and_what_was_only_set_aside_does_not(server: Server) -> None:
    with open_model(server.settings(budget_tokens=2500, answer_tokens=500)) as model:
        need = 0
        while not need:
            try:
                model.ask(ASK, Draft)
            except BudgetError:
                need = len(server.asked)
        # Each call took 34 of the 500 and more that were set aside for it.
        assert model.spent.tokens == 34 * need
        assert need > 5


def test_a_budget_in_dollars_needs_a_price(server: Server) -> None:
    with pytest.raises(SettingsError, match="price"):
        open_model(server.settings(budget_usd=1))
    server.rule = lambda _: usage(100_000, 0)
    with open_model(server.settings(budget_usd=1.5, prices=PRICES, answer_tokens=400)) as model:
        model.ask(ASK, Draft)
        with pytest.raises(BudgetError, match="budget_usd") as caught:
            model.ask(ASK, Draft) and model.ask(ASK, Draft)
    assert "--offline" in caught.value.hint


def test_calls_that_wait_for_the_budget_go_in_the_order_they_came() -> None:
    """Else rows behind the one that a budget ends at are paid, and have to wait for the next run."""
    purse = Purse(Settings.model_validate({"model": "m", "budget_tokens": 1000, "answer_tokens": 400}))
    first = purse.set_aside(lambda: 200)
    admitted: list[int] = []

    def call(number: int) -> None:
        need = purse.set_aside(lambda: 200)
        admitted.append(number)
        purse.settle(need, {"input": 1, "output": 1})

    waiting = [threading.Thread(target=call, args=(number,)) for number in range(8)]
    for thread in waiting:
        thread.start()
        time.sleep(0.02)
    assert admitted == []
    purse.settle(first, {"input": 1, "output": 1})
    for thread in waiting:
        thread.join(10)
    assert admitted == list(range(8))


def test_many_threads_together_stay_within_the_budget(server: Server) -> None:
    server.rule = lambda _: said(DRAFT, wait=0.01)
    outcomes: list[str] = []

    def work(model: Model) -> None:
        try:
            model.ask(ASK, Draft)
            outcomes.append("asked")
        except BudgetError:
            outcomes.append("refused")

    with open_model(server.settings(budget_tokens=2000, answer_tokens=400, concurrency=16)) as model:
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda _: work(model), range(60)))
        assert model.spent.tokens <= 2000
        assert model.spent.tokens == 34 * len(server.asked)
    assert outcomes.count("asked") == len(server.asked)
    assert set(outcomes) == {"asked", "refused"}


def test_a_call_that_nobody_waited_for_counts_in_full_and_a_refused_one_not_at_all(server: Server) -> None:
    values: Json = {"budget_tokens": 10_000, "answer_tokens": 400, "max_retries": 0, "timeout_s": 0.3}
    server.rule = lambda _: refused(400, "no")
    with open_model(server.settings(**values)) as model:
        for _ in range(3):
            with pytest.raises(ModelError):
                model.ask(ASK, Draft)
        assert model.spent.tokens == 0
        server.rule = lambda _: said(DRAFT, wait=5)
        with pytest.raises(ModelUnreachableError):
            model.ask(ASK, Draft)
        assert model.spent.tokens > 400


def test_beyond_the_budget_the_offline_critique_is_the_answer_and_it_is_told(server: Server) -> None:
    told: list[WbcoachError] = []
    settings = server.settings(budget_tokens=3000, answer_tokens=3000, embedder="none")
    with Coach.from_settings(settings, notify=told.append) as coach:
        critique = coach.critique(STATEMENT)
    assert critique.findings
    assert critique.receipt.model is None
    assert [type(error) for error in told] == [BudgetError]
    assert not server.asked


def test_several_drafts_hear_once_that_the_budget_is_used_up(
    server: Server, cli: Any, tmp_path: Path
) -> None:
    text = "".join(f"# Problem statement\n\n{STATEMENT} Case {n}.\n\n" for n in range(4))
    (tmp_path / "drafts.md").write_text(text, "utf-8")
    config = f'base_url = "{server.url}"\nprompt_tokens = 6000\nanswer_tokens = 400\nbudget_tokens = 12000\n'
    (tmp_path / "wbcoach.toml").write_text(config, "utf-8")
    server.rule = lambda _: usage(7000, 100)
    done: Done = cli("critique", "drafts.md", "--format", "json", "--model", "m")
    assert [one["receipt"]["model"] for one in done.json] == ["m", None, None, None]
    assert (done.code, done.err.count("is used up")) == (3, 1)


def test_a_batch_stops_at_its_budget_and_goes_on_with_the_next(
    server: Server, cli: Any, tmp_path: Path
) -> None:
    rows = [{"id": f"r{n}", "text": f"{STATEMENT} It is case {n}."} for n in range(12)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    server.rule = lambda _: usage(8000, 100)
    config = f'base_url = "{server.url}"\nmodel = "m"\nprompt_tokens = 6000\nanswer_tokens = 400\n'
    (tmp_path / "wbcoach.toml").write_text(config + "budget_tokens = 40000\n", "utf-8")
    command = ("batch", "in.jsonl", "-o", "out.jsonl", "--no-index", "--workers", "2")
    done: Done = cli(*command)
    first = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert done.code == 3
    assert "budget_tokens (40,000) is used up" in done.err
    assert "stopped before the end" in done.err
    assert "the model took" in done.err
    assert 0 < len(first) < 12
    assert all(json.loads(line)["receipt"]["model"] == "m" for line in first)
    (tmp_path / "wbcoach.toml").write_text(config, "utf-8")
    assert cli(*command).code == 0
    written = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in written] == [row["id"] for row in rows]
    assert all(json.loads(line)["receipt"]["model"] == "m" for line in written)
    assert written[: len(first)] == first


# --- how many at once ----------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [1, 3])
def test_no_more_calls_go_out_at_once_than_the_setting_says(server: Server, most: int) -> None:
    now, peak, lock = 0, 0, threading.Lock()

    def rule(_: Json) -> Reply:
        nonlocal now, peak
        with lock:
            now += 1
            peak = max(peak, now)
        time.sleep(0.05)
        with lock:
            now -= 1
        return said(DRAFT)

    server.rule = rule
    with open_model(server.settings(concurrency=most)) as model, ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _: model.ask(ASK, Draft), range(12)))
    assert peak == most


def test_waiting_for_a_turn_does_not_use_up_the_time_of_an_ask(server: Server) -> None:
    server.rule = lambda _: said(DRAFT, wait=0.4)
    settings = server.settings(concurrency=1, timeout_s=1.0, max_retries=0)
    with open_model(settings) as model, ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: model.ask(ASK, Draft), range(4)))
    assert len(answers) == 4


def test_retries_of_many_are_spread(server: Server) -> None:
    server.plan, server.rule = [], None
    server.plan = [refused(503, "down") for _ in range(6)] + [said(DRAFT)] * 6
    with open_model(server.settings(concurrency=6)) as model, ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: model.ask(ASK, Draft), range(6)))
    again = sorted(server.times)[6:]
    assert again[-1] - again[0] > 0.02, "not all at the same moment"


# --- the breaker ---------------------------------------------------------------------------------------


def outcome(model: Model) -> type[Exception] | None:
    try:
        model.ask(ASK, Draft)
    except ModelError as error:
        return type(error)
    return None


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (refused(503, "down", headers=SOON), ModelUnreachableError),
        (refused(500, "oops", headers=SOON), ModelError),
        (refused(429, "slow down", headers=SOON), ModelBusyError),
    ],
)
def test_a_server_that_fails_in_sequence_is_left_alone_and_tried_again_later(
    server: Server, reply: Reply, kind: type[ModelError]
) -> None:
    server.rule = lambda _: reply
    with open_model(server.settings(breaker_after=3, breaker_s=0.5, max_retries=0)) as model:
        assert [outcome(model) for _ in range(3)] == [kind] * 3
        with pytest.raises(ModelUnreachableError, match="left alone for 1 s") as caught:
            model.ask(ASK, Draft)
        assert "breaker_after" in caught.value.hint
        assert len(server.asked) == 3, "nothing was sent"
        time.sleep(0.55)
        assert outcome(model) is kind, "one try"
        assert outcome(model) is ModelUnreachableError
        assert len(server.asked) == 4
        time.sleep(0.55)
        server.rule = lambda _: said(DRAFT)
        assert [outcome(model) for _ in range(3)] == [None] * 3


def test_when_the_time_is_over_a_single_thread_tries(server: Server) -> None:
    server.rule = lambda _: refused(503, "down", headers=SOON)
    with open_model(server.settings(breaker_after=1, breaker_s=0.2, max_retries=0, concurrency=8)) as model:
        outcome(model)
        time.sleep(0.25)
        slow = refused(503, "still", headers=SOON)
        slow.wait = 0.3
        server.rule = lambda _: slow
        with ThreadPoolExecutor(8) as pool:
            told = list(pool.map(lambda _: outcome(model), range(8)))
    assert told == [ModelUnreachableError] * 8
    assert len(server.asked) == 2


@pytest.mark.parametrize("fault", ["answers", "settings"])
def test_a_fault_that_is_not_the_servers_leaves_it_open_to_asks(server: Server, fault: str) -> None:
    server.rule = lambda _: (
        said(None, "content_filter") if fault == "answers" else refused(404, "no such model")
    )
    with open_model(server.settings(breaker_after=2, max_retries=0)) as model:
        kinds = {outcome(model) for _ in range(6)}
    assert kinds == {ModelAnswerError if fault == "answers" else ModelError}
    assert len(server.asked) == 6


def test_the_breaker_may_be_turned_off(server: Server) -> None:
    server.rule = lambda _: refused(503, "down", headers=SOON)
    with open_model(server.settings(breaker_after=0, max_retries=0)) as model:
        assert {outcome(model) for _ in range(8)} == {ModelUnreachableError}
    assert len(server.asked) == 8


def test_while_the_server_is_left_alone_critiques_are_offline(server: Server) -> None:
    told: list[WbcoachError] = []
    server.rule = lambda _: refused(503, "down", headers=SOON)
    settings = server.settings(breaker_after=2, max_retries=0, embedder="none")
    with Coach.from_settings(settings, notify=told.append) as coach:
        made = [coach.critique(STATEMENT) for _ in range(5)]
    assert len({tuple(critique.findings) for critique in made}) == 1
    assert len(server.asked) == 2
    assert len(told) == 5
    assert "left alone" in told[-1].message
