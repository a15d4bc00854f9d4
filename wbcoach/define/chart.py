"""Importance against satisfaction as a picture: SVG, the same bytes for the same needs, legible without colour."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from wbcoach.define.extras import insights
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.define.need_shapes import Opportunity


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
            title="Importance against satisfaction",
        )
        axes.plot([0, 10], [0, 10], linestyle="--", color="0.5")
        axes.text(0.2, 9.8, "underserved", va="top")
        axes.text(9.8, 0.2, "overserved", ha="right")
        for number, one in enumerate(shown, 1):
            axes.plot(
                one.satisfaction, one.importance, marker="o", markersize=16, color="#0072b2", alpha=0.35
            )
            axes.annotate(str(number), (one.satisfaction, one.importance), ha="center", va="center")
        made = io.StringIO()
        figure.savefig(made, format="svg", metadata={"Date": None, "Creator": None})
    return made.getvalue()
