"""What a model is given of one case: the catalogue, the draft and the feedback, masked, fenced, within a budget."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from wbcoach import prompt
from wbcoach.coach.masking import open_masker
from wbcoach.critique import Dropped
from wbcoach.errors import ModelError
from wbcoach.models import Packed, pack
from wbcoach.pitfalls import catalogue
from wbcoach.privacy import has_personal_data
from wbcoach.screening import injection, without_orders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wbcoach.evidence import Dossier, Found
    from wbcoach.models import Model
    from wbcoach.pitfall import Pitfall
    from wbcoach.privacy import Masker
    from wbcoach.settings import Settings
    from wbcoach.statement import Statement

_WEIGHTS = {"blocker": 3.0, "major": 2.0, "minor": 1.0}
_PROMPTS = ("critique", "second_look", "rewrite")
_NO_FEEDBACK = "No feedback was found."
_FOR_FEEDBACK = 1 / 3  # of the room, kept from the catalogue where both don't fit
_PLAIN_ID = re.compile(r"[\w.:#/-]{1,80}")


@cache
def instructions() -> str:
    """Give the own words of all prompts that a critique fills, which no answer may recite."""
    templates = (prompt.load(name) for name in _PROMPTS)
    return "\n".join(text for one in templates for role, text in one.sections if role == "system")


@dataclass(frozen=True)
class Brief:
    """A filled prompt, and what it takes to read the answer.

    `given` holds the feedback that is in it, by the id it is shown under, its `plain` text being what the model
    reads; `instructions` are the own words of all prompts of a critique, `left_out` says what had no room.
    """

    filled: prompt.Filled
    given: dict[str, Found]
    masker: Masker
    instructions: str
    left_out: tuple[Dropped, ...]


def brief(model: Model, settings: Settings, statement: Statement, dossier: Dossier) -> Brief:
    """Fill the prompt: the draft whole, the weightiest pitfalls and the best feedback as far as the budget reaches.

    Raises:
        ModelError: the draft leaves no room for a pitfall.
    """
    masker = open_masker(settings)
    masker.meet([statement.text, *(found.read.text for found in dossier)])
    template = prompt.load("critique")
    draft = prompt.fence("draft", masker.mask(statement.text))
    budget = min(settings.prompt_tokens, template.max_tokens)

    def count(text: str) -> int:
        return model.count(text).tokens

    room = budget - count(template.fill(catalogue="", draft=draft, evidence=_NO_FEEDBACK).text)
    ordered = [_without_orders(found) for found in sorted(dossier, key=priority, reverse=True)]
    shown = _named(ordered, masker)
    blocks = [(priority(found), feedback_block(name, found, masker)) for name, found in shown.items()]
    entries = [(_WEIGHTS[known.severity], entry(known)) for known in catalogue().values()]
    codes, feedback = _share_out(room, entries, blocks, count)
    if not codes.kept:
        raise ModelError(
            f"The draft and the catalogue need more than the budget of {budget:,} tokens.",
            "Raise prompt_tokens, fetch exact token counts (`wbcoach assets fetch tiktoken`), or shorten the draft.",
        )
    filled = template.fill(
        catalogue="\n\n".join(codes.kept),
        draft=draft,
        evidence="\n\n".join(feedback.kept) or _NO_FEEDBACK,
    )
    given = {
        name: found for place, (name, found) in enumerate(shown.items()) if place not in feedback.left_out
    }
    left_out = (*_left_out("catalogue", "pitfalls", codes), *_left_out("feedback", "items", feedback))
    return Brief(filled, given, masker, instructions(), left_out)


def entry(known: Pitfall) -> str:
    """Describe a pitfall to a model: what to look for, one example of it, one near miss."""
    return (
        f"{known.code} {known.name}\n"
        f"  look for: {known.look_for}\n"
        f"  has it: {known.bad[0].text}\n"
        f"  near miss: {known.good[0].text}"
    )


def bounded(model: Model, settings: Settings, template: prompt.Prompt, **values: str) -> prompt.Filled:
    """Fill a prompt that has nothing to leave out.

    Raises:
        ModelError: it is over the budget.
    """
    filled = template.fill(**values)
    budget = min(settings.prompt_tokens, template.max_tokens)
    if model.count(filled.text).tokens > budget:
        raise ModelError(
            f"The draft needs more than the budget of {budget:,} tokens for the prompt {template.name!r}.",
            "Raise prompt_tokens, fetch exact token counts (`wbcoach assets fetch tiktoken`), or shorten the draft.",
        )
    return filled


def _share_out(
    room: int,
    entries: Sequence[tuple[float, str]],
    blocks: Sequence[tuple[float, str]],
    count: Callable[[str], int],
) -> tuple[Packed, Packed]:
    """Pack the catalogue beside some of the feedback, then all the feedback that still fits."""
    best = pack(blocks, int(room * _FOR_FEEDBACK), count)
    codes = pack(entries, room - best.tokens, count)
    return codes, pack(blocks, room - codes.tokens, count)


def _left_out(what: str, unit: str, packed: Packed) -> Iterator[Dropped]:
    lost = len(packed.left_out)
    if lost:
        yield Dropped(
            what=f"{what}: {lost} of {lost + len(packed.kept)} {unit}", reason="no room in the prompt"
        )


def priority(found: Found) -> float:
    """Say how early an item is taken into a prompt: linked before contrary before likely."""
    return found.score + 2 * found.linked + (found.stance == "contradicts")


def _named(ordered: list[Found], masker: Masker) -> dict[str, Found]:
    """Show an item under its id, or under a number where the id is personal, long or not easily copied."""
    return {
        found.item.id if is_plain(found.item.id, masker) else f"item {number}": found
        for number, found in enumerate(ordered, start=1)
    }


def is_plain(name: str, masker: Masker) -> bool:
    """Say whether an id can be shown to a model as it is: short, easily copied, and nobody's personal data."""
    shown = bool(_PLAIN_ID.fullmatch(name)) and not has_personal_data(name) and not injection(name)
    return shown and not masker.names_somebody(name)


def _without_orders(found: Found) -> Found:
    """Take orders to a program out of an item; those of an index were screened when it was made, perhaps long ago."""
    if found.plain:
        return found
    own = without_orders(found.item.text)
    return found if own == found.item.text else replace(found, plain=replace(found.item, text=own))


def feedback_block(name: str, found: Found, masker: Masker, *, stance: bool = True) -> str:
    """Fence an item under the name it is shown by, masked; `stance` tells the search's guess as well."""
    item = found.read
    return prompt.fence(
        "feedback",
        masker.mask(item.text),
        id=name,
        kind=item.kind,
        source=masker.mask(without_orders(item.source)),
        date=masker.mask(without_orders(item.date)),
        stance=found.stance if stance else "",
    )
