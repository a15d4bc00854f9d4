"""How the index behaves: `python -m eval.bench_store [--large]` prints a table; nothing here passes or fails.

Made texts only. Run it on a quiet machine: other work shows in the p95 and in the throughput first.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import numpy as np

from eval import corpus
from eval.scorers.retrieval import ndcg
from eval.tasks.retrieval import questions
from wbcoach.evidence import Item
from wbcoach.library import Batch, Library, Read, Store
from wbcoach.library.embed import open_embedder
from wbcoach.settings import load

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from wbcoach.library import Embeds

_SIZES: Final = (180, 10_000)
_LARGE: Final = 100_000
_ASKED, _WARM_UP = 200, 30
_EMBEDDED: Final = 3000
_ITEMS, _PUBLISHES, _READERS, _KILLS = 120, 10, 4, 20
_HERE: Final = "eval.bench_store"
Row = tuple[str, str, str]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; with `--large` at 100,000 items too, which takes minutes."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_store", description=__doc__)
    parser.add_argument("--large", action="store_true", help="measure at 100,000 items too")
    parser.add_argument("--worker", nargs=3, metavar=("TASK", "FOLDER", "FROM"), help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.worker:
        _worker(*asked.worker)
        return
    embedders = {name: open_embedder(load().settings.assets, name) for name in ("fp32", "int8")}
    tables: list[Callable[[], Iterator[Row]]] = [publishing, killing]
    if embedders["int8"] is None:
        print("The search model was never fetched (wbcoach assets fetch): what needs it is left out.")
    else:
        tables.append(partial(quality, embedders["int8"]))
        tables += [partial(throughput, name, embedder) for name, embedder in embedders.items()]
        sizes = (*_SIZES, _LARGE) if asked.large else _SIZES
        tables += [partial(latency, size, embedders["int8"]) for size in sizes]
    print(f"{'what':58} {'measured':>30}   bar")
    for table in tables:
        for what, measured, bar in table():
            print(f"{what:58} {measured:>30}   {bar}", flush=True)


class Hashes:
    """Words hashed to signs instead of a model: what is measured with it is the store, not the vectors."""

    name, dimension = "hashes", 64

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give vectors that are near where words are shared."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for word in text.split():
                code = zlib.crc32(word.encode())
                vectors[row, code % self.dimension] += 1 if code & 4096 else -1
            vectors[row, 0] += 0.01
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


# -- generations


def _rounds(number: int) -> Batch:
    words = ("harbour", "kitchen", "garage", "cellar", "attic", "garden", "office")
    return Batch([Item(f"i{n}", f"round{number} the {words[n % 7]} door {n} sticks") for n in range(_ITEMS)])


def _worker(task: str, folder: str, first: str) -> None:
    """Be a process of the measurements: write rounds from `first`, or read until told to stop."""
    embedder = Hashes()
    if task == "write":
        for number in range(int(first), 100_000):
            Store(folder).update(_rounds(number), embedder=embedder, origin="rounds")
            print(number, flush=True)
            if sys.stdin.readline().strip() == "stop":
                return
    asked = wrong = 0
    with Library.open(folder, embedder) as library:
        stop = Path(folder).with_name("stop")
        while not stop.exists():
            matches = library.search("the harbour door sticks", k=10)
            rounds = {match.item.text.split()[0] for match in matches}
            asked += 1
            wrong += len(matches) != 10 or len(rounds) != 1
    print(asked, wrong)


def _start(task: str, folder: Path, first: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", _HERE, "--worker", task, str(folder), str(first)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  this file


def publishing() -> Iterator[Row]:
    """Readers in processes of their own ask all the time while a writer publishes."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        Store(store).update(_rounds(0), embedder=Hashes(), origin="rounds")
        readers = [_start("read", store) for _ in range(_READERS)]
        writer = _start("write", store, 1)
        for number in range(_PUBLISHES):
            _said(writer)
            _tell(writer, "on" if number < _PUBLISHES - 1 else "stop")
        writer.wait()
        time.sleep(0.5)
        (Path(folder) / "stop").touch()
        told = [reader.communicate()[0].split() for reader in readers]
        failed = sum(
            len(words) != 2 or reader.returncode != 0 for words, reader in zip(told, readers, strict=True)
        )
        asked = sum(int(words[0]) for words in told if words)
        wrong = sum(int(words[1]) for words in told if words)
        what = f"{_READERS} readers, {_PUBLISHES} publishes: wrong answers, failed readers"
        yield what, f"{wrong} of {asked}, {failed}", "0, 0"


def killing() -> Iterator[Row]:
    """A writer is killed at odd moments; what it said is done must still be there."""
    dice = random.Random(3)  # noqa: S311  chooses moments to die
    lost = mixed = 0
    done = 0
    with TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        Store(store).update(_rounds(0), embedder=Hashes(), origin="rounds")
        for _ in range(_KILLS):
            writer = _start("write", store, done + 1)
            done = int(_said(writer))
            _tell(writer, "on")
            time.sleep(dice.uniform(0.0, 0.35))
            writer.send_signal(signal.SIGKILL)
            done = max([done, *(int(word) for word in writer.communicate()[0].split())])
            with Library.open(store, Hashes()) as library:
                rounds = {item.text.split()[0] for item in library.items()}
                mixed += len(rounds) != 1 or len(library.search("door", k=_ITEMS)) != _ITEMS
                lost += not rounds <= {f"round{done}", f"round{done + 1}"}
        left = len(list(store.glob("gen-*")))
    yield f"writer killed {_KILLS} times: acknowledged publishes lost, mixtures", f"{lost}, {mixed}", "0, 0"
    yield "generations left afterwards", str(left), "2 at most"


def _said(process: subprocess.Popen[str]) -> str:
    return process.stdout.readline() if process.stdout else ""


def _tell(process: subprocess.Popen[str], word: str) -> None:
    if process.stdin:
        process.stdin.write(word + "\n")
        process.stdin.flush()


# -- search and indexing


def latency(size: int, embedder: Embeds | None) -> Iterator[Row]:
    """Ask statements of a warm index in this process."""
    with TemporaryDirectory() as folder:
        stream = (Read(item, "made") for item in corpus.items(size))
        Store(folder).update(stream, embedder=embedder, origin="made")
        with Library.open(folder, embedder) as library:
            for name, where in (
                ("", None),
                (", one product", {"product": "builds"}),
                (", since", {"since": "2024-06-01"}),
            ):
                asked = corpus.questions(_ASKED + _WARM_UP)
                taken = [_timed(library, question, where) for question in asked][_WARM_UP:]
                bar = "p95 under 40 ms" if not where else ""
                yield f"search, {size:,} items{name}", _percentiles(taken), bar


def _timed(library: Library, question: str, where: Mapping[str, str] | None) -> float:
    start = time.perf_counter()
    library.search(question, k=10, where=where)
    return time.perf_counter() - start


def _percentiles(taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    at = (ordered[round(len(ordered) * share) - 1] * 1000 for share in (0.5, 0.95))
    return "p50 {:.1f} ms, p95 {:.1f} ms".format(*at)


def throughput(name: str, embedder: Embeds | None) -> Iterator[Row]:
    """Index texts, against embedding the same texts and nothing else."""
    if embedder is None:
        return
    items = list(corpus.items(_EMBEDDED))
    embedder.embed([item.text for item in items[:64]])
    start = time.perf_counter()
    for place in range(0, len(items), 512):
        embedder.embed([item.text for item in items[place : place + 512]])
    alone = len(items) / (time.perf_counter() - start)
    with TemporaryDirectory() as folder:
        _warm(folder, embedder)
        start = time.perf_counter()
        Store(Path(folder) / "s").update(Batch(items), embedder=embedder, origin="made")
        indexed = len(items) / (time.perf_counter() - start)
    bar = "85%" if name == "fp32" else "70%"
    yield (
        f"indexing, {name}: texts/s, share of the embedder alone",
        f"{indexed:.0f}, {indexed / alone:.0%}",
        bar,
    )


def _warm(folder: str, embedder: Embeds) -> None:
    """Import and load what the first index of a process would: that is not throughput."""
    Store(Path(folder) / "warm").update(
        Batch([Item("x", "ein Satz zum Anfang")]), embedder=embedder, origin="made"
    )


def quality(embedder: Embeds | None) -> Iterator[Row]:
    """Score the rankings of the written questions."""
    written = questions()
    items = [Item(name, text) for name, text in written.documents.items()]
    with TemporaryDirectory() as folder:
        Store(folder).update(Batch(items), embedder=embedder, origin="made")
        with Library.open(folder, embedder) as fused, Library.open(folder, None) as words:
            rankings: dict[str, Callable[[str], list[str]]] = {
                "BM25": lambda ask: [match.item.id for match in words.search(ask)],
                "vectors": lambda ask: _nearest(fused, ask, len(items)),
                "fused": lambda ask: [match.item.id for match in fused.search(ask)],
            }
            for name, rank in rankings.items():
                scores = [ndcg(rank(query.ask), query.answers) for query in written.queries]
                bar = "above the other two" if name == "fused" else ""
                what = f"nDCG@10, {name}, {len(items)} documents, {len(scores)} queries"
                yield what, f"{sum(scores) / len(scores):.3f}", bar


def _nearest(library: Library, ask: str, count: int) -> list[str]:
    matches = library.search(ask, k=count)
    matches.sort(key=lambda match: -(match.similarity or 0.0))
    return [match.item.id for match in matches[:10]]


if __name__ == "__main__":
    main()
