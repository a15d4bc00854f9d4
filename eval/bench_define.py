"""How well and how fast pains are found: `python -m eval.bench_define [--sizes 1000 10000]`; nothing here passes or fails.

Agreement is with the themes that two synthetic corpora list: parameters were chosen on the bundled one. Large corpora
are varied from it by program, so their items are likelier to be alike than people's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from eval.listed import SECOND, Truth, agreement, best_match, groups, listed, second, shown_with_their_pain
from wbcoach import samples
from wbcoach.define.material import Material, gather
from wbcoach.define.needs import find_needs
from wbcoach.define.pains import find_pains
from wbcoach.library import Batch, Library, Store, open_embedder, read
from wbcoach.screening import injection
from wbcoach.settings import load

if TYPE_CHECKING:
    from wbcoach.evidence import Item
    from wbcoach.library import Embeds

AS_OF: Final = dt.date(2026, 11, 27)
_RUNS: Final = 20
_DROPPED: Final = (0.02, 0.05, 0.1, 0.2)
_BEFORE: Final = "Honestly,|Again today:|My colleague says the same.|On Monday,|Just to add:|For our office,|Third month running.".split(
    "|"
)
_AFTER: Final = "It happens every week.|We talked about it at lunch.|My boss noticed too.|That was the second time.|Others said so as well.".split(
    "|"
)


def varied(items: Sequence[Item], count: int, seed: int = 7) -> list[Item]:
    """Make `count` items of other words, dates and customers from voices of the corpus."""
    rng = random.Random(seed)  # noqa: S311  a made corpus
    voices = [
        item
        for item in items
        if item.is_voice and len(item.text) > 25 and item.text.isascii() and not injection(item.text)
    ]
    made = []
    for number in range(count):
        item = rng.choice(voices)
        told = item.text.split()
        for _ in range(1 + len(told) // 8):
            at = rng.randrange(len(told) - 1)
            told[at], told[at + 1] = told[at + 1], told[at]
        del told[rng.randrange(len(told))]
        text = f"{rng.choice(_BEFORE)} {' '.join(told)} {rng.choice(_AFTER)} Ref {number}."
        day = (AS_OF - dt.timedelta(days=rng.randrange(500))).isoformat()
        made.append(
            replace(item, id=f"V{number:06d}", text=text, date=day, customer=f"c{rng.randrange(count // 3)}")
        )
    return made


def without(material: Material, share: float, rng: random.Random) -> Material:
    """Leave out a share of the items."""
    count = len(material.items)
    kept = sorted(rng.sample(range(count), round(count * (1 - share))))
    return replace(
        material,
        items=tuple(material.items[at] for at in kept),
        vectors=material.vectors[kept],
        segments=material.segments[kept],
        tones=tuple(material.tones[at] for at in kept),
    )


def agree(material: Material, name: str, truth: Truth) -> None:
    """Print how the themes of a material agree with the listed ones, and with themselves on fewer items."""
    theme_of = truth.theme_of
    pains = find_pains(material, AS_OF)
    found = groups(pains)
    every = [*pains.pains, *pains.leads]
    by_product = "  ".join(
        f"{product} {agreement(theme_of, found, product):.3f}" for product in truth.products
    )
    fits = best_match(found, truth)
    missed = ", ".join(theme for theme, value in fits.items() if value < 0.5)
    print(f"{name}: adjusted Rand index {agreement(theme_of, found):.3f}  ({by_product})")
    print(
        f"  listed themes found: {sum(value >= 0.5 for value in fits.values())} of {len(fits)} (missed: {missed or 'none'})"
    )
    print(
        f"  contradictions with their pain: {len(shown_with_their_pain(every, truth))} of {len(truth.contradictions)}"
    )
    rng = random.Random(3)  # noqa: S311  which items are left out
    for share in _DROPPED:
        same = [
            agreement(found, groups(find_pains(without(material, share, rng), AS_OF))) for _ in range(_RUNS)
        ]
        print(
            f"  without {share:.0%} of the items: agreement {mean(same):.3f}, worst of {_RUNS} {min(same):.3f}"
        )


def measure(items: Sequence[Item], embedder: Embeds | None, folder: Path) -> None:
    """Print time and the peak of what Python allocates for pains and needs on so many items."""
    store = folder / str(len(items))
    began = time.perf_counter()
    Store(store).update(Batch(list(items)), embedder=embedder, origin="made")
    indexed = time.perf_counter()
    with Library.open(store, embedder) as library:
        material = gather(library, embedder)
    gathered = time.perf_counter()
    pains = find_pains(material, AS_OF)
    found = time.perf_counter()
    find_needs(material, AS_OF)
    needed = time.perf_counter()
    tracemalloc.start()
    find_pains(material, AS_OF)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    print(
        f"{len(items):>7,} items: index {indexed - began:.1f} s, read {gathered - indexed:.1f} s, pains {found - gathered:.1f} s,"
        f" needs {needed - found:.1f} s, peak {peak:.0f} MiB; {len(pains.pains)} pains, {len(pains.leads)} leads,"
        f" {len(pains.left_out.on_its_own)} alone"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000])
    asked = parser.parse_args()
    embedder = open_embedder(load().settings.assets)
    corpus = read(samples.FEEDBACK)
    with TemporaryDirectory(prefix="wbcoach-bench-") as folder:
        for name, items, truth in (("bundled", corpus, listed()), ("second", read(SECOND), second())):
            store = Path(folder) / name
            Store(store).update(items, embedder=embedder, origin=name)
            with Library.open(store, embedder) as library:
                if embedder:
                    agree(gather(library, embedder), f"{name} corpus, MiniLM", truth)
                agree(gather(library, None), f"{name} corpus, words alone", truth)
        for size in asked.sizes:
            measure(varied(corpus.items, size), embedder, Path(folder))


if __name__ == "__main__":
    main()
