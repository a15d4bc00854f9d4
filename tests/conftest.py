"""What all tests share: the fetched assets, an embedder on them, and a world without the developer's keys."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import hypothesis
import pytest
from program import Done

from wbcoach import assets, samples, settings
from wbcoach.errors import AssetError
from wbcoach.faces.cli.app import main
from wbcoach.library import Store, open_embedder, open_piece_reader, read

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from model_server import Server

    from wbcoach.library.embed import Embedder
    from wbcoach.library.pieces import PieceReader

# How long an example takes says how busy the machine is, and nothing of the code.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# Each of the many programs that tests start would compile every module of ours again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

KEPT = frozenset({"WBCOACH_ASSETS", "WBCOACH_REQUIRE_ALL"})


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("WBCOACH_", "OPENAI_")) and name not in KEPT:
            monkeypatch.delenv(name)
    monkeypatch.setenv("WBCOACH_CACHE", str(tmp_path / "user-cache" / "answers.sqlite"))


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Run a command line within this process, which is quick; no terminal, no vectors."""
    monkeypatch.setenv("WBCOACH_EMBEDDER", "none")

    def run(*arguments: str | Path, stdin: str | bytes = b"") -> Done:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "argv", ["wbcoach", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        code = left.value.code
        assert isinstance(code, int)
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def assets_folder() -> Path:
    return settings.load().settings.assets.resolve()


@pytest.fixture(scope="session")
def minilm(assets_folder: Path) -> Path:
    """The folder of the MiniLM weights and tokenizer."""
    return _fetched("minilm", assets_folder)


@pytest.fixture(scope="session")
def tiktoken_ranks(assets_folder: Path) -> Path:
    """The folder of tiktoken's rank files, to be handed to `settings.point_tiktoken_at`."""
    return _fetched("tiktoken", assets_folder)


@pytest.fixture(scope="session")
def smollm2_path(assets_folder: Path) -> Path:
    """A small model in GGUF: good for the wire format, useless for judgement."""
    return _fetched("smollm2", assets_folder) / "SmolLM2-135M-Instruct.Q4_1.gguf"


@pytest.fixture(scope="session")
def name_model(assets_folder: Path) -> Path:
    """The folder of the model that finds names of people; spaCy is there as well."""
    pytest.importorskip("spacy")
    return _fetched("names", assets_folder)


@pytest.fixture(scope="session")
def embedder(minilm: Path) -> Embedder:
    opened = open_embedder(minilm.parent)
    assert opened is not None
    return opened


@pytest.fixture(scope="session")
def piece_reader(minilm: Path) -> PieceReader:
    opened = open_piece_reader(minilm.parent)
    assert opened is not None
    return opened


@pytest.fixture
def server() -> Generator[Server]:
    """A server that gives every question the same draft."""
    from model_server import DRAFT, said, serving

    with serving() as running:
        running.rule = lambda _: said(DRAFT)
        yield running


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where answers of a model are kept; nothing is there yet."""
    return tmp_path / "kept" / "answers.sqlite"


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the bundled feedback, words alone; for reading."""
    store = tmp_path_factory.mktemp("index") / "store"
    Store(store).update(read(samples.FEEDBACK), embedder=None, origin=str(samples.FEEDBACK))
    return store


def _fetched(name: str, folder: Path) -> Path:
    try:
        return assets.fetch(name, folder)
    except AssetError as error:
        pytest.skip(f"the asset {name} can't be had: {error}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a skip a failure where WBCOACH_REQUIRE_ALL is 1, so that nothing is left out unseen."""
    del item, call
    report = yield
    if not hasattr(report, "wasxfail"):
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Hold files that skip themselves whole to the same."""
    del collector
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and os.environ.get("WBCOACH_REQUIRE_ALL") == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"WBCOACH_REQUIRE_ALL is set, so this may not be left out. {reason}"
