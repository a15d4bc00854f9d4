"""`wbcoach pains`: the top pain points as text, JSON, Markdown or a page, or a draft to start from one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from wbcoach.define.pains import find_pains
from wbcoach.define.starting import start as started
from wbcoach.faces.cli import pains_page, streams
from wbcoach.faces.cli.gathering import material
from wbcoach.render.json import dumps

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(
    flags: dict[str, Any], where: Sequence[str], output: str, top: int, start: int | None, *, sample: bool
) -> None:
    """Print the pain points.

    Raises:
        WbcoachError: bad settings or filters, no index, no feedback, no such pain.
    """
    found, settings = material(flags, where, output, sample=sample)
    pains = find_pains(found, settings.as_of or dt.datetime.now().astimezone().date())
    if start is not None:
        streams.write(started(pains, start))
    elif output == "json":
        streams.write(dumps(pains.model_dump(mode="json", by_alias=True)))
    elif output == "markdown":
        streams.write(pains_page.markdown(pains, top))
    elif output == "html":
        streams.write(pains_page.html(pains, top))
    else:
        streams.write(pains_page.text(pains, top, streams.terminal_width()))
