"""All studies beside the main task: what must be held back, what must hold, and how suggestions and searches fare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.adversarial import hostile, numbers, obeying, quotes
from eval.score import pinned
from eval.tasks.retrieval import retrieval
from eval.tasks.study import Study
from wbcoach.coach import Coach
from wbcoach.library import open_embedder
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eval.marks import Mark

    Runs = Callable[[Coach], list[tuple[str, dict[str, Mark]]]]


def studies() -> Iterator[Study]:
    """Give the studies one after the other; each is answered by rules alone, but for the one whose model obeys.

    Searches go by words alone where MiniLM was never fetched.
    """
    for one in (quotes, numbers, hostile, obeying):
        yield _study(one.__name__.rpartition(".")[2], one.run)
    embedder = open_embedder(load().settings.assets)
    yield retrieval(embedder)


def _study(name: str, run: Runs) -> Study:
    marks = dict(run(Coach(pinned())))
    return Study(name, "tuned", dict.fromkeys(marks, name), marks.__getitem__)
