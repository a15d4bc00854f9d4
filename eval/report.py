"""The figures as tables in plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eval.figures import confusion, figures, pitfalls, scorers, verdict_names
from eval.score import AS_OF, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from eval.figures import Figure, PitfallRates
    from eval.results import CaseResult

    Group = Sequence[CaseResult]

# A figure's name in the results, what people call it, and its bar on held statements.
_LABELS: Final = {
    "precision": ("strict precision", ">= .900"),
    "recall": ("must-recall", ">= .800"),
    "clean": ("clean statements kept clean", ">= .950"),
    "verdict": ("verdict as labelled", ""),
}
_COUNTS: Final[tuple[tuple[str, str, Callable[[Figure], tuple[float, ...]]], ...]] = (
    ("codes shown, listed", "precision", lambda one: (one.weight, one.part)),
    ("musts, found", "recall", lambda one: (one.weight, one.part)),
    ("clean statements, kept", "clean", lambda one: (one.weight, one.part)),
    ("forbidden codes shown", "forbidden", lambda one: (one.weight - one.part,)),
    ("statements with a false P01 or P02", "people", lambda one: (one.weight - one.part,)),
)
_NARROW, _WIDE = 36, 38
_SHORT: Final = 20  # lines for each study


def score_table(groups: Mapping[str, Group], catalogue: Collection[str]) -> str:
    """Put the figures of each group (a name: its results) side by side, then each pitfall's, then verdicts."""
    found = {name: figures(cases) for name, cases in groups.items()}
    lines = [
        f"Offline, each statement with its own evidence, no index, {len(catalogue)} pitfalls, as of {AS_OF}.",
        "In brackets: bootstrap 95% interval over statements, then how many it rests on. The bar is for held ones.",
        "In the verdict, ready for rethink and rethink for ready count double.",
        "Heads and TF-IDF were trained on the tuned statements among others, so their tuned columns flatter them.",
        "",
        _row("", [*_heads(groups), "bar"]),
    ]
    others = [name for told in found.values() for name in told if name not in _LABELS]
    for name in dict.fromkeys([*_LABELS, *others]):
        label, bar = _LABELS.get(name, (name, ""))
        cells = [_figure(told.get(name), cases=True) for told in found.values()]
        lines.append(_row(label, [*cells, bar]))
    lines += [_row(label, cells) for label, *cells in _counts(groups, found)]
    lines += ["", *_pitfalls(groups, catalogue), *_verdicts(groups)]
    return "\n".join(lines)


def markdown_table(groups: Mapping[str, Group]) -> str:
    """Give the overall figures alone, as a Markdown table."""
    found = {name: figures(cases) for name, cases in groups.items()}
    heads = ["figure", *_heads(groups), "bar"]
    rows = [heads, ["---"] * len(heads)]
    for name, (label, bar) in _LABELS.items():
        rows.append([label, *(_figure(told.get(name)) for told in found.values()), bar])
    rows += [[*cells, ""] for cells in _counts(groups, found)[-2:]]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def miss_lines(cases: Iterable[CaseResult], texts: Mapping[str, str]) -> str:
    """List what went wrong in the first epoch, a line a statement, with its text by id below it."""
    lines = []
    for one in cases:
        if one.epoch == 1 and one.error is None and (wrong := misses(one)):
            told = "; ".join(f"{what}: {' '.join(codes)}" for what, codes in wrong.items())
            lines.append(f"{one.id:<7}{told}\n       {texts[one.id]}")
    return "\n".join(lines)


def misses(one: CaseResult) -> dict[str, list[str]]:
    """Name what went wrong in a case: codes not found, false, or forbidden, and a different verdict."""
    shown, forbidden = set(one.shown), set(one.forbidden)
    wrong = {
        "missed": sorted(set(one.musts) - shown),
        "false": sorted(shown - set(one.listed) - forbidden),
        "forbidden": sorted(shown & forbidden),
    }
    if one.verdict != one.labelled_verdict:
        wrong["verdict"] = [f"{one.verdict or 'none'}, labelled {one.labelled_verdict}"]
    return {name: codes for name, codes in wrong.items() if codes}


def study_table(cases: Sequence[CaseResult], bars: Mapping[str, float] | None = None) -> str:
    """Put each study's figures in lines, by split, with their intervals and how many cases they rest on.

    `bars` say what a figure should reach. Then come tuned cases that fell short, and why; of held cases nothing is
    listed.
    """
    lines = ["studies: figure [95% interval over cases], cases; what it should reach"]
    found = {split: figures([one for one in cases if one.split == split]) for split in ("held", "tuned")}
    for name in scorers(cases):
        reach = f">= {_decimal(bars[name])}" if bars and name in bars else ""
        for split, told in found.items():
            if name in told:
                cell = _figure(told[name], cases=True)
                lines.append(f"{name:<26} {split:<6} {cell:<28}{reach}".rstrip())
    short: dict[str, list[str]] = {}
    for one in cases:
        for name, mark in one.figures.items():
            if mark.value < 1 and one.split == "tuned":
                short.setdefault(one.task, []).append(f"  {one.id}, {name}: {mark.why}")
    return "\n".join([*lines, *(line for told in short.values() for line in told[:_SHORT])])


def _heads(groups: Mapping[str, Group]) -> list[str]:
    return [f"{name} ({len({one.id for one in cases})})" for name, cases in groups.items()]


def _figure(one: Figure | None, *, cases: bool = False) -> str:
    if one is None:
        return "-"
    told = f"{_decimal(one.value)} [{_decimal(one.between.low)}, {_decimal(one.between.high)}]"
    return f"{told} {one.cases}" if cases else told


def _counts(groups: Mapping[str, Group], found: Mapping[str, Mapping[str, Figure]]) -> list[list[str]]:
    """Give rows of counts; with several epochs they are means, so that a statement counts once."""
    rows = []
    for label, name, counted in _COUNTS:
        cells = []
        for group, told in found.items():
            epochs = max((one.epoch for one in groups[group]), default=1)
            numbers = counted(told[name]) if name in told else ()
            cells.append(", ".join(f"{number / epochs:g}" for number in numbers) or "-")
        rows.append([label, *cells])
    return rows


def _pitfalls(groups: Mapping[str, Group], catalogue: Collection[str]) -> list[str]:
    """Put each pitfall's figures side by side: musts, precision and recall with their intervals, near-miss alarms."""
    rates = {name: {one.code: one for one in pitfalls(cases)} for name, cases in groups.items()}
    lines = [
        "by pitfall: n musts; precision, recall [Wilson 95% interval of recall]; alarms on near misses",
        _row("", list(rates)),
    ]
    lines += [_row(code, [_cell(told.get(code)) for told in rates.values()]) for code in catalogue]
    return lines


def _cell(one: PitfallRates | None) -> str:
    if one is None:
        return f"{0:>3}"
    low, high = one.recall.between
    return (
        f"{one.recall.whole:>3g} {_decimal(one.precision.value):>5} {_decimal(one.recall.value):>5}"
        f" [{_decimal(low)}, {_decimal(high)}] {one.alarms.part:g}/{one.alarms.whole:g}"
    )


def _verdicts(groups: Mapping[str, Group]) -> list[str]:
    lines = []
    for name, cases in groups.items():
        counts = confusion(cases)
        given = verdict_names(counts)
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
