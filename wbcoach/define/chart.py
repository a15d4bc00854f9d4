"""Importance against satisfaction as a picture: SVG, the same bytes for the same needs, legible without colour."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING, Final

from wbcoach.define.extras import insights
from wbcoach.errors import InputError
from wbcoach.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.define.need_shapes import Opportunity


_TITLE: Final = "Importance against satisfaction"
_EDGE: Final = "#0072b2"  # 5.2:1 on white; the number within is black on a light fill


def svg(scored: Sequence[Opportunity]) -> str:
    """Draw needs over all segments by number, with the line above which importance exceeds satisfaction.

    The numbers are those of the table in the text, in its order.

    Raises:
        InputError: no need has a score.
        MissingExtraError: matplotlib is not installed.
    """
    shown = [one for one in scored if one.segment is None and one.score is not None]
    if not shown:
        raise InputError(
            "There is nothing to draw: no need has importance and satisfaction from five people.",
            "Index a survey with columns importance and satisfaction.",
        )
    insights("matplotlib", "The chart")
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with rc_context({"svg.hashsalt": "wbcoach", "svg.fonttype": "none"}):
        figure = Figure(figsize=(6, 6))
        FigureCanvasSVG(figure)
        axes = figure.add_subplot()
        axes.set(
            xlim=(-0.5, 10.5),
            ylim=(-0.5, 10.5),
            xlabel=f"satisfaction, 10 x share in the top two boxes ({shown[0].scale})",
            ylabel="importance, likewise",
            title=_TITLE,
        )
        axes.plot([0, 10], [0, 10], linestyle="--", color="#767676")
        axes.text(0.2, 9.8, "underserved", va="top")
        axes.text(9.8, 0.2, "overserved", ha="right")
        for number, one in enumerate(shown, 1):
            axes.plot(
                one.satisfaction,
                one.importance,
                marker="o",
                markersize=16,
                linestyle="none",
                color=_EDGE,
                markerfacecolor="#cfe6f5",
                markeredgecolor=_EDGE,
            )
            axes.annotate(str(number), (one.satisfaction, one.importance), ha="center", va="center")
        made = io.StringIO()
        figure.savefig(made, format="svg", metadata={"Date": None, "Creator": None})
    told = " ".join(map(_told, range(1, len(shown) + 1), shown))
    return (
        made.getvalue()
        .replace("<svg ", '<svg role="img" aria-labelledby="needs-title needs-told" ', 1)
        .replace(
            "<metadata>",
            f'<title id="needs-title">{_TITLE}</title><desc id="needs-told">{escape(one_line(told))}</desc><metadata>',
            1,
        )
    )


def _told(number: int, one: Opportunity) -> str:
    return f"{number} {one.need}: importance {one.importance:.1f}, satisfaction {one.satisfaction:.1f}."
