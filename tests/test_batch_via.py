"""`wbcoach batch --via openai-batch`, against a server of files and jobs: money, days, faults."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from batch_server import BatchServer, batch_serving
from model_server import DRAFT, FINDING, refused, responded, said

from wbcoach.batch.answers import read_answers
from wbcoach.batch.outbox import Outbox
from wbcoach.errors import (
    BudgetError,
    InputError,
    ModelError,
    ModelUnreachableError,
    SettingsError,
    StoreBusyError,
)
from wbcoach.faces.cli import batch, batch_via
from wbcoach.faces.cli.batch_dry_run import rehearse
from wbcoach.faces.cli.batch_via_told import unanswered

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from program import Done

    from wbcoach.batch.answered import Answered
    from wbcoach.batch.outbox import Part

TEXT = "Today, ward nurses have to chart the same dose twice when patient {} moves. Customers need an app."
PRICES = {"m": {"input": 10.0, "output": 100.0}}
OUT, JOB = Path("out.jsonl"), Path("out.jsonl.job")


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WBCOACH_EMBEDDER", "none")


@pytest.fixture
def server() -> Generator[BatchServer]:
    with batch_serving() as running:
        yield running


def backlog(count: int, text: str = TEXT) -> None:
    rows = [json.dumps({"id": f"r{n}", "text": text.format(n)}) for n in range(count)]
    Path("in.jsonl").write_text("\n".join(rows) + "\n", "utf-8")


def flags(server: BatchServer, **more: Any) -> dict[str, Any]:
    return {"model": "m", "base_url": server.url, "prices": PRICES, "depth": "quick", "answer_tokens": 400, "max_retries": 0, **more}  # fmt: skip


def go(server: BatchServer, *, wait: bool = True, cancel: bool = False, **more: Any) -> int:
    how = {name: more.pop(name) for name in ("restart", "refresh") if name in more}
    job = batch.Job("in.jsonl", "out.jsonl", index=False, **how)
    return batch_via.run(job, flags(server, **more), wait=wait, cancel=cancel)


def models() -> list[str | None]:
    return [one["receipt"]["model"] for one in read_answers(OUT)]


def test_a_job_gives_the_same_critiques_as_direct_calls_at_half_the_price(server: BatchServer) -> None:
    backlog(5)
    server.backwards = True
    assert batch.run(batch.Job("in.jsonl", "direct.jsonl", index=False), flags(server, cache="none")) == 0
    assert len(server.direct) == 5
    assert go(server) == 0
    assert len(server.direct) == 5, "nothing was asked directly"
    sent = sorted(json.dumps(one["body"] | {"stream": False}, sort_keys=True) for one in server.lines)
    assert sent == sorted(json.dumps(one, sort_keys=True) for one in server.direct), (
        "the same bodies, to the key"
    )
    pairs = list(zip(read_answers(Path("direct.jsonl")), read_answers(OUT), strict=True))
    for direct, told in pairs:
        receipts = direct.pop("receipt"), told.pop("receipt")
        assert direct == told
        assert receipts[1]["cost_usd"] == pytest.approx(receipts[0]["cost_usd"] / 2)
        assert receipts[1]["tokens"] == {"input": 30, "output": 4, "input_batch": 30, "output_batch": 4}
    assert {"S01"} <= {finding["code"] for _, told in pairs for finding in told["findings"]}
    assert not JOB.exists()
    assert server.files == {}, "what was uploaded is taken away again"


def test_no_wait_leaves_and_another_day_collects_from_the_id_in_the_folder(server: BatchServer) -> None:
    backlog(3)
    server.looks = 2
    assert go(server, wait=False, as_of="2026-11-01") == 3
    record = json.loads((JOB / "job.json").read_text("utf-8"))
    assert (record["as_of"], record["parts"][0]["id"]) == ("2026-11-01", "batch_1")
    assert not OUT.exists()
    assert go(server, wait=False) == 3
    assert go(server) == 0
    assert len(server.jobs) == 1
    assert models() == ["m"] * 3
    assert {one["receipt"]["as_of"] for one in read_answers(OUT)} == {"2026-11-01"}
    assert go(server) == 0
    assert len(server.jobs) == 1, "all rows are done: nothing is sent"


def test_what_was_masked_stays_here_and_comes_back(server: BatchServer) -> None:
    backlog(
        1, "Today, nurses have to write to ann.lee@example.org when patient {} moves. Customers need an app."
    )
    quote = "write to [EMAIL_1] when patient 0 moves"
    finding = {**FINDING, "code": "S08", "quote": quote}
    server.rule = lambda _: said(json.dumps({"findings": [finding], "strengths": []}))
    assert go(server, wait=False) == 3
    stored = b"".join(server.files.values()) + b"".join(path.read_bytes() for path in JOB.iterdir())
    assert b"[EMAIL_1]" in stored
    assert b"ann.lee" not in stored
    assert go(server) == 0
    assert "ann.lee@example.org" in str([one["findings"] for one in read_answers(OUT)])
    assert "[EMAIL_1]" not in OUT.read_text("utf-8")


def test_the_responses_api_goes_through_a_job_as_well(server: BatchServer) -> None:
    backlog(2)
    server.rule = lambda _: responded(DRAFT)
    assert go(server, api="responses") == 0
    assert {one["url"] for one in server.lines} == {"/v1/responses"}
    assert server.direct == []
    (first, _) = read_answers(OUT)
    assert first["receipt"]["cost_usd"] == pytest.approx((30 * 10 + 4 * 100) / 2 / 1e6)


def test_same_rows_are_asked_once(server: BatchServer) -> None:
    backlog(4, TEXT.replace("{}", "7"))
    job = batch.Job("in.jsonl", "out.jsonl", index=False, summary="how.json")
    assert batch_via.run(job, flags(server), wait=True, cancel=False) == 0
    assert len(server.lines) == 1
    assert models() == ["m"] * 4
    summary = json.loads(Path("how.json").read_text("utf-8"))
    assert (summary["tokens"], summary["cost_usd"]) == (34, pytest.approx((30 * 10 + 4 * 100) / 2 / 1e6))


def test_the_budget_is_held_against_the_whole_job_before_it_is_sent(
    server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    backlog(4)
    job = batch.Job("in.jsonl", "out.jsonl", index=False, kind="json")
    assert rehearse(job, flags(server)) == 0
    direct = json.loads(capsys.readouterr().out)["price_usd"]
    assert rehearse(job, flags(server), "openai-batch") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["via"] == "openai-batch"
    assert told["price_usd"]["at_most"] == pytest.approx(direct["at_most"] / 2)
    assert told["price_usd"]["prompts"] == pytest.approx(direct["prompts"] / 2)
    with pytest.raises(BudgetError, match="Nothing was sent"):
        go(server, budget_usd=told["price_usd"]["at_most"] * 0.99)
    tokens = told["tokens"]["prompts"] + told["tokens"]["answers_at_most"]
    with pytest.raises(BudgetError, match="budget_tokens"):
        go(server, budget_tokens=tokens - 1)
    assert server.calls == []
    assert not JOB.exists()
    assert go(server, budget_usd=told["price_usd"]["at_most"] * 1.01, budget_tokens=tokens) == 0


def test_second_looks_follow_directly_at_full_price_within_what_the_job_left(server: BatchServer) -> None:
    backlog(
        1,
        "Today, older patients have to guess their dose when box {} is reprinted. Customers need a way to know it.",
    )
    grave = {**FINDING, "code": "P02", "quote": "older patients have to guess their dose", "evidence": []}
    yes = json.dumps({"reasoning": "It says so.", "answer": "yes", "quote": grave["quote"]})
    server.rule = lambda body: said(
        yes
        if "SecondLook" in str(body["response_format"])
        else json.dumps({"findings": [grave], "strengths": []})
    )
    assert go(server, depth="standard") == 0
    assert len(server.lines) == len(server.direct) == 1
    (row,) = read_answers(OUT)
    assert row["receipt"]["tokens"] == {"input": 60, "output": 8, "input_batch": 30, "output_batch": 4}
    assert row["receipt"]["cost_usd"] == pytest.approx(1.5 * (30 * 10 + 4 * 100) / 1e6)


def test_a_job_that_expires_keeps_its_answers_and_the_next_start_sends_the_rest_alone(
    server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    backlog(5)
    server.answered = 3
    with pytest.raises(ModelError, match="2 requests have no answer yet: 2 failed at the server or ran out"):
        go(server)
    assert not OUT.exists()
    server.answered = None
    assert go(server) == 0
    assert [len(job["_lines"]) for job in server.jobs.values()] == [5, 2]
    assert models() == ["m"] * 5
    assert "batch_1 is expired: 3 of 5 answered, 2 failed" in capsys.readouterr().err


def test_lines_of_their_own_fault_leave_their_rows_to_the_rules_and_a_refresh_asks_again(
    server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    backlog(4)
    cut = said('{"findings": [{"code"', "length")
    faults = {1: refused(400, "The content management policy was triggered.", "content_filter"), 2: cut}
    server.rule = lambda body: next(
        (reply for n, reply in faults.items() if f"patient {n} moves" in str(body)), said(DRAFT)
    )
    assert go(server) == 0
    assert models() == ["m", None, None, "m"]
    told = capsys.readouterr().err
    assert "cut off" in told or "content filter" in told
    assert "done without what failed" in told
    server.rule = lambda _: said(DRAFT)
    assert go(server, refresh=True, wait=False) == 3
    assert go(server) == 0, "it is remembered that this is a refresh"
    assert models() == ["m"] * 4
    assert len(server.jobs["batch_2"]["_lines"]) == 2


def test_a_server_that_fails_on_a_line_twice_is_not_asked_a_third_time(server: BatchServer) -> None:
    backlog(2)
    server.rule = lambda body: refused(500, "oops") if "patient 1 moves" in str(body) else said(DRAFT)
    with pytest.raises(ModelError, match="1 request has no answer yet"):
        go(server)
    assert go(server) == 0
    assert len(server.lines) == 3
    assert models() == ["m", None]


def test_an_option_that_the_server_refuses_is_left_out_of_the_next_job(server: BatchServer) -> None:
    backlog(2)
    server.rule = lambda body: (
        refused(400, "Unsupported value: 'temperature' does not support 0")
        if "temperature" in body
        else said(DRAFT)
    )
    with pytest.raises(ModelError, match="2 were refused for temperature"):
        go(server)
    assert go(server) == 0
    assert models() == ["m"] * 2
    assert server.direct == []


@pytest.mark.parametrize(
    ("fault", "words"), [("spoilt", "line 1: The custom_id"), ("token_limit", "Enqueued token")]
)
def test_a_job_that_fails_its_validation_costs_nothing_and_says_why(
    fault: str, words: str, server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    backlog(2)
    setattr(server, fault, True)
    with pytest.raises(ModelError, match="2 were not worked off"):
        go(server)
    assert words in capsys.readouterr().err
    setattr(server, fault, False)
    assert go(server) == 0
    assert models() == ["m"] * 2


def test_a_torn_output_a_doubled_line_and_a_download_cut_off(server: BatchServer) -> None:
    backlog(3)
    server.torn = True
    with pytest.raises(ModelError, match=r"1 request has no answer yet: .*1 line can't be read"):
        go(server)
    server.torn, server.doubled, server.cut_downloads = False, True, 1
    assert go(server, max_retries=1) == 0
    assert [len(job["_lines"]) for job in server.jobs.values()] == [3, 1]
    assert all(any(finding["code"] == "S01" for finding in one["findings"]) for one in read_answers(OUT))
    assert models() == ["m"] * 3


def test_an_id_that_was_never_heard_is_found_by_its_mark_and_not_paid_twice(server: BatchServer) -> None:
    backlog(2)
    server.faults = [("POST", "/v1/batches", "after")]
    with pytest.raises(ModelUnreachableError):
        go(server)
    assert len(server.jobs) == 1
    for number in range(5):  # others' jobs, over more than a page
        server.jobs[f"other_{number}"] = {**server.jobs["batch_1"], "id": f"other_{number}", "metadata": None}
    assert go(server) == 0
    assert sum(call == "POST /v1/batches" for call in server.calls) == 1
    assert models() == ["m"] * 2


def test_a_job_that_was_never_begun_is_sent_again_once_that_is_sure(
    server: BatchServer,
) -> None:
    backlog(2)
    server.faults = [("POST", "/v1/batches", "before")]
    with pytest.raises(ModelUnreachableError):
        go(server)
    with pytest.raises(ModelUnreachableError, match="Nobody knows yet"):
        go(server)
    assert server.jobs == {}
    record = json.loads((JOB / "job.json").read_text("utf-8"))
    record["parts"][0]["asked"] -= 3600
    (JOB / "job.json").write_text(json.dumps(record), "utf-8")
    assert go(server) == 0
    assert len(server.jobs) == 1


def test_a_server_that_dies_while_one_waits_is_asked_again_and_at_last_left_alone(
    server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    backlog(2)
    gone = ("GET", "/v1/batches/", "before")
    server.faults = [gone] * 2
    assert go(server, cache="none") == 0
    OUT.unlink()
    Path("out.jsonl.progress").unlink()
    server.faults = [gone] * 3
    with pytest.raises(ModelUnreachableError):
        go(server, breaker_after=3, cache="none")
    assert "the job goes on at the server" in capsys.readouterr().err
    assert go(server, cache="none") == 0
    assert len(server.jobs) == 2
    assert models() == ["m"] * 2


def test_a_cancelled_job_is_told_and_a_later_start_sends_it_anew(
    server: BatchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    backlog(2)
    server.looks = 9
    assert go(server, cancel=True) == 0
    assert "no job goes on" in capsys.readouterr().err
    assert go(server, wait=False) == 3
    assert go(server, cancel=True) == 0
    assert "batch_1 is cancelling" in capsys.readouterr().err
    with pytest.raises(ModelError, match="2 requests have no answer yet: 2 were not worked off"):
        go(server)
    server.looks = 1
    assert go(server) == 0
    assert len(server.jobs) == 2


def test_a_backlog_that_was_changed_meanwhile_pays_for_the_new_rows_alone(server: BatchServer) -> None:
    backlog(2)
    assert go(server, wait=False) == 3
    backlog(3)
    with pytest.raises(ModelError, match="1 request has no answer yet: prompts, model or index"):
        go(server)
    assert go(server) == 0
    assert [len(job["_lines"]) for job in server.jobs.values()] == [2, 1]
    assert models() == ["m"] * 3


def test_many_requests_go_in_parts(server: BatchServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wbcoach.models.bulk.MOST_REQUESTS", 2)
    backlog(5)
    assert go(server) == 0
    assert [len(job["_lines"]) for job in server.jobs.values()] == [2, 2, 1]
    assert models() == ["m"] * 5


def test_what_would_be_found_too_late_is_refused_before_anything_is_sent(server: BatchServer) -> None:
    backlog(1)
    with pytest.raises(SettingsError, match="needs a model"):
        batch_via.run(batch.Job("in.jsonl", "out.jsonl"), {}, wait=True, cancel=False)
    OUT.write_text("mine\n", "utf-8")
    with pytest.raises(InputError, match="no output of a batch"):
        go(server)
    OUT.unlink()
    with pytest.raises(InputError, match="read again"):
        batch_via.run(batch.Job("-", "out.jsonl"), flags(server), wait=True, cancel=False)
    with pytest.raises(SettingsError, match="price"):
        go(server, prices={}, budget_usd=1.0)
    assert server.calls == []


def test_the_flags_of_the_command(server: BatchServer, cli: Callable[..., Done]) -> None:
    backlog(1)
    Path("wbcoach.toml").write_text(f'base_url = "{server.url}"\nmodel = "m"\ndepth = "quick"\n', "utf-8")
    command = ["batch", "in.jsonl", "-o", "out.csv", "--no-index"]
    assert cli(*command, "--no-wait").code == 2
    assert cli(*command, "--via", "pigeon").code == 2
    way = [*command, "--via", "openai-batch"]
    told = cli(*way, "--dry-run")
    assert "through its Batch API at half price" in told.out
    assert server.calls == []
    assert cli(*way, "--no-wait", "--report", "r.html").code == 3
    assert not Path("r.html").exists()
    assert cli(*way, "--report", "r.html").code == 0
    assert Path("r.html").exists()
    assert "Customers need an app" in Path("out.csv").read_text("utf-8-sig")
    assert cli(*way, "--cancel").code == 0


def test_a_second_start_beside_one_that_waits_is_refused(server: BatchServer) -> None:
    backlog(1)
    outbox = Outbox(OUT.resolve())
    outbox.acquire()
    try:
        with pytest.raises(StoreBusyError, match="Another batch"):
            go(server)
    finally:
        outbox.release()
    assert server.calls == []
    assert go(server) == 0


def test_ctrl_c_leaves_the_job_running_and_says_how_to_go_on(server: BatchServer) -> None:
    backlog(2)
    server.looks = 10_000
    config = f'base_url = "{server.url}"\nmodel = "m"\ndepth = "quick"\n'
    Path("wbcoach.toml").write_text(config, "utf-8")
    command = [sys.executable, "-m", "wbcoach", "batch", "in.jsonl", "-o", "out.jsonl", "--no-index", "--via", "openai-batch"]  # fmt: skip
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not any(call.startswith("GET /v1/batches/") for call in server.calls):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130, told
    assert "the job goes on at the server; the same command waits for it again" in told
    assert "--cancel ends it" in told
    server.looks = 1
    job = batch.Job("in.jsonl", "out.jsonl", index=False)
    assert batch_via.run(job, {}, wait=True, cancel=False) == 0
    assert len(server.jobs) == 1
    assert models() == ["m"] * 2


def test_what_two_jobs_left_over_is_counted_once() -> None:
    outbox = SimpleNamespace(names=lambda parts: [name for _ in parts for name in ("a", "b")])
    answered = SimpleNamespace(fate=lambda _: "passing", dislikes=(), unread=0)
    error = unanswered(cast("Outbox", outbox), cast("Answered", answered), cast("list[Part]", [1, 2]), 2)
    assert error.message == "2 requests have no answer yet: 2 failed at the server or ran out of time."
