"""The feedback that the Define commands read: an index, or the bundled sample in a folder that is thrown away."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from wbcoach import samples
from wbcoach.coach.gather import today
from wbcoach.coach.opening import search_model
from wbcoach.define.extras import require_insights
from wbcoach.define.material import Material, gather
from wbcoach.errors import SettingsError
from wbcoach.faces.cli import streams
from wbcoach.faces.cli.library import embedder_for, filter_of, index_paths
from wbcoach.library import Library
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wbcoach.settings import Settings

FORMATS: Final = ("text", "json", "markdown", "html")


def material(
    flags: dict[str, Any], where: Sequence[str], output: str, *, sample: bool
) -> tuple[Material, Settings]:
    """Read all feedback that the filters let through.

    Raises:
        SettingsError: an unknown format or filter, or the extra `insights` is missing.
        StoreError: there is no index.
        InputError: no feedback fits.
    """
    check_output(output, "svg")
    with feedback(flags, where, sample=sample) as read:
        return read.material, read.settings


def check_output(output: str, *more: str) -> None:
    """Refuse a format that these commands don't print; `more` are those that one of them prints besides.

    Raises:
        SettingsError: it is none of them.
    """
    known = (*FORMATS, *more)
    if output not in known:
        raise SettingsError(f"There is no format {output!r}.", f"Choose one of: {', '.join(known)}.")


@dataclass(frozen=True)
class Feedback:
    """All feedback that the filters let through, and the index that it is from, still open."""

    material: Material
    settings: Settings
    library: Library


@contextmanager
def feedback(flags: dict[str, Any], where: Sequence[str], *, sample: bool) -> Iterator[Feedback]:
    """Read all feedback that the filters let through; its index is open until the block ends.

    Raises:
        SettingsError: an unknown filter, or the extra `insights` is missing.
        StoreError: there is no index.
        InputError: no feedback fits.
    """
    require_insights()
    filters = dict(filter_of(one) for one in where)
    with _settings(flags, sample=sample) as settings:
        embedder = search_model(settings)
        with Library.open(settings.store, embedder) as library:
            found = gather(library, embedder, filters, today(settings))
            if found.made == "words":
                streams.say(
                    "wbcoach: themes by words alone; `wbcoach assets fetch` and `wbcoach index` add meaning."
                )
            if found.made == "made now":
                streams.say(
                    "wbcoach: the index has no vectors of this model, so they were made now; `wbcoach index` keeps them."
                )
            yield Feedback(found, settings, library)


@contextmanager
def _settings(flags: dict[str, Any], *, sample: bool) -> Iterator[Settings]:
    if not sample:
        yield load(flags).settings
        return
    with TemporaryDirectory(prefix="wbcoach-sample-") as folder:
        settings = load({**flags, "store": folder}).settings
        streams.say("This feedback is synthetic: invented products, customers and figures.")
        index_paths([samples.FEEDBACK], settings, embedder_for(settings))
        yield settings
