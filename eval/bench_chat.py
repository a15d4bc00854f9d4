"""What a conversation without a model costs: the time to the first prompt, and to each turn over a large index.

python -m eval.bench_chat [--items 10000] [--drafts 40]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from eval import corpus
from eval.golden import load as load_golden
from eval.score import pinned
from wbcoach.coach import Coach
from wbcoach.conversation.interviewer import Interviewer
from wbcoach.conversation.names import OPENING
from wbcoach.conversation.talk import Talk
from wbcoach.library import Batch, Store, open_embedder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.settings import Settings

_STARTS: Final = 5
_WARM_UP: Final = 3
# What authors answer: an account, not knowing, a refusal, a command; none of them is about the draft's own subject.
_LINES: Final = (
    "Yes.",
    "Last Tuesday I stood beside two of them; both wrote it down on paper and typed it in again at six.",
    "I don't know.",
    "They need a way to see what is still open before they leave.",
    "/progress",
    "It is mostly those who start before seven.",
    "/rewrite",
    "No idea, and nobody has counted.",
)


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--items", type=int, default=10_000)
    asked.add_argument("--drafts", type=int, default=40)
    given = asked.parse_args()
    with TemporaryDirectory(prefix="wbcoach-bench-") as folder:
        store = str(Path(folder, "store"))
        settings = pinned().model_copy(update={"store": store})
        print(f"indexing {given.items:,} made items", file=sys.stderr, flush=True)
        embedder = open_embedder(settings.assets)
        Store(store).update(Batch(list(corpus.items(given.items))), embedder=embedder, origin="made")
        firsts = sorted(_first_prompt(store) for _ in range(_STARTS))
        print(
            f"{'to the first prompt, a new process':<52}{statistics.median(firsts):8.2f} s   (best {firsts[0]:.2f})"
        )
        opening, turns = talked(settings, given.drafts)
        how = "with MiniLM" if embedder is not None else "words alone"
        for name, times in (("a draft's first turn", opening), ("each turn after it", turns)):
            label = f"{name}, {given.items:,} items, {how}"
            late = sorted(times)[int(len(times) * 0.95)]
            print(
                f"{label:<52}{statistics.median(times) * 1000:8.0f} ms  (95% {late * 1000:.0f}, n = {len(times)})"
            )


def _first_prompt(store: str) -> float:
    """Seconds from the start of a process to the opening words, which a first line may follow."""
    command = [sys.executable, "-m", "wbcoach", "chat", "--script", "--offline", "--store", store]
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603  our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as run:
        if run.stdout is None or OPENING[:20] not in run.stdout.readline():
            raise RuntimeError("the chat didn't open as it should")
        seconds = time.perf_counter() - started
        run.communicate("/quit\n")
    return seconds


def talked(settings: Settings, drafts: int) -> tuple[list[float], list[float]]:
    """Give the seconds of each draft's first turn, and of each turn after it."""
    cases = [case for case in load_golden() if case.split == "tuned"]
    step = max(1, len(cases) // (drafts + _WARM_UP))
    opening: list[float] = []
    turns: list[float] = []
    with Coach.from_settings(settings, offline=True) as coach:
        interviewer = Interviewer(coach)
        for number, case in enumerate(cases[::step][: drafts + _WARM_UP]):
            times = list(_talk(interviewer, (case.text, *_LINES)))
            if number >= _WARM_UP:
                opening.append(times[0])
                turns += times[1:]
    return opening, turns


def _talk(interviewer: Interviewer, lines: Sequence[str]) -> Iterator[float]:
    talk = Talk()
    for number, line in enumerate(lines):
        started = time.perf_counter()
        talk = interviewer.reply(talk, line, as_draft=number == 0).talk
        yield time.perf_counter() - started


if __name__ == "__main__":
    main()
