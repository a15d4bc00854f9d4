"""`python -m eval run`: critics put to the golden data, their figures side by side, and gates."""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Final, NamedTuple

from eval import neutral, report
from eval.contamination import contaminated
from eval.costs import cost_table
from eval.figures import chosen
from eval.gates import answerable, asked_for
from eval.golden import load, own
from eval.inspecting import recorded, run_findings, run_study
from eval.publish import publish
from eval.replay import Calls, replayable
from eval.results import FINDINGS
from wbcoach.critique import Critique
from wbcoach.pitfalls import catalogue

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from eval.conversations import Coaching
    from eval.golden import Case
    from eval.judge import Judge
    from eval.results import CaseResult, RunResult
    from wbcoach.heads.weigh import Heads

Results = tuple["CaseResult", ...]


class _Run(NamedTuple):
    """What a run is over: cases, why others are left out, calls, the heads that are here, who talks, who judges."""

    cases: list[Case]
    left_out: dict[str, str]
    calls: Calls
    local: Heads | None
    talker: Coaching | None
    judge: Judge | None


_SPLITS: Final = ("tuned", "held")
_USED_UP = (
    "Warning: whoever reads held misses and then changes a rule has used the held set up. Mark the cases"
    " `split: tuned` from now on, and have new ones written.\n"
)


def run(asked: argparse.Namespace) -> int:
    """Put critics to the golden data, print their figures, and say whether the gates hold.

    Returns:
        0, or 1 where a gate that was asked for doesn't hold.

    Raises:
        ValueError: a gate is on a judge that may not decide.
        InputError: what is asked for can't be had or doesn't go together, or the golden data are not of their shape.
        WbcoachError: a model is asked for and can't be opened.
    """
    from eval.tasks.judged import open_judge, refuse

    gates = asked_for(asked)
    if asked.judge is None:
        refuse(None, gates)
        return _run(asked, gates, None)
    with open_judge(asked.judge, record=asked.record, replay=asked.replay) as judge:
        refuse(judge, gates)
        return _run(asked, gates, judge)


def _run(asked: argparse.Namespace, gates: Mapping[str, float], judge: Judge | None) -> int:
    from eval.baseline import Baseline, baseline_of

    cases = own(asked.golden) if asked.golden else load()
    answerable(gates, cases)
    if asked.no_regression:
        Baseline.read(baseline_of(asked.golden))  # says at once that there is none
    left_out = contaminated(cases)
    for name, why in left_out.items():
        sys.stderr.write(f"left out: {name} {why}\n")
    cases = [case for case in cases if case.id not in left_out]
    from eval.tasks.chat import coach_of
    from eval.tasks.critics import open_caller, open_coach

    talker = coach_of(asked.coach) if asked.coach else None
    calls = Calls(asked.model or "", str(asked.record or asked.replay or ""), asked.replay is not None)
    if not asked.offline:
        open_caller(calls)  # says at once that there is none
    if asked.replay and not asked.offline:
        replayable(asked.replay, open_caller(calls).name)
    local = open_coach("rules and heads").heads
    if local is None:
        sys.stderr.write("MiniLM is not there, so there are no heads: `wbcoach assets fetch` gets it.\n")
    with _beside(cases) if asked.studies or talker else nullcontext() as beside:
        return _answered(asked, gates, _Run(cases, left_out, calls, local, talker, judge), beside)


def _answered(
    asked: argparse.Namespace, gates: Mapping[str, float], over: _Run, beside: Callable[[], Results] | None
) -> int:
    """Put the critics to the cases, print what they are worth, and try the gates."""
    from eval.tasks.chat import live

    cases, local = over.cases, over.local
    critiques: dict[str, Critique] = {}
    runs = {
        critic: _one(cases, critic, asked.epochs, over.calls, critiques) for critic in _critics(asked, local)
    }
    groups = _groups(cases, runs, simple=not (asked.no_baseline or asked.golden))
    codes, texts = tuple(catalogue()), {case.id: case.text for case in cases}
    if asked.markdown:
        sys.stdout.write(report.markdown_table(groups) + "\n")
        return 0
    last, found = list(runs.items())[-1]
    sys.stdout.write(report.score_table(groups, codes) + "\n\n")
    sys.stdout.write(cost_table({critic: one.cases for critic, one in runs.items()}) + "\n")
    if not asked.golden:
        sys.stdout.write("\n" + neutral_table(local) + "\n")
    if beside:
        from eval.studies import BARS

        marked = beside() + (run_study(live(over.talker)) if over.talker else ())
        found = found.model_copy(update={"cases": (*found.cases, *marked)})
        sys.stdout.write("\n" + report.study_table(marked, BARS) + "\n")
    if over.judge:
        found = _judged(found, over.judge, cases, critiques, asked.record)
    found = found.model_copy(update={"left_out": over.left_out})
    if asked.show_misses:
        sys.stdout.write("\nmisses, tuned\n" + report.miss_lines(groups[f"{last}, tuned"], texts) + "\n")
    if asked.use_up_held:
        sys.stderr.write(_USED_UP)
        sys.stdout.write("\nmisses, held\n" + report.miss_lines(groups[f"{last}, held"], texts) + "\n")
    if asked.publish and local:
        publish(groups, texts, local)
    return _finish(found, asked, gates)


@contextmanager
def _beside(cases: Sequence[Case]) -> Iterator[Callable[[], Results]]:
    """Run the studies in a process of their own, on another core; it doesn't outlive a run that fails."""
    pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
    told = pool.submit(_studied, tuple(cases))
    try:
        yield told.result
    except BaseException:
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(wait=False)


def _studied(cases: Sequence[Case]) -> Results:
    from eval.studies import studies

    return tuple(one for study in studies(cases) for one in run_study(study))


def _critics(asked: argparse.Namespace, local: Heads | None) -> list[str]:
    """Say who is put to the cases: without --offline the model, and what it has to be better than."""
    offline = ["rules alone", "rules and heads"] if local else ["rules alone"]
    return offline if asked.offline else [offline[-1], "model"]


def _one(
    cases: Sequence[Case], critic: str, epochs: int, calls: Calls, critiques: dict[str, Critique]
) -> RunResult:
    """Put the cases to one critic; its critiques take the place of those of the critic before."""
    critiques.clear()
    return run_findings(cases, critic, epochs=epochs, calls=calls, kept=critiques)


def _judged(
    found: RunResult,
    judge: Judge,
    cases: Sequence[Case],
    critiques: Mapping[str, Critique],
    record: Path | None,
) -> RunResult:
    """Add what a judge model says of the questions and wordings of the last critic."""
    from eval.calibrate import may_gate
    from eval.tasks.judged import judged

    if judge.model == found.model:
        sys.stderr.write(f"{judge.model} judges what it wrote itself; models are kind to their own words.\n")
    study = judged(judge, cases, critiques)
    beside = run_study(study) if study.cases else ()
    recorded(judge.caller, record)
    sys.stdout.write(f"\njudge {judge.model}, {judge.stamp}. {may_gate(judge) or 'It may decide.'}\n")
    sys.stdout.write(report.study_table(beside) + "\n")
    return found.model_copy(
        update={"cases": (*found.cases, *beside), "judge": f"{judge.model}, {judge.stamp}"}
    )


def _groups(
    cases: Sequence[Case], runs: Mapping[str, RunResult], *, simple: bool
) -> dict[str, list[CaseResult]]:
    """Give each critic's results in each split; a group is named "critic, split"."""
    groups: dict[str, list[CaseResult]] = {}
    if simple:
        from eval.bare import bare_critique, bare_result
        from eval.tfidf import baseline

        shown = baseline()
        for split in _SPLITS:
            some = [case for case in cases if case.split == split]
            groups[f"TF-IDF, {split}"] = [
                bare_result(case, bare_critique(case, codes))
                for case, codes in zip(some, shown(some), strict=True)
            ]
    for critic, found in runs.items():
        for split in _SPLITS:
            groups[f"{critic}, {split}"] = chosen(found, split, FINDINGS)
    return groups


def _finish(found: RunResult, asked: argparse.Namespace, gates: Mapping[str, float]) -> int:
    """Write the run, name what is unstable, and try the gates."""
    from eval.baseline import Baseline, baseline_of, fail_under, no_regression
    from eval.figures import unstable
    from eval.results import save

    for one in unstable(found.cases):
        sys.stdout.write(f"unstable: {one}\n")
    if asked.out:
        save(found, asked.out)
        sys.stderr.write(f"written: {asked.out}\n")
    fallen = [f"{one.id}: {one.error}" for one in found.cases if one.error]
    if gates:
        fallen += fail_under(found, gates)
    if asked.no_regression:
        fallen += no_regression(found.without_judge(), Baseline.read(baseline_of(asked.golden)))
    for line in fallen:
        sys.stderr.write(f"gate: {line}\n")
    return int(bool(fallen))


def neutral_table(local: Heads | None) -> str:
    """Print false alarms for each 100 neutral texts, by rules alone and with heads."""
    lines = ["False alarms per 100 neutral texts (what a text can't have, such as data, left out)"]
    for kind in ("groups", "stories"):
        count = len(neutral.texts(kind))
        for title, critic in (("rules alone", None), *([("rules and heads", local)] if local else [])):
            by_code, people, anything = neutral.alarms(kind, critic)
            told = "  ".join(f"{code} {100 * number / count:.1f}" for code, number in by_code.most_common(6))
            lines.append(
                f"{kind:<8} n {count}  {title:<16} on people {100 * people / count:5.1f}   any {100 * anything / count:5.1f}   {told}"
            )
    return "\n".join(lines)
