"""wbcoach: a coach for problem statements, grounded in customer feedback.

    from wbcoach import Coach
    Coach.from_settings().critique("Today, ...", evidence=[...])

Heavy parts load when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wbcoach.coach import Coach
    from wbcoach.critique import Critique, Evidence, Finding
    from wbcoach.errors import WbcoachError
    from wbcoach.settings import Settings
    from wbcoach.statement import Statement

__version__ = "0.1.0"
__all__ = ["Coach", "Critique", "Evidence", "Finding", "Settings", "Statement", "WbcoachError", "__version__"]

_HOMES = {
    "Coach": "coach",
    "Critique": "critique",
    "Evidence": "critique",
    "Finding": "critique",
    "Settings": "settings",
    "Statement": "statement",
    "WbcoachError": "errors",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first asked for."""
    if name not in _HOMES:
        message = f"module 'wbcoach' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"wbcoach.{_HOMES[name]}"), name)
