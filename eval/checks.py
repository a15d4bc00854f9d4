"""`python -m eval checks`: how far the scorers of suggestions and of conversations agree with the labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from eval import conversations, suggestions
from eval.golden import load as load_statements
from eval.kappa import cohen
from eval.marks import Mark
from eval.score import pinned
from eval.scorers import chat, suggestion
from wbcoach.coach import Coach
from wbcoach.coach.gather import linked_items

_SPLITS: Final = ("tuned", "held")


@dataclass
class Agreement:
    """Pairs (fails by its label, failed the check), and for near misses whether they passed.

    `silent` counts labelled failures to which the check had nothing to say; they are pairs as well.
    """

    pairs: list[tuple[bool, bool]] = field(default_factory=list)
    near: list[bool] = field(default_factory=list)
    silent: int = 0

    def add(self, *, labelled: bool, mark: Mark | None, near: bool = False) -> None:
        """Count one; where the check doesn't apply and nothing was labelled, there is nothing to count."""
        if mark is None and not labelled:
            return
        failed = mark is not None and mark.value < 1
        self.pairs.append((labelled, failed))
        self.silent += mark is None
        if near:
            self.near.append(not failed)

    @property
    def agreed(self) -> float:
        """The share of pairs that are equal."""
        return sum(one == two for one, two in self.pairs) / len(self.pairs)

    def line(self, name: str) -> str:
        """Give a row of a table."""
        bad = sum(one for one, _ in self.pairs)
        found = sum(one and two for one, two in self.pairs)
        false = sum(two and not one for one, two in self.pairs)
        kappa = cohen(self.pairs)
        told = "    -" if kappa is None else f"{kappa:5.2f}"
        near = f"{sum(self.near)}/{len(self.near)}" if self.near else "-"
        return f"{name:<16} {len(self.pairs):>4} {bad:>5} {found:>5} {false:>5} {self.agreed:>7.3f} {told} {near:>6}"


def checks() -> str:
    """Print agreement with the labels by split, and how the product's own questions do."""
    head = f"{'':<16} {'n':>4} {'bad':>5} {'found':>5} {'false':>5} {'agreed':>7} {'kappa':>5} {'near':>6}"
    lines = ["found: labelled failures that the check fails; false: those it fails beside the label;"]
    lines.append("near: near misses that pass")
    for title, by_split in (
        ("suggestions", {split: of_suggestions(split) for split in _SPLITS}),
        ("turns of a coach", {split: of_turns(split) for split in _SPLITS}),
    ):
        for split, counted in by_split.items():
            lines += ["", f"{title}, {split}", head, *(one.line(name) for name, one in counted.items())]
    lines += ["", *own_questions()]
    return "\n".join(lines)


def of_suggestions(split: str) -> dict[str, Agreement]:
    """Compare each check with the labels of the suggestions of a split; the last row is good or bad as a whole."""
    counted: dict[str, Agreement] = {name: Agreement() for name in (*suggestion.CHECKS, "any")}
    for case in (one for one in suggestions.load() if one.split == split):
        for given, marks in zip(case.suggestions, suggestion.labelled(case), strict=True):
            for name in suggestion.CHECKS:
                counted[name].add(labelled=name in given.fails, mark=marks.get(name), near=name in given.near)
            counted["any"].add(labelled=not given.good, mark=_worst(marks.values()))
    return counted


def of_turns(split: str) -> dict[str, Agreement]:
    """Compare each scorer of conversations with the labels, turn by turn."""
    counted: dict[str, Agreement] = {name: Agreement() for name in chat.SCORERS}
    for case in (one for one in conversations.load() if one.split == split):
        for end, turn in enumerate(case.turns, start=1):
            if turn.fails is None:
                continue
            marks = chat.score_turn(case.turns[:end], case.findings)
            for name in chat.SCORERS:
                counted[name].add(labelled=name in turn.fails, mark=marks.get(name))
    return counted


def own_questions() -> list[str]:
    """Put the question of each finding that the rules show on the labelled statements through the checks."""
    coach = Coach(pinned())
    passed: dict[str, dict[str, list[float]]] = {split: defaultdict(list) for split in _SPLITS}
    for case in load_statements():
        evidence = [one.told() for one in case.evidence]
        critique = coach.critique(case.text, evidence)
        for name, mark in suggestion.own_questions(critique, linked_items(evidence)).items():
            passed[case.split][name] += [mark.value * mark.weight, mark.weight]
    lines = ["questions of the product on the labelled statements: share that pass"]
    lines.append(f"{'':<16} " + " ".join(f"{split:>14}" for split in _SPLITS))
    for name in suggestion.CHECKS:
        cells = []
        for split in _SPLITS:
            told = passed[split][name]
            share = sum(told[::2]) / sum(told[1::2]) if told else None
            cells.append("-" if share is None else f"{share:.3f} ({sum(told[1::2]):.0f})")
        if set(cells) != {"-"}:
            lines.append(f"{name:<16} " + " ".join(f"{cell:>14}" for cell in cells))
    return lines


def _worst(marks: Iterable[Mark]) -> Mark:
    return min(marks, key=lambda mark: mark.value)
