"""HTML made from Python: whatever isn't marked as HTML is escaped, so no text of others can become a tag."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# In SVG an element without a slash would hold all that follows it; in HTML the slash says nothing.
_EMPTY: Final = frozenset({"circle", "input", "line", "polyline", "rect"})
_CASED: Final = {"view_box": "viewBox"}
# What HTML forbids, what UTF-8 can't carry, and signs that turn the direction of all that follows.
_UNFIT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)

Value = str | float | bool | None


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def escaped(text: str) -> Html:
    """Make any text fit to stand between tags or in a quoted attribute; HTML stays as it is."""
    return text if isinstance(text, Html) else Html(html.escape(_UNFIT.sub("\ufffd", text)))


def tag(name: str, /, *inside: str, **attributes: Value) -> Html:
    """Make an element. `class_` is class, `data_low` is data-low; None and False leave an attribute out."""
    told = "".join(
        f' {_CASED.get(key, key.rstrip("_").replace("_", "-"))}="{escaped(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _EMPTY:
        return Html(f"<{name}{told}/>")
    return Html(f"<{name}{told}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str]) -> Html:
    """Put parts one after the other, each escaped unless it is HTML."""
    return Html("".join(map(escaped, parts)))


def table(
    caption: str, heads: Sequence[str], body: Iterable[Sequence[str]], numbers: Sequence[int] = ()
) -> Html:
    """Make a table whose first column names its rows; `numbers` are the columns that are set to the right."""
    classes = ["n" if column in numbers else None for column in range(len(heads))]
    top = [tag("th", head, scope="col", class_=kind) for head, kind in zip(heads, classes, strict=True)]
    rows = [
        tag(
            "tr",
            tag("th", cells[0], scope="row", class_=classes[0]),
            *(tag("td", cell, class_=kind) for cell, kind in zip(cells[1:], classes[1:], strict=True)),
        )
        for cells in body
    ]
    return tag(
        "div",
        tag(
            "table", tag("caption", caption), tag("thead", tag("tr", *top)), Html("\n"),
            tag("tbody", Html("\n".join(rows))),
        ),
        class_="wide", tabindex="0", role="region", aria_label=caption,
    )  # fmt: skip


def note(text: str) -> Html:
    """Set a line of explanation."""
    return tag("p", text, class_="note")


def _plain(value: Value) -> str:
    if value is True:
        return ""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
