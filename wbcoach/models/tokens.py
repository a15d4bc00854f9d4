"""How long a text is to a model, and what fits: counted by tiktoken, or bounded from above without it."""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import tiktoken

# Each encoding's rank file, by the name tiktoken looks for, and its sha256: tiktoken would delete a
# file that differs and ask the network for another.
_O200K = (
    "fb374d419588a4632f3f557e76b4b70aebbca790",
    "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
)
_RANKS = {
    "o200k_base": _O200K,
    "o200k_harmony": _O200K,
    "cl100k_base": (
        "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
}
_ANY = "o200k_base"
_STRANGER = 1.5  # another vocabulary needs more tokens for the same words, and far more beyond ASCII
# Lower-case letters of which each two in a row, and a space before one, are a token of these encodings.
_LOWER = re.compile(r" ?(?:[a-fhik-pr-v]|g(?!k)|w(?!v)|y(?![fv]))+")
_SEAM = 2  # two parts joined may take a little more than each alone


@dataclass(frozen=True)
class TokenCount:
    """How many tokens a text has for a model; where not `exact`, it has at most so many."""

    tokens: int
    exact: bool


@dataclass(frozen=True)
class Packed:
    """What fitted, in its old order; `left_out` are the places, in `parts`, of what did not."""

    kept: tuple[str, ...]
    left_out: tuple[int, ...]
    tokens: int


def count_tokens(text: str, model: str, assets_folder: Path) -> TokenCount:
    """Count with the model's own encoding where its rank file is in the assets, else bound from above.

    A model that tiktoken doesn't know is counted with a common encoding and a margin. The network is
    never asked.
    """
    name = _encoding_name(model)
    encoding = _encoding(name or _ANY, assets_folder)
    bound = upper_bound(text)
    if encoding is None:
        return TokenCount(bound, exact=False)
    tokens = len(encoding.encode(text, disallowed_special=()))
    if name:
        return TokenCount(tokens, exact=True)
    beyond_ascii = len(text.encode("utf-8", "surrogatepass")) - len(text)
    return TokenCount(min(bound, math.ceil(tokens * _STRANGER) + beyond_ascii), exact=False)


def upper_bound(text: str) -> int:
    """Bound the tokens of a text from above: about three times the true count of English.

    A token is at least a byte. In a run of common lower-case letters (and the space before it) no two
    one-byte tokens stand side by side, since each pair of them is itself a token: at most two tokens
    for three bytes.
    """
    runs = [len(run) for run in _LOWER.findall(text)]
    return len(text.encode("utf-8", "surrogatepass")) - sum(length // 3 for length in runs)


def pack(parts: Sequence[tuple[float, str]], budget: int, count: Callable[[str], int]) -> Packed:
    """Choose from (priority, text) what fits in `budget` tokens: whole parts, highest priority first.

    A part that doesn't fit is passed over and smaller ones behind it may still be taken. Equal
    priorities go in their order.
    """
    kept: set[int] = set()
    spent = 0
    for place in sorted(range(len(parts)), key=lambda place: -parts[place][0]):
        cost = count(parts[place][1]) + _SEAM
        if spent + cost <= budget:
            kept.add(place)
            spent += cost
    left_out = tuple(place for place in range(len(parts)) if place not in kept)
    return Packed(tuple(parts[place][1] for place in sorted(kept)), left_out, spent)


def _encoding_name(model: str) -> str | None:
    import tiktoken

    try:
        return tiktoken.encoding_name_for_model(model.rsplit("/", 1)[-1])
    except KeyError:
        return None


def _encoding(name: str, assets_folder: Path) -> tiktoken.Encoding | None:
    from wbcoach.assets import find

    folder = find("tiktoken", assets_folder)
    return _load(name, folder) if folder and name in _RANKS else None


@lru_cache(maxsize=8)
def _load(name: str, folder: Path) -> tiktoken.Encoding | None:
    import tiktoken

    from wbcoach.settings import point_tiktoken_at

    file, sha256 = _RANKS[name]
    path = folder / file
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        return None
    point_tiktoken_at(folder)
    return tiktoken.get_encoding(name)
