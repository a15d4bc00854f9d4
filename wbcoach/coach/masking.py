"""Who masks what a model reads: with names of people where the settings ask for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.privacy import Masker

if TYPE_CHECKING:
    from wbcoach.settings import Settings


def open_masker(settings: Settings) -> Masker:
    """Begin a run's masking; the model that finds names is opened once for a process, and only where `names` is set.

    Raises:
        MissingExtraError: names are to be masked and spaCy isn't installed.
        AssetError: they are, and the model wasn't fetched.
    """
    if not settings.names:
        return Masker()
    from wbcoach import assets
    from wbcoach.privacy.names import open_names

    return Masker(open_names(assets.find("names", settings.assets)))
