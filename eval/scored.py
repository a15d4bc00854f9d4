"""The parts of the report that show figures by scorer: of the critiques, and of each study beside what it should reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval import figures as made
from eval.changes import decimal
from eval.charts import bar
from eval.results import FINDINGS
from eval.sections import SPLITS
from wbcoach.render.markup import Html, joined, note, table, tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eval.results import RunResult


def overall(run: RunResult) -> Html:
    """Give the figures of the critiques with intervals and bars."""
    parts = [
        note(
            "Each figure is the sum of value times weight over the sum of weights. In brackets: its 95% interval,"
            " cases drawn with replacement 2,000 times; where all cases agree it is Wilson's. Only held"
            " statements say what to expect on other people's drafts."
        )
    ]
    heads = ("Scorer", "Split", "Value", "95% interval", "0 to 1", "Cases", "Judged")
    body = _figures(run, FINDINGS)
    return joined([*parts, table("Figures of the critiques", heads, body, numbers=(2, 3, 5, 6))])


def studies(run: RunResult) -> Html:
    """Give the figures of each study with intervals and bars, beside what they should reach."""
    from eval.studies import BARS

    tasks = [task for task in made.by_task(run.cases) if task != FINDINGS]
    if not tasks:
        return note("No studies were run: see --studies.")
    parts = [
        note(
            "Each study asks one thing, by rules alone and without a model. What is made by rule, not by an author,"
            " is filed as tuned. The upright line in a plot is what the figure should reach, where that was set."
        )
    ]
    heads = ("Figure", "Split", "Value", "95% interval", "0 to 1", "Cases", "Judged", "Should reach")
    for task in tasks:
        body = [
            (*cells, decimal(BARS.get(cells[0])))
            for cells in _figures(run, task, BARS)
        ]  # fmt: skip
        parts += [
            tag("h3", task),
            table(f"Figures of the study {task}", heads, body, numbers=(2, 3, 5, 6, 7)),
        ]
    return joined(parts)


def _figures(run: RunResult, task: str, goals: Mapping[str, float] | None = None) -> list[tuple[str, ...]]:
    each = {split: made.figures(made.chosen(run, split, task)) for split in SPLITS}
    return [
        (
            name, split, decimal(one.value), f"[{decimal(one.between.low)}, {decimal(one.between.high)}]",
            bar(one.value, one.between, (goals or {}).get(name)), str(one.cases), f"{one.weight:g}",
        )
        for name in made.scorers(made.chosen(run, task=task))
        for split in SPLITS
        if (one := each[split].get(name)) is not None
    ]  # fmt: skip
