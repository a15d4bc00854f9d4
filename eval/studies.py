"""All studies beside the main task: what must be held back, what must hold, and how suggestions, turns and searches fare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.adversarial import hostile, numbers, quotes
from eval.golden import load as golden
from eval.score import heads, pinned
from eval.tasks import chat, suggestions
from eval.tasks.retrieval import retrieval
from eval.tasks.study import Study
from wbcoach.coach import Coach
from wbcoach.library import open_embedder
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eval.conversations import Coaching
    from eval.golden import Case
    from eval.marks import Mark

    Runs = Callable[[Coach], list[tuple[str, dict[str, Mark]]]]


def studies(cases: Sequence[Case] | None = None, talker: Coaching | None = None) -> Iterator[Study]:
    """Give the studies one after the other; each is answered without a model, and by rules alone unless it says else.

    Searches go by words alone, and suggestions come from rules alone, where MiniLM was never fetched.

    Args:
        cases: the statements whose suggestions are judged, by default the golden ones.
        talker: a coach that is talked to as well; the labels of conversations are compared in any case.
    """
    for name, run in (("quotes", quotes.run), ("numbers", numbers.run), ("hostile", hostile.run)):
        yield _study(name, run)
    embedder = open_embedder(load().settings.assets)
    yield retrieval(embedder)
    yield suggestions.proposed(golden() if cases is None else cases, Coach(pinned(), heads=heads()))
    yield suggestions.labelled()
    yield chat.labelled()
    if talker is not None:
        yield chat.live(talker)


def _study(name: str, run: Runs) -> Study:
    marks = dict(run(Coach(pinned())))
    return Study(name, "tuned", dict.fromkeys(marks, name), marks.__getitem__)
