"""Run a task with inspect-ai and keep what it found as a `RunResult`."""

from __future__ import annotations

import ast
import math
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from eval.golden import Case
from eval.replay import Calls, Recorder
from eval.results import CaseResult, Marked, RunResult
from eval.score import AS_OF
from eval.scorers.agreement import shown_codes
from wbcoach import __version__
from wbcoach.critique import Critique

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from inspect_ai import Task
    from inspect_ai.log import EvalLog, EvalSample

    from eval.replay import Replayer
    from eval.tasks.study import Study
    from wbcoach.models import Model

LOGS: Final = Path("logs")


def run_findings(
    cases: Sequence[Case],
    critic: str,
    *,
    epochs: int = 1,
    calls: Calls = Calls(),  # noqa: B008  it is frozen
    logs: Path = LOGS,
    kept: MutableMapping[str, Critique] | None = None,
) -> RunResult:
    """Put cases to a critic, `epochs` times; a case that fails is tried once more, then kept as an error.

    The critiques of the first epoch are put into `kept` by case, for whoever goes on with them.

    Raises:
        RuntimeError: inspect-ai gave up on the task as a whole.
        InputError: a recording could not be written, so the rest was not asked.
    """
    from eval.tasks.critics import open_caller
    from eval.tasks.findings import findings_of

    started, replay = time.monotonic(), calls.replay
    task = findings_of(cases, critic, calls)
    log = _inspected(task, epochs, logs, retries=0 if replay else 1, at_once=4 if critic == "model" else 1)
    if critic == "model":
        recorded(open_caller(calls), calls.folder)
    if kept is not None:
        first = (sample for sample in _samples(log) if sample.epoch == 1)
        kept.update((str(one.id), critique) for one in first if (critique := _critique_of(one)))
    return result_of(log, critic, 0.0 if replay else time.monotonic() - started, replay=replay)


def recorded(caller: Model | Recorder | Replayer, folder: object) -> None:
    """Say how many answers were in a folder of recordings before the run.

    Raises:
        InputError: a recording could not be written.
    """
    if not isinstance(caller, Recorder):
        return
    if caller.broken:
        raise caller.broken
    if caller.taken:
        sys.stderr.write(
            f"{folder}: answers recorded before and not asked for again: {caller.taken};"
            " an empty folder asks for all.\n"
        )


def run_study(study: Study, logs: Path = LOGS) -> tuple[CaseResult, ...]:
    """Run a study once.

    Raises:
        RuntimeError: inspect-ai gave up on the task as a whole.
    """
    from eval.tasks.study import task_of

    log = _inspected(task_of(study), 1, logs, retries=0, at_once=study.at_once)
    return tuple(
        CaseResult(
            id=str(sample.id),
            task=study.name,
            split=study.split_of(str(sample.id)),
            labelled=tuple(study.labels.get(str(sample.id), ())),
            marks={name: Marked(**mark) for name, mark in (sample.store.get("marks") or {}).items()},
            error=_error_of(sample),
        )
        for sample in _samples(log)
    )


def _inspected(task: Task, epochs: int, logs: Path, *, retries: int, at_once: int) -> EvalLog:
    from inspect_ai import eval as inspect_eval

    [log] = inspect_eval(
        task,
        model=None,
        epochs=epochs,
        log_dir=str(logs),
        display="none",
        fail_on_error=False,
        retry_on_error=retries,
        max_samples=at_once,
        log_realtime=False,
        score_display=False,
    )
    sys.stderr.write(f"{task.name}: {len(log.samples or ())} answers, log in {log.location}\n")
    return log


def _samples(log: EvalLog) -> list[EvalSample]:
    if log.samples is None:
        raise RuntimeError(f"inspect-ai gave no samples: {log.error.message if log.error else log.status}")
    return log.samples


def result_of(log: EvalLog, critic: str, seconds: float, *, replay: bool = False) -> RunResult:
    """Read a log of inspect-ai; of a replayed run nothing is kept that a clock says.

    Raises:
        RuntimeError: the task as a whole failed.
    """
    results = [_case_result(sample, replay=replay) for sample in _samples(log)]
    asked = _samples(log) if critic == "model" else ()
    model = next((one for sample in asked if (one := _model_of(sample))), None)
    return RunResult(
        critic=critic,
        created=datetime.combine(AS_OF, datetime.min.time(), UTC) if replay else datetime.now(UTC),
        version=__version__,
        model=model,
        seeds=max((one.epoch for one in results), default=1),
        seconds=seconds,
        cases=tuple(results),
    )


def _case_result(sample: EvalSample, *, replay: bool) -> CaseResult:
    case = Case.model_validate(sample.metadata["case"])
    told: dict[str, Any] = {
        "id": case.id, "task": "findings", "split": case.split, "epoch": sample.epoch,
        "pitfall": min(case.musts, default=None), "musts": tuple(sorted(case.musts)),
        "listed": tuple(sorted(case.listed)), "forbidden": tuple(sorted(case.forbidden)),
        "labelled_verdict": case.verdict,
    }  # fmt: skip
    critique = _critique_of(sample)
    if critique is None:
        return CaseResult(**told, error=_error_of(sample) or "no critique was given")
    return CaseResult(
        **told,
        marks={name: mark for name, score in (sample.scores or {}).items() if (mark := _marked(score))},
        shown=tuple(sorted(shown_codes(critique))),
        confidence=_confidence(critique),
        verdict=critique.verdict,
        tokens=sum(critique.receipt.tokens.get(name, 0) for name in ("input", "output")),
        tokens_in=critique.receipt.tokens.get("input", 0),
        tokens_out=critique.receipt.tokens.get("output", 0),
        cost_usd=critique.receipt.cost_usd,
        latency_ms=None if replay or sample.store.get("from_folder") else critique.receipt.elapsed_ms,
        error=_error_of(sample),
    )


def _critique_of(sample: EvalSample) -> Critique | None:
    written = sample.store.get("critique")
    return Critique.model_validate_json(written) if written else None


def _model_of(sample: EvalSample) -> str | None:
    critique = _critique_of(sample)
    return critique.receipt.model if critique else None


def _marked(score: Any) -> Marked | None:
    value = score.as_float()
    if math.isnan(value):
        return None
    return Marked(
        value=value, why=score.explanation or "", weight=float((score.metadata or {}).get("weight", 1.0))
    )


def _confidence(critique: Critique) -> dict[str, float]:
    best: dict[str, float] = {}
    for finding in (*critique.findings, *critique.tentative):
        best[finding.code] = max(best.get(finding.code, 0.0), finding.confidence)
    return best


def _error_of(sample: EvalSample) -> str | None:
    return told_plainly(sample.error.message) if sample.error else None


def told_plainly(message: str) -> str:
    """Give an error of ours as it was written: inspect-ai keeps it as `CaseError('...')`."""
    inside = message.removeprefix("CaseError(").removesuffix(")")
    if inside == message:
        return message
    try:
        return str(ast.literal_eval(inside))
    except (SyntaxError, ValueError):
        return message
