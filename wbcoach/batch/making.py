"""What the answers of a batch depend on besides its rows, for the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wbcoach import __version__, prompt
from wbcoach.coach.gather import today

if TYPE_CHECKING:
    from wbcoach.coach import Coach
    from wbcoach.settings import Settings


_PROMPTS = ("critique", "second_look", "rewrite")


def made_with(coach: Coach) -> dict[str, str | None]:
    """Name what the answers depend on; no secret is in it."""
    settings = coach.settings
    values = {
        "wbcoach": __version__,
        "model": coach.model.name if coach.model else None,
        "server": _server(settings) if coach.model else None,
        "depth": settings.depth if coach.model else None,
        "prompts": " ".join(prompt.load(name).stamp for name in _PROMPTS) if coach.model else None,
        "heads": "minilm" if coach.heads else None,
        "names": "masked" if coach.model and settings.names else None,
        "prompt_tokens": str(settings.prompt_tokens) if coach.model else None,
        "index": coach.library.identity if coach.library else None,
        "stage": settings.stage,
        "as_of": today(settings).isoformat(),
        "stale_months": str(settings.stale_months),
        "baseline": coach.baseline.stamp if coach.baseline else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _server(settings: Settings) -> str | None:
    """Give the server's address without the user name and password that one may hold."""
    if settings.base_url is None:
        return None
    parts = urlsplit(settings.base_url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()
