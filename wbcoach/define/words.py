"""Customers' own words: vectors of texts where no embedder is to be had, and names of themes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
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


@dataclass
class Tally:
    """In how many texts of a group each term stands, and in which forms; a word, or a pair of neighbours, counts once a text."""

    texts: int = 0
    counted: Counter[str] = field(default_factory=Counter)
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, text: str) -> None:
        """Count the terms of one more text."""
        mine = named_terms(text)
        self.texts += 1
        self.counted.update(mine.keys())
        for term, form in mine.items():
            self.forms[term][form] += 1


def names(groups: Sequence[Tally], typical: Sequence[str]) -> list[list[str]]:
    """Name each group by what it has and the others lack (class-based TF-IDF), in the customers' own forms.

    Where few terms are shared within a group, words of its most typical text stand in.
    """
    whole: Counter[str] = Counter()
    for group in groups:
        whole.update(group.counted)
    mean = sum(group.texts for group in groups) / max(1, len(groups))
    return [
        [
            min(group.forms[term], key=lambda form: (-group.forms[term][form], form))
            for term in _best(group.counted, whole, mean, list(named_terms(text)))
        ]
        for group, text in zip(groups, typical, strict=True)
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
