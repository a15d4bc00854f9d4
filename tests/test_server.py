"""An index on a Chroma server behaves as one in a folder, for many clients at once."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hashing import Hashing
from storing import chroma_server, free_port, notes

from wbcoach.errors import SettingsError, StoreBusyError, StoreError, StoreVersionError
from wbcoach.evidence import Item
from wbcoach.library import Batch, Library, Report, Store
from wbcoach.library.connection import Connection
from wbcoach.library.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with chroma_server(tmp_path) as address:
        yield address


def update(server: str, items: list[Item], embedder: Hashing | None = None, **options: object) -> Report:
    return Store(server).update(
        Batch(items),
        embedder=embedder or Hashing(),
        origin="here",
        **options,  # type: ignore[arg-type]
    )


def found(library: Library, query: str) -> list[str]:
    return [match.item.id for match in library.search(query)]


def test_an_index_on_a_server_is_kept_up_to_date(server: str) -> None:
    with pytest.raises(StoreError, match="no index"):
        Library.open(server, Hashing())
    with pytest.raises(StoreError, match="no index"):
        Store(server).remove(ids=["x"])
    first = update(
        server, [*notes("the tap drips", "doors stick", "The tap drips!"), Item("s", "El grifo gotea mucho")]
    )
    assert (first.added, first.duplicates, first.not_english, first.generation) == (4, 1, 1, "gen-000001")
    with Library.open(server, Hashing()) as library:
        assert library.dense
        (match, *_) = library.search("tap")
        assert (match.item.id, match.rank) == ("n0", 1)
        assert match.similarity is not None
        assert found(library, "doors") == ["n1", "n0"]
        assert library.counts().items == 4
        assert library.get("n1") == Item("n1", "doors stick")
    embedder = Hashing()
    second = update(
        server, [Item("n0", "the tap leaks"), *notes("", "doors stick", "the tap drips")[1:]], embedder
    )
    assert (second.changed, second.removed, second.unchanged) == (2, 1, 1)
    assert sorted(embedder.asked) == ["the tap drips", "the tap leaks"]
    assert (
        update(
            server, [Item("n0", "the tap leaks"), *notes("", "doors stick", "the tap drips")[1:]]
        ).unchanged
        == 3
    )


def test_a_client_moves_on_and_deleted_items_are_gone(server: str) -> None:
    update(
        server,
        [
            Item("a", "the tap drips", "chat", "2026-01-01", "Till", "shop", 4.0, "c1", {"x": "y"}),
            *notes("doors stick"),
        ],
    )
    with Library.open(server, Hashing()) as library:
        assert library.get("a") == Item(
            "a", "the tap drips", "chat", "2026-01-01", "Till", "shop", 4.0, "c1", {"x": "y"}
        )
        Store(server).update(Batch([Item("b", "the tap drips again")]), embedder=Hashing(), origin="there")
        assert "b" not in found(library, "the tap drips again")  # not seen yet, and no harm done
        assert Store(server).remove(ids=["a", "b"], embedder=Hashing()).removed == 2
        time.sleep(1.1)
        assert found(library, "the tap drips") == ["n0"]
        assert library.get("a") is None
        assert library.generation == "gen-000003"


def test_rebuilding_and_another_embedder_keep_the_items(server: str) -> None:
    update(server, notes("the tap drips", "doors stick"))
    other = Hashing("other", 32)
    assert update(server, notes("the tap drips", "doors stick"), other).embedder == "other"
    assert update(server, notes("the tap drips", "lamps hum"), other, rebuild=True).items == 2
    with Library.open(server, Hashing()) as library:
        assert not library.dense
        assert found(library, "lamps") == ["n1"]


def test_one_writes_at_a_time_and_a_dead_writer_does_not_block(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(server, notes("the tap drips"))
    holder = Server(server).writing(1)
    holder.__enter__()
    with pytest.raises(StoreBusyError, match="process"):
        update(server, notes("doors stick"), wait_s=0.1)
    monkeypatch.setattr("wbcoach.library.connection._DEAD_S", -1.0)
    assert update(server, notes("doors stick"), wait_s=5).changed == 1
    holder.__exit__(None, None, None)


def test_two_writers_at_once_both_get_their_items_in(server: str) -> None:
    def write(name: str) -> None:
        for number in range(1, 3):
            items = [Item(f"{name}{n}", f"{name} door {n} sticks") for n in range(10 * number)]
            Store(server).update(Batch(items), embedder=Hashing(), origin=name)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("red", "blue")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Library.open(server, Hashing()) as library:
        assert library.counts().items == 40
        assert library.generation == "gen-000004"


def test_an_index_of_a_newer_program_is_refused(server: str) -> None:
    update(server, notes("the tap drips"))
    connection = Connection(server)
    state = connection.collection("wbcoach")
    state.modify(metadata={**state.metadata, "schema": 99, "version": "9.9"})
    connection.close()
    with pytest.raises(StoreVersionError, match=r"9\.9"):
        Library.open(server, Hashing())
    with pytest.raises(StoreVersionError):
        update(server, notes("the tap drips"))
    assert update(server, notes("the tap drips"), rebuild=True).items == 1


def test_a_server_that_is_not_there_is_an_error_that_says_so() -> None:
    address = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(StoreError, match="No Chroma server"):
        Library.open(address, None)
    with pytest.raises(StoreError, match="No Chroma server"):
        update(address, notes("x y"))


@pytest.mark.parametrize("address", ["ftp://host", "http://", "http://host:8000/some/path"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="not the address"):
        Store(address)
