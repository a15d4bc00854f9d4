"""The figures of all adversarial sets beside their bars, those that were tuned on apart from those that are held."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from eval.adversarial import gaming, hostile, numbers, obeying, quotes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.marks import Mark
    from wbcoach.coach import Coach

_SETS: Final = (quotes, numbers, hostile, obeying, gaming)


def summary(coach: Coach) -> str:
    """Run all sets and give a line for each figure: its share, how many marks it is made of, and its bar.

    Sets that are made by rule have no split.
    """
    splits = {f"hostile-{one.id}": one.split for one in hostile.load().plants}
    splits |= {
        f"obeying-{one.id}-{place}": one.split for one in hostile.load().plants for place in obeying.PLACES
    }
    splits |= {f"gaming-{one.id}": one.split for one in gaming.load()}
    lines = []
    for one in _SETS:
        scored, study = one.run(coach), one.__name__.rpartition(".")[2]
        for name, bar in one.BARS.items():
            marks = [(splits.get(case), given[name]) for case, given in scored if name in given]
            told = [_share("all", [mark for _, mark in marks])]
            parts = {split: [mark for its, mark in marks if its == split] for split in ("tuned", "held")}
            told += [_share(split, some) for split, some in parts.items() if some]
            lines.append(f"{f'{study}.{name}':<24} {'  '.join(told)}  bar {bar:.3f}")
    return "\n".join(lines)


def _share(name: str, marks: Iterable[Mark]) -> str:
    marks = list(marks)
    share = sum(mark.value * mark.weight for mark in marks) / sum(mark.weight for mark in marks)
    return f"{name} {share:.3f} ({len(marks)})"


if __name__ == "__main__":
    from eval.score import pinned
    from wbcoach.coach import Coach as Critic

    sys.stdout.write(summary(Critic(pinned())) + "\n")
