"""How surely a text tells that things go well, by the way it is told: what MiniLM's lower layers read, with the rules' signs.

"I knew the price before I sat down" has no word of praise. The weights were fitted by `python -m eval train-tones`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wbcoach.vocabulary.praising import BADLY, WELL
from wbcoach.vocabulary.reversals import eased

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from wbcoach.library.vectors import ReadsHalfway

    Table = NDArray[np.float64]

WEIGHTS: Final = Path(__file__).with_name("going.json")
_DENIES: Final = re.compile(
    r"\b(?:never|nobody|no|none|not|nothing|without|\w+n['’]t|hardly|neither|nor)\b", re.IGNORECASE
)
_TURNS: Final = re.compile(r"\b(?:but|except|although|only|until|unless|if)\b", re.IGNORECASE)


def signs(text: str) -> list[float]:
    """Count what the rules see in a text: praise, blame, ease, denial, a turn, a question, and two of these at once."""
    praise = sum(1 for _ in WELL.finditer(text))
    blame = sum(1 for _ in BADLY.finditer(text))
    denied = sum(1 for _ in _DENIES.finditer(text))
    return [
        min(praise, 2),
        min(blame, 3),
        min(eased(text), 2),
        min(denied, 2),
        float(bool(_TURNS.search(text))),
        float("?" in text),
        float(denied > 0 and blame > 0),
        float(praise > 0 and blame > 0),
    ]


def scores(texts: Sequence[str], reader: ReadsHalfway) -> Table:
    """Weigh each text (n,): the higher, the surer that it tells that things go well."""
    import numpy as np

    kept = weights()
    told = np.array([signs(text) for text in texts], np.float64)
    read = reader.halfway(texts).astype(np.float64)
    scored: Table = kept["constant"] + read @ np.array(kept["vector"]) + told @ np.array(kept["signs"])
    return scored


@cache
def weights() -> dict[str, Any]:
    """Read what was fitted: `constant`, `vector` (384) and `signs` to weigh with, and the SHA-256 of the `data`."""
    kept: dict[str, Any] = json.loads(WEIGHTS.read_text("utf-8"))
    return kept
