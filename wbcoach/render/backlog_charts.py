"""Small SVG charts for the report of a backlog; each stands beside its numbers, so screen readers pass over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.render.markup import Html, tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wbcoach.critique import Verdict

_WIDE: Final = 120
_HIGH: Final = 12
_LINE: Final = (200, 56, 6)
_UNSEEN: Final = {"aria_hidden": "true", "focusable": "false"}


def bar(share: float) -> Html:
    """Draw a share from 0 to 1 as a bar on its track."""
    track = tag("rect", x=0, y=2, width=_WIDE, height=_HIGH - 4, class_="track")
    filled = tag("rect", x=0, y=2, width=max(0.0, min(1.0, share)) * _WIDE, height=_HIGH - 4, class_="fill")
    return tag(
        "svg",
        track,
        filled,
        width=_WIDE,
        height=_HIGH,
        view_box=f"0 0 {_WIDE} {_HIGH}",
        class_="bar",
        **_UNSEEN,
    )


def stacked(counts: Mapping[Verdict, int], wide: int = 600, high: int = 20) -> Html:
    """Draw counts as parts of one bar, in their order, each with the class of its name; gaps tell them apart without colour."""
    whole = sum(counts.values())
    parts, at = [], 0.0
    for name, count in counts.items():
        if count:
            width = count / whole * wide
            parts.append(tag("rect", x=at, y=0, width=max(1.0, width - 2), height=high, class_=f"v-{name}"))
            at += width
    return tag("svg", *parts, width=wide, height=high, view_box=f"0 0 {wide} {high}", preserveAspectRatio="none", class_="stack", **_UNSEEN)  # fmt: skip


def line(shares: Sequence[float]) -> Html:
    """Draw shares from 0 to 1 as a line from left to right, with a dot for each."""
    wide, high, edge = _LINE

    def x(place: int) -> float:
        return edge + (wide - 2 * edge) * (place / (len(shares) - 1) if len(shares) > 1 else 0.5)

    def y(share: float) -> float:
        return high - edge - share * (high - 2 * edge)

    floor, roof = (
        tag("line", x1=edge, x2=wide - edge, y1=y(at), y2=y(at), class_="axis") for at in (0.0, 1.0)
    )
    path = " ".join(f"{x(place):.1f},{y(share):.1f}" for place, share in enumerate(shares))
    dots = (
        tag("circle", cx=x(place), cy=y(share), r=2.5, class_="dot") for place, share in enumerate(shares)
    )
    return tag("svg", floor, roof, tag("polyline", points=path, class_="path"), *dots, width=wide, height=high, view_box=f"0 0 {wide} {high}", class_="line", **_UNSEEN)  # fmt: skip
