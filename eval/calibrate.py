"""`python -m eval calibrate`: how far the judge agrees with a person, and whether it may decide anything."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from eval.disk import write_whole
from eval.golden import FOLDER, read
from eval.judge import VERDICTS, Judge, Matter, Verdict
from eval.kappa import cohen, confusion, interval
from eval.suggestions import Drafted, Kind
from eval.suggestions import load as load_drafts
from wbcoach.coach.gather import linked_items
from wbcoach.coach.masking import open_masker
from wbcoach.errors import InputError, ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

LABELS: Final = FOLDER / "judge_labels.yaml"
OWN: Final = ".own-"  # marks the id of a suggestion that stands with its label
CALIBRATIONS: Final = Path(__file__).with_name("calibrations.json")
GATE_KAPPA, GATE_NUMBER, GATE_ERRORS = 0.6, 60, 0.05
_AT_ONCE: Final = 4
_NAMED: Final = 3


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class HumanLabel(_Record):
    """A person's verdict on the n-th suggestion of a draft, or on one of its own that is given here."""

    of: str
    suggestion: Annotated[int, Field(ge=1)] | None = None
    kind: Kind | None = None
    text: str | None = None
    label: Verdict
    why: str

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.suggestion is None) == (self.text is None) or (self.kind is None) != (self.text is None):
            raise ValueError("a label has `suggestion`, or `kind` and `text`")
        return self


class LabelFile(_Record):
    """What the file of labels holds."""

    synthetic: Literal[True]
    labels: list[HumanLabel]


class Calibration(_Record):
    """How far a judge, a model under one prompt, agreed with the labels.

    `confusion` has a row for each verdict of the person and a column for each of the judge, in the order of
    `verdicts`; `steady` is the share of cases with the same verdict under another order of the options.
    """

    model: str
    prompt: str
    labels: str
    number: int
    errors: int
    kappa: float | None
    low: float | None
    high: float | None
    agreed: float
    base_rate: dict[str, float]
    verdicts: list[str]
    confusion: list[list[int]]
    steady: float | None


_ALL: Final = TypeAdapter(list[Calibration])


def main(model: str | None, seed: int) -> int:
    """Calibrate the model that is set or named, print the figures and write them down.

    Returns:
        0 where the judge may decide, 1 where it may not.

    Raises:
        SettingsError, ModelAuthError: no model is named, or it needs a key and there is none.
    """
    from wbcoach.models import open_model
    from wbcoach.settings import load

    settings = load({"model": model, "cache": "none"}).settings
    masker = partial(open_masker, settings)
    recorded()  # says at once that the file is none
    with open_model(settings) as opened:
        judge = Judge(opened, seed=seed, masker=masker)
        failed: list[ModelError] = []
        found = calibrate(judge, Judge(opened, seed=seed + 1, masker=masker), failed)
    sys.stdout.write(table(found) + "\n")
    for why, number in Counter(map(str, failed)).most_common(_NAMED):
        sys.stderr.write(f"no verdict, {number} times: {why}\n")
    if not found.number:
        sys.stderr.write("The model gave no verdict at all; nothing is written down.\n")
        return ModelError.exit_code
    record(found)
    if why_not := may_gate(judge):
        sys.stderr.write(f"It may not decide whether a run passes. {why_not}\n")
        return 1
    sys.stdout.write("It may decide whether a run passes.\n")
    return 0


def matters(path: Path = LABELS, drafts: Sequence[Drafted] | None = None) -> list[tuple[Matter, Verdict]]:
    """Give what was labelled, with its label.

    Raises:
        ValueError: a label is of a draft or a suggestion that isn't there, or stands twice.
    """
    known = {case.id: case for case in (load_drafts() if drafts is None else drafts)}
    found = []
    for number, label in enumerate(LabelFile.model_validate(read(path)).labels, start=1):
        case = known.get(label.of)
        if case is None or (label.suggestion or 0) > len(case.suggestions):
            raise ValueError(f"Label {number} is of {label.of}, which has no such suggestion.")
        found.append((_matter(label, case), label.label))
    if len({matter.id for matter, _ in found}) < len(found):
        raise ValueError("A suggestion is labelled twice.")
    return found


def calibrate(
    judge: Judge, again: Judge | None = None, failed: list[ModelError] | None = None
) -> Calibration:
    """Ask the judge about all that a person labelled.

    Args:
        judge: the model and prompt to be measured.
        again: the same with another seed, to see whether the order of the options matters.
        failed: takes each error that stood in place of a verdict.

    Returns:
        The agreement over the cases that were answered; the others are counted as errors.
    """
    labelled = matters()
    failed = [] if failed is None else failed
    first = _verdicts(judge, [matter for matter, _ in labelled], failed)
    pairs = [(label, told) for (_, label), told in zip(labelled, first, strict=True) if told]
    second = _verdicts(again, [matter for matter, _ in labelled], failed) if again else []
    both = [(one, two) for one, two in zip(first, second, strict=bool(again)) if one and two]
    bounds = interval(pairs)
    return Calibration(
        model=judge.model,
        prompt=judge.stamp,
        labels=_hash(),
        number=len(pairs),
        errors=len(labelled) - len(pairs),
        kappa=cohen(pairs),
        low=bounds[0] if bounds else None,
        high=bounds[1] if bounds else None,
        agreed=sum(one == two for one, two in pairs) / len(pairs) if pairs else 0.0,
        base_rate={
            name: count / len(labelled) for name, count in Counter(label for _, label in labelled).items()
        },
        verdicts=list(VERDICTS),
        confusion=confusion(pairs, VERDICTS),
        steady=sum(one == two for one, two in both) / len(both) if both else None,
    )


def may_gate(judge: Judge, path: Path | None = None) -> str | None:
    """Say why a judge may not decide whether a run passes; None where it may.

    Raises:
        InputError: the file of calibrations is not of its shape.
    """
    known = [one for one in recorded(path) if (one.model, one.prompt) == (judge.model, judge.stamp)]
    if not known:
        return f"{judge.model} was never calibrated under {judge.stamp}: `python -m eval calibrate`."
    last = known[-1]
    if last.labels != _hash():
        return "The labels have changed since it was calibrated."
    if last.number < GATE_NUMBER:
        return f"It answered {last.number} labelled cases; {GATE_NUMBER} are needed."
    if last.errors > GATE_ERRORS * (last.number + last.errors):
        return f"It gave no verdict on {last.errors} of {last.number + last.errors} labelled cases."
    if last.kappa is None or last.kappa < GATE_KAPPA:
        told = "can't be told" if last.kappa is None else f"is {last.kappa:.2f}"
        return f"Its kappa with a person {told}; {GATE_KAPPA} is needed."
    return None


def recorded(path: Path | None = None) -> list[Calibration]:
    """Give the calibrations that were written down, the last of each judge; by default those of `CALIBRATIONS`."""
    path = path or CALIBRATIONS
    if not path.is_file():
        return []
    try:
        return _ALL.validate_json(path.read_bytes(), strict=True)
    except ValidationError as error:
        why = error.errors(include_url=False, include_input=False)[0]
        raise InputError(
            f"{path} holds no calibrations: {'.'.join(map(str, why['loc']))} {why['msg']}.",
            "Delete it and calibrate again: `python -m eval calibrate`.",
        ) from None


def record(calibration: Calibration, path: Path | None = None) -> None:
    """Write a calibration down in place of an earlier one of the same model and prompt."""
    path = path or CALIBRATIONS
    mine = (calibration.model, calibration.prompt)
    kept = [one for one in recorded(path) if (one.model, one.prompt) != mine]
    content = [one.model_dump() for one in [*kept, calibration]]
    write_whole(path, json.dumps(content, indent=1) + "\n")


def table(one: Calibration) -> str:
    """Print a calibration for people."""
    kappa = "can't be told" if one.kappa is None else f"{one.kappa:.3f}"
    bounds = "" if one.low is None or one.high is None else f" [{one.low:.3f}, {one.high:.3f}]"
    width = max(map(len, one.verdicts)) + 2
    lines = [
        f"judge {one.model}, prompt {one.prompt}",
        f"n {one.number}, errors {one.errors}",
        f"Cohen's kappa {kappa}{bounds}, agreed {one.agreed:.3f}",
        "base rate of the labels: " + ", ".join(f"{n} {one.base_rate.get(n, 0):.2f}" for n in one.verdicts),
        "rows: the person, columns: the judge",
        "".join([" " * width, *(f"{name:>{width}}" for name in one.verdicts)]),
    ]
    for name, row in zip(one.verdicts, one.confusion, strict=True):
        lines.append("".join([f"{name:<{width}}", *(f"{count:>{width}}" for count in row)]))
    if one.steady is not None:
        lines.append(f"same verdict under another order of the options: {one.steady:.3f}")
    return "\n".join(lines)


def _matter(label: HumanLabel, case: Drafted) -> Matter:
    """Make what is judged; the id of a suggestion that stands with its label comes from its words, not from its place."""
    items = tuple(linked_items([one.model_dump() for one in case.evidence]))
    if label.suggestion is not None:
        given = case.suggestions[label.suggestion - 1]
        name, kind, text = f"{case.id}.{label.suggestion}", given.kind, given.text
    else:
        kind, text = label.kind or "question", label.text or ""
        name = f"{case.id}{OWN}{hashlib.sha256(f'{kind}: {text}'.encode()).hexdigest()[:8]}"
    return Matter(name, case.draft, items, case.finding.code, case.finding.span, kind, text)


def _verdicts(judge: Judge, some: Sequence[Matter], failed: list[ModelError]) -> list[Verdict | None]:
    def ask(matter: Matter) -> Verdict | None:
        try:
            return judge.judge(matter).verdict
        except ModelError as error:
            failed.append(error)
            return None

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(ask, some))


def _hash() -> str:
    """Hash what was judged and how it was labelled, but not the labeller's notes."""
    told = [(matter.id, matter.draft, matter.text, label) for matter, label in matters()]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
