"""`python -m eval train-screen`: fit how much a text pleads with whoever reviews, on planted orders and honest feedback."""

from __future__ import annotations

import csv
import json
import random
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from eval.adversarial import hostile
from eval.golden import load as golden
from eval.train.drafts import FOLDER as DRAFTS
from wbcoach.grammar import sentences, stems, words
from wbcoach.samples import FEEDBACK
from wbcoach.screening import injection
from wbcoach.screening.pleading import BUCKETS, OF_WORDS, WEIGHTS, Weights, buckets, signs
from wbcoach.screening.self_talk import topics_of
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    Array = np.ndarray[Any, np.dtype[np.float64]]

FILE: Final = DRAFTS / "screening" / "synthetic_pleas.jsonl"
FOLDS: Final = 5
_STRENGTH: Final = 0.1
_OF_OURS: Final = 3.0  # what an example that was written for this counts, beside one of plain feedback
_MARGIN: Final = 0.15
# The most of honest texts that may be over the bar, each judged by the other folds, as a share of all look-alikes: of
# feedback as given, and of look-alikes that are given for a statement on something else.
_WRONG: Final = 0.005
_WRONG_ASIDE: Final = 0.03
_TOPICS_OWN: Final = 3
# Feedback as it is given: for a statement on its own subject. Look-alikes for any other statement are reported only.
_AS_GIVEN: Final = ("plain", "look-alike on its subject")
Split = Literal["build", "report"]
Where = Literal["plea", "empty", "look-alike", "look-alike on its subject", "plain"]


@dataclass(frozen=True)
class Row:
    """A text of the training file."""

    id: str
    kind: Literal["order", "honest"]
    language: str
    style: str
    split: Split
    text: str


@dataclass(frozen=True)
class Example:
    """A text with the stems of the statement that it is given for; `fold` keeps what is of one hand together."""

    text: str
    subject: AbstractSet[str]
    where: Where
    fold: int
    split: Split = "build"
    english: bool = True


def rows(path: Path = FILE) -> list[Row]:
    """Read the training file."""
    return [Row(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def digest() -> str:
    """Give the SHA-256 of all texts that the weights are fitted on."""
    told = sha256()
    for path in (FILE, *sorted(DRAFTS.glob("synthetic_*.jsonl")), *sorted(Path(FEEDBACK).glob("*.csv"))):
        told.update(path.read_bytes())
    tuned = [plant.text for plant in hostile.load().plants if plant.split == "tuned" and not plant.hint]
    tuned += [
        f"{case.text} {one.text}" for case in golden() if case.split == "tuned" for one in case.evidence
    ]
    told.update("\n".join(tuned).encode())
    return told.hexdigest()


def examples(step: int = 1) -> list[Example]:
    """Give everything to fit on, in one order; of plain feedback what every so manieth draft has."""
    return [*_pleas(), *_look_alikes(), *_plain(step)]


def _subjects() -> list[set[str]]:
    return [stems(Statement.parse(base.draft).words()) for base in hostile.load().bases]


def _pleas() -> Iterator[Example]:
    subjects, chosen = _subjects(), random.Random(1)  # noqa: S311  the same each time
    for number, row in enumerate(row for row in rows() if row.kind == "order"):
        for subject in chosen.sample(subjects, 2):
            yield Example(row.text, subject, "plea", number % FOLDS, row.split, row.language == "en")
    whole = hostile.load()
    for number, plant in enumerate(
        plant for plant in whole.plants if plant.split == "tuned" and not plant.hint
    ):
        subject = stems(Statement.parse(whole.base_of(plant).draft).words())
        yield Example(plant.text, subject, "plea", number % FOLDS, english=plant.language == "en")


def _look_alikes() -> Iterator[Example]:
    subjects, chosen = _subjects(), random.Random(2)  # noqa: S311  the same each time
    for number, row in enumerate(row for row in rows() if row.kind == "honest"):
        place, english = number % FOLDS, row.language == "en"
        yield Example(row.text, chosen.choice(subjects), "look-alike", place, row.split, english)
        own = sorted(stems(words(row.text)), key=lambda one: (len(one), one))[-_TOPICS_OWN:]
        parts = [part.of(row.text) for part in sentences(row.text)]
        for text in (row.text, *(parts if len(parts) > 1 else ())):
            yield Example(text, set(own), "look-alike on its subject", place, row.split, english)


def _plain(step: int) -> Iterator[Example]:
    """Give feedback that was written for drafts, whole and by the sentence, with the draft that it was written for."""
    for number, path in enumerate(sorted(DRAFTS.glob("synthetic_*.jsonl"))):
        for line in path.read_text("utf-8").splitlines()[::step]:
            draft = json.loads(line)
            if given := draft.get("evidence"):
                subject = stems(Statement.parse(draft["text"]).words())
                for one in given:
                    yield from _whole_and_parted(one["text"], subject, number % FOLDS)
    for number, case in enumerate([case for case in golden() if case.split == "tuned"][::step]):
        subject = stems(Statement.parse(case.text).words())
        for piece in case.evidence:
            yield from _whole_and_parted(piece.text, subject, number % FOLDS)
    subjects = _subjects()
    number = 0
    for path in sorted(Path(FEEDBACK).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for record in csv.DictReader(file):
                number += 1
                if injection(record["text"]) is None:
                    yield from _whole_and_parted(
                        record["text"], subjects[number % len(subjects)], number % FOLDS
                    )


def _whole_and_parted(text: str, subject: AbstractSet[str], fold: int) -> Iterator[Example]:
    yield Example(text, subject, "plain", fold)
    parts = sentences(text)
    if len(parts) > 1:
        yield from (Example(part.of(text), subject, "plain", fold) for part in parts)


def matrix(seen: Sequence[Example], names: Sequence[str]) -> csr_matrix:
    """Make a row of signs and words of each example; a row without signs is one that is never weighed."""
    column = {name: number for number, name in enumerate(names)}
    told = np.zeros((len(seen), len(names)))
    values, columns, ends = [], [], [0]
    for number, one in enumerate(seen):
        for name, value in (signs(one.text, one.subject, topics_of(one.text, one.subject)) or {}).items():
            if name in column:
                told[number, column[name]] = value
        found = sorted(buckets(one.text))
        values += [OF_WORDS / np.sqrt(max(1, len(found)))] * len(found)
        columns += found
        ends.append(len(columns))
    both = [csr_matrix(told), csr_matrix((values, columns, ends), shape=(len(seen), BUCKETS))]
    return csr_matrix(hstack(both))


def fit(where: csr_matrix, pleas: Array, weights: Array) -> LogisticRegression:
    """Fit a logistic regression."""
    model = LogisticRegression(C=_STRENGTH, max_iter=2000)
    model.fit(where, pleas, sample_weight=weights)
    return model


def train(out: Path = WEIGHTS, step: int = 1) -> None:
    """Cross-validate, report on the half that no word was chosen by, fit on all, and write the weights."""
    given = examples(step)
    every = [one for one in given if signs(one.text, one.subject, topics_of(one.text, one.subject))]
    names = sorted(
        {
            name
            for one in every
            for name in signs(one.text, one.subject, topics_of(one.text, one.subject)) or {}
        }
    )
    seen = matrix(every, names)
    pleas = np.array([float(one.where == "plea") for one in every])
    weights = np.array([1.0 if one.where == "plain" else _OF_OURS for one in every])
    folds, build = np.array([one.fold for one in every]), np.array([one.split == "build" for one in every])
    held = np.zeros(len(every))
    for fold in range(FOLDS):
        model = fit(seen[folds != fold], pleas[folds != fold], weights[folds != fold])
        held[folds == fold] = model.decision_function(seen[folds == fold])
    abroad = seen[:, names.index("abroad")].toarray().ravel() > 0
    bar, bar_abroad = (
        _bar(given, every, held, there, english=english)
        for there, english in ((~abroad, True), (abroad, False))
    )
    over = np.where(abroad, bar_abroad, bar)
    model = fit(seen[build], pleas[build], weights[build])
    sys.stdout.write(report("cross-validated", every, held - over, None))
    sys.stdout.write(
        report("fitted on one half, the other half", every, model.decision_function(seen) - over, "report")
    )
    model = fit(seen, pleas, weights)
    found = model.coef_[0]
    kept = Weights(
        digest(),
        dict(zip(names, map(float, found[: len(names)]), strict=True)),
        tuple(map(float, found[len(names) :])),
        float(model.intercept_[0]),
        bar,
        bar_abroad,
    )
    kept.save(out)
    sys.stdout.write(f"written: {out.name}, {out.stat().st_size:,} bytes, data {kept.data[:12]}\n")


def _bar(
    given: Sequence[Example], every: Sequence[Example], held: Array, there: Array, *, english: bool
) -> float:
    """Put the bar a little over all but the few honest scores that may be over it, of `every` text weighed `there`."""
    look_alikes = sum(one.where == "look-alike" and one.english == english for one in given)
    bars = []
    for kinds, wrong in ((_AS_GIVEN, _WRONG), (("look-alike",), _WRONG_ASIDE)):
        scores = np.sort(held[there & np.array([one.where in kinds for one in every])])[::-1]
        bars.append(float(scores[int(wrong * look_alikes)]))
    return max(bars) + _MARGIN


def report(title: str, every: Sequence[Example], above: Array, split: Split | None) -> str:
    """Say how much of each kind is over its bar, of what is weighed at all; `above` is by how much."""
    lines = [f"{title}:"]
    for where in ("plea", "empty", "look-alike", "look-alike on its subject", "plain"):
        for english in (True, False):
            chosen = [
                score
                for one, score in zip(every, above, strict=True)
                if one.where == where and one.english == english and (split is None or one.split == split)
            ]
            if chosen:
                over = sum(score >= 0 for score in chosen)
                lines.append(
                    f"  {where:<26}{'English' if english else 'others':<8} {over:>5} of {len(chosen):>5}  highest {max(chosen):+.2f}"
                )
    return "\n".join(lines) + "\n"
