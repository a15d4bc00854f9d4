"""How well and how fast pains are found: `python -m eval.bench_define [--sizes 1000 10000 100000]`; nothing here passes or fails.

Agreement is with the themes that three synthetic corpora list: parameters were chosen on the second and third
with the first in view. Large corpora are varied from the bundled one by program, so their items are likelier to be
alike than people's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from eval.listed import (
    SECOND,
    THIRD,
    Truth,
    agreement,
    best_match,
    groups,
    listed,
    second,
    shown_with_their_pain,
    third,
)
from wbcoach import samples
from wbcoach.define.material import Material, gather
from wbcoach.define.needs import find_needs
from wbcoach.define.pains import find_pains
from wbcoach.library import Library, Store, open_embedder, read
from wbcoach.screening import injection
from wbcoach.settings import load

if TYPE_CHECKING:
    from wbcoach.evidence import Item

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
            replace(
                item,
                id=f"V{number:06d}",
                text=text,
                date=day,
                customer=f"c{rng.randrange(count // 3)}",
                meta={"of": item.sha256},
            )
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


def grown(material: Material, count: int, seed: int = 7) -> Material:
    """Make a material of `count` items varied from one of the voices of another; each vector is that of its original with noise of half its length."""
    import numpy as np

    of = [material.items[at] for at in material.spoken]
    items = varied(of, count, seed)
    place = {item.sha256: at for at, item in enumerate(material.items)}
    rng = np.random.default_rng(seed)
    drawn = np.array([place[item.meta["of"]] for item in items])
    noise = (
        rng.standard_normal((count, material.vectors.shape[1]), np.float32)
        * 0.5
        / material.vectors.shape[1] ** 0.5
    )
    vectors = material.vectors[drawn] + noise
    return replace(
        material,
        items=tuple(replace(item, meta={}) for item in items),
        vectors=vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
        segments=material.segments[drawn],
        tones=tuple(material.tones[at] for at in drawn),
        rows=(),
    )


def measure(material: Material) -> None:
    """Print time for pains and needs on what is read already, and how much the process has grown by then."""
    before, began = _resident(), time.perf_counter()
    pains = find_pains(material, AS_OF)
    found = time.perf_counter()
    needs = find_needs(material, AS_OF, pains=pains)
    needed = time.perf_counter()
    print(
        f"{len(material.items):>7,} items: pains {found - began:.1f} s, needs {needed - found:.1f} s more, peak {_resident() - before:+.0f} MiB"
        f" over {before:.0f}; {len(pains.pains)} pains, {len(pains.leads)} leads, {len(pains.left_out.on_its_own)} alone, {len(needs.needs)} needs",
        flush=True,
    )


def _resident() -> float:
    """Give the most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000, 100_000])
    asked = parser.parse_args()
    embedder = open_embedder(load().settings.assets)
    corpus = read(samples.FEEDBACK)
    with TemporaryDirectory(prefix="wbcoach-bench-") as folder:
        for name, items, truth in (
            ("bundled", corpus, listed()),
            ("second", read(SECOND), second()),
            ("third", read(THIRD), third()),
        ):
            store = Path(folder) / name
            Store(store).update(items, embedder=embedder, origin=name)
            with Library.open(store, embedder) as library:
                if embedder:
                    agree(gather(library, embedder), f"{name} corpus, MiniLM", truth)
                agree(gather(library, None), f"{name} corpus, words alone", truth)
        with Library.open(Path(folder) / "bundled", embedder) as library:
            material = gather(library, embedder)
        for size in asked.sizes:
            measure(grown(material, size))


if __name__ == "__main__":
    main()
