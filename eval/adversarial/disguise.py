"""Ways to hide an order from a reader's eye: each turns plain words into what is planted."""

from __future__ import annotations

import base64
import codecs
from collections.abc import Callable
from typing import Final, Literal

Encoding = Literal["base64", "rot13", "zero width", "homoglyph", "full width", "reversed"]

_LOOKALIKES: Final = str.maketrans("aceiopsxyAEKMOPTX", "асеіорѕхуАЕКМОРТХ")
_FULL_WIDTH: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _rot13(text: str) -> str:
    return codecs.encode(text, "rot13")


def _zero_width(text: str) -> str:
    return "\u200b".join(text)


def _homoglyph(text: str) -> str:
    return text.translate(_LOOKALIKES)


def _full_width(text: str) -> str:
    return text.translate(_FULL_WIDTH)


def _reversed(text: str) -> str:
    return text[::-1]


ENCODERS: Final[dict[Encoding, Callable[[str], str]]] = {
    "base64": _base64,
    "rot13": _rot13,
    "zero width": _zero_width,
    "homoglyph": _homoglyph,
    "full width": _full_width,
    "reversed": _reversed,
}
