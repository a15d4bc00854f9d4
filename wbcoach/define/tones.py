"""Whether an item tells that things go well, by the way it is told: what MiniLM's lower layers read, weighed with the rules' signs.

"I knew the price before I sat down" has no word of praise. The weights were fitted by `python -m eval train-tones`.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from wbcoach.define.cues import Tone, asked_and_denied, at_the_top, taken_back
from wbcoach.vocabulary.polarity import BADLY, WELL
from wbcoach.vocabulary.reversals import eased

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from wbcoach.evidence import Item
    from wbcoach.library.vectors import ReadsHalfway

    Table = NDArray[np.float64]

WEIGHTS: Final = Path(__file__).with_name("tones.json")
AT_MOST: Final = 2000  # texts that are read for it: some milliseconds each
# Where the rules are silent, where they see blame, and below which their praise is doubted.
_SURE, _SURER, _DOUBTED = 0.55, 0.65, 0.12
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


def heard(
    items: Sequence[Item], tones: Sequence[Tone], scales: Mapping[str, float], reader: ReadsHalfway
) -> tuple[tuple[Tone, ...], frozenset[str]]:
    """Correct the tones that the rules see, and find the items that go well where they see it not.

    A question, praise that is taken back, and words beside a rating at the top stay what they are. Of more than
    `AT_MOST` items a sample is read, chosen by a hash of the id.

    Returns:
        The tones, "open" where there is praise that the reading hears nothing of; and the ids of those that go well
        by the reading alone.
    """
    doubtful = [
        at
        for at, item in enumerate(items)
        if item.is_voice
        and (
            (tones[at] in ("open", "badly") and "?" not in item.text and not taken_back(item.text))
            or (tones[at] == "well" and not asked_and_denied(item.text) and not at_the_top(item, scales))
        )
    ]
    chosen = sorted(sorted(doubtful, key=lambda at: _hash(items[at].id))[:AT_MOST])
    if not chosen:
        return tuple(tones), frozenset()
    found, glad = list(tones), set()
    for at, score in zip(chosen, scores([items[at].text for at in chosen], reader), strict=True):
        if tones[at] == "well":
            found[at] = "well" if score >= _DOUBTED else "open"
        elif score >= (_SURER if tones[at] == "badly" else _SURE):
            glad.add(items[at].id)
    return tuple(found), frozenset(glad)


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def weights() -> dict[str, Any]:
    """Read what was fitted: `constant`, `vector` (384) and `signs` to weigh with, and the SHA-256 of the `data`."""
    kept: dict[str, Any] = json.loads(WEIGHTS.read_text("utf-8"))
    return kept
