"""`wbcoach needs`: unmet needs as text, JSON, Markdown or a page, and importance against satisfaction as a picture."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wbcoach.define.needs import find_needs
from wbcoach.errors import InputError
from wbcoach.faces.cli import needs_page, streams
from wbcoach.faces.cli.gathering import material
from wbcoach.faces.pages.needs_picture import svg
from wbcoach.render.json import dumps

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(
    flags: dict[str, Any],
    where: Sequence[str],
    output: str,
    top: int,
    scale: int | None,
    chart: str | None,
    *,
    sample: bool,
) -> None:
    """Print the needs, and write the chart where one is asked for.

    Raises:
        WbcoachError: bad settings or filters, no index, no feedback, nothing to draw, a file that can't be written.
    """
    found, settings = material(flags, where, output, sample=sample)
    today = settings.as_of or dt.datetime.now().astimezone().date()
    needs = find_needs(found, today, found.rows, scale)
    if chart is not None:
        _write(chart, svg(needs.opportunities))
    if output == "json":
        streams.write(dumps(needs.model_dump(mode="json", by_alias=True)))
    elif output == "markdown":
        streams.write(needs_page.markdown(needs, top))
    elif output == "html":
        drawn = any(one.score is not None for one in needs.opportunities)
        streams.write(needs_page.html(needs, top, svg(needs.opportunities) if drawn else ""))
    elif output == "svg":
        streams.write(svg(needs.opportunities))
    else:
        streams.write(needs_page.text(needs, top, streams.terminal_width()))


def _write(path: str, picture: str) -> None:
    try:
        Path(path).write_text(picture, "utf-8")
    except OSError as error:
        raise InputError(
            f"{path} can't be written: {error.strerror}.", "Name a file in a folder that is there."
        ) from None
