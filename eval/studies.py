"""All studies beside the main task: what must be held back, what must hold, how evidence, searches, suggestions and turns fare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eval import golden
from eval.adversarial import gaming, hostile, numbers, obeying, quotes
from eval.results import figure_name
from eval.score import heads, pinned
from eval.tasks import chat, suggestions
from eval.tasks.retrieval import retrieval
from eval.tasks.stance import gathered, labelled, stance
from eval.tasks.study import Study
from wbcoach.coach import Coach
from wbcoach.library import open_embedder
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from eval.golden import Case, Split
    from eval.marks import Mark

    Runs = Callable[[Coach], list[tuple[str, dict[str, Mark]]]]

# What a study's figure should reach, by figure.
BARS: Final = {
    figure_name(study, name): bar
    for study, bars in (
        ("quotes", quotes.BARS), ("numbers", numbers.BARS), ("hostile", hostile.BARS), ("obeying", obeying.BARS),
        ("gaming", gaming.BARS),
    )
    for name, bar in bars.items()
}  # fmt: skip


def studies(cases: Sequence[Case] | None = None) -> Iterator[Study]:
    """Give the studies one after the other; with no model but one that obeys any order.

    Searches go by words alone, and suggestions come from rules alone, where MiniLM was never fetched. Studies of
    evidence are left out where no stance is labelled.

    Args:
        cases: the statements whose suggestions and evidence are judged, by default the golden ones.
    """
    orders = hostile.load().plants
    plants: dict[str, Split] = {f"hostile-{one.id}": one.split for one in orders}
    obeyed: dict[str, Split] = {
        f"obeying-{one.id}-{place}": one.split for one in orders for place in obeying.PLACES
    }
    drafts: dict[str, Split] = {f"gaming-{one.id}": one.split for one in gaming.load()}
    musts = {f"gaming-{one.id}": one.musts for one in gaming.load()}
    yield made("quotes", quotes.run)
    yield made("numbers", numbers.run)
    yield made("hostile", hostile.run, plants)
    yield made("obeying", obeying.sampled, obeyed)
    yield made("gaming", gaming.run, drafts, musts)
    embedder = open_embedder(load().settings.assets)
    yield retrieval(embedder)
    put = golden.load() if cases is None else cases
    if told := labelled(put):
        yield stance(told)
        yield gathered(told, embedder)
    yield suggestions.proposed(put, Coach(pinned(), heads=heads()))
    yield suggestions.labelled()
    yield chat.labelled()


def made(
    name: str,
    run: Runs,
    splits: Mapping[str, Split] | None = None,
    labels: Mapping[str, tuple[str, ...]] | None = None,
) -> Study:
    """Make a study of an adversarial set; what is made by rule has no split, and is filed as tuned."""
    marks = dict(run(Coach(pinned(), heads=heads())))
    return Study(
        name, "tuned", dict.fromkeys(marks, name), marks.__getitem__, splits=splits or {}, labels=labels or {}
    )
