"""What calls cost: a table of list prices, which `prices` in the settings overrides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wbcoach.models.line import is_openai
from wbcoach.settings import Price

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wbcoach.settings import Settings

# Copied from published lists, not from an invoice: check them against the server's own price page.
LISTED: Final = "2026-11"
_DATED = re.compile(r"-\d{4}-\d\d-\d\d$")
_MILLION = 1_000_000
# What a call through OpenAI's Batch API costs of the price of a direct one.
BATCH_SHARE: Final = 0.5


def _price(input_: float, cached: float, output: float) -> Price:
    return Price(input=input_, output=output, cached=cached)


# OpenAI's own server, standard tier, prompts below 200,000 tokens.
TABLE: Final[dict[str, Price]] = {
    "gpt-5.6-sol": _price(5.00, 0.50, 30.00),
    "gpt-5.6-terra": _price(2.00, 0.20, 12.00),
    "gpt-5.6-luna": _price(0.20, 0.02, 1.20),
    "gpt-5.5": _price(5.00, 0.50, 30.00),
    "gpt-5.4": _price(2.50, 0.25, 15.00),
    "gpt-5.4-mini": _price(0.75, 0.075, 4.50),
    "gpt-5.4-nano": _price(0.20, 0.02, 1.25),
    "gpt-5.2": _price(1.75, 0.175, 14.00),
    "gpt-5.1": _price(1.25, 0.125, 10.00),
    "gpt-5": _price(1.25, 0.125, 10.00),
    "gpt-5-mini": _price(0.25, 0.025, 2.00),
    "gpt-5-nano": _price(0.05, 0.005, 0.40),
    "gpt-4.1": _price(2.00, 0.50, 8.00),
    "gpt-4.1-mini": _price(0.40, 0.10, 1.60),
    "gpt-4.1-nano": _price(0.10, 0.025, 0.40),
    "gpt-4o": _price(2.50, 1.25, 10.00),
    "gpt-4o-mini": _price(0.15, 0.075, 0.60),
    "o3": _price(2.00, 0.50, 8.00),
    "o4-mini": _price(1.10, 0.275, 4.40),
}


def price_of(model: str, settings: Settings) -> Price | None:
    """Give the price of a model: the user's own, else the list price on OpenAI's server, else None.

    A dated name such as gpt-4o-2024-08-06 has the price of its family.
    """
    family = _DATED.sub("", model)
    for name in (model, family):
        if name in settings.prices:
            return settings.prices[name]
    return TABLE.get(family) if is_openai(settings.base_url) else None


def cost_of(tokens: Mapping[str, int], model: str, settings: Settings) -> float | None:
    """Give the dollars for counted tokens; None where the price or the count is not known.

    Args:
        tokens: "input" and "output"; "input_cached" is the part of the input that its server had cached,
            "input_batch" and "output_batch" are the parts that went through the Batch API.
        model: the model's name.
        settings: prices of the user's own, and the server.
    """
    if "input" not in tokens:
        return None
    return dollars(tokens, price_of(model, settings))


def dollars(tokens: Mapping[str, int], price: Price | None) -> float | None:
    """Give the dollars for counted tokens at a price; nothing spent costs nothing at any price."""
    read, written = tokens.get("input", 0), tokens.get("output", 0)
    if not read and not written:
        return 0.0
    if price is None:
        return None
    cached = min(tokens.get("input_cached", 0), read)
    for_cached = price.input if price.cached is None else price.cached
    total = (read - cached) * price.input + cached * for_cached + written * price.output
    batched = tokens.get("input_batch", 0) * price.input + tokens.get("output_batch", 0) * price.output
    total -= batched * (1 - BATCH_SHARE)
    return round(total / _MILLION, 8)
