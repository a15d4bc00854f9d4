"""A critique step by step: what each step gives, how it is stopped, what the command line tells of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import contract
import pytest
from depths import (
    FEEDBACK,
    LEAKY,
    MENDED,
    SOUND,
    looking,
    names,
    proposal,
    proposing,
    rewording,
    stepped,
)
from model_server import Json, Reply, Server, refused, said, serving
from program import COMMAND, program, world

from wbcoach.coach import Coach
from wbcoach.errors import BudgetError, InputError, WbcoachError
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator

QUIET = ("--no-index", "--model", "m")


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        yield running


def by_kind(request: Json) -> Reply:
    """Answer each question by what it asks for."""
    name = request["response_format"]["json_schema"]["name"]
    replies = {
        "Draft": proposing(proposal("S06", "ward nurses")),
        "SecondLook": looking("no"),
        "DraftRewrite": rewording(MENDED),
    }
    return replies[name]


def test_every_step_gives_a_whole_critique_as_it_stands_then(server: Server) -> None:
    first = proposing(proposal(), proposal("S02", "ring three wards"))
    steps = stepped(server, first, looking("yes", "ward nurses"), rewording(MENDED), text=LEAKY, depth="deep")
    seen = {step.name: [one.code for one in step.critique.findings] for step in steps}
    assert seen["rules"] == seen["find"] == ["S01"]
    assert "S02" in seen["ground"]
    assert "P02" not in seen["ground"]
    assert {"S01", "P02", "S02"} == set(seen["second_look"]) == set(seen["merge"])
    assert steps[0].critique.receipt.model is None
    for step in steps:
        contract.check(json.loads(step.critique.model_dump_json(by_alias=True)))
        assert step.told


def test_the_last_step_is_what_critique_gives(server: Server) -> None:
    server.rule = by_kind
    with Coach.from_settings(server.settings(depth="deep"), index=False) as coach:
        [*_, last] = coach.stream(LEAKY, FEEDBACK)
        whole = coach.critique(LEAKY, FEEDBACK)
    assert last.critique.model_copy(update={"receipt": whole.receipt}) == whole


def test_without_a_model_there_is_one_step() -> None:
    assert names(list(Coach(Settings()).stream(LEAKY))) == ["rules"]
    assert names(list(Coach(Settings()).stream("hello there"))) == ["rules"]
    with pytest.raises(InputError):
        next(Coach(Settings()).stream("x" * 20_001))


def test_nothing_is_sent_before_the_first_step_is_taken_and_none_after_the_iterator_is_closed(
    server: Server,
) -> None:
    server.rule = by_kind
    with Coach.from_settings(server.settings(depth="deep"), index=False) as coach:
        before = threading.active_count()
        steps = coach.stream(LEAKY, FEEDBACK)
        asked = {}
        for step in steps:
            asked[step.name] = len(server.asked)
            if step.name == "second_look":
                break
        steps.close()  # type: ignore[attr-defined]  # a generator
        time.sleep(0.05)
        assert asked == {"rules": 0, "find": 1, "ground": 1, "second_look": 2}
        assert len(server.asked) == 2
        assert threading.active_count() <= before + 1, "of the server's own, no thread of the coach is left"


@pytest.mark.parametrize(
    ("at", "calls", "last"),
    [("rules", 0, "rules"), ("ground", 1, "merge"), ("merge", 2, "merge"), ("rewrite", 3, "recheck")],
)
def test_an_event_stops_before_the_next_call_and_what_was_had_is_the_critique(
    server: Server, at: str, calls: int, last: str
) -> None:
    server.rule = lambda request: (
        rewording(LEAKY) if "DraftRewrite" in str(request["response_format"]) else by_kind(request)
    )
    stop = threading.Event()
    seen = []
    with Coach.from_settings(server.settings(depth="deep"), index=False) as coach:
        for step in coach.stream(LEAKY, FEEDBACK, stop=stop):
            seen.append(step)
            if step.name == at:
                stop.set()
    assert (len(server.asked), seen[-1].name) == (calls, last)
    contract.check(json.loads(seen[-1].critique.model_dump_json(by_alias=True)))


def test_a_first_question_that_fails_leaves_the_offline_critique(server: Server) -> None:
    errors: list[WbcoachError] = []
    steps = stepped(server, refused(401, "Incorrect API key"), text=LEAKY, errors=errors, depth="deep")
    assert names(steps) == ["rules"]
    assert len(errors) == 1


# The command line.


def test_the_command_line_tells_each_step_on_stderr_and_the_result_on_stdout(server: Server) -> None:
    server.rule = by_kind
    done = program("critique", *QUIET, "--depth", "deep", LEAKY, env={"OPENAI_BASE_URL": server.url})
    told = [line for line in done.err.splitlines() if line.startswith("wbcoach: ")]
    assert [line.split(": ")[1] for line in told] == [
        "find", "ground", "second look", "merge", "rewrite", "recheck",
    ]  # fmt: skip
    assert "= in the template: Today, ward nurses" in done.out
    assert "1 proposed > 1 known code > 1 span > 1 quote > 1 number > 0 second look > 0 shown" in " ".join(
        done.out.split()
    )
    assert "second look disagreed" not in done.out


@pytest.mark.parametrize("output", ["text", "markdown"])
def test_what_was_dropped_is_listed_when_asked_for(server: Server, output: str) -> None:
    server.rule = by_kind
    flags = ["--show-dropped", "--format", output]
    done = program("critique", *QUIET, *flags, SOUND, env={"OPENAI_BASE_URL": server.url})
    assert "second look disagreed" in " ".join(done.out.split())


def test_an_unknown_depth_is_refused_and_named(server: Server) -> None:
    done = program("critique", *QUIET, "--depth", "deeper", LEAKY, env={"OPENAI_BASE_URL": server.url})
    assert (done.code, server.asked) == (2, [])
    assert "depth" in done.err


def test_ctrl_c_during_a_call_ends_the_program_at_once(server: Server) -> None:
    asked = threading.Event()

    def slow(_: Json) -> Reply:
        asked.set()
        return said("{}", wait=30)

    server.rule = slow
    started = subprocess.Popen(
        [*COMMAND, "critique", *QUIET, LEAKY],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=world(OPENAI_BASE_URL=server.url),
    )
    assert asked.wait(60)
    os.kill(started.pid, signal.SIGINT)
    _, err = started.communicate(timeout=20)
    assert started.returncode == 130
    assert b"interrupted" in err
    assert b"Traceback" not in err


def counting(reply: Reply, read: int, written: int) -> Reply:
    """The same answer with these counts; none where `read` is 0."""
    body = json.loads(reply.body)
    body["usage"] = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
    if not read:
        del body["usage"]
    return Reply(body)


PRICED: Json = {"prices": {"m": {"input": 10, "output": 100}}}


def test_the_receipt_sums_tokens_and_dollars_of_all_steps(server: Server) -> None:
    steps = stepped(
        server,
        counting(proposing(proposal()), 5000, 40),
        counting(looking("no"), 900, 20),
        **PRICED,
    )
    receipt = steps[-1].critique.receipt
    assert receipt.tokens == {"input": 5900, "output": 60}
    assert receipt.cost_usd == pytest.approx((5900 * 10 + 60 * 100) / 1e6)
    assert receipt.made_with["depth"] == "standard"


def test_a_step_that_the_server_did_not_count_leaves_the_cost_unknown(server: Server) -> None:
    steps = stepped(
        server, counting(proposing(proposal()), 5000, 40), counting(looking("no"), 0, 0), **PRICED
    )
    assert steps[-1].critique.receipt.cost_usd is None


def test_a_budget_that_the_first_step_uses_up_leaves_what_it_found(server: Server) -> None:
    errors: list[WbcoachError] = []
    steps = stepped(
        server,
        counting(proposing(proposal(), proposal("S02", "ring three wards")), 59_000, 40),
        errors=errors,
        budget_tokens=60_000,
    )
    critique = steps[-1].critique
    assert [type(error) for error in errors] == [BudgetError]
    assert "S02" in {finding.code for finding in critique.findings}
    assert "P02" in {finding.code for finding in critique.tentative}
    assert len(server.asked) == 1
