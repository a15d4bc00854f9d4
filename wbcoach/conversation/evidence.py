"""Which feedback is shown in a conversation: few items, newest and most different first, one that disagrees among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.conversation.saying import echo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wbcoach.critique import Critique, Evidence, Finding

MOST: Final = 3
_AT_ONCE: Final = frozenset({"D06", "D07"})
_SHORT: Final = 200
_STANCE: Final = {"supports": "for", "contradicts": "against", "related": "near it"}


def at_once(finding: Finding) -> bool:
    """Say whether a finding can't be asked about without the feedback it rests on."""
    return finding.code in _AT_ONCE


def chosen(critique: Critique, seen: Iterable[str], finding: Finding | None = None) -> list[Evidence]:
    """Choose at most three items that were not shown yet; one that disagrees stands last where there is one."""
    known = set(seen)
    cited = set(finding.evidence) if finding and at_once(finding) else set()
    fresh = [
        one
        for one in critique.evidence
        if one.id not in known
        and not one.id.startswith("YOU-")
        and (one.stance != "related" or one.id in cited)
    ]
    fresh.sort(key=lambda one: one.date, reverse=True)
    fresh.sort(key=lambda one: one.id not in cited)
    against = next((one for one in fresh if one.stance == "contradicts"), None)
    rest = [one for one in fresh if one is not against]
    room = MOST - (against is not None)
    return [*_different(rest, room), *([against] if against else [])]


def _different(items: Sequence[Evidence], most: int) -> list[Evidence]:
    """Take the first of each kind and source before a second of any."""
    taken: list[Evidence] = []
    for key in ("kind", "source", "id"):
        for one in items:
            other = {getattr(item, key) for item in taken}
            if len(taken) < most and one not in taken and getattr(one, key) not in other:
                taken.append(one)
    return taken


def line(one: Evidence) -> str:
    """Show an item: its id, where it stands, where and when it comes from, and its first words, verbatim."""
    origin = ", ".join(part for part in (one.source.replace("_", " "), one.date) if part)
    return f"[{one.id}] {_STANCE[one.stance]}{f' ({origin})' if origin else ''}: “{_quote(one.quote)}”"


def _quote(quote: str) -> str:
    """Cut a quotation at a word, with an ellipsis; marks of its own become single ones."""
    plain = " ".join(quote.split()).translate(str.maketrans('“”„"', "''''"))
    return plain if len(plain) <= _SHORT else f"{plain[:_SHORT].rsplit(' ', 1)[0]} …"


def question(items: Sequence[Evidence]) -> str:
    """Ask what the author makes of the item that disagrees, else of what was shown."""
    last = items[-1]
    name = echo(last.id)
    if last.stance == "contradicts":
        return f"What do you make of [{name}], which pulls the other way?"
    return f"What do you make of [{name}]?" if len(items) == 1 else "What do you make of these?"
