"""What asking a model costs beside the model: overhead over the bare client, kept answers, tokens of a prompt."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from eval import bench_prompts
from eval.slow_server import serving
from wbcoach import prompt
from wbcoach.models import Draft, open_model
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

_LATENCY_S: Final = 0.5
_CALLS: Final = {1: 12, 32: 256}  # by how many go out at once
_ROUNDS: Final = 3  # in turn, the best of each, so that other work on the machine shows least
_HITS: Final = 300
_ASK: Final = prompt.Filled(
    (("system", "Find pitfalls."), ("human", "Does this statement have any? " * 100)), "bench@1#0"
)


def main() -> None:
    """Print the tables."""
    with serving(_LATENCY_S) as url:
        for at_once, calls in _CALLS.items():
            _overhead(url, at_once, calls)
    with serving(0) as url:
        _kept(url)
    for line in bench_prompts.measured():
        _write(line)


def _overhead(url: str, at_once: int, calls: int) -> None:
    import openai

    settings = Settings(model="m", base_url=url, concurrency=at_once)
    messages = [
        {"role": "user" if role == "human" else role, "content": text} for role, text in _ASK.messages
    ]
    with openai.OpenAI(base_url=url, api_key="none", max_retries=0) as bare, open_model(settings) as model:

        def ask_bare(_: int) -> None:
            bare.chat.completions.create(model="m", messages=messages, max_tokens=4000, temperature=0)  # type: ignore[arg-type]

        def ask_ours(_: int) -> None:
            model.ask(_ASK, Draft)

        ways: dict[str, Callable[[int], None]] = {"bare openai client": ask_bare, "chain": ask_ours}
        best = dict.fromkeys(ways, float("inf"))
        with ThreadPoolExecutor(at_once) as pool:
            for way in ways.values():
                list(pool.map(way, range(at_once)))  # imports, connections, schemas
            for _ in range(_ROUNDS):
                for name, way in ways.items():
                    started = time.perf_counter()
                    list(pool.map(way, range(calls)))
                    best[name] = min(best[name], time.perf_counter() - started)
    ideal = _LATENCY_S * calls / at_once
    ratio = best["chain"] / best["bare openai client"]
    shares = ", ".join(f"{name} {ideal / seconds:.3f} of the ideal" for name, seconds in best.items())
    _write(
        f"a chain over the bare client, {_LATENCY_S:g} s latency, {at_once:>2} at once: ratio {ratio:.3f} ({shares})"
    )


def _kept(url: str) -> None:
    """Time asks whose answer is kept: new question each, as in another run over the same backlog."""
    asks = [
        prompt.Filled((("system", "Find pitfalls."), ("human", f"{number} " * 4000)), "bench@1#0")
        for number in range(_HITS)
    ]
    with TemporaryDirectory(prefix="wbcoach-bench-") as folder:
        settings = Settings(model="m", base_url=url, cache=str(Path(folder, "answers.sqlite")))
        with open_model(settings) as model:
            asked = [_ms(lambda ask=ask: model.ask(ask, Draft)) for ask in asks]  # type: ignore[misc]
        with open_model(settings) as model:
            model.ask(asks[0], Draft)
            kept = [_ms(lambda ask=ask: model.ask(ask, Draft)) for ask in asks]  # type: ignore[misc]
            assert not model.spent.tokens  # noqa: S101  else this is not what is timed
    p95 = sorted(kept)[int(0.95 * len(kept))]
    _write(f"a kept answer, prompt of 16 kB: median {median(kept):.2f} ms, p95 {p95:.2f} ms")
    _write(f"  asked of a server without latency, and kept: median {median(asked):.2f} ms")


def _ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _write(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
