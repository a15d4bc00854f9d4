"""What a batch takes, told ahead and kept to: dry runs, budgets, progress, and a kill that costs nothing twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from model_server import DRAFT, Reply, said, serving

from wbcoach.batch import Progress
from wbcoach.batch.answers import read_answers
from wbcoach.errors import BudgetError
from wbcoach.faces.cli import batch
from wbcoach.faces.cli.batch_dry_run import rehearse
from wbcoach.faces.cli.batch_told import line
from wbcoach.library import Store, read
from wbcoach.models.purse import Sum

if TYPE_CHECKING:
    from collections.abc import Generator

    from model_server import Server

TEXT = "Today, ward nurses have to chart the same dose twice when patient {} moves. Customers need an app."
PRICES = {"m": {"input": 10.0, "output": 100.0}}
OUT = Path("out.jsonl")


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WBCOACH_EMBEDDER", "none")


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        running.rule = lambda _: said(DRAFT)
        yield running


def book(count: int) -> Path:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["key", "statement"])
    for number in range(count):
        sheet.append([f"r{number}", TEXT.format(number)])
    made.save("in.xlsx")
    return Path("in.xlsx")


def job(**more: Any) -> batch.Job:
    return batch.Job("in.xlsx", "out.jsonl", **{"index": False, **more})


def flags(server: Server, **more: Any) -> dict[str, Any]:
    return {"model": "m", "base_url": server.url, "prices": PRICES, "cache": "answers.sqlite", "depth": "quick", "answer_tokens": 400, **more}  # fmt: skip


def test_a_dry_run_counts_what_would_be_sent_and_sends_nothing(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    book(4)
    assert rehearse(job(kind="json"), flags(server)) == 0
    assert server.asked == []
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["requests"], told["sent"], OUT.exists()) == (4, 4, False, False)
    assert batch.run(job(), flags(server)) == 0
    sent = sum(len(body) for body in server.bodies)
    assert sent / 8 < told["tokens"]["prompts"] < sent
    most = (told["tokens"]["prompts"] * 10 + 4 * 400 * 100) / 1e6
    assert told["price_usd"]["at_most"] == pytest.approx(most)
    capsys.readouterr()
    book(5)
    assert rehearse(job(), flags(server)) == 0
    page = capsys.readouterr().out
    assert "rows      5: 4 done, 1 to do, 0 that can't be used" in page
    assert "requests  1; 0 rows need none" in page
    assert rehearse(job(restart=True, kind="json"), flags(server)) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["done"], again["requests"], again["without_request"]) == (0, 1, 4), (
        "kept answers cost nothing"
    )
    assert len(server.asked) == 4


def test_a_budget_stops_the_run_before_it_is_exceeded_and_the_summary_says_so(server: Server) -> None:
    book(12)
    body = json.loads(said(DRAFT).body)
    body["usage"] = {"prompt_tokens": 8000, "completion_tokens": 100, "total_tokens": 8100}
    server.rule = lambda _: Reply(body)
    with pytest.raises(BudgetError):
        batch.run(job(workers=2, summary="how.json"), flags(server, budget_usd=0.5))
    summary = json.loads(Path("how.json").read_text("utf-8"))
    done = len(list(read_answers(OUT)))
    assert 0 < done < 12
    assert (summary["complete"], summary["incomplete_reason"]) == (False, "budget")
    assert (summary["rows"], summary["left"], summary["new"]) == (done, 12 - done, done)
    assert 0 < summary["cost_usd"] <= 0.5
    assert batch.run(job(summary="how.json"), flags(server)) == 0
    assert json.loads(Path("how.json").read_text("utf-8"))["incomplete_reason"] is None
    assert len(server.asked) == 12


def test_a_refresh_with_another_model_asks_again_and_one_with_the_same_does_not(server: Server) -> None:
    book(3)
    assert batch.run(job(), flags(server)) == 0
    assert batch.run(job(refresh=True), flags(server)) == 0
    assert len(server.asked) == 3
    other = flags(server, model="n", prices={"n": PRICES["m"]})
    assert batch.run(job(refresh=True), other) == 0
    assert len(server.asked) == 6
    assert {answer["receipt"]["model"] for answer in read_answers(OUT)} == {"n"}


def test_a_changed_index_asks_again_only_about_rows_that_find_other_feedback(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    feedback = Path("feedback.csv")

    def run_on(*items: str) -> int:
        told = "".join(f"F-{number},{text},interview\n" for number, text in enumerate(items, 1))
        feedback.write_text(f"id,text,source\n{told}", "utf-8")
        Store(".wbcoach").update(read(feedback), embedder=None, origin=str(feedback))
        before = len(server.asked)
        assert batch.run(job(index=True, refresh=True), flags(server)) == 0
        return len(server.asked) - before

    draft = "Today, {} have to {} when {}. Customers need an app."
    drafts = [
        draft.format("ward nurses", "chart the same dose twice", "a patient moves"),
        draft.format("bakers", "throw croissants away", "the forecast of the till is wrong"),
        draft.format("tram drivers", "brake hard", "cyclists cross behind the depot"),
    ]
    made = openpyxl.Workbook()
    for number, text in enumerate(["statement", *drafts]):
        made.worksheets[0].append(["key" if not number else f"r{number}", text])
    made.save("in.xlsx")
    nurses, bakers = (
        "I chart each dose twice when a patient moves",
        "We throw forty croissants away each Monday",
    )
    assert run_on(nurses) == 3
    capsys.readouterr()
    assert run_on(nurses, bakers) == 1, "the baker's"
    assert "index was 1 item" in capsys.readouterr().err
    found = {answer["id"]: [one["id"] for one in answer["evidence"]] for answer in read_answers(OUT)}
    assert found == {"r1": ["F-1"], "r2": ["F-2"], "r3": []}
    assert {answer["searched"]["items"] for answer in read_answers(OUT)} == {2}


def test_rows_that_the_model_failed_on_are_redone_by_a_refresh(server: Server) -> None:
    book(3)
    server.rule = lambda request: said("no JSON" if "patient 1 moves" in str(request) else DRAFT)
    assert batch.run(job(), flags(server)) == 0
    assert [answer["receipt"]["model"] for answer in read_answers(OUT)] == ["m", None, "m"]
    server.rule = lambda _: said(DRAFT)
    before = len(server.asked)
    assert batch.run(job(refresh=True), flags(server)) == 0
    assert len(server.asked) == before + 1
    assert [answer["receipt"]["model"] for answer in read_answers(OUT)] == ["m"] * 3


def test_a_workbook_killed_on_the_way_goes_on_and_no_answer_is_paid_twice(server: Server) -> None:
    book(24)
    server.rule = lambda _: said(DRAFT, wait=0.02)
    config = f'base_url = "{server.url}"\nmodel = "m"\ncache = "answers.sqlite"\ndepth = "quick"\n'
    Path("wbcoach.toml").write_text(config, "utf-8")
    command = [
        sys.executable,
        "-m",
        "wbcoach",
        "batch",
        "in.xlsx",
        "-o",
        "out.csv",
        "--no-index",
        "--workers",
        "2",
    ]
    root = str(Path(__file__).resolve().parent.parent)
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": root})
    while process.poll() is None and (not OUT.exists() or OUT.read_bytes().count(b"\n") < 6):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    kept = OUT.read_bytes().split(b"\n")[:-1]
    assert 0 < len(kept) < 24
    assert not Path("out.csv").exists()
    assert batch.run(batch.Job("in.xlsx", "out.csv", index=False, workers=2), {}) == 0
    assert OUT.read_bytes().split(b"\n")[: len(kept)] == kept
    assert [answer["id"] for answer in read_answers(OUT)] == [f"r{number}" for number in range(24)]
    assert Path("out.csv").read_text("utf-8-sig").count(TEXT[:40]) == 24
    assert len(server.asked) == 24, "what was in flight as well"


def test_progress_names_rows_rate_money_and_the_time_that_is_left() -> None:
    at = Progress(1200, 1, 10_000, 5.0)
    assert line(at, Sum(40_000, 1.25)) == (
        "1,200 of 10,000 rows, 1 error, 5.0 rows/s, $1.2500 spent, 29 min left"
    )
    assert line(Progress(3, 0, None, 1.0), None) == "3 rows, 0 errors, 1.0 rows/s"
    assert "2 h 47 min left" in line(Progress(0, 0, 10_000, 1.0), Sum(7))
