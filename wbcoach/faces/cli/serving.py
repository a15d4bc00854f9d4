"""What `wbcoach serve` does before it serves: see that its extra is installed, read settings and token."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wbcoach.errors import MissingExtraError, SettingsError
from wbcoach.settings import load

_NEEDED = frozenset({"fastapi", "uvicorn", "starlette", "prometheus_client"})


def run(host: str, port: int, flags: dict[str, Any], *, token_file: str | None, log_text: bool) -> int:
    """Serve until a signal says to end; give the exit code.

    Raises:
        MissingExtraError: the extra `serve` isn't installed.
        WbcoachError: the settings, the token, the address or the index can't be used.
    """
    if token_file is not None:
        flags = {**flags, "token": read_token(Path(token_file))}
    settings = load(flags).settings
    try:
        from wbcoach.faces.web.server import Where
        from wbcoach.faces.web.server import run as serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        raise MissingExtraError("serve", "serve") from None
    return serve(settings, Where(host, port), log_text=log_text)


def read_token(path: Path) -> str:
    """Read a token from a file; white space around it doesn't count.

    Raises:
        SettingsError: it can't be read.
    """
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not text"
        raise SettingsError(f"{path} can't be read: {why}.", "Check the name and its permissions.") from None
