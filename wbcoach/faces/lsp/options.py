"""What a client's configuration says, under `wbcoach`; what it leaves out comes from wbcoach.toml and the environment."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

_NAMES: Final = {
    "pauseMs": "pause_ms",
    "model": "model",
    "modelOnSave": "model_on_save",
    "depth": "depth",
    "stage": "stage",
    "store": "store",
    "baseline": "baseline",
    "ignoreDays": "ignore_days",
    "ignoreReason": "ignore_reason",
}
_FLAGS = ("model", "depth", "stage", "store", "baseline")
_PATHS = ("store", "baseline")


@dataclass(frozen=True)
class Options:
    """What one workspace folder is configured to; empty strings leave a setting as the config file has it.

    `pause_ms` is how long one must not type before heads and feedback are asked; `ignore_days` (0: for ever) and
    `ignore_reason` fill the comments that silence a finding.
    """

    pause_ms: int = 400
    model: str = ""
    model_on_save: bool = False
    depth: str = ""
    stage: str = ""
    store: str = ""
    baseline: str = ""
    ignore_days: int = 90
    ignore_reason: str = "say why"

    def flags(self, folder: Path) -> dict[str, str]:
        """Give what takes the place of a command line's flags; relative paths are below the folder."""
        given = {name: str(getattr(self, name)) for name in _FLAGS if getattr(self, name)}
        for name in _PATHS:
            if name in given and "://" not in given[name]:
                given[name] = str(folder / Path(given[name]).expanduser())
        return given


def read(value: Any) -> tuple[Options, list[str]]:
    """Read a client's configuration, bare or under "wbcoach"; give it with what is wrong with it, in words."""
    if isinstance(value, dict) and isinstance(value.get("wbcoach"), dict):
        value = value["wbcoach"]
    if not isinstance(value, dict):
        return Options(), []
    kinds: dict[str, type] = {one.name: type(one.default) for one in fields(Options)}
    taken: dict[str, Any] = {}
    wrong: list[str] = []
    for name, given in value.items():
        own = _NAMES.get(name)
        if own is None:
            wrong.append(f"wbcoach.{name} is no setting; there are {', '.join(_NAMES)}.")
        elif given is not None and not _fits(given, kinds[own]):
            wrong.append(f"wbcoach.{name} is {given!r}; it takes {_takes(kinds[own])}.")
        elif given is not None:
            taken[own] = " ".join(str(given).split()) if own == "ignore_reason" else given
    return Options(**taken), wrong


def _fits(given: Any, kind: type) -> bool:
    return type(given) is kind and not (isinstance(given, int) and given < 0)


def _takes(kind: type) -> str:
    return {int: "a whole number, 0 or more", bool: "true or false"}.get(kind, "a text")
