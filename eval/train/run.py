"""`python -m eval train`: read, cross-validate, choose thresholds, fit on all, report, write the weights."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import wbcoach
from eval.score import pinned
from eval.train.drafts import codes, digest, drafts
from eval.train.fit import features, whole_layer
from eval.train.folds import Held, author_of, cross_validate
from eval.train.net import fit_net
from eval.train.reading import Reading, read
from eval.train.thresholds import counts, shown_from
from wbcoach.heads.weights import FILE, Recipe, Weights
from wbcoach.library import open_piece_reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.train.drafts import Draft

    Array = np.ndarray[Any, np.dtype[np.float32]]

OUT = Path(wbcoach.__file__).parent / "heads" / FILE
# Rules were changed while looking at these authors' drafts, so what rules say on them is too good to learn from.
LOOKED_AT = frozenset({"golden", "k", "l", "m"})
_LOOKED_AT_COUNTS = 0.3
_KEEP = 0.6  # a rule's finding needs this share of the probability that a head needs alone


def train(out: Path = OUT) -> None:
    """Train all heads, print what they add, and write the weights.

    Raises:
        SystemExit: the weights of MiniLM are not there.
    """
    reader = open_piece_reader(pinned().assets)
    if reader is None:
        raise SystemExit("MiniLM is not there: run `wbcoach assets fetch` first.")
    found, names = drafts(), codes()
    reading = read(found, names, reader)
    importance = np.array(
        [_LOOKED_AT_COUNTS if author_of(draft) in LOOKED_AT else 1.0 for draft in found], np.float32
    )
    held = cross_validate(found, reading, importance)
    fresh = np.array([author_of(draft) not in LOOKED_AT for draft in found])
    bars = shown_from(reading, held.probabilities, fresh, names)
    sys.stdout.write(report(found, reading, held, names, fresh, bars))
    everything = np.ones(len(found), bool)
    net = fit_net(reading, everything)
    # The second layer learns from scores by strangers: the first layer's own on its training set are too good.
    seen = features(reading, held.scores, everything)
    whole, whole_bias = whole_layer(seen, reading.labels, reading.known, importance)
    recipe = Recipe(
        data=digest(found),
        reader=reader.name,
        statements=len(found),
        codes=names,
        shown_from={
            name: round(float(bar), 3) if bar <= 1 else None for name, bar in zip(names, bars, strict=True)
        },
        keep_from={
            name: round(min(float(bar), 1.0) * _KEEP, 3) for name, bar in zip(names, bars, strict=True)
        },
    )
    layers = (net.shared, net.shared_bias, net.pieces, net.pieces_bias)
    Weights(recipe, *layers, whole, whole_bias).save(out)
    sys.stdout.write(
        f"\nwritten: {out.name}, {out.stat().st_size:,} bytes, {len(found)} drafts, data {recipe.data[:12]}\n"
    )


def decide(reading: Reading, probabilities: Array, bars: Array) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Say what is shown with heads: what a head is sure of, and a rule's finding that its head doesn't doubt."""
    ruled = reading.rules[:, :, 1] > 0
    keep = np.minimum(bars, 1.0) * _KEEP
    return (probabilities >= bars) | (ruled & (probabilities >= keep))


def report(
    found: Sequence[Draft], reading: Reading, held: Held, names: Sequence[str], fresh: Any, bars: Array
) -> str:
    """Print rules alone beside rules with heads, pitfall by pitfall, on drafts of authors nobody looked at."""
    rules = counts(reading.rules[:, :, 1] > 0, reading, fresh)
    both = counts(decide(reading, held.probabilities, bars), reading, fresh)
    lines = [
        f"Cross-validated by author and domain on {int(fresh.sum())} of {len(found)} drafts: those of authors that no rule was written against.",
        "",
        f"{'':<6}{'n':>4}   {'rules P':>8}{'R':>6}   {'with heads P':>13}{'R':>6}   {'shown from':>10}",
    ]
    for column, name in enumerate(names):
        bar = f"{bars[column]:.2f}" if bars[column] <= 1 else "-"
        lines.append(
            f"{name:<6}{int(both['musts'][column]):>4}   {_share(rules, 'right', 'shown', column):>8}{_share(rules, 'found', 'musts', column):>6}"
            f"   {_share(both, 'right', 'shown', column):>13}{_share(both, 'found', 'musts', column):>6}   {bar:>10}"
        )
    for title, one in (("rules alone", rules), ("rules and heads", both)):
        lines.append(
            f"{title:<16} precision {_share(one, 'right', 'shown')}  must-recall {_share(one, 'found', 'musts')}"
            f"  clean kept {one['kept'] / max(one['clean'], 1):.3f}"
        )
    return "\n".join(lines) + "\n"


def _share(counted: dict[str, Any], part: str, whole: str, column: int | None = None) -> str:
    top = counted[part].sum() if column is None else counted[part][column]
    base = counted[whole].sum() if column is None else counted[whole][column]
    return f"{top / base:.2f}" if base else "-"
