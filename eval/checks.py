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

    def join(self, other: Agreement) -> None:
        """Take in what was counted of another case."""
        self.pairs += other.pairs
        self.near += other.near
        self.silent += other.silent

    def mark(self) -> Mark | None:
        """Give the share of pairs that are equal as a mark that counts by how many there are; None without a pair."""
        if not self.pairs:
            return None
        found, false = self._hits
        bad = sum(one for one, _ in self.pairs)
        why = f"{found} of {bad} labelled failures found, {false} false of {len(self.pairs)}"
        return Mark(self.agreed, why, float(len(self.pairs)))

    @property
    def _hits(self) -> tuple[int, int]:
        found = sum(one and two for one, two in self.pairs)
        return found, sum(two and not one for one, two in self.pairs)

    @property
    def agreed(self) -> float:
        """The share of pairs that are equal."""
        return sum(one == two for one, two in self.pairs) / len(self.pairs)

    def line(self, name: str) -> str:
        """Give a row of a table."""
        bad = sum(one for one, _ in self.pairs)
        found, false = self._hits
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
    return _joined(on_draft(case) for case in suggestions.load() if case.split == split)


def on_draft(case: suggestions.Drafted) -> dict[str, Agreement]:
    """Compare each check with the labels of one draft's suggestions; the last row is good or bad as a whole."""
    counted: dict[str, Agreement] = {name: Agreement() for name in (*suggestion.CHECKS, "any")}
    for given, marks in zip(case.suggestions, suggestion.labelled(case), strict=True):
        for name in suggestion.CHECKS:
            counted[name].add(labelled=name in given.fails, mark=marks.get(name), near=name in given.near)
        counted["any"].add(labelled=not given.good, mark=_worst(marks.values()))
    return counted


def of_turns(split: str) -> dict[str, Agreement]:
    """Compare each scorer of conversations with the labels, turn by turn."""
    return _joined(on_turns(case) for case in conversations.load() if case.split == split)


def on_turns(case: conversations.Conversation) -> dict[str, Agreement]:
    """Compare each scorer with the labels of one conversation's turns."""
    counted: dict[str, Agreement] = {name: Agreement() for name in chat.SCORERS}
    for end, turn in enumerate(case.turns, start=1):
        if turn.fails is None:
            continue
        marks = chat.score_turn(case.turns[:end], case.findings)
        for name in chat.SCORERS:
            counted[name].add(labelled=name in turn.fails, mark=marks.get(name))
    return counted


def _joined(some: Iterable[dict[str, Agreement]]) -> dict[str, Agreement]:
    whole: dict[str, Agreement] = {}
    for counted in some:
        for name, one in counted.items():
            whole.setdefault(name, Agreement()).join(one)
    return whole


def own_questions() -> list[str]:
    """Put the question of each finding that the rules show on the labelled statements through the checks."""
    coach = Coach(pinned())
    passed: dict[str, dict[str, list[float]]] = {split: defaultdict(list) for split in _SPLITS}
    by_code: dict[str, list[float]] = defaultdict(list)
    for case in load_statements():
        evidence = [one.model_dump() for one in case.evidence]
        critique = coach.critique(case.text, evidence)
        for code, marks in suggestion.each_question(critique, linked_items(evidence)):
            by_code[code].append(marks["specific"].value)
            for name, mark in marks.items():
                passed[case.split][name].append(mark.value)
    lines = ["questions of the product on the labelled statements: share that pass"]
    lines.append(f"{'':<16} " + " ".join(f"{split:>14}" for split in _SPLITS))
    for name in suggestion.CHECKS:
        told = [passed[split][name] for split in _SPLITS]
        if any(told):
            cells = [f"{sum(one) / len(one):.3f} ({len(one)})" if one else "-" for one in told]
            lines.append(f"{name:<16} " + " ".join(f"{cell:>14}" for cell in cells))
    rows = [f"{code} {sum(told):.0f}/{len(told)}" for code, told in sorted(by_code.items())]
    lines += ["specific, by code:", *("  " + "  ".join(rows[at : at + 8]) for at in range(0, len(rows), 8))]
    return lines


def _worst(marks: Iterable[Mark]) -> Mark:
    return min(marks, key=lambda mark: mark.value)
