"""`wbcoach index status`: what the index holds, and what it set aside as unsafe and why."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from wbcoach.errors import SettingsError
from wbcoach.faces.cli import streams
from wbcoach.library import Library
from wbcoach.plain import one_line
from wbcoach.render.json import dumps
from wbcoach.render.plain import lines_of
from wbcoach.screening import without_orders
from wbcoach.settings import load

if TYPE_CHECKING:
    from wbcoach.library import Counts, SetAside

_EXCERPT = 160
_BEFORE = 24
_MORE = "`wbcoach index status --quarantine` lists them"


def run(flags: dict[str, Any], output: str, *, quarantine: bool) -> None:
    """Print what the index holds, or what is in its quarantine.

    Raises:
        SettingsError: an unknown format.
        StoreError: there is no index, or it can't be read.
    """
    if output not in ("text", "json"):
        raise SettingsError(f"There is no format {output!r}.", "Choose text or json.")
    settings = load(flags).settings
    with Library.open(settings.store) as library:
        counts = library.counts()
        aside = list(library.set_aside())
    if quarantine:
        records = [record(one) for one in aside]
        streams.write(dumps(records) if output == "json" else _listed(records))
    else:
        whole = {**asdict(counts), "quarantine": len(aside)}
        streams.write(dumps(whole) if output == "json" else _page(settings.store, counts, len(aside)))


def record(one: SetAside) -> dict[str, Any]:
    """Describe an item that was set aside; `excerpt` starts a little before what gave the reason."""
    item = one.item
    return {
        "id": item.id,
        "collection": one.collection,
        "path": one.path,
        "source": item.source,
        "date": item.date,
        "reason": one.reason,
        "excerpt": _excerpt(item.text),
        "sha256": item.sha256,
    }


def _page(store: str, counts: Counts, aside: int) -> str:
    rows = (
        ("index", store),
        ("generation", counts.generation),
        ("feedback", f"{counts.items} items"),
        ("duplicates", str(counts.duplicates)),
        ("set aside as unsafe", f"{aside}{f' ({_MORE})' if aside else ''}"),
        ("not English", str(counts.not_english)),
        ("guidance", f"{counts.guidance} passages"),
        ("vectors", counts.embedder or "none: BM25 alone"),
    )
    return "".join(f"{name:20} {value}\n" for name, value in rows)


def _listed(records: list[dict[str, Any]]) -> str:
    if not records:
        return "Nothing is set aside as unsafe.\n"
    width = streams.terminal_width() - 2
    entries = []
    for one in records:
        place = ", ".join(part for part in (one["source"], one["date"], one["path"]) if part)
        lines = [
            *lines_of(f"{one['id']}: {one['reason']}", width + 2),
            *(
                f"  {line}"
                for text in (f"({place})", f'"{one["excerpt"]}"')
                for line in lines_of(text, width)
            ),
        ]
        entries.append("\n".join(lines) + "\n")
    many = f"{len(records)} item{'s' * (len(records) != 1)}"
    return "".join(entries) + f"{many} set aside: kept out of every search, critique and prompt.\n"


def _excerpt(text: str) -> str:
    """Give the words from a little before the first order on, on one line."""
    own = without_orders(text)
    order = next(
        (place for place, (left, right) in enumerate(zip(text, own, strict=True)) if left != right), 0
    )
    start = max(0, order - _BEFORE)
    start = text.find(" ", start, order) + 1 or start if start else 0
    words = one_line(text[start : start + _EXCERPT])
    return f"{'... ' if start else ''}{words}{' ...' if start + _EXCERPT < len(text) else ''}"
