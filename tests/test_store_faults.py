"""Whatever is damaged, full, read-only or killed, the last generation stays whole and the error says what to do."""

from __future__ import annotations

import errno
import json
import random
import resource
import signal
import threading
import time
from pathlib import Path

import pytest
from hashing import Hashing
from store_writer import batch
from storing import notes, start, update

from wbcoach.errors import StoreBusyError, StoreError, StoreVersionError
from wbcoach.library import Library
from wbcoach.library.generation import Generations
from wbcoach.library.locks import Lock

# -- what is damaged, newer, read-only or full


def test_no_index_is_an_error_that_says_how_to_make_one(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(StoreError, match="no index") as caught:
            Library.open(path, None)
        assert "wbcoach index" in caught.value.hint


@pytest.mark.parametrize("damage", ["manifest", "current", "folder", "garbage"])
def test_a_damaged_index_is_an_error_that_says_to_rebuild(tmp_path: Path, damage: str) -> None:
    generation = update(tmp_path / "s", notes("the tap drips")).generation
    if damage == "manifest":
        (tmp_path / "s" / generation / "manifest.json").unlink()
    elif damage == "garbage":
        (tmp_path / "s" / generation / "manifest.json").write_text('{"schema": "x"}')
    else:
        (tmp_path / "s" / "CURRENT").write_text("../elsewhere" if damage == "current" else "gen-000077")
    for attempt in (lambda: Library.open(tmp_path / "s", None), lambda: update(tmp_path / "s", notes("x y"))):
        with pytest.raises(StoreError) as caught:
            attempt()
        assert "--rebuild" in caught.value.hint
    assert update(tmp_path / "s", notes("the tap drips"), rebuild=True).items == 1


def test_an_index_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    generation = update(tmp_path / "s", notes("the tap drips")).generation
    path = tmp_path / "s" / generation / "manifest.json"
    newer = json.loads(path.read_text()) | {"schema": 99, "version": "9.9", "surprise": True}
    path.write_text(json.dumps(newer))
    for attempt in (lambda: Library.open(tmp_path / "s", None), lambda: update(tmp_path / "s", notes("x y"))):
        with pytest.raises(StoreVersionError, match=r"wbcoach 9\.9"):
            attempt()
    assert json.loads(path.read_text()) == newer


def test_a_folder_that_can_not_be_written_is_an_error_that_says_so(tmp_path: Path) -> None:
    update(tmp_path / "s", notes("the tap drips"))
    code = """
import os, sys
from hashing import Hashing
from storing import notes, start, update
from wbcoach.errors import StoreError
from wbcoach.evidence import Item
from wbcoach.library import Batch, Library, Store
import chromadb
if os.geteuid() == 0:
    os.setuid(65534)
for attempt in (lambda: Library.open(sys.argv[1], Hashing()),
                lambda: Store(sys.argv[1]).update(Batch([Item("a", "b c")]), embedder=Hashing())):
    try:
        attempt()
    except StoreError as error:
        print(error.message)
"""
    for path in (tmp_path / "s", *(tmp_path / "s").rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in (tmp_path, *tmp_path.parents):
        if "pytest" in path.name:
            path.chmod(0o755)
    out, err = start(tmp_path / "s", code=code).communicate(timeout=60)
    for path in (tmp_path / "s", *(tmp_path / "s").rglob("*")):
        path.chmod(0o755)
    assert out.count("can't be written") == 2, err


@pytest.mark.parametrize("limit", [4_000, 100_000, 170_000, 400_000])
def test_a_disk_that_fills_up_leaves_the_last_generation_whole(tmp_path: Path, limit: int) -> None:
    store = tmp_path / "s"
    update(store, batch(1, 40).items)
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    big = batch(2, 3000)
    code = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from hashing import Hashing
from storing import notes, start, update
from store_writer import batch
from wbcoach.errors import StoreError
from wbcoach.library import Store
try:
    Store(sys.argv[1]).update(batch(2, {len(big.items)}), embedder=Hashing(), origin="here")
except StoreError as error:
    print(error.message)
"""
    out, err = start(store, code=code).communicate(timeout=120)
    assert "no room" in out or "can't be brought up to date" in out, err
    assert resource.getrlimit(resource.RLIMIT_FSIZE) == old
    assert [path.name for path in store.glob("gen-*")] == ["gen-000001"]
    with Library.open(store, Hashing()) as library:
        assert library.counts().items == 40
        assert len(library.search("round1 harbour door", k=5)) == 5


def test_a_disk_without_room_for_a_copy_is_noticed_before_copying(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(tmp_path / "s", notes("the tap drips"))

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copytree", full)
    with pytest.raises(StoreError, match="no room"):
        update(tmp_path / "s", notes("the tap drips", "doors stick"))


def test_an_embedder_that_fails_leaves_the_last_generation_whole(tmp_path: Path) -> None:
    class Failing(Hashing):
        def embed(self, texts: object) -> object:  # type: ignore[override]  # it never returns
            raise RuntimeError(f"no luck with {type(texts).__name__}")

    update(tmp_path / "s", notes("the tap drips"))
    with pytest.raises(RuntimeError, match="no luck"):
        update(tmp_path / "s", notes("the tap drips", "doors stick"), Failing())
    assert [path.name for path in (tmp_path / "s").glob("gen-*")] == ["gen-000001"]
    assert update(tmp_path / "s", notes("the tap drips", "doors stick")).items == 2


# -- others write, read and die


def test_a_second_writer_waits_then_gives_up(tmp_path: Path) -> None:
    update(tmp_path / "s", notes("the tap drips"))
    lock = Lock(tmp_path / "s" / ".lock")
    assert lock.take()
    with pytest.raises(StoreBusyError, match="Another process"):
        update(tmp_path / "s", notes("doors stick"), wait_s=0.1)
    timer = threading.Timer(0.3, lock.release)
    timer.start()
    assert update(tmp_path / "s", notes("doors stick"), wait_s=30).added == 0
    timer.join()


def test_two_indexers_at_once_both_get_their_items_in(tmp_path: Path) -> None:
    code = """
import sys
from hashing import Hashing
from storing import notes, start, update
from wbcoach.evidence import Item
from wbcoach.library import Batch, Store
name = sys.argv[2]
for number in range(3):
    items = [Item(f"{name}{n}", f"{name} door {n} sticks") for n in range(20 * (number + 1))]
    Store(sys.argv[1]).update(Batch(items), embedder=Hashing(), origin=name, wait_s=60)
"""
    writers = [start(tmp_path / "s", name, code=code) for name in ("red", "blue")]
    for writer in writers:
        _, err = writer.communicate(timeout=120)
        assert writer.returncode == 0, err
    with Library.open(tmp_path / "s", Hashing()) as library:
        assert library.counts().items == 120
        assert library.generation == "gen-000006"


def test_readers_never_see_a_mixture_while_a_writer_publishes(tmp_path: Path) -> None:
    update(tmp_path / "s", batch(0, 30).items, origin="rounds")
    writer = start(tmp_path / "s", 1, 6, 30)
    seen: set[str] = set()
    with Library.open(tmp_path / "s", Hashing()) as library:
        while writer.poll() is None:
            matches = library.search("the harbour door sticks", k=5)
            rounds = {match.item.text.split()[0] for match in matches}
            assert len(matches) == 5
            assert len(rounds) == 1
            seen |= rounds
        _, err = writer.communicate()
        assert writer.returncode == 0, err
        assert {match.item.text.split()[0] for match in library.search("door", k=5)} == {"round5"}
    assert len(seen) > 1
    assert len(list((tmp_path / "s").glob("gen-*"))) == 1


def test_a_generation_that_is_read_is_not_swept(tmp_path: Path) -> None:
    update(tmp_path / "s", notes("the tap drips"))
    pinned = Generations(tmp_path / "s").pin()
    update(tmp_path / "s", notes("doors stick"))
    assert pinned.folder.exists()
    pinned.release()
    update(tmp_path / "s", notes("lamps hum"))
    assert [path.name for path in (tmp_path / "s").glob("gen-*")] == ["gen-000003"]


def test_killing_the_writer_loses_nothing_acknowledged(tmp_path: Path) -> None:
    dice = random.Random(5)  # noqa: S311  chooses moments to die
    store, done = tmp_path / "s", -1
    for attempt in range(5):
        writer = start(store, done + 1, 1000, 25)
        assert writer.stdout
        writer.stdout.readline()
        said = [writer.stdout.readline()] if attempt else []  # the first dies before it has published
        time.sleep(dice.uniform(0.0, 0.4))
        writer.send_signal(signal.SIGKILL)
        out, _ = writer.communicate(timeout=30)
        done = max([done, *(int(line) for line in [*said, *out.split()])])
        if not attempt and done < 0:
            continue
        with Library.open(store, Hashing()) as library:
            rounds = {item.text.split()[0] for item in library.items()}
            assert library.counts().items == 25
            assert len(library.search("the harbour door sticks", k=25)) == 25
        assert len(rounds) == 1
        assert rounds <= {f"round{done}", f"round{done + 1}"}
    assert done >= 3
    assert update(store, batch(7777, 25).items, origin="rounds").changed == 25
    assert len(list(store.glob("gen-*"))) == 1
    assert not list(store.glob(".swept*"))
