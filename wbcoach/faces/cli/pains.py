"""`wbcoach pains`: the top pain points as text, JSON, Markdown or a page, or a draft to start from one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from wbcoach.define.pains import find_pains
from wbcoach.define.starting import start as started
from wbcoach.errors import ModelError, SettingsError
from wbcoach.faces.cli import pains_page, streams
from wbcoach.faces.cli.gathering import material
from wbcoach.faces.pages import themes_picture
from wbcoach.render.json import dumps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.define.material import Material
    from wbcoach.define.shapes import Pains
    from wbcoach.errors import WbcoachError
    from wbcoach.settings import Settings


def run(
    flags: dict[str, Any],
    where: Sequence[str],
    output: str,
    top: int,
    start: int | None,
    *,
    offline: bool = False,
    sample: bool = False,
) -> int:
    """Print the pain points; give the exit code, which is that of a model that was asked for by flag and failed.

    A draft to start from has no names but the customers' terms, so no model is asked for it.

    Raises:
        WbcoachError: bad settings or filters, no index, no feedback, no such pain.
    """
    asked = flags.get("model") is not None and not offline
    if asked and start is not None:
        raise SettingsError(
            "--model names the pains of the list; --start prints a draft.", "Give one of both."
        )
    found, settings = material(flags, where, output, sample=sample)
    pains = find_pains(found, settings.as_of or dt.datetime.now().astimezone().date())
    failures: list[WbcoachError] = []
    if settings.model and not offline and start is None and pains.pains:
        pains = _worded(pains, found, top, settings, failures)
    if start is not None:
        streams.write(started(pains, start))
    elif output == "json":
        streams.write(dumps(pains.model_dump(mode="json", by_alias=True)))
    elif output == "markdown":
        streams.write(pains_page.markdown(pains, top))
    elif output == "html":
        streams.write(pains_page.html(pains, top))
    elif output == "svg":
        streams.write(themes_picture.svg(pains, top))
    else:
        streams.write(pains_page.text(pains, top, streams.terminal_width()))
    return max((one.exit_code for one in failures), default=0) if asked else 0


def _worded(
    pains: Pains, found: Material, top: int, settings: Settings, failures: list[WbcoachError]
) -> Pains:
    """Have the model word names; one that can't be opened, or fails, is told of once, and the terms stay."""
    from wbcoach.coach.opening import open_reader
    from wbcoach.define.naming import name_by_model

    def notify(error: WbcoachError) -> None:
        failures.append(error)
        streams.warn(error)

    try:
        with open_reader(settings) as model:
            return name_by_model(pains, found.items, top, model, settings, notify)
    except ModelError as error:
        notify(error)
        return pains
