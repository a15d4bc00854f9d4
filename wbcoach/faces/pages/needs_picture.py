"""Importance against satisfaction in our own colours, on a light and on a dark ground."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.define import chart
from wbcoach.faces.pages.palette import COLOURS, dark, paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.define.need_shapes import Opportunity

# What matplotlib was told to paint, by its name in the palette; black is its own choice.
_NAMES: Final = {light: name for name, (light, _) in COLOURS.items()} | {"#000000": "ink"}
_STYLE: Final = re.compile(r' style="([^"]*)"')
_PAINT: Final = re.compile(r"(fill|stroke):\s*(#\w{6})")


def svg(scored: Sequence[Opportunity]) -> str:
    """Draw needs by importance and satisfaction, so that a dark ground repaints them (see `chart.svg`).

    Raises:
        InputError: no need has a score.
        MissingExtraError: matplotlib is not installed.
    """
    drawn = _STYLE.sub(_repainted, chart.svg(scored)).replace("<text ", f"<text {paint('ink')} ")
    return drawn.replace("</desc>", f"</desc>{dark()}", 1)


def _repainted(style: re.Match[str]) -> str:
    """Turn colours of the palette in a style, which no rule overrides, into attributes and classes, which one does."""
    kept, named = [], []
    for part in style[1].split(";"):
        told = _PAINT.fullmatch(part.strip())
        if told is not None and told[2] in _NAMES:
            named.append((told[1], _NAMES[told[2]]))
        else:
            kept.append(part)
    attributes = "".join(f' {what}="{COLOURS[name][0]}"' for what, name in named)
    classes = " ".join(f"wb-{what[0]}-{name}" for what, name in named)
    rest = ";".join(kept).strip()
    return (f' style="{rest}"' if rest else "") + attributes + (f' class="{classes}"' if classes else "")
