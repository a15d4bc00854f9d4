"""How long things take, as tables. Nothing here passes or fails: the bars stand beside the figures.

Made texts and made feedback only. Run it on a quiet machine; other work on it shows in the p95 first.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, TypeVar

from eval import corpus
from eval.golden import load as load_golden
from eval.score import pinned
from wbcoach.coach import Coach
from wbcoach.coach.gather import gather, linked_items
from wbcoach.heads import open_heads
from wbcoach.library import Batch, Library, Store, open_embedder, open_piece_reader
from wbcoach.pitfalls import find, sense, sort_out
from wbcoach.privacy import has_personal_data
from wbcoach.screening import injection, language
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Given = TypeVar("Given")

_SIZES: Final = (180, 10_000)
_LARGE: Final = 100_000
_DRAFTS, _WARM_UP = 200, 30
_OF_EACH_FILE = 40
_HELP_RUNS: Final = 9
_YARDSTICK: Final = "langchain_core.language_models.chat_models"
_YARDSTICK_MS: Final = 612
_ROWS: Final = 2000
_LENGTHS: Final = (10_000, 20_000, 40_000, 80_000)
_GIVE_UP_S: Final = 3.0
_HEAVY: Final = ("chromadb", "langchain", "openai", "onnxruntime", "tiktoken", "pydantic")
# Each is repeated up to the length wanted.
_SHAPES: Final = {
    "one long word": "a",
    "drafts in a row": "Today, night nurses have to copy a dose twice when a ward is full. Customers need a way to see it. ",
    "have to": "have to ",
    "when": "when I, we ",
    "because": "because of it, since ",
    "opening quotes": "“",
    "commas": "a, ",
    "figures": "1,",
    "list items": "\n\n- ",
    "full stops": ". ",
    "brackets": "[A",
    "white space": " ",
}
_LIST_MODULES: Final = """
import sys
from wbcoach.__main__ import main
sys.argv = ["wbcoach", "--help"]
try:
    main()
except SystemExit:
    pass
sys.stderr.write("\\n".join(sys.modules))
"""


def main(*, large: bool = False) -> None:
    """Print every table; with `large`, 100,000 feedback items as well, which takes minutes."""
    _say("what", "n", "median", "p95", "bar")
    _bench_yardstick()
    _bench_rules()
    _bench_heads()
    _bench_help()
    for count in (*_SIZES, *([_LARGE] if large else [])):
        _bench_critiques(count)
    _bench_batch()
    _bench_lengths()
    _write("")
    import_module("eval.bench_model").main()
    if find_spec("fastapi"):
        _write("")
        import_module("eval.bench_serve").main()
    if find_spec("pygls"):
        _write("")
        import_module("eval.bench_lsp").main()
    if find_spec("distributed"):
        import_module("eval.bench_cluster").main()
    if find_spec("eval.bench_store"):
        _write("")
        import_module("eval.bench_store").main(["--large"] if large else [])


def drafts(count: int, seed: int) -> Iterator[str]:
    """Make drafts in the template's words about what the made feedback is about."""
    asked = corpus.questions(2 * count, seed)
    for today, need in zip(asked[::2], asked[1::2], strict=True):
        wish = need.partition("have to ")[2]
        yield f"Today, {today[0].lower()}{today[1:]} Customers need a way to {wish}"


def _bench_yardstick() -> None:
    """Time a piece of work that isn't ours, so that figures of two machines, or of two hours of one, can be compared."""
    command = [sys.executable, "-c", f"import {_YARDSTICK}"]

    def load(_: int) -> None:
        subprocess.run(command, check=True)  # noqa: S603  our own interpreter

    load(0)
    times = _timed(load, range(_HELP_RUNS))
    _say_times(f"yardstick: import {_YARDSTICK.rpartition('.')[2]}, whole process", times, "")
    _write(
        f"  {_YARDSTICK_MS} ms where the bars were set: times are {median(times) / _YARDSTICK_MS:.1f} of theirs here"
    )


def _bench_rules() -> None:
    """Parse, weigh the linked evidence and run the rules; every text once, so that no cache helps."""
    settings = pinned()

    def rules(given: tuple[str, list[Any]]) -> None:
        statement = Statement.parse(given[0])
        find(statement, gather(statement, given[1], None, settings))

    _timed(rules, ((text, []) for text in _others()))  # patterns are compiled where they are first tried
    _say_times(
        "rules on a golden statement, own evidence linked", _timed(rules, _own_evidence()), "median < 3 ms"
    )


def _bench_heads() -> None:
    """As `_bench_rules`, with what the heads weigh, the embedding of sentences and slots included."""
    settings = pinned()
    reader = open_piece_reader(settings.assets)
    heads = open_heads(reader)
    if heads is None:
        _write("heads: the weights were never fetched")
        return

    def judge(given: tuple[str, list[Any]]) -> None:
        statement = Statement.parse(given[0])
        dossier = gather(statement, given[1], None, settings, heads.nearness)
        sort_out(heads.weigh(statement, dossier, sense(statement, dossier)))

    _timed(judge, ((text, []) for text in _others()))
    _say_times("  and heads, embedding included", _timed(judge, _own_evidence()), "median < 10 ms")


def _own_evidence() -> list[tuple[str, list[Any]]]:
    return [(case.text, linked_items([one.model_dump() for one in case.evidence])) for case in load_golden()]


def _others() -> Iterator[str]:
    """Give drafts of the training data, none of which is timed."""
    files = sorted((Path(__file__).parent / "training").glob("*.jsonl"))
    lines = (line for file in files for line in file.read_text("utf-8").splitlines()[:_OF_EACH_FILE])
    return (json.loads(line)["text"] for line in lines)


def _bench_help() -> None:
    script = Path(sys.executable).with_name("wbcoach")
    command = [str(script)] if script.exists() else [sys.executable, "-m", "wbcoach"]

    def ask_for_help(_: int) -> None:
        subprocess.run([*command, "--help"], check=True, capture_output=True)  # noqa: S603  our own program

    ask_for_help(0)
    _say_times("wbcoach --help, whole process", _timed(ask_for_help, range(_HELP_RUNS)), "median < 250 ms")
    listed = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", _LIST_MODULES], check=True, capture_output=True, text=True
    )
    loaded = {name.partition(".")[0] for name in listed.stderr.split()}
    heavy = sorted(name for name in loaded if name.startswith(_HEAVY))
    _write(f"  heavy modules that --help imports: {', '.join(heavy) or 'none'}")


def _bench_critiques(count: int) -> None:
    """Critique half made and half golden drafts against an index of `count` made items, no model."""
    with TemporaryDirectory(prefix="wbcoach-bench-") as folder:
        settings = pinned().model_copy(update={"store": folder})
        embedder = open_embedder(settings.assets)
        started = time.perf_counter()
        Store(folder).update(Batch(list(corpus.items(count))), embedder=embedder, origin="made")
        seconds = time.perf_counter() - started
        golden = [(case.text, [one.model_dump() for one in case.evidence]) for case in load_golden()]
        given: list[tuple[str, list[dict[str, Any]]]] = [
            *((text, []) for text in drafts(_DRAFTS // 2, seed=5)),
            *golden[:: math.ceil(len(golden) / (_DRAFTS // 2))],
        ]
        with Coach(settings, Library.open(folder, embedder)) as coach:

            def critique(one: tuple[str, list[dict[str, Any]]]) -> None:
                coach.critique(one[0], one[1])

            _timed(critique, ((text, []) for text in drafts(_WARM_UP, seed=3)))
            times = _timed(critique, given)
        bar = "p95 < 40 ms" if count == _LARGE else ""
        _say_times(f"offline critique, {count:,} feedback items", times, bar)
        how = "MiniLM and BM25" if embedder else "BM25 alone: the weights were never fetched"
        _write(f"  {how}; indexed in {seconds:.1f} s, {count / seconds:.0f} items/s")


def _bench_batch() -> None:
    """Run `wbcoach batch` over made drafts, without index or model; start-up is part of it."""
    if not find_spec("wbcoach.batch"):
        _write("batch: there is none yet")
        return
    with TemporaryDirectory(prefix="wbcoach-bench-") as folder:
        backlog, done = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        rows = enumerate(drafts(_ROWS, seed=9))
        lines = [json.dumps({"id": str(number), "text": text}) + "\n" for number, text in rows]
        backlog.write_text("".join(lines), "utf-8")
        asked = ["batch", str(backlog), "-o", str(done), "--no-index", "--offline", "--workers", "1"]
        started = time.perf_counter()
        ended = subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-m", "wbcoach", *asked], check=False, capture_output=True, text=True
        )
        seconds = time.perf_counter() - started
    if ended.returncode:
        _write(f"batch: exit {ended.returncode}: {ended.stderr.strip()[-200:]}")
        return
    _say("batch, 1 worker, no index or model, whole process", f"{_ROWS:,}", f"{_ROWS / seconds:.0f} rows/s")


def _bench_lengths() -> None:
    """Time long nasty texts; where time grows in step with length, twice the length takes twice the time."""
    settings = pinned()

    def rules(text: str) -> None:
        statement = Statement.parse(text)
        find(statement, gather(statement, [], None, settings))

    def screening(text: str) -> None:
        language(text)
        injection(text)
        has_personal_data(text)

    lengths = "".join(f"{f'{length // 1000}k':>9}" for length in _LENGTHS)
    _write(f"\n{'ms for a text of so many characters':<36}{lengths}   worst ratio per doubling")
    readers: dict[str, Callable[[str], object]] = {
        "parse": Statement.parse,
        "rules": rules,
        "screening": screening,
    }
    for name, reader in readers.items():
        for shape, piece in _SHAPES.items():
            times = _growth(reader, piece)
            cells = "".join(f"{taken:>9.1f}" for taken in times)
            gone = "" if len(times) == len(_LENGTHS) else f" over {_GIVE_UP_S:.0f} s, given up"
            ratio = max((after / before for before, after in pairwise(times)), default=math.nan)
            _write(f"{f'{name}, {shape}':<36}{cells}   {ratio:.1f}{gone}")


def _growth(reader: Callable[[str], object], piece: str) -> list[float]:
    """Give ms at each length, the faster of two runs; stop where it takes too long."""
    times: list[float] = []
    for length in _LENGTHS:
        text = (piece * (length // len(piece) + 1))[:length]
        times.append(min(_timed(reader, [text, text])))
        if times[-1] > _GIVE_UP_S * 1000:
            break
    return times


def _timed(work: Callable[[Given], object], inputs: Iterable[Given]) -> list[float]:
    """Do the work on each input; give the ms that each took."""
    times = []
    for one in inputs:
        started = time.perf_counter()
        work(one)
        times.append((time.perf_counter() - started) * 1000)
    return times


def _say_times(what: str, times: Sequence[float], bar: str) -> None:
    p95 = sorted(times)[math.ceil(0.95 * len(times)) - 1]
    _say(what, str(len(times)), f"{median(times):.1f} ms", f"{p95:.1f} ms", bar)


def _say(what: str, count: str, middle: str, p95: str = "", bar: str = "") -> None:
    _write(f"{what:<52}{count:>6}{middle:>14}{p95:>12}   {bar}".rstrip())


def _write(line: str) -> None:
    print(line, flush=True)
