"""Flags of the command line as settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wbcoach.errors import SettingsError

if TYPE_CHECKING:
    from datetime import datetime


def as_settings(
    store: str | None,
    in_user_folder: object,
    *,
    as_of: datetime | None = None,
    no_cache: object = False,
    **values: Any,
) -> dict[str, Any]:
    """Give the settings that flags name; None where a flag was not given.

    Raises:
        SettingsError: a model without a name.
    """
    if in_user_folder and store is None:
        import platformdirs

        store = str(platformdirs.user_data_path("wbcoach", appauthor=False) / "store")
    if values.get("model") == "":
        raise SettingsError("--model names no model.", "Leave it out to go without one.")
    kept_in = {"cache": _no_cache() if no_cache else None}
    return {"store": store, "as_of": as_of.date() if as_of else None, **kept_in, **values}


def _no_cache() -> str:
    from wbcoach.settings import NO_CACHE

    return NO_CACHE
