"""`wbcoach settings`: each value, and where it came from."""

from __future__ import annotations

import re
from typing import Any

from pydantic import SecretStr

from wbcoach.faces.cli import streams
from wbcoach.settings import Settings, load

# A name and a password in front of a host.
_IN_ADDRESS = re.compile(r"//[^/@\s]*@")


def run(flags: dict[str, Any]) -> None:
    """Print the settings; secrets are masked.

    Raises:
        SettingsError: a value is wrong.
    """
    loaded = load(flags)
    lines = [f"config file: {loaded.config or 'none found'}"]
    for name, field in Settings.model_fields.items():
        value = getattr(loaded.settings, name)
        lines.append(
            f"{name:14} {_shown(value):40} {loaded.origins[name]:14} {field.description or ''}".rstrip()
        )
    streams.write("\n".join(lines) + "\n")


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, SecretStr):
        secret = value.get_secret_value()
        return f"{'*' * 8}{secret[-4:]}" if len(secret) > 12 else "*" * 8
    if isinstance(value, dict):
        return streams.printable("; ".join(f"{name}: {one}" for name, one in value.items())) or "-"
    return streams.printable(_IN_ADDRESS.sub("//***@", str(value)))
