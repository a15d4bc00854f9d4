"""The simple baseline: TF-IDF of words and word pairs with a logistic regression for each code, on the same drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from eval.train.drafts import codes, drafts
from eval.train.folds import GROUPS, author_groups, author_of
from eval.train.run import LOOKED_AT
from eval.train.thresholds import PRECISION, choose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from eval.golden import Case

    Array = np.ndarray[Any, np.dtype[np.float32]]

_STRENGTH = 10.0


def baseline() -> Callable[[Sequence[Case]], list[frozenset[str]]]:
    """Train it, choose its thresholds as those of the heads are chosen, and give what it shows for each case."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    found, names = drafts(), codes()
    authors = np.array([author_of(draft) for draft in found])
    labels = np.array([[code in draft.must for code in names] for draft in found])
    maybe = np.array([[code in draft.may for code in names] for draft in found])
    unknown = np.array([[code in draft.unknown for code in names] for draft in found])
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    features = words.fit_transform(
        [_words(draft.text, (one["source"] for one in draft.evidence)) for draft in found]
    )
    known = ~maybe & ~unknown
    fresh = np.array([author not in LOOKED_AT for author in authors])
    strange = np.zeros(labels.shape, np.float32)
    groups = author_groups(found)
    for group in range(GROUPS):
        told = groups == group
        strange[told] = _fit(features[~told], labels[~told], known[~told])(features[told])
    bars = choose(strange, labels | maybe, ~unknown, fresh, [PRECISION] * len(names))
    judge = _fit(features, labels, known)

    def shown(cases: Sequence[Case]) -> list[frozenset[str]]:
        chances = judge(
            words.transform([_words(case.text, (one.source for one in case.evidence)) for case in cases])
        )
        return [
            frozenset(name for name, chance, bar in zip(names, row, bars, strict=True) if chance >= bar)
            for row in chances
        ]

    return shown


def _words(text: str, sources: Iterable[str]) -> str:
    """Give a text with a word for each channel of its evidence."""
    return f"{text} {' '.join(f'linked_{source}' for source in sources)}"


def _fit(features: Any, labels: Any, known: Any) -> Callable[[Any], Array]:
    from sklearn.linear_model import LogisticRegression

    models = []
    for code in range(labels.shape[1]):
        rows = known[:, code]
        model = LogisticRegression(C=_STRENGTH, max_iter=200, solver="liblinear")
        models.append(model.fit(features[rows], labels[rows, code]))
    return lambda others: np.stack([model.predict_proba(others)[:, 1] for model in models], axis=1)
