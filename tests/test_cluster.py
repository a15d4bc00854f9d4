"""A batch on a Dask cluster: the same answers as one process gives, whatever happens to the workers."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from hashing import Hashing
from program import COMMAND, ROOT, world
from storing import chroma_server

from wbcoach.batch import Backlog, Engine, Ledger, Troubles, cluster, station
from wbcoach.batch.cluster import Cluster
from wbcoach.batch.crew import BUNDLE, ClusterCrew
from wbcoach.batch.making import made_with
from wbcoach.batch.shared_embedding import SharedEmbedder
from wbcoach.batch.terms import terms
from wbcoach.coach import Coach
from wbcoach.coach.gather import today
from wbcoach.errors import ClusterError, MissingExtraError, SettingsError
from wbcoach.evidence import Item
from wbcoach.faces.cli.batch import Job
from wbcoach.faces.cli.batch_crew import _processes_for_workers
from wbcoach.library import Library, Store
from wbcoach.library.material import Read
from wbcoach.render.json import record
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from program import Done as Ran

    from wbcoach.critique import Critique
    from wbcoach.library.embed import Embedder

pytest.importorskip("distributed")

GOOD = (
    "Today, warehouse clerks have to count the pallets of supplier {} twice when a lorry comes late. "
    "Customers need a way to trust the first count."
)
KILLER = "killer"


def put(count: int, path: Path, *more: dict[str, Any]) -> Path:
    rows = [{"id": f"r{number}", "text": GOOD.format(number), "rank": number} for number in range(count)]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in [*rows, *more]), "utf-8")
    return path


def answers(path: Path) -> list[dict[str, Any]]:
    """The answers, but for the time that each took."""
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    for line in lines:
        line.get("receipt", {}).pop("elapsed_ms", None)
    return lines


def coach_of(**values: Any) -> Coach:
    return Coach.from_settings(Settings(embedder="none", **values), index="store" in values)


def through(
    coach: Coach, backlog: Path, out: Path, crew: ClusterCrew | None, tell: Callable[[int], None] = print
) -> None:
    troubles = Troubles(lambda _error: None)
    with (
        Backlog.open(str(backlog), today(coach.settings), print) as rows,
        Ledger(out, made_with(coach)) as ledger,
    ):
        engine = Engine(coach, ledger, record, troubles, crew=crew)
        ended = engine.run(iter(rows), crew.hands if crew else 1, rows.total, lambda at: tell(at.done))
    if ended.failure:
        raise ended.failure


def crew_of(two: Cluster, coach: Coach, made: Callable[[Critique], dict[str, Any]] = record) -> ClusterCrew:
    return ClusterCrew(two, coach, made)


@pytest.fixture(scope="module")
def two() -> Iterator[Cluster]:
    """Two processes that listen to this machine alone."""
    with Cluster.start(2) as started:
        yield started


def test_a_worker_that_is_killed_loses_nothing_and_the_result_is_that_of_one_process(
    two: Cluster, tmp_path: Path
) -> None:
    deep: list[Any] = []
    for _ in range(150):
        deep = [deep]
    more: list[dict[str, Any]] = [
        {"id": "empty", "text": ""},
        {"id": "\ud83d", "text": "Hm."},
        {"id": "deep", "text": GOOD, "tree": deep},
    ]
    backlog = put(700, tmp_path / "in.jsonl", *more)
    coach = coach_of()
    killed: list[int] = []

    def kill(done: int) -> None:
        if done and not killed:
            killed.append(next(iter(two.everywhere(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    through(coach, backlog, tmp_path / "many.jsonl", crew_of(two, coach), kill)
    through(coach, backlog, tmp_path / "one.jsonl", None)
    assert killed
    many, one = answers(tmp_path / "many.jsonl"), answers(tmp_path / "one.jsonl")
    assert len(many) == 703
    assert many == one
    marks = [(tmp_path / f"{name}.jsonl.progress").read_bytes() for name in ("many", "one")]
    assert marks[0] == marks[1], "so either can go on with what the other began"


def kills(critique: Critique) -> dict[str, Any]:
    """A fault that takes its process with it."""
    if critique.id == KILLER:
        os.kill(os.getpid(), signal.SIGKILL)
    return record(critique)


def test_a_row_that_kills_its_workers_is_found_and_the_others_are_answered(
    two: Cluster, tmp_path: Path
) -> None:
    backlog = put(1, tmp_path / "in.jsonl", {"id": KILLER, "text": GOOD})
    before, two._mine.scheduler.allowed_failures = two._mine.scheduler.allowed_failures, 0
    try:
        coach = coach_of()
        through(coach, backlog, tmp_path / "out.jsonl", crew_of(two, coach, kills))
    finally:
        two._mine.scheduler.allowed_failures = before
    whole, fatal = answers(tmp_path / "out.jsonl")
    assert whole["verdict"]
    assert (fatal["id"], fatal["error"]["code"]) == (KILLER, "cluster_failed")


def test_workers_search_the_index_and_move_on_with_it(
    two: Cluster, sample_index: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample_index, store)
    backlog = put(3, tmp_path / "in.jsonl")
    with coach_of(store=str(store)) as coach:
        crew = crew_of(two, coach)
        through(coach, backlog, tmp_path / "many.jsonl", crew)
        through(coach, backlog, tmp_path / "one.jsonl", None)
        first = answers(tmp_path / "many.jsonl")
        assert first == answers(tmp_path / "one.jsonl")
        assert first[0]["searched"]["items"] > 0
        Store(store).update(
            [Read(Item("N-1", "The pallets are counted twice."), "new.csv", 1)], embedder=None
        )
        through(coach, backlog, tmp_path / "later.jsonl", crew)
        crew.close()
    later = answers(tmp_path / "later.jsonl")
    assert {one["receipt"]["generation"] for one in later}.isdisjoint(
        one["receipt"]["generation"] for one in first
    )


def test_the_index_may_be_on_a_chroma_server_that_all_workers_ask(two: Cluster, tmp_path: Path) -> None:
    backlog = put(130, tmp_path / "in.jsonl")
    told = [
        Read(Item(f"N-{n}", f"Supplier {n}: the pallets are counted twice."), "n.csv", n) for n in range(30)
    ]
    with chroma_server(tmp_path) as address:
        Store(address).update(told, embedder=Hashing())
        with coach_of(store=address) as coach:
            crew = crew_of(two, coach)
            through(coach, backlog, tmp_path / "many.jsonl", crew)
            through(coach, backlog, tmp_path / "one.jsonl", None)
            first = answers(tmp_path / "many.jsonl")
            assert first == answers(tmp_path / "one.jsonl")
            assert {one["searched"]["items"] for one in first} == {30}
            assert first[7]["evidence"]
            more = Read(Item("N-99", "The pallets of the last lorry are counted twice."), "n.csv", 99)
            Store(address).update([more], embedder=Hashing())
            through(coach, backlog, tmp_path / "later.jsonl", crew)
            crew.close()
    later = answers(tmp_path / "later.jsonl")
    assert {one["searched"]["items"] for one in later} == {31}, "though it had just been looked at"


def test_a_worker_may_have_a_copy_of_the_index_and_another_one_is_refused(
    sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(sample_index, copy)
    monkeypatch.setenv("WBCOACH_STORE", str(copy))
    with coach_of(store=str(sample_index)) as coach, coach_of() as bare:
        mine = pickle.dumps(terms(coach))
        gone = coach.settings.model_copy(update={"store": str(tmp_path / "gone")})
        setup = pickle.dumps(station.Setup(gone, index=True))
        rows = pickle.dumps(list(Backlog.open(str(put(2, tmp_path / "in.jsonl")), today(gone), print)))
        assert len(station.work("copy", setup, mine, record, rows).done) == 2
        Store(copy).update([Read(Item("N-1", "It is late."), "new.csv", 1)], embedder=None)
        other = station.work("copy", setup, mine, record, rows)
        assert other.done == []
        assert other.unlike.startswith("generation is gen-")
        assert "content of the index is" in other.unlike
        without = station.work("copy", setup, pickle.dumps(terms(bare)), record, rows)
        assert "here it is not there" in without.unlike
    station.let_go("copy")


@pytest.mark.parametrize(
    ("change", "told"),
    [("another pitfall", "catalogue is"), ("an older one", "can't run wbcoach: ModuleNot")],
)
def test_a_worker_with_another_wbcoach_is_named_before_a_row_goes_out(
    two: Cluster, tmp_path: Path, change: str, told: str
) -> None:
    for part in ("wbcoach", "prompts"):
        shutil.copytree(ROOT / part, tmp_path / "site" / part)
    if change == "another pitfall":
        with (tmp_path / "site/wbcoach/pitfalls/solution_in_need.py").open("a", encoding="utf-8") as file:
            file.write("# and another rule\n")
    else:
        (tmp_path / "site/wbcoach/batch/cluster.py").unlink()
    address = two._client.scheduler.address
    worker = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        address,
        "--nthreads",
        "1",
        "--no-dashboard",
        "--name",
        "odd",
    ]
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}

    def odd() -> list[str]:
        workers = two._client.scheduler_info(n_workers=-1)["workers"]
        return [worker for worker, facts in workers.items() if facts["name"] == "odd"]

    with subprocess.Popen(
        [*worker, "--no-nanny"], env=env, stderr=subprocess.DEVNULL, cwd=tmp_path
    ) as process:
        try:
            while not (strange := odd()):
                assert process.poll() is None
                time.sleep(0.1)
            with pytest.raises(ClusterError) as refused, Cluster.connect(address) as named:
                crew_of(named, coach_of())
        finally:
            process.terminate()
    assert strange[0] in refused.value.message
    assert told in refused.value.message
    assert "goes on" in refused.value.hint


def test_ctrl_c_finishes_the_rows_in_flight_and_the_same_command_goes_on(tmp_path: Path) -> None:
    backlog, out = put(600, tmp_path / "in.jsonl"), tmp_path / "out.jsonl"
    command = [*COMMAND, "batch", str(backlog), "-o", str(out), "--offline", "--no-index"]
    with subprocess.Popen(
        [*command, "--processes", "1"], env=world(), stderr=subprocess.PIPE, start_new_session=True, text=True
    ) as process:
        while not out.exists() or not out.stat().st_size:
            assert process.poll() is None
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "the same command goes on" in said
    done = out.read_bytes()
    assert 0 < done.count(b"\n") < 600
    backlog_ids = [f"r{number}" for number in range(600)]
    ended = subprocess.run(command, env=world(), capture_output=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr
    assert out.read_bytes().startswith(done)
    assert [one["id"] for one in answers(out)] == backlog_ids


def test_nobody_at_the_address_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_REACH_S", 0.3)
    with pytest.raises(ClusterError, match=r"No scheduler answers at tcp://127\.0\.0\.1:9"):
        Cluster.connect("tcp://127.0.0.1:9")


@pytest.mark.parametrize("address", ["host:8786", "http://host:8786", "tcp://host"])
def test_an_address_is_that_of_a_scheduler(address: str) -> None:
    with pytest.raises(SettingsError, match="no address of a scheduler"):
        Cluster.connect(address)


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--processes", "2", "--scheduler", "tcp://h:1", "--offline"], "Choose one of them"),
        (["--processes", "2", "--model", "m"], "critique without a model"),
    ],
)
def test_what_can_not_go_together_is_bad_usage(
    cli: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: list[str], told: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    done = cli("batch", put(1, tmp_path / "in.jsonl"), "-o", tmp_path / "out.jsonl", *flags)
    assert done.code == 2
    assert told in done.err


def test_a_local_cluster_says_nothing_of_a_port_that_another_one_has(tmp_path: Path) -> None:
    put(3, tmp_path / "in.jsonl")
    command = [*COMMAND, "batch", "in.jsonl", "-o", "out.jsonl", "--offline", "--no-index", "--workers", "2"]
    with socket.socket() as taken:
        with suppress(OSError):  # somebody else has Dask's usual port already
            taken.bind(("127.0.0.1", 8787))
            taken.listen()
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=world(), check=False)
    assert done.returncode == 0, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("wbcoach: 3 rows, 0 errors")
    assert len(answers(tmp_path / "out.jsonl")) == 3


def test_workers_are_processes_where_no_model_is_asked() -> None:
    job = Job("in.jsonl", "out.jsonl", workers=3, share_out=True)
    coach = coach_of()
    assert _processes_for_workers(job, coach) == 3
    assert _processes_for_workers(replace(job, workers=1), coach) == 0
    assert _processes_for_workers(replace(job, scheduler="tcp://h:1"), coach) == 0
    coach.model = cast("Any", object())
    assert _processes_for_workers(job, coach) == 0


def test_bundles_in_flight_are_bounded_whatever_the_backlog(two: Cluster, tmp_path: Path) -> None:
    read = 0
    coach = coach_of()
    crew = crew_of(two, coach)
    ahead: list[int] = []
    with Ledger(tmp_path / "out.jsonl", made_with(coach)) as ledger:

        def rows() -> Iterator[Any]:
            nonlocal read
            with Backlog.open(str(put(600, tmp_path / "in.jsonl")), today(coach.settings), print) as backlog:
                for row in backlog:
                    read += 1
                    ahead.append(read - ledger.tally.rows)
                    yield row

        Engine(coach, ledger, record, Troubles(print), crew=crew).run(rows(), crew.hands)
    assert read == 600
    assert BUNDLE <= max(ahead) <= (2 * crew.hands + 1) * BUNDLE
    assert threading.active_count() < 50


def test_an_index_embedded_on_a_cluster_is_the_same_and_outlives_a_worker(
    two: Cluster, embedder: Embedder, tmp_path: Path
) -> None:
    texts = [
        Read(Item(f"N-{n}", f"The clerk counts {n} pallets of goods twice."), "n.csv", n) for n in range(1100)
    ]
    shared = SharedEmbedder(two, embedder, tmp_path)  # the workers find the assets by their own settings

    def kill(stage: str, count: int) -> None:
        if stage == "read" and count == 1024:
            os.kill(next(iter(two.everywhere(os.getpid).values())), signal.SIGKILL)

    many = Store(tmp_path / "many").update(texts, embedder=shared, progress=kill)
    one = Store(tmp_path / "one").update(texts, embedder=embedder)
    assert (many.items, many.embedder) == (1100, one.embedder)
    kept = []
    for name in ("many", "one"):
        with Library.open(tmp_path / name, embedder) as library:
            kept.append(
                [(item.id, None if vector is None else vector.tobytes()) for item, vector in library.whole()]
            )
    assert kept[0] == kept[1]
    assert all(vector for _, vector in kept[0])


def test_a_worker_without_the_search_model_is_named(two: Cluster, embedder: Embedder, tmp_path: Path) -> None:
    shared = SharedEmbedder(two, embedder, tmp_path)
    shared.name = "another"
    with pytest.raises(ClusterError, match=r"The worker tcp.* can't make these vectors: its search model"):
        shared.embed(["a text"])


def test_an_index_of_words_alone_has_nothing_to_share_out(cli: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("It is late.", "utf-8")
    done = cli("index", tmp_path / "notes.txt", "--processes", "2")
    assert done.code == 2
    assert "none to make" in done.err


def test_where_dask_is_missing_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError) as missing:
        Cluster.start(1)
    assert missing.value.exit_code == 2
    assert "wbcoach[dask]" in missing.value.hint
