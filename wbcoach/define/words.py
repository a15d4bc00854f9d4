"""Customers' own words: vectors of texts where no embedder is to be had, and names of themes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING, Final

from wbcoach.grammar import stem, words
from wbcoach.lexicon import LIGHT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DIMENSION: Final = 100
_NAMED_BY: Final = 4
_SHORTEST: Final = 3
_PAIR: Final = 1.3  # a pair of words says more than either
# Words that name nothing by themselves.
_PALE: Final = frozenset(
    "i me my mine we us our you your yours he him his she her hers it its they them their theirs this that these those who"
    " whom whose which what when where why how am is are was were be been being do does did done doing have has had having"
    " will would shall should can could may might must a an the and or but nor so yet if then than because while until"
    " since although though whether as of at by for with about against between into through during before after above"
    " below to from up down in out on off over under again further once here there all any both each few more most other"
    " some such no not only own same too very just now also ever never always still even back much many lot lots bit half"
    " another every everyone everybody anyone anybody somebody someone something anything nothing nobody none else however"
    " maybe perhaps really quite rather almost actually basically honestly behind beside along around across per via like"
    " without within upon among toward towards onto except instead unless whatever whoever whenever wherever today tomorrow"
    " yesterday got get getting gets go goes going gone went make makes made making take takes took taken taking know knows"
    " knew known thing things one ones say says said saying see sees saw seen tell tells told think thinks thought want wants"
    " wanted need needs needed use uses used using put puts come comes came let lets give gives gave given keep keeps kept"
    " look looks looked find finds found try tries tried ask asks asked seem seems mean means way ways time times"
    " please pls thanks hello hi yes ok okay agent customer patient caller bot two three four five six seven eight nine ten"
    " first second last next new old min mins least side end people good bad great don't can't didn't doesn't isn't it's i'm i've i'd i'll we've we're we'd"
    " you're they're there's that's won't couldn't wasn't aren't haven't hasn't wouldn't shouldn't weren't cant dont".split()
)


def _terms(text: str) -> list[str]:
    return list(named_terms(text)) or ["?"]


def word_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Give unit vectors (n, d) by TF-IDF and latent semantic analysis; the same texts give the same vectors.

    Of the terms that name themes: with all words that carry meaning the themes agree half as well.
    """
    import numpy as np
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    from wbcoach.library.closeness import unit

    weights = TfidfVectorizer(analyzer=_terms, sublinear_tf=True).fit_transform(texts)
    rank = min(_DIMENSION, min(weights.shape) - 1)
    if rank < 1:
        return np.ones((len(texts), 1), np.float32)
    made = TruncatedSVD(rank, algorithm="arpack", random_state=0).fit_transform(weights)
    return unit(made)


def names(groups: Sequence[Sequence[str]]) -> list[list[str]]:
    """Name each group of texts by what it has and the others lack (class-based TF-IDF), in the customers' own forms.

    A word, or a pair of neighbours, counts once a text. Where few are shared within a group, words of its first
    text, which is to be the most typical, stand in.
    """
    counted: list[Counter[str]] = []
    forms: list[dict[str, Counter[str]]] = []
    firsts: list[list[str]] = []
    for texts in groups:
        tally: Counter[str] = Counter()
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            mine = named_terms(text)
            tally.update(mine.keys())
            for term, form in mine.items():
                written[term][form] += 1
        counted.append(tally)
        forms.append(written)
        firsts.append(list(named_terms(texts[0])) if texts else [])
    whole: Counter[str] = Counter()
    for tally in counted:
        whole.update(tally)
    mean = sum(map(len, groups)) / max(1, len(groups))
    return [
        [
            min(written[term], key=lambda form: (-written[term][form], form))
            for term in _best(tally, whole, mean, first)
        ]
        for tally, written, first in zip(counted, forms, firsts, strict=True)
    ]


def named_terms(text: str) -> dict[str, str]:
    """Give the terms of a text, each with the form it has there: words that name something, and neighbours among them."""
    found: dict[str, str] = {}
    before: tuple[str, str, int] | None = None
    for word in words(text):
        low = word.low.replace("’", "'")
        if low in LIGHT or low in _PALE or len(low) < _SHORTEST or not low.replace("-", "").isalpha():
            before = None
            continue
        root = stem(low)
        found.setdefault(root, low)
        if before is not None and text[before[2] : word.start] == " ":
            found.setdefault(f"{before[0]} {root}", f"{before[1]} {low}")
        before = (root, low, word.end)
    return found


def _best(tally: Counter[str], whole: Counter[str], mean: float, first: Sequence[str]) -> list[str]:
    shared = sorted(
        (term for term, count in tally.items() if count > 1),
        key=lambda term: (-tally[term] * log(1 + mean / whole[term]) * (_PAIR if " " in term else 1.0), term),
    )
    typical = sorted((term for term in first if " " not in term), key=lambda term: -whole[term])
    chosen: list[str] = []
    for term in [*shared, *typical]:
        if len(chosen) < _NAMED_BY and not any(set(term.split()) & set(other.split()) for other in chosen):
            chosen.append(term)
    return chosen
