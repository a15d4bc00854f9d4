"""The figures that a run has to keep to: blessed with a reason, and gates that say what fell and where."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from eval.compare import compare
from eval.disk import write_whole
from eval.figures import by_task, chosen, figures
from eval.golden import Split, load, own
from eval.results import FINDINGS, CaseResult, Marked, RunResult, read_as
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.compare import FigureChange

BASELINE: Final = Path(__file__).with_name("baseline.json")
_NAMED: Final = 10
_SHOWN: Final = 0.0005  # a fall that three decimals show

Row = tuple[str, str, Split, int, str, tuple[tuple[float, float] | None, ...]]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Kept(_Record):
    """One figure as it was blessed, with its 95% interval and how many cases it rests on."""

    value: float
    low: float
    high: float
    cases: int


class _KeptResult(CaseResult):
    kept_labels: str

    @property
    def labels(self) -> str:
        return self.kept_labels


class Baseline(_Record):
    """A blessed run without its texts and whys.

    `figures` are by split and name, those of studies behind the task's: `retrieval.ndcg`. `floors` are lower bounds
    that hold whatever the run was, see `fail_under`. `cases` are rows of id, task, split, epoch, a hash of the
    labels, and (value, weight) for each of the task's `scorers`, None without a mark.
    """

    schema_id: Annotated[Literal["wbcoach.baseline/2"], Field(alias="schema")] = "wbcoach.baseline/2"
    reason: Annotated[str, Field(min_length=1)]
    blessed: date
    critic: str
    version: str
    model: str | None
    created: AwareDatetime
    floors: dict[str, float]
    figures: dict[Split, dict[str, Kept]]
    scorers: dict[str, tuple[str, ...]]
    cases: tuple[Row, ...]

    @classmethod
    def read(cls, path: Path | None = None) -> Baseline:
        """Read what was blessed, by default `BASELINE`.

        Raises:
            InputError: there is none, so nothing was blessed yet; or it is none that can be used.
        """
        path = path or BASELINE
        if not path.is_file():
            raise InputError(
                f"{path} is not there, so there is no baseline yet.",
                "Keep a run with `run --out run.json` and bless it: `python -m eval bless run.json --reason ...`"
                " (with --golden DIR for statements of your own).",
            )
        return read_as(
            cls, path, "baseline", "`python -m eval bless run.json --reason ...` writes one; else restore it."
        )

    def as_run(self) -> RunResult:
        """Give it as a run, to compare with: marks without whys, and nothing of what was shown."""
        results = []
        for name, task, split, epoch, labels, row in self.cases:
            told = zip(self.scorers[task], row, strict=True)
            marks = {scorer: Marked(value=mark[0], weight=mark[1]) for scorer, mark in told if mark}
            results.append(
                _KeptResult(id=name, task=task, split=split, epoch=epoch, marks=marks, kept_labels=labels)
            )
        return RunResult(
            critic=self.critic,
            created=self.created,
            version=self.version,
            model=self.model,
            seeds=max((one.epoch for one in results), default=1),
            cases=tuple(results),
        )


def baseline_of(golden: Path | None) -> Path:
    """Say where the baseline of a folder of golden files is; without a folder, of our own."""
    return golden / BASELINE.name if golden else BASELINE


def belongs(run: RunResult, golden: Path | None, *, whole: bool = False) -> None:
    """See whether a run is of the statements that a folder of golden files holds, by default ours.

    Args:
        run: the run.
        golden: the folder.
        whole: whether each of the run's statements has to be there, and each that is there in the run.

    Raises:
        InputError: it is of others, or with `whole` of some others, more or fewer.
    """
    ids = {case.id for case in (own(golden) if golden else load())}
    mine = {one.id for one in run.cases if one.task == FINDINGS}
    strange, lacking = sorted(mine - ids), sorted(ids - mine - run.left_out.keys())
    told = [f"it has {_some(strange)} that the folder doesn't hold"] if strange else []
    told += [f"it lacks {_some(lacking)} that the folder holds"] if lacking and whole else []
    if told and (whole or not mine & ids):
        raise InputError(
            f"This run is not of the statements in {golden or 'our own golden set'}: {', and '.join(told)}.",
            "Name the folder that it was run on with --golden DIR"
            + (", or run again on what the folder holds now." if whole else "."),
        )


def bless(
    run: RunResult,
    reason: str,
    floors: Mapping[str, float] | None = None,
    path: Path | None = None,
    today: date | None = None,
) -> Baseline:
    """Write a run as the one that later runs have to keep to, one case a line, so that a diff shows what moved.

    Raises:
        ValueError: there is no reason, cases ended in errors, or the run breaks one of its own floors.
        OSError: the file can't be written.
    """
    if not reason.strip():
        raise ValueError("Say why this run is to be the baseline.")
    if broken := fail_under(run, floors or {}):
        raise ValueError("This run can't be the baseline: " + "; ".join(broken))
    names = {
        task: tuple(dict.fromkeys(name for one in some for name in one.marks))
        for task, some in by_task(run.cases).items()
    }
    baseline = Baseline(
        reason=reason.strip(),
        blessed=today or datetime.now(UTC).date(),
        critic=run.critic,
        version=run.version,
        model=run.model,
        created=run.created,
        floors=dict(floors or {}),
        figures={
            split: {
                name: Kept(value=one.value, low=one.between.low, high=one.between.high, cases=one.cases)
                for name, one in figures(chosen(run, split)).items()
            }
            for split in ("held", "tuned")
        },
        scorers=names,
        cases=tuple(_row(one, names[one.task]) for one in sorted(run.cases, key=lambda one: one.key)),
    )
    content = baseline.model_dump(mode="json", by_alias=True)
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in content.pop("cases"))
    head = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
    write_whole(path or BASELINE, f'{head},\n "cases": [\n{lines}\n ]\n}}\n')
    return baseline


def _row(one: CaseResult, names: Sequence[str]) -> Row:
    marks = (one.marks.get(name) for name in names)
    kept = tuple((mark.value, mark.weight) if mark else None for mark in marks)
    return one.id, one.task, one.split, one.epoch, one.labels, kept


def fail_under(run: RunResult, floors: Mapping[str, float], split: Split = "held") -> list[str]:
    """Say which figures of a split are below their floor, or are none at all; empty where the run is good enough.

    A study that has no cases of that split, such as one that is made by rule, is judged by those that it has.
    Cases that ended in an error are told as well, since the figures are then over the easier rest.
    """
    complaints = _errors(run)
    for name, floor in floors.items():
        task = name.rpartition(".")[0] or FINDINGS
        some, its = chosen(run, split, task), split
        if task != FINDINGS and not some and (some := chosen(run, task=task)):
            its = some[0].split
        one = figures(some).get(name)
        if one is None:
            hint = "" if task == FINDINGS or some else f"; the run has no study {task!r}, see --studies"
            complaints.append(f"{its} {name} has to be at least {floor:.3f}, and no case has that mark{hint}")
        elif one.value < floor:
            complaints.append(
                f"{its} {name} is {one.value:.3f} [{one.between.low:.3f}, {one.between.high:.3f}] over"
                f" {one.cases} cases, and has to be at least {floor:.3f}"
            )
    return complaints


def no_regression(run: RunResult, baseline: Baseline) -> list[str]:
    """Say which figures fell: from what to what, and which cases got worse; empty where none did.

    A figure fell when the whole 95% interval of the paired difference lies below 0 and three decimals show it, when
    nothing is left to judge, or when it is below one of the baseline's floors. A run of another critic, and one whose cases of the baseline
    are missing or were labelled anew, proves nothing and is told so; so does one whose studies were never blessed.
    Where nothing really changed, at most one figure in forty falls by chance.
    """
    before = baseline.as_run()
    mine, theirs = by_task(run.cases).keys(), by_task(before.cases).keys()
    absent = [task for task in theirs if task not in mine]
    floors = {name: floor for name, floor in baseline.floors.items() if name.rpartition(".")[0] not in absent}
    complaints = fail_under(run, floors)
    if absent:
        complaints.append(f"in the baseline and not in this run, see --studies: {', '.join(absent)}")
    if new := [task for task in mine if task not in theirs]:
        complaints.append(f"not in the baseline, so bless again: {', '.join(new)}")
    if (run.critic, run.model) != (baseline.critic, baseline.model):
        complaints.append(
            f"the baseline is of {_who(baseline.critic, baseline.model)}, the run of {_who(run.critic, run.model)}"
        )
    told = compare(
        before.model_copy(update={"cases": [one for one in before.cases if one.task in mine]}), run
    )
    if told.only_a:
        complaints.append(f"missing, though in the baseline: {_some(told.only_a)}")
    if told.relabelled:
        complaints.append(f"labelled anew since the baseline, so bless again: {_some(told.relabelled)}")
    for one in told.figures:
        gone = one.a is not None and one.b is None
        if gone or (one.between is not None and one.between.high < 0 and -(one.difference or 0) >= _SHOWN):
            worse = [case.id for case in told.worse if (case.split, case.name) == (one.split, one.name)]
            complaints.append(_fell(one, worse))
    return complaints


def _fell(one: FigureChange, worse: Sequence[str]) -> str:
    if one.b is None:
        return f"{one.split} {one.name} was {one.a:.3f}, and no case has that mark now"
    low, high = one.between or (0.0, 0.0)
    cases = f"cases better: {one.better}, worse: {_some(worse)}"
    if not worse:
        cases += ", so what fell is the share: less that is right was judged, or more that is wrong"
    return (
        f"{one.split} {one.name} fell from {one.a:.3f} to {one.b:.3f}, by {-(one.difference or 0):.3f}"
        f" [{-high:.3f}, {-low:.3f}]; {cases}"
    )


def _errors(run: RunResult) -> list[str]:
    wrong = sorted({one.id for one in run.cases if one.error is not None})
    return [f"ended in an error: {_some(wrong)}"] if wrong else []


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    told = ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"{len(names)} ({told})" if names else "0"


def _who(critic: str, model: str | None) -> str:
    return f"{critic!r} with {model}" if model else f"{critic!r}"
