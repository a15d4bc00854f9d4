"""Packages of the extra `insights`, and what to say where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from wbcoach.errors import SettingsError


def insights(module: str, what: str) -> Any:
    """Import a module of the extra.

    Args:
        module: its dotted name, such as "duckdb".
        what: what it is needed for, as the subject of a sentence.

    Raises:
        SettingsError: it isn't installed.
    """
    try:
        return import_module(module)
    except ImportError:
        name = module.split(".", 1)[0]
        message = f"{what} needs {name}, which isn't installed."
        raise SettingsError(message, "Install the extra: pip install 'wbcoach[insights]'") from None
