"""Small SVG plots: bars and dots with whiskers that stand beside their numbers, and the calibration curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.render.markup import Html, tag

if TYPE_CHECKING:
    from eval.stats import Calibration, Interval

_WIDE, _HIGH, _EDGE = 160, 16, 4
_SIDE, _LEFT, _TOP = 300, 46, 12
_TENTHS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def bar(value: float, between: Interval, goal: float | None = None) -> Html:
    """Draw a share from 0 to 1 as a bar with its interval, and an upright line at what it should reach.

    Hidden from screen readers, as the numbers stand beside it.
    """
    filled = tag(
        "rect",
        x=_EDGE,
        y=4,
        width=max(0.5, _x(value) - _EDGE),
        height=_HIGH - 8,
        class_="fill",
    )
    reach = (
        () if goal is None else (tag("line", x1=_x(goal), x2=_x(goal), y1=1, y2=_HIGH - 1, class_="goal"),)
    )
    return _strip(filled, *_whisker(between), *reach)


def dot(value: float | None, between: Interval) -> Html:
    """Draw a share as a dot on its interval; without a value an empty scale."""
    if value is None:
        return _strip()
    return _strip(*_whisker(between), tag("circle", cx=_x(value), cy=_HIGH / 2, r=3.5, class_="dot"))


def _x(value: float) -> float:
    return _EDGE + value * (_WIDE - 2 * _EDGE)


def _strip(*marks: Html) -> Html:
    scale = tag("line", x1=_EDGE, x2=_WIDE - _EDGE, y1=_HIGH - 1, y2=_HIGH - 1, class_="axis")
    ticks = (
        tag("line", x1=_x(at), x2=_x(at), y1=_HIGH - 4, y2=_HIGH - 1, class_="axis") for at in (0.0, 0.5, 1.0)
    )
    return tag(
        "svg", scale, *ticks, *marks, width=_WIDE, height=_HIGH, view_box=f"0 0 {_WIDE} {_HIGH}",
        aria_hidden="true", focusable="false",
    )  # fmt: skip


def _whisker(between: Interval) -> tuple[Html, ...]:
    low, high, middle = _x(between.low), _x(between.high), _HIGH / 2
    return (
        tag("line", x1=low, x2=high, y1=middle, y2=middle, class_="whisker"),
        tag("line", x1=low, x2=low, y1=middle - 3, y2=middle + 3, class_="whisker"),
        tag("line", x1=high, x2=high, y1=middle - 3, y2=middle + 3, class_="whisker"),
    )


def curve(told: Calibration, name: str) -> Html:
    """Draw how often findings were right against how sure the critic was; on the dashed line it knows itself."""
    marks = [tag("polyline", points=f"{_across(0)},{_up(0)} {_across(1)},{_up(1)}", class_="ideal")]
    for at in _TENTHS:
        marks += [
            tag("line", x1=_across(at), x2=_across(at), y1=_up(0), y2=_up(0) + 4, class_="axis"),
            tag("line", x1=_across(0) - 4, x2=_across(0), y1=_up(at), y2=_up(at), class_="axis"),
            tag("text", f"{at:.1f}", x=_across(at), y=_up(0) + 17, text_anchor="middle"),
            tag("text", f"{at:.1f}", x=_across(0) - 8, y=_up(at) + 4, text_anchor="end"),
        ]
    marks += [
        tag("line", x1=_across(0), x2=_across(1), y1=_up(0), y2=_up(0), class_="axis"),
        tag("line", x1=_across(0), x2=_across(0), y1=_up(0), y2=_up(1), class_="axis"),
        tag("text", "confidence", x=_across(0.5), y=_up(0) + 34, text_anchor="middle"),
        tag("text", "share right", x=12, y=_up(0.5), text_anchor="middle", transform=f"rotate(-90 12 {_up(0.5):.0f})"),
    ]  # fmt: skip
    for one in told.bins:
        at = _across(one.confidence)
        marks.append(
            tag("line", x1=at, x2=at, y1=_up(one.between.low), y2=_up(one.between.high), class_="whisker")
        )
    path = " ".join(f"{_across(one.confidence):.1f},{_up(one.right):.1f}" for one in told.bins)
    marks.append(tag("polyline", points=path, class_="path"))
    marks += [
        tag("circle", cx=_across(one.confidence), cy=_up(one.right), r=4, class_="dot") for one in told.bins
    ]
    said = "; ".join(
        f"confidence {one.confidence:.2f}, right {one.right:.2f}, of {one.count:g}" for one in told.bins
    )
    width, height = _LEFT + _SIDE + 14, _TOP + _SIDE + 42
    return tag(
        "svg", tag("title", name), tag("desc", said), *marks, width=width, height=height,
        view_box=f"0 0 {width} {height}", role="img", aria_label=f"{name}: {said}", class_="plot",
    )  # fmt: skip


def _across(value: float) -> float:
    return _LEFT + value * _SIDE


def _up(value: float) -> float:
    return _TOP + (1 - value) * _SIDE
