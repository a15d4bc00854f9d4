"""The themes that three synthetic corpora list, and how well found themes agree with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from wbcoach.library import read

if TYPE_CHECKING:
    from wbcoach.define.shapes import Pain, Pains

# wbcoach/samples/feedback/README.md: the items of each listed theme, and those that say the opposite.
_LISTED = {
    "LL": {
        "lump-sum payments": "1-14 15-18",
        "late payers": "19-26",
        "foreign fees": "27-32",
        "receipts": "33-37",
        "accountant hand-off": "38-43",
    },
    "CW": {
        "preparation": "1-10",
        "acting for a relative": "11-18",
        "results without explanation": "19-26",
        "moving an appointment": "27-33",
        "sign-in by age": "34-39",
        "staff inbox": "40-46",
    },
    "BH": {
        "mine or flaky": "1-11 12-14",
        "logs": "15-21",
        "slow after a dependency change": "22-28",
        "bills": "29-35",
        "onboarding": "36-41",
        "token rotation": "42-45",
    },
}
_AGAINST = "LL-015 LL-016 LL-017 LL-018 CW-023 CW-024 CW-034 CW-037 BH-012 BH-013 BH-014 BH-018 BH-019 BH-027".split()
SECOND: Final = Path(__file__).parent / "define" / "synthetic_second.csv"
THIRD: Final = SECOND.with_name("synthetic_third.csv")


@dataclass(frozen=True)
class Truth:
    """A corpus's listed theme of each id, and the ids of the planted contradictions."""

    theme_of: Mapping[str, str]
    contradictions: Sequence[str]

    @property
    def products(self) -> list[str]:
        """The short names of its products, as they stand in the ids."""
        return list(dict.fromkeys(name.split("-")[1] for name in self.theme_of))


def listed() -> Truth:
    """Give what the bundled corpus lists."""
    found: dict[str, str] = {}
    for product, themes in _LISTED.items():
        for theme, ranges in themes.items():
            for part in ranges.split():
                first, last = map(int, part.split("-"))
                found |= {f"SYN-{product}-{number:03d}": theme for number in range(first, last + 1)}
    return Truth(found, [f"SYN-{short}" for short in _AGAINST])


def second() -> Truth:
    """Give what the second corpus lists; parameters were chosen on it and on the third."""
    return _told(SECOND)


def third() -> Truth:
    """Give what the third corpus lists, whose themes are larger and nearer to each other."""
    return _told(THIRD)


def _told(path: Path) -> Truth:
    items = read(path).items
    return Truth(
        {item.id: item.meta["theme"] for item in items if item.meta.get("theme")},
        [item.id for item in items if item.meta.get("planted") == "contrary"],
    )


def groups(pains: Pains) -> dict[str, int]:
    """Give each voice that was read its theme, by id; what is in none is a theme of its own."""
    found = {
        name: pain.rank for pain in (*pains.pains, *pains.leads) for name in (*pain.ids, *pain.contrary.ids)
    }
    left = pains.left_out
    alone = [*left.on_its_own, *left.too_short, *left.goes_well]
    return found | {name: -1 - at for at, name in enumerate(alone)}


def agreement(left: Mapping[str, object], right: Mapping[str, object], product: str = "") -> float:
    """Give the adjusted Rand index on the ids that both have, of one product (LL, CW, BH) or of all."""
    from sklearn.metrics import adjusted_rand_score

    ids = sorted(name for name in left.keys() & right.keys() if f"-{product}" in name)
    numbers = [{value: at for at, value in enumerate(dict.fromkeys(side.values()))} for side in (left, right)]
    return float(
        adjusted_rand_score(
            [numbers[0][left[name]] for name in ids], [numbers[1][right[name]] for name in ids]
        )
    )


def best_match(found: Mapping[str, int], truth: Truth) -> dict[str, float]:
    """Give for each listed theme the F1 of the found theme that fits it best; from a half on it counts as found."""
    themes: dict[str, set[str]] = defaultdict(set)
    its: dict[int, set[str]] = defaultdict(set)
    for name, group in found.items():
        its[group].add(name)
        if name in truth.theme_of:
            themes[truth.theme_of[name]].add(name)
    return {
        theme: max(2 * len(mine & group) / (len(mine) + len(group)) for group in its.values())
        for theme, mine in themes.items()
    }


def shown_with_their_pain(pains: Sequence[Pain], truth: Truth) -> list[str]:
    """List the planted contradictions that stand in or beside a pain with another item of their theme."""
    return [
        name
        for name in truth.contradictions
        if any(
            name in (*pain.ids, *pain.contrary.ids)
            and any(truth.theme_of.get(other) == truth.theme_of[name] for other in pain.ids if other != name)
            for pain in pains
        )
    ]
