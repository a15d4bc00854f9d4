"""The figures as tables in plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eval.score import (
    AS_OF,
    VERDICTS,
    Outcome,
    PitfallFigures,
    Tally,
    by_pitfall,
    confusion,
    interval,
    misses,
    share,
)
from eval.stats import wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from eval.results import CaseResult, Marked, RunResult

_FIGURES: Final[tuple[tuple[str, Callable[[Tally], float | None], str], ...]] = (
    ("strict precision", lambda tally: tally.precision, ">= .900"),
    ("must-recall, codes with a pitfall", lambda tally: tally.recall_here, ""),
    ("must-recall, all 40 codes", lambda tally: tally.recall, ">= .800"),
    ("clean statements kept clean", lambda tally: tally.cleanness, ">= .950"),
    ("verdict as labelled", lambda tally: tally.verdict_accuracy, ""),
)
_COUNTS: Final[tuple[tuple[str, Callable[[Tally], str]], ...]] = (
    ("codes shown, listed", lambda tally: f"{tally.shown}, {tally.right}"),
    ("musts of a pitfall, found", lambda tally: f"{tally.musts_here}, {tally.found_here}"),
    ("musts, found", lambda tally: f"{tally.musts}, {tally.found}"),
    ("clean statements, kept", lambda tally: f"{tally.clean}, {tally.kept_clean}"),
    ("forbidden codes shown", lambda tally: f"{tally.forbidden}"),
    ("statements with a false P01 or P02", lambda tally: f"{tally.accused}"),
)
_NARROW, _WIDE = 36, 38
_SHORT: Final = 20  # lines for each study


def score_table(groups: Mapping[str, Sequence[Outcome]], catalogue: Collection[str]) -> str:
    """Put the figures of each group (a split's name: its outcomes) side by side, then each pitfall's, then verdicts."""
    tallies = {name: Tally.of(outcomes, catalogue) for name, outcomes in groups.items()}
    heads = [f"{name} ({tally.statements})" for name, tally in tallies.items()]
    lines = [
        f"Offline, each statement with its own evidence, no index, {len(catalogue)} pitfalls, as of {AS_OF}.",
        "In brackets: bootstrap 95% interval over statements. The bar is for held statements.",
        "Heads and TF-IDF were trained on the tuned statements among others, so their tuned columns flatter them.",
        "",
        _row("", [*heads, "bar"]),
    ]
    for label, figure, bar in _FIGURES:
        cells = [_with_interval(groups[name], catalogue, figure, tally) for name, tally in tallies.items()]
        lines.append(_row(label, [*cells, bar]))
    lines += [_row(label, [show(tally) for tally in tallies.values()]) for label, show in _COUNTS]
    lines += ["", *_pitfalls(groups, catalogue), *_verdicts(groups)]
    return "\n".join(lines)


def markdown_table(groups: Mapping[str, Sequence[Outcome]], catalogue: Collection[str]) -> str:
    """Give the overall figures alone, as a Markdown table."""
    tallies = {name: Tally.of(outcomes, catalogue) for name, outcomes in groups.items()}
    heads = ["figure", *(f"{name} ({tally.statements})" for name, tally in tallies.items()), "bar"]
    rows = [heads, ["---"] * len(heads)]
    for label, figure, bar in _FIGURES:
        cells = [_with_interval(groups[name], catalogue, figure, tally) for name, tally in tallies.items()]
        rows.append([label, *cells, bar])
    rows += [[label, *map(show, tallies.values()), ""] for label, show in _COUNTS[-2:]]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def miss_lines(outcomes: Iterable[Outcome], catalogue: Collection[str]) -> str:
    """List what went wrong, a line a statement."""
    lines = []
    for outcome in outcomes:
        if wrong := misses(outcome, catalogue):
            told = "; ".join(f"{what}: {' '.join(codes)}" for what, codes in wrong.items())
            lines.append(f"{outcome.case.id:<7}{told}\n       {outcome.case.text}")
    return "\n".join(lines)


def _with_interval(
    outcomes: Sequence[Outcome],
    catalogue: Collection[str],
    figure: Callable[[Tally], float | None],
    tally: Tally,
) -> str:
    between = interval(outcomes, catalogue, figure)
    text = _decimal(figure(tally))
    return f"{text} [{_decimal(between[0])}, {_decimal(between[1])}]" if between else text


def _pitfalls(groups: Mapping[str, Sequence[Outcome]], catalogue: Collection[str]) -> list[str]:
    """Put each pitfall's figures side by side: musts, precision and recall with their intervals, near-miss alarms."""
    figures = {name: by_pitfall(outcomes, catalogue) for name, outcomes in groups.items()}
    lines = [
        "by pitfall: n musts; precision, recall [Wilson 95% interval of recall]; alarms on near misses",
        _row("", list(figures)),
    ]
    lines += [_row(code, [_cell(figures[name][code]) for name in figures]) for code in catalogue]
    return lines


def _cell(one: PitfallFigures) -> str:
    precision, recall = share(one.right, one.shown), share(one.found, one.musts)
    low, high = wilson(one.found, one.musts)
    return (
        f"{one.musts:>3} {_decimal(precision):>5} {_decimal(recall):>5} [{_decimal(low)}, {_decimal(high)}]"
        f" {one.alarms}/{one.near}"
    )


def _verdicts(groups: Mapping[str, Sequence[Outcome]]) -> list[str]:
    lines = []
    for name, outcomes in groups.items():
        counts = confusion(outcomes)
        given = [*VERDICTS, *(["none"] if any(to == "none" for _, to in counts) else [])]
        lines += ["", f"verdicts, {name}: labelled down, given across"]
        lines.append(f"{'':<10}" + "".join(f"{to:>9}" for to in given))
        lines += [f"{label:<10}" + "".join(f"{counts[label, to]:>9}" for to in given) for label in VERDICTS]
    return lines


def _row(label: str, cells: Sequence[str]) -> str:
    return (f"{label:<{_NARROW}}" + "".join(f"{cell:<{_WIDE}}" for cell in cells)).rstrip()


def _decimal(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}".removeprefix("0") if value < 1 else "1.000"


def mark_table(runs: Mapping[str, RunResult]) -> str:
    """Put every scorer's figure on held and on tuned statements in a line, with its interval and how many cases it rests on."""
    from eval.figures import chosen, figures

    lines = ["by scorer: value [bootstrap 95% interval over statements], cases it applies to"]
    for critic, found in runs.items():
        for split in ("held", "tuned"):
            for name, one in figures(chosen(found, split)).items():
                between = f"[{one.between.low:.3f}, {one.between.high:.3f}]"
                lines.append(
                    f"{critic:<16} {split:<6} {name:<10} {one.value:.3f} {between:<16} {one.cases:>5}"
                )
    return "\n".join(lines)


def study_table(cases: Sequence[CaseResult]) -> str:
    """Sum up the studies: each mark's figure, weighted, and how many cases it rests on; then tuned cases that fell short.

    The figure is sum(value * weight) / sum(weight). Of held cases nothing is listed.
    """
    marks: dict[tuple[str, str], list[Marked]] = {}
    short: dict[str, list[str]] = {}
    for one in cases:
        for name, mark in one.marks.items():
            marks.setdefault((one.task, name), []).append(mark)
            if mark.value < 1 and one.split == "tuned":
                short.setdefault(one.task, []).append(f"  {one.task} {one.id}, {name}: {mark.why}")
    lines = ["studies: figure, cases"]
    for (task, name), given in marks.items():
        total = sum(mark.weight for mark in given)
        value = sum(mark.value * mark.weight for mark in given) / total if total else None
        lines.append(f"{task:<14} {name:<40} {_decimal(value):>5} {len(given):>5}")
    return "\n".join([*lines, *(line for told in short.values() for line in told[:_SHORT])])
