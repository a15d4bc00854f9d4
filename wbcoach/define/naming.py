"""Short names for the top pains, worded by a model from their terms and quotations; each is checked before it is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from wbcoach import prompt
from wbcoach.coach.brief import is_plain
from wbcoach.coach.masking import open_masker
from wbcoach.define.name_check import Bearing, alike, complaint
from wbcoach.define.shapes import Naming
from wbcoach.errors import ModelError
from wbcoach.models import PainNames
from wbcoach.screening import without_orders

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.define.shapes import Pain, Pains
    from wbcoach.errors import WbcoachError
    from wbcoach.evidence import Item
    from wbcoach.models import Model
    from wbcoach.privacy import Masker
    from wbcoach.settings import Settings

# A question holds few enough themes that the answer's list is short; a run asks few questions.
_IN_ONE, _CALLS = 12, 4
_NO_NAME: Final = "no name was given"
_LIKE: Final = "is like the name of another pain"
_NO_ROOM: Final = "had no room in the prompt"


@dataclass
class _Told:
    """What the calls brought until now."""

    names: dict[int, str] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)
    tokens: Counter[str] = field(default_factory=Counter)
    costs: list[float | None] = field(default_factory=list)
    asked: int = 0
    failed: str = ""


def name_by_model(
    pains: Pains,
    items: Sequence[Item],
    top: int,
    model: Model,
    settings: Settings,
    notify: Callable[[WbcoachError], None],
) -> Pains:
    """Ask a model for names of the `top` pains, 48 at most; where none can be taken the terms stay.

    A name is taken where `name_check.complaint` finds nothing: its words stand in the pain's items, half of them with
    two voices or in its terms, and it is unlike the others. A model that fails is told to `notify` once, and is asked no more.

    Args:
        pains: as `find_pains` gave them.
        items: those that they were found in.
        top: how many to name, from the first.
        model: asked at most four times.
        settings: what the prompt may hold, and whether names of people are masked.
        notify: told of the failure.

    Raises:
        MissingExtraError: names are to be masked and spaCy isn't installed.
        AssetError: they are, and the model that finds them wasn't fetched.
    """
    chosen = pains.pains[:top]
    told, template = _Told(), prompt.load("pain_names")
    masker = open_masker(settings)
    masker.meet(quote.quote for pain in chosen for quote in pain.quotes)
    whole = {item.id: item for item in items}
    groups, without = _shared_out(chosen, masker, model, min(settings.prompt_tokens, template.max_tokens))
    told.refused.update({_NO_ROOM: without} if without else {})
    for group in groups:
        told.asked += len(group)
        try:
            answer = model.ask(template.fill(themes="\n\n".join(group.values())), PainNames)
        except ModelError as error:
            told.failed = error.message
            notify(error)
            break
        told.tokens.update(answer.tokens)
        told.costs.append(answer.cost_usd)
        _take(answer.value, {pain.rank: pain for pain in chosen if pain.rank in group}, whole, pains, told)
    return _named(pains, model.name, template.stamp, told)


def _shared_out(
    chosen: Sequence[Pain], masker: Masker, model: Model, budget: int
) -> tuple[list[dict[int, str]], int]:
    """Share pains out over questions, in order; give also how many had no room."""
    room = budget - model.count(prompt.load("pain_names").fill(themes="").text).tokens
    groups: list[dict[int, str]] = []
    used, without = room, 0
    for pain in chosen:
        block = _block(pain, masker)
        size = model.count(f"{block}\n\n").tokens
        fresh = used + size > room or len(groups[-1]) == _IN_ONE
        if size > room or (fresh and len(groups) == _CALLS):
            without += 1
            continue
        if fresh:
            groups.append({})
            used = 0
        groups[-1][pain.rank] = block
        used += size
    return groups, without


def _block(pain: Pain, masker: Masker) -> str:
    """Show a pain: its terms and its quotations, masked, fenced, and without orders to a program."""
    theme = str(pain.rank)
    shown = [prompt.fence("terms", masker.mask(without_orders(", ".join(pain.words))), theme=theme)]
    for number, quote in enumerate(pain.quotes, 1):
        name = quote.id if is_plain(quote.id, masker) else f"item {number}"
        words = masker.mask(without_orders(quote.quote))
        shown.append(prompt.fence("feedback", words, theme=theme, id=name))
    return "\n".join(shown)


def _take(
    answer: PainNames, shown: Mapping[int, Pain], items: Mapping[str, Item], pains: Pains, told: _Told
) -> None:
    """Take the names that hold, the first for each theme, in the order of the pains; count the others by their reason."""
    offered: dict[str, str] = {}
    for one in answer.names:
        offered.setdefault(one.theme.strip(), one.name)
    for rank, pain in shown.items():
        name = prompt.unfence(offered.get(str(rank), "")).strip().removesuffix(".")
        if not name:
            told.refused[_NO_NAME] += 1
            continue
        why = complaint(name, Bearing.of(pain, items))
        if why is None and any(alike(name, other) for other in _others(rank, pains, told)):
            why = _LIKE
        if why is None:
            told.names[rank] = name
        else:
            told.refused[why] += 1


def _others(rank: int, pains: Pains, told: _Told) -> Iterator[str]:
    for pain in (*pains.pains, *pains.leads):
        if pain.rank != rank:
            yield told.names.get(pain.rank, pain.name)


def _named(pains: Pains, model: str, stamp: str, told: _Told) -> Pains:
    made = [
        pain.model_copy(update={"name": told.names[pain.rank], "named_by": "model"})
        if pain.rank in told.names
        else pain
        for pain in pains.pains
    ]
    known = [cost for cost in told.costs if cost is not None]
    naming = Naming(
        model=model,
        prompt=stamp,
        calls=len(told.costs) + bool(told.failed),
        asked=told.asked,
        taken=len(told.names),
        refused=dict(sorted(told.refused.items())),
        tokens=dict(sorted(told.tokens.items())),
        cost_usd=sum(known) if known and len(known) == len(told.costs) else None,
        failed=told.failed,
    )
    return pains.model_copy(update={"pains": made, "naming": naming})
