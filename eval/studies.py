"""All studies beside the main task: what must be held back, what must hold, and how evidence and searches fare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eval import golden
from eval.adversarial import gaming, hostile, numbers, quotes
from eval.results import figure_name
from eval.score import pinned
from eval.tasks.retrieval import retrieval
from eval.tasks.stance import gathered, labelled, stance
from eval.tasks.study import Study
from wbcoach.coach import Coach
from wbcoach.library import open_embedder
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from eval.golden import Split
    from eval.marks import Mark

    Runs = Callable[[Coach], list[tuple[str, dict[str, Mark]]]]

# What a study's figure should reach, by figure.
BARS: Final = {
    figure_name(study, name): bar
    for study, bars in (
        ("quotes", quotes.BARS), ("numbers", numbers.BARS), ("hostile", hostile.BARS), ("gaming", gaming.BARS),
    )
    for name, bar in bars.items()
}  # fmt: skip


def studies() -> Iterator[Study]:
    """Give the studies one after the other; each is answered by rules alone, without a model.

    Searches go by words alone where MiniLM was never fetched. Those of evidence are left out where no stance is
    labelled.
    """
    plants: dict[str, Split] = {f"hostile-{one.id}": one.split for one in hostile.load().plants}
    drafts: dict[str, Split] = {f"gaming-{one.id}": one.split for one in gaming.load()}
    musts = {f"gaming-{one.id}": one.musts for one in gaming.load()}
    yield made("quotes", quotes.run)
    yield made("numbers", numbers.run)
    yield made("hostile", hostile.run, plants)
    yield made("gaming", gaming.run, drafts, musts)
    embedder = open_embedder(load().settings.assets)
    yield retrieval(embedder)
    if cases := labelled(golden.load()):
        yield stance(cases)
        yield gathered(cases, embedder)


def made(
    name: str,
    run: Runs,
    splits: Mapping[str, Split] | None = None,
    labels: Mapping[str, tuple[str, ...]] | None = None,
) -> Study:
    """Make a study of an adversarial set; what is made by rule has no split, and is filed as tuned."""
    marks = dict(run(Coach(pinned())))
    return Study(
        name, "tuned", dict.fromkeys(marks, name), marks.__getitem__, splits=splits or {}, labels=labels or {}
    )
