"""`/v1/batch`: accepted, answered in order, cancelled, and never lost, not even when the server is killed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import contract
import pytest
from program import DRAFT
from serving import Served, serve, until
from test_serve import problem

from wbcoach.batch.jobs import Jobs
from wbcoach.errors import KeyTakenError

if TYPE_CHECKING:
    from collections.abc import Iterator

HOW = {"index": False, "offline": True}


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serve") / "jobs"


@pytest.fixture(scope="module")
def served(jobs: Path) -> Iterator[Served]:
    with serve(jobs.parent) as server:
        yield server


def sent(served: Served, rows: list[Any], **headers: str) -> dict[str, Any]:
    answer = served.http.post("/v1/batch", json={"rows": rows, **HOW}, headers=headers)
    assert answer.status_code == 202, answer.text
    job: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"/v1/batch/{job['id']}"
    return job


def standing(served: Served, job: dict[str, Any]) -> dict[str, Any]:
    now: dict[str, Any] = served.http.get(f"/v1/batch/{job['id']}").json()
    return now


def ended(served: Served, job: dict[str, Any]) -> dict[str, Any]:
    until(lambda: standing(served, job)["ended"])
    return standing(served, job)


def lines(served: Served, job: dict[str, Any], **asked: str) -> list[dict[str, Any]]:
    answer = served.http.get(f"/v1/batch/{job['id']}/result", params=asked)
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


def many(count: int) -> list[dict[str, str]]:
    return [{"id": f"r-{number}", "text": f"{DRAFT} It is case {number}."} for number in range(count)]


def test_a_batch_is_answered_row_by_row_in_order(served: Served) -> None:
    rows = [
        {"id": "a", "text": DRAFT, "team": "B", "evidence": [{"id": "E-1", "text": "I add it up by hand."}]},
        {"id": "b", "text": 7},
        {"text": DRAFT},
        {"id": "d", "text": " \n"},
    ]
    job = sent(served, rows)
    assert job["state"] in {"queued", "running"}
    end = ended(served, job)
    assert (end["state"], end["rows"], end["done"], end["errors"]) == ("done", 4, 4, 2)
    first, second, third, blank = lines(served, job)
    contract.check(first)
    assert first["input"] == {"team": "B"}
    assert first["evidence"][0]["id"] == "E-1"
    assert second["id"] == "b"
    assert second["error"]["code"] == "bad_input"
    assert third["id"] == "row-3"
    assert "has an empty text" in blank["error"]["message"]
    assert blank["error"]["hint"].startswith("Write the statement there")
    assert job["id"] in [one["id"] for one in served.http.get("/v1/batch").json()]


def test_a_key_gives_the_same_job_again_and_never_another(served: Served) -> None:
    rows = many(2)
    first = sent(served, rows, **{"Idempotency-Key": "k-1"})
    assert sent(served, rows, **{"Idempotency-Key": "k-1"})["id"] == first["id"]
    other = {"rows": many(3), **HOW}
    answer = served.http.post("/v1/batch", json=other, headers={"Idempotency-Key": "k-1"})
    problem(answer, 409, "key_taken")


def test_a_cancelled_batch_keeps_what_was_done(served: Served) -> None:
    job = sent(served, many(1500))
    until(lambda: standing(served, job)["done"] > 0)
    problem(served.http.get(f"/v1/batch/{job['id']}/result"), 409, "not_ended")
    assert lines(served, job, partial="true")[0]["id"] == "r-0"
    assert served.http.post(f"/v1/batch/{job['id']}/cancel").status_code == 200
    end = ended(served, job)
    assert end["state"] == "cancelled"
    assert 0 < end["done"] < 1500
    assert [one["id"] for one in lines(served, job)] == [f"r-{number}" for number in range(end["done"])]


def test_a_deleted_batch_is_gone_at_once_though_it_runs(served: Served, jobs: Path) -> None:
    job = sent(served, many(1500))
    until(lambda: standing(served, job)["done"] > 0)
    assert served.http.delete(f"/v1/batch/{job['id']}").status_code == 204
    problem(served.http.get(f"/v1/batch/{job['id']}"), 404, "not_found")
    problem(served.http.delete(f"/v1/batch/{job['id']}"), 404, "not_found")
    until(lambda: not list(jobs.glob(f"*{job['id']}")))


def test_what_is_no_batch_is_refused(served: Served) -> None:
    problem(served.http.post("/v1/batch", json={"rows": []}), 422, "bad_input")
    problem(served.http.post("/v1/batch", json={"rows": [3]}), 422, "bad_input")
    problem(served.http.get("/v1/batch/20200101T000000000000-0123456789abcdef"), 404, "not_found")
    problem(served.http.get("/v1/batch/..%2f..%2fetc"), 404, "not_found")
    problem(served.http.get("/v1/batch/name"), 422, "bad_input")


def test_a_killed_server_loses_no_job_and_does_no_row_twice(tmp_path: Path) -> None:
    rows = many(400)
    with serve(tmp_path) as before:
        job = sent(before, rows)
        until(lambda: standing(before, job)["done"] > 0)
        waits = sent(before, many(2))  # accepted, and not begun
        before.kill()
    out = tmp_path / "jobs" / job["id"] / "out.jsonl"
    kept = out.read_bytes()
    kept = kept[: kept.rfind(b"\n") + 1]
    assert 0 < kept.count(b"\n") < 400, "it was killed in the middle"
    with serve(tmp_path) as after:
        end = ended(after, job)
        assert (end["state"], end["done"], end["errors"]) == ("done", 400, 0)
        assert [one["id"] for one in lines(after, job)] == [row["id"] for row in rows]
        assert out.read_bytes().startswith(kept)
        assert ended(after, waits)["done"] == 2


def test_a_stopped_server_finishes_its_rows_and_leaves_in_order(tmp_path: Path) -> None:
    with serve(tmp_path) as before:
        job = sent(before, many(1500))
        until(lambda: standing(before, job)["done"] > 0)
        assert before.stop() == 0
        assert before.log[-1]["event"] == "ended"
    now = Jobs(tmp_path / "jobs").standing(job["id"])
    assert (now.state, now.ended) == ("queued", None)
    assert 0 < now.done < 1500
    assert now.errors == 0


def test_a_half_made_job_is_none_and_is_swept_away(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path / "jobs")
    whole = jobs.accept([{"text": DRAFT}], {})
    half = tmp_path / "jobs" / ".new-20200101T000000000000-0123456789abcdef"
    half.mkdir()
    assert jobs.names() == [whole.id]
    jobs.sweep(older_than_s=0)
    assert not half.exists()
    assert jobs.names() == [whole.id]
    assert (tmp_path / "jobs").stat().st_mode & 0o077 == 0
    with pytest.raises(KeyError):
        jobs.standing("../20200101T000000000000-0123456789abcdef")
    jobs.accept([{"text": DRAFT}], {}, key="k")
    with pytest.raises(KeyTakenError, match="another batch"):
        jobs.accept([{"text": "other"}], {}, key="k")
