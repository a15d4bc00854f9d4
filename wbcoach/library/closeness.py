"""What comparing texts needs: their telling stems, vectors of length 1, and cosines a block of rows at a time; import it late, it takes numpy."""

from __future__ import annotations

import math
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from wbcoach.grammar import content, stem, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

BLOCK: Final = 512


def unit_in_place(vectors: Matrix) -> None:
    """Scale the rows of vectors that are the caller's own to length 1, with no second copy of them; a row of zeros stays."""
    for start in range(0, len(vectors), BLOCK):
        vectors[start : start + BLOCK] = unit(vectors[start : start + BLOCK])


def stems_of(text: str) -> list[str]:
    """Give the stems of the words of a text that tell something, as often as they stand there."""
    return [stem(word.low) for word in content(words(text))]


def unit(vectors: Matrix) -> Matrix:
    """Scale rows (n, d) to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Matrix = (vectors / np.where(lengths < 1e-9, 1.0, lengths)).astype(np.float32)
    return scaled


def hashed(terms: Sequence[Collection[str]], dimension: int) -> Matrix:
    """Hash the terms of texts to places and signs, rare ones for more: unit rows (n, dimension), zeros for no term."""
    often = Counter(term for one in terms for term in set(one))
    vectors = np.zeros((len(terms), dimension), np.float32)
    for row, one in enumerate(terms):
        for term in sorted(set(one)):
            at = zlib.crc32(term.encode("utf-8", "replace"))
            weight = math.log(1 + (len(terms) + 1) / often[term])
            vectors[row, at % dimension] += weight if at & (1 << 30) else -weight
    return unit(vectors)


def blocks(rows: Any, size: int = BLOCK) -> Iterator[tuple[int, Matrix]]:
    """Give (start, cosines) for blocks of unit rows, dense or sparse: each (block, n), so that memory is linear in n."""
    count = rows.shape[0]
    for start in range(0, count, size):
        yield start, cosines(rows[start : start + size], rows)


def cosines(some: Any, rows: Any) -> Matrix:
    """Give the cosine of each of some unit rows to each of others: (len(some), len(rows)); dense or sparse."""
    product = some @ rows.T
    return np.asarray(product.toarray() if hasattr(product, "toarray") else product, np.float32)
