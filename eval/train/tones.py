"""`python -m eval train-tones`: fit how a text tells that things go well, on made sentences and the feedback of the drafts."""

from __future__ import annotations

import json
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from eval.train.drafts import FOLDER
from wbcoach.heads import going
from wbcoach.library import open_embedder
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.library.vectors import ReadsHalfway

    Array = np.ndarray[Any, np.dtype[np.float64]]

FILE: Final = FOLDER / "tones" / "synthetic_tones.jsonl"
_SPOKEN: Final = re.compile(r"interview|forum|review|survey|comment|chat|call|email|ticket|form")
_DIGITS, _SHORTEST = 3, 25
_STRENGTH: Final = 0.01
_SPREAD: Final = 2.0  # how much the signs weigh beside the vector
_CONTRARY, _OTHER = (
    1.5,
    0.12,
)  # of the drafts' feedback: few of it tells that things go well, and not all of that does
_FOLDS: Final = 5


def made() -> list[tuple[str, bool]]:
    """Give the sentences that were written for this, with whether each tells that things go well."""
    return [(one["text"], one["well"]) for one in map(json.loads, FILE.read_text("utf-8").splitlines())]


def found() -> list[tuple[str, bool]]:
    """Give what people say in the feedback of the drafts: as going well where the draft is contradicted by it."""
    told = []
    for path in sorted(FOLDER.glob("synthetic_*.jsonl")):
        for draft in map(json.loads, path.read_text("utf-8").splitlines()):
            for one in draft["evidence"]:
                spoken = _SPOKEN.search(one["source"]) and len(re.findall(r"\d", one["text"])) <= _DIGITS
                if not spoken or len(one["text"]) < _SHORTEST or "D06" in draft["may"]:
                    continue
                told.append((one["text"], "D06" in draft["must"]))
    return told


def digest() -> str:
    """Give the SHA-256 of all texts that the weights are fitted on."""
    every = "\n".join(f"{well:d} {text}" for text, well in [*made(), *found()])
    return sha256(every.encode()).hexdigest()


def train(out: Path = going.WEIGHTS) -> None:
    """Cross-validate on the sentences that were made for it, fit on all, write the weights.

    Raises:
        ValueError: MiniLM was never fetched.
    """
    reader = open_embedder(load().settings.assets)
    if reader is None:
        raise ValueError("MiniLM is needed for this: wbcoach assets fetch.")
    own, theirs = made(), found()
    every = [*own, *theirs]
    table, middle, spread = _features([text for text, _ in every], reader)
    well = np.array([good for _, good in every])
    heavy = np.array([1.0] * len(own) + [_CONTRARY if good else _OTHER for _, good in theirs])
    fold = np.array([int(sha256(text.encode()).hexdigest(), 16) % _FOLDS for text, _ in every])
    held = np.zeros(len(every))
    for one in range(_FOLDS):
        there = fold != one
        held[~there] = _fit(table[there], well[there], heavy[there]).decision_function(table[~there])
    first = slice(len(own))
    sys.stdout.write(
        f"{len(own)} made, {len(theirs)} of drafts; area under the curve, cross-validated: "
        f"{roc_auc_score(well[first], held[first]):.3f} of the made, {roc_auc_score(well, held):.3f} of all\n"
    )
    model = _fit(table, well, heavy)
    fitted: Array = model.coef_[0] / spread
    kept = {
        "synthetic": True,
        "data": digest(),
        "constant": round(float(model.intercept_[0] - fitted @ middle), 4),
        "vector": [round(float(one), 3) for one in fitted[: reader.dimension]],
        "signs": [round(float(one), 4) for one in fitted[reader.dimension :]],
    }
    out.write_text(json.dumps(kept) + "\n", "utf-8")
    sys.stdout.write(f"written: {out.name}, {out.stat().st_size:,} bytes\n")


def _features(texts: Sequence[str], reader: ReadsHalfway) -> tuple[Array, Array, Array]:
    """Give the table (n, 384 + signs) to fit on, and what was taken off and divided by."""
    read = reader.halfway(texts).astype(np.float64)
    told = np.array([going.signs(text) for text in texts])
    whole = np.hstack([read, told])
    share = 4 / np.sqrt(reader.dimension)
    middle = np.concatenate([read.mean(0), np.zeros(told.shape[1])])
    spread = np.concatenate([read.std(0) / share, np.full(told.shape[1], 1 / _SPREAD)])
    return (whole - middle) / spread, middle, spread


def _fit(table: Array, well: Array, heavy: Array) -> LogisticRegression:
    model = LogisticRegression(C=_STRENGTH, max_iter=3000)
    model.fit(table, well, sample_weight=heavy)
    return model
