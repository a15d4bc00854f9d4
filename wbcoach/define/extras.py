"""Packages of the extra `insights`, and what to say where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from wbcoach.errors import MissingExtraError


def insights(module: str, what: str) -> Any:
    """Import a module of the extra.

    Args:
        module: its dotted name, such as "duckdb".
        what: what it is needed for, as the subject of a sentence.

    Raises:
        MissingExtraError: it isn't installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingExtraError("insights", what=what) from None


def require_insights() -> None:
    """Say which extra to install where the library for clustering is missing.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    insights("sklearn", "Finding themes")
