"""The parts of the report about the critiques: cost, pitfalls, verdicts, confidence, steadiness, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eval import costs
from eval import figures as made
from eval.changes import decimal
from eval.charts import curve, dot
from eval.results import FINDINGS
from wbcoach.pitfalls import catalogue
from wbcoach.render.markup import Html, joined, note, table, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.figures import Rate
    from eval.results import CaseResult, RunResult

SPLITS: Final = ("held", "tuned")
_HEAT: Final = (0.05, 0.25, 0.5, 0.75)


def summary(run: RunResult) -> Html:
    """Say what was run, on what, and what it cost."""
    some = run.cases
    put = made.chosen(run, task=FINDINGS)
    splits = ", ".join(f"{len({one.id for one in put if one.split == split})} {split}" for split in SPLITS)
    studies = {task: len(cases) for task, cases in made.by_task(some).items() if task != FINDINGS}
    wrong = [one for one in some if one.error is not None]
    answers, sent, received, usd, median, slow = costs.cells(costs.took(some))
    told = {
        "Critic": run.critic,
        "Model": run.model or "none",
        "Version": run.version,
        "Run": f"{run.created:%Y-%m-%d %H:%M} UTC, {run.seconds:.0f} s",
        "Statements": f"{splits}; {len(put)} results, epochs: {len({one.epoch for one in put})}",
        "Studies": ", ".join(f"{task} {count}" for task, count in studies.items()) or "none",
        "Errors": f"{len(wrong)} results" if wrong else "none",
        "Time for one": f"median {median}, 95th percentile {slow}",
        "Tokens": f"{sent} in, {received} out, for {answers} critiques",
        "Cost": "not known" if usd == "-" else usd,
    }
    return tag("dl", *(part for name, value in told.items() for part in (tag("dt", name), tag("dd", value))))


def pitfalls(run: RunResult) -> Html:
    """Give each pitfall's recall and precision as dots on their intervals, rarest evidence and all."""
    parts = [
        note(
            "Recall: of the statements that must show it, those that do. Precision: of those that show it, those"
            " where it is listed. Alarms: near misses on which it was shown. Whiskers: Wilson's 95% interval."
        )
    ]
    names = {code: known.name for code, known in catalogue().items()}
    places = {code: number for number, code in enumerate(names)}
    heads = (
        "Pitfall",
        "Musts",
        "Recall",
        "Recall, 0 to 1",
        "Shown",
        "Precision",
        "Precision, 0 to 1",
        "Alarms",
    )
    for split in SPLITS:
        found = sorted(
            made.pitfalls(made.chosen(run, split)),
            key=lambda one: (one.code not in names, places.get(one.code, 0)),
        )
        body = [
            (
                f"{one.code} {names.get(one.code, '')}", f"{one.recall.whole:g}", _rate(one.recall),
                dot(one.recall.value, one.recall.between), f"{one.precision.whole:g}", _rate(one.precision),
                dot(one.precision.value, one.precision.between), f"{one.alarms.part:g}/{one.alarms.whole:g}",
            )
            for one in found
        ]  # fmt: skip
        if body:
            parts.append(
                table(
                    f"Recall and precision by pitfall, {split} statements",
                    heads,
                    body,
                    numbers=(1, 2, 4, 5, 7),
                )
            )
    return joined(parts)


def _rate(rate: Rate) -> str:
    if rate.value is None:
        return "-"
    return f"{decimal(rate.value)} [{decimal(rate.between.low)}, {decimal(rate.between.high)}]"


def verdicts(run: RunResult) -> Html:
    """Set labelled verdicts against given ones; darker cells hold more of their row."""
    parts = []
    for split in SPLITS:
        some = made.chosen(run, split)
        counts = made.confusion(some)
        if not counts:
            continue
        given = made.verdict_names(counts)
        body = []
        for label in given:
            if not (total := sum(counts[label, one] for one in given)):
                continue
            body.append((label, *(_cell(counts[label, one], total) for one in given), str(total)))
        heads = ("Labelled", *(f"given {one}" for one in given), "All")
        parts.append(
            table(
                f"Verdicts, {split} statements: labelled down, given across",
                heads,
                body,
                range(1, len(heads)),
            )
        )
        if kappa := made.verdict_kappa(some):
            parts.append(
                note(
                    f"Same verdict: {kappa.agreed:.3f}. Cohen's kappa, agreement beyond chance:"
                    f" {kappa.value:.3f} [{kappa.low:.3f}, {kappa.high:.3f}]."
                )
            )
    return joined(parts or [note("No verdicts were labelled.")])


def _cell(count: int, total: int) -> Html:
    part = count / total if total else 0.0
    return tag("span", str(count), class_=f"heat-{sum(part > bound for bound in _HEAT)}")


def confidence(run: RunResult) -> Html:
    """Draw how far confidence tells how often a finding is right, with the same as a table."""
    parts = []
    for split in SPLITS:
        told = made.confidence_curve(made.chosen(run, split))
        if told is None:
            continue
        body = [
            (
                f"{one.low:.1f} to {one.high:.1f}", f"{one.count:g}", decimal(one.confidence), decimal(one.right),
                f"[{decimal(one.between.low)}, {decimal(one.between.high)}]",
            )
            for one in told.bins
        ]  # fmt: skip
        parts += [
            tag("h3", f"{split.capitalize()} statements"),
            tag("figure", curve(told, f"Calibration, {split} statements")),
            table(
                f"Confidence and how often findings are right, {split} statements",
                ("Confidence", "Findings", "Mean", "Right", "95% interval"), body, (1, 2, 3, 4),
            ),
            note(
                f"Expected calibration error {told.error:.3f}, Brier score {told.brier:.3f}, over {told.count:g}"
                " findings. Below the dashed line the critic is surer than it should be."
            ),
        ]  # fmt: skip
    return joined(parts or [note("No confidences were given.")])


def steadiness(run: RunResult) -> Html:
    """List what differs between epochs, which an average would hide."""
    some = run.cases
    if len({one.epoch for one in some}) < 2:
        return note("One epoch, so nothing is known of how steady the critic is.")
    wide = [
        (f"{one.name}, {split}", *map(decimal, (min(one.values), max(one.values), one.width)))
        for split in SPLITS
        for one in made.spread(made.chosen(run, split))
        if one.values
    ]
    found = made.unstable(some)
    body = [
        (one.id, one.task, one.split, one.name, " ".join(map(decimal, one.values)))
        for one in found
    ]  # fmt: skip
    cases = len({(one.task, one.id) for one in found})
    return joined(
        [
            table("Figures in the lowest and the highest epoch", ("Scorer", "Lowest", "Highest", "Apart"), wide, (1, 2, 3)),
            note(f"{cases} cases are unstable: a scorer marks them differently from epoch to epoch."),
            *([table("Unstable cases", ("Case", "Task", "Split", "Scorer", "By epoch"), body)] if body else []),
        ]
    )  # fmt: skip


def left_out(run: RunResult) -> Html:
    """List the cases that were not put to the critic, and those that ended in an error."""
    wrong = [_error(one) for one in run.cases if one.error is not None]
    parts = []
    if run.left_out:
        parts.append(table("Cases left out", ("Case", "Why"), sorted(run.left_out.items())))
    if wrong:
        parts.append(
            table(
                "Results that are errors, and count in no figure", ("Case", "Task", "Epoch", "Error"), wrong
            )
        )
    return joined(parts or [note("No case was left out, and none ended in an error.")])


def _error(one: CaseResult) -> Sequence[str]:
    return one.id, one.task, str(one.epoch), "held" if one.split == "held" else str(one.error)
