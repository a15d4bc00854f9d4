"""The other half of `python -m eval train-screen`: fit whether feedback tells anything of its subject."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from hashlib import sha256
from math import ceil
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from sklearn.linear_model import LogisticRegression

from eval.train import pleas
from wbcoach.grammar import stems
from wbcoach.screening import telling
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eval.train.pleas import Example, Split

    Array = np.ndarray[Any, np.dtype[np.float64]]

FILE: Final = pleas.FILE.with_name("synthetic_assents.jsonl")
_STRENGTH: Final = 1.0
_OF_OURS: Final = 3.0
_MARGIN: Final = 0.15
_WRONG: Final = (
    0.01  # of the honest texts that are weighed, as many may be over the bar, and one where they are few
)
_HONEST: Final = ("plain", "look-alike on its subject")


@dataclass(frozen=True)
class Given:
    """A text given as feedback on a draft: one that tells nothing of its subject, or an honest one."""

    id: str
    kind: Literal["empty", "honest"]
    language: str
    style: str
    split: Split
    draft: str
    text: str


def rows(path: Path = FILE) -> list[Given]:
    """Read the file; its first records are the drafts that the others are about."""
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    drafts = {one["id"]: one["draft"] for one in records if "draft" in one}
    return [Given(draft=drafts[one.pop("about")], **one) for one in records if "about" in one]


def digest() -> str:
    """Give the SHA-256 of all texts that the weights are fitted on."""
    return sha256(pleas.digest().encode() + FILE.read_bytes()).hexdigest()


def examples(step: int = 1) -> list[Example]:
    """Give what tells nothing and what is honest; one style is of one fold, so each is judged by the others."""
    styles: dict[str, int] = {}
    given = []
    for one in rows():
        where: pleas.Where = "empty" if one.kind == "empty" else "look-alike on its subject"
        fold = styles.setdefault(one.style, len(styles)) % pleas.FOLDS
        subject = stems(Statement.parse(one.draft).words())
        given.append(pleas.Example(one.text, subject, where, fold, one.split, one.language == "en"))
    return given + pleas.examples(step)


def train(out: Path = telling.WEIGHTS, step: int = 1) -> None:
    """Cross-validate, report on the half of the styles that nothing was chosen by, fit on all, write the weights."""
    weighed = [(one, seen) for one in examples(step) if (seen := telling.signs(one.text, one.subject))]
    every = [one for one, _ in weighed]
    names = sorted({name for _, seen in weighed for name in seen})
    table = np.array([[seen[name] for name in names] for _, seen in weighed])
    empty = np.array([float(one.where in {"plea", "empty"}) for one in every])
    heavy = np.array([1.0 if one.where in {"plea", "plain"} else _OF_OURS for one in every])
    chosen = np.array([one.where != "look-alike" for one in every])
    folds, build = np.array([one.fold for one in every]), np.array([one.split == "build" for one in every])
    held = np.zeros(len(every))
    for fold in range(pleas.FOLDS):
        there = chosen & (folds != fold)
        held[folds == fold] = _fit(table[there], empty[there], heavy[there]).decision_function(
            table[folds == fold]
        )
    honest = np.array([one.where in _HONEST for one in every])
    bar = _bar(held[honest])
    half = _fit(table[chosen & build], empty[chosen & build], heavy[chosen & build]).decision_function(table)
    sys.stdout.write(pleas.report("tells nothing, cross-validated by style", every, held - bar, None))
    other = _bar(half[honest & build])
    sys.stdout.write(
        pleas.report("tells nothing, fitted on five styles, the others", every, half - other, "report")
    )
    model = _fit(table[chosen], empty[chosen], heavy[chosen])
    fitted: Sequence[float] = model.coef_[0]
    kept = {
        "synthetic": True,
        "data": digest(),
        "constant": round(float(model.intercept_[0]), 4),
        "bar": round(bar, 4),
        "signs": {name: round(float(one), 4) for name, one in zip(names, fitted, strict=True)},
    }
    out.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"written: {out.name}, {out.stat().st_size:,} bytes, data {digest()[:12]}\n")


def _bar(honest: Array) -> float:
    return float(np.sort(honest)[::-1][ceil(_WRONG * len(honest))]) + _MARGIN


def _fit(table: Array, empty: Array, heavy: Array) -> LogisticRegression:
    model = LogisticRegression(C=_STRENGTH, max_iter=2000)
    model.fit(table, empty, sample_weight=heavy)
    return model
